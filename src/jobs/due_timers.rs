//! Timers of cases: a recurring job finds those that are due and enqueues one job for each, so that a case that cannot
//! move holds up no other.

use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgPool;

use crate::app::App;
use crate::cases::{self, RaiseTimer};
use crate::casework::act::{self, Act, What};
use crate::db;
use crate::error::Error;
use crate::policy::Actor;
use crate::queue::{self, Job, Options, Outcome, Queue};

/// How many timers are enqueued in one transaction.
const BITE: i64 = 500;

/// Looks for due timers. Comes round by the clock.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct FindDueTimers {}

impl Job for FindDueTimers {
    const KIND: &'static str = "find-due-timers";
    const QUEUE: Queue = Queue::Upkeep;
}

/// Enqueues a job for every due timer that has none yet.
pub async fn find(db: &PgPool) -> anyhow::Result<()> {
    let mut last: Option<RaiseTimer> = None;
    loop {
        let mut transaction = db::begin(db).await?;
        let due = cases::due_timers(&mut transaction, last.as_ref(), BITE).await?;
        for timer in &due {
            let options = Options { unique_key: Some(timer.unique_key()), ..Options::default() };
            queue::enqueue_with(&mut transaction, timer, &options).await?;
        }
        transaction.commit().await?;
        last = due.into_iter().next_back();
        if last.is_none() {
            return Ok(());
        }
    }
}

/// Tells the case of the timer and takes the timer away, both or neither.
pub async fn raise(app: &App, timer: &RaiseTimer) -> Outcome {
    attempt(app, timer).await.into()
}

async fn attempt(app: &App, timer: &RaiseTimer) -> anyhow::Result<()> {
    let mut transaction = db::begin(&app.db).await?;
    if !cases::take_timer(&mut transaction, timer).await? {
        return Ok(());
    }
    let act = Act {
        actor: &Actor::System,
        case: timer.case,
        what: What::Timer(&timer.kind),
        expected_version: None,
        detail: json!({}),
    };
    match act::act_in(app, &mut transaction, &act).await {
        Ok(_) | Err(Error::NotFound) => {}
        Err(error) => return Err(error.into()),
    }
    transaction.commit().await?;
    act::wake(app);
    Ok(())
}
