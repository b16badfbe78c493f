//! A person comes to a help centre with papers: found for a reason that they read, helped by nobody of their own, with a
//! password that nobody of the staff knows.

use serde_json::{Value, json};

use crate::office::{Office, Persona};
use crate::people::codes_to;

const NEW: &str = "copper-kettle-on-fire";
const OTHER: &str = "923451112222";

async fn finds(office: &Office, operator: &Persona, citizen: &Persona) -> String {
    let body = json!({ "cnic": citizen.cnic(), "reason": "has lost the phone" });
    let begun = office.asks(Some(operator), ("POST", "/help-centre/visits"), Some(&body)).await.ok();
    begun["visit"].as_str().unwrap().to_owned()
}

async fn has_code_sent(
    office: &Office,
    operator: &Persona,
    visit: &str,
    body: &Value,
) -> crate::office::Answer {
    let path = format!("/help-centre/visits/{visit}/recovery");
    office.asks(Some(operator), ("POST", &path), Some(body)).await
}

#[tokio::test]
async fn an_operator_has_a_code_sent_and_the_person_chooses_the_password() {
    let office = Office::open().await;
    let (operator, citizen) = (office.operator().await, office.citizen("Nasreen").await);
    let visit = finds(&office, &operator, &citizen).await;
    let path = format!("/help-centre/visits/{visit}");
    let helped = office.asks(Some(&operator), ("GET", &path), None).await.ok();
    assert_eq!((&helped["name"], &helped["has_email"]), (&json!("Nasreen"), &json!(false)));
    assert!(!helped.to_string().contains(&citizen.cnic()));

    let none = has_code_sent(&office, &operator, &visit, &json!({ "papers": [] })).await;
    assert_eq!(none.wrong_fields(), [("papers", "papers-missing")]);
    let odd = has_code_sent(&office, &operator, &visit, &json!({ "papers": ["=1+1"], "mobile": "1" })).await;
    assert_eq!(odd.wrong_fields(), [("mobile", "mobile-malformed"), ("papers", "choice-unknown")]);
    let body = json!({ "papers": ["cnic-card", "passport"], "mobile": OTHER });
    has_code_sent(&office, &operator, &visit, &body).await.ok();
    let code = codes_to(&office, OTHER).await.pop().expect("a code was sent to the new mobile");

    let cnic = citizen.cnic();
    let proof = json!({ "cnic": cnic, "code": code, "new_password": NEW });
    assert_eq!(office.asks(None, ("POST", "/recoveries/centre"), Some(&proof)).await.status, 204);
    assert_eq!(office.asks(Some(&citizen), ("GET", "/me"), None).await.status, 401, "every session ended");
    let again = office.asks(None, ("POST", "/recoveries/centre"), Some(&proof)).await;
    assert_eq!((again.status, again.problem()), (401, "wrong-code"));
    let credentials = json!({ "identifier": cnic, "password": NEW });
    let signed = office.asks(None, ("POST", "/sessions"), Some(&credentials)).await;
    assert_eq!(signed.status, 202, "the new device needs a code, which goes to the new mobile");
    assert_eq!(codes_to(&office, OTHER).await.len(), 2);

    let citizen = office.signs_in(&citizen).await;
    let log = office.asks(Some(&citizen), ("GET", "/me/access-log"), None).await.ok();
    let looks: Vec<(&Value, &Value, &Value)> = log["looks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|look| (&look["what"], &look["reason"], &look["papers"]))
        .collect();
    let reason = json!("has lost the phone");
    assert_eq!(
        looks,
        [
            (&json!("recover"), &reason, &json!(["cnic-card", "passport"])),
            (&json!("view-account"), &reason, &Value::Null),
        ]
    );
}

#[tokio::test]
async fn nobody_helps_themselves_their_kin_or_in_anothers_name() {
    let office = Office::open().await;
    let (operator, citizen) = (office.operator().await, office.citizen("Nasreen").await);
    let papers = json!({ "papers": ["cnic-card"] });
    let visit = finds(&office, &operator, &citizen).await;
    let colleague = office.operator().await;
    assert_eq!(
        has_code_sent(&office, &colleague, &visit, &papers).await.status,
        404,
        "not the colleague's visit"
    );
    office.live_together(&operator, &citizen).await;
    let kin = has_code_sent(&office, &operator, &visit, &papers).await;
    assert_eq!((kin.status, kin.problem()), (403, "kin-case"));
    let own = office.has_account_too(&colleague).await;
    let visit = finds(&office, &colleague, &own).await;
    let own = has_code_sent(&office, &colleague, &visit, &papers).await;
    assert_eq!((own.status, own.problem()), (403, "own-case"));
}

#[tokio::test]
async fn a_visit_ends_after_an_hour_and_a_cnic_that_is_nobodys_is_said_to_be() {
    let office = Office::open().await;
    let (operator, citizen) = (office.operator().await, office.citizen("Nasreen").await);
    let visit = finds(&office, &operator, &citizen).await;
    let body = json!({ "cnic": "35202-7654321-4", "reason": "x" });
    let nobody = office.asks(Some(&operator), ("POST", "/help-centre/visits"), Some(&body)).await;
    assert_eq!(nobody.wrong_fields(), [("cnic", "cnic-not-registered")]);
    let silent = json!({ "cnic": citizen.cnic(), "reason": " \u{202e} " });
    let silent = office.asks(Some(&operator), ("POST", "/help-centre/visits"), Some(&silent)).await;
    assert_eq!(silent.wrong_fields(), [("reason", "reason-missing")]);
    office.database.passes(chrono::TimeDelta::minutes(61)).await;
    let operator = office.signs_in(&operator).await;
    let path = format!("/help-centre/visits/{visit}");
    assert_eq!(office.asks(Some(&operator), ("GET", &path), None).await.status, 404);
}

#[tokio::test]
async fn an_operator_has_thirty_codes_sent_a_day() {
    let office = Office::open().await;
    let (operator, citizen) = (office.operator().await, office.citizen("Nasreen").await);
    let visit = finds(&office, &operator, &citizen).await;
    for number in 0..30 {
        let body = json!({ "papers": ["cnic-card"], "mobile": format!("92345111{number:04}") });
        has_code_sent(&office, &operator, &visit, &body).await.ok();
    }
    let body = json!({ "papers": ["cnic-card"], "mobile": "923451119999" });
    assert_eq!(has_code_sent(&office, &operator, &visit, &body).await.status, 429);
}
