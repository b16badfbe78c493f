//! `make bench`: PSER's performance bars, each measured in alternation with a limit in the same run: what PostgreSQL
//! itself does with the same rows. Prints a table and, with `--write`, keeps it in the documentation.

mod api;
mod cpu;
mod ground;
mod jobs;
mod lifecycle;
mod limit;
mod officers;
mod papers;
mod process;
mod report;
mod seeded;
mod volume;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use clap::{Parser, ValueEnum};

use ground::Ground;
use limit::Limit;
use report::Bar;

/// Seconds of each run of pgbench.
const SECONDS: u32 = 10;
const CLIENTS: usize = 16;
const WAITING: i64 = 10_000;
/// Citizens of the installation on which lifecycles are played; those of earlier rounds have their cases closed.
const TOWN: u32 = 2_000;

#[derive(Debug, Parser)]
#[command(about = "PSER's performance bars")]
struct Options {
    /// The release build of the program
    #[arg(long)]
    pser: PathBuf,
    /// The folder of PostgreSQL's programs
    #[arg(long)]
    tools: PathBuf,
    /// Where the installations are kept from one run to the next
    #[arg(long)]
    grounds: PathBuf,
    /// Rounds of each figure
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Only some of the bars
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Part>,
    /// Lifecycles of a round by sixteen clients; a round by one client plays a quarter
    #[arg(long, default_value_t = 400)]
    cases: usize,
    /// Cases of the installations that are compared, from the smallest to the largest
    #[arg(long, value_delimiter = ',', default_values_t = [100_000, 1_000_000, 10_000_000])]
    volumes: Vec<u32>,
    /// The page of the documentation that gets the table
    #[arg(long)]
    write: Option<PathBuf>,
    /// After each round of lifecycles, which statements took PostgreSQL's time (where the extension `pg_stat_statements` is loaded)
    #[arg(long)]
    statements: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    Lifecycle,
    Jobs,
    Process,
    Volume,
}

#[tokio::main]
async fn main() -> Result<()> {
    let options = Options::parse();
    std::fs::create_dir_all(&options.grounds)?;
    let mut bars = Vec::new();
    let wants = |part| options.only.is_empty() || options.only.contains(&part);
    if wants(Part::Lifecycle) || wants(Part::Jobs) || wants(Part::Process) {
        let ground = seeded::ground(&options.pser, &options.grounds, TOWN).await?;
        if wants(Part::Lifecycle) {
            bars.extend(lifecycles(&options, &ground).await?);
        }
        if wants(Part::Jobs) {
            bars.extend(trivial_jobs(&options, &ground).await?);
        }
        if wants(Part::Process) {
            bars.extend(processes(&options, &ground).await?);
        }
        ground.stop().await?;
    }
    let heading = machine()?;
    if !bars.is_empty() {
        tells(&options, report::MEASURED, &format!("{heading}\n\n{}", report::table(&bars)))?;
    }
    if wants(Part::Volume) {
        let (measured, bars) = volumes(&options).await?;
        let (volumes, bars) = (report::volumes(&measured), report::table(&bars));
        tells(&options, report::VOLUMES, &format!("{heading}\n\n{volumes}\n{bars}"))?;
    }
    Ok(())
}

/// Says what was measured, and keeps it where that is wanted.
fn tells(options: &Options, mark: &str, text: &str) -> Result<()> {
    say(text);
    match &options.write {
        Some(page) => report::write(page, mark, text),
        None => Ok(()),
    }
}

async fn limit(options: &Options, ground: &Ground) -> Result<Limit> {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("limit");
    Limit::beside(ground, &scripts, &options.tools).await
}

