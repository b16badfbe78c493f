//! `pser demo`: plays everyone over the HTTP API, as programs of the citizens and of the office would. Takes part in
//! nothing inside: what it knows of a case it was told by an answer or by SMS.

mod authenticator;
mod board;
mod citizen;
mod client;
mod desk;
pub(super) mod files;
pub(super) mod household;
mod instance;
mod journal;
pub(super) mod names;
mod officer;
mod outbox;
mod outcome;
pub(super) mod people;
mod proof;
mod treasury;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use chrono::{DateTime, Utc};
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::Value;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::cast::{Cast, Part};
use super::{print, signal};
use crate::entropy;
use crate::workflow::ZONE;
use authenticator::clock;
use board::Board;
use citizen::Town;
use client::Client;
use desk::Desk;
use instance::Instance;
use journal::Journal;
use outbox::Outbox;
use outcome::Outcome;
use people::{Citizen, Ground};
use treasury::Treasury;

/// How many citizens are at a counter at the same time.
const COUNTERS: usize = 8;
const PROGRAMME: &str = "cash-assistance";
const TICK: Duration = Duration::from_millis(250);

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// How many citizens apply
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    cases: u32,
    /// From which number the people are made; the same seed makes the same people
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// Print one JSON object instead of a table
    #[arg(long)]
    json: bool,
    /// How many seconds may pass without any case moving or any message arriving
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    patience: u64,
    /// A running installation to play on; without it one is started, and cleared away afterwards
    #[arg(long, requires_all = ["people", "outbox"])]
    url: Option<String>,
    /// Its file of demonstration people, as `pser run` says where it is
    #[arg(long, value_name = "FILE", requires = "url")]
    people: Option<PathBuf>,
    /// Where the messages it sends can be read
    #[arg(long, value_name = "URL", requires = "url")]
    outbox: Option<String>,
    /// Write every change that was acknowledged, with its answer, at the end of this file
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,
}

/// Where the demonstration takes place.
struct Stage {
    url: String,
    outbox: String,
    people: PathBuf,
}

impl Demo {
    pub(super) async fn run(self) -> Result<()> {
        let stop = signal::stop()?;
        if let (Some(url), Some(outbox), Some(people)) = (&self.url, &self.outbox, &self.people) {
            let stage = Stage { url: url.clone(), outbox: outbox.clone(), people: people.clone() };
            let played = stop.run_until_cancelled(self.play(&stage)).await;
            return played.unwrap_or_else(interrupted);
        }
        let instance = stop.run_until_cancelled(Instance::start()).await;
        let instance = instance.unwrap_or_else(|| Err(anyhow!("interrupted")))?;
        let stage =
            Stage { url: instance.url.clone(), outbox: instance.outbox.clone(), people: instance.people() };
        let mut played = stop.run_until_cancelled(self.play(&stage)).await.unwrap_or_else(interrupted);
        if !stop.is_cancelled() {
            played = played.map_err(|error| match instance.last_lines() {
                log if log.is_empty() => error,
                log => anyhow!("{error:#}\nThe installation's last words:\n{log}"),
            });
        }
        instance.stop().await;
        played
    }

    async fn play(&self, stage: &Stage) -> Result<()> {
        let cast = Cast::read(&stage.people)?;
        let journal = self.journal.as_deref().map(Journal::open).transpose();
        let journal = journal.context("the journal cannot be opened")?;
        let client =
            Client::new(&stage.url, format!("{}:{}", cast.client.name, cast.client.secret), journal)?;
        let seed = self.seed.unwrap_or_else(|| u64::from(u32::from_be_bytes(entropy::bytes())));
        let ground = Ground {
            seed,
            tehsils: tehsils(&client).await?,
            today: clock().with_timezone(&ZONE).date_naive(),
        };
        let citizens: Arc<[Citizen]> = people::citizens(&ground, usize::try_from(self.cases)?).into();
        let programme = client.get(&format!("/programmes/{PROGRAMME}")).await?;
        let town = Arc::new(Town {
            outbox: Outbox::open(&stage.outbox).await?,
            board: Board::new(),
            counters: Semaphore::new(COUNTERS),
            programme: PROGRAMME.to_owned(),
            consent: citizen::text(&programme["form"]["consent"], "version")?,
            client,
            seed,
            patience: Duration::from_secs(self.patience),
        });

        let (since, began) = (clock(), Instant::now());
        let mut office = office(&town, &cast).await?;
        let mut public = JoinSet::new();
        for number in 0..citizens.len() {
            let (town, citizens) = (Arc::clone(&town), Arc::clone(&citizens));
            public.spawn(async move { citizen::play(&town, &citizens[number]).await });
        }
        let rested = tokio::select! {
            rested = self.until_all_rest(&town.board) => rested,
            gone = office.join_next() => Err(broken_off(gone)),
        };
        let took = began.elapsed();
        let outcome = outcome(&town, &cast, since).await?.timed(took);
        if self.json {
            print(&format!("{}\n", serde_json::to_string(&outcome)?))?;
        } else {
            print(&outcome.table(seed))?;
        }
        rested?;
        let failures = town.board.failures();
        let failed: Vec<String> =
            failures.iter().map(|(number, why)| format!("\n  {number}: {why}")).collect();
        ensure!(failed.is_empty(), "citizens who could not go on:{}", failed.concat());
        let untold = proof::untold(&town, &citizens, &programme, town.patience).await?;
        if untold.is_empty() {
            Ok(())
        } else {
            bail!("not every stage reached its citizen:\n  {}", untold.join("\n  "))
        }
    }

