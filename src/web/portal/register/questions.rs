//! What a citizen who registers is asked, why, and how the answers are read.

use serde::Serialize;

use crate::people::Typed;
use crate::people::registration::Form;
use crate::texts::Language;
use crate::web::page::field::{FieldKind, day_of};
use crate::web::page::places::Places;
use crate::web::page::{Entries, Field, Page};

/// Everything the form sends.
pub(in crate::web) const NAMES: [&str; 13] = [
    "full_name",
    "father_name",
    "date_of_birth-day",
    "date_of_birth-month",
    "date_of_birth-year",
    "cnic",
    "mobile",
    "email",
    "language",
    "area",
    "address",
    "password",
    "next",
];

/// Where the form is divided: the heading's name and the first question below it.
const SECTIONS: [(&str, &str); 4] =
    [("you", "full_name"), ("reach", "mobile"), ("home", "area"), ("password", "password")];

/// Questions that belong together.
#[derive(Debug, Serialize)]
pub(super) struct Section {
    title: String,
    fields: Vec<Field>,
}

/// What stands in the form before anything was typed.
pub(in crate::web) fn fresh(page: &Page) -> Entries {
    Entries::of([("language", page.language.code().to_owned())])
}

/// The questions in their order, filled.
pub(in crate::web) fn fields(page: &Page, places: &Places, entries: &Entries) -> Vec<Field> {
    let asked = |kind, name: &str| {
        let field = Field::new(kind, name, page.say(&format!("register-{name}")));
        field.hint(page.say(&format!("register-{name}-hint")))
    };
    let area = asked(FieldKind::Select, "area").option("", page.say("register-area-choose"));
    let language = asked(FieldKind::Choice, "language");
    let fields = [
        asked(FieldKind::Text, "full_name").autocomplete("name"),
        asked(FieldKind::Text, "father_name"),
        asked(FieldKind::Date, "date_of_birth").autocomplete("bday"),
        asked(FieldKind::Cnic, "cnic"),
        asked(FieldKind::Mobile, "mobile"),
        asked(FieldKind::Email, "email"),
        Language::ALL.into_iter().fold(language, |field, language| {
            let code = language.code();
            field.option(code, page.say(&format!("register-language-{code}")))
        }),
        places.tehsils(area),
        asked(FieldKind::LongText, "address").autocomplete("street-address"),
        asked(FieldKind::Password, "password").autocomplete("new-password"),
    ];
    fields.into_iter().map(|field| field.filled(entries)).collect()
}

/// The questions under their headings.
pub(super) fn sections(page: &Page, fields: Vec<Field>) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for field in fields {
        if let Some((name, _)) = SECTIONS.iter().find(|(_, first)| *first == field.name) {
            let title = page.say(&format!("register-section-{name}"));
            sections.push(Section { title, fields: Vec::new() });
        }
        if let Some(section) = sections.last_mut() {
            section.fields.push(field);
        }
    }
    sections
}

/// The form as the use case takes it. Messages come in the page's language where none was chosen.
pub(in crate::web) fn read(entries: &Entries, page: Language) -> Form {
    Form {
        full_name: entries.typed("full_name"),
        father_name: entries.typed("father_name"),
        date_of_birth: Typed::new(day_of(entries, "date_of_birth")),
        cnic: entries.typed("cnic"),
        mobile: entries.typed("mobile"),
        email: entries.typed_if_any("email"),
        address: entries.typed("address"),
        area: entries.text("area").to_owned(),
        password: entries.typed("password"),
        language: Some(entries.text("language")).filter(|code| !code.is_empty()).map_or(page, Language::of),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_stands_in_a_section_and_none_twice() {
        let page = Page::sample(Language::En);
        let fields = fields(&page, &Places::sample(Language::En), &fresh(&page));
        let asked: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
        let sections = sections(&page, fields);
        let divided: Vec<&str> =
            sections.iter().flat_map(|section| &section.fields).map(|field| field.name.as_str()).collect();
        assert_eq!(divided, asked);
        assert_eq!(sections.len(), SECTIONS.len());
        for name in asked {
            assert!(NAMES.iter().any(|sent| sent.trim_end_matches("-day") == name), "{name} is not taken");
        }
    }

    #[test]
    fn messages_come_in_the_language_of_the_page_unless_another_is_chosen() {
        let chosen = |code: &str| read(&Entries::of([("language", code.to_owned())]), Language::Ur).language;
        assert_eq!((chosen(""), chosen("ur"), chosen("en")), (Language::Ur, Language::Ur, Language::En));
    }
}
