//! Installations with a given number of cases, made by `pser seed` once and kept for the next run.

use std::path::Path;
use std::process::Stdio;

use anyhow::{Result, ensure};
use tokio::process::Command;

use crate::ground::Ground;

/// The installation with so many cases, started; made first where there is none, or an unfinished one.
pub(crate) async fn ground(pser: &Path, grounds: &Path, cases: u32) -> Result<Ground> {
    let data = grounds.join(cases.to_string());
    let ground = Ground::start(pser, &data).await?;
    let done = data.join("seeded");
    if !done.exists() {
        let seeded = Command::new(pser)
            .args(["seed", "--cases", &cases.to_string(), "--seed", "1"])
            .env("PSER_DATA_DIR", &data)
            .stdin(Stdio::null())
            .status()
            .await?;
        ensure!(seeded.success(), "pser seed failed on {}", data.display());
        std::fs::write(&done, "")?;
    }
    Ok(ground)
}
