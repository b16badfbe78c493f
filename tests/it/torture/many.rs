//! Two serving and two working processes on one database and one store: none keeps anything to itself.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures::future::join_all;
use nix::sys::signal::Signal;
use reqwest::{Client, Method, StatusCode};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::front::Front;
use super::gateways::serve;
use super::part::{Part, until};
use crate::harness::{folder, fresh_bucket, http, master_key};
use crate::office::{Office, PROGRAMME, Persona};

const AREA: &str = "lahore/lahore";
/// Far above what any of it takes on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);

/// An office whose work other processes do.
struct Many {
    office: Office,
    settings: Vec<(&'static str, String)>,
    serving: Vec<Part>,
    /// How often the SMS gateway was told anything.
    told: Arc<AtomicUsize>,
    folder: TempDir,
}

impl Many {
    async fn serving(count: usize) -> Self {
        let (office, folder, told) = (Office::open().await, folder(), Arc::new(AtomicUsize::new(0)));
        let counts = async |State(told): State<Arc<AtomicUsize>>| {
            told.fetch_add(1, Ordering::Relaxed);
            "taken"
        };
        let sms = serve(Router::new().fallback(counts).with_state(Arc::clone(&told))).await;
        let settings = settings(&office, folder.path(), sms).await;
        let mut many = Self { office, settings, serving: Vec::new(), told, folder };
        many.serving = many.start("serve", count).await;
        many
    }

    async fn start(&self, word: &'static str, count: usize) -> Vec<Part> {
        let mut parts = Vec::new();
        for number in 0..count {
            let log = self.folder.path().join(format!("{word}-{number}.log"));
            let mut part = Part::new(word, &self.settings, log);
            part.start().await;
            parts.push(part);
        }
        parts
    }

