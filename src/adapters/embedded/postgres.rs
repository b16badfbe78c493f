//! A private PostgreSQL: made at first start, reached through a socket that only its own user and we may open, stopped
//! last. Its superuser needs no password, because nobody else can reach the socket.

use std::fs::{self, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{Connection as _, Executor as _};
use tokio::process::Child;
use tokio::time::{Instant, sleep, timeout};

use super::Trouble;
use super::child;
use super::folder::DataFolder;
use super::places::Places;
use super::programs::Programs;

const ROLES: &str = include_str!("roles.sql");
/// How long starting (with the recovery after a crash) and stopping may take.
const START: Duration = Duration::from_mins(2);
const STOP: Duration = Duration::from_secs(30);
/// How long connections that are being closed may take.
const CLOSE: Duration = Duration::from_secs(2);

/// A running server. Stop it with `stop`; if the program dies instead, the server gets the signal to stop by itself.
#[derive(Debug)]
pub struct Postgres {
    child: Child,
    places: Places,
    log: PathBuf,
}

impl Postgres {
    /// Starts the folder's cluster, making it first where there is none, with the two roles and the database `pser`. Call it
    /// on the main thread. `say` hears what takes time.
    ///
    /// # Errors
    /// In a sentence with the remedy: programs missing, another server still on the folder, a start that failed.
    pub async fn start(
        folder: &DataFolder,
        search_path: &[PathBuf],
        say: impl Fn(&str),
    ) -> Result<Self, Trouble> {
        let places = Places::of(folder)?;
        if places.is_outside {
            say(&format!(
                "PostgreSQL's files are in {}, because its user may not enter {}",
                places.cluster.display(),
                folder.path().display()
            ));
        }
        let programs = if places.cluster.exists() {
            Programs::of(&places.cluster, search_path)?
        } else {
            let newest = Programs::newest(search_path)?;
            say(&format!("making a PostgreSQL {} cluster (a few seconds, once)", newest.major));
            make_cluster(&places, &newest)?;
            newest
        };
        wait_for_earlier(&places.cluster, &say).await?;
        places.make_socket_folder()?;
        let log = folder.path().join("postgresql.log");
        say("starting PostgreSQL");
        let child = spawn(&places, &programs, &log)?;
        let mut server = Self { child, places, log };
        if let Err(trouble) = server.prepare().await {
            server.stop().await;
            return Err(trouble);
        }
        Ok(server)
    }

    /// The address as the role that serves and works.
    pub fn app_url(&self) -> String {
        self.url("pser_app")
    }

    /// The address as the role that migrates.
    pub fn owner_url(&self) -> String {
        self.url("pser_owner")
    }

    /// Where the server writes its log.
    pub fn log(&self) -> &Path {
        &self.log
    }

    /// Waits until the server ends by itself, which it should not.
    pub async fn ended(&mut self) -> Trouble {
        let status = self.child.wait().await;
        self.why_it_ended(status.ok())
    }

    /// Ends all connections, writes everything out and waits; after half a minute without the writing, which the next start
    /// makes up for.
    pub async fn stop(mut self) {
        // Wait for connections that are being closed; end those that are not; leave the rest to recovery.
        let steps = [(Signal::SIGTERM, CLOSE), (Signal::SIGINT, STOP), (Signal::SIGQUIT, STOP)];
        for (signal, patience) in steps {
            let Some(pid) = self.child.id().and_then(|id| i32::try_from(id).ok()) else { break };
            // Failing means that it has ended already.
            let _ = kill(Pid::from_raw(pid), signal);
            if timeout(patience, self.child.wait()).await.is_ok() {
                break;
            }
        }
        let _ = fs::remove_dir_all(&self.places.socket);
    }

    fn url(&self, role: &str) -> String {
        format!("postgres://{role}@localhost:5432/pser?host={}", self.places.socket.display())
    }

    async fn prepare(&mut self) -> Result<(), Trouble> {
        let mut admin = self.connect().await?;
        let failed =
            |error: sqlx::Error| Trouble::because("the new PostgreSQL cluster cannot be prepared", error);
        admin.execute(ROLES).await.map_err(failed)?;
        let exists =
            sqlx::query_scalar!(r#"select exists (select from pg_database where datname = 'pser') as "is!""#)
                .fetch_one(&mut admin)
                .await
                .map_err(failed)?;
        if !exists {
            admin.execute("create database pser owner pser_owner").await.map_err(failed)?;
        }
        admin.close().await.map_err(failed)
    }

    /// Tries until the server takes connections.
    async fn connect(&mut self) -> Result<PgConnection, Trouble> {
        let options = PgConnectOptions::new_without_pgpass()
            .port(5432)
            .username("postgres")
            .database("postgres")
            .socket(&self.places.socket);
        let patience = Instant::now() + START;
        loop {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(self.why_it_ended(Some(status)));
            }
            match PgConnection::connect_with(&options).await {
                Ok(connection) => return Ok(connection),
                Err(error) if Instant::now() > patience => {
                    let log = self.log.display();
                    return Err(Trouble::because(
                        format!("PostgreSQL takes no connections, see {log}"),
                        error,
                    ));
                }
                Err(_) => sleep(Duration::from_millis(30)).await,
            }
        }
    }

    fn why_it_ended(&self, status: Option<ExitStatus>) -> Trouble {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let fatal = log
            .lines()
            .rev()
            .find_map(|line| line.split_once("FATAL:").map(|(_, why)| why.trim().to_owned()));
        let why = fatal.or_else(|| status.map(|status| status.to_string())).unwrap_or_default();
        Trouble::new(format!("PostgreSQL ended by itself ({why}); its log is {}", self.log.display()))
    }
}

/// Under another name until it is complete, so that an interrupted first start leaves nothing half-made.
fn make_cluster(places: &Places, programs: &Programs) -> Result<(), Trouble> {
    let draft = places.cluster.with_extension("new");
    let failed = |why: &dyn std::fmt::Display| Trouble::because("PostgreSQL's initdb failed", why);
    if draft.exists() {
        fs::remove_dir_all(&draft).map_err(|error| failed(&error))?;
    }
    places.make(&draft)?;
    let mut command = as_its_user(places, &programs.initdb());
    command.arg("--pgdata").arg(&draft).args(["--username=postgres", "--auth=trust", "--encoding=UTF8"]);
    // An empty locale would give SQL_ASCII, and trigrams of Urdu text nothing.
    command.args(["--locale=C.UTF-8", "--no-instructions", "--data-checksums"]);
    let answer = command.output().map_err(|error| failed(&error))?;
    if !answer.status.success() {
        return Err(failed(&String::from_utf8_lossy(&answer.stderr).trim()));
    }
    fs::rename(&draft, &places.cluster).map_err(|error| failed(&error))
}

/// A server of an earlier run that was killed is told by the system to stop, and may be at it still.
async fn wait_for_earlier(cluster: &Path, say: &impl Fn(&str)) -> Result<(), Trouble> {
    let patience = Instant::now() + STOP;
    let mut said = false;
    while let Some(pid) = earlier(cluster) {
        if Instant::now() > patience {
            return Err(Trouble::new(format!(
                "another PostgreSQL (process {pid}) runs on {}: stop it with `kill -INT {pid}`",
                cluster.display()
            )));
        }
        if !said {
            say("waiting for the PostgreSQL of an earlier run to stop");
            said = true;
        }
        sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

/// The process named in the cluster's own lock file, if it lives and works in this folder.
fn earlier(cluster: &Path) -> Option<i32> {
    let text = fs::read_to_string(cluster.join("postmaster.pid")).ok()?;
    let pid: i32 = text.lines().next()?.trim().parse().ok()?;
    let works_in = fs::read_link(format!("/proc/{pid}/cwd")).ok()?;
    (works_in == cluster).then_some(pid)
}

fn spawn(places: &Places, programs: &Programs, log: &Path) -> Result<Child, Trouble> {
    let failed = |error| Trouble::because("PostgreSQL cannot be started", error);
    let written =
        OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(log).map_err(failed)?;
    let mut command = as_its_user(places, &programs.postgres());
    command.arg("-D").arg(&places.cluster).arg("-k").arg(&places.socket);
    for setting in [
        "listen_addresses=",
        "unix_socket_permissions=0700",
        "timezone=UTC",
        "log_timezone=UTC",
        "max_connections=200",
        "logging_collector=off",
        // Taken only as it is used, and what made-up cases in bulk ask for.
        "shared_buffers=512MB",
        "max_wal_size=4GB",
        "checkpoint_timeout=15min",
        // Statements carry people's data; where one failed is told by our own log.
        "log_min_error_statement=panic",
        "log_error_verbosity=terse",
        "cluster_name=pser",
    ] {
        command.arg("-c").arg(setting);
    }
    command.stdin(Stdio::null()).stdout(written.try_clone().map_err(failed)?).stderr(written);
    // A group of its own: Ctrl-C at the terminal must not stop it under a program that is still draining.
    command.process_group(0);
    child::ends_with_us(&mut command);
    tokio::process::Command::from(command).spawn().map_err(failed)
}

fn as_its_user(places: &Places, program: &Path) -> Command {
    let mut command = Command::new(program);
    // Not one of ours: its user may not be able to enter it. And nothing of our environment, which holds secrets.
    command.current_dir("/").env_clear().env("LC_ALL", "C.UTF-8").env("PATH", "/usr/bin:/bin");
    if let Some(user) = &places.user {
        command.uid(user.uid.as_raw()).gid(user.gid.as_raw());
    }
    command
}
