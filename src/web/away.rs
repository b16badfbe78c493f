//! What pages ask and say of an absence: the first and the last day away.

use serde_json::json;

use crate::error::Result;
use crate::people::absence::Absence;
use crate::refusal::{FieldError, Refusal};
use crate::texts;
use crate::web::page::field::{FieldKind, given_day};
use crate::web::page::{Entries, Field, Page};

/// The fields of the form, as a form sends them.
pub(in crate::web) const NAMES: [&str; 6] =
    ["first_day-day", "first_day-month", "first_day-year", "last_day-day", "last_day-month", "last_day-year"];

/// The form, with what was typed or, before that, what was said last.
pub(in crate::web) fn fields(page: &Page, entries: Option<&Entries>, absence: Option<Absence>) -> [Field; 2] {
    let said = absence.map(entries_of).unwrap_or_default();
    let entries = entries.unwrap_or(&said);
    ["first_day", "last_day"].map(|name| {
        let label = page.say(&format!("away-{}", name.replace('_', "-")));
        Field::new(FieldKind::Date, name, label).filled(entries)
    })
}

/// Reads the form.
///
/// # Errors
/// `Invalid` on each day that is none.
pub(in crate::web) fn read(entries: &Entries) -> Result<Absence, Refusal> {
    let mut wrong: Vec<FieldError> = Vec::new();
    let mut day = |name| match given_day(entries, name) {
        Ok(day) => Some(day),
        Err(Refusal::Invalid(errors)) => {
            wrong.extend(errors);
            None
        }
        Err(_) => None,
    };
    match (day("first_day"), day("last_day")) {
        (Some(first_day), Some(last_day)) => Ok(Absence { first_day, last_day }),
        _ => Err(Refusal::Invalid(wrong)),
    }
}

/// From when until when.
pub(in crate::web) fn words(page: &Page, absence: Absence) -> String {
    let [first, last] =
        [absence.first_day, absence.last_day].map(|day| json!(texts::day(day, page.language)));
    page.say_with("away-from-until", [("first", first), ("last", last)])
}

fn entries_of(absence: Absence) -> Entries {
    let days = [("first_day", absence.first_day), ("last_day", absence.last_day)];
    let parts = days.into_iter().zip([0, 3]).flat_map(|((_, day), at)| {
        let texts = [day.format("%-d"), day.format("%-m"), day.format("%Y")].map(|text| text.to_string());
        NAMES[at..at + 3].iter().copied().zip(texts)
    });
    Entries::of(parts)
}
