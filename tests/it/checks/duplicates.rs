use serde_json::{Value, json};
use uuid::Uuid;

use super::Office;
use crate::arrange::{self, AREA, Case, Citizen, Who};

const IBAN: &[u8] = b"PK36SCBL0000001123456702";
const CHILD: &[u8] = b"3520277777773";

/// An identifier as answers keep it.
fn identifier(kind: &str, clear: &[u8]) -> Value {
    let index = arrange::sealer().index(kind, clear);
    json!({ "sealed": "c2VhbGVk", "index": hex::encode(index), "last": "0000" })
}

/// Two citizens of different households, who share nothing but what a test gives them.
async fn neighbours(office: &Office) -> (Citizen, Citizen) {
    let first = arrange::citizen(&office.database, &Who::default()).await;
    let second = Who {
        cnic: "3520287654329",
        name: "Nadeem Akhtar",
        born: "1991-09-03",
        mobile: "923217654321",
        ..Who::default()
    };
    (first, arrange::citizen(&office.database, &second).await)
}

async fn live_together(office: &Office, people: &[Uuid]) {
    let household = pser::entropy::id();
    sqlx::query("insert into households (id, area) values ($1, $2)")
        .bind(household)
        .bind(AREA)
        .execute(&office.database.owner)
        .await
        .unwrap();
    for person in people {
        sqlx::query(
            "insert into memberships (id, household_id, person_id, name, relationship)
             values ($1, $2, $3, 'Somebody', 'brother')",
        )
        .bind(pser::entropy::id())
        .bind(household)
        .bind(person)
        .execute(&office.database.owner)
        .await
        .unwrap();
    }
}

/// What the check of the case finds: the result, and per likeness what by, where, and the other case.
async fn found(office: &Office, case: &Case) -> (String, Vec<Value>) {
    office.asks(case, &["duplicates"]).await;
    office.runs(case, "duplicates").await;
    let check = office.check(case, "duplicates").await;
    let evidence = check.evidence.unwrap();
    (check.result, evidence["found"].as_array().unwrap().clone())
}

#[tokio::test]
async fn people_who_share_nothing_pass() {
    let office = Office::open().await;
    let (first, second) = neighbours(&office).await;
    arrange::case(&office.database, &second, json!({})).await;
    let case = arrange::case(&office.database, &first, json!({})).await;
    assert_eq!(found(&office, &case).await, ("passed".to_owned(), Vec::new()));
}

#[tokio::test]
async fn one_bank_account_in_two_households_asks_for_attention_and_names_the_other_case() {
    let office = Office::open().await;
    let (first, second) = neighbours(&office).await;
    let answers = json!({ "bank": { "iban": identifier("iban", IBAN) } });
    let other = arrange::case(&office.database, &second, answers.clone()).await;
    let case = arrange::case(&office.database, &first, answers).await;
    let (result, likenesses) = found(&office, &case).await;
    assert_eq!(result, "attention");
    assert_eq!(likenesses, [json!({ "by": "identifier", "answer": "bank.iban", "case": other.reference })]);
}

#[tokio::test]
async fn one_bank_account_within_a_household_is_no_finding() {
    let office = Office::open().await;
    let (first, second) = neighbours(&office).await;
    live_together(&office, &[first.person, second.person]).await;
    let answers = json!({ "bank": { "iban": identifier("iban", IBAN) } });
    arrange::case(&office.database, &second, answers.clone()).await;
    let case = arrange::case(&office.database, &first, answers).await;
    assert_eq!(found(&office, &case).await.0, "passed");
}

#[tokio::test]
async fn an_applicant_who_is_a_member_in_another_live_case_is_found_from_both_sides() {
    let office = Office::open().await;
    let (first, second) = neighbours(&office).await;
    live_together(&office, &[first.person, second.person]).await;
    let lists_the_first = json!({ "members": [{ "cnic": identifier("cnic", first.cnic.as_bytes()) }] });
    let other = arrange::case(&office.database, &second, lists_the_first).await;
    let case = arrange::case(&office.database, &first, json!({})).await;
    let (_, likenesses) = found(&office, &case).await;
    assert_eq!(likenesses, [json!({ "by": "cnic", "case": other.reference })]);
    let (_, likenesses) = found(&office, &other).await;
    assert_eq!(likenesses, [json!({ "by": "cnic", "answer": "members.0.cnic", "case": case.reference })]);
}

