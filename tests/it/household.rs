//! A household as the form of cash assistance takes it, and the day on which it is read.

use std::sync::LazyLock;

use chrono::NaiveDate;
use pser::catalogue::form::{Answers, Checking};
use pser::catalogue::{Bundle, Programme};
use pser::refusal::FieldError;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::arrange::{AREA, sealer};
use crate::workflow::known;

static PROGRAMME: LazyLock<Programme> = LazyLock::new(|| read(&shipped()));

/// The shipped bundle.
pub(crate) fn shipped() -> Bundle {
    let mut bundles = Bundle::embedded().unwrap().into_iter();
    bundles.find(|bundle| bundle.programme == "cash-assistance").unwrap()
}

/// Every programme that ships, by code.
pub(crate) fn all() -> &'static [Programme] {
    static ALL: LazyLock<Vec<Programme>> = LazyLock::new(|| {
        let bundles = Bundle::embedded().unwrap().into_iter();
        bundles.map(|bundle| Programme::read(bundle, &pser::offer::known()).unwrap()).collect()
    });
    &ALL
}

/// A bundle as a programme.
pub(crate) fn read(bundle: &Bundle) -> Programme {
    Programme::read(bundle.clone(), &known()).unwrap()
}

/// The shipped programme.
pub(crate) fn programme() -> &'static Programme {
    &PROGRAMME
}

/// The day on which ages are counted.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()
}

/// Complete and sound: a widow with a son of nine and a mother of seventy.
pub(crate) fn answers() -> Value {
    json!({
        "applicant": {
            "date_of_birth": "1985-04-11", "gender": "female", "marital_status": "widowed", "is_head": true,
            "education": "primary", "work": "daily-wage", "monthly_income": 1_200_000, "has_disability": false,
        },
        "members": [
            {
                "name": "Bilal", "relationship": "son", "date_of_birth": "2016-08-20", "gender": "male",
                "is_orphan": true, "in_school": true, "education": "none", "has_disability": false,
            },
            {
                "name": "Rasheeda Bibi", "relationship": "mother", "date_of_birth": "1956-01-01",
                "gender": "female", "cnic": "35201-7654321-8", "marital_status": "widowed", "education": "none",
                "work": "household-work", "monthly_income": 0, "has_disability": true, "disability": "seeing",
            },
        ],
        "income": { "has_other": false },
        "household": {
            "area": AREA, "address": "House 4, Street 9, Shalimar Link Road", "tenure": "rented", "walls": "mixed",
            "rooms": 1, "water": "piped", "has_electricity": true,
        },
        "assets": { "land_kanals": 0, "cattle": 0, "has_motorcycle": false, "has_car": false },
        "hardship": { "disaster": "none", "has_chronic_illness": false },
        "bank": { "title": "Shazia Parveen", "iban": "PK36 SCBL 0000 0011 2345 6702" },
    })
}

/// Sets the answer at a path, as somebody types it.
pub(crate) fn with(mut answers: Value, path: &str, value: Value) -> Value {
    let pointer = format!("/{}", path.replace('.', "/"));
    if let Some(place) = answers.pointer_mut(&pointer) {
        *place = value;
        return answers;
    }
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    answers.pointer_mut(parent).unwrap()[name] = value;
    answers
}

/// Checks typed answers for an application, on top of what is stored.
pub(crate) fn check_for(
    application: Uuid,
    stored: &Answers,
    typed: &Value,
) -> Result<Answers, Vec<FieldError>> {
    let sealer = sealer();
    let areas = [AREA.to_owned()].into();
    programme().form.check(
        typed,
        &Checking {
            today: today(),
            areas: &areas,
            stored,
            seal: &|identifier, clear| pser::applications::seal(&sealer, application, identifier, clear),
        },
    )
}

/// Checks typed answers of some application.
pub(crate) fn check(typed: &Value) -> Result<Answers, Vec<FieldError>> {
    check_for(Uuid::nil(), &Answers::default(), typed)
}
