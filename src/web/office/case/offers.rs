//! What may be done to a case now, and of everything else why not: as the door of the case would say it.

use serde::Serialize;
use serde_json::Value;

use super::super::words;
use super::{Open, bar};
use crate::casework::look::Offered;
use crate::policy::Actor;
use crate::refusal::Refusal;
use crate::texts;
use crate::web::page::Page;

/// The buttons of a case.
#[derive(Debug, Serialize)]
pub(in crate::web::office) struct Offers {
    pub(in crate::web::office) open: Vec<Button>,
    pub(in crate::web::office) closed: Vec<Closed>,
    /// What the reader may do about who has it: `claim`, `hold`, `resume`, `release`.
    pub(in crate::web::office) hands: Vec<&'static str>,
    /// The reader's own last step, while it can be taken back, and until when.
    pub(in crate::web::office) undo: Option<Undo>,
    /// Who else works on it.
    pub(in crate::web::office) held_by: Option<String>,
    /// How many cases that may be of the same people nobody has looked at.
    pub(in crate::web::office) open_duplicates: i16,
    /// Why the reader never does.
    pub(in crate::web::office) barred: Option<String>,
}

/// A step that can be taken back.
#[derive(Debug, Serialize)]
pub(in crate::web::office) struct Undo {
    title: String,
    /// As RFC 3339.
    until: String,
}

/// An action that would work now.
#[derive(Debug, Serialize)]
pub(in crate::web::office) struct Button {
    name: String,
    title: String,
}

/// An action of the stage that would not, and why.
#[derive(Debug, Serialize)]
pub(in crate::web::office) struct Closed {
    title: String,
    why: String,
    /// What it waits for, where the facts of the case tell.
    lacks: Vec<String>,
}

impl Offers {
    pub(in crate::web::office) fn of(page: &Page, actor: &Actor, open: &Open) -> Self {
        let standing = &open.case.standing;
        let is_mine = bar::is_mine(actor, standing);
        let mut offers = Self {
            open: Vec::new(),
            closed: Vec::new(),
            hands: hands(page, open, is_mine),
            undo: open
                .office
                .undo
                .as_ref()
                .map(|step| Undo { title: words::of(page, &step.title), until: step.until.to_rfc3339() }),
            open_duplicates: if standing.ended_at.is_none() { standing.open_duplicates } else { 0 },
            held_by: standing.claimer.clone().filter(|_| !is_mine),
            barred: open.office.barred.as_ref().map(|no| texts::refusal(no, page.language)),
        };
        for offered in &open.case.actions {
            let title = words::of(page, &offered.title);
            match &offered.refusal {
                None => offers.open.push(Button { name: offered.name.clone(), title }),
                Some(refusal) => offers.closed.push(Closed {
                    title,
                    why: texts::refusal(refusal, page.language),
                    lacks: lacks(page, open, offered),
                }),
            }
        }
        offers
    }
}

fn hands(page: &Page, open: &Open, is_mine: bool) -> Vec<&'static str> {
    let is_on_hold = open.case.standing.on_hold_until.is_some();
    let ways = [
        ("claim", open.office.is_claimable),
        ("resume", is_mine && is_on_hold && page.may("case", "hold")),
        ("hold", is_mine && !is_on_hold && page.may("case", "hold")),
        ("release", is_mine && page.may("case", "release")),
    ];
    ways.into_iter().filter(|(_, is_open)| *is_open).map(|(way, _)| way).collect()
}

/// What a condition that does not hold still waits for, as far as the facts say it.
pub(in crate::web::office) fn lacks(page: &Page, open: &Open, offered: &Offered) -> Vec<String> {
    if !matches!(offered.refusal, Some(Refusal::GuardNotMet { .. })) {
        return Vec::new();
    }
    let standing = &open.case.standing;
    let action = open.case.programme.workflow.action_in(&standing.stage, &offered.name);
    let guard = action.and_then(|action| action.when.as_ref());
    let asks = |fact: &str| guard.is_some_and(|guard| guard.text().contains(fact));
    let is_false = |fact: &str| {
        standing.facts.pointer(&format!("/{}", fact.replace('.', "/"))) == Some(&Value::Bool(false))
    };
    let facts = ["documents.accepted", "checks.settled", "score.eligible"].into_iter();
    facts
        .filter(|fact| asks(fact) && is_false(fact))
        .map(|fact| page.say(&format!("office-lacks-{}", fact.replace('.', "-"))))
        .collect()
}

#[cfg(test)]
impl Offers {
    pub(in crate::web::office) fn sample() -> Self {
        Self {
            open: vec![Button { name: "reject".to_owned(), title: "مسترد کریں".to_owned() }],
            closed: vec![Closed {
                title: "تصدیق کریں".to_owned(),
                why: "ابھی ممکن نہیں۔".to_owned(),
                lacks: vec!["کوئی دستاویز باقی ہے۔".to_owned()],
            }],
            hands: vec!["claim", "hold", "resume", "release"],
            undo: Some(Undo {
                title: "مسترد کریں".to_owned(), until: "2026-03-02T06:00:00Z".to_owned()
            }),
            open_duplicates: 2,
            held_by: Some("آمنہ".to_owned()),
            barred: None,
        }
    }

    pub(in crate::web::office) fn none() -> Self {
        Self {
            open: Vec::new(),
            closed: Vec::new(),
            hands: Vec::new(),
            undo: None,
            open_duplicates: 0,
            held_by: None,
            barred: None,
        }
    }
}
