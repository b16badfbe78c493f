//! Who pressed the wrong button has a short time to take the step back: the case is where it was, and nobody was told.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::office::{Answer, Case, NOW, Office, Persona};

const REJECTED: &str = "'application-rejected'";

/// An installation where a step can be taken back for a minute, and a case that was just rejected there.
async fn rejected() -> (Office, Persona, Persona, Case) {
    let office = Office::open_with(&[("PSER_UNDO_SECONDS", "60")]).await;
    let citizen = office.citizen("Nasreen").await;
    let case = office.verifying(&citizen).await;
    let officer = office.officer("lahore").await;
    officer.claims(&office, &case).await.ok();
    officer.does(&office, &case, "reject").await.ok();
    (office, citizen, officer, case)
}

impl Persona {
    async fn takes_back(&self, office: &Office, case: &Case) -> Answer {
        office.asks(Some(self), ("POST", &format!("{}/undo", case.path())), None).await
    }
}

impl Office {
    async fn told_of_rejection(&self, state: &str) -> i64 {
        self.count(&format!("notices where kind = {REJECTED} and state = '{state}'")).await
    }

    async fn sending_held(&self) -> i64 {
        self.count("jobs where kind = 'send-notice' and unique_key like 'held:%' and state = 'ready'").await
    }

    async fn due_at(&self, case: &Case) -> Option<DateTime<Utc>> {
        sqlx::query_scalar("select due_at from cases where id = $1")
            .bind(case.id)
            .fetch_one(&self.database.owner)
            .await
            .unwrap()
    }

    async fn moves(&self, who: &Persona, case: &Case) -> Vec<Value> {
        let path = format!("{}/timeline", case.path());
        self.asks(Some(who), ("GET", &path), None).await.ok().as_array().unwrap().clone()
    }
}

#[tokio::test]
async fn a_step_is_taken_back_and_the_citizen_hears_of_neither() {
    let office = Office::open_with(&[("PSER_UNDO_SECONDS", "60")]).await;
    let citizen = office.citizen("Nasreen").await;
    let case = office.verifying(&citizen).await;
    office.jobs_run().await;
    let officer = office.officer("lahore").await;
    let (due_at, moves) = (office.due_at(&case).await, office.moves(&citizen, &case).await);
    officer.claims(&office, &case).await.ok();
    officer.does(&office, &case, "reject").await.ok();
    let read = office.asks(Some(&officer), ("GET", &case.path()), None).await.ok();
    let until: DateTime<Utc> = read["office"]["undo_until"].as_str().unwrap().parse().unwrap();
    assert_eq!(until, NOW.parse::<DateTime<Utc>>().unwrap() + TimeDelta::seconds(60));
    assert!(office.told_of_rejection("written").await > 0);
    assert_eq!(office.sending_held().await, office.told_of_rejection("written").await);
    // Nothing leaves in the meantime.
    office.jobs_run().await;
    assert_eq!(office.told_of_rejection("sent").await, 0);

    officer.takes_back(&office, &case).await.ok();
    assert_eq!(office.stage(&case).await, "verifying");
    assert_eq!(office.due_at(&case).await, due_at, "no time was won");
    assert_eq!(office.moves(&citizen, &case).await, moves);
    assert_eq!((office.told_of_rejection("written").await, office.sending_held().await), (0, 0));
    assert!(office.told_of_rejection("withdrawn").await > 0);
    let receipt = format!("{}/decision", case.path());
    assert_eq!(office.asks(Some(&citizen), ("GET", &receipt), None).await.status, 404);
    let read = office.asks(Some(&officer), ("GET", &case.path()), None).await.ok();
    assert_eq!(read["office"]["claimed_by"], officer.name.as_str(), "it is theirs again");
    assert_eq!(read["office"]["undo_until"], Value::Null);
    let events = office.asks(Some(&officer), ("GET", &format!("{}/history", case.path())), None).await.ok();
    let kinds: Vec<&str> =
        events.as_array().unwrap().iter().filter_map(|event| event["kind"].as_str()).collect();
    assert!(kinds.ends_with(&["rejected", "undone", "case-claimed"]), "{kinds:?}");
    office.jobs_run().await;
    office.is_healthy().await;
    // It is decided again as if nothing had been.
    officer.does(&office, &case, "reject").await.ok();
    assert_eq!(office.stage(&case).await, "rejected");
}

#[tokio::test]
async fn a_step_is_taken_back_once_and_only_by_who_took_it() {
    let (office, citizen, officer, case) = rejected().await;
    let other = office.officer("lahore").await;
    assert_eq!(other.takes_back(&office, &case).await.problem(), "nothing-to-undo");
    assert_eq!(citizen.takes_back(&office, &case).await.status, 403);
    assert_eq!(office.officer("multan").await.takes_back(&office, &case).await.status, 404);
    let both = tokio::join!(officer.takes_back(&office, &case), officer.takes_back(&office, &case));
    let done = [both.0, both.1].iter().filter(|answer| answer.status == 204).count();
    assert_eq!(done, 1, "of two presses one is the first");
    assert_eq!(officer.takes_back(&office, &case).await.problem(), "nothing-to-undo");
    assert_eq!(office.stage(&case).await, "verifying");
    assert_eq!(
        office.told_of_rejection("withdrawn").await,
        office.count(&format!("notices where kind = {REJECTED}")).await
    );
    office.is_healthy().await;
}

#[tokio::test]
async fn what_is_late_or_has_left_the_house_stays() {
    let (office, _, officer, case) = rejected().await;
    sqlx::query(
        "update jobs set run_at = clock_timestamp() - interval '1 second' where unique_key like 'held:%'",
    )
    .execute(&office.database.owner)
    .await
    .unwrap();
    assert_eq!(officer.takes_back(&office, &case).await.problem(), "left-the-house");
    office.jobs_run().await;
    assert!(office.told_of_rejection("sent").await > 0);
    assert_eq!(officer.takes_back(&office, &case).await.problem(), "left-the-house");
    assert_eq!(
        (office.stage(&case).await.as_str(), office.told_of_rejection("withdrawn").await),
        ("rejected", 0)
    );

    let (office, _, officer, case) = rejected().await;
    office.database.set_now(NOW.parse::<DateTime<Utc>>().unwrap() + TimeDelta::seconds(60)).await;
    assert_eq!(officer.takes_back(&office, &case).await.problem(), "nothing-to-undo");
    let read = office.asks(Some(&officer), ("GET", &case.path()), None).await.ok();
    assert_eq!(read["office"]["undo_until"], Value::Null);
}

#[tokio::test]
async fn what_the_workflow_does_not_let_be_taken_back_is_told_at_once() {
    let office = Office::open_with(&[("PSER_UNDO_SECONDS", "60")]).await;
    let case = office.verifying(&office.citizen("Nasreen").await).await;
    let officer = office.officer("lahore").await;
    officer.asks_for(&office, &case, "photograph").await.ok();
    assert_eq!(officer.takes_back(&office, &case).await.problem(), "nothing-to-undo");
    assert_eq!(office.sending_held().await, 0);
    // Without time for it nothing can be taken back, and nothing waits.
    let office = Office::open().await;
    let case = office.verifying(&office.citizen("Nasreen").await).await;
    let officer = office.officer("lahore").await;
    officer.does_with(&office, &case, "reject", json!({ "code": "not-eligible" })).await.ok();
    assert_eq!(officer.takes_back(&office, &case).await.problem(), "nothing-to-undo");
    assert_eq!(office.sending_held().await, 0);
}
