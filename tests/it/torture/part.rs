//! One process of the product, kept running as a service manager keeps it: started again when it has ended.

use std::fs::OpenOptions;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use pser::adapters::embedded::ends_with_us;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout};

/// Far above what starting takes on a busy machine, with the database away for as long as it ever is.
const PATIENCE: Duration = Duration::from_mins(2);

/// `pser serve` or `pser work`.
pub(super) struct Part {
    word: &'static str,
    settings: Vec<(&'static str, String)>,
    log: PathBuf,
    running: Option<Running>,
}

struct Running {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    /// Where it serves pages.
    pages: Option<SocketAddr>,
}

impl Part {
    /// A part that is not started yet; what it logs goes to a file.
    pub(super) fn new(word: &'static str, settings: &[(&'static str, String)], log: PathBuf) -> Self {
        Self { word, settings: settings.to_vec(), log, running: None }
    }

    /// Starts it until it says that it is ready: it ends at once while its database is away.
    pub(super) async fn start(&mut self) {
        let patience = Instant::now() + PATIENCE;
        loop {
            let mut running = self.spawn();
            if running.is_ready().await {
                self.running = Some(running);
                return;
            }
            assert!(Instant::now() < patience, "{} does not start; see {}", self.word, self.log.display());
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
    }

    /// Where it serves pages, while it runs.
    pub(super) fn pages(&self) -> Option<SocketAddr> {
        self.running.as_ref().and_then(|running| running.pages)
    }

    pub(super) fn signal(&self, signal: Signal) {
        kill(self.running.as_ref().expect("it runs").pid(), signal).expect("it runs");
    }

    /// Waits until it has ended.
    pub(super) async fn ended(&mut self) -> ExitStatus {
        let mut running = self.running.take().expect("it runs");
        let ended = tokio::time::timeout(PATIENCE, running.child.wait()).await;
        let Ok(ended) = ended else {
            let log = std::fs::read_to_string(&self.log).unwrap_or_default();
            let last: Vec<&str> = log.lines().rev().take(30).collect();
            panic!("{} does not end when it is told to; it said last, newest first: {last:#?}", self.word);
        };
        ended.expect("it is our child")
    }

    /// Whether it has ended without being told to.
    pub(super) fn has_broken_down(&mut self) -> bool {
        self.running
            .as_mut()
            .is_some_and(|running| running.child.try_wait().expect("it is our child").is_some())
    }

    fn spawn(&self) -> Running {
        let log =
            OpenOptions::new().create(true).append(true).open(&self.log).expect("the log can be written");
        let mut command = Command::new(env!("CARGO_BIN_EXE_pser"));
        command.arg(self.word).env_clear().stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log);
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        ends_with_us(&mut command);
        let mut child =
            tokio::process::Command::from(command).kill_on_drop(true).spawn().expect("the program was built");
        let out = child.stdout.take().expect("its output is piped");
        Running { child, lines: BufReader::new(out).lines(), pages: None }
    }
}

impl Running {
    /// Hears it out until it is ready; false when it ended.
    async fn is_ready(&mut self) -> bool {
        let hearing = async {
            while let Some(line) = self.lines.next_line().await.expect("it can be heard") {
                if line.trim_start().starts_with("Pages and API") {
                    self.pages = line.rsplit('/').next().and_then(|address| address.parse().ok());
                }
                if line.contains("Ctrl-C stops it") {
                    return true;
                }
            }
            false
        };
        tokio::time::timeout(PATIENCE, hearing).await.unwrap_or(false)
    }

    fn pid(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.id().expect("it runs")).expect("process numbers are small"))
    }
}

/// Waits for a condition, looking again and again; how long it took.
///
/// # Panics
/// When it does not come true within `bound`.
pub(super) async fn until(what: &str, bound: Duration, mut is_so: impl AsyncFnMut() -> bool) -> Duration {
    let since = Instant::now();
    while !is_so().await {
        assert!(since.elapsed() < bound, "not within {bound:?}: {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    since.elapsed()
}
