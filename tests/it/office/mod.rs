//! The whole office for a test: citizens and staff who are signed in, the API they speak to, the registry, the bank and
//! the SMS gateway next door, and the jobs that run when the test says so. The clock stands at a Monday morning.

mod answer;
mod browser;
mod cases;
mod cut;
mod order;
mod people;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use pser::adapters::simulators::bank::SimulatedBank;
use pser::adapters::simulators::registry::SimulatedRegistry;
use pser::adapters::simulators::{bank, registry};
use pser::app::App;
use pser::casework::disburse;
use pser::jobs::{self, due_timers};
use pser::live;
use pser::queue::{self, Settings};
use pser::{entropy, web};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

pub(crate) use answer::Answer;
pub(crate) use browser::{Browser, Shown};

pub(crate) use cases::{Case, PROGRAMME, REGISTRATION, answers_of};
pub(crate) use cut::cut_off;
pub(crate) use order::disorders;
pub(crate) use people::Persona;

use crate::harness::{self, Database};
use crate::payments::arrange::PACE;

pub(crate) const NOW: &str = "2026-03-02T06:00:00Z";
/// Far above what any drain takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(90);

pub(crate) struct Office {
    pub(crate) database: Database,
    pub(crate) app: Arc<App>,
    pub(crate) registry: Arc<SimulatedRegistry>,
    router: Router,
}

/// A request as somebody sends it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ask<'a> {
    pub(crate) method: &'a str,
    /// Below `/api/v1`, or whole where it begins with two slashes.
    pub(crate) path: &'a str,
    pub(crate) token: Option<&'a str>,
    pub(crate) headers: Vec<(&'a str, &'a str)>,
    pub(crate) body: Vec<u8>,
}

impl Office {
    pub(crate) async fn open() -> Self {
        Self::open_with(&[]).await
    }

    /// With settings of its own.
    pub(crate) async fn open_with(more: &[(&str, &str)]) -> Self {
        let database = Database::fresh().await;
        database.set_now(NOW.parse().unwrap()).await;
        let registry = Arc::new(SimulatedRegistry::default());
        let bank = Arc::new(SimulatedBank::new(PACE));
        let registry_at = serve(Router::new().nest("/v1", registry::router(Arc::clone(&registry)))).await;
        let bank_at = serve(bank::router(bank)).await;
        let sms_at = serve(Router::new().fallback(async || "taken")).await;
        let addresses = [
            ("PSER_REGISTRY_URL", format!("http://{registry_at}/v1/")),
            ("PSER_BANK_URL", format!("http://{bank_at}/payments")),
            ("PSER_SMS_URL", format!("http://{sms_at}/sms")),
        ];
        let mut given: Vec<(&str, &str)> = more.to_vec();
        given.extend(addresses.iter().map(|(name, address)| (*name, address.as_str())));
        let app = Arc::new(harness::app(&database, &given).await);
        Self { router: web::router(Arc::clone(&app)), database, app, registry }
    }

    /// Passes on what is announced, until the program stops.
    pub(crate) fn hears_news(&self) -> CancellationToken {
        let stop = CancellationToken::new();
        let options = self.database.app_url.parse().unwrap();
        tokio::spawn(live::listen(self.app.live.clone(), options, stop.clone()));
        stop
    }

    /// Sends a request to the API as it stands.
    pub(crate) async fn sends(&self, ask: &Ask<'_>) -> Answer {
        let uri = match ask.path.strip_prefix('/') {
            Some(whole) if whole.starts_with('/') => whole.to_owned(),
            _ => format!("/api/v1{}", ask.path),
        };
        let peer = SocketAddr::from(([192, 0, 2, 10], 40_000));
        let mut request = Request::builder().method(ask.method).uri(uri).extension(ConnectInfo(peer));
        for (name, value) in &ask.headers {
            request = request.header(*name, *value);
        }
        if let Some(token) = ask.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let request = request.body(Body::from(ask.body.clone())).expect("the request is one");
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        Answer::read(response).await
    }

    /// A JSON request of somebody signed in, or of nobody, under an idempotency key that nobody used before.
    pub(crate) async fn asks(
        &self,
        who: Option<&Persona>,
        line: (&str, &str),
        body: Option<&Value>,
    ) -> Answer {
        let key = entropy::id().to_string();
        self.sends(&Ask {
            method: line.0,
            path: line.1,
            token: who.map(|who| who.token.as_str()),
            headers: vec![("content-type", "application/json"), ("idempotency-key", &key)],
            body: body.map(|body| body.to_string().into_bytes()).unwrap_or_default(),
        })
        .await
    }

    /// Runs all work that is due, through the real queue, until nothing is; every job must have succeeded or put itself
    /// off. Returns what put itself off, by kind.
    pub(crate) async fn jobs_run(&self) -> Vec<String> {
        due_timers::find(&self.app.db).await.unwrap();
        disburse::enqueue_due(&self.app).await.unwrap();
        let stop = CancellationToken::new();
        let settings = Settings { poll: Duration::from_millis(20), ..Settings::default() };
        let (pool, handlers) = (self.app.db.clone(), jobs::handlers(Arc::clone(&self.app)));
        let stopped = stop.clone().cancelled_owned();
        let workers = tokio::spawn(async move { queue::run(&pool, handlers, settings, stopped).await });
        let drained = tokio::time::timeout(PATIENCE, async {
            while self
                .count("jobs where state = 'held' or state = 'ready' and run_at <= clock_timestamp()")
                .await
                > 0
            {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
        drained.await.expect("the jobs come to an end");
        stop.cancel();
        workers.await.unwrap().unwrap();
        let dead: Vec<(String, Option<String>)> =
            sqlx::query_as("select kind, last_error from jobs where state = 'dead'")
                .fetch_all(&self.database.owner)
                .await
                .unwrap();
        assert_eq!(dead, [], "jobs died");
        sqlx::query_scalar("select kind from jobs where state = 'ready' order by kind")
            .fetch_all(&self.database.owner)
            .await
            .unwrap()
    }
}

async fn serve(service: Router) -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}
