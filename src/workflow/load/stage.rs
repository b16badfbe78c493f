//! One stage of the file: its clock, what happens on entering, what it waits for.

use super::Loader;
use crate::workflow::deadline::Span;
use crate::workflow::definition::{Appeal, Branch, Clock, Lapse, Stage};
use crate::workflow::problem::unknown;
use crate::workflow::reader::{Fields, Place};
use crate::workflow::vocabulary::EVENTS;

const KEYS: &[&str] =
    &["title", "clock", "queue", "aside", "enter", "actions", "on", "deadline", "end", "appeal"];
/// What a case that is over cannot have.
const NOT_AT_AN_END: &[&str] = &["clock", "queue", "aside", "actions", "on", "deadline"];

/// What happens when a case enters.
#[derive(Default)]
struct Entry {
    checks: Vec<String>,
    notices: Vec<String>,
    certificate: bool,
}

impl Loader<'_> {
    pub(super) fn stage(&mut self, name: &str, place: &Place<'_>) -> Option<Stage> {
        let fields = self.reader.fields(place, KEYS);
        let title = self.reader.required(&fields, "title");
        let title = title.and_then(|place| self.reader.both_languages(&place));
        let end = self.reader.flag(&fields, "end");
        let clock = if end { Some(Clock::Stopped) } else { self.clock(&fields) };
        if end {
            self.nothing_more(&fields);
        }
        let queue =
            fields.get("queue").and_then(|place| self.reader.word(place, "queue", &self.known.queues));
        let Entry { checks, notices, certificate } = self.enter(&fields, end);
        let actions = fields.get("actions").map(|place| self.actions(place)).unwrap_or_default();
        let (branches, lapses) = self.waiting(&fields);
        let deadline = fields.get("deadline").and_then(|place| self.deadline(place));
        let appeal = fields.get("appeal").and_then(|place| self.appeal(place, end));
        Some(Stage {
            name: name.to_owned(),
            title: title?,
            clock: clock?,
            queue,
            checks,
            notices,
            certificate,
            actions,
            branches,
            lapses,
            deadline,
            aside: self.reader.flag(&fields, "aside"),
            end,
            appeal,
        })
    }

    /// Whether the programme exists to which one appeals is for the proofs: it may be published later.
    fn appeal(&mut self, place: &Place<'_>, end: bool) -> Option<Appeal> {
        if !end {
            self.reader.wrong(place, "only an end has an `appeal`: here the case goes on");
        }
        let fields = self.reader.fields(place, &["programme", "within", "reopens"]);
        let programme = self.reader.required(&fields, "programme").and_then(|place| {
            let name = self.reader.text(&place)?;
            self.reader.name(place.mark(), &place.path, name)
        });
        let within = self.reader.required(&fields, "within").and_then(|place| self.span(&place));
        let reopens = self.reader.required(&fields, "reopens").and_then(|place| self.stage_name(&place));
        Some(Appeal { programme: programme?, within: within?, reopens: reopens? })
    }

    fn nothing_more(&mut self, fields: &Fields<'_>) {
        for key in NOT_AT_AN_END {
            if let Some(place) = fields.get(key) {
                self.reader.wrong(place, format!("the case is over here: an end has no `{key}`"));
            }
        }
    }

    fn clock(&mut self, fields: &Fields<'_>) -> Option<Clock> {
        let place = self.reader.required(fields, "clock")?;
        let clocks = [Clock::Department, Clock::Citizen];
        let word = self.reader.word(&place, "clock", &clocks.map(Clock::as_str))?;
        clocks.into_iter().find(|clock| clock.as_str() == word)
    }

    fn enter(&mut self, fields: &Fields<'_>, end: bool) -> Entry {
        let Some(place) = fields.get("enter") else { return Entry::default() };
        let enter = self.reader.fields(place, &["checks", "notice", "certificate"]);
        let checks = enter.get("checks").map(|place| self.reader.words(place, "check", &self.known.checks));
        if end && let Some(place) = enter.get("checks") {
            self.reader.wrong(place, "the case is over here: an end starts no checks");
        }
        Entry {
            checks: checks.unwrap_or_default(),
            notices: self.notices(&enter),
            certificate: self.reader.flag(&enter, "certificate"),
        }
    }

    fn waiting(&mut self, fields: &Fields<'_>) -> (Vec<Branch>, Vec<Lapse>) {
        let (mut branches, mut lapses) = (Vec::new(), Vec::new());
        let Some(place) = fields.get("on") else { return (branches, lapses) };
        for item in self.reader.list(place) {
            let fields = self.reader.fields(&item, &["event", "when", "after", "to", "notice"]);
            let to = self.reader.required(&fields, "to").and_then(|place| self.stage_name(&place));
            let notices = self.notices(&fields);
            match (fields.get("event"), fields.get("after")) {
                (Some(event), None) => {
                    let when = self.guard(&fields);
                    let event = self.event(event);
                    branches.extend(event.zip(to).map(|(event, to)| Branch { event, when, to, notices }));
                }
                (None, Some(after)) => {
                    if let Some(when) = fields.get("when") {
                        self.reader.wrong(
                            when,
                            "the passing of time has no condition; give it to an event or action",
                        );
                    }
                    let after = self.span(after);
                    lapses.extend(after.zip(to).map(|(after, to)| Lapse { after, to, notices }));
                }
                _ => self.reader.wrong(&item, "expected either `event` or `after`"),
            }
        }
        (branches, lapses)
    }

    fn event(&mut self, place: &Place<'_>) -> Option<String> {
        let names: Vec<&str> = EVENTS.iter().map(|event| event.name).collect();
        self.reader.word(place, "event", &names)
    }

    fn deadline(&mut self, place: &Place<'_>) -> Option<Span> {
        let fields = self.reader.fields(place, &["within", "then"]);
        if let Some(then) = self.reader.required(&fields, "then")
            && let Some(word) = self.reader.text(&then)
            && word != "escalate"
        {
            self.reader.wrong(&then, unknown("consequence", word, &["escalate"]));
        }
        self.reader.required(&fields, "within").and_then(|place| self.span(&place))
    }
}