#[tokio::test]
async fn a_case_that_has_ended_does_not_count_for_a_cnic() {
    let office = Office::open().await;
    let (first, second) = neighbours(&office).await;
    let lists_the_first = json!({ "members": [{ "cnic": identifier("cnic", first.cnic.as_bytes()) }] });
    let other = arrange::case(&office.database, &second, lists_the_first).await;
    sqlx::query("update cases set ended_at = pser_now() where id = $1")
        .bind(other.id)
        .execute(&office.database.owner)
        .await
        .unwrap();
    let case = arrange::case(&office.database, &first, json!({})).await;
    assert_eq!(found(&office, &case).await.0, "passed");
}

#[tokio::test]
async fn a_member_who_lives_in_another_household_is_found() {
    let office = Office::open().await;
    let (first, second) = neighbours(&office).await;
    let child = Who {
        cnic: std::str::from_utf8(CHILD).unwrap(),
        name: "Ayesha",
        mobile: "923330000001",
        born: "2004-02-29",
        ..Who::default()
    };
    let child = arrange::citizen(&office.database, &child).await;
    live_together(&office, &[first.person]).await;
    live_together(&office, &[second.person, child.person]).await;
    let answers = json!({ "members": [{ "cnic": identifier("cnic", CHILD) }] });
    let case = arrange::case(&office.database, &first, answers).await;
    let (_, likenesses) = found(&office, &case).await;
    assert_eq!(likenesses, [json!({ "by": "household", "answer": "members.0.cnic" })]);
}

#[tokio::test]
async fn one_mobile_for_two_people_is_found() {
    let office = Office::open().await;
    let first = arrange::citizen(&office.database, &Who::default()).await;
    let other = Who { cnic: "3520287654329", name: "Nadeem Akhtar", born: "1991-09-03", ..Who::default() };
    let second = arrange::citizen(&office.database, &other).await;
    let other = arrange::case(&office.database, &second, json!({})).await;
    let case = arrange::case(&office.database, &first, json!({})).await;
    let (_, likenesses) = found(&office, &case).await;
    assert_eq!(likenesses, [json!({ "by": "mobile", "case": other.reference })]);
}

#[tokio::test]
async fn one_file_sent_by_two_people_is_found() {
    let office = Office::open().await;
    let (first, second) = neighbours(&office).await;
    let other = arrange::case(&office.database, &second, json!({})).await;
    let case = arrange::case(&office.database, &first, json!({})).await;
    for (case, citizen) in [(&case, &first), (&other, &second)] {
        sqlx::query(
            "insert into documents (id, application_id, requirement, state, file_name, media_type, size_bytes, digest,
                                    object_key, wrapped_key, uploaded_by)
             values ($1, $2, 'proof-of-address', 'stored', 'bill.jpg', 'image/jpeg', 10, $3, $4, '\\x00', $5)",
        )
        .bind(pser::entropy::id())
        .bind(case.application)
        .bind([5_u8; 16].as_slice())
        .bind(case.reference.as_str())
        .bind(citizen.person)
        .execute(&office.database.owner)
        .await
        .unwrap();
    }
    let (_, likenesses) = found(&office, &case).await;
    assert_eq!(
        likenesses,
        [json!({ "by": "document", "document": "proof-of-address", "case": other.reference })]
    );
}

#[tokio::test]
async fn a_like_name_with_the_same_date_of_birth_is_found_and_another_name_is_not() {
    let office = Office::open().await;
    let first = arrange::citizen(&office.database, &Who::default()).await;
    let mut cases = Vec::new();
    for (cnic, name, mobile) in [
        ("3520287654329", "Mohammad Aslam", "923217654321"),
        ("3520287654331", "Nadeem Akhtar", "923217654322"),
    ] {
        let citizen = arrange::citizen(&office.database, &Who { cnic, name, mobile, ..Who::default() }).await;
        cases.push(arrange::case(&office.database, &citizen, json!({})).await);
    }
    let case = arrange::case(&office.database, &first, json!({})).await;
    let (_, likenesses) = found(&office, &case).await;
    assert_eq!(likenesses, [json!({ "by": "name", "case": cases[0].reference })]);
}
