//! What the end of a case means for whoever applied, from the ways that lead to it: workflows name their ends as they like.

use super::definition::{Definition, Stage, Target, Verdict};
use super::vocabulary::MERGE;

/// How a case ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// Paid, registered, or found right.
    Granted,
    Refused,
    /// Whoever applied took it back.
    Withdrawn,
    /// Their time ran out.
    Lapsed,
    /// Closed for another case.
    Merged,
}

impl Ending {
    /// All, in the order in which they are told.
    pub const ALL: [Self; 5] = [Self::Granted, Self::Refused, Self::Withdrawn, Self::Lapsed, Self::Merged];

    /// Its word on pages and in answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Lapsed => "lapsed",
            Self::Merged => "merged",
        }
    }
}

impl Definition {
    /// What it means that a case is in this stage; none where that is no end.
    pub fn ending(&self, stage: &str) -> Option<Ending> {
        let end = self.stage(stage).filter(|stage| stage.end)?;
        let ways = self.stages.iter().filter_map(|stage| way(stage, &end.name));
        // Where several ways lead to one end it is what the gravest of them makes it; what leads there by itself grants.
        Some(ways.max().unwrap_or(Ending::Granted))
    }
}

/// How a stage leads to an end, if it does.
fn way(from: &Stage, end: &str) -> Option<Ending> {
    let leads = |target: &Target| matches!(target, Target::To(name) if name == end);
    let lapse = from.lapses.iter().any(|lapse| lapse.to == end).then_some(Ending::Lapsed);
    let actions = from.actions.iter().filter_map(|action| {
        let outcomes = action.effect.iter().flat_map(|effect| &effect.outcomes);
        if leads(&action.target) {
            Some(match action.decides {
                _ if action.name == MERGE => Ending::Merged,
                Some(Verdict::For) => Ending::Granted,
                Some(Verdict::Against) => Ending::Refused,
                None => Ending::Withdrawn,
            })
        } else {
            outcomes.map(|outcome| &outcome.target).any(leads).then_some(Ending::Granted)
        }
    });
    actions.chain(lapse).max()
}
