//! `pser doctor`: whether everything is in order, told to whoever operates the installation.

use std::fmt::Write as _;

use anyhow::{Context as _, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;

use super::{beside, print, program};
use crate::config::{Settings, Sources};
use crate::doctor::{self, Care, Diagnosis};

#[derive(Debug, Args)]
pub(super) struct Doctor {
    /// Also recompute every hash of the history, as `pser history verify` does, which about doubles the time. Without it
    /// links, gaps and seals are looked at, but not whether an event's words were edited
    #[arg(long)]
    history: bool,
    /// Print one JSON object instead of a table
    #[arg(long)]
    json: bool,
}

impl Doctor {
    pub(super) async fn run(self, sources: Sources) -> anyhow::Result<()> {
        let app = program::assemble_in_bulk(&Settings::read(&beside::join(sources)?)?).await?;
        let care = if self.history { Care::Hashes } else { Care::Ordinary };
        let progress = self.progress(doctor::looks(care))?;
        let diagnosis = doctor::examine(&app, care, |looked| {
            progress.set_message(looked.rule);
            progress.inc(1);
        })
        .await;
        progress.finish_and_clear();
        app.db.close().await;
        let diagnosis = diagnosis?;
        print(&if self.json { object(&diagnosis) } else { table(&diagnosis)? })?;
        match diagnosis.broken().count() {
            0 => Ok(()),
            1 => bail!("one rule is broken"),
            many => bail!("{many} rules are broken"),
        }
    }

    /// On standard error, and only where that is a terminal.
    fn progress(&self, looks: usize) -> anyhow::Result<ProgressBar> {
        let target = if self.json { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let style = ProgressStyle::with_template("{bar:30} {pos} of {len} rules, {elapsed}; {msg}");
        let bar = ProgressBar::with_draw_target(u64::try_from(looks).ok(), target);
        Ok(bar.with_style(style.context("the style is well-formed")?))
    }
}

fn object(diagnosis: &Diagnosis) -> String {
    let is_sound = diagnosis.broken().next().is_none();
    format!("{}\n", json!({ "sound": is_sound, "rules": diagnosis.looked }))
}

fn table(diagnosis: &Diagnosis) -> anyhow::Result<String> {
    let mut text = String::new();
    for looked in &diagnosis.looked {
        let count =
            looked.broken.as_ref().map_or_else(|| "holds".to_owned(), |broken| broken.count.to_string());
        writeln!(text, "{count:>8}  {:>6.1} s  {}", looked.seconds, looked.rule)?;
    }
    for broken in diagnosis.broken() {
        writeln!(text, "\nBroken: {}", broken.rule)?;
        for by in &broken.by {
            writeln!(text, "  {by}")?;
        }
        match broken.count - u64::try_from(broken.by.len())? {
            0 => {}
            more => writeln!(text, "  and {more} more")?,
        }
    }
    if diagnosis.broken().next().is_none() {
        text.push_str("\nNothing is broken.\n");
    }
    Ok(text)
}
