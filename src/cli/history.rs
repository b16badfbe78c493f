//! `pser history`: whether what happened is still what was written, and the newest seal to keep elsewhere.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};

use super::{beside, print, program};
use crate::config::{self, Sources};
use crate::history::{self, Head, Report};

#[derive(Debug, Args)]
pub(super) struct History {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Read the whole history again and name whatever was edited, removed, put in between or cut off; exit 1 on findings
    Verify {
        /// A head printed earlier, which the seals must agree with
        #[arg(long, value_name = "FILE")]
        head: Option<PathBuf>,
    },
    /// Print the newest seal, to be kept where nobody of this installation can change it
    Head,
}

impl History {
    pub(super) async fn run(self, sources: Sources) -> anyhow::Result<()> {
        let db = program::connect(&config::database(&beside::join(sources)?)?, 1).await?;
        let mut conn = db.acquire().await?;
        let done = match self.what {
            What::Verify { head } => {
                let head = head.as_deref().map(read).transpose()?;
                let progress = ProgressBar::new_spinner().with_style(style()?);
                let report =
                    history::verify(&mut conn, head.as_ref(), |events| progress.set_position(events)).await?;
                progress.finish_and_clear();
                tell(&report)
            }
            What::Head => match history::export_head(&mut conn).await? {
                Some(head) => print(&format!("{}\n", serde_json::to_string(&head)?)),
                None => bail!("nothing is sealed yet: the job that seals runs every minute"),
            },
        };
        drop(conn);
        db.close().await;
        done
    }
}

fn read(file: &Path) -> anyhow::Result<Head> {
    let shown = file.display();
    let text = fs::read_to_string(file).with_context(|| format!("{shown} cannot be read"))?;
    serde_json::from_str(&text)
        .with_context(|| format!("{shown} is no head as `pser history head` prints it"))
}

fn style() -> anyhow::Result<ProgressStyle> {
    ProgressStyle::with_template("{spinner} {human_pos} events read, {per_sec}")
        .context("the style is well-formed")
}

fn tell(report: &Report) -> anyhow::Result<()> {
    let Report { cases, events, seals, unsealed, problems, omitted } = report;
    let mut text =
        format!("{cases} cases, {events} events, {seals} seals; {unsealed} events wait for the next seal.\n");
    for problem in problems {
        writeln!(text, "{problem}")?;
    }
    if *omitted > 0 {
        writeln!(text, "and {omitted} findings more")?;
    }
    if report.is_sound() {
        text.push_str("The history is what was written.\n");
        return print(&text);
    }
    print(&text)?;
    bail!("the history is not what was written");
}
