//! A whole lifecycle over HTTP: an application is handed in, the checks find a document missing, it is sent, an officer
//! reviews and verifies, the office pays, the bank settles. Clients share one list of what can be done next, so that none
//! waits for a case while another can be moved; the round ends when the last case is disbursed and every job has run.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use futures::StreamExt as _;
use futures::stream;
use serde_json::{Value, json};
use sqlx::PgPool;
use sqlx::Row as _;
use tokio::sync::Mutex;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};
use uuid::Uuid;

use crate::api::{Caller, Entrance};
use crate::cpu;
use crate::ground::Ground;
use crate::officers;
use crate::papers;

const PROGRAMME: &str = "cash-assistance";
const MAKER: &str = "rukhsana.payments@office.example";
const SUPERVISOR: &str = "kamran.approval@office.example";
/// Sent before handing in; the last one is what the checks find missing.
const PAPERS: [&str; 3] = ["cnic-self", "photograph", "proof-of-address"];
/// How often the board is brought up to date, and the office looks for what can be paid.
const LOOK: Duration = Duration::from_millis(20);
const PAY: Duration = Duration::from_millis(250);
/// After this long without a move the round has failed.
const STUCK: Duration = Duration::from_secs(60);
/// How many drafts are prepared at the same time.
const PREPARING: usize = 6;

/// What a round came to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Round {
    /// Lifecycles a second, from the first hand-in to the last job.
    pub(crate) rate: f64,
    /// CPU seconds a lifecycle, of the program (with the stand-ins it brings along) and of PostgreSQL.
    pub(crate) program_cpu: f64,
    pub(crate) database_cpu: f64,
    /// Transactions and jobs of the product a lifecycle.
    pub(crate) transactions: f64,
    pub(crate) jobs: f64,
    /// HTTP calls a lifecycle.
    pub(crate) calls: f64,
    /// Megabytes of the program at the end.
    pub(crate) megabytes: f64,
}

/// An application that is ready to be handed in.
struct Draft {
    citizen: Caller,
    id: Uuid,
    version: Value,
}

/// A case as far as its clients know.
struct Case {
    draft: Draft,
    reference: String,
    at: At,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Waiting,
    Sent,
    Decided,
    Done,
}

/// What somebody can do now.
enum Deed {
    HandIn(Draft),
    Send(Uuid),
    Decide(Uuid),
}

#[derive(Default)]
struct Board {
    drafts: VecDeque<Draft>,
    handing_in: usize,
    cases: HashMap<Uuid, Case>,
    to_send: VecDeque<Uuid>,
    to_decide: VecDeque<Uuid>,
    approved: usize,
    done: usize,
    calls: usize,
}

impl Board {
    /// What moves the furthest case first.
    fn next(&mut self) -> Option<Deed> {
        if let Some(id) = self.to_decide.pop_front() {
            return Some(Deed::Decide(id));
        }
        if let Some(id) = self.to_send.pop_front() {
            return Some(Deed::Send(id));
        }
        let draft = self.drafts.pop_front()?;
        self.handing_in += 1;
        Some(Deed::HandIn(draft))
    }
}

/// Prepares as many drafts as there are cases, then plays them through by so many clients.
pub(crate) async fn round(ground: &Ground, clients: usize, cases: usize, statements: bool) -> Result<Round> {
    let entrance = Entrance::of(ground)?;
    let drafts = prepare(ground, &entrance, cases).await?;
    let mut officers = Vec::new();
    for email in officers::of(ground, None, clients).await? {
        officers.push(entrance.staff(&ground.owner, &email).await?);
    }
    let maker = entrance.staff(&ground.owner, MAKER).await?;
    let supervisor = entrance.staff(&ground.owner, SUPERVISOR).await?;
    settle(&ground.owner).await?;
    sqlx::query("vacuum (analyze)").execute(&ground.owner).await?;

    let (program, postmaster) = (ground.id()?, ground.postmaster().await?);
    if statements {
        sqlx::query("select pg_stat_statements_reset()").execute(&ground.superuser_of("pser").await?).await?;
    }
    let before = (cpu::of(program)?, cpu::of_tree(postmaster)?, counted(&ground.owner).await?);
    let board = Arc::new(Mutex::new(Board { drafts: drafts.into(), ..Board::default() }));
    let began = Instant::now();
    let mut people = JoinSet::new();
    for officer in officers {
        people.spawn(client(Arc::clone(&board), officer));
    }
    people.spawn(pay(Arc::clone(&board), maker, supervisor));
    tokio::select! {
        watched = watch(&board, &ground.owner, cases) => watched?,
        gone = people.join_next() => match gone {
            Some(ended) => { ended??; bail!("somebody went home") }
            None => bail!("nobody was there"),
        },
    }
    people.shutdown().await;
    settle(&ground.owner).await?;
    let took = began.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "counts of a benchmark are small")]
    let each = |sum: f64| sum / cases as f64;
    let after = (cpu::of(program)?, cpu::of_tree(postmaster)?, counted(&ground.owner).await?);
    let calls = board.lock().await.calls;
    #[expect(clippy::cast_precision_loss, reason = "counts of a benchmark are small")]
    let round = Round {
        rate: cases as f64 / took,
        program_cpu: each(after.0 - before.0),
        database_cpu: each(after.1 - before.1),
        transactions: each((after.2.transactions - before.2.transactions) as f64),
        jobs: each((after.2.jobs - before.2.jobs) as f64),
        calls: each(calls as f64),
        megabytes: cpu::megabytes(program)?,
    };
    if statements {
        tell_statements(ground).await?;
    }
    Ok(round)
}

