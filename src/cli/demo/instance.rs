//! An installation for the demonstration alone: `pser run` as a child, on a temporary folder and free ports, with nothing of
//! our environment; gone without a trace when the demonstration is over.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Child;
use tokio::time::timeout;

use crate::adapters::embedded::ends_with_us;
use crate::config;

/// Making a cluster and the people takes a few seconds; a busy machine takes longer.
const START: Duration = Duration::from_secs(180);
const STOP: Duration = Duration::from_secs(60);
/// How much of its log is shown when it fails.
const LAST_LINES: usize = 20;

/// A running installation.
pub(super) struct Instance {
    child: Child,
    folder: TempDir,
    pub(super) url: String,
    pub(super) outbox: String,
}

impl Instance {
    /// Starts it. Call it on the main thread, with which it ends.
    pub(super) async fn start() -> Result<Self> {
        let folder =
            tempfile::Builder::new().prefix("pser-demo-").tempdir().context("a folder cannot be made")?;
        // PostgreSQL's own user has to pass through.
        fs::set_permissions(folder.path(), Permissions::from_mode(0o711)).context("the folder is ours")?;
        let child = spawn(&folder)?;
        let mut instance = Self { child, folder, url: String::new(), outbox: String::new() };
        let started = timeout(START, instance.hear()).await;
        match started {
            Ok(Ok(())) => Ok(instance),
            Ok(Err(error)) => {
                let log = instance.last_lines();
                instance.stop().await;
                Err(error.context(log))
            }
            Err(_) => {
                let log = instance.last_lines();
                instance.stop().await;
                bail!("the installation did not start in time:\n{log}")
            }
        }
    }

    /// Where it keeps who signs in how.
    pub(super) fn people(&self) -> PathBuf {
        self.folder.path().join("var/demonstration.json")
    }

    /// Stops it and clears everything away.
    pub(super) async fn stop(mut self) {
        if let Some(pid) = self.child.id().and_then(|id| i32::try_from(id).ok()) {
            // Failing means that it has ended already.
            let _ = kill(Pid::from_raw(pid), Signal::SIGINT);
        }
        if timeout(STOP, self.child.wait()).await.is_err() {
            let _ = self.child.kill().await;
        }
    }

    /// What it logged last.
    pub(super) fn last_lines(&self) -> String {
        let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(LAST_LINES)..].join("\n")
    }

    /// Reads what it says until it is ready.
    async fn hear(&mut self) -> Result<()> {
        let said = self.child.stdout.take().context("its output is read once")?;
        let mut lines = BufReader::new(said).lines();
        while let Some(line) = lines.next_line().await.context("the installation cannot be heard")? {
            let last = line.split_whitespace().last().unwrap_or_default();
            let line = line.trim_start();
            if line.starts_with("Pages and API") {
                last.clone_into(&mut self.url);
            } else if line.starts_with("Messages sent") {
                last.clone_into(&mut self.outbox);
            } else if line.starts_with("Ctrl-C") {
                return Ok(());
            }
        }
        bail!("the installation ended while it started")
    }
}

fn spawn(folder: &TempDir) -> Result<Child> {
    let program = std::env::current_exe().context("the program knows where it is")?;
    let log = File::create(folder.path().join("log")).context("the log cannot be written")?;
    let path = std::env::join_paths(config::search_path()).context("the search path can be handed on")?;
    let mut command = Command::new(program);
    command.arg("run").env_clear().env("PATH", path).env("PSER_LOG", "warn");
    command.env("PSER_DATA_DIR", folder.path().join("var"));
    for listener in ["PSER_LISTEN", "PSER_METRICS_LISTEN", "PSER_OUTBOX_LISTEN"] {
        command.env(listener, "127.0.0.1:0");
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log);
    // A group of its own: Ctrl-C at the terminal is for the demonstration, which then stops it.
    command.process_group(0);
    ends_with_us(&mut command);
    tokio::process::Command::from(command).spawn().context("the installation cannot be started")
}
