//! What the page of a batch shows, prepared: the totals, every payment in words, and the deeds that would work now.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::proof;
use super::super::words::{self, Tag};
use crate::app::App;
use crate::casework::disburse::{Brief, Change, Deed, Line, Reading};
use crate::payments::batch::State;
use crate::payments::instruction;
use crate::plain::LONGEST_REASON;
use crate::refusal::{CaseRefusal, Refusal};
use crate::texts;
use crate::web::page::field::FieldKind;
use crate::web::page::places::Places;
use crate::web::page::{Entries, Field, Page, Problems, problems};

#[cfg(test)]
pub(in crate::web::supervision) use self::samples::samples;

#[cfg(test)]
mod samples;

/// How much of the seal is shown, in hexadecimal digits: enough to tell two lists apart by eye.
const SEAL_SHOWN: usize = 16;

#[derive(Debug, Default, Serialize)]
pub(super) struct View {
    reference: String,
    state: Option<Tag>,
    programme: String,
    area: String,
    items: usize,
    /// In paisa.
    total: i64,
    made_by: String,
    made_at: String,
    proposed_at: Option<String>,
    decision: Option<Decision>,
    reason: Option<String>,
    /// The beginning of the content hash, in groups.
    seal: Option<String>,
    budget: Option<Budget>,
    areas: Vec<AreaTotal>,
    payments: Vec<Payment>,
    changed: usize,
    has_unknown: bool,
    propose: bool,
    discard: bool,
    approve: Option<Approve>,
    refuse: Option<Field>,
    /// Why a deed of the reader's is not offered.
    blocked: Vec<String>,
    errors: Vec<problems::Line>,
    refused_cases: Vec<CaseReason>,
    left_out: Vec<CaseReason>,
}

/// Who approved it or sent it back.
#[derive(Debug, Serialize)]
struct Decision {
    title: String,
    by: String,
    at: String,
}

/// What the programme may still spend, in paisa.
#[derive(Debug, Serialize)]
struct Budget {
    now: i64,
    /// When this batch is approved; none where that is decided.
    after: Option<i64>,
    is_short: bool,
}

#[derive(Debug, Serialize)]
struct AreaTotal {
    name: String,
    items: usize,
    total: i64,
}

#[derive(Debug, Serialize)]
struct Payment {
    case: String,
    /// The page of the case, for those who may see it.
    href: Option<String>,
    name: String,
    account: String,
    area: String,
    amount: i64,
    verified_by: Option<String>,
    state: Tag,
    reason: Option<String>,
    /// What is not as it was when the payment was drawn up.
    changes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Approve {
    content_hash: String,
    /// Whether the reader proved lately who they are; else they are led to do so first.
    is_proved: bool,
    proof: String,
}

#[derive(Debug, Serialize)]
struct CaseReason {
    case: String,
    text: String,
}

impl View {
    /// The batch and its payments.
    pub(super) fn of(app: &App, page: &Page, places: &Places, brief: &Brief) -> Self {
        let batch = &brief.shown.batch;
        let lines = &brief.shown.lines;
        let is_open = matches!(batch.state, State::Draft | State::Proposed);
        let total: i64 = lines.iter().map(|line| line.item.amount.paisa()).sum();
        let payments: Vec<Payment> = lines
            .iter()
            .zip(&brief.readings)
            .map(|(line, reading)| payment(page, places, line, reading, is_open))
            .collect();
        let budget = brief.balances.map(|balances| {
            let now = balances.available.paisa();
            let after = is_open.then_some(now - total);
            Budget {
                now,
                after: after.filter(|left| *left >= 0),
                is_short: after.is_some_and(|left| left < 0),
            }
        });
        Self {
            reference: batch.reference.clone(),
            state: Some(words::batch_state(page, batch.state)),
            programme: words::programme(app, page, &batch.programme),
            area: words::area(page, places, batch.area.as_deref()),
            items: lines.len(),
            total,
            made_by: brief.shown.maker.clone(),
            made_at: batch.made_at.to_rfc3339(),
            proposed_at: batch.proposed_at.map(|at| at.to_rfc3339()),
            decision: decision(page, brief),
            reason: batch.decision_reason.clone(),
            seal: batch.content_hash.as_ref().map(|hash| seal(&hex::encode(hash))),
            budget,
            areas: totals(places, lines),
            changed: payments.iter().filter(|payment| !payment.changes.is_empty()).count(),
            has_unknown: lines.iter().any(|line| line.item.state == instruction::State::Unknown),
            payments,
            ..Self::default()
        }
    }

