//! Whose case it is and how it stands: the bar on top of every page about it.

use serde::Serialize;

use super::super::words::{self, Deadline};
use super::Open;
use crate::cases::Standing;
use crate::policy::Actor;
use crate::web::page::Page;

/// The bar.
#[derive(Debug, Clone, Serialize)]
pub(in crate::web::office) struct Bar {
    pub(in crate::web::office) reference: String,
    pub(in crate::web::office) applicant: String,
    /// Masked.
    pub(in crate::web::office) cnic: String,
    /// What it leads to: `reveal` to the CNIC in clear, `assign` to who works on it, `certificate` to the one it issues.
    pub(in crate::web::office) leads_to: Vec<&'static str>,
    pub(in crate::web::office) programme: String,
    pub(in crate::web::office) stage: String,
    /// The colour of the stage's tag.
    pub(in crate::web::office) colour: &'static str,
    pub(in crate::web::office) deadline: Deadline,
    pub(in crate::web::office) area: String,
    /// In paisa.
    pub(in crate::web::office) amount: i64,
    pub(in crate::web::office) since: String,
    pub(in crate::web::office) claimed_by: Option<String>,
    /// That whoever has it has put it on hold, in words.
    pub(in crate::web::office) on_hold: Option<String>,
    pub(in crate::web::office) is_mine: bool,
}

impl Bar {
    pub(in crate::web::office) fn of(page: &Page, actor: &Actor, open: &Open) -> Self {
        let standing = &open.case.standing;
        Self {
            reference: standing.reference.clone(),
            applicant: standing.applicant.name.clone(),
            cnic: open.office.cnic.masked(),
            leads_to: leads_to(page, open),
            programme: words::of(page, &open.case.programme.title),
            stage: words::stage(page, &open.case.programme.workflow, &standing.stage),
            colour: match (standing.ended_at, &standing.queue) {
                (Some(_), _) => "grey",
                (None, Some(_)) => "blue",
                (None, None) => "yellow",
            },
            deadline: words::deadline(page, standing.due_at, standing.now),
            area: open.places.name(&standing.area),
            amount: standing.amount,
            since: standing.stage_entered_at.to_rfc3339(),
            claimed_by: standing.claimer.clone(),
            on_hold: standing.on_hold_until.map(|until| words::on_hold(page, until)),
            is_mine: is_mine(actor, standing),
        }
    }
}

fn leads_to(page: &Page, open: &Open) -> Vec<&'static str> {
    let (case, is_free) = (&open.case, open.office.barred.is_none());
    let issues = |name: &str| case.programme.workflow.stage(name).is_some_and(|stage| stage.certificate);
    let reached = open.events.iter().flatten().filter_map(|event| event.to.as_deref());
    let has_issued = issues(&case.standing.stage) || reached.into_iter().any(issues);
    let ways = [
        ("reveal", page.may("case", "reveal") && is_free),
        ("assign", page.may("case", "assign") && is_free && case.standing.queue.is_some()),
        ("certificate", page.may("certificate", "see") && has_issued),
    ];
    ways.into_iter().filter(|(_, is_open)| *is_open).map(|(way, _)| way).collect()
}

/// Whether the reader has claimed the case.
pub(super) fn is_mine(actor: &Actor, standing: &Standing) -> bool {
    matches!(actor, Actor::Staff { account, .. } if standing.claimed_by == Some(*account))
}

#[cfg(test)]
impl Bar {
    pub(in crate::web::office) fn sample() -> Self {
        Self {
            reference: "C-7M3QK-0T8XW-2".to_owned(),
            applicant: "غلام فاطمہ".to_owned(),
            cnic: "*****-*****71-2".to_owned(),
            leads_to: vec!["reveal", "assign", "certificate"],
            programme: "نقد امداد".to_owned(),
            stage: "تصدیق جاری ہے".to_owned(),
            colour: "blue",
            deadline: Deadline { state: "soon", text: "آج آخری دن ہے".to_owned() },
            area: "شالیمار، لاہور".to_owned(),
            amount: 2_500_000,
            since: "2026-03-02T06:00:00Z".to_owned(),
            claimed_by: Some("آمنہ".to_owned()),
            on_hold: Some("5 مارچ 2026 تک روکا ہوا".to_owned()),
            is_mine: true,
        }
    }
}
