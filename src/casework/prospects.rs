//! What somebody may get, before they apply: from a few answers of whoever asks, or from what a household has told already.
//! It promises nothing; a case is scored on what was handed in for it.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

use super::admission;
use super::apply::last_given;
use crate::app::App;
use crate::applications::Given;
use crate::calendar;
use crate::catalogue::Programme;
use crate::catalogue::form::{Answers, Checking, Form};
use crate::eligibility::{self, Score};
use crate::error::Result;
use crate::policy::{Actor, Resource};
use crate::refusal::Refusal;

/// What a programme makes of answers.
#[derive(Debug)]
pub struct Prospect {
    pub programme: Arc<Programme>,
    pub score: Score,
    /// How many questions it would still ask; 0 where that is not known.
    pub questions: usize,
    /// When the answers were handed in; none for those of a screener.
    pub given_at: Option<DateTime<Utc>>,
}

/// The programme whose few questions are asked of whoever wants to know.
pub fn screener(app: &App) -> Option<Arc<Programme>> {
    let offers = app.catalogue.offers();
    offers.into_iter().map(|offer| offer.programme).find(|programme| programme.screener.is_some())
}

/// Checks answers to some of the screener's questions. Nothing is kept of them.
///
/// # Errors
/// `Invalid` with every wrong field.
pub async fn check(app: &App, screener: &Form, typed: &Value) -> Result<Answers> {
    checked(screener, typed, calendar::today(&mut *app.db.acquire().await?).await?)
}

fn checked(screener: &Form, typed: &Value, today: NaiveDate) -> Result<Answers> {
    let checking = Checking {
        today,
        areas: &HashSet::new(),
        stored: &Answers::default(),
        // A screener has no use for identifiers; were one asked for, it would be dropped.
        seal: &|_, _| Value::Null,
    };
    let answers = screener.check(typed, &checking).map_err(|mut wrong| {
        for error in wrong.iter_mut().filter(|error| error.field != "answers") {
            error.field.insert_str(0, "answers.");
        }
        Refusal::Invalid(wrong)
    })?;
    Ok(answers)
}

/// What the programmes on offer make of all the screener's answers.
///
/// # Errors
/// `Invalid`; `Incomplete` with the unanswered questions.
pub async fn screen(app: &App, typed: &Value) -> Result<Vec<Prospect>> {
    admission::anybody(app, "programme", "see")?;
    let Some(asking) = screener(app) else { return Ok(Vec::new()) };
    let Some(form) = &asking.screener else { return Ok(Vec::new()) };
    let today = calendar::today(&mut *app.db.acquire().await?).await?;
    let reading = form.read(&checked(form, typed, today)?, today)?;
    if !reading.missing().is_empty() {
        return Err(Refusal::Incomplete { missing: reading.missing().to_vec() }.into());
    }
    let mut prospects = Vec::new();
    for offer in app.catalogue.offers().into_iter().filter(|offer| offer.is_open) {
        if let Some(card) = &offer.programme.screening {
            let score = eligibility::score(card, reading.facts())?;
            prospects.push(Prospect { programme: offer.programme, score, questions: 0, given_at: None });
        }
    }
    Ok(prospects)
}

/// What the programmes on offer make of what this citizen's household handed in last; none where nothing was.
///
/// # Errors
/// `NotAllowed` for whoever is no citizen.
pub async fn of_household(app: &App, actor: &Actor) -> Result<Vec<Prospect>> {
    let Actor::Citizen { person, .. } = *actor else {
        return Err(Refusal::NotAllowed { deed: "see".to_owned() }.into());
    };
    let own = Resource { kind: "application", owner: Some(person), ..Resource::default() };
    app.policy.authorize(actor, "see", &own).map_err(|denial| denial.into_error("see"))?;
    let mut conn = app.db.acquire().await?;
    let today = calendar::today(&mut conn).await?;
    // Programmes that ask the same of a household have its answers in common.
    let mut given: HashMap<String, Option<Given>> = HashMap::new();
    let mut prospects = Vec::new();
    for offer in app.catalogue.offers().into_iter().filter(|offer| offer.is_open) {
        let Some(card) = &offer.programme.scorecard else { continue };
        let given = match given.entry(offer.programme.household_form().to_owned()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(last_given(app, &mut conn, &offer.programme, person).await?),
        };
        let Some(given) = given else { continue };
        let form = &offer.programme.form;
        let reading = form.read(&form.shared(&given.answers), today)?;
        prospects.push(Prospect {
            score: eligibility::score(card, reading.facts())?,
            questions: reading.missing().len(),
            given_at: Some(given.submitted_at),
            programme: offer.programme,
        });
    }
    Ok(prospects)
}