/// The statements that took PostgreSQL longest.
async fn tell_statements(ground: &Ground) -> Result<()> {
    let rows = sqlx::query(
        "select calls, (total_exec_time + total_plan_time)::float8 as ms, toplevel,
             left(regexp_replace(query, '\\s+', ' ', 'g'), 160) as query
         from pg_stat_statements order by total_exec_time + total_plan_time desc limit 60",
    )
    .fetch_all(&ground.superuser_of("pser").await?)
    .await?;
    for row in rows {
        let (calls, millis): (i64, f64) = (row.get("calls"), row.get("ms"));
        let place = if row.get("toplevel") { "" } else { "within: " };
        crate::say(&format!("{calls:>7} calls {millis:>8.0} ms  {place}{}", row.get::<String, _>("query")));
    }
    Ok(())
}

struct Counted {
    transactions: i64,
    jobs: i64,
}

async fn counted(owner: &PgPool) -> Result<Counted> {
    let row = sqlx::query(
        "select (select xact_commit from pg_stat_database where datname = current_database()) as transactions,
                (select count(*) from jobs where state = 'done') as jobs",
    )
    .fetch_one(owner)
    .await?;
    Ok(Counted { transactions: row.get("transactions"), jobs: row.get("jobs") })
}

/// Waits until no job is due or running.
async fn settle(owner: &PgPool) -> Result<()> {
    let patience = Instant::now() + STUCK;
    loop {
        let open: i64 = sqlx::query_scalar(
            "select count(*) from jobs where state = 'held' or (state = 'ready' and run_at <= now())",
        )
        .fetch_one(owner)
        .await?;
        if open == 0 {
            return Ok(());
        }
        ensure!(Instant::now() < patience, "{open} jobs do not come to an end");
        sleep(LOOK).await;
    }
}

/// Drafts of citizens who have no application open, each filled in and lacking one document.
async fn prepare(ground: &Ground, entrance: &Entrance, cases: usize) -> Result<Vec<Draft>> {
    let accounts: Vec<Uuid> = sqlx::query_scalar(
        "select account.id from citizen_accounts account
         where account.state = 'live' and not exists (
             select from applications a where a.person_id = account.person_id and a.programme = $1 and a.state <> 'closed'
         )
         order by account.id limit $2",
    )
    .bind(PROGRAMME)
    .bind(i64::try_from(cases)?)
    .fetch_all(&ground.owner)
    .await?;
    ensure!(accounts.len() == cases, "there are only {} citizens without an application", accounts.len());
    let citizens = entrance.citizens(&ground.owner, &accounts).await?;
    let programme = citizens[0].get(&format!("/programmes/{PROGRAMME}")).await?;
    let consent = programme["form"]["consent"]["version"].clone();
    let drafts: Vec<Result<Draft>> = stream::iter(citizens)
        .map(|citizen| draft(citizen, consent.clone()))
        .buffer_unordered(PREPARING)
        .collect()
        .await;
    drafts.into_iter().collect()
}

async fn draft(citizen: Caller, consent: Value) -> Result<Draft> {
    let made = citizen.post("/applications", &json!({ "programme": PROGRAMME })).await?;
    let id: Uuid = made["id"].as_str().context("an application has an id")?.parse()?;
    let change = json!({ "version": made["version"], "answers": papers::answers() });
    let filled = citizen.patch(&format!("/applications/{id}"), &change).await?;
    for requirement in &PAPERS[..PAPERS.len() - 1] {
        citizen
            .upload(&format!("/applications/{id}/documents"), requirement, papers::scan(requirement))
            .await?;
    }
    Ok(Draft { citizen, id, version: json!({ "version": filled["version"], "consent": consent }) })
}

