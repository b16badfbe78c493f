//! Programmes and policies checked against each other: what the program knows by name, the proofs before publishing, and
//! the policy for what is on offer.

use std::borrow::Cow;
use std::fmt;
use std::path::Path;

use include_dir::{Dir, include_dir};
use sqlx::PgConnection;

use crate::catalogue::bundle::Bundle;
use crate::catalogue::publish::{self, Published};
use crate::catalogue::{Catalogue, Programme};
use crate::error::Fault;
use crate::policy::{self, Policy};
use crate::workflow::check::{self, Finding};
use crate::workflow::{Definition, Known, Problem};
use crate::{checks, queues, texts};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/policies");

/// What is wrong with the declared files: every problem, one a line.
#[derive(Debug)]
pub struct Unsound(pub Vec<Problem>);

impl std::error::Error for Unsound {}

impl fmt::Display for Unsound {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, problem) in self.0.iter().enumerate() {
            if number > 0 {
                out.write_str("\n")?;
            }
            problem.fmt(out)?;
        }
        Ok(())
    }
}

impl From<Unsound> for Fault {
    fn from(unsound: Unsound) -> Self {
        Self::broken(unsound.to_string())
    }
}

/// The names that this program gives a meaning to.
pub fn known() -> Known<'static> {
    Known {
        programmes: Vec::new(),
        checks: checks::NAMES.to_vec(),
        notices: texts::message_kinds().into_iter().collect(),
        queues: queues::declared::declared().iter().map(|queue| queue.name.as_str()).collect(),
    }
}

/// The texts of the policy's files.
#[derive(Debug)]
pub struct Rules {
    model: Cow<'static, str>,
    roles: Cow<'static, str>,
    rules: Cow<'static, str>,
    conditions: Cow<'static, str>,
}

impl Rules {
    /// From a folder, or the copies that came with the program.
    ///
    /// # Errors
    /// When a file is missing.
    pub fn read(folder: Option<&Path>) -> Result<Self, Fault> {
        let file = |name: &str| {
            let Some(folder) = folder else {
                let file = EMBEDDED.get_file(name).and_then(include_dir::File::contents_utf8);
                return file
                    .map(Cow::Borrowed)
                    .ok_or_else(|| Fault::broken(format!("the program came without policies/{name}")));
            };
            let path = folder.join(name);
            let text = std::fs::read_to_string(&path);
            text.map(Cow::Owned)
                .map_err(|error| Fault::caused(format!("{} cannot be read", path.display()), error))
        };
        Ok(Self {
            model: file("model.conf")?,
            roles: file("roles.yaml")?,
            rules: file("policy.csv")?,
            conditions: file("conditions.yaml")?,
        })
    }

    /// The policy for the programmes on offer.
    ///
    /// # Errors
    /// Every word that does not exist, with file and line.
    pub fn policy(&self, catalogue: &Catalogue) -> Result<Policy, Unsound> {
        let offers = catalogue.offers();
        self.policy_for(&offers.iter().map(|offer| &*offer.programme).collect::<Vec<_>>())
    }

    /// The policy for these programmes.
    ///
    /// # Errors
    /// As `policy`.
    pub fn policy_for(&self, programmes: &[&Programme]) -> Result<Policy, Unsound> {
        let sources = policy::Sources {
            model: &self.model,
            roles: &self.roles,
            rules: &self.rules,
            conditions: &self.conditions,
        };
        let named: Vec<policy::Programme<'_>> = programmes
            .iter()
            .map(|programme| policy::Programme {
                name: &programme.code,
                actions: programme.workflow.action_names(),
            })
            .collect();
        Policy::load(&sources, &named).map_err(Unsound)
    }
}

/// Programmes and the policy for them, all read and proved.
#[derive(Debug)]
pub struct Sound {
    pub programmes: Vec<Programme>,
    pub policy: Policy,
    /// What the proofs found; publishing refuses while there is anything.
    pub findings: Vec<(String, Finding)>,
}

/// Reads programmes and policy from their folders (or the embedded copies) and runs the proofs.
///
/// # Errors
/// `Unsound` inside the fault's text where a file cannot be understood.
pub fn examine(workflows: Option<&Path>, policies: Option<&Path>) -> Result<Sound, Fault> {
    let bundles = match workflows {
        Some(folder) => Bundle::in_folder(folder)?,
        None => Bundle::embedded()?,
    };
    let known = known();
    let programmes = publish::read_all(bundles, &known, &|_| Vec::new()).map_err(Unsound)?;
    let policy = Rules::read(policies)?.policy_for(&programmes.iter().collect::<Vec<_>>())?;
    // A kind of message is known only where it has its texts in every language.
    let against = check::Against { permits: &policy, notice_exists: &|kind, _| texts::has_letter(kind) };
    let workflows: Vec<&Definition> = programmes.iter().map(|programme| &programme.workflow).collect();
    let alone = workflows.iter().flat_map(|workflow| {
        let found = check::prove(workflow, &against);
        found.into_iter().map(|finding| (workflow.programme.clone(), finding))
    });
    let findings = alone.chain(check::prove_together(&workflows)).collect();
    Ok(Sound { programmes, policy, findings })
}

impl Sound {
    /// Whether every proof holds.
    ///
    /// # Errors
    /// Every finding, one a line.
    pub fn must_hold(&self) -> Result<(), Fault> {
        if self.findings.is_empty() {
            return Ok(());
        }
        let lines: Vec<String> =
            self.findings.iter().map(|(programme, finding)| format!("{programme}: {finding}")).collect();
        Err(Fault::broken(lines.join("\n")))
    }
}

/// Publishes what was found sound, in the caller's transaction.
///
/// # Errors
/// Every finding of the proofs.
pub async fn publish(conn: &mut PgConnection, sound: &Sound) -> Result<Vec<Published>, Fault> {
    sound.must_hold()?;
    Ok(publish::publish(conn, &sound.programmes).await?)
}
