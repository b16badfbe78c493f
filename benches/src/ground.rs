//! The installation that is measured: `pser run` in a data folder, as a newcomer starts it, with the PostgreSQL, store,
//! bank, registry and gateways that it brings along. What it says of itself tells where everything is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// Far above what starting takes, recovery after a crash included.
const START: Duration = Duration::from_secs(180);
const STOP: Duration = Duration::from_secs(60);
/// The line after which everything is up.
const READY: &str = "Ctrl-C stops it";

/// A running installation.
pub(crate) struct Ground {
    child: Child,
    pub(crate) url: String,
    /// What it brought along, by the names of settings.
    pub(crate) settings: BTreeMap<String, String>,
    /// As the role that owns the tables.
    pub(crate) owner: PgPool,
    pub(crate) data: PathBuf,
}

impl Ground {
    /// Starts the program on a data folder, new or used before.
    pub(crate) async fn start(pser: &Path, data: &Path) -> Result<Self> {
        let mut child = Command::new(pser)
            .arg("run")
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("PSER_DATA_DIR", data)
            .env("PSER_LOG", "warn")
            .envs(
                ["PSER_LISTEN", "PSER_METRICS_LISTEN", "PSER_OUTBOX_LISTEN"]
                    .map(|name| (name, "127.0.0.1:0")),
            )
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{} cannot be started", pser.display()))?;
        let out = child.stdout.take().context("its output is piped")?;
        let mut lines = BufReader::new(out).lines();
        let mut url = None;
        let heard = async {
            while let Some(line) = lines.next_line().await? {
                if line.trim_start().starts_with("Pages and API") {
                    url = line.split_whitespace().last().map(str::to_owned);
                }
                if line.contains(READY) {
                    return Ok(());
                }
            }
            bail!("the program ended while starting")
        };
        timeout(START, heard).await.context("the program did not start in time")??;
        // Whatever else it says must not fill the pipe.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        let file = data.join("running.toml");
        let text =
            std::fs::read_to_string(&file).with_context(|| format!("{} is missing", file.display()))?;
        let settings: BTreeMap<String, String> = toml::from_str(&text)?;
        let owner: PgConnectOptions =
            settings.get("PSER_OWNER_DATABASE_URL").context("the owner's address is missing")?.parse()?;
        let owner = PgPoolOptions::new().max_connections(4).connect_with(owner).await?;
        Ok(Self { child, url: url.context("no address was said")?, settings, owner, data: data.to_owned() })
    }

    /// The folder of PostgreSQL's socket.
    pub(crate) fn socket(&self) -> Result<&str> {
        let url = self.settings.get("DATABASE_URL").context("the database's address is missing")?;
        url.split_once("host=").map(|(_, socket)| socket).context("the database has no socket")
    }

    /// The process of the program.
    pub(crate) fn id(&self) -> Result<i32> {
        Ok(i32::try_from(self.child.id().context("the program has ended")?)?)
    }

    /// The process of its PostgreSQL.
    pub(crate) async fn postmaster(&self) -> Result<i32> {
        let folder: String =
            sqlx::query_scalar("select setting from pg_settings where name = 'data_directory'")
                .fetch_optional(&self.superuser().await?)
                .await?
                .context("PostgreSQL does not say where its files are")?;
        let lock = std::fs::read_to_string(Path::new(&folder).join("postmaster.pid"))?;
        Ok(lock.lines().next().context("the lock file is empty")?.trim().parse()?)
    }

    /// A connection as PostgreSQL's superuser.
    pub(crate) async fn superuser(&self) -> Result<PgPool> {
        self.superuser_of("postgres").await
    }

    /// The same, in this database.
    pub(crate) async fn superuser_of(&self, database: &str) -> Result<PgPool> {
        let options = PgConnectOptions::new_without_pgpass()
            .username("postgres")
            .database(database)
            .socket(self.socket()?);
        Ok(PgPoolOptions::new().max_connections(1).connect_with(options).await?)
    }

    /// Stops it as an operator would.
    pub(crate) async fn stop(mut self) -> Result<()> {
        self.owner.close().await;
        kill(Pid::from_raw(self.id()?), Signal::SIGTERM)?;
        timeout(STOP, self.child.wait()).await.context("the program did not stop")??;
        Ok(())
    }
}
