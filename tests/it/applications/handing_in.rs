//! Applying and handing in: all of it or nothing, once, and by the applicant alone.

use std::sync::Arc;

use pser::casework::apply;
use pser::casework::submit::{self, Submission};
use pser::error::{Error, Result};
use pser::policy::Actor;
use pser::refusal::Refusal;
use serde_json::{Value, json};
use uuid::Uuid;

use super::office::{CONSENT, Office, key};
use crate::arrange::{AREA, Who};
use crate::household::{answers, with};

fn refusal<T: std::fmt::Debug>(result: Result<T>) -> Refusal {
    match result.unwrap_err() {
        Error::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

fn neighbour() -> Who<'static> {
    Who { cnic: "3520212345681", mobile: "923001234568", ..Who::default() }
}

#[tokio::test]
async fn a_draft_begins_with_what_the_account_knows_and_says_what_is_missing() {
    let office = Office::open().await;
    let citizen = office.citizen(&Who::default()).await;
    let begun = office.begins(&citizen).await.unwrap();
    assert_eq!(begun.status, 201);
    assert_eq!(begun.body["answers"]["applicant"]["date_of_birth"], "1980-05-17");
    assert_eq!(begun.body["answers"]["household"]["area"], AREA);
    let missing = begun.body["missing"].as_array().unwrap();
    assert!(missing.contains(&json!("bank.iban")) && !missing.contains(&json!("household.area")));

    let id: Uuid = begun.body["id"].as_str().unwrap().parse().unwrap();
    let first = json!({ "applicant": answers()["applicant"] });
    let saved = apply::save(&office.app, &citizen, id, 1, &first).await.unwrap();
    assert_eq!(saved.version, 2);
    let saved = apply::save(&office.app, &citizen, id, 2, &answers()).await.unwrap();
    assert_eq!((saved.version, saved.missing.len(), saved.missing_documents.len()), (3, 0, 6));
    let stale = refusal(apply::save(&office.app, &citizen, id, 2, &first).await);
    assert_eq!(stale, Refusal::DraftChanged { version: 3 });
}

#[tokio::test]
async fn handing_in_makes_a_snapshot_a_household_and_a_case_that_checks_have_begun_on() {
    let office = Office::open().await;
    let citizen = office.citizen(&Who::default()).await;
    let draft = office.fills(&citizen, &answers()).await;
    let answer = office.hands_in(&citizen, draft).await.unwrap();
    assert_eq!(answer.status, 201);
    let reference = answer.body["reference"].as_str().unwrap();

    let (stage, area, amount, version): (String, String, i64, i32) =
        sqlx::query_as("select stage, area, amount, version from cases where reference = $1")
            .bind(reference)
            .fetch_one(&office.database.owner)
            .await
            .unwrap();
    assert_eq!((stage.as_str(), area.as_str(), amount, version), ("submitted", AREA, 1_600_000, 1));
    assert_eq!(office.count("case_checks where result = 'waiting'").await, 3);
    assert_eq!(office.count("memberships where until is null").await, 3);
    assert_eq!(office.count("persons").await, 2, "the son has no CNIC and so no person");
    let required: Value = sqlx::query_scalar("select required_documents from snapshots")
        .fetch_one(&office.database.owner)
        .await
        .unwrap();
    assert_eq!(required.as_array().unwrap().len(), 6);
    assert_eq!(required[1], json!({ "requirement": "cnic-member", "member": 1 }));

    let shown = apply::show(&office.app, &citizen, draft.0).await.unwrap();
    assert_eq!((shown.state, shown.reference.as_deref()), ("submitted", Some(reference)));
    let late = refusal(apply::save(&office.app, &citizen, draft.0, 3, &json!({})).await);
    assert_eq!(late, Refusal::NoLongerADraft);
}

#[tokio::test]
async fn no_table_holds_an_identifier_in_clear() {
    let office = Office::open().await;
    let citizen = office.citizen(&Who::default()).await;
    let draft = office.fills(&citizen, &answers()).await;
    office.hands_in(&citizen, draft).await.unwrap();
    let tables = [
        "applications",
        "snapshots",
        "persons",
        "memberships",
        "cases",
        "case_events",
        "idempotency_keys",
        "notices",
        "jobs",
    ];
    for table in tables {
        let dump = office.holds(table).await;
        for clear in ["3520176543218", "35201-7654321-8", "PK36SCBL", "0000001123456702"] {
            assert!(!dump.contains(clear), "{clear} in {table}");
        }
    }
}

#[tokio::test]
async fn the_same_key_is_answered_alike_and_another_is_told_the_reference() {
    let office = Office::open().await;
    let citizen = office.citizen(&Who::default()).await;
    let (id, version) = office.fills(&citizen, &answers()).await;
    let submission = Submission { application: id, version, consent: CONSENT };
    let key_of_form = key();
    let first = submit::submit(&office.app, &citizen, key_of_form.clone(), &submission).await.unwrap();
    let repeat = submit::submit(&office.app, &citizen, key_of_form, &submission).await.unwrap();
    assert_eq!(first, repeat);
    let again = refusal(office.hands_in(&citizen, (id, version)).await);
    let reference = first.body["reference"].as_str().unwrap().to_owned();
    assert_eq!(again, Refusal::AlreadySubmitted { reference });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_racing_submissions_one_makes_the_case_and_all_others_hear_its_reference() {
    let office = Arc::new(Office::open().await);
    let citizen = office.citizen(&Who::default()).await;
    let draft = office.fills(&citizen, &answers()).await;
    let racing: Vec<_> = (0..20)
        .map(|_| {
            let (office, citizen) = (Arc::clone(&office), citizen.clone());
            tokio::spawn(async move { office.hands_in(&citizen, draft).await })
        })
        .collect();
    let (mut made, mut told) = (Vec::new(), Vec::new());
    for race in racing {
        match race.await.unwrap() {
            Ok(answer) => made.push(answer.body["reference"].as_str().unwrap().to_owned()),
            Err(Error::Refused(Refusal::AlreadySubmitted { reference })) => told.push(reference),
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!((made.len(), told.len()), (1, 19));
    assert!(told.iter().all(|reference| *reference == made[0]));
    assert_eq!((office.count("cases").await, office.count("households").await), (1, 1));
}

#[tokio::test]
async fn what_is_refused_leaves_nothing_behind() {
    let office = Office::open().await;
    let citizen = office.citizen(&Who::default()).await;
    let begun = office.begins(&citizen).await.unwrap();
    let id: Uuid = begun.body["id"].as_str().unwrap().parse().unwrap();
    let hand_in = async |version, consent| {
        let submission = Submission { application: id, version, consent };
        refusal(submit::submit(&office.app, &citizen, key(), &submission).await)
    };
    let Refusal::Incomplete { missing } = hand_in(1, CONSENT).await else { panic!("nothing was answered") };
    assert!(missing.contains(&"bank.iban".to_owned()));

    let headless = with(answers(), "applicant.is_head", json!(false));
    let headless = with(headless, "members.1.is_head", json!(false));
    apply::save(&office.app, &citizen, id, 1, &headless).await.unwrap();
    let Refusal::Invalid(fields) = hand_in(2, CONSENT).await else { panic!("nobody heads the household") };
    assert_eq!((fields[0].field.as_str(), fields[0].code), ("answers.members", "rule-broken"));

    let own = with(answers(), "members.1.cnic", json!("35202-1234567-1"));
    apply::save(&office.app, &citizen, id, 2, &own).await.unwrap();
    let Refusal::Invalid(fields) = hand_in(3, CONSENT).await else { panic!("a member is the applicant") };
    assert_eq!((fields[0].field.as_str(), fields[0].code), ("answers.members.1.cnic", "cnic-own"));

    apply::save(&office.app, &citizen, id, 3, &answers()).await.unwrap();
    let outdated = Refusal::field("consent", "consent-outdated");
    assert_eq!(hand_in(4, "2019-1").await, outdated);
    assert_eq!(hand_in(3, CONSENT).await, Refusal::DraftChanged { version: 4 });
    sqlx::query("update programmes set is_open = false").execute(&office.database.owner).await.unwrap();
    let mut conn = office.database.app.acquire().await.unwrap();
    office.app.catalogue.refresh(&mut conn).await.unwrap();
    assert_eq!(hand_in(4, CONSENT).await, Refusal::ProgrammeClosed);

    for table in ["cases", "snapshots", "households", "memberships"] {
        assert_eq!(office.count(table).await, 0, "{table}");
    }
    assert_eq!(office.count("persons").await, 1);
}

#[tokio::test]
async fn a_draft_is_its_applicants_alone_and_a_look_from_the_office_is_recorded() {
    let office = Office::open().await;
    let citizen = office.citizen(&Who::default()).await;
    let stranger = office.citizen(&neighbour()).await;
    let officer = office.officer("lahore").await;
    let elsewhere = {
        let Actor::Staff { account, person, mut grants } = officer.clone() else { unreachable!() };
        grants[0].area = Some("multan".to_owned());
        Actor::Staff { account, person, grants }
    };
    let draft = office.fills(&citizen, &answers()).await;
    for other in [&stranger, &officer, &elsewhere, &Actor::Anonymous] {
        let shown = apply::show(&office.app, other, draft.0).await;
        assert!(matches!(shown, Err(Error::NotFound | Error::Refused(Refusal::SignInRequired))), "{shown:?}");
        assert!(apply::save(&office.app, other, draft.0, 2, &json!({})).await.is_err());
        assert!(office.hands_in(other, draft).await.is_err());
    }
    office.hands_in(&citizen, draft).await.unwrap();
    let shown = apply::show(&office.app, &officer, draft.0).await.unwrap();
    assert!(!shown.answers.to_string().contains("3520176543218"));
    assert_eq!(office.count("access_log where what = 'view-case'").await, 1);
    for other in [&stranger, &elsewhere] {
        assert!(matches!(apply::show(&office.app, other, draft.0).await, Err(Error::NotFound)));
    }
    assert_eq!(apply::own(&office.app, &citizen, None).await.unwrap().len(), 1);
    assert!(apply::own(&office.app, &stranger, None).await.unwrap().is_empty());
}
