//! What waits in a queue is counted from tallies, and is what a count of the cases themselves would say.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures::future::join_all;
use pser::jobs::sum_queues;
use pser::policy::Scope;
use pser::queues::{
    self,
    board::{self, Board},
};
use serde_json::{Value, json};

use crate::office::{Office, PROGRAMME, Persona};

impl Office {
    /// Every queue of the province as a count of its cases says.
    async fn counted_by_hand(&self) -> Value {
        sqlx::query_scalar(
            "select coalesce(jsonb_agg(to_jsonb(one) order by one.queue), '[]') from (
                 select queue, count(*) as waiting, count(*) filter (where claimed_by is null) as unclaimed,
                     count(*) filter (where due_at < pser_now()) as overdue
                 from cases where queue is not null group by queue
             ) one",
        )
        .fetch_one(&self.database.owner)
        .await
        .unwrap()
    }

    async fn counts_are_exact(&self, officer: &Persona) -> Value {
        let counted = self.asks(Some(officer), ("GET", "/queues"), None).await.ok();
        assert_eq!(counted, self.counted_by_hand().await);
        // What is kept for all who watch says the same of what each of them may see.
        let mut conn = self.app.db.acquire().await.unwrap();
        let tallies = Board::default().read(&self.app.db).await.unwrap();
        for area in [None, Some("lahore"), Some("lahore/lahore/shalimar"), Some("multan")] {
            for programme in [None, Some(PROGRAMME), Some("appeal")] {
                let scope = Scope::Within {
                    areas: vec![area.map(str::to_owned)],
                    programmes: vec![programme.map(str::to_owned)],
                };
                let counts = queues::counts(&mut conn, &scope).await.unwrap();
                assert_eq!(board::within(&tallies, &scope), counts, "{scope:?}");
            }
        }
        counted
    }

    async fn sums_up(&self) {
        sum_queues::sum_all(&self.app.db).await.unwrap();
        assert_eq!(self.count("queue_changes").await, 0);
    }
}

#[tokio::test]
async fn the_counts_are_exact_through_all_that_happens_to_a_case_summed_up_or_not() {
    let office = Office::open().await;
    let officer = office.staff("Officer", &[("officer", None)]).await;
    let elsewhere = office.officer("multan").await;
    assert_eq!(office.counts_are_exact(&officer).await, json!([]));

    let (first, second) = (office.citizen("Nasreen").await, office.citizen("Hajra").await);
    let case = office.verifying(&first).await;
    office.sums_up().await;
    let other = office.verifying(&second).await;
    let counted = office.counts_are_exact(&officer).await;
    assert_eq!(counted, json!([{ "queue": "verification", "waiting": 2, "unclaimed": 2, "overdue": 0 }]));
    assert_eq!(office.asks(Some(&elsewhere), ("GET", "/queues"), None).await.ok(), json!([]));

    officer.claims(&office, &case).await.ok();
    officer.claims(&office, &other).await.ok();
    officer.releases(&office, &other).await.ok();
    assert_eq!(office.counts_are_exact(&officer).await[0]["unclaimed"], 1);
    office.sums_up().await;
    office.counts_are_exact(&officer).await;

    // The deadline passes: before its timer has fired, and after.
    office.database.days_pass(14).await;
    let officer = office.signs_in(&officer).await;
    assert_eq!(office.counts_are_exact(&officer).await[0]["overdue"], 2);
    office.jobs_run().await;
    assert_eq!(office.counts_are_exact(&officer).await[0]["overdue"], 2);
    office.sums_up().await;

    officer.does_with(&office, &case, "reject", json!({ "reason": "Not in need." })).await.ok();
    let counted = office.counts_are_exact(&officer).await;
    assert_eq!(counted, json!([{ "queue": "verification", "waiting": 1, "unclaimed": 1, "overdue": 1 }]));
    office.sums_up().await;
    office.counts_are_exact(&officer).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_case_is_lost_from_the_count_or_counted_twice_while_changes_are_being_summed_up() {
    let office = Arc::new(Office::open().await);
    for number in 0..6 {
        let citizen = office.citizen(&format!("Citizen {number}")).await;
        office.verifying(&citizen).await;
    }
    let mut officers = Vec::new();
    for _ in 0..6 {
        officers.push(office.staff("Officer", &[("officer", None)]).await);
    }
    let looker = officers[0].clone();
    let is_over = Arc::new(AtomicBool::new(false));
    let summing = {
        let (office, is_over) = (Arc::clone(&office), Arc::clone(&is_over));
        tokio::spawn(async move {
            while !is_over.load(Ordering::Relaxed) {
                let mut conn = office.app.db.acquire().await.unwrap();
                queues::sum_changes(&mut conn, 3).await.unwrap();
                drop(conn);
                let counted = office.asks(Some(&looker), ("GET", "/queues"), None).await.ok();
                assert_eq!(counted[0]["waiting"], 6);
            }
        })
    };
    let claiming = officers.into_iter().map(|officer| {
        let office = Arc::clone(&office);
        tokio::spawn(async move {
            for _ in 0..15 {
                let given = officer.takes_next(&office).await.ok();
                let case = office.case_called(given["reference"].as_str().unwrap()).await;
                officer.releases(&office, &case).await.ok();
            }
        })
    });
    for claimed in join_all(claiming).await {
        claimed.unwrap();
    }
    is_over.store(true, Ordering::Relaxed);
    summing.await.unwrap();
    let auditor = office.staff("Officer", &[("officer", None)]).await;
    office.counts_are_exact(&auditor).await;
    office.sums_up().await;
    office.counts_are_exact(&auditor).await;
}
