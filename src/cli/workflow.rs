//! `pser workflow`: check, draw and publish the programmes of a folder, and run the stories told beside them.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::{anyhow, bail};
use clap::{Args, Subcommand};

use super::{beside, print, program};
use crate::casework::publish::publish;
use crate::catalogue::Programme;
use crate::config::{self, Sources};
use crate::offer::{self, Sound};
use crate::workflow::check::PROOFS;
use crate::workflow::scenario;

#[derive(Debug, Args)]
pub(super) struct Workflow {
    /// The folder of programmes, in place of PSER_WORKFLOWS_DIR
    #[arg(long, global = true, value_name = "DIR")]
    workflows: Option<PathBuf>,
    /// The folder of policies, in place of PSER_POLICIES_DIR
    #[arg(long, global = true, value_name = "DIR")]
    policies: Option<PathBuf>,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Prove every programme against the policy; exit 1 on findings
    Check,
    /// Print a programme's diagram in Mermaid's language
    Draw { programme: String },
    /// Run the stories told beside the programmes
    Scenario,
    /// Put the programmes on offer: new applications use them from now on
    Publish,
}

impl Workflow {
    pub(super) async fn run(self, sources: Sources) -> anyhow::Result<()> {
        let rules = config::rules(&sources)?;
        let workflows = self.workflows.or(rules.workflows_dir);
        let policies = self.policies.or(rules.policies_dir);
        let sound = offer::examine(workflows.as_deref(), policies.as_deref())?;
        match self.what {
            What::Check => check(&sound),
            What::Draw { programme } => print(&named(&sound, &programme)?.workflow.draw()),
            What::Scenario => tell(&sound),
            What::Publish => put_on_offer(&beside::join(sources)?, &sound).await,
        }
    }
}

fn named<'s>(sound: &'s Sound, code: &str) -> anyhow::Result<&'s Programme> {
    let codes: Vec<&str> = sound.programmes.iter().map(|programme| programme.code.as_str()).collect();
    let found = sound.programmes.iter().find(|programme| programme.code == code);
    found.ok_or_else(|| anyhow!("there is no programme {code}; there are {}", codes.join(", ")))
}

fn check(sound: &Sound) -> anyhow::Result<()> {
    let mut text = String::new();
    for programme in &sound.programmes {
        writeln!(text, "{}", programme.code)?;
        for (proof, question) in PROOFS {
            let findings = sound.findings.iter();
            let mut findings = findings
                .filter(|(code, finding)| *code == programme.code && finding.proof == *proof)
                .peekable();
            let answer = if findings.peek().is_some() { "FINDING" } else { "ok" };
            writeln!(text, "  {answer:<8} {proof:<10} {question}")?;
            for (_, finding) in findings {
                writeln!(text, "           {}", finding.message)?;
                if !finding.path.is_empty() {
                    writeln!(text, "             by {}", finding.path.join(" > "))?;
                }
            }
        }
    }
    print(&text)?;
    match sound.findings.len() {
        0 => Ok(()),
        1 => bail!("there is one finding"),
        many => bail!("there are {many} findings"),
    }
}

fn tell(sound: &Sound) -> anyhow::Result<()> {
    let (mut text, mut problems) = (String::new(), Vec::new());
    for programme in &sound.programmes {
        for (path, story) in programme.bundle.below("scenarios") {
            let file = format!("{}/{path}", programme.code);
            match scenario::run(&programme.workflow, &file, story) {
                Ok(steps) => writeln!(text, "ok       {file} ({steps} steps)")?,
                Err(found) => {
                    writeln!(text, "FINDING  {file}")?;
                    problems.extend(found.iter().map(|problem| format!("         {problem}")));
                }
            }
        }
    }
    print(&text)?;
    if problems.is_empty() { Ok(()) } else { bail!("stories went otherwise:\n{}", problems.join("\n")) }
}

async fn put_on_offer(sources: &Sources, sound: &Sound) -> anyhow::Result<()> {
    let db = program::connect(&config::database(sources)?, 1).await?;
    let published = publish(&db, sound).await?;
    db.close().await;
    let mut text = String::new();
    for programme in published {
        let news = if programme.is_changed { "is on offer now" } else { "was on offer already" };
        writeln!(text, "{} {news} (bundle {})", programme.programme, &hex::encode(programme.hash)[..12])?;
    }
    print(&text)
}
