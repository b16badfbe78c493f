//! `/cases/{reference}`: where the citizen's case stands, what is next and by whom, what happened, and the money.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use super::account::may_correct;
use super::letters::Letters;
use crate::app::App;
use crate::cases::Following;
use crate::casework::apply::Filled;
use crate::casework::correspond;
use crate::casework::follow::{self, Followed};
use crate::casework::look::CaseView;
use crate::casework::way::{self, At};
use crate::catalogue::Programme;
use crate::documents::Slot;
use crate::error::Result;
use crate::history::CitizenEntry;
use crate::payments::instruction::Item;
use crate::policy::Actor;
use crate::web::address::Path;
use crate::web::extract::{Caller, reference};
use crate::web::page::Page;
use crate::web::page::problems::Line;
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};
use crate::web::portal::applications::{slot_anchor, slot_owner};
use crate::web::portal::wording;
use crate::workflow::{About, Clock, Definition};

pub(super) const TEMPLATE: &str = "portal/cases/show.html";
/// The action by which a citizen takes the application back.
pub(super) const WITHDRAW: &str = "withdraw";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/cases/{reference}", get(show))
}

/// What the template shows.
#[derive(Debug, Serialize)]
pub(super) struct View {
    pub(super) errors: Vec<Line>,
    /// Between the citizen and the office, and where one is written.
    pub(super) letters: Letters,
    reference: String,
    programme: String,
    application: Uuid,
    stage: String,
    /// Whose turn it is: the end of a sentence's name.
    turn: &'static str,
    due_at: Option<String>,
    /// When it was taken up again after an appeal.
    reopened_at: Option<String>,
    created_at: String,
    /// In paisa; zero where none was worked out.
    amount: i64,
    steps: Vec<Step>,
    /// Documents that are wanted, and by what words of an officer.
    wanted: Vec<Wanted>,
    entries: Vec<Entry>,
    payments: Vec<Payment>,
    /// The end of the names of sentences.
    wording: &'static str,
    /// The case that it is about.
    about: Option<String>,
    /// Appeals and complaints about it.
    filed: Vec<Filed>,
    is_decided: bool,
    /// The number of the certificate that it has brought.
    certificate: Option<String>,
    may_withdraw: bool,
    /// Whether another account may be given.
    may_correct: bool,
}

#[derive(Debug, Serialize)]
struct Step {
    title: String,
    at: At,
    since: Option<String>,
    expected_by: Option<String>,
}

#[derive(Debug, Serialize)]
struct Wanted {
    title: String,
    of: Option<String>,
    reason: Option<String>,
    path: String,
}

#[derive(Debug, Serialize)]
struct Entry {
    at: String,
    title: String,
    /// Whether it is the handing in.
    is_first: bool,
    /// Whether the case had ended before.
    is_again: bool,
    /// `citizen`, `staff` or `system`.
    by: String,
    reason: Option<String>,
    /// The operator who typed it at a help centre.
    typed_by: Option<String>,
}

/// Something that was filed about the case.
#[derive(Debug, Serialize)]
struct Filed {
    title: String,
    path: String,
    reference: Option<String>,
    /// Where its case stands, and whether that is its end.
    stage: Option<String>,
    is_ended: bool,
    at: String,
}

