//! `pser seed`: fills a demonstration installation with whole lives of made-up cases, in bulk, so that its pages and the
//! doctor can be tried at any size. It writes past the use cases, but every step is the workflow's and every hash real.

mod chunk;
mod citizens;
mod ground;
mod life;
mod money;
mod papers;
mod plan;
mod rows;
mod shapes;
mod story;
mod tables;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context as _, Result, bail, ensure};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use sqlx::postgres::{PgConnection, PgPool};
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::cast::Cast;
use super::pocket::FILE;
use super::{beside, print, program, signal};
use crate::config::{self, Settings, Sources};
use crate::db;
use crate::history;
use ground::Ground;

const TIDY: &str = "vacuum (analyze) persons, citizen_accounts, households, memberships, applications, snapshots,
    documents, cases, case_names, name_words, case_events, case_timers, case_checks, case_scores, notices, batches, payment_instructions,
    ledger_transfers, jobs";

#[derive(Debug, Args)]
pub(super) struct Seed {
    /// How many cases there are to be of this seed; those that are there already are left as they are
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=50_000_000))]
    cases: u64,
    /// From which number the people are made; another seed makes other people beside them
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// How many of them, from the first, are of the past year and whole; of the others four in a hundred are open, and the
    /// rest was closed years ago and is short. To be the same when the seeding is gone on with
    #[arg(long, value_name = "R", default_value_t = 50_000)]
    recent: u64,
}

impl Seed {
    pub(super) async fn run(self, sources: Sources) -> Result<()> {
        let stop = signal::stop()?;
        let people = config::data_dir(&sources)?.join(FILE);
        ensure!(
            people.exists(),
            "there is no {}: made-up cases belong into an installation that `pser run` made for a demonstration",
            people.display()
        );
        let cast = Cast::read(&people)?;
        let sources = beside::join(sources)?;
        let app = program::assemble_in_bulk(&Settings::read(&sources)?).await?;
        let password = hex::encode(app.sealer.index("seed-password", &self.seed.to_be_bytes()));
        let ground = Ground::survey(app, &cast, self.seed, (self.cases, self.recent), &password).await?;
        let ground = Arc::new(ground);
        self.fill(&ground, &stop).await?;
        seal(&ground.app.db).await?;
        ground.app.db.close().await;
        tidy(&sources).await?;
        print(&format!(
            "There are {} cases of seed {}. Every citizen among them signs in with this password:\n{password}\n",
            self.cases, self.seed
        ))
    }

    /// Chunk after chunk, as many at once as there are cores.
    async fn fill(&self, ground: &Arc<Ground>, stop: &CancellationToken) -> Result<()> {
        let progress = ProgressBar::new(self.cases).with_style(style()?);
        let next = Arc::new(AtomicU64::new(0));
        let mut desks = JoinSet::new();
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        for _ in 0..cores {
            let (ground, next, stop) = (Arc::clone(ground), Arc::clone(&next), stop.clone());
            let (progress, cases) = (progress.clone(), self.cases);
            desks.spawn(async move {
                loop {
                    let first = next.fetch_add(chunk::CASES, Ordering::Relaxed);
                    if first >= cases || stop.is_cancelled() {
                        return Ok::<(), anyhow::Error>(());
                    }
                    let made = chunk::make(&ground, first..cases.min(first + chunk::CASES)).await?;
                    progress.inc(made);
                }
            });
        }
        while let Some(done) = desks.join_next().await {
            done.context("the seeding broke down")??;
        }
        progress.finish_and_clear();
        if stop.is_cancelled() {
            bail!("interrupted; run it again with the same seed to go on");
        }
        Ok(())
    }
}

fn style() -> Result<ProgressStyle> {
    ProgressStyle::with_template(
        "{bar:30} {human_pos} of {human_len} cases, {per_sec}, {elapsed}, {eta} left",
    )
    .context("the style is well-formed")
}

/// Seals what was written, as the job would within the minute.
async fn seal(db: &PgPool) -> Result<()> {
    let progress =
        ProgressBar::new_spinner().with_style(ProgressStyle::with_template("{spinner} sealing, {msg}")?);
    let mut events = 0;
    loop {
        let mut transaction = db::begin(db).await?;
        let sealed = history::seal(&mut transaction).await?;
        transaction.commit().await?;
        let Some(seal) = sealed else { break };
        events += seal.events;
        progress.set_message(format!("{events} events"));
    }
    progress.finish_and_clear();
    Ok(())
}

/// Lets the planner know what is there now. Only the owner may; without its address the database does it by itself, later.
async fn tidy(sources: &Sources) -> Result<()> {
    if !sources.has("PSER_OWNER_DATABASE_URL") {
        return Ok(());
    }
    let owner = config::owner_database(sources)?;
    let mut connection = PgConnection::connect_with(&owner.options().disable_statement_logging()).await?;
    connection.execute(TIDY).await?;
    connection.close().await?;
    Ok(())
}
