//! Writes what happens to jobs - started, done, to be tried again, dead, given back - many at a time in one statement,
//! so that a durable start mark costs a fraction of a commit. Keeps trying while the database is away.

use std::collections::HashMap;
use std::time::Duration;

use sqlx::PgPool;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::answer::in_time;
use super::leases::Key;
use super::outage::Outage;

/// Most marks in one statement.
const BATCH: usize = 512;
/// Marks that may wait while a statement runs; beyond that, who marks waits too.
const BACKLOG: usize = 4096;
/// Longest reason kept, in characters.
const REASON: usize = 2000;
/// Pause before a failed statement is tried again.
const PAUSE: Duration = Duration::from_millis(200);

/// What to write about a job.
pub(super) enum Mark {
    /// Its handler is about to start; counts an attempt.
    Start,
    Done,
    /// Given back without counting an attempt.
    Release,
    /// Goes dead instead when the attempts are used up.
    Retry {
        after: Duration,
        why: String,
    },
    Dead {
        why: String,
    },
}

/// Where a job stands after its mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Ready,
    Held,
    Done,
    Dead,
}

struct Told {
    key: Key,
    mark: Mark,
    answer: oneshot::Sender<Standing>,
}

/// Handle to the writing task, which ends when all handles are gone and everything is written.
#[derive(Clone)]
pub(super) struct Committer {
    marks: mpsc::Sender<Told>,
}

impl Committer {
    /// Starts the writer; it gives up on unwritten marks once `hopeless`.
    pub(super) fn start(pool: PgPool, owner: Uuid, hopeless: CancellationToken) -> (Self, JoinHandle<()>) {
        let (marks, told) = mpsc::channel(BACKLOG);
        (Self { marks }, tokio::spawn(write_all(pool, owner, told, hopeless)))
    }

    /// Writes the mark and waits for its commit. None: the job is not this process's any more, or the writer gave up;
    /// either way its lease decides what becomes of it.
    pub(super) async fn settle(&self, key: Key, mark: Mark) -> Option<Standing> {
        let (answer, answered) = oneshot::channel();
        self.marks.send(Told { key, mark, answer }).await.ok()?;
        answered.await.ok()
    }
}

async fn write_all(pool: PgPool, owner: Uuid, mut told: mpsc::Receiver<Told>, hopeless: CancellationToken) {
    let mut outage = Outage::of("recording outcomes");
    let mut batch = Vec::with_capacity(BATCH);
    while told.recv_many(&mut batch, BATCH).await > 0 {
        let took = loop {
            match write(&pool, owner, &batch).await {
                Ok(took) => break took,
                Err(error) => outage.failed(&error),
            }
            if hopeless.run_until_cancelled(tokio::time::sleep(PAUSE)).await.is_none() {
                return;
            }
        };
        outage.over();
        for Told { key, answer, .. } in batch.drain(..) {
            if let Some(standing) = took.get(&key) {
                // Whoever asked may be gone; the mark is written all the same.
                let _ = answer.send(*standing);
            }
        }
    }
}

async fn write(pool: &PgPool, owner: Uuid, batch: &[Told]) -> Result<HashMap<Key, Standing>, sqlx::Error> {
    let ids: Vec<i64> = batch.iter().map(|told| told.key.id).collect();
    let deliveries: Vec<i32> = batch.iter().map(|told| told.key.delivery).collect();
    let marks: Vec<String> = batch.iter().map(|told| told.mark.name().to_owned()).collect();
    let delays: Vec<f64> = batch.iter().map(|told| told.mark.delay().as_secs_f64()).collect();
    let reasons: Vec<Option<String>> = batch.iter().map(|told| told.mark.reason()).collect();
    let rows = in_time(pool, async |connection| {
        sqlx::query!(
            r#"select id as "id!", delivery as "delivery!", state as "state!"
        from settle_jobs($1, $2, $3, $4, $5, $6)"#,
            owner,
            &ids,
            &deliveries,
            &marks,
            &delays,
            &reasons as &[Option<String>],
        )
        .fetch_all(connection)
        .await
    })
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (Key { id: row.id, delivery: row.delivery }, Standing::of(&row.state)))
        .collect())
}

impl Mark {
    const fn name(&self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Done => "done",
            Self::Release => "release",
            Self::Retry { .. } => "retry",
            Self::Dead { .. } => "dead",
        }
    }

    const fn delay(&self) -> Duration {
        match self {
            Self::Retry { after, .. } => *after,
            _ => Duration::ZERO,
        }
    }

    /// Cut to a length, and without the one character PostgreSQL's text cannot hold: a reason that could not be
    /// written would hold up every other mark.
    fn reason(&self) -> Option<String> {
        match self {
            Self::Retry { why, .. } | Self::Dead { why } => {
                Some(why.chars().filter(|character| *character != '\0').take(REASON).collect())
            }
            Self::Start | Self::Done | Self::Release => None,
        }
    }
}

impl Standing {
    fn of(state: &str) -> Self {
        match state {
            "ready" => Self::Ready,
            "held" => Self::Held,
            "done" => Self::Done,
            _ => Self::Dead,
        }
    }
}
