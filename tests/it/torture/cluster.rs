//! The torture's own PostgreSQL: durable as in production, and stopped the hard ways.

use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, User, geteuid};
use pser::adapters::embedded::ends_with_us;
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection as _, PgConnection};
use tokio::process::Child;

use super::part::until;

/// How it goes down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// All its processes abort at once, as on `pg_ctl stop -m immediate`.
    Immediate,
    /// `kill -9` of the first process; the others notice.
    Kill,
}

/// A cluster that was made by `pser run`.
pub(super) struct Cluster {
    folder: PathBuf,
    socket: PathBuf,
    programs: PathBuf,
    /// As whom it runs, when not as us.
    user: Option<User>,
    child: Option<Child>,
}

impl Cluster {
    /// The cluster of a data folder; its socket goes into `socket`.
    pub(super) fn of(data: &Path, socket: PathBuf) -> Self {
        let user = geteuid().is_root().then(|| User::from_name("postgres").unwrap().unwrap());
        std::fs::create_dir(&socket).unwrap();
        if let Some(user) = &user {
            chown(&socket, Some(user.uid.as_raw()), Some(user.gid.as_raw())).unwrap();
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let found = Command::new(root.join("scripts/postgresql-bin.sh")).output().unwrap();
        assert!(found.status.success(), "PostgreSQL's programs are found");
        let programs = PathBuf::from(String::from_utf8(found.stdout).unwrap().trim());
        Self { folder: data.join("postgresql").canonicalize().unwrap(), socket, programs, user, child: None }
    }

    /// The file of its socket.
    pub(super) fn door(&self) -> PathBuf {
        self.socket.join(".s.PGSQL.5432")
    }

    /// Starts it, and again where the last one's remains are still in its way; returns when it takes connections.
    pub(super) async fn start(&mut self) {
        until("PostgreSQL takes connections", Duration::from_mins(2), async || {
            if self.child.as_mut().is_none_or(|child| child.try_wait().unwrap().is_some()) {
                self.child = Some(self.spawn());
            }
            PgConnection::connect_with(&self.options("postgres", "postgres")).await.is_ok()
        })
        .await;
    }

    /// Stops it without a warning; returns when none of its processes is left.
    pub(super) async fn stop(&mut self, how: Stop) {
        let signal = match how {
            Stop::Immediate => Signal::SIGQUIT,
            Stop::Kill => Signal::SIGKILL,
        };
        let mut child = self.child.take().expect("it runs");
        kill(Pid::from_raw(i32::try_from(child.id().unwrap()).unwrap()), signal).unwrap();
        child.wait().await.unwrap();
        until("PostgreSQL's processes end", Duration::from_mins(1), async || self.processes() == 0).await;
    }

    /// Kills one of its connections' processes; it then restarts all others by itself. Returns when it is at it.
    pub(super) async fn kill_backend(&self) {
        let mut admin = self.connect("postgres").await;
        let pid: Option<i32> = sqlx::query_scalar(
            "select pid from pg_stat_activity where usename = 'pser_app' and pid <> pg_backend_pid()
             order by state = 'active' desc limit 1",
        )
        .fetch_optional(&mut admin)
        .await
        .unwrap();
        let Some(pid) = pid else { return };
        if kill(Pid::from_raw(pid), Signal::SIGKILL).is_err() {
            // It had ended already.
            return;
        }
        until("PostgreSQL notices", Duration::from_mins(1), async || admin.ping().await.is_err()).await;
    }

    /// A connection past the proxy, to the product's database.
    pub(super) async fn connect(&self, role: &str) -> PgConnection {
        let mut connected = None;
        until("PostgreSQL takes a connection", Duration::from_mins(1), async || {
            connected = PgConnection::connect_with(&self.options(role, "pser")).await.ok();
            connected.is_some()
        })
        .await;
        connected.expect("it was waited for")
    }

    pub(super) fn options(&self, role: &str, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .username(role)
            .database(database)
            .port(5432)
            .socket(&self.socket)
    }

    fn processes(&self) -> usize {
        std::fs::read_dir("/proc")
            .unwrap()
            .filter_map(|entry| std::fs::read_link(entry.ok()?.path().join("cwd")).ok())
            .filter(|works_in| works_in == &self.folder)
            .count()
    }

    fn spawn(&self) -> Child {
        let mut command = Command::new(self.programs.join("postgres"));
        command.current_dir("/").arg("-D").arg(&self.folder).arg("-k").arg(&self.socket);
        for setting in ["listen_addresses=", "timezone=UTC", "max_connections=200", "logging_collector=off"] {
            command.arg("-c").arg(setting);
        }
        if let Some(user) = &self.user {
            command.uid(user.uid.as_raw()).gid(user.gid.as_raw());
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        ends_with_us(&mut command);
        tokio::process::Command::from(command).spawn().unwrap()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let Some(pid) = self.child.as_ref().and_then(Child::id) else { return };
        // It is thrown away: there is nothing to write out.
        let _ = kill(Pid::from_raw(i32::try_from(pid).unwrap()), Signal::SIGQUIT);
        let patience = Instant::now() + Duration::from_secs(20);
        while self.processes() > 0 && Instant::now() < patience {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}
