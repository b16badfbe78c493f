//! The way of a case through the stages of its workflow, as a citizen reads it: what is behind it, where it stands, and
//! what is still to come. Comes from the workflow alone.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::history::CitizenEntry;
use crate::workflow::{Clock, Definition, Stage};

/// Where a stage is on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum At {
    Done,
    Current,
    Ahead,
    /// The case ended here, short of its aim.
    Stopped,
}

/// A stage on the way.
#[derive(Debug)]
pub(super) struct Step<'a> {
    pub(super) stage: &'a Stage,
    pub(super) at: At,
    /// When the case last came to it.
    pub(super) since: Option<DateTime<Utc>>,
}

/// The way of a case that is in `current`. The department's stages lead, in the order of the file, to the first end; a
/// stage that waits for the citizen stands on the way while or after the case was in it, and another end takes the place
/// of what is not reached any more.
pub(super) fn way<'a>(workflow: &'a Definition, current: &str, history: &[CitizenEntry]) -> Vec<Step<'a>> {
    let since =
        |stage: &Stage| history.iter().rev().find(|entry| entry.stage == stage.name).map(|entry| entry.at);
    let aim = workflow.stages.iter().find(|stage| stage.end);
    let is_aim = |stage: &Stage| aim.is_some_and(|aim| aim.name == stage.name);
    let ended = workflow.stage(current).filter(|stage| stage.end);
    let has_failed = ended.is_some_and(|end| !is_aim(end));
    let mut way = Vec::new();
    let mut is_behind = true;
    for stage in &workflow.stages {
        let (is_current, was_here) = (stage.name == current, since(stage).is_some());
        let is_on_way = match stage.clock {
            _ if is_current => true,
            _ if has_failed => was_here && !stage.end,
            Clock::Department => true,
            Clock::Citizen => was_here && is_behind,
            Clock::Stopped => is_aim(stage),
        };
        if !is_on_way {
            continue;
        }
        let at = match (is_current, is_behind) {
            (true, _) if has_failed => At::Stopped,
            (true, _) if stage.end => At::Done,
            (true, _) => At::Current,
            (false, true) => At::Done,
            (false, false) => At::Ahead,
        };
        is_behind &= !is_current;
        let since = since(stage).filter(|_| at != At::Ahead);
        way.push(Step { stage, at, since });
    }
    way
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Bundle;

    fn shipped() -> Definition {
        let bundles = Bundle::embedded().unwrap();
        let bundle = bundles.iter().find(|bundle| bundle.programme == "cash-assistance").unwrap();
        let yaml = bundle.file("workflow.yaml").unwrap().to_owned();
        let mut known = crate::offer::known();
        known.programmes.push("cash-assistance");
        Definition::load("workflow.yaml", &yaml, &known).unwrap()
    }

    fn read(current: &str, visited: &[&str]) -> Vec<(String, At)> {
        let at = "2026-03-02T06:00:00Z".parse().unwrap();
        let entry = |stage: &&str| CitizenEntry {
            at,
            stage: (*stage).to_owned(),
            by: "system".to_owned(),
            reason: None,
            typed_by: None,
        };
        let history: Vec<CitizenEntry> = visited.iter().map(entry).collect();
        let workflow = shipped();
        let way = way(&workflow, current, &history);
        way.into_iter().map(|step| (step.stage.name.clone(), step.at)).collect()
    }
    fn names(way: &[(String, At)], at: At) -> Vec<&str> {
        way.iter().filter(|(_, other)| *other == at).map(|(name, _)| name.as_str()).collect()
    }

    #[test]
    fn the_way_leads_by_the_departments_stages_to_the_aim() {
        let way = read("submitted", &["submitted"]);
        assert_eq!(names(&way, At::Current), ["submitted"]);
        assert_eq!(names(&way, At::Ahead), ["verifying", "approved", "disbursed"]);
    }

    #[test]
    fn waiting_for_documents_stands_on_the_way_of_those_who_came_there() {
        let way = read("documents-pending", &["submitted", "documents-pending"]);
        assert_eq!(names(&way, At::Current), ["documents-pending"]);
        let way = read("verifying", &["submitted", "documents-pending", "verifying"]);
        assert_eq!(names(&way, At::Done), ["submitted", "documents-pending"]);
        let back = ["submitted", "verifying", "approved", "verifying", "documents-pending"];
        let way = read("documents-pending", &back);
        assert_eq!(names(&way, At::Ahead), ["verifying", "approved", "disbursed"]);
    }

    #[test]
    fn an_end_is_shown_for_what_it_is() {
        let way = read("disbursed", &["submitted", "verifying", "approved", "disbursed"]);
        assert_eq!(names(&way, At::Done).len(), way.len());
        let way = read("rejected", &["submitted", "verifying", "rejected"]);
        assert_eq!((names(&way, At::Stopped), names(&way, At::Ahead)), (vec!["rejected"], Vec::new()));
        assert_eq!(names(&way, At::Done), ["submitted", "verifying"]);
        let way = read("withdrawn", &["submitted", "withdrawn"]);
        assert_eq!(names(&way, At::Done), ["submitted"]);
    }
}
