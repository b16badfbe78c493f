use pser::catalogue::publish;
use pser::queue::Outcome;
use serde_json::{Value, json};

use super::Office;
use crate::arrange::{self, Case, Who};
use crate::household;

/// A case of the shipped programme, handed in with these answers.
async fn case(office: &Office, typed: &Value) -> Case {
    let citizen = arrange::citizen(&office.database, &Who::default()).await;
    let answers = household::check(typed).unwrap();
    let case = arrange::case(&office.database, &citizen, answers.into()).await;
    let shipped = household::read(&household::shipped());
    let mut conn = office.database.owner.acquire().await.unwrap();
    publish::publish(&mut conn, std::slice::from_ref(&shipped)).await.unwrap();
    sqlx::query("update cases set bundle_hash = $2 where id = $1")
        .bind(case.id)
        .bind(shipped.hash.as_slice())
        .execute(&mut *conn)
        .await
        .unwrap();
    office.asks(&case, &["means-test"]).await;
    case
}

#[tokio::test]
async fn a_poor_household_passes_and_its_score_is_kept_with_the_rules_that_gave_it() {
    let office = Office::open().await;
    let case = case(&office, &household::answers()).await;
    assert_eq!(office.runs(&case, "means-test").await, Outcome::Done);
    let check = office.check(&case, "means-test").await;
    let evidence = check.evidence.unwrap();
    assert_eq!(check.result, "passed", "{evidence}");

    let (score, is_eligible, matched): (i32, bool, Vec<String>) =
        sqlx::query_as("select score, is_eligible, matched from case_scores where case_id = $1")
            .bind(case.id)
            .fetch_one(&office.database.app)
            .await
            .unwrap();
    assert!(is_eligible);
    assert_eq!(evidence["score"], score);
    let kept = office.kept(&case).await;
    assert_eq!((kept.points, kept.threshold, kept.is_eligible), (score, 40, true));
    let held: Vec<&str> = kept.criteria.iter().filter(|one| one.matched).map(|one| &*one.rule).collect();
    assert_eq!(held, matched);
    let sum: i32 = kept.criteria.iter().filter(|one| one.matched).filter_map(|one| one.points).sum();
    assert_eq!(sum, score, "the points of the rules that held come to the score");
    assert!(kept.criteria.iter().any(|one| one.rule == "owns-car" && !one.matched && one.points.is_none()));
    assert_eq!(office.events_raised(case.id).await, 1);
}

#[tokio::test]
async fn a_household_with_a_car_fails_and_its_score_says_why() {
    let office = Office::open().await;
    let case = case(&office, &household::with(household::answers(), "assets.has_car", json!(true))).await;
    assert_eq!(office.runs(&case, "means-test").await, Outcome::Done);
    let check = office.check(&case, "means-test").await;
    assert_eq!(check.result, "failed");
    let kept = office.kept(&case).await;
    assert!(!kept.is_eligible);
    assert!(kept.criteria.iter().any(|one| one.rule == "owns-car" && one.matched));
}
