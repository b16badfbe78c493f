//! A worker in a process of its own, for tests that kill it: this test binary, run again with one hidden test.

use std::io::Read as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::str::FromStr as _;
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use pser::queue::run;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use tokio::signal::unix::{SignalKind, signal};

use super::bench::{Bench, Traces, handlers, settings, until};

const DATABASE: &str = "PSER_TEST_CHILD_DATABASE";

/// What every child works with, so that a restarted one has the settings of the one before.
pub(super) const LEASE: Duration = Duration::from_secs(3);
const CONCURRENCY: usize = 4;
const PREFETCH: usize = 4;

/// A worker process; killed with the value.
pub(super) struct WorkerProcess(Child);

impl WorkerProcess {
    pub(super) fn start(bench: &Bench) -> Self {
        let program = std::env::current_exe().unwrap();
        let child = Command::new(program)
            .args(["--exact", "queue::child::worker", "--ignored"])
            .env(DATABASE, &bench.database.app_url)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self(child)
    }

    /// As `kill -9`.
    pub(super) fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    pub(super) fn terminate(&self) {
        kill(Pid::from_raw(self.0.id().try_into().unwrap()), Signal::SIGTERM).unwrap();
    }

    pub(super) fn exit(&mut self) -> Option<ExitStatus> {
        self.0.try_wait().unwrap()
    }

    pub(super) async fn until_exit(&mut self) -> ExitStatus {
        let child = std::cell::RefCell::new(&mut self.0);
        until("the worker process ends", async || child.borrow_mut().try_wait().unwrap().is_some()).await;
        self.0.wait().unwrap()
    }
}

impl Drop for WorkerProcess {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[expect(clippy::disallowed_methods, reason = "the parent test hands over the address by the environment")]
fn database() -> PgConnectOptions {
    PgConnectOptions::from_str(&std::env::var(DATABASE).expect("started by a test")).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the worker process that other tests start"]
async fn worker() {
    // The parent holds the other end: when it is gone, however it went, so is this.
    std::thread::spawn(|| {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(3);
    });
    let pool = PgPoolOptions::new().max_connections(8).connect_lazy_with(database());
    let mut terminated = signal(SignalKind::terminate()).unwrap();
    let shutdown = async move {
        terminated.recv().await;
    };
    let traces = Traces::new(pool.clone());
    run(&pool, handlers(traces), settings(LEASE, CONCURRENCY, PREFETCH), shutdown).await.unwrap();
}