    /// Adds what the reader can do.
    pub(super) fn with_deeds(
        mut self,
        page: &Page,
        brief: &Brief,
        is_proved: bool,
        entries: &Entries,
    ) -> Self {
        let hash = brief.shown.batch.content_hash.as_ref().map(hex::encode).unwrap_or_default();
        for offer in &brief.offers {
            if let Some(refusal) = &offer.refusal {
                let text = texts::refusal(refusal, page.language);
                if !self.blocked.contains(&text) {
                    self.blocked.push(text);
                }
                continue;
            }
            match offer.deed {
                Deed::Propose => self.propose = true,
                Deed::Discard => self.discard = true,
                Deed::Approve => {
                    let proof = proof::path(&format!("/supervision/batches/{}", self.reference));
                    self.approve = Some(Approve { content_hash: hash.clone(), is_proved, proof });
                }
                Deed::Refuse => {
                    let field = Field::new(FieldKind::LongText, "reason", page.say("batch-refuse-reason"));
                    let field = field.hint(page.say("batch-refuse-hint")).max_length(LONGEST_REASON);
                    self.refuse = Some(field.filled(entries));
                }
            }
        }
        self
    }

    /// Adds why a deed was refused.
    pub(super) fn refused(mut self, page: &Page, problems: Problems, cases: &[CaseRefusal]) -> Self {
        self.errors = problems.beside(self.refuse.as_mut_slice());
        self.refused_cases = reasons(page, cases);
        // What stands in the summary need not be said twice.
        self.blocked.retain(|text| !self.errors.iter().any(|line| line.text == *text));
        self
    }

    /// Adds which cases were left out of the proposal.
    pub(super) fn left_out(mut self, page: &Page, cases: &[CaseRefusal]) -> Self {
        self.left_out = reasons(page, cases);
        self
    }
}

fn decision(page: &Page, brief: &Brief) -> Option<Decision> {
    let batch = &brief.shown.batch;
    let title = if batch.state == State::Approved { "batch-approved" } else { "batch-sent-back" };
    Some(Decision {
        title: page.say(title),
        by: brief.shown.decider.clone()?,
        at: batch.decided_at?.to_rfc3339(),
    })
}

fn payment(page: &Page, places: &Places, line: &Line, reading: &Reading, is_open: bool) -> Payment {
    let mut changes = Vec::new();
    if is_open {
        let said = |change: &Change| match change {
            Change::Answers => page.say("batch-changed-answers"),
            Change::Amount => page.say("batch-changed-amount"),
            Change::Stage => page.say("batch-changed-stage"),
        };
        changes = reading.changes.iter().map(said).collect();
        if changes.is_empty() && line.is_changed {
            changes.push(page.say("batch-changed"));
        }
        if line.is_account_corrected {
            changes.push(page.say("batch-account-corrected"));
        }
    }
    Payment {
        case: line.case.clone(),
        href: reading.may_see_case.then(|| format!("/office/cases/{}", line.case)),
        name: line.item.creditor_name.clone(),
        account: format!("••••{}", line.item.creditor_account_last),
        area: places.name(&line.area),
        amount: line.item.amount.paisa(),
        verified_by: reading.verified_by.clone(),
        state: words::payment_state(page, line.item.state),
        reason: line.item.status_reason.as_ref().map(|code| words::status_reason(page, code)),
        changes,
    }
}

/// How much of the batch is for each area, by name.
fn totals(places: &Places, lines: &[Line]) -> Vec<AreaTotal> {
    let mut by_area: BTreeMap<&str, (usize, i64)> = BTreeMap::new();
    for line in lines {
        let (items, total) = by_area.entry(&line.area).or_default();
        *items += 1;
        *total += line.item.amount.paisa();
    }
    let total =
        |(code, (items, total)): (&str, (usize, i64))| AreaTotal { name: places.name(code), items, total };
    by_area.into_iter().map(total).collect()
}

/// The beginning of a hash in groups of four.
fn seal(hash: &str) -> String {
    let digits: Vec<char> = hash.chars().take(SEAL_SHOWN).collect();
    digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn reasons(page: &Page, cases: &[CaseRefusal]) -> Vec<CaseReason> {
    let reason = |refusal: &CaseRefusal| {
        // On one case, what changed is the case; the sentence of the batch would be about the page.
        let text = if refusal.code == Refusal::BatchChanged.code() {
            page.say("batch-changed")
        } else {
            let params = refusal.params.as_object().into_iter().flatten();
            let params = params.map(|(name, value)| (name.as_str(), value.clone()));
            page.say_with(&format!("refusal-{}", refusal.code), params)
        };
        CaseReason { case: refusal.case.clone(), text }
    };
    cases.iter().map(reason).collect()
}
