//! Deadlines, stages and queues in the words of the page's language.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use serde_json::json;

use crate::app::App;
use crate::queues::{SOON_DAYS, declared};
use crate::texts;
use crate::web::page::Page;
use crate::workflow::{Definition, Text};

/// A deadline as it is shown: the words say it, the state colours it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Deadline {
    /// `ample`, `soon`, `overdue` or `paused`.
    pub(super) state: &'static str,
    pub(super) text: String,
}

/// When a case is due, seen from `now`. Terms end at local midnight, so the last day counts.
pub(super) fn deadline(page: &Page, due_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Deadline {
    let Some(due_at) = due_at else {
        return Deadline { state: "paused", text: page.say("office-due-never") };
    };
    let last = texts::day_of(due_at - TimeDelta::microseconds(1));
    let left = (last - texts::day_of(now)).num_days();
    if due_at < now {
        let days = json!((-left).max(1));
        return Deadline { state: "overdue", text: page.say_with("office-due-overdue", [("days", days)]) };
    }
    if left == 0 {
        return Deadline { state: "soon", text: page.say("office-due-today") };
    }
    let day = texts::day(last, page.language);
    Deadline {
        state: if left <= i64::from(SOON_DAYS) { "soon" } else { "ample" },
        text: page.say_with("office-due-on", [("day", json!(day))]),
    }
}

/// That a case is on hold, until which day.
pub(super) fn on_hold(page: &Page, until: DateTime<Utc>) -> String {
    let day = texts::day(texts::day_of(until), page.language);
    page.say_with("office-on-hold-until", [("day", json!(day))])
}

/// The title of a stage; its name where this version of the workflow has none of that name.
pub(super) fn stage(page: &Page, workflow: &Definition, name: &str) -> String {
    workflow.stage(name).map_or(name, |stage| page.of(&stage.title)).to_owned()
}

/// The titles of a programme and one of its stages, as it is offered now; their names where it is not on offer.
pub(super) fn titles(app: &App, page: &Page, (programme, name): (&str, &str)) -> (String, String) {
    match app.catalogue.current(programme) {
        Some(offer) => (of(page, &offer.programme.title), stage(page, &offer.programme.workflow, name)),
        None => (programme.to_owned(), name.to_owned()),
    }
}

/// What the department calls a queue.
pub(super) fn queue(page: &Page, name: &str) -> String {
    declared::find(name).map_or(name, |queue| page.of(&queue.title)).to_owned()
}

/// A text in the page's language, owned.
pub(super) fn of(page: &Page, text: &Text) -> String {
    page.of(text).to_owned()
}
