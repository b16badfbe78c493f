//! `/supervision/batches`: the batches of payments within the visitor's areas, and making another.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;
use uuid::Uuid;

use super::words::{self, Tag};
use crate::app::App;
use crate::casework::disburse::{self, Listing, Making};
use crate::error::{Error, Fault, Result};
use crate::payments::batch::{Batch, State as BatchState};
use crate::policy::Actor;
use crate::refusal::Refusal;
use crate::web::address::{After, next_of};
use crate::web::extract::Caller;
use crate::web::page::field::FieldKind;
use crate::web::page::places::Places;
use crate::web::page::problems::Line;
use crate::web::page::{Entries, Field, Form, Page, Problems, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/supervision/batches", get(show).post(make))
}

#[derive(Debug, Serialize)]
struct Batches {
    batches: Vec<Row>,
    /// The address of the next page.
    next: Option<String>,
    is_first: bool,
    /// For those who make batches.
    making: Option<New>,
    /// Whether somebody just asked for a batch while no case waits.
    nothing_waits: bool,
    errors: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Row {
    reference: String,
    programme: String,
    area: String,
    state: Tag,
    /// The control totals, once they are fixed.
    items: Option<i32>,
    total: Option<i64>,
    made_by: String,
    made_at: String,
    decided_by: Option<String>,
    decided_at: Option<String>,
}

/// What is asked before a batch is made: nothing where there is but one answer.
#[derive(Debug, Default, Serialize)]
struct New {
    fields: Vec<Field>,
    /// Names and texts of what need not be asked.
    given: Vec<(&'static str, String)>,
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    After(after): After<Uuid>,
) -> Result<Response> {
    let view = view(&app, &page, &actor, after, &Entries::default()).await?;
    page.html("supervision/batches.html", &view)
}

async fn make(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["programme", "area"])?;
    let area = Some(form.entries.text("area")).filter(|area| !area.is_empty());
    let making = Making { programme: form.entries.text("programme"), area };
    let error = match disburse::make(&app, &actor, form.key, &making).await {
        Ok(answer) => {
            let reference = answer.body["reference"].as_str();
            let reference = reference.ok_or_else(|| Fault::broken("a batch was made without a reference"))?;
            return see_other_telling(&format!("/supervision/batches/{reference}"), "batch-made");
        }
        Err(error) => error,
    };
    let mut view = view(&app, &page, &actor, None, &form.entries).await?;
    if matches!(error, Error::Refused(Refusal::NothingToPay)) {
        view.nothing_waits = true;
        return page.html("supervision/batches.html", &view);
    }
    let problems = Problems::of(error, page.language)?;
    let status = problems.status();
    view.errors = problems.beside(view.making.as_mut().map_or(&mut [], |new| &mut new.fields));
    page.html_with(status, "supervision/batches.html", &view)
}

async fn view(
    app: &App,
    page: &Page,
    actor: &Actor,
    after: Option<Uuid>,
    entries: &Entries,
) -> Result<Batches> {
    let places = Places::of(app, page);
    let listing = disburse::listing(app, actor, after).await?;
    let next = next_of(&listing.batches, disburse::PAGE, |batch| batch.id);
    let next = next.map(|after| format!("/supervision/batches?after={after}"));
    let batches = listing.batches.iter().map(|batch| row(app, page, &places, &listing, batch)).collect();
    let making = new(app, page, actor, &places, entries);
    Ok(Batches { batches, next, is_first: after.is_none(), making, nothing_waits: false, errors: Vec::new() })
}

fn row(app: &App, page: &Page, places: &Places, listing: &Listing, batch: &Batch) -> Row {
    let name = |person| listing.names.get(person).cloned();
    let is_fixed = !matches!(batch.state, BatchState::Draft | BatchState::Discarded);
    Row {
        reference: batch.reference.clone(),
        programme: words::programme(app, page, &batch.programme),
        area: words::area(page, places, batch.area.as_deref()),
        state: words::batch_state(page, batch.state),
        items: is_fixed.then_some(batch.items),
        total: is_fixed.then_some(batch.total.paisa()),
        made_by: name(&batch.made_by).unwrap_or_default(),
        made_at: batch.made_at.to_rfc3339(),
        decided_by: batch.decided_by.as_ref().and_then(name),
        decided_at: batch.decided_at.map(|at| at.to_rfc3339()),
    }
}

/// Programme and area, each asked only where the visitor's grants leave a choice.
fn new(app: &App, page: &Page, actor: &Actor, places: &Places, entries: &Entries) -> Option<New> {
    let granted = disburse::places(app, actor);
    let mut programmes: Vec<&str> = Vec::new();
    let mut codes: Vec<&str> = Vec::new();
    for place in &granted {
        if !programmes.contains(&place.programme.as_str()) {
            programmes.push(&place.programme);
        }
        // Who may make one of the whole province may as well take a part of it.
        let within = match &place.area {
            Some(area) => vec![area.as_str()],
            None => [""].into_iter().chain(places.divisions()).collect(),
        };
        codes.extend(within);
    }
    codes.sort_unstable();
    codes.dedup();
    if programmes.is_empty() {
        return None;
    }
    let mut new = New::default();
    match programmes.as_slice() {
        [only] => new.given.push(("programme", (*only).to_owned())),
        several => {
            let field = Field::new(FieldKind::Choice, "programme", page.say("batches-programme"));
            let field = several
                .iter()
                .fold(field, |field, code| field.option(*code, words::programme(app, page, code)));
            new.fields.push(field.filled(entries));
        }
    }
    match codes.as_slice() {
        [only] => new.given.push(("area", (*only).to_owned())),
        several => {
            let field = Field::new(FieldKind::Select, "area", page.say("batches-area"));
            let area = |code: &str| Some(code.to_owned()).filter(|code| !code.is_empty());
            let field = several.iter().fold(field, |field, code| {
                field.option(*code, words::area(page, places, area(code).as_deref()))
            });
            new.fields.push(field.filled(entries));
        }
    }
    Some(new)
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let row = |state: &str, items: Option<i32>| Row {
        reference: "B-7K2M9-4TQX3-8".to_owned(),
        programme: "نقد امداد".to_owned(),
        area: "پورا صوبہ".to_owned(),
        state: Tag { text: state.to_owned(), colour: "yellow" },
        items,
        total: items.map(|items| i64::from(items) * 1_200_000),
        made_by: "بلال احمد".to_owned(),
        made_at: "2026-03-02T06:00:00Z".to_owned(),
        decided_by: items.map(|_| "سعدیہ <b>خان</b>".to_owned()),
        decided_at: items.map(|_| "2026-03-02T07:00:00Z".to_owned()),
    };
    let choice = || New {
        fields: vec![
            Field::new(FieldKind::Choice, "programme", "پروگرام")
                .option("a", "نقد امداد")
                .option("b", "وظیفہ"),
            Field::new(FieldKind::Select, "area", "علاقہ").option("", "پورا صوبہ").option("lahore", "لاہور"),
        ],
        given: Vec::new(),
    };
    let given = New {
        fields: Vec::new(),
        given: vec![("programme", "cash-assistance".to_owned()), ("area", String::new())],
    };
    let wrong = Line { text: "یہ درست نہیں۔".to_owned(), id: None };
    let full = Batches {
        batches: vec![row("منظوری کا انتظار", Some(3)), row("تیاری میں", None)],
        next: Some("/supervision/batches?after=x".to_owned()),
        is_first: false,
        making: Some(choice()),
        nothing_waits: false,
        errors: Vec::new(),
    };
    let empty = Batches {
        batches: Vec::new(),
        next: None,
        is_first: true,
        making: Some(given),
        nothing_waits: true,
        errors: Vec::new(),
    };
    let refused = Batches {
        batches: vec![row("تیاری میں", None)],
        next: None,
        is_first: true,
        making: Some(choice()),
        nothing_waits: false,
        errors: vec![wrong],
    };
    let watched = Batches {
        making: None,
        errors: Vec::new(),
        batches: Vec::new(),
        next: None,
        is_first: true,
        nothing_waits: false,
    };
    [full, empty, refused, watched]
        .iter()
        .map(|view| Sample::new("supervision/batches.html", Signed::Staff, view))
        .collect()
}
