//! What the workflow's noes mean to the one who asked.

use crate::error::{Error, Fault};
use crate::refusal::Refusal;
use crate::workflow;

/// The workflow's no.
pub fn refused(refusal: workflow::Refusal) -> Error {
    use workflow::Refusal as No;
    match refusal {
        No::ActionNotOpen { action, stage } => Refusal::ActionNotOpen { action, stage }.into(),
        No::GuardNotMet { action, .. } => Refusal::GuardNotMet { action }.into(),
        No::ReasonRequired { .. } => Refusal::field("reason", "reason-missing").into(),
        No::CodeRequired { .. } => Refusal::field("code", "reason-missing").into(),
        No::CodeUnknown { .. } => Refusal::field("code", "choice-unknown").into(),
        No::Separated { action, earlier } => Refusal::Separated { action, earlier }.into(),
        No::CaseEnded { stage } => Refusal::CaseEnded { stage }.into(),
        broken @ (No::NotExpected { .. } | No::StageUnknown { .. } | No::FactNotGiven { .. }) => {
            Fault::caused("a case does not fit its workflow", broken).into()
        }
    }
}
