//! Reads the policy from its files, against the programmes on offer. A word that does not exist is an error with file
//! and line; a policy with an error is no policy.

use super::Policy;
use super::conditions;
use super::roles;
use super::rules::Rules;
use super::table;
use super::vocabulary::{self, CASE, Deed, KINDS, Programme};
use crate::workflow::reader::{Place, Reader};
use crate::workflow::{Problem, yaml};

/// The texts of the files in `policies/`.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// `model.conf`
    pub model: &'a str,
    /// `roles.yaml`
    pub roles: &'a str,
    /// `policy.csv`
    pub rules: &'a str,
    /// `conditions.yaml`
    pub conditions: &'a str,
}

impl Policy {
    /// Loads the policy for the programmes whose workflows were loaded before.
    ///
    /// # Errors
    /// Every problem of the first file that has any, in its order.
    pub fn load(sources: &Sources<'_>, programmes: &[Programme<'_>]) -> Result<Self, Vec<Problem>> {
        let shadowing = shadowing(programmes);
        if !shadowing.is_empty() {
            return Err(shadowing);
        }
        let deeds = vocabulary::deeds(programmes);
        let roles = read("policies/roles.yaml", sources.roles, roles::read)?;
        let names = programmes.iter().map(|programme| programme.name).collect();
        let words = table::Words { roles: &roles, deeds: &deeds, programmes: names };
        let lines = table::read("policies/policy.csv", sources.rules, &words)?;
        let enforced = Rules::build(("policies/model.conf", sources.model), &lines, &words)?;
        let words = conditions::Words { roles: &roles, deeds: &deeds };
        let conditions = read("policies/conditions.yaml", sources.conditions, |reader, root| {
            conditions::read(reader, root, &words)
        })?;
        let programmes = programmes.iter().map(|programme| programme.name.to_owned()).collect();
        Ok(Self { roles, deeds, programmes, rules: enforced, conditions })
    }
}

fn read<T>(
    file: &str,
    text: &str,
    body: impl FnOnce(&mut Reader, &Place<'_>) -> T,
) -> Result<T, Vec<Problem>> {
    let root = yaml::parse(file, text).map_err(|problem| vec![problem])?;
    let mut reader = Reader::new(file);
    let value = body(&mut reader, &Place::root(&root));
    reader.finish(Some(value))
}

/// An action called like a deed that every case has would be allowed to whoever may do that.
fn shadowing(programmes: &[Programme<'_>]) -> Vec<Problem> {
    let case = KINDS.iter().find(|kind| kind.name == CASE).expect("cases are a kind");
    let taken = |action: &str| case.looking.contains(&action) || case.acting.contains(&action);
    let mut problems = Vec::new();
    for programme in programmes {
        for action in programme.actions.iter().filter(|action| taken(action)) {
            problems.push(Problem {
                file: format!("workflows/{}/workflow.yaml", programme.name),
                line: 0,
                column: 0,
                at: String::new(),
                message: format!("an action cannot be called `{action}`: that is a deed on every case"),
            });
        }
    }
    problems
}

/// The place of a deed among all.
pub(super) fn place_of(deeds: &[Deed], kind: &str, name: &str) -> Option<usize> {
    deeds.iter().position(|deed| deed.kind.name == kind && deed.name == name)
}
