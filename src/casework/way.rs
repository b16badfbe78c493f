//! The way of a case through the stages of its workflow, as its citizen reads it: what is behind it, where it stands, and
//! what is still to come, by when. Comes from the workflow and the calendar alone.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use crate::history::CitizenEntry;
use crate::workflow::{Clock, Definition, Stage, WorkingCalendar};

/// Where a stage is on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum At {
    Done,
    Current,
    Ahead,
    /// The case ended here, short of its aim.
    Stopped,
}

/// A stage on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub stage: String,
    pub at: At,
    /// When the case last came to it.
    pub since: Option<DateTime<Utc>>,
    /// For what is still to come: the moment by which the case is expected to be there, if the department keeps its
    /// deadlines and nothing is missing. None while the citizen's clock runs.
    pub expected_by: Option<DateTime<Utc>>,
}

/// The moment at which somebody looks at a case, and by when its stage is to be done.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment<'a> {
    pub(super) now: DateTime<Utc>,
    pub(super) due_at: Option<DateTime<Utc>>,
    pub(super) calendar: &'a WorkingCalendar,
}

/// The way of a case that is in `current`. The department's stages lead, in the order of the file, to the first end; one
/// that lies aside, or waits for the citizen, stands on the way while or after the case was in it, and another end takes the
/// place of what is not reached any more.
pub(super) fn way(
    workflow: &Definition,
    current: &str,
    history: &[CitizenEntry],
    moment: Moment<'_>,
) -> Vec<Step> {
    let since =
        |stage: &Stage| history.iter().rev().find(|entry| entry.stage == stage.name).map(|entry| entry.at);
    let aim = workflow.stages.iter().find(|stage| stage.end);
    let is_aim = |stage: &Stage| aim.is_some_and(|aim| aim.name == stage.name);
    let ended = workflow.stage(current).filter(|stage| stage.end);
    let has_failed = ended.is_some_and(|end| !is_aim(end));
    let mut way = Vec::new();
    let mut is_behind = true;
    let mut forecast = Forecast::of(workflow.stage(current), moment);
    for stage in &workflow.stages {
        let (is_current, was_here) = (stage.name == current, since(stage).is_some());
        let is_on_way = match stage.clock {
            _ if is_current => true,
            _ if has_failed => was_here && !stage.end,
            Clock::Department if !stage.aside => true,
            Clock::Department | Clock::Citizen => was_here && is_behind,
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
        let expected_by = if at == At::Ahead { forecast.reaches(stage) } else { None };
        way.push(Step { stage: stage.name.clone(), at, since, expected_by });
    }
    way
}

/// The deadlines of the stages to come, one after the other.
struct Forecast<'a> {
    /// By when the stage before is done.
    done_by: Option<DateTime<Utc>>,
    calendar: &'a WorkingCalendar,
}

impl<'a> Forecast<'a> {
    /// From where the case stands. What is late already can be done today at the earliest.
    fn of(stage: Option<&Stage>, Moment { now, due_at, calendar }: Moment<'a>) -> Self {
        let is_ours = stage.is_some_and(|stage| stage.clock == Clock::Department);
        Self { done_by: due_at.filter(|_| is_ours).map(|due| due.max(now)), calendar }
    }

    /// By when the case is there; from then on its deadline counts.
    fn reaches(&mut self, stage: &Stage) -> Option<DateTime<Utc>> {
        let there = self.done_by;
        // A time is over at a midnight; the day that counts is the one before it.
        let day = there.map(|at| at - TimeDelta::seconds(1));
        self.done_by = day.zip(stage.deadline).map(|(day, span)| self.calendar.due(day, span));
        there
    }
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
        let calendar = calendar();
        let moment = Moment { now: at, due_at: None, calendar: &calendar };
        let way = way(&shipped(), current, &history, moment);
        way.into_iter().map(|step| (step.stage, step.at)).collect()
    }

    fn calendar() -> WorkingCalendar {
        let weekend = vec![chrono::Weekday::Sat, chrono::Weekday::Sun];
        WorkingCalendar::new(weekend, std::collections::BTreeSet::new()).unwrap()
    }

    /// By when what is to come is expected, as the last day of each.
    fn expected(current: &str, now: &str, due_at: Option<&str>) -> Vec<(String, Option<String>)> {
        let calendar = calendar();
        let due_at = due_at.map(|due| due.parse().unwrap());
        let moment = Moment { now: now.parse().unwrap(), due_at, calendar: &calendar };
        let last_day = |by: DateTime<Utc>| (by - TimeDelta::seconds(1) + TimeDelta::hours(5)).date_naive();
        way(&shipped(), current, &[], moment)
            .into_iter()
            .filter(|step| step.at == At::Ahead)
            .map(|step| (step.stage, step.expected_by.map(|by| last_day(by).to_string())))
            .collect()
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
        let way = read("visiting", &["submitted", "verifying", "visiting"]);
        assert_eq!(names(&way, At::Ahead), ["approved", "disbursed"]);
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

    #[test]
    fn what_is_to_come_is_expected_by_one_deadline_after_the_other() {
        let owned = |stage: &str, day: Option<&str>| (stage.to_owned(), day.map(str::to_owned));
        // Monday the 2nd; the check is due on the 3rd, the decision seven working days later, the payment five.
        let dates = expected("submitted", "2026-03-02T06:00:00Z", Some("2026-03-03T19:00:00Z"));
        let in_time = [
            owned("verifying", Some("2026-03-03")),
            owned("approved", Some("2026-03-12")),
            owned("disbursed", Some("2026-03-19")),
        ];
        assert_eq!(dates, in_time);
        let late = expected("approved", "2026-03-20T06:00:00Z", Some("2026-03-03T19:00:00Z"));
        assert_eq!(late, [owned("disbursed", Some("2026-03-20"))]);
        let waiting = expected("documents-pending", "2026-03-02T06:00:00Z", Some("2026-04-01T19:00:00Z"));
        assert!(waiting.iter().all(|(_, by)| by.is_none()), "{waiting:?}");
    }
}
