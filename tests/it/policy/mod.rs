//! The policy that ships: who may do what, within which area and amount, and what is wrong with a spoilt file.

mod conditions;
mod hostile;
mod loading;
mod matrix;
mod pages;
mod rules;
mod sweep;
mod world;

use pser::catalogue;
use pser::policy::{Actor, Grant, Policy, Programme, Resource, Sources};
use pser::workflow::Problem;
use uuid::Uuid;

use crate::household;

pub(crate) const SOURCES: Sources<'static> = Sources {
    model: include_str!("../../../policies/model.conf"),
    roles: include_str!("../../../policies/roles.yaml"),
    rules: include_str!("../../../policies/policy.csv"),
    conditions: include_str!("../../../policies/conditions.yaml"),
};

/// The programmes that ship, as a policy knows them.
pub(crate) fn shipped() -> Vec<Programme<'static>> {
    let named = |programme: &'static catalogue::Programme| Programme {
        name: &programme.code,
        actions: programme.workflow.action_names(),
    };
    household::all().iter().map(named).collect()
}

/// Loads a policy for what ships and one programme more, which has no rules of its own.
pub(crate) fn load(sources: &Sources<'_>) -> Result<Policy, Vec<Problem>> {
    let mut programmes = shipped();
    programmes.push(Programme { name: "sports-support", actions: vec!["verify", "treat"] });
    Policy::load(sources, &programmes)
}

pub(crate) fn policy() -> Policy {
    load(&SOURCES).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

pub(crate) const ME: Uuid = Uuid::from_u128(1);
pub(crate) const SOMEBODY: Uuid = Uuid::from_u128(2);
const ACCOUNT: Uuid = Uuid::from_u128(3);

pub(crate) fn citizen() -> Actor {
    Actor::Citizen { account: ACCOUNT, person: ME, typed_by: None }
}

pub(crate) fn staff(grants: Vec<Grant>) -> Actor {
    Actor::Staff { account: ACCOUNT, person: ME, grants }
}

/// A role in the tehsil of the test's case, for its programme.
pub(crate) fn grant(role: &str) -> Grant {
    Grant {
        role: role.to_owned(),
        area: Some("lahore/lahore/cantt".to_owned()),
        programme: Some("cash-assistance".to_owned()),
        amount_cap: None,
        until: None,
        skills: Vec::new(),
    }
}

/// A case of somebody in Lahore Cantonment, worth 15,000 rupees.
pub(crate) fn case() -> Resource<'static> {
    Resource {
        skill: None,
        kind: "case",
        programme: Some("cash-assistance"),
        area: Some("lahore/lahore/cantt"),
        owner: Some(SOMEBODY),
        hands: &[],
        kin: &[],
        amount: Some(1_500_000),
    }
}
