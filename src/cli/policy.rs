//! `pser policy`: who may do what, as tables for review and as an answer to one question.

use std::path::PathBuf;

use anyhow::{anyhow, bail};
use clap::{Args, Subcommand};
use uuid::Uuid;

use super::print;
use crate::config::{self, Sources};
use crate::entropy;
use crate::offer;
use crate::policy::{self, Actor, Grant, Resource};

#[derive(Debug, Args)]
pub(super) struct Policy {
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
    /// Print policies/MATRIX.md
    Matrix,
    /// Say whether a role may do a deed on a thing, and why
    Explain(Box<Question>),
}

/// One question to the policy.
#[derive(Debug, Args)]
struct Question {
    /// A role of roles.yaml
    #[arg(long)]
    role: String,
    /// What is to be done, like `verify`
    #[arg(long)]
    deed: String,
    /// To what kind of thing
    #[arg(long, default_value = policy::CASE)]
    kind: String,
    /// Of which programme the thing is
    #[arg(long)]
    programme: Option<String>,
    /// In which area the thing is, like lahore/lahore/shalimar
    #[arg(long)]
    area: Option<String>,
    /// What the thing is worth, in paisa
    #[arg(long, value_name = "PAISA")]
    amount: Option<i64>,
    /// Whose the thing is, seen from who asks
    #[arg(long, value_enum, default_value = "stranger")]
    of: Relation,
    /// The area of the grant; without it the whole province
    #[arg(long, value_name = "AREA")]
    granted_area: Option<String>,
    /// The programme of the grant; without it every one
    #[arg(long, value_name = "PROGRAMME")]
    granted_programme: Option<String>,
    /// The cap of the grant, in paisa
    #[arg(long, value_name = "PAISA")]
    cap: Option<i64>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Relation {
    /// Somebody who is no relation
    Stranger,
    /// Whoever asks
    Oneself,
    /// Somebody of the household
    Kin,
}

impl Policy {
    pub(super) fn run(self, sources: &Sources) -> anyhow::Result<()> {
        let rules = config::rules(sources)?;
        let workflows = self.workflows.or(rules.workflows_dir);
        let policies = self.policies.or(rules.policies_dir);
        let sound = offer::examine(workflows.as_deref(), policies.as_deref())?;
        match self.what {
            What::Matrix => print(&sound.policy.matrix()),
            What::Explain(question) => explain(&sound.policy, &question),
        }
    }
}

fn explain(policy: &policy::Policy, question: &Question) -> anyhow::Result<()> {
    let (asking, stranger) = (entropy::id(), entropy::id());
    let actor = actor(policy, question, asking)?;
    let household = [asking];
    let resource = Resource {
        kind: &question.kind,
        programme: question.programme.as_deref(),
        area: question.area.as_deref(),
        owner: Some(if matches!(question.of, Relation::Oneself) { asking } else { stranger }),
        kin: if matches!(question.of, Relation::Kin) { &household } else { &[] },
        hands: &[],
        amount: question.amount,
        skill: None,
    };
    let explained = policy.explain(&actor, &question.deed, &resource);
    print(&format!("{explained}\n"))?;
    if explained.answer.is_ok() { Ok(()) } else { bail!("not allowed") }
}

/// Somebody who holds the role and nothing else.
fn actor(policy: &policy::Policy, question: &Question, person: Uuid) -> anyhow::Result<Actor> {
    let grant = Grant {
        role: question.role.clone(),
        area: question.granted_area.clone(),
        programme: question.granted_programme.clone(),
        amount_cap: question.cap,
        until: None,
        skills: Vec::new(),
    };
    policy.somebody_who_is(grant, person).ok_or_else(|| {
        let roles: Vec<&str> = policy.role_titles().map(|(name, _)| name).collect();
        anyhow!("there is no role {}; there are {}", question.role, roles.join(", "))
    })
}
