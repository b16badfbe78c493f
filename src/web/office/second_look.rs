//! `/office/second-looks/{id}`: a case as it was before it was decided, for a second officer who does not know how, and what
//! they would have decided.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::case::{Check, Documents, Score, Section, sections};
use super::{Staff, words};
use crate::app::App;
use crate::casework::second_look::{self, Blind};
use crate::error::{Error, Result};
use crate::plain;
use crate::policy::Actor;
use crate::refusal::Refusal;
use crate::second_looks::Judgement;
use crate::texts;
use crate::web::address::{Path, Query};
use crate::web::page::field::FieldKind;
use crate::web::page::places::Places;
use crate::web::page::problems::Line;
use crate::web::page::{Entries, Field, Form, Page, Problems, see_other, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "office/second_look.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/office/second-looks/next", post(next))
        .route("/office/second-looks/{id}", get(show))
        .route("/office/second-looks/{id}/answer", post(answer))
        .route("/office/second-looks/{id}/return", post(give_back))
}

/// What the page is asked for besides.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// The document to look at.
    document: Option<Uuid>,
}

#[derive(Debug, Serialize)]
struct View {
    errors: Vec<Line>,
    /// Its address.
    base: String,
    applicant: String,
    /// Masked.
    cnic: String,
    programme: String,
    area: String,
    /// In paisa; zero where nothing is given.
    amount: i64,
    handed_in: String,
    /// The day on which it goes back by itself.
    kept_until: String,
    flags: Vec<String>,
    documents: Documents,
    checks: Vec<Check>,
    score: Option<Score>,
    sections: Vec<Section>,
    fields: Vec<Field>,
}

/// Takes the one that waits longest, and opens it. Where there is none, the day's page says so.
async fn next(State(app): State<Arc<App>>, Staff(actor): Staff, form: Form) -> Result<Response> {
    form.entries.only(&[])?;
    match second_look::next(&app, &actor).await {
        Ok(id) => see_other(&address(id)),
        Err(Error::Refused(Refusal::NoSecondLook)) => see_other_telling("/office", "no-second-look"),
        Err(error) => Err(error),
    }
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    respond(&app, &page, &actor, (id, &asked), (&Entries::default(), Problems::default())).await
}

async fn answer(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(id): Path<Uuid>,
    form: Form,
) -> Result<Response> {
    let Form { entries, .. } = form;
    entries.only(&["judgement", "reason"])?;
    let done = match Judgement::parse(entries.text("judgement")) {
        Some(judgement) => {
            second_look::answer(&app, &actor, id, (judgement, Some(entries.text("reason")))).await
        }
        None => Err(Refusal::field("judgement", "field-missing").into()),
    };
    match done {
        Ok(()) => see_other_telling("/office", "second-look-answered"),
        Err(error @ Error::Refused(Refusal::Invalid(_))) => {
            let problems = Problems::of(error, page.language)?;
            let page = page.at(address(id));
            respond(&app, &page, &actor, (id, &Asked::default()), (&entries, problems)).await
        }
        Err(error) => Err(error),
    }
}

async fn give_back(
    State(app): State<Arc<App>>,
    Staff(actor): Staff,
    Path(id): Path<Uuid>,
    form: Form,
) -> Result<Response> {
    form.entries.only(&[])?;
    second_look::give_back(&app, &actor, id).await?;
    see_other_telling("/office", "second-look-returned")
}

fn address(id: Uuid) -> String {
    format!("/office/second-looks/{id}")
}

async fn respond(
    app: &App,
    page: &Page,
    actor: &Actor,
    (id, asked): (Uuid, &Asked),
    (entries, problems): (&Entries, Problems),
) -> Result<Response> {
    let blind = second_look::open(app, actor, id).await?;
    let mut fields = fields(page).map(|field| field.filled(entries)).to_vec();
    let status = problems.status();
    let errors = problems.beside(&mut fields);
    page.html_with(status, TEMPLATE, &View::of(app, page, (&blind, asked.document), (errors, fields)))
}

impl View {
    fn of(
        app: &App,
        page: &Page,
        (blind, viewed): (&Blind, Option<Uuid>),
        (errors, fields): (Vec<Line>, Vec<Field>),
    ) -> Self {
        let places = Places::of(app, page);
        Self {
            errors,
            base: address(blind.id),
            applicant: blind.applicant.clone(),
            cnic: blind.cnic.masked(),
            programme: words::of(page, &blind.programme.title),
            area: places.name(&blind.area),
            amount: blind.amount,
            handed_in: blind.handed_in.to_rfc3339(),
            kept_until: texts::day(texts::day_of(blind.kept_until), page.language),
            flags: blind.flags.iter().map(|flag| words::of(page, flag)).collect(),
            documents: Documents::blind(page, blind, viewed),
            checks: blind.checks.iter().map(|check| Check::of(page, &blind.programme, check)).collect(),
            score: blind.score.as_ref().map(|score| Score::of(page, score)),
            sections: sections(page, &blind.programme.form, (&blind.answers, &[]), &places),
            fields,
        }
    }
}

fn fields(page: &Page) -> [Field; 2] {
    let judgement = Field::new(FieldKind::Choice, "judgement", page.say("second-look-judgement"));
    let judgement = Judgement::ALL.into_iter().fold(judgement, |field, judgement| {
        let word = judgement.as_str();
        field.option(word, page.say(&format!("second-look-judgement-{word}")))
    });
    let reason = Field::new(FieldKind::LongText, "reason", page.say("second-look-reason"))
        .hint(page.say("second-look-reason-hint"))
        .max_length(plain::LONGEST_REASON);
    [judgement, reason]
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let page = Page::sample(texts::Language::Ur);
    let line = Line { text: "وجہ لکھیں۔".to_owned(), id: Some("reason".to_owned()) };
    let view = |errors, is_viewing: bool| View {
        errors,
        base: address(Uuid::nil()),
        applicant: "غلام فاطمہ".to_owned(),
        cnic: "*****-*****71-2".to_owned(),
        programme: "نقد امداد".to_owned(),
        area: "شالیمار، لاہور".to_owned(),
        amount: if is_viewing { 2_500_000 } else { 0 },
        handed_in: "2026-03-02T06:00:00Z".to_owned(),
        kept_until: "5 مارچ 2026".to_owned(),
        flags: vec!["آمدنی اور اخراجات نہیں ملتے۔".to_owned()],
        documents: Documents::sample_blind(is_viewing),
        checks: Check::samples(),
        score: is_viewing.then(Score::sample),
        sections: Section::samples(),
        fields: fields(&page).to_vec(),
    };
    let bare = View {
        documents: Documents::none(),
        checks: Vec::new(),
        sections: Vec::new(),
        ..view(Vec::new(), false)
    };
    [view(Vec::new(), true), view(vec![line], false), bare]
        .map(|view| Sample::new(TEMPLATE, Signed::Staff, &view))
        .into()
}
