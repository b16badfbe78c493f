//! `pser staff`: who works here begins at the command line.

use pser::offer;

use super::serve::settings;
use crate::harness::{Database, Program, folder};

const INVITATION: [&str; 10] = [
    "staff",
    "invite",
    "--email",
    "Head@Office.example",
    "--cnic",
    "35202-1111111-1",
    "--name",
    "Amna Rashid",
    "--role",
    "administrator",
];

#[tokio::test]
async fn the_first_administrator_is_invited_with_a_token_and_can_be_disabled() {
    let database = Database::fresh().await;
    offers(&database).await;
    let data = folder();
    let settings = settings(&database, &data).await;
    let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let invited = Program::run(&INVITATION, &settings);
    assert!(invited.status.success(), "{}", invited.err);
    let token = invited.out.lines().last().unwrap();
    assert_eq!(token.len(), 43, "{}", invited.out);
    assert!(!format!("{}{}", invited.out, invited.err).contains("1111111"), "the CNIC is not repeated");

    let disabled = Program::run(&["staff", "disable", "--email", "head@office.example"], &settings);
    assert!(disabled.status.success(), "{}", disabled.err);
    let state: String =
        sqlx::query_scalar("select state from staff_accounts").fetch_one(&database.owner).await.unwrap();
    assert_eq!(state, "disabled");
}

#[tokio::test]
async fn what_is_wrong_with_an_invitation_is_said_all_at_once() {
    let database = Database::fresh().await;
    offers(&database).await;
    let data = folder();
    let settings = settings(&database, &data).await;
    let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut words = INVITATION.to_vec();
    words.splice(5..6, ["35202"]);
    words.extend(["--role", "emperor", "--area", "atlantis"]);
    let exit = Program::run(&words, &settings);
    assert_eq!(exit.status.code(), Some(1));
    for field in ["role: ", "area: ", "cnic: "] {
        assert!(exit.err.contains(field), "{field} in {}", exit.err);
    }
}

#[test]
fn a_person_of_the_demonstration_has_a_password_and_a_code() {
    let data = folder();
    let beside = [("PSER_DATA_DIR", data.path().to_str().unwrap())];
    let words = ["staff", "code", "Nadia.Lahore@office.example"];
    let nobody = Program::run(&words, &beside);
    assert_eq!(nobody.status.code(), Some(1));
    assert!(nobody.err.contains("`pser run` makes demonstration people"), "{}", nobody.err);

    let person = serde_json::json!({
        "email": "nadia.lahore@office.example", "name": "Nadia Chaudhry", "cnic": "61101-0000001-2",
        "part": "verifies", "may": "verify", "grants": [], "password": "sunlit-veranda-19",
        "totp_secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
    });
    let people = serde_json::json!({
        "client": { "name": "demonstration", "allowance": 1 },
        "budget": { "programme": "cash-assistance", "amount": 1, "authority": "FD 1" },
        "people": [person],
    });
    std::fs::write(data.path().join("demonstration.json"), people.to_string()).unwrap();
    let shown = Program::run(&words, &beside);
    assert!(shown.status.success(), "{}", shown.err);
    assert!(shown.out.contains("sunlit-veranda-19"), "{}", shown.out);
    let code = shown.out.lines().last().unwrap().split_whitespace().nth(1).unwrap();
    assert!(code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit()), "{}", shown.out);

    let stranger = Program::run(&["staff", "code", "nobody@office.example"], &beside);
    assert!(stranger.err.contains("nadia.lahore@office.example"), "{}", stranger.err);
}

/// Programmes are on offer: without them there is no policy to ask.
async fn offers(database: &Database) {
    let mut owner = database.owner.acquire().await.unwrap();
    offer::publish(&mut owner, &offer::examine(None, None).unwrap()).await.unwrap();
}
