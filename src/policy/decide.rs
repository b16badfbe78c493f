//! Yes, or why not.

use super::Policy;
use super::actor::{Actor, Grant};
use super::conditions::{Asking, first_broken};
use super::load::place_of;
use super::resource::{Denied, Resource};
use super::roles::HeldBy;
use super::vocabulary::{CASE, SEE};
use crate::workflow::check::Permits;

/// A role the actor has, and the grant it comes from where there is one.
pub(super) struct Held<'a> {
    pub role: usize,
    pub grant: Option<&'a Grant>,
}

/// What one held role says to a deed.
pub(super) enum Verdict<'p> {
    Allowed,
    /// The role may not do this at all, or not for the programme.
    NoRule,
    /// The grant is for elsewhere or another programme.
    OutOfReach,
    Broken {
        condition: &'p str,
        denied: Denied,
    },
}

impl Policy {
    /// Whether an actor may do a deed on a thing.
    ///
    /// # Errors
    /// Why not. `Unseen` where the actor may not even know that it exists.
    pub fn authorize(&self, actor: &Actor, deed: &str, resource: &Resource<'_>) -> Result<(), Denied> {
        let Err(denied) = self.judge(actor, deed, resource) else { return Ok(()) };
        if *actor == Actor::Anonymous {
            return Err(Denied::SignIn);
        }
        let sees = deed != SEE && self.judge(actor, SEE, resource).is_ok();
        Err(if sees { denied } else { Denied::Unseen })
    }

    /// Whether some thing may exist on which the actor may do the deed: the gate of a route, before the thing is read.
    pub fn ever(&self, actor: &Actor, kind: &str, deed: &str) -> bool {
        let Some(deed) = place_of(&self.deeds, kind, deed) else { return false };
        self.held(actor).any(|held| match held.grant.and_then(|grant| grant.programme.as_deref()) {
            Some(programme) => self.rules.allow(held.role, deed, Some(programme)),
            None => self.allowed_somewhere(held.role, deed),
        })
    }

    /// The roles that may do a deed on things of a programme, in the order of the roles.
    pub fn roles_for(&self, kind: &str, deed: &str, programme: &str) -> Vec<String> {
        let Some(deed) = place_of(&self.deeds, kind, deed) else { return Vec::new() };
        let roles = self.roles.iter().enumerate();
        let allowed = roles.filter(|(place, _)| self.rules.allow(*place, deed, Some(programme)));
        allowed.map(|(_, role)| role.name.clone()).collect()
    }

    fn judge(&self, actor: &Actor, deed: &str, resource: &Resource<'_>) -> Result<(), Denied> {
        let Some(deed) = place_of(&self.deeds, resource.kind, deed) else { return Err(Denied::NotAllowed) };
        let mut best: Option<Denied> = None;
        for held in self.held(actor) {
            match self.verdict(actor, &held, deed, resource) {
                Verdict::Allowed => return Ok(()),
                Verdict::NoRule | Verdict::OutOfReach => {}
                Verdict::Broken { denied, .. } => best = Some(nearest(best, denied)),
            }
        }
        Err(best.unwrap_or(Denied::NotAllowed))
    }

    pub(super) fn verdict<'p>(
        &'p self,
        actor: &Actor,
        held: &Held<'_>,
        deed: usize,
        resource: &Resource<'_>,
    ) -> Verdict<'p> {
        if !self.rules.allow(held.role, deed, resource.programme) {
            return Verdict::NoRule;
        }
        let is_local = self.deeds[deed].kind.local;
        if is_local && held.grant.is_some_and(|grant| !grant.reaches(resource)) {
            return Verdict::OutOfReach;
        }
        let asking = Asking { actor, role: held.role, deed, grant: held.grant, resource };
        match first_broken(&self.conditions, &asking) {
            Some((condition, denied)) => Verdict::Broken { condition, denied },
            None => Verdict::Allowed,
        }
    }

    /// The roles of an actor. A grant whose role is not declared gives nothing.
    pub(super) fn held<'a>(&'a self, actor: &'a Actor) -> impl Iterator<Item = Held<'a>> {
        let kind = HeldBy::of(actor);
        let grants = if let Actor::Staff { grants, .. } = actor { grants.as_slice() } else { &[] };
        let by_grant = grants.iter().filter_map(move |grant| {
            let named = |role: &super::roles::Role| role.name == grant.role && role.held_by == HeldBy::Staff;
            let role = self.roles.iter().position(named)?;
            Some(Held { role, grant: Some(grant) })
        });
        let by_being = self.roles.iter().enumerate().filter(move |(_, role)| role.held_by == kind);
        by_grant.chain(by_being.map(|(role, _)| Held { role, grant: None }))
    }

    /// Whether a role may do a deed in any programme.
    pub(super) fn allowed_somewhere(&self, role: usize, deed: usize) -> bool {
        self.rules.allow(role, deed, None)
            || self.programmes.iter().any(|programme| self.rules.allow(role, deed, Some(programme)))
    }
}

/// Of two reasons the one that is nearer to a yes: the higher cap, then the earlier one.
fn nearest(one: Option<Denied>, other: Denied) -> Denied {
    match (one, other) {
        (Some(Denied::AboveCap { cap: first }), Denied::AboveCap { cap: second }) => {
            Denied::AboveCap { cap: first.max(second) }
        }
        (Some(first), _) => first,
        (None, other) => other,
    }
}

impl Permits for Policy {
    /// Roles that people hold; what the program itself may do moves no case on anybody's behalf.
    fn roles_for(&self, programme: &str, action: &str) -> Vec<String> {
        let by_people = |name: &String| {
            self.roles
                .iter()
                .any(|role| role.name == *name && matches!(role.held_by, HeldBy::Staff | HeldBy::Citizens))
        };
        Self::roles_for(self, CASE, action, programme).into_iter().filter(by_people).collect()
    }
}
