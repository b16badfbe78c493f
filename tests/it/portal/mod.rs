//! The citizen's pages, driven as a browser without scripts would.

mod access;
mod account;
mod appeals;
mod applications;
mod assisted;
mod cases;
mod data;
mod decision;
mod documents;
mod eligibility;
mod hostile;
mod programmes;
mod recover;
mod register;
mod settings;
mod sign_in;
mod sign_out;
mod status;
pub(crate) mod way;

use pser::seal::Place;
use serde_json::Value;
use uuid::Uuid;

use crate::arrange;
use crate::office::{Browser, Office, Shown};

const CNIC: &str = "35202-7654321-2";
const MOBILE: &str = "0321-7654321";
const MOBILE_DIGITS: &str = "923217654321";
const PASSWORD: &str = "tamarind-lantern-84";

/// The form of a citizen who has no account yet.
const FORM: [(&str, &str); 12] = [
    ("full_name", "Ghulam Fatima"),
    ("father_name", "Allah Ditta"),
    ("date_of_birth-day", "27"),
    ("date_of_birth-month", "5"),
    ("date_of_birth-year", "1984"),
    ("cnic", CNIC),
    ("mobile", MOBILE),
    ("email", "fatima@example.org"),
    ("address", "House 5, Islampura"),
    ("area", arrange::AREA),
    ("password", PASSWORD),
    ("language", "en"),
];

/// The form with some fields changed.
fn form_with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let changed = |name: &str| changes.iter().find(|(other, _)| *other == name).map(|(_, text)| *text);
    FORM.iter().map(|(name, text)| (*name, changed(name).unwrap_or(text))).collect()
}

/// The kinds and codes of what was written to a mobile, oldest first.
async fn letters(office: &Office, mobile: &str) -> Vec<(String, Option<String>)> {
    let rows: Vec<(Uuid, String, Vec<u8>, Vec<u8>)> =
        sqlx::query_as("select id, kind, recipient_sealed, params_sealed from notices order by id")
            .fetch_all(&office.database.owner)
            .await
            .unwrap();
    let open = |column, row, sealed: &[u8]| {
        office.app.sealer.open_text(Place { column, row }, sealed).unwrap().to_string()
    };
    rows.iter()
        .filter(|(id, _, recipient, _)| open("notice.recipient", *id, recipient) == mobile)
        .map(|(id, kind, _, params)| {
            let params: Value = serde_json::from_str(&open("notice.params", *id, params)).unwrap();
            (kind.clone(), params["code"].as_str().map(str::to_owned))
        })
        .collect()
}

/// The digits of the last code sent to a mobile.
async fn last_code(office: &Office, mobile: &str) -> String {
    letters(office, mobile).await.into_iter().rev().find_map(|(_, code)| code).expect("a code was sent")
}

/// Six digits that are not these.
fn other_than(code: &str) -> String {
    let first = if code.starts_with('7') { '8' } else { '7' };
    format!("{first}{}", &code[1..])
}

/// Sends the form of the page that the browser is on and opens the page for the code.
async fn hands_in(browser: &mut Browser<'_>, form: &[(&str, &str)]) -> Shown {
    browser.sends("/register", form).await;
    browser.follows().await.ok()
}

/// A citizen registers in this browser and is signed in; gives the page of the PSER ID.
async fn registers(office: &Office, browser: &mut Browser<'_>) -> Shown {
    browser.opens("/register").await.ok();
    browser.sends("/register", &FORM).await;
    let path = browser.pointed();
    browser.follows().await.ok();
    let code = last_code(office, MOBILE_DIGITS).await;
    browser.sends(without_query(&path), &[("code", &code)]).await;
    browser.follows().await.ok()
}

fn without_query(path: &str) -> &str {
    path.split('?').next().unwrap()
}
