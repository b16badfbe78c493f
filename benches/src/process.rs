//! One `pser serve` by itself, beside a database and a store that are up: how soon it is ready and how much it takes.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use tokio::net::TcpListener;
use tokio::process::Command;
use tokio::time::{Instant, sleep};

use crate::cpu;
use crate::ground::Ground;

const PATIENCE: Duration = Duration::from_secs(30);
/// How often it is asked whether it is ready.
const ASK: Duration = Duration::from_millis(1);
/// After which a process counts as idle.
const REST: Duration = Duration::from_secs(3);

/// What a start came to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Start {
    /// From exec to the first ready answer.
    pub(crate) milliseconds: f64,
    /// Resident when nothing was asked of it but that.
    pub(crate) idle_megabytes: f64,
}

pub(crate) async fn start(ground: &Ground, pser: &Path) -> Result<Start> {
    let (pages, metrics) = (free_port().await?, free_port().await?);
    let http = reqwest::Client::new();
    let began = Instant::now();
    let mut child = Command::new(pser)
        .arg("serve")
        .env_clear()
        .envs(&ground.settings)
        .env("PSER_LISTEN", format!("127.0.0.1:{pages}"))
        .env("PSER_METRICS_LISTEN", format!("127.0.0.1:{metrics}"))
        .env("PSER_PUBLIC_URL", format!("http://127.0.0.1:{pages}"))
        .env("PSER_LOG", "warn")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let ready = format!("http://127.0.0.1:{pages}/readyz");
    let milliseconds = loop {
        if http.get(&ready).send().await.is_ok_and(|answer| answer.status().is_success()) {
            break began.elapsed().as_secs_f64() * 1000.0;
        }
        ensure!(began.elapsed() < PATIENCE, "pser serve did not get ready");
        ensure!(child.try_wait()?.is_none(), "pser serve ended while starting");
        sleep(ASK).await;
    };
    sleep(REST).await;
    let id = i32::try_from(child.id().context("pser serve has ended")?)?;
    let idle_megabytes = cpu::megabytes(id)?;
    child.kill().await?;
    Ok(Start { milliseconds, idle_megabytes })
}

async fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0").await?.local_addr()?.port())
}