    /// A request to one of the serving processes.
    async fn asks(
        &self,
        number: usize,
        who: &Persona,
        line: (Method, &str),
        body: Option<&Value>,
    ) -> (StatusCode, Value) {
        let address = self.serving[number].pages().unwrap();
        let request =
            http().request(line.0, format!("http://{address}/api/v1{}", line.1)).bearer_auth(&who.token);
        let request = request.header("idempotency-key", pser::entropy::id().to_string());
        let request = match body {
            Some(body) => request.json(body),
            None => request,
        };
        let answer = request.send().await.unwrap();
        (answer.status(), serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap_or_default())
    }
}

pub(super) async fn settings(office: &Office, folder: &Path, sms: SocketAddr) -> Vec<(&'static str, String)> {
    let store = fresh_bucket().await;
    vec![
        ("DATABASE_URL", office.database.app_url.clone()),
        ("PSER_PUBLIC_URL", "http://127.0.0.1:8080".to_owned()),
        ("PSER_LISTEN", "127.0.0.1:0".to_owned()),
        ("PSER_METRICS_LISTEN", "127.0.0.1:0".to_owned()),
        ("PSER_S3_ENDPOINT", store.endpoint.to_string()),
        ("PSER_S3_BUCKET", store.bucket),
        ("PSER_S3_ACCESS_KEY", store.access_key),
        ("PSER_S3_SECRET_KEY", store.secret_key.expose_secret().to_owned()),
        ("PSER_SMS_URL", format!("http://{sms}/sms")),
        ("PSER_SMTP_URL", "smtp://127.0.0.1:9".to_owned()),
        ("PSER_BANK_URL", "http://127.0.0.1:9/bank".to_owned()),
        ("PSER_REGISTRY_URL", "http://127.0.0.1:9/registry".to_owned()),
        ("PSER_ALLOW_LOOPBACK", "true".to_owned()),
        ("PSER_UNDO_SECONDS", "2".to_owned()),
        ("PSER_MASTER_KEYS", format!("1:{}", STANDARD.encode(master_key()))),
        ("PSER_DATA_DIR", folder.display().to_string()),
    ]
}

#[tokio::test]
async fn a_session_holds_in_both_processes_until_it_is_ended_in_one() {
    let many = Many::serving(2).await;
    let citizen = many.office.citizen("Nasreen").await;
    let new = json!({ "programme": PROGRAMME });
    let (status, begun) = many.asks(0, &citizen, (Method::POST, "/applications"), Some(&new)).await;
    assert_eq!(status, StatusCode::CREATED);
    let path = format!("/applications/{}", begun["id"].as_str().unwrap());
    assert_eq!(many.asks(1, &citizen, (Method::GET, &path), None).await.1["version"], 1);
    let (status, _) = many.asks(0, &citizen, (Method::DELETE, "/sessions/current"), None).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(many.asks(1, &citizen, (Method::GET, &path), None).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_role_that_is_taken_away_or_given_counts_from_the_next_request_in_both_processes() {
    let many = Many::serving(2).await;
    let officer = many.office.officer(AREA).await;
    let both = async || {
        let sees = async |number| many.asks(number, &officer, (Method::GET, "/queues"), None).await.0;
        [sees(0).await, sees(1).await]
    };
    assert_eq!(both().await, [StatusCode::OK; 2]);
    for (change, seen) in [("pser_now()", StatusCode::FORBIDDEN), ("null", StatusCode::OK)] {
        let query = format!("update grants set revoked_at = {change} where staff_account_id = $1");
        let changed = sqlx::query(sqlx::AssertSqlSafe(query)).bind(officer.account.staff());
        changed.execute(&many.office.database.owner).await.unwrap();
        assert_eq!(both().await, [seen; 2], "{change}");
    }
}

#[tokio::test]
async fn of_officers_at_two_processes_no_two_are_given_the_same_case() {
    let many = Many::serving(2).await;
    let (cases, mut officers) = (10, Vec::new());
    for _ in 0..4 {
        officers.push(many.office.officer(AREA).await);
    }
    for _ in 0..cases {
        many.office.verifying(&many.office.citizen("Nasreen").await).await;
    }
    let takes = (0..16_usize).map(|turn| {
        let (many, officer) = (&many, &officers[turn / 2 % 4]);
        async move { many.asks(turn % 2, officer, (Method::POST, "/queues/verification/next"), None).await }
    });
    let answers = join_all(takes).await;
    let mut given: Vec<&str> =
        answers.iter().filter_map(|(_, answer)| answer["reference"].as_str()).collect();
    given.sort_unstable();
    given.dedup();
    assert_eq!(given.len(), cases, "{answers:?}");
    let done = answers.iter().filter(|(status, _)| *status == StatusCode::OK).count();
    assert_eq!(done, cases, "{answers:?}");
}

#[tokio::test]
async fn every_job_is_done_once_by_one_of_two_working_processes() {
    let many = Many::serving(0).await;
    let mut cases = Vec::new();
    for _ in 0..10 {
        cases.push(many.office.verifying(&many.office.citizen("Nasreen").await).await);
    }
    let working = many.start("work", 2).await;
    let unsent = "notices where channel = 'sms' and state <> 'sent'";
    until("every message is sent", PATIENCE, async || many.office.count(unsent).await == 0).await;
    let sent = many.office.count("notices where channel = 'sms'").await;
    assert!(sent >= 20, "{sent}");
    assert_eq!(i64::try_from(many.told.load(Ordering::Relaxed)).unwrap(), sent);
    assert_eq!(
        many.office.count("jobs where kind = 'send-notice' and (attempts > 1 or delivery > 1)").await,
        0
    );
    for mut part in working {
        part.signal(Signal::SIGTERM);
        assert!(part.ended().await.success());
    }
}

#[tokio::test]
async fn a_rolling_restart_under_load_refuses_nothing() {
    let mut many = Many::serving(2).await;
    let front = Front::open().await;
    for number in 0..2 {
        front.knows(number, many.serving[number].pages());
    }
    let mut citizens = Vec::new();
    for _ in 0..6 {
        citizens.push(many.office.citizen("Nasreen").await);
    }
    let (rolled, saved) = (AtomicBool::new(false), AtomicUsize::new(0));
    let base = format!("http://{}/api/v1", front.address);
    let load = join_all(citizens.iter().map(|citizen| saves(&base, citizen, &rolled, &saved)));
    let roll = async {
        for number in [0, 1, 0, 1] {
            let before = saved.load(Ordering::Relaxed);
            until("people get on", PATIENCE, async || saved.load(Ordering::Relaxed) > before + 20).await;
            many.serving[number].signal(Signal::SIGTERM);
            assert!(many.serving[number].ended().await.success());
            many.serving[number].start().await;
            front.knows(number, many.serving[number].pages());
        }
        rolled.store(true, Ordering::Relaxed);
    };
    let (versions, ()) = tokio::join!(load, roll);
    for (application, version) in versions {
        let kept: i32 = sqlx::query_scalar("select version from applications where id = $1::uuid")
            .bind(&application)
            .fetch_one(&many.office.database.owner)
            .await
            .unwrap();
        assert_eq!(i64::from(kept), version, "what was acknowledged is there");
    }
}

/// Saves a draft again and again until told to stop, each time over a connection of its own, so that only a request that
/// was taken and not answered can fail; the application and its last version.
async fn saves(base: &str, who: &Persona, stop: &AtomicBool, saved: &AtomicUsize) -> (String, i64) {
    let client = Client::builder().pool_max_idle_per_host(0).timeout(PATIENCE).build().unwrap();
    let ask = async |method, path: &str, body: Value| -> Value {
        let request = client.request(method, format!("{base}{path}")).bearer_auth(&who.token).json(&body);
        let request = request.header("idempotency-key", pser::entropy::id().to_string());
        let answer = request.send().await.expect("no request is left without an answer");
        assert!(answer.status().is_success(), "{path} answered {}", answer.status());
        answer.json().await.expect("no answer is cut short")
    };
    let begun = ask(Method::POST, "/applications", json!({ "programme": PROGRAMME })).await;
    let application = begun["id"].as_str().unwrap().to_owned();
    let path = format!("/applications/{application}");
    let mut version = 1;
    while !stop.load(Ordering::Relaxed) {
        let answers = json!({ "hardship": { "disaster": "none" } });
        let change = json!({ "version": version, "answers": answers });
        version = ask(Method::PATCH, &path, change).await["version"].as_i64().unwrap();
        saved.fetch_add(1, Ordering::Relaxed);
    }
    (application, version)
}
