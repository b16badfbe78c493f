//! The whole program over a database of its own, with the shipped programme published and citizens at the counter.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt as _;
use pser::app::App;
use pser::casework::apply;
use pser::casework::once::{Answer, RequestKey};
use pser::casework::submit::{self, Submission};
use pser::config::{Settings, Sources};
use pser::error::Result;
use pser::people::sessions::{self, Account};
use pser::policy::{Actor, Grant};
use pser::{areas, calendar, entropy, offer};
use serde_json::Value;
use sqlx::AssertSqlSafe;
use tempfile::TempDir;
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::arrange::{self, Who};
use crate::harness::Database;

pub(super) const PROGRAMME: &str = "cash-assistance";
pub(super) const CONSENT: &str = "2026-1";

pub(super) struct Office {
    pub(super) database: Database,
    pub(super) app: Arc<App>,
    router: Router,
    _files: TempDir,
}

impl Office {
    pub(super) async fn open() -> Self {
        let database = Database::fresh().await;
        database.set_now("2026-03-02T06:00:00Z".parse().unwrap()).await;
        let mut conn = database.owner.acquire().await.unwrap();
        areas::load(&mut conn).await.unwrap();
        calendar::load(&mut conn).await.unwrap();
        offer::publish(&mut conn, &offer::examine(None, None).unwrap()).await.unwrap();
        let files = tempfile::tempdir().unwrap();
        let folder = files.path().to_str().unwrap().to_owned();
        let mut app = App::assemble(database.app.clone(), &settings(&database, folder)).await.unwrap();
        app.sealer = arrange::sealer();
        let app = Arc::new(app);
        Self { router: pser::web::router(Arc::clone(&app)), app, database, _files: files }
    }

    pub(super) async fn citizen(&self, who: &Who<'_>) -> Actor {
        let citizen = arrange::citizen(&self.database, who).await;
        Actor::Citizen { account: citizen.account, person: citizen.person }
    }

    /// A verification officer who is nobody's kin.
    pub(super) async fn officer(&self, area: &str) -> Actor {
        let who = Who { cnic: "6110112345679", mobile: "923331112223", ..Who::default() };
        let Actor::Citizen { person, .. } = self.citizen(&who).await else { unreachable!() };
        let grant = Grant {
            role: "officer".to_owned(),
            area: Some(area.to_owned()),
            programme: None,
            amount_cap: None,
            until: None,
        };
        Actor::Staff { account: entropy::id(), person, grants: vec![grant] }
    }

    pub(super) async fn begins(&self, citizen: &Actor) -> Result<Answer> {
        apply::begin(&self.app, citizen, key(), PROGRAMME).await
    }

    /// Begins an application and saves answers; its id and version.
    pub(super) async fn fills(&self, citizen: &Actor, answers: &Value) -> (Uuid, i32) {
        let begun = self.begins(citizen).await.unwrap();
        let id = begun.body["id"].as_str().unwrap().parse().unwrap();
        let saved = apply::save(&self.app, citizen, id, 1, answers).await.unwrap();
        (id, saved.version)
    }

    pub(super) async fn hands_in(&self, citizen: &Actor, (id, version): (Uuid, i32)) -> Result<Answer> {
        let submission = Submission { application: id, version, consent: CONSENT };
        submit::submit(&self.app, citizen, key(), &submission).await
    }

    /// A request of a citizen over HTTP: status and body.
    pub(super) async fn asks(
        &self,
        citizen: &Actor,
        (method, path): (&str, &str),
        body: Value,
    ) -> (u16, Value) {
        let Actor::Citizen { account, .. } = citizen else { unreachable!() };
        let mut conn = self.database.app.acquire().await.unwrap();
        let session = sessions::open(&mut conn, Account::Citizen(*account), None).await.unwrap();
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header("authorization", format!("Bearer {}", session.token.reveal()))
            .header("idempotency-key", entropy::id().to_string())
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    /// How many rows a table has.
    pub(super) async fn count(&self, table: &str) -> i64 {
        let count = AssertSqlSafe(format!("select count(*) from {table}"));
        sqlx::query_scalar(count).fetch_one(&self.database.owner).await.unwrap()
    }

    /// Everything a table holds, as text.
    pub(super) async fn dump(&self, table: &str) -> String {
        let dump =
            AssertSqlSafe(format!("select coalesce(string_agg(row::text, ' '), '') from {table} as row"));
        sqlx::query_scalar(dump).fetch_one(&self.database.owner).await.unwrap()
    }
}

/// A key nobody used before.
pub(super) fn key() -> RequestKey {
    RequestKey { scope: [1; 32], key: entropy::id().to_string(), request: [2; 32] }
}

fn settings(database: &Database, folder: String) -> Settings {
    let given = [
        ("DATABASE_URL", database.app_url.clone()),
        ("PSER_DATA_DIR", folder),
        ("PSER_PUBLIC_URL", "http://127.0.0.1:8080".to_owned()),
        ("PSER_S3_ENDPOINT", "http://127.0.0.1:9".to_owned()),
        ("PSER_S3_ACCESS_KEY", "GK31c2f218a2e44f485b94239e".to_owned()),
        ("PSER_S3_SECRET_KEY", "b892c0665f0ada8a4755dae98baa3b13".to_owned()),
        ("PSER_SMS_URL", "http://127.0.0.1:9/sms".to_owned()),
        ("PSER_SMTP_URL", "smtp://127.0.0.1:9".to_owned()),
        ("PSER_BANK_URL", "http://127.0.0.1:9/bank".to_owned()),
        ("PSER_REGISTRY_URL", "http://127.0.0.1:9/registry".to_owned()),
        ("PSER_ALLOW_LOOPBACK", "true".to_owned()),
        ("PSER_MASTER_KEYS", "1:W3uFzvCzr0DEkTn9cYxYyGgyI8JMtqTUPgSJvFvQ1jk=".to_owned()),
    ];
    let given = given.map(|(name, value)| (name.to_owned(), value)).to_vec();
    Settings::read(&Sources::gather(None, given).unwrap()).unwrap()
}
