//! A person is registered at a help centre, claims the account later, and has an operator type for them in between.

use futures::future::join_all;
use serde_json::{Value, json};

use crate::office::{Answer, Ask, Office, PROGRAMME, Persona};
use crate::people::codes_to;

const CNIC: &str = "35202-7654321-2";
const MOBILE: &str = "923217654321";
const PASSWORD: &str = "tamarind-lantern-84";

fn form() -> Value {
    json!({
        "full_name": "Ghulam <b>Fatima</b>", "father_name": "Allah Ditta", "date_of_birth": "1984-05-27",
        "cnic": CNIC, "mobile": MOBILE, "address": "House 5, Islampura", "area": "lahore/lahore/shalimar",
        "language": "ur", "papers": ["cnic-card"],
    })
}

async fn registers(office: &Office, operator: &Persona, form: &Value) -> Answer {
    office.asks(Some(operator), ("POST", "/help-centre/registrations"), Some(form)).await
}

async fn pser_id(office: &Office, operator: &Persona, visit: &str) -> String {
    let path = format!("/help-centre/visits/{visit}");
    let helped = office.asks(Some(operator), ("GET", &path), None).await.ok();
    helped["pser_id"].as_str().unwrap().to_owned()
}

async fn claims(office: &Office, cnic: &str, pser_id: &str) -> Answer {
    office.asks(None, ("POST", "/claims"), Some(&json!({ "cnic": cnic, "pser_id": pser_id }))).await
}

/// Somebody who is known by this token.
async fn asks(office: &Office, token: &str, line: (&str, &str), body: Option<&Value>) -> Answer {
    let key = pser::entropy::id().to_string();
    office
        .sends(&Ask {
            method: line.0,
            path: line.1,
            token: Some(token),
            headers: vec![("content-type", "application/json"), ("idempotency-key", &key)],
            body: body.map(|body| body.to_string().into_bytes()).unwrap_or_default(),
        })
        .await
}