async fn lifecycles(options: &Options, ground: &Ground) -> Result<Vec<Bar>> {
    let limit = limit(options, ground).await?;
    let mut many = Vec::new();
    let (mut one, mut lc, mut lc_one, mut lcjobs) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for round in 1..=options.rounds {
        limit.clear()?;
        lc.push(limit.run("lc.sql", CLIENTS, SECONDS)?);
        many.push(lifecycle::round(ground, CLIENTS, options.cases, options.statements).await?);
        limit.clear()?;
        lcjobs.push(limit.run("lcjobs.sql", CLIENTS, SECONDS)?);
        one.push(lifecycle::round(ground, 1, (options.cases / 4).max(1), false).await?);
        limit.clear()?;
        lc_one.push(limit.run("lc.sql", 1, SECONDS)?);
        say(&format!("round {round}: {:?}\n         {:?}", many[round - 1], lc[round - 1]));
    }
    let rates = |rounds: &[lifecycle::Round]| rounds.iter().map(|round| round.rate).collect::<Vec<_>>();
    let limits = |runs: &[limit::Ran]| runs.iter().map(|run| run.rate).collect::<Vec<_>>();
    let of = |figure: fn(&lifecycle::Round) -> f64| many.iter().map(figure).collect::<Vec<_>>();
    let bar = |name, unit, ours, limit, bar| Bar { name, unit, ours, limit, bar };
    Ok(vec![
        bar("lifecycle over HTTP, 16 clients, to lc", "1/s", rates(&many), limits(&lc), "1.0, floor 0.5"),
        bar("lifecycle over HTTP, 1 client, to lc", "1/s", rates(&one), limits(&lc_one), "told only"),
        bar(
            "the same with its jobs, 16 clients, to lcjobs",
            "1/s",
            rates(&many),
            limits(&lcjobs),
            "1.3, floor 0.6",
        ),
        bar("16 clients to 1 client", "1/s", rates(&many), rates(&one), "at least 3.5"),
        bar(
            "CPU of a lifecycle, program and database, to lc",
            "ms",
            of(|round| (round.program_cpu + round.database_cpu) * 1000.0),
            lc.iter().map(|run| run.cpu * 1000.0).collect(),
            "at most 1.2, floor 2.0",
        ),
        bar("of it PostgreSQL's", "ms", of(|round| round.database_cpu * 1000.0), Vec::new(), "told only"),
        bar("HTTP calls of a lifecycle", "", of(|round| round.calls), Vec::new(), "told only"),
        bar("jobs of a lifecycle", "", of(|round| round.jobs), Vec::new(), "told only"),
        bar("transactions of a lifecycle", "", of(|round| round.transactions), Vec::new(), "told only"),
        bar(
            "memory of `pser run` under this load",
            "MB",
            of(|round| round.megabytes),
            Vec::new(),
            "under 256",
        ),
    ])
}

async fn trivial_jobs(options: &Options, ground: &Ground) -> Result<Vec<Bar>> {
    let limit = limit(options, ground).await?;
    let (mut idle, mut behind, mut ours, mut plain) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for round in 1..=options.rounds {
        idle.push(jobs::starts(ground).await?);
        behind.push(jobs::starts_behind(ground, WAITING).await?);
        limit.clear()?;
        limit.sql("schema-jobs.sql")?;
        plain.push(limit.run("jobs.sql", 2, SECONDS / 2)?.rate * 100.0);
        ours.push(jobs::rate(ground).await?);
        say(&format!(
            "round {round}: {:?} {:?} {:.0} jobs/s",
            idle[round - 1],
            behind[round - 1],
            ours[round - 1]
        ));
    }
    let p50 = |starts: &[jobs::Starts]| starts.iter().map(|start| start.p50).collect::<Vec<_>>();
    let p99 = |starts: &[jobs::Starts]| starts.iter().map(|start| start.p99).collect::<Vec<_>>();
    let bar = |name, unit, ours, limit, bar| Bar { name, unit, ours, limit, bar };
    Ok(vec![
        bar("commit to job start, idle, p50", "ms", p50(&idle), Vec::new(), "8"),
        bar("commit to job start, idle, p99", "ms", p99(&idle), Vec::new(), "40"),
        bar("code's start with 10,000 messages waiting, p50", "ms", p50(&behind), Vec::new(), "told only"),
        bar("code's start with 10,000 messages waiting, p99", "ms", p99(&behind), Vec::new(), "10,000"),
        bar("trivial jobs, to plain SQL by hundreds", "1/s", ours, plain, "0.7, floor 0.25"),
    ])
}

