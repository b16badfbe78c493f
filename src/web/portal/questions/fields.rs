//! A question as a field: what it asks, what is stored, and for identifiers how to leave them as they are.

use serde_json::Value;

use crate::catalogue::form::{Question, QuestionKind};
use crate::web::page::field::{FieldKind, Filled};
use crate::web::page::places::Places;
use crate::web::page::{Field, Page};

/// More options than this are a list to fold out.
const MOST_RADIOS: usize = 9;
/// Longer texts get a box of several lines.
const LONGEST_LINE: usize = 250;

/// What a field is made from.
#[derive(Debug, Clone, Copy)]
pub(in crate::web::portal) struct Shown<'a> {
    pub(in crate::web::portal) page: &'a Page,
    pub(in crate::web::portal) places: &'a Places,
}

/// The field of a question. `stored` is the answer as it is kept, identifiers masked.
pub(in crate::web::portal) fn field(
    shown: Shown<'_>,
    question: &Question,
    is_optional: bool,
    stored: Option<&Value>,
) -> Field {
    let page = shown.page;
    let title = page.of(&question.title);
    let label = if is_optional {
        page.say_with("apply-optional", [("question", Value::from(title))])
    } else {
        title.to_owned()
    };
    let mut field = Field::new(kind(&question.kind), &question.name, label);
    field.hint = question.hint.as_ref().map(|hint| page.of(hint).to_owned());
    field = with_options(shown, &question.kind, field);
    match &question.kind {
        QuestionKind::Text { max_length } => field.max_length = Some(*max_length),
        QuestionKind::Integer { .. } => field.width = Some(5),
        // The mobile and the day of somebody else may be asked for: the phone must not offer its owner's.
        QuestionKind::Mobile => field.autocomplete = Some("off"),
        _ => {}
    }
    if let Some(stored) = stored.filter(|stored| !stored.is_null()) {
        fill(&mut field, page, &question.kind, stored);
    }
    field
}

fn kind(kind: &QuestionKind) -> FieldKind {
    match kind {
        QuestionKind::Text { max_length } if *max_length > LONGEST_LINE => FieldKind::LongText,
        QuestionKind::Text { .. } => FieldKind::Text,
        QuestionKind::Integer { .. } => FieldKind::Number,
        QuestionKind::Money { .. } => FieldKind::Money,
        QuestionKind::Date { .. } => FieldKind::Date,
        QuestionKind::Choice { options } if options.len() > MOST_RADIOS => FieldKind::Select,
        QuestionKind::Choice { .. } => FieldKind::Choice,
        QuestionKind::YesNo => FieldKind::YesNo,
        QuestionKind::Cnic => FieldKind::Cnic,
        QuestionKind::Iban => FieldKind::Iban,
        QuestionKind::Mobile => FieldKind::Mobile,
        QuestionKind::Area { .. } => FieldKind::Select,
    }
}

fn with_options(Shown { page, places }: Shown<'_>, kind: &QuestionKind, field: Field) -> Field {
    match kind {
        QuestionKind::YesNo => field.option("yes", page.say("kit-yes")).option("no", page.say("kit-no")),
        QuestionKind::Choice { options } => {
            let field = if options.len() > MOST_RADIOS { nothing_yet(page, field) } else { field };
            options.iter().fold(field, |field, choice| field.option(&choice.name, page.of(&choice.title)))
        }
        QuestionKind::Area { level } => places.options(nothing_yet(page, field), *level),
        _ => field,
    }
}

/// A list to fold out begins with nothing chosen.
fn nothing_yet(page: &Page, field: Field) -> Field {
    field.option("", page.say("apply-choose"))
}

/// Chooses the answer of this value, where there is one.
fn choose(field: &mut Field, value: &str) {
    for option in &mut field.options {
        option.checked = option.value == value;
    }
}

fn fill(field: &mut Field, page: &Page, kind: &QuestionKind, stored: &Value) {
    if kind.identifier().is_some() {
        let last = stored.get("last").cloned().unwrap_or_default();
        let keep = page.say_with("apply-keep", [("last", last)]);
        field.hint = Some(keep);
        return;
    }
    match kind {
        QuestionKind::Date { .. } => {
            let mut parts = stored.as_str().unwrap_or_default().splitn(3, '-');
            let mut next = || parts.next().unwrap_or_default().trim_start_matches('0').to_owned();
            let (year, month, day) = (next(), next(), next());
            field.value = Filled::Day { day, month, year };
        }
        QuestionKind::YesNo => choose(field, if stored.as_bool() == Some(true) { "yes" } else { "no" }),
        QuestionKind::Choice { .. } | QuestionKind::Area { .. } => {
            choose(field, stored.as_str().unwrap_or_default());
        }
        QuestionKind::Money { .. } => field.value = Filled::Text(rupees(stored.as_i64().unwrap_or_default())),
        _ => {
            let text = stored.as_str().map_or_else(|| stored.to_string(), str::to_owned);
            field.value = Filled::Text(text);
        }
    }
}

/// An amount as somebody types it.
fn rupees(paisa: i64) -> String {
    match paisa % 100 {
        0 => (paisa / 100).to_string(),
        rest => format!("{}.{rest:02}", paisa / 100),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_amount_is_shown_as_it_is_typed() {
        assert_eq!((super::rupees(1_200_000), super::rupees(150)), ("12000".to_owned(), "1.50".to_owned()));
    }
}