/// One client: does what can be done, as whoever it is up to.
async fn client(board: Arc<Mutex<Board>>, officer: Caller) -> Result<()> {
    loop {
        let deed = board.lock().await.next();
        let calls = match deed {
            None => {
                sleep(LOOK / 4).await;
                continue;
            }
            Some(Deed::HandIn(draft)) => hand_in(&board, draft).await?,
            Some(Deed::Send(id)) => {
                let citizen = board.lock().await.cases[&id].draft.citizen.clone();
                let requirement = PAPERS[PAPERS.len() - 1];
                let path = format!("/applications/{id}/documents");
                citizen.upload(&path, requirement, papers::scan(requirement)).await?;
                1
            }
            Some(Deed::Decide(id)) => {
                let reference = board.lock().await.cases[&id].reference.clone();
                decide(&officer, &reference).await?
            }
        };
        board.lock().await.calls += calls;
    }
}

async fn hand_in(board: &Mutex<Board>, draft: Draft) -> Result<usize> {
    let path = format!("/applications/{}/submission", draft.id);
    let given = draft.citizen.post(&path, &draft.version).await?;
    let reference = given["reference"].as_str().context("a case has a reference")?.to_owned();
    let mut board = board.lock().await;
    board.handing_in -= 1;
    board.cases.insert(draft.id, Case { draft, reference, at: At::Waiting });
    Ok(1)
}

/// Claims the case, reads it, accepts its documents and verifies.
async fn decide(officer: &Caller, reference: &str) -> Result<usize> {
    let path = format!("/cases/{reference}");
    officer.post(&format!("{path}/claim"), &json!({})).await?;
    let case = officer.get(&path).await?;
    let documents = case["documents"].as_array().cloned().unwrap_or_default();
    for document in &documents {
        let id = document["id"].as_str().context("a document has an id")?;
        officer.post(&format!("/documents/{id}/review"), &json!({ "verdict": "accepted" })).await?;
    }
    officer.post(&format!("{path}/actions/verify"), &json!({})).await?;
    Ok(3 + documents.len())
}

/// Puts what is approved on batches and approves them, until dropped.
async fn pay(board: Arc<Mutex<Board>>, maker: Caller, supervisor: Caller) -> Result<()> {
    loop {
        sleep(PAY).await;
        if board.lock().await.approved == 0 {
            continue;
        }
        let new = json!({ "programme": PROGRAMME });
        let Some(made) = maker.try_post("/batches", Some(&new)).await? else { continue };
        let path = format!("/batches/{}", made["reference"].as_str().context("a batch has a reference")?);
        if maker.try_post(&format!("{path}/proposal"), None).await?.is_none() {
            continue;
        }
        let batch = supervisor.get(&path).await?;
        let signature = json!({ "content_hash": batch["content_hash"] });
        supervisor.post(&format!("{path}/approval"), &signature).await?;
        board.lock().await.calls += 4;
    }
}

/// Brings the board up to date until every case is disbursed.
async fn watch(board: &Mutex<Board>, owner: &PgPool, cases: usize) -> Result<()> {
    let mut moved = Instant::now();
    loop {
        sleep(LOOK).await;
        let open: Vec<Uuid> = {
            let board = board.lock().await;
            board.cases.iter().filter(|(_, case)| case.at != At::Done).map(|(id, _)| *id).collect()
        };
        let stages: Vec<(Uuid, String)> =
            sqlx::query_as("select application_id, stage from cases where application_id = any($1)")
                .bind(&open)
                .fetch_all(owner)
                .await?;
        let mut board = board.lock().await;
        board.approved = stages.iter().filter(|(_, stage)| stage == "approved").count();
        for (id, stage) in stages {
            let Some(case) = board.cases.get_mut(&id) else { continue };
            match (case.at, stage.as_str()) {
                (At::Waiting, "documents-pending") => {
                    case.at = At::Sent;
                    board.to_send.push_back(id);
                }
                (At::Waiting | At::Sent, "verifying") => {
                    case.at = At::Decided;
                    board.to_decide.push_back(id);
                }
                (_, "disbursed") => {
                    case.at = At::Done;
                    board.done += 1;
                }
                (_, "submitted" | "documents-pending" | "verifying" | "approved") => continue,
                (_, other) => bail!("{} ended as {other}", case.reference),
            }
            moved = Instant::now();
        }
        if board.done == cases {
            return Ok(());
        }
        ensure!(moved.elapsed() < STUCK, "no case moved any more: {} of {cases} are disbursed", board.done);
    }
}
