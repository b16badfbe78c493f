//! The API's words for applications: problem documents name the field.

use serde_json::{Value, json};

use super::office::{CONSENT, Office, PROGRAMME};
use crate::arrange::Who;
use crate::household::{answers, with};

fn fields(problem: &Value) -> Vec<(&str, &str)> {
    let errors = problem["errors"].as_array().unwrap();
    errors.iter().map(|error| (error["field"].as_str().unwrap(), error["code"].as_str().unwrap())).collect()
}

#[tokio::test]
async fn an_application_goes_from_the_form_to_a_reference() {
    let office = Office::open().await;
    let citizen = office.citizen(&Who::default()).await;
    let (status, programmes) = office.asks(&citizen, ("GET", "/programmes"), Value::Null).await;
    // What other programmes rest on comes first.
    let codes = [&programmes[0]["code"], &programmes[1]["code"]];
    assert_eq!((status, codes), (200, [&json!("household-registration"), &json!(PROGRAMME)]));
    let (_, programme) = office.asks(&citizen, ("GET", "/programmes/cash-assistance"), Value::Null).await;
    let consent = &programme["form"]["consent"]["version"];
    assert_eq!(consent, CONSENT);
    let iban = &programme["form"]["sections"][6]["questions"][1];
    assert_eq!(
        (&iban["name"], &iban["type"], &iban["optional"]),
        (&json!("iban"), &json!("iban"), &json!(false))
    );
    let (status, _) = office.asks(&citizen, ("GET", "/programmes/moon-landing"), Value::Null).await;
    assert_eq!(status, 404);

    let (status, begun) =
        office.asks(&citizen, ("POST", "/applications"), json!({ "programme": PROGRAMME })).await;
    assert_eq!(status, 201, "{begun}");
    let path = format!("/applications/{}", begun["id"].as_str().unwrap());
    let change = json!({ "version": 1, "answers": answers() });
    let (status, saved) = office.asks(&citizen, ("PATCH", &path), change).await;
    assert_eq!((status, &saved["version"], &saved["missing"]), (200, &json!(2), &json!([])), "{saved}");
    let submission = json!({ "version": 2, "consent": consent });
    let (status, submitted) =
        office.asks(&citizen, ("POST", &format!("{path}/submission")), submission.clone()).await;
    assert_eq!(status, 201, "{submitted}");
    let (status, again) = office.asks(&citizen, ("POST", &format!("{path}/submission")), submission).await;
    assert_eq!((status, &again["reference"]), (409, &submitted["reference"]));
    let (_, listed) = office.asks(&citizen, ("GET", "/applications"), Value::Null).await;
    assert_eq!(listed["applications"][0]["state"], "submitted");
    let (status, second) =
        office.asks(&citizen, ("POST", "/applications"), json!({ "programme": PROGRAMME })).await;
    assert_eq!((status, &second["type"]), (409, &json!("/problems/application-exists")));
}

#[tokio::test]
async fn bad_input_is_a_problem_that_names_the_field_and_writes_nothing() {
    let office = Office::open().await;
    let citizen = office.citizen(&Who::default()).await;
    let (_, begun) =
        office.asks(&citizen, ("POST", "/applications"), json!({ "programme": PROGRAMME })).await;
    let path = format!("/applications/{}", begun["id"].as_str().unwrap());
    let typed = with(answers(), "members.1.cnic", json!("352017654321"));
    let typed = with(typed, "bank.iban", json!("PK36SCBL0000001123456720"));
    let typed = with(typed, "household.area", json!("lahore/lahore/atlantis"));
    let (status, problem) =
        office.asks(&citizen, ("PATCH", &path), json!({ "version": 1, "answers": typed })).await;
    assert_eq!(status, 422);
    let mut told = fields(&problem);
    told.sort_unstable();
    assert_eq!(
        told,
        [
            ("answers.bank.iban", "iban-check-digits"),
            ("answers.household.area", "area-unknown"),
            ("answers.members.1.cnic", "cnic-malformed"),
        ]
    );
    for (body, wrong) in [
        (json!({ "version": 1, "answers": {}, "state": "submitted" }), ("state", "field-unknown")),
        (json!({ "version": "1", "answers": {} }), ("version", "field-type")),
        (json!({ "answers": {} }), ("version", "field-missing")),
        (json!({ "version": 1, "answers": [] }), ("answers", "field-type")),
        (json!({ "version": 1, "answers": { "role": 1 } }), ("answers.role", "field-unknown")),
    ] {
        let (status, problem) = office.asks(&citizen, ("PATCH", &path), body).await;
        assert_eq!((status, fields(&problem)), (422, vec![wrong]));
    }
    let (_, shown) = office.asks(&citizen, ("GET", &path), Value::Null).await;
    assert_eq!((&shown["version"], &shown["answers"]), (&json!(1), &begun["answers"]));
}
