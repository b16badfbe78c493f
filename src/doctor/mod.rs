//! Whether everything is in order: asks every rule of every noun, whether each case stands as its workflow says and can
//! move, and whether rows and objects belong together. Reads only, and may run beside a working installation.

mod crossing;
mod diagnosis;
mod histories;
mod objects;
mod stages;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use sqlx::{Connection as _, PgConnection};

use crate::app::App;
use crate::error::{Fault, Result};
use crate::invariant::{Broken, Rule};
use crate::{
    applications, cases, casework, certificates, checks, documents, history, notices, payments, people,
    queue, queues, second_looks,
};

pub use diagnosis::{Diagnosis, Looked};
pub use stages::Stages;

/// The rules that need nothing but the rows, noun by noun.
const RULES: [&[Rule]; 14] = [
    applications::invariants::RULES,
    cases::invariants::RULES,
    certificates::invariants::RULES,
    checks::invariants::RULES,
    documents::invariants::RULES,
    notices::invariants::RULES,
    payments::invariants::RULES,
    crossing::RULES,
    people::invariants::RULES,
    casework::invariants::RULES,
    history::invariants::RULES,
    queue::invariants::RULES,
    queues::invariants::RULES,
    second_looks::invariants::RULES,
];

/// One thing to look at.
#[derive(Debug, Clone, Copy)]
enum Look {
    Rows(&'static Rule),
    Stages(&'static stages::StageRule),
    Objects,
    Hashes,
}

impl Look {
    const fn says(self) -> &'static str {
        match self {
            Self::Rows(rule) => rule.says,
            Self::Stages(rule) => rule.says,
            Self::Objects => objects::SAYS,
            Self::Hashes => histories::SAYS,
        }
    }
}

/// How thoroughly to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// Everything that takes seconds.
    Ordinary,
    /// Also every hash of the history, recomputed.
    Hashes,
}

/// How many things `examine` looks at.
pub fn looks(care: Care) -> usize {
    list(care).len()
}

/// Looks at everything; `on_progress` hears of each thing that was looked at.
///
/// # Errors
/// When the database or the store cannot be read, or a programme not be understood. What is broken is in the diagnosis.
pub async fn examine(app: &App, care: Care, on_progress: impl Fn(&Looked)) -> Result<Diagnosis> {
    let stages = Stages::read(&mut *app.db.acquire().await?, &app.catalogue).await?;
    let round = Round {
        app,
        stages: &stages,
        list: list(care),
        next: AtomicUsize::new(0),
        looked: Mutex::default(),
        on_progress: &on_progress,
    };
    futures::try_join!(round.go(), round.go())?;
    let mut looked = round.looked.into_inner().unwrap_or_else(PoisonError::into_inner);
    looked.sort_by_key(|(place, _)| *place);
    Ok(Diagnosis { looked: looked.into_iter().map(|(_, looked)| looked).collect() })
}

/// One round of looking, which two connections share.
struct Round<'a, F> {
    app: &'a App,
    stages: &'a Stages,
    list: Vec<Look>,
    next: AtomicUsize,
    looked: Mutex<Vec<(usize, Looked)>>,
    on_progress: &'a F,
}

impl<F: Fn(&Looked)> Round<'_, F> {
    /// Takes one thing after the other until none is left.
    async fn go(&self) -> Result<()> {
        loop {
            let place = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(look) = self.list.get(place).copied() else { return Ok(()) };
            let began = Instant::now();
            let broken = self.look(look).await.map_err(|fault| {
                Fault::caused(format!("whether {} could not be found out", look.says()), fault)
            })?;
            let looked = Looked { rule: look.says(), seconds: began.elapsed().as_secs_f64(), broken };
            (self.on_progress)(&looked);
            self.looked.lock().unwrap_or_else(PoisonError::into_inner).push((place, looked));
        }
    }

    async fn look(&self, look: Look) -> Result<Option<Broken>, Fault> {
        let mut conn = self.app.db.acquire().await?;
        if let Look::Hashes = look {
            return histories::verify(&mut conn).await;
        }
        let mut reading = conn.begin_with("begin read only").await?;
        make_room(&mut reading).await?;
        let broken = match look {
            Look::Rows(rule) => Broken::of(rule.says, (rule.breaches)(&mut reading)).await?,
            Look::Stages(rule) => {
                Broken::of(rule.says, (rule.breaches)(&mut reading, self.stages.as_json())).await?
            }
            Look::Objects => objects::compare(self.app, &mut reading).await?,
            Look::Hashes => None,
        };
        reading.rollback().await?;
        Ok(broken)
    }
}

/// Longest first, so that both connections end at about the same time.
fn list(care: Care) -> Vec<Look> {
    let hashes = (care == Care::Hashes).then_some(Look::Hashes);
    let rows = RULES.iter().copied().flatten().map(Look::Rows);
    let stages = stages::RULES.iter().map(Look::Stages);
    hashes.into_iter().chain([Look::Objects]).chain(stages).chain(rows).collect()
}

/// Large tables are joined as wholes: in memory as far as it goes, on one core each, without compiling.
async fn make_room(conn: &mut PgConnection) -> Result<(), Fault> {
    sqlx::query!(
        "select set_config('work_mem', '128MB', true) as work_mem, set_config('jit', 'off', true) as jit,
            set_config('max_parallel_workers_per_gather', '0', true) as workers"
    )
    .fetch_one(conn)
    .await?;
    Ok(())
}
