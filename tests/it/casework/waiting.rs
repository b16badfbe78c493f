//! What happens by time alone, and what a registry that is down does not do.

use chrono::{DateTime, Utc};
use pser::adapters::simulators::registry::Manner;

use crate::office::{Case, Office};

impl Office {
    async fn escalated_at(&self, case: &Case) -> Option<DateTime<Utc>> {
        sqlx::query_scalar("select escalated_at from cases where id = $1")
            .bind(case.id)
            .fetch_one(&self.database.owner)
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn a_deadline_of_the_department_that_passes_marks_the_case_once_and_moves_nothing() {
    let office = Office::open().await;
    let (officer, citizen) = (office.officer("lahore").await, office.citizen("Nasreen").await);
    let case = office.verifying(&citizen).await;
    officer.claims(&office, &case).await.ok();
    office.jobs_run().await;
    assert_eq!(office.escalated_at(&case).await, None);

    office.database.days_pass(14).await;
    office.jobs_run().await;
    office.jobs_run().await;
    assert_eq!(office.stage(&case).await, "verifying");
    assert_eq!(office.escalated_at(&case).await, Some(office.database.now().await));
    assert_eq!(office.history(&case).await.iter().filter(|kind| *kind == "deadline-passed").count(), 1);
    office.is_in_order().await;
    let officer = office.signs_in(&officer).await;
    officer.does(&office, &case, "verify").await.ok();
    assert_eq!(office.escalated_at(&case).await, None, "the next stage begins anew");
}

#[tokio::test]
async fn thirty_days_without_documents_end_the_case_and_the_citizen_is_told() {
    let office = Office::open().await;
    let citizen = office.citizen("Nasreen").await;
    let case = citizen.submits(&office).await;
    office.jobs_run().await;
    assert_eq!(office.stage(&case).await, "documents-pending");
    office.database.days_pass(29).await;
    office.jobs_run().await;
    assert_eq!(office.stage(&case).await, "documents-pending");
    office.database.days_pass(2).await;
    office.jobs_run().await;
    assert_eq!(office.stage(&case).await, "lapsed");
    assert_eq!(
        office.notices(&case).await,
        ["application-received", "documents-needed", "application-lapsed"]
    );
    assert_eq!(office.count("notices where sent_at is null").await, 0);
    assert_eq!(office.count("applications where state = 'closed'").await, 1);
    let citizen = office.signs_in(&citizen).await;
    let late = citizen.sends_file(&office, case.application, ("photograph", None)).await;
    assert_eq!(late.problem(), "documents-closed");
    office.is_in_order().await;
}

#[tokio::test]
async fn a_registry_that_is_down_delays_and_never_decides() {
    let office = Office::open().await;
    office.registry.behave(Manner::Down);
    let citizen = office.citizen("Nasreen").await;
    let case = citizen.submits(&office).await;
    assert_eq!(office.jobs_run().await, ["run-check"]);
    office.database.days_pass(3).await;
    office.jobs_run().await;
    assert_eq!(office.stage(&case).await, "submitted");
    assert!(office.escalated_at(&case).await.is_some(), "the department's deadline runs on");

    office.registry.behave(Manner::Plain);
    sqlx::query("update jobs set run_at = clock_timestamp() where state = 'ready'")
        .execute(&office.database.owner)
        .await
        .unwrap();
    office.jobs_run().await;
    assert_eq!(office.stage(&case).await, "documents-pending");
    office.is_in_order().await;
}
