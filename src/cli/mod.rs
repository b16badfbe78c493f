//! The command line: which words there are and what each starts. No logic of its own.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Parser, Subcommand};

use crate::config;

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
    /// Print every setting, as docs/settings.md has them
    Settings,
}

/// Does what the command line says.
///
/// # Errors
/// In a sentence for the person at the terminal, with the remedy where there is one.
pub fn main() -> anyhow::Result<()> {
    let line = CommandLine::parse();
    match line.command {
        Command::Settings => print(&config::markdown()),
    }
}

/// Writes an answer to standard output.
fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("standard output cannot be written")
}
