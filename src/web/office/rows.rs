//! A case as one line of a list: of a queue, or of what an officer holds.

use serde::Serialize;

use super::words::{self, Deadline};
use crate::app::App;
use crate::queues;
use crate::web::page::Page;
use crate::web::page::places::Places;

/// One line.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row {
    pub(super) reference: String,
    pub(super) applicant: String,
    pub(super) programme: String,
    pub(super) area: String,
    pub(super) stage: String,
    /// In paisa.
    pub(super) amount: i64,
    pub(super) since: String,
    pub(super) deadline: Deadline,
    pub(super) is_escalated: bool,
    /// Whether it comes sooner because the household is vulnerable.
    pub(super) is_vulnerable: bool,
    pub(super) claimed_by: Option<String>,
    /// That whoever has it has put it on hold, in words.
    pub(super) on_hold: Option<String>,
    pub(super) is_mine: bool,
}

/// The lines of a list; `mine` says which cases are the reader's.
pub(super) fn of(
    app: &App,
    page: &Page,
    places: &Places,
    cases: Vec<queues::Row>,
    mine: &[String],
) -> Vec<Row> {
    let line = |case: queues::Row| {
        let (programme, stage) = words::titles(app, page, (&case.programme, &case.stage));
        Row {
            is_mine: mine.contains(&case.reference),
            programme,
            stage,
            area: places.name(&case.area),
            reference: case.reference,
            applicant: case.applicant,
            amount: case.amount,
            since: case.stage_entered_at.to_rfc3339(),
            deadline: words::deadline(page, case.due_at, case.now),
            is_escalated: case.is_escalated,
            is_vulnerable: case.is_vulnerable,
            claimed_by: case.claimed_by,
            on_hold: case.on_hold_until.map(|until| words::on_hold(page, until)),
        }
    };
    cases.into_iter().map(line).collect()
}

#[cfg(test)]
impl Row {
    pub(super) fn sample() -> Self {
        Self {
            reference: "C-7M3QK-0T8XW-2".to_owned(),
            applicant: "غلام فاطمہ".to_owned(),
            programme: "نقد امداد".to_owned(),
            area: "شالیمار، لاہور".to_owned(),
            stage: "تصدیق جاری ہے".to_owned(),
            amount: 2_500_000,
            since: "2026-03-02T06:00:00Z".to_owned(),
            deadline: Deadline { state: "overdue", text: "2 دن تاخیر".to_owned() },
            is_escalated: true,
            is_vulnerable: true,
            claimed_by: Some("آمنہ".to_owned()),
            on_hold: Some("5 مارچ 2026 تک روکا ہوا".to_owned()),
            is_mine: true,
        }
    }
}
