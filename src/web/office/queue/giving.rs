//! The part of a queue's page for whoever gives out cases: which are ticked, who gets them and why; and what came of it.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

use super::{TEMPLATE, filter, kept, view};
use crate::app::App;
use crate::casework::hand_out::{self, HandedOut, To};
use crate::error::Result;
use crate::plain;
use crate::policy::Actor;
use crate::queues;
use crate::reference::Reference;
use crate::refusal::{FieldError, Refusal};
use crate::web::address::Path;
use crate::web::office::Staff;
use crate::web::page::field::FieldKind;
use crate::web::page::{Entries, Field, Form, Page, Problems};
use crate::web::queued::Asked;

/// What stands in the list of officers for nobody, and for all of them.
const QUEUE: &str = "queue";
const EVENLY: &str = "evenly";
/// The first tick box, to which the summary of errors leads.
const FIRST: &str = "case-1";

/// The form around the rows.
#[derive(Debug, Serialize)]
pub(super) struct Giving {
    fields: Vec<Field>,
    /// References of the rows that are ticked.
    ticked: Vec<String>,
    /// The query of the page, carried along.
    query: String,
}

/// What came of the last handing out.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    given: usize,
    not_given: Vec<NotGiven>,
}

#[derive(Debug, Serialize)]
struct NotGiven {
    reference: String,
    why: String,
}

impl Giving {
    /// None for those who give out nothing, and where nobody would take these cases and nobody has one.
    pub(super) async fn of(
        app: &App,
        page: &Page,
        actor: &Actor,
        (queue, asked): (&str, &Asked),
        cases: &[queues::Row],
    ) -> Result<Option<Self>> {
        if cases.is_empty() || !page.may("case", "assign") {
            return Ok(None);
        }
        let takers = hand_out::takers(app, actor, queue).await?;
        if takers.is_empty() && cases.iter().all(|case| case.claimed_by.is_none()) {
            return Ok(None);
        }
        let to = Field::new(FieldKind::Select, "to", page.say("office-assign-to"))
            .option("", "")
            .option(QUEUE, page.say("office-assign-queue"))
            .option(EVENLY, page.say("office-give-evenly"));
        let to = takers.iter().fold(to, |field, one| field.option(one.account.to_string(), &one.name));
        let reason = Field::new(FieldKind::LongText, "reason", page.say("office-assign-reason"))
            .hint(page.say("office-assign-reason-hint"))
            .max_length(plain::LONGEST_REASON);
        Ok(Some(Self { fields: vec![to, reason], ticked: Vec::new(), query: asked.whole() }))
    }

    #[cfg(test)]
    pub(super) fn sample() -> Self {
        let to = Field::new(FieldKind::Select, "to", "کس کو").option("", "").option(QUEUE, "واپس قطار میں");
        let reason = Field::new(FieldKind::LongText, "reason", "وجہ").max_length(1000);
        Self { fields: vec![to, reason], ticked: vec!["C-7M3QK-0T8XW-2".to_owned()], query: String::new() }
    }
}

/// Gives the ticked cases, and shows the queue as it is then, with how many were given and which were not.
pub(super) async fn give(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(queue): Path<String>,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["case", "to", "reason", "filter"])?;
    let asked = kept(&form, &actor)?;
    let entries = &form.entries;
    let done = match chosen(entries) {
        Ok((cases, to)) => {
            hand_out::hand_out(&app, &actor, &queue, &cases, (to, entries.text("reason"))).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    let page = page.at(filter::address(&queue, &asked.whole()));
    let mut view = view(&app, &page, &actor, (&queue, &asked)).await?;
    match done {
        Ok(handed) => {
            view.report = Some(Report::of(&page, &handed));
            page.html(TEMPLATE, &view)
        }
        Err(error) => {
            let problems = named(Problems::of(error, page.language)?);
            let status = problems.status();
            // The tick boxes are no field of their own; the summary leads to the first of them.
            let mut fields = vec![Field::new(FieldKind::Choices, FIRST, page.say("office-give-tick"))];
            if let Some(giving) = &mut view.giving {
                giving.ticked = entries.all("case").map(str::to_owned).collect();
                fields.extend(giving.fields.drain(..).map(|field| field.filled(entries)));
                view.errors = problems.beside(&mut fields);
                giving.fields = fields.split_off(1);
            } else {
                view.errors = problems.beside(&mut fields);
            }
            page.html_with(status, TEMPLATE, &view)
        }
    }
}

/// The cases that are ticked and who gets them.
fn chosen(entries: &Entries) -> Result<(Vec<Reference>, To), Refusal> {
    let mut wrong = Vec::new();
    let mut cases = Vec::new();
    for text in entries.all("case") {
        match text.parse() {
            Ok(reference) => cases.push(reference),
            Err(_) => wrong.push(FieldError::new("cases", "field-type")),
        }
    }
    if cases.is_empty() && wrong.is_empty() {
        wrong.push(FieldError::new("cases", "no-case-chosen"));
    }
    let to = match entries.text("to") {
        QUEUE => Some(To::Queue),
        EVENLY => Some(To::Evenly),
        "" => {
            wrong.push(FieldError::new("to", "field-missing"));
            None
        }
        account => {
            let account = account.parse().ok().map(To::Officer);
            wrong.extend(account.is_none().then(|| FieldError::new("to", "colleague-unfit")));
            account
        }
    };
    match to {
        Some(to) if wrong.is_empty() => Ok((cases, to)),
        _ => Err(Refusal::Invalid(wrong)),
    }
}

fn named(problems: Problems) -> Problems {
    problems.renamed(|name| if name == "cases" { FIRST.to_owned() } else { name.to_owned() })
}

impl Report {
    fn of(page: &Page, handed: &HandedOut) -> Self {
        let not_given = |one: &hand_out::NotGiven| NotGiven {
            reference: one.reference.clone(),
            why: one.sentence(page.language),
        };
        Self { given: handed.given, not_given: handed.not_given.iter().map(not_given).collect() }
    }

    #[cfg(test)]
    pub(super) fn sample() -> Self {
        let (reference, why) = ("C-7M3QK-0T8XW-2".to_owned(), "یہ آپ کا اپنا کیس ہے۔".to_owned());
        Self { given: 2, not_given: vec![NotGiven { reference, why }] }
    }
}
