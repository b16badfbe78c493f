//! What happened to a case, event by event with who did it.

use serde::{Deserialize, Serialize};

use super::super::words;
use super::documents::requirement;
use crate::catalogue::Programme;
use crate::history::OfficerEntry;
use crate::texts;
use crate::web::page::Page;
use crate::web::portal::wording;

/// An event as the page tells it.
#[derive(Debug, Clone, Serialize)]
pub(in crate::web::office) struct Happened {
    what: String,
    at: String,
    /// The name of who did it; none for the system.
    by: Option<String>,
    /// `citizen`, `staff` or `system`.
    kind: String,
    from: Option<String>,
    to: Option<String>,
    /// What it concerned: documents by their titles.
    about: Vec<String>,
    /// The number of the other case that it concerned.
    other: Option<String>,
    /// As it was typed.
    reason: Option<String>,
    /// The operator who typed it for the citizen.
    typed_by: Option<String>,
    /// Of a case that was put on hold: until which day.
    until: Option<String>,
    /// Who has it from then on.
    given_to: Option<String>,
}

impl Happened {
    pub(in crate::web::office) fn of(page: &Page, programme: &Programme, event: &OfficerEntry) -> Self {
        let workflow = &programme.workflow;
        let title = |stage: &String| words::stage(page, workflow, stage);
        let moved = event.from != event.to;
        Self {
            what: what(page, programme, event),
            at: event.at.to_rfc3339(),
            by: event.actor_name.clone(),
            kind: event.actor_kind.clone(),
            from: event.from.as_ref().filter(|_| moved).map(title),
            to: event.to.as_ref().filter(|_| moved).map(title),
            about: about(page, programme, event),
            other: event.detail["other"].as_str().map(str::to_owned),
            reason: reason(page, event),
            typed_by: event.typed_by.clone(),
            until: event.detail["until"].as_str().filter(|_| event.kind == "case-held").map(str::to_owned),
            given_to: event.given_to.clone(),
        }
    }
}

/// A part of the history, for whoever looks for something in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::web::office) enum Part {
    /// Moves from stage to stage.
    Steps,
    Documents,
    /// Notes and messages.
    Words,
    /// Who had the case.
    Hands,
}

impl Part {
    pub(super) const ALL: [Self; 4] = [Self::Steps, Self::Documents, Self::Words, Self::Hands];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Steps => "steps",
            Self::Documents => "documents",
            Self::Words => "words",
            Self::Hands => "hands",
        }
    }

    /// Whether an event belongs to it.
    pub(super) fn holds(self, event: &OfficerEntry) -> bool {
        match self {
            Self::Steps => event.to.is_some() && event.from != event.to || event.action.is_some(),
            Self::Documents => event.kind.contains("document"),
            Self::Words => event.kind == "note-written" || event.kind.starts_with("message-"),
            Self::Hands => ["case-claimed", "case-assigned", "case-released", "case-held", "case-resumed"]
                .contains(&event.kind.as_str()),
        }
    }
}

/// The sentence of the event; the title of its action where a programme brought words of its own.
fn what(page: &Page, programme: &Programme, event: &OfficerEntry) -> String {
    let name = format!("office-event-{}", event.kind);
    let own = texts::say(page.language, &format!("{name}{}", wording(&programme.workflow)), []);
    if let Some(sentence) = own.or_else(|| texts::say(page.language, &name, [])) {
        return sentence;
    }
    let action = event.action.as_deref().and_then(|name| {
        programme.workflow.stages.iter().find_map(|stage| stage.action(name)).map(|action| &action.title)
    });
    action.map_or_else(|| event.kind.clone(), |title| words::of(page, title))
}

/// The reason as it was typed; that of the program in words.
fn reason(page: &Page, event: &OfficerEntry) -> Option<String> {
    let reason = event.detail["reason"].as_str().or(event.detail["note"].as_str())?;
    let by_itself = (event.actor_kind == "system").then(|| format!("office-released-{reason}"));
    let said = by_itself.and_then(|id| texts::say(page.language, &id, []));
    Some(said.unwrap_or_else(|| reason.to_owned()))
}

fn about(page: &Page, programme: &Programme, event: &OfficerEntry) -> Vec<String> {
    let title = |value: &serde_json::Value| {
        value["requirement"].as_str().map(|name| requirement(page, programme, name))
    };
    match event.detail["documents"].as_array() {
        Some(documents) => documents.iter().filter_map(title).collect(),
        None => title(&event.detail).into_iter().collect(),
    }
}

#[cfg(test)]
impl Happened {
    pub(in crate::web::office) fn sample() -> Self {
        Self {
            what: "دستاویزات مانگی گئیں".to_owned(),
            at: "2026-03-02T06:00:00Z".to_owned(),
            by: Some("آمنہ".to_owned()),
            kind: "staff".to_owned(),
            from: Some("تصدیق جاری ہے".to_owned()),
            to: Some("دستاویزات کا انتظار".to_owned()),
            about: vec!["تصویر".to_owned()],
            other: Some("C-7M3QK-0T8XW-3".to_owned()),
            reason: Some("تصویر دھندلی ہے۔".to_owned()),
            typed_by: Some("سعدیہ نواز".to_owned()),
            until: Some("2026-03-05".to_owned()),
            given_to: Some("آمنہ".to_owned()),
        }
    }
}