async fn processes(options: &Options, ground: &Ground) -> Result<Vec<Bar>> {
    let mut starts = Vec::new();
    for _ in 0..options.rounds {
        starts.push(process::start(ground, &options.pser).await?);
    }
    let of = |figure: fn(&process::Start) -> f64| starts.iter().map(figure).collect::<Vec<_>>();
    let bar = |name, unit, ours, bar| Bar { name, unit, ours, limit: Vec::new(), bar };
    Ok(vec![
        bar("`pser serve`, from exec to ready", "ms", of(|start| start.milliseconds), "100"),
        bar("`pser serve`, idle", "MB", of(|start| start.idle_megabytes), "under 30"),
    ])
}

async fn volumes(options: &Options) -> Result<(Vec<volume::Asked>, Vec<Bar>)> {
    let (mut measured, mut plain) = (Vec::new(), Vec::new());
    for cases in &options.volumes {
        let ground = seeded::ground(&options.pser, &options.grounds, *cases).await?;
        let limit = limit(options, &ground).await?;
        let mut asked = volume::Asked::of(&ground, *cases).await?;
        plain.clear();
        for round in 1..=options.rounds {
            limit.sql("schema-next.sql")?;
            plain.push(limit.run("next.sql", CLIENTS, SECONDS / 2)?.rate);
            asked.round(&ground).await?;
            say(&format!("{cases} cases, round {round}"));
        }
        measured.push(asked);
        ground.stop().await?;
    }
    let bars = match (measured.first(), measured.last()) {
        (Some(small), Some(large)) => compared(small, large, &plain),
        _ => Vec::new(),
    };
    Ok((measured, bars))
}

/// The races at the largest volume, to plain SQL of the same rounds and to the smallest.
fn compared(small: &volume::Asked, large: &volume::Asked, plain: &[f64]) -> Vec<Bar> {
    let bar = |name, ours: &[f64], limit: &[f64], bar| Bar {
        name,
        unit: "1/s",
        ours: ours.to_vec(),
        limit: limit.to_vec(),
        bar,
    };
    vec![
        bar(
            "queue pages to 16 clients, largest volume to smallest",
            &large.pages,
            &small.pages,
            "at least 0.77",
        ),
        bar("next case over HTTP, 16 racers, largest volume, to plain SQL", &large.claims, plain, "0.7"),
        bar("the same by officers of one district", &large.local_claims, plain, "0.7"),
        bar("next case over HTTP, largest volume to smallest", &large.claims, &small.claims, "at least 0.77"),
        bar(
            "the same by officers of one district, largest volume to smallest",
            &large.local_claims,
            &small.local_claims,
            "at least 0.77",
        ),
    ]
}

/// The machine and the day, as a sentence.
fn machine() -> Result<String> {
    let cores = std::thread::available_parallelism()?;
    let memory = std::fs::read_to_string("/proc/meminfo")?;
    let kilobytes: u64 = memory
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))
        .and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or_default();
    let model = std::fs::read_to_string("/proc/cpuinfo")?;
    let model = model
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map(|(_, name)| name.to_owned());
    let version = Command::new("uname").arg("-sr").output()?;
    Ok(format!(
        "Measured on {} with {cores} cores ({}), {} GB of memory, {}, durable commits on. Each cell gives minimum, **median** and maximum of the rounds.",
        chrono::Utc::now().format("%Y-%m-%d"),
        model.unwrap_or_else(|| "unknown processor".to_owned()),
        kilobytes / 1024 / 1024,
        String::from_utf8_lossy(&version.stdout).trim(),
    ))
}

fn say(text: &str) {
    // Whoever closed the pipe has read enough.
    let _ = writeln!(std::io::stdout(), "{text}");
}
