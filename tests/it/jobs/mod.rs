//! Jobs that tell cases of events and of time, over the assembled program.

mod events;
mod timers;

use pser::app::App;
use pser::history;
use serde_json::json;

use crate::arrange::{self, BUNDLE, Case, PROGRAMME, Who};
use crate::harness::{self, Database};

/// The program, and a case of the shipped programme in stage `submitted`.
struct Office {
    database: Database,
    app: App,
    case: Case,
}

impl Office {
    /// The case lacks the documents named.
    async fn with_a_case(lacking: &[&str]) -> Self {
        let database = Database::fresh().await;
        database.set_now("2026-03-02T06:00:00Z".parse().unwrap()).await;
        let mut app = harness::app(&database, &[]).await;
        app.sealer = arrange::sealer();
        sqlx::query(
            "insert into bundles (hash, programme, language_version, content) values ($1, $2, 1, '{}')",
        )
        .bind(BUNDLE.as_slice())
        .bind(PROGRAMME)
        .execute(&database.owner)
        .await
        .unwrap();
        let citizen =
            arrange::citizen(&database, &Who { email: Some("aslam@example.org"), ..Who::default() }).await;
        let case = arrange::case(&database, &citizen, json!({})).await;
        let required: Vec<_> =
            lacking.iter().map(|name| json!({ "requirement": name, "member": null })).collect();
        sqlx::query("update snapshots set required_documents = $2 where application_id = $1")
            .bind(case.application)
            .bind(json!(required))
            .execute(&database.owner)
            .await
            .unwrap();
        sqlx::query(
            "update cases set bundle_hash = (select bundle_hash from programmes where code = programme) where id = $1",
        )
        .bind(case.id)
        .execute(&database.owner)
        .await
        .unwrap();
        Self { database, app, case }
    }

    async fn stage(&self) -> String {
        self.one("select stage from cases where id = $1").await
    }

    async fn one<T>(&self, query: &'static str) -> T
    where
        (T,): for<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow>,
        T: Send + Unpin,
    {
        let (value,): (T,) =
            sqlx::query_as(query).bind(self.case.id).fetch_one(&self.database.owner).await.unwrap();
        value
    }

    /// Kinds and channels of the notices of the case, in order.
    async fn notices(&self) -> Vec<String> {
        sqlx::query_scalar(
            "select kind || ' by ' || channel from notices where case_id = $1 order by kind, channel desc",
        )
        .bind(self.case.id)
        .fetch_all(&self.database.owner)
        .await
        .unwrap()
    }

    async fn assert_history_is_sound(&self) {
        let mut conn = self.database.app.acquire().await.unwrap();
        let report = history::verify(&mut conn, None, |_| {}).await.unwrap();
        assert!(report.is_sound(), "{:?}", report.problems);
    }
}