#[derive(Debug, Serialize)]
struct Payment {
    amount: i64,
    state: &'static str,
    /// The last characters of the account.
    account: String,
    bank_reference: Option<String>,
    at: Option<String>,
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<Response> {
    let reference = reference(&text)?;
    let followed = follow::all(&app, &actor, &reference).await?;
    page.html(TEMPLATE, &view(&app, &page, &actor, followed))
}

/// What the page shows of a case that was read.
pub(super) fn view(app: &App, page: &Page, actor: &Actor, followed: Followed) -> View {
    let Followed { case, application, history, payments, messages, due_at, filed, is_late, .. } = followed;
    let may_correct = may_correct(&case);
    let (standing, workflow) = (&case.standing, &case.programme.workflow);
    let title = |name: &str| workflow.stage(name).map_or(name, |stage| page.of(&stage.title)).to_owned();
    let clock = workflow.stage(&standing.stage).map(|stage| stage.clock);
    let entries = entries(page, workflow, &history);
    View {
        errors: Vec::new(),
        letters: Letters::of(page, &messages, correspond::may_write(app, actor, standing).0),
        reference: standing.reference.clone(),
        programme: page.of(&case.programme.title).to_owned(),
        application: standing.application,
        stage: title(&standing.stage),
        turn: match clock {
            _ if may_correct && followed.is_account_wanted => "bank-details",
            Some(Clock::Citizen) => "you",
            Some(Clock::Department) if is_late => "late",
            Some(Clock::Department) => "department",
            Some(Clock::Stopped) | None => "ended",
        },
        due_at: due_at.map(|due| due.to_rfc3339()),
        reopened_at: entries.iter().find(|entry| entry.is_again).map(|entry| entry.at.clone()),
        created_at: standing.created_at.to_rfc3339(),
        amount: standing.amount,
        steps: followed.way.iter().map(|step| Step::of(page, workflow, step)).collect(),
        wanted: if clock == Some(Clock::Stopped) { Vec::new() } else { wanted(page, &case, &application) },
        entries,
        payments: payments.into_iter().map(Payment::from).collect(),
        wording: wording(workflow),
        about: standing.about.as_ref().map(|about| about.reference.clone()),
        filed: filed.into_iter().map(|(one, programme)| Filed::of(page, one, &programme)).collect(),
        is_decided: followed.is_decided,
        certificate: followed.certificate,
        may_withdraw: may_withdraw(&case),
        may_correct,
    }
}

impl Step {
    /// What a case about another comes to is open until it is there: its stages are not promised.
    fn of(page: &Page, workflow: &Definition, step: &way::Step) -> Self {
        let stage = workflow.stage(&step.stage);
        let title = stage.map_or(step.stage.as_str(), |stage| page.of(&stage.title));
        let is_open = step.at == At::Ahead && stage.is_some_and(|stage| stage.end);
        let title = match workflow.about.filter(|_| is_open) {
            Some(About::Decision) => page.say("case-step-outcome-appeal"),
            Some(About::Case) => page.say("case-step-outcome-complaint"),
            None => title.to_owned(),
        };
        let moment = |at: DateTime<Utc>| at.to_rfc3339();
        Self { title, at: step.at, since: step.since.map(moment), expected_by: step.expected_by.map(moment) }
    }
}

/// What happened, the last first.
fn entries(page: &Page, workflow: &Definition, history: &[CitizenEntry]) -> Vec<Entry> {
    let stage = |entry: &CitizenEntry| workflow.stage(&entry.stage);
    let before = std::iter::once(None).chain(history.iter().map(Some));
    let mut entries: Vec<Entry> = history
        .iter()
        .zip(before)
        .map(|(entry, before)| Entry {
            at: entry.at.to_rfc3339(),
            title: stage(entry).map_or(entry.stage.as_str(), |stage| page.of(&stage.title)).to_owned(),
            is_first: before.is_none(),
            is_again: before.and_then(stage).is_some_and(|stage| stage.end),
            by: entry.by.clone(),
            reason: entry.reason.clone(),
            typed_by: entry.typed_by.clone(),
        })
        .collect();
    entries.reverse();
    entries
}

impl Filed {
    fn of(page: &Page, one: Following, programme: &Programme) -> Self {
        let stage = one.stage.as_ref().and_then(|stage| programme.workflow.stage(stage));
        Self {
            title: page.of(&programme.title).to_owned(),
            stage: stage.map(|stage| page.of(&stage.title).to_owned()),
            is_ended: stage.is_some_and(|stage| stage.end),
            path: match &one.reference {
                Some(reference) => format!("/cases/{reference}"),
                None => format!("/applications/{}", one.application),
            },
            reference: one.reference,
            at: one.created_at.to_rfc3339(),
        }
    }
}

/// Whether the case may be taken back now.
pub(super) fn may_withdraw(case: &CaseView) -> bool {
    case.actions.iter().any(|action| action.name == WITHDRAW && action.refusal.is_none())
}

fn wanted(page: &Page, case: &CaseView, filled: &Filled) -> Vec<Wanted> {
    let requirements = &case.programme.form.requirements;
    let wanted = |slot: &Slot| {
        let requirement = requirements.iter().find(|one| one.name == slot.requirement);
        Wanted {
            title: requirement.map_or(slot.requirement.as_str(), |one| page.of(&one.title)).to_owned(),
            of: slot_owner(page, filled, requirement, slot.member),
            reason: case.requests.iter().find(|one| one.slot == *slot).map(|one| one.reason.clone()),
            path: format!("/applications/{}/documents#{}", case.standing.application, slot_anchor(slot)),
        }
    };
    case.missing.iter().map(wanted).collect()
}

impl From<Item> for Payment {
    fn from(item: Item) -> Self {
        Self {
            amount: item.amount.paisa(),
            state: item.state.as_str(),
            account: item.creditor_account_last,
            bank_reference: item.bank_reference,
            at: item.settled_at.or(item.sent_at).map(|at| at.to_rfc3339()),
        }
    }
}

#[cfg(test)]
impl Filed {
    fn samples() -> Vec<Self> {
        let filed = |reference: Option<&str>| Self {
            title: "فیصلے کے خلاف اپیل".to_owned(),
            path: "/x".to_owned(),
            stage: reference.map(|_| "اپیل منظور ہوئی".to_owned()),
            is_ended: reference.is_some(),
            reference: reference.map(str::to_owned),
            at: "2026-03-02T06:00:00Z".to_owned(),
        };
        [Some("C-7M3QK-0T8XW-2"), None].map(filed).into()
    }
}

#[cfg(test)]
impl Entry {
    fn sample(by: &str, reason: Option<&str>) -> Self {
        Self {
            at: "2026-03-02T06:00:00Z".to_owned(),
            title: "تصدیق جاری ہے".to_owned(),
            is_first: by == "citizen",
            is_again: by == "staff",
            by: by.to_owned(),
            reason: reason.map(str::to_owned),
            typed_by: (by == "citizen").then(|| "سعدیہ نواز".to_owned()),
        }
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let text = |text: &str| text.to_owned();
    let step = |title: &str, at, since: Option<&str>| Step {
        title: text(title),
        at,
        since: since.map(str::to_owned),
        expected_by: (at == At::Ahead).then(|| "2026-03-20T19:00:00Z".to_owned()),
    };
    let day = "2026-03-02T06:00:00Z";
    let payment = |state| Payment {
        amount: 2_500_000,
        state,
        account: text("6702"),
        bank_reference: Some(text("B-17")),
        at: Some(text(day)),
    };
    let view = |turn, due: Option<&str>| View {
        errors: Vec::new(),
        letters: Letters::sample(turn != "ended"),
        reference: text("C-7M3QK-0T8XW-2"),
        programme: text("نقد امداد"),
        application: Uuid::nil(),
        stage: text("تصدیق جاری ہے"),
        turn,
        due_at: due.map(str::to_owned),
        reopened_at: None,
        created_at: text(day),
        amount: 2_500_000,
        steps: vec![
            step("ابتدائی جانچ", At::Done, Some(day)),
            step("تصدیق", if turn == "ended" { At::Stopped } else { At::Current }, Some(day)),
            step("ادائیگی", At::Ahead, None),
        ],
        wanted: if turn == "you" {
            vec![
                Wanted {
                    title: text("تصویر"),
                    of: None,
                    reason: Some(text("دھندلی ہے")),
                    path: text("/x#a"),
                },
                Wanted {
                    title: text("کارڈ"), of: Some(text("بلال")), reason: None, path: text("/x#b")
                },
            ]
        } else {
            Vec::new()
        },
        entries: vec![
            Entry::sample("staff", Some("کاغذات مکمل ہیں")),
            Entry::sample("system", None),
            Entry::sample("citizen", None),
        ],
        payments: ["held", "sending", "unknown", "accepted", "settled", "rejected", "returned"]
            .map(payment)
            .into(),
        wording: "",
        about: None,
        filed: if turn == "ended" { Filed::samples() } else { Vec::new() },
        is_decided: turn == "ended",
        certificate: (turn == "ended").then(|| text("R-7M3QK-0T8XW-2")),
        may_withdraw: turn == "department",
        may_correct: turn == "bank-details",
    };
    let mut bare = view("department", None);
    (bare.payments, bare.amount) = (Vec::new(), 0);
    let late = View { reopened_at: Some(text(day)), ..view("late", Some(day)) };
    let about = |wording, turn| View {
        wording,
        about: Some(text("C-7M3QK-0T8XW-2")),
        amount: 0,
        payments: Vec::new(),
        may_withdraw: true,
        ..view(turn, Some(day))
    };
    [
        about("-appeal", "department"),
        about("-appeal", "you"),
        about("-complaint", "ended"),
        view("you", Some(day)),
        view("department", Some(day)),
        view("bank-details", None),
        view("ended", None),
        bare,
        late,
    ]
    .iter()
    .map(|view| Sample::new(TEMPLATE, Signed::Citizen, view))
    .collect()
}
