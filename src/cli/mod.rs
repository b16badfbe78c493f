//! The command line: which words there are and what each starts. No logic of its own.

mod beside;
mod cast;
mod client;
mod demo;
mod doctor;
mod history;
mod listen;
mod migrate;
mod pocket;
mod policy;
mod program;
mod run;
mod seed;
mod serve;
mod signal;
mod staff;
#[cfg(feature = "embedded")]
mod store;
mod telemetry;
mod work;
mod workflow;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Parser, Subcommand};

use crate::config::{self, Log, Sources};
use crate::error::Error;
use crate::refusal::Refusal;
use crate::texts::{self, Language};

#[derive(Debug, Parser)]
#[command(name = "pser", version, about, arg_required_else_help = true)]
struct CommandLine {
    /// A TOML file with settings; the environment wins over it
    #[arg(long, global = true, value_name = "FILE")]
    settings: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve and work in one process, and bring along what no address was given for
    Run,
    /// Serve pages and API
    Serve,
    /// Run background jobs
    Work,
    /// Bring the database's schema up to date
    Migrate,
    /// Invite staff, end their accounts, and show how people of a demonstration sign in
    #[command(subcommand)]
    Staff(staff::Staff),
    /// Check, draw and publish programmes, and run their stories
    Workflow(workflow::Workflow),
    /// Say who may do what
    Policy(policy::Policy),
    /// Verify what happened, offline
    History(history::History),
    /// Look whether everything is in order, and name what is not; exit 1 where something is broken
    Doctor(doctor::Doctor),
    /// Make programs known that use the API
    Client(client::Client),
    /// Play everyone over the API, from registrations to payments
    Demo(demo::Demo),
    /// Fill a demonstration installation with made-up cases in bulk
    Seed(seed::Seed),
    /// Print every setting, as docs/settings.md has them
    Settings,
    /// Serve an S3 store over a folder, for tests
    #[cfg(feature = "embedded")]
    #[command(hide = true)]
    Store(store::Store),
}

/// Does what the command line says.
///
/// # Errors
/// In a sentence for the person at the terminal, with the remedy where there is one.
pub fn main() -> anyhow::Result<()> {
    let line = CommandLine::parse();
    if matches!(line.command, Command::Settings) {
        return print(&config::markdown());
    }
    let sources = Sources::gather(line.settings.as_deref(), config::environment())?;
    telemetry::log(&Log::read(&sources))?;
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| anyhow::anyhow!("the TLS library was set up twice"))?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the threads of the program cannot be started")?;
    // On this thread, which lives as long as the program does: the private PostgreSQL stops when its parent thread ends.
    runtime.block_on(async {
        match line.command {
            Command::Run => run::run(sources).await,
            Command::Serve => serve::serve(&sources).await,
            Command::Work => work::work(&sources).await,
            Command::Migrate => migrate::migrate(&sources).await,
            Command::Workflow(workflow) => workflow.run(sources).await,
            Command::Policy(policy) => policy.run(&sources),
            Command::History(history) => history.run(sources).await,
            Command::Doctor(doctor) => doctor.run(sources).await,
            Command::Client(client) => client.run(sources).await,
            Command::Demo(demo) => demo.run().await,
            Command::Seed(seed) => seed.run(sources).await,
            Command::Staff(staff) => staff.carry_out(sources).await,
            #[cfg(feature = "embedded")]
            Command::Store(store) => store.serve().await,
            Command::Settings => Ok(()),
        }
    })
}

/// A refusal in the words that everybody else reads, with the wrong fields.
fn said(error: Error) -> anyhow::Error {
    match error {
        Error::Refused(Refusal::Invalid(fields)) => {
            let lines =
                fields.iter().map(|field| format!("{}: {}", field.field, texts::field(field, Language::En)));
            anyhow::anyhow!(lines.collect::<Vec<_>>().join("\n"))
        }
        Error::Refused(refusal) => anyhow::anyhow!(texts::refusal(&refusal, Language::En)),
        Error::NotFound => anyhow::anyhow!("there is nothing of that name"),
        Error::Fault(fault) => fault.into(),
    }
}

/// Writes an answer to standard output.
fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("standard output cannot be written")
}

/// Says that everything is up and where, and, on the lines of `more`, what else is to know.
fn greet(addresses: &[(&str, &str)], more: &str) -> anyhow::Result<()> {
    let mut text = String::from("\nPSER is ready.\n");
    for (what, address) in addresses {
        writeln!(text, "  {what:<15} {address}")?;
    }
    text.push_str(more);
    text.push_str("Ctrl-C stops it.\n\n");
    print(&text)
}
