//! What need not be asked: what the account knows, and what the household answered in an earlier application to a programme
//! that asks the same. The papers that belong to those answers come along.

use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::app::App;
use crate::applications::{self, Given};
use crate::calendar;
use crate::catalogue::Programme;
use crate::catalogue::form::{Answers, Form, Prefill};
use crate::catalogue::requirements;
use crate::documents::{self, Slot};
use crate::entropy;
use crate::error::Result;
use crate::people::{citizen, person};
use crate::refusal::Refusal;

/// What a draft begins with.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) answers: Answers,
    given: Option<Given>,
}

impl Known {
    /// The earlier application it comes from, and which snapshot of it.
    pub(super) fn taken(&self) -> Option<(Uuid, i16)> {
        self.given.as_ref().map(|given| (given.application, given.number))
    }

    /// Has the papers of the earlier application count for the draft too: those that are asked for here and that no officer
    /// refused.
    pub(super) async fn carry_papers(
        &self,
        app: &App,
        conn: &mut PgConnection,
        (programme, draft): (&Programme, Uuid),
    ) -> Result<()> {
        let Some(given) = &self.given else { return Ok(()) };
        let form = &programme.form;
        let reading = form.read(&self.answers, calendar::today(conn).await?)?;
        let slots = requirements::slots(form, &reading)?;
        let is_shared = |name: &str| {
            let mut asked = form.requirements.iter().filter(|one| one.is_taken || form.takes.is_none());
            asked.any(|one| one.name == name)
        };
        let asked = |paper: &Slot| {
            let is_its = |slot: &requirements::Slot| {
                slot.requirement == paper.requirement && slot.member == paper.member
            };
            is_shared(&paper.requirement) && slots.iter().any(is_its)
        };
        let papers = documents::current(conn, given.application).await?;
        for paper in papers.iter().filter(|paper| paper.counts() && asked(&paper.slot)) {
            let stored = documents::stored(conn, paper.id).await?;
            let key = app.sealer.unwrap_key(paper.id, &stored.wrapped_key)?;
            let id = entropy::id();
            documents::carry(conn, (paper.id, id, draft), &app.sealer.wrap_key(id, &key)).await?;
        }
        Ok(())
    }
}

/// What is known of an applicant; the answers are sealed for `draft`.
pub(super) async fn known(
    app: &App,
    conn: &mut PgConnection,
    (programme, draft): (&Programme, Uuid),
    (account, person): (Uuid, Uuid),
) -> Result<Known> {
    let form = &programme.form;
    let mut answers = of_account(app, conn, form, (account, person)).await?;
    let given = last_given(app, conn, programme, person).await?;
    if let Some(given) = &given {
        let handed = applications::hand_over(&app.sealer, (given.application, draft), given.answers.clone())?;
        answers.merge(form.shared(&handed));
    }
    Ok(Known { answers, given })
}

/// What a person last handed in to this programme's household form, here or in another programme that takes it over.
pub(in crate::casework) async fn last_given(
    app: &App,
    conn: &mut PgConnection,
    programme: &Programme,
    person: Uuid,
) -> Result<Option<Given>> {
    match family(app, programme) {
        Some(programmes) => applications::last_given(conn, person, &programmes).await,
        None => Ok(None),
    }
}

/// The programmes that ask a household the same as this one: whose form it takes over and those that take that over too. None
/// where nobody shares it: what was said in one application of it says nothing for another.
pub(in crate::casework) fn family(app: &App, programme: &Programme) -> Option<Vec<String>> {
    let whose = programme.household_form();
    let offers = app.catalogue.offers();
    let mut programmes: Vec<String> = offers
        .iter()
        .filter(|offer| offer.programme.form.takes.as_deref() == Some(whose))
        .map(|offer| offer.programme.code.clone())
        .collect();
    if programmes.is_empty() {
        return None;
    }
    programmes.push(whose.to_owned());
    Some(programmes)
}

async fn of_account(
    app: &App,
    conn: &mut PgConnection,
    form: &Form,
    (account, person): (Uuid, Uuid),
) -> Result<Answers> {
    let profile = citizen::profile(conn, &app.sealer, account).await?.ok_or(Refusal::SignInRequired)?;
    let born = person::known(conn, person).await?.and_then(|known| known.date_of_birth);
    let mut answers = Answers::default();
    for (section, question, prefill) in form.prefilled() {
        let value = match prefill {
            Prefill::DateOfBirth => born.map(|day| Value::from(day.to_string())),
            Prefill::Address => profile.address.clone().map(Value::from),
            Prefill::Area => Some(Value::from(profile.area.clone())),
        };
        if let Some(value) = value {
            answers.merge(Answers::stored(json!({ &section.name: { &question.name: value } })));
        }
    }
    Ok(answers)
}