    /// Waits until no case has anything to wait for, or none has moved for too long.
    async fn until_all_rest(&self, board: &Board) -> Result<()> {
        let progress = self.progress()?;
        let all = usize::try_from(self.cases)?;
        let patience = Duration::from_secs(self.patience);
        loop {
            let (submitted, resting) = board.count();
            progress.set_position(u64::try_from(resting)?);
            progress.set_message(format!("{submitted} submitted"));
            if resting == all {
                progress.finish_and_clear();
                return Ok(());
            }
            if board.moved_at().elapsed() > patience {
                progress.finish_and_clear();
                bail!("{}", unrested(board, all, self.patience));
            }
            tokio::time::sleep(TICK).await;
        }
    }

    /// On standard error, and only where that is a terminal.
    fn progress(&self) -> Result<ProgressBar> {
        let target = if self.json { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let style = ProgressStyle::with_template("{bar:30} {pos} of {len} cases at rest, {msg}, {elapsed}");
        let bar = ProgressBar::with_draw_target(Some(u64::from(self.cases)), target);
        Ok(bar.with_style(style.context("the style is well-formed")?))
    }
}

fn interrupted() -> Result<()> {
    Err(anyhow!("interrupted"))
}

async fn tehsils(client: &Client) -> Result<Vec<String>> {
    let areas = client.get("/areas").await?;
    let areas = areas.as_array().into_iter().flatten().filter(|area| area["level"] == "tehsil");
    areas.map(|area| citizen::text(area, "code")).collect()
}

/// Everybody of the office at their desks. A task that ends has failed.
async fn office(town: &Arc<Town>, cast: &Cast) -> Result<JoinSet<Result<()>>> {
    let mut office = JoinSet::new();
    for person in cast.playing(Part::Verifies) {
        let desk = Desk::open(&town.client, person).await?;
        office.spawn(async move { officer::work(&desk).await });
    }
    let treasury = Arc::new(Treasury::of(&town.programme));
    let (sender, receiver) = mpsc::unbounded_channel();
    let maker = cast.playing(Part::Makes).next().context("nobody makes batches")?;
    let maker = Desk::open(&town.client, maker).await?;
    let mut approvers = Vec::new();
    for person in cast.playing(Part::Approves) {
        approvers.push(Desk::open(&town.client, person).await?);
    }
    let making = Arc::clone(&treasury);
    office.spawn(async move { making.make(&maker, sender).await });
    office.spawn(async move { treasury.approve(&approvers, receiver).await });
    let outbox = town.outbox.clone();
    office.spawn(async move { outbox.watch().await });
    Ok(office)
}

fn broken_off(gone: Option<Result<Result<()>, tokio::task::JoinError>>) -> anyhow::Error {
    match gone {
        Some(Ok(Err(error))) => error.context("somebody of the office could not go on"),
        Some(Err(error)) => anyhow!(error).context("somebody of the office broke down"),
        Some(Ok(Ok(()))) | None => anyhow!("somebody of the office went home"),
    }
}

/// The counts, those of notices as an auditor reads them.
async fn outcome(town: &Town, cast: &Cast, since: DateTime<Utc>) -> Result<Outcome> {
    let auditor = cast.playing(Part::Audits).next().context("nobody audits")?;
    let auditor = Desk::open(&town.client, auditor).await?;
    let since = since.to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
    let counts: Value = auditor.get(&format!("/reports/notices?since={since}")).await?;
    let stages = town.board.stages();
    Ok(Outcome {
        submitted: stages.values().sum(),
        stages,
        accounts_corrected: town.board.corrections(),
        notices: outcome::notices(&counts),
        refusals: town.client.refusals(),
        seconds: 0.0,
        cases_per_second: 0.0,
    })
}

fn unrested(board: &Board, all: usize, patience: u64) -> String {
    let cases = board.cases();
    let moving = cases.values().filter(|case| !case.has_ended);
    let named: Vec<String> = moving.map(|case| format!("{} ({})", case.reference, case.stage)).collect();
    let unsubmitted = all - cases.len();
    format!(
        "no case moved for {patience} seconds; not at rest: {}{}",
        if named.is_empty() { "none that was submitted".to_owned() } else { named.join(", ") },
        if unsubmitted == 0 { String::new() } else { format!("; {unsubmitted} citizens have not submitted") },
    )
}
