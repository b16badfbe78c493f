//! The limit: what PostgreSQL itself does with the same rows, in a database of its own of the same cluster, by pgbench.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use sqlx::AssertSqlSafe;

use crate::cpu;
use crate::ground::Ground;

const DATABASE: &str = "bars_limit";
/// Threads of pgbench: one a core.
const THREADS: &str = "2";

/// What a run of pgbench came to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ran {
    /// Scripts a second.
    pub(crate) rate: f64,
    /// CPU seconds of PostgreSQL a script.
    pub(crate) cpu: f64,
}

/// The limit's database and the tools to run in it.
pub(crate) struct Limit {
    scripts: PathBuf,
    tools: PathBuf,
    socket: String,
    postmaster: i32,
}

impl Limit {
    pub(crate) async fn beside(ground: &Ground, scripts: &Path, tools: &Path) -> Result<Self> {
        let superuser = ground.superuser().await?;
        sqlx::query(AssertSqlSafe(format!("drop database if exists {DATABASE}"))).execute(&superuser).await?;
        sqlx::query(AssertSqlSafe(format!("create database {DATABASE}"))).execute(&superuser).await?;
        superuser.close().await;
        Ok(Self {
            scripts: scripts.to_owned(),
            tools: tools.to_owned(),
            socket: ground.socket()?.to_owned(),
            postmaster: ground.postmaster().await?,
        })
    }

    /// Makes the tables anew.
    pub(crate) fn clear(&self) -> Result<()> {
        self.sql("schema.sql")
    }

    /// Runs a file of statements.
    pub(crate) fn sql(&self, file: &str) -> Result<()> {
        let output = Command::new(self.tools.join("psql"))
            .args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--username=postgres"])
            .arg(format!("--host={}", self.socket))
            .arg(format!("--dbname={DATABASE}"))
            .arg("--file")
            .arg(self.scripts.join(file))
            .output()?;
        ensure!(output.status.success(), "{file}: {}", String::from_utf8_lossy(&output.stderr).trim());
        Ok(())
    }

    /// Runs a script by this many clients for some seconds.
    pub(crate) fn run(&self, script: &str, clients: usize, seconds: u32) -> Result<Ran> {
        let began = cpu::of_tree(self.postmaster)?;
        let output = Command::new(self.tools.join("pgbench"))
            .args(["-n", "-M", "prepared", "-j", THREADS, "-U", "postgres", "-h", &self.socket])
            .args(["-c", &clients.to_string(), "-T", &seconds.to_string(), "-f"])
            .arg(self.scripts.join(script))
            .arg(DATABASE)
            .output()
            .context("pgbench cannot be started: it comes with PostgreSQL's programs")?;
        let said = String::from_utf8_lossy(&output.stdout);
        ensure!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr).trim());
        let used = cpu::of_tree(self.postmaster)? - began;
        let figure = |before: &str| {
            let line = said.lines().find_map(|line| line.strip_prefix(before));
            line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok())
                .with_context(|| format!("pgbench did not say {before}: {said}"))
        };
        let scripts = figure("number of transactions actually processed: ")?;
        Ok(Ran { rate: figure("tps = ")?, cpu: used / scripts })
    }
}
