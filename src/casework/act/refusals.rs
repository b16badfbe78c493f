//! What the policy's and the workflow's noes mean to the one who asked.

use crate::error::{Error, Fault};
use crate::policy::Denied;
use crate::refusal::Refusal;
use crate::workflow;

/// The policy's no.
pub fn denied(denial: Denied, deed: &str) -> Error {
    match denial {
        Denied::Unseen => Error::NotFound,
        Denied::SignIn => Refusal::SignInRequired.into(),
        Denied::NotAllowed => Refusal::NotAllowed { deed: deed.to_owned() }.into(),
        Denied::OwnCase => Refusal::OwnCase.into(),
        Denied::Kin => Refusal::KinCase.into(),
        Denied::AboveCap { cap } => Refusal::AboveCap { cap }.into(),
    }
}

/// The workflow's no.
pub fn refused(refusal: workflow::Refusal) -> Error {
    use workflow::Refusal as No;
    match refusal {
        No::ActionNotOpen { action, stage } => Refusal::ActionNotOpen { action, stage }.into(),
        No::GuardNotMet { action, .. } => Refusal::GuardNotMet { action }.into(),
        No::ReasonRequired { .. } => Refusal::field("reason", "reason-missing").into(),
        No::Separated { action, earlier } => Refusal::Separated { action, earlier }.into(),
        No::CaseEnded { stage } => Refusal::CaseEnded { stage }.into(),
        broken @ (No::NotExpected { .. } | No::StageUnknown { .. } | No::FactNotGiven { .. }) => {
            Fault::caused("a case does not fit its workflow", broken).into()
        }
    }
}
