//! Why somebody may or may not do something, role by role, for whoever has to answer the question.

use std::fmt;

use uuid::Uuid;

use super::Policy;
use super::actor::{Actor, Grant};
use super::decide::{Held, Verdict};
use super::load::place_of;
use super::resource::{Denied, Resource};
use super::roles::HeldBy;

/// The answer and what each of the actor's roles contributes to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    pub answer: Result<(), Denied>,
    /// One sentence for each role or grant of the actor.
    pub reasons: Vec<String>,
}

impl fmt::Display for Explanation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.answer {
            Ok(()) => write!(out, "allowed")?,
            Err(denied) => write!(out, "denied: {denied:?}")?,
        }
        self.reasons.iter().try_for_each(|reason| write!(out, "\n  - {reason}"))
    }
}

impl Policy {
    /// Asks as `authorize` does, and says why.
    pub fn explain(&self, actor: &Actor, deed: &str, resource: &Resource<'_>) -> Explanation {
        let answer = self.authorize(actor, deed, resource);
        let Some(place) = place_of(&self.deeds, resource.kind, deed) else {
            return Explanation {
                answer,
                reasons: vec![format!("there is no deed {deed} on {}", resource.kind)],
            };
        };
        let mut reasons: Vec<String> = self
            .held(actor)
            .map(|held| {
                let verdict = self.verdict(actor, &held, place, resource);
                format!("{}: {}", self.described(&held), said(&verdict, deed, resource))
            })
            .collect();
        if reasons.is_empty() {
            reasons.push("the actor holds no role".to_owned());
        }
        Explanation { answer, reasons }
    }

    /// Somebody who holds the role of the grant and no other; none where there is no such role.
    pub fn somebody_who_is(&self, grant: Grant, person: Uuid) -> Option<Actor> {
        let role = self.roles.iter().find(|role| role.name == grant.role)?;
        let account = person;
        Some(match role.held_by {
            HeldBy::NobodySignedIn => Actor::Anonymous,
            HeldBy::Citizens => Actor::Citizen { account, person, typed_by: None },
            HeldBy::AssistedCitizens => Actor::Citizen { account, person, typed_by: Some(person) },
            HeldBy::Staff => Actor::Staff { account, person, grants: vec![grant] },
            HeldBy::AllStaff => Actor::Staff { account, person, grants: Vec::new() },
            HeldBy::System => Actor::System,
        })
    }

    fn described(&self, held: &Held<'_>) -> String {
        let role = &self.roles[held.role].name;
        let Some(grant) = held.grant else { return role.clone() };
        let area = grant.area.as_deref().unwrap_or("the whole province");
        let programme = grant.programme.as_deref().unwrap_or("every programme");
        format!("{role} in {area} for {programme}")
    }
}

fn said(verdict: &Verdict<'_>, deed: &str, resource: &Resource<'_>) -> String {
    let kind = resource.kind;
    match verdict {
        Verdict::Allowed => "allows it".to_owned(),
        Verdict::NoRule => format!("no rule gives the role {deed} on {kind}"),
        Verdict::OutOfReach => format!("the {kind} is outside the grant"),
        Verdict::Broken { condition, .. } => format!("the condition {condition} does not hold"),
    }
}
