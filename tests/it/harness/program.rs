//! The program as a child process, the way an operator starts it: free ports, a data folder of its own, nothing of the
//! test's environment.

use std::fs::{Permissions, set_permissions};
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tempfile::TempDir;

/// Far above what starting takes on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);

/// A running `pser`; stopped when dropped.
pub(crate) struct Program {
    child: Child,
    lines: Receiver<String>,
    said: Vec<String>,
}

/// How a program ended.
#[derive(Debug)]
pub(crate) struct Exit {
    pub(crate) status: ExitStatus,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Program {
    /// Starts `pser` with these words and variables. All listeners get free ports unless named.
    pub(crate) fn start(words: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut child = command(words, variables)
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the program was built");
        let out = child.stdout.take().expect("its output is piped");
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Self { child, lines, said: Vec::new() }
    }

    /// Runs `pser` to its end.
    pub(crate) fn run(words: &[&str], variables: &[(&str, &str)]) -> Exit {
        let output = command(words, variables).stdin(Stdio::null()).output().expect("the program was built");
        Exit {
            status: output.status,
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// `pser run` on this data folder.
    pub(crate) fn brought_along(data: &Path, variables: &[(&str, &str)]) -> Self {
        let data = data.to_str().expect("the folder's name is text");
        Self::start(&["run"], &[&[("PSER_DATA_DIR", data)], variables].concat())
    }

    /// Waits until it says it is ready, and gives the address of `what` (`Pages and API`, `Messages sent`, `Metrics`).
    pub(crate) fn address_of(&mut self, what: &str) -> String {
        self.hear("Ctrl-C stops it");
        let line = self.said.iter().find(|line| line.trim_start().starts_with(what));
        line.and_then(|line| line.split_whitespace().last()).expect("the address was said").to_owned()
    }

    /// Whether a line that was heard holds these words.
    pub(crate) fn has_said(&self, words: &str) -> bool {
        self.said.iter().any(|line| line.contains(words))
    }

    pub(crate) fn id(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.id()).expect("process numbers are small"))
    }

    /// Sends a signal and waits for the end.
    pub(crate) fn end(mut self, signal: Signal) -> ExitStatus {
        kill(self.id(), signal).expect("it runs");
        self.ended().unwrap_or_else(|| panic!("the program did not end on {signal}"))
    }

    fn ended(&mut self) -> Option<ExitStatus> {
        let patience = Instant::now() + PATIENCE;
        while Instant::now() < patience {
            if let Some(status) = self.child.try_wait().expect("it is our child") {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        None
    }

    fn hear(&mut self, words: &str) {
        let patience = Instant::now() + PATIENCE;
        while !self.said.iter().any(|line| line.contains(words)) {
            match self.lines.recv_timeout(patience.saturating_duration_since(Instant::now())) {
                Ok(line) => self.said.push(line),
                Err(RecvTimeoutError::Timeout) => panic!("the program did not say {words:?} in time"),
                Err(RecvTimeoutError::Disconnected) => panic!("the program ended without saying {words:?}"),
            }
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Asked first, so that what it brought along is cleared away. Failing means that it has ended.
        let _ = kill(self.id(), Signal::SIGINT);
        if self.ended().is_none() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// A folder that PostgreSQL's user may pass through, so that a run as root leaves nothing outside it.
pub(crate) fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    set_permissions(folder.path(), Permissions::from_mode(0o755)).expect("it is ours");
    folder
}

fn command(words: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pser"));
    command.args(words).env_clear().stdin(Stdio::null());
    for listener in ["PSER_LISTEN", "PSER_METRICS_LISTEN", "PSER_OUTBOX_LISTEN"] {
        command.env(listener, "127.0.0.1:0");
    }
    command.envs(variables.iter().copied());
    command
}

/// A client for the program's listeners.
pub(crate) fn http() -> reqwest::Client {
    // Failing means that another test of this process did it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}