async fn assists(office: &Office, operator: &Persona, visit: &str) -> String {
    let path = format!("/help-centre/visits/{visit}/session");
    let seen = json!({ "papers": ["cnic-card"] });
    let session = office.asks(Some(operator), ("POST", &path), Some(&seen)).await.ok();
    session["token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_unclaimed_account_is_shut_until_its_person_claims_it() {
    let office = Office::open().await;
    let operator = office.operator().await;
    let none = json!({ "papers": [], "password": PASSWORD });
    let mut forged = form();
    forged.as_object_mut().unwrap().extend(none.as_object().unwrap().clone());
    assert_eq!(registers(&office, &operator, &forged).await.wrong_fields(), [("password", "field-unknown")]);
    let visit = registers(&office, &operator, &form()).await.ok()["visit"].as_str().unwrap().to_owned();
    let pser_id = pser_id(&office, &operator, &visit).await;
    let again = registers(&office, &operator, &form()).await;
    assert_eq!(again.wrong_fields(), [("cnic", "cnic-registered")]);

    for password in ["", PASSWORD] {
        let body = json!({ "identifier": CNIC, "password": password });
        let shut = office.asks(None, ("POST", "/sessions"), Some(&body)).await;
        assert_eq!((shut.status, shut.problem()), (401, "wrong-credentials"));
    }
    for way in ["sms", "email"] {
        let body = json!({ "identifier": pser_id, "way": way });
        office.asks(None, ("POST", "/recoveries"), Some(&body)).await.ok();
    }
    assert!(codes_to(&office, MOBILE).await.is_empty(), "it is claimed, not recovered");

    // Who has only one of the numbers gets the same answer, and no code goes out.
    let known = claims(&office, CNIC, "P-00000-00000-0").await;
    let unknown = claims(&office, "35202-7654321-4", &pser_id).await;
    assert_eq!((known.status, unknown.status), (202, 202));
    assert!(codes_to(&office, MOBILE).await.is_empty());
    let begun = claims(&office, CNIC, &pser_id).await.ok();
    let code = codes_to(&office, MOBILE).await.pop().expect("a code was sent");
    let path = format!("/claims/{}/password", begun["recovery"].as_str().unwrap());
    let own = json!({ "code": code, "new_password": "ghulam fatima 1984" });
    let poor = office.asks(None, ("POST", &path), Some(&own)).await;
    assert_eq!(poor.wrong_fields()[0].0, "new_password");
    let body = json!({ "code": code, "new_password": PASSWORD });
    let answers = join_all((0..10).map(|_| office.asks(None, ("POST", &path), Some(&body)))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    let claimed = answers.into_iter().find(Answer::is_ok).unwrap().ok();
    let told = ["account-claimed", "password-changed"].map(|kind| format!("notices where kind = '{kind}'"));
    assert_eq!((office.count(&told[0]).await, office.count(&told[1]).await), (1, 0));
    let token = claimed["session"]["token"].as_str().unwrap();
    let log = asks(&office, token, ("GET", "/me/access-log"), None).await.ok();
    assert_eq!(
        (&log["looks"][0]["what"], &log["looks"][0]["papers"]),
        (&json!("register"), &json!(["cnic-card"]))
    );
    let signed = json!({ "identifier": CNIC, "password": PASSWORD, "device_token": claimed["device_token"] });
    assert_eq!(office.asks(None, ("POST", "/sessions"), Some(&signed)).await.status, 201);
    claims(&office, CNIC, &pser_id).await.ok();
    assert_eq!(codes_to(&office, MOBILE).await.len(), 1, "it is claimed once");
}

#[tokio::test]
async fn of_ten_who_register_one_person_one_does() {
    let office = Office::open().await;
    let operator = office.operator().await;
    let form = form();
    let answers = join_all((0..10).map(|_| registers(&office, &operator, &form))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    assert_eq!(answers.iter().filter(|answer| answer.status == 422).count(), 9);
}

#[tokio::test]
async fn nobody_registers_themselves_or_their_kin() {
    let office = Office::open().await;
    let (operator, citizen) = (office.operator().await, office.citizen("Nasreen").await);
    let mut form = form();
    form["cnic"] = json!(operator.cnic());
    assert_eq!(registers(&office, &operator, &form).await.problem(), "own-case");
    office.live_together(&operator, &citizen).await;
    form["cnic"] = json!(citizen.cnic());
    assert_eq!(registers(&office, &operator, &form).await.problem(), "kin-case");
}

#[tokio::test]
async fn an_operator_types_for_a_citizen_and_the_record_says_so() {
    let office = Office::open().await;
    let operator = office.operator().await;
    let visit = registers(&office, &operator, &form()).await.ok()["visit"].as_str().unwrap().to_owned();
    let token = assists(&office, &operator, &visit).await;
    let begun =
        asks(&office, &token, ("POST", "/applications"), Some(&json!({ "programme": PROGRAMME }))).await;
    assert_eq!(begun.status, 201, "{}", begun.body);
    for (method, path) in [
        ("GET", "/me"),
        ("POST", "/me/password"),
        ("POST", "/me/mobile"),
        ("GET", "/sessions"),
        ("GET", "/me/access-log"),
        ("POST", "/sessions/current/reauthentication"),
        ("GET", "/queues"),
        ("POST", "/help-centre/visits"),
    ] {
        let shut = asks(&office, &token, (method, path), Some(&json!({}))).await;
        assert_eq!((shut.status, shut.problem()), (403, "not-allowed"), "{method} {path}");
    }
    assert_eq!(asks(&office, &token, ("DELETE", "/sessions/current"), None).await.status, 204);
    assert_eq!(asks(&office, &token, ("GET", "/applications"), None).await.status, 401);
}

#[tokio::test]
async fn typing_for_somebody_ends_after_half_an_hour_and_with_the_operators_account() {
    let office = Office::open().await;
    let (operator, citizen) = (office.operator().await, office.citizen("Nasreen").await);
    let body = json!({ "cnic": citizen.cnic(), "reason": "cannot read" });
    let begun = office.asks(Some(&operator), ("POST", "/help-centre/visits"), Some(&body)).await.ok();
    let visit = begun["visit"].as_str().unwrap();
    let token = assists(&office, &operator, visit).await;
    office.database.passes(chrono::TimeDelta::minutes(20)).await;
    assert_eq!(asks(&office, &token, ("GET", "/applications"), None).await.status, 200);
    office.database.passes(chrono::TimeDelta::minutes(11)).await;
    assert_eq!(asks(&office, &token, ("GET", "/applications"), None).await.status, 401);

    let operator = office.signs_in(&operator).await;
    let token = assists(&office, &operator, visit).await;
    // Sessions of the citizen's own are not the operator's to end.
    let own = office.signs_in(&citizen).await;
    let path = format!("/sessions/{}", own.session);
    assert_eq!(asks(&office, &token, ("DELETE", &path), None).await.status, 404);
    sqlx::query("update staff_accounts set state = 'disabled' where person_id = $1")
        .bind(operator.person)
        .execute(&office.database.owner)
        .await
        .unwrap();
    assert_eq!(asks(&office, &token, ("GET", "/applications"), None).await.status, 401);
}
