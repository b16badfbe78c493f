//! What the system finds out about a case, and that not finding out decides nothing.

mod duplicates;
mod identity;
mod means;
mod settling;

use std::sync::Arc;
use std::time::Duration;

use pser::adapters::outgoing::Timeouts;
use pser::adapters::registry::Registry;
use pser::adapters::simulators::registry::{SimulatedRegistry, router};
use pser::catalogue::Catalogue;
use pser::checks::means::Kept;
use pser::checks::{self, Check, RunCheck};
use pser::jobs::run_check::{self, Desk};
use pser::queue::Outcome;
use pser::seal::Sealer;
use uuid::Uuid;

use crate::arrange::{self, Case};
use crate::harness::Database;
use crate::workflow::known;

/// Short, so that a slow registry is waited for only a moment.
const TIMEOUTS: Timeouts =
    Timeouts { connect: Duration::from_millis(500), whole: Duration::from_millis(1_000) };

/// An office with checks at work and a registry of its own.
struct Office {
    database: Database,
    sealer: Sealer,
    catalogue: Catalogue,
    simulated: Arc<SimulatedRegistry>,
    registry: Registry,
}

impl Office {
    async fn open() -> Self {
        let database = Database::fresh().await;
        arrange::office(&database).await;
        let simulated = Arc::new(SimulatedRegistry::default());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/v1/", listener.local_addr().unwrap()).parse().unwrap();
        let service = axum::Router::new().nest("/v1", router(Arc::clone(&simulated)));
        tokio::spawn(async move { axum::serve(listener, service).await });
        let catalogue = empty_catalogue().await;
        Self {
            sealer: arrange::sealer(),
            catalogue,
            simulated,
            registry: Registry::within(TIMEOUTS, &address, true).unwrap(),
            database,
        }
    }

    fn desk(&self) -> Desk<'_> {
        Desk {
            db: &self.database.app,
            sealer: &self.sealer,
            catalogue: &self.catalogue,
            registry: &self.registry,
        }
    }

    async fn asks(&self, case: &Case, checks: &[&str]) {
        for check in checks {
            sqlx::query("insert into case_checks (case_id, name) values ($1, $2)")
                .bind(case.id)
                .bind(check)
                .execute(&self.database.owner)
                .await
                .unwrap();
        }
    }

    async fn runs(&self, case: &Case, check: &str) -> Outcome {
        run_check::run(&self.desk(), &RunCheck { case: case.id, check: check.to_owned() }).await
    }

    async fn check(&self, case: &Case, name: &str) -> Check {
        let mut conn = self.database.app.acquire().await.unwrap();
        let checks = checks::list(&mut conn, case.id).await.unwrap();
        checks.into_iter().find(|check| check.name == name).unwrap()
    }

    async fn kept(&self, case: &Case) -> Kept {
        let mut conn = self.database.app.acquire().await.unwrap();
        checks::means::kept(&self.catalogue, &mut conn, case.id).await.unwrap().expect("the case was scored")
    }

    async fn events_raised(&self, case: Uuid) -> i64 {
        sqlx::query_scalar(
            "select count(*) from jobs where kind = 'raise-event' and payload ->> 'case' = $1::text
                 and payload ->> 'event' = 'checks-done'",
        )
        .bind(case.to_string())
        .fetch_one(&self.database.owner)
        .await
        .unwrap()
    }

    async fn two_wait_for_a_lock(&self) {
        for _ in 0..600 {
            let waiting: i64 = sqlx::query_scalar(
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
            )
            .fetch_one(&self.database.app)
            .await
            .unwrap();
            if waiting >= 2 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("nobody came to the lock");
    }

    async fn version(&self, case: &Case) -> i32 {
        sqlx::query_scalar("select version from cases where id = $1")
            .bind(case.id)
            .fetch_one(&self.database.owner)
            .await
            .unwrap()
    }
}

/// A catalogue that reads versions as they are asked for: the arranged programme's bundle is a stand-in.
async fn empty_catalogue() -> Catalogue {
    let nothing_on_offer = Database::fresh().await;
    let mut conn = nothing_on_offer.app.acquire().await.unwrap();
    Catalogue::load(&mut conn, known()).await.unwrap()
}
