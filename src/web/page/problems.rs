//! Why a form comes back: a sentence for each wrong field, to stand beside it and in the summary on top.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use serde::Serialize;

use super::Field;
use crate::error::{Error, Result};
use crate::refusal::Refusal;
use crate::texts::{self, Language};

/// What is wrong with a form, in the visitor's language.
#[derive(Debug, Default, Clone)]
pub struct Problems {
    /// Of the form as a whole.
    whole: Vec<String>,
    /// By field.
    fields: BTreeMap<String, String>,
}

/// One line of the summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    pub text: String,
    /// Of the field on the page: `full_name`.
    pub id: Option<String>,
}

impl Problems {
    /// Takes a refusal as something to say on the form; what is no refusal stays an error, and so do the refusals after
    /// which there is no form to go on with.
    ///
    /// # Errors
    /// The error itself, where it is none of the form's.
    pub fn of(error: Error, language: Language) -> Result<Self> {
        match error {
            Error::Refused(Refusal::SignInRequired | Refusal::NotAllowed { .. } | Refusal::FormExpired) => {
                Err(error)
            }
            Error::Refused(Refusal::Invalid(wrong)) => {
                let mut problems = Self::default();
                for error in wrong {
                    let text = texts::field(&error, language);
                    if error.field.is_empty() {
                        problems.whole.push(text);
                    } else {
                        problems.fields.entry(error.field).or_insert(text);
                    }
                }
                Ok(problems)
            }
            Error::Refused(refusal) => {
                Ok(Self { whole: vec![texts::refusal(&refusal, language)], fields: BTreeMap::new() })
            }
            Error::NotFound | Error::Fault(_) => Err(error),
        }
    }

    /// Calls the fields by the names they have on the page.
    #[must_use]
    pub fn renamed(self, name: impl Fn(&str) -> String) -> Self {
        Self { fields: self.fields.into_iter().map(|(field, text)| (name(&field), text)).collect(), ..self }
    }

    /// Says at a field what was said of the form as a whole: of a form with one answer it is the answer's.
    #[must_use]
    pub fn at(mut self, field: &str) -> Self {
        if !self.whole.is_empty() {
            let text = std::mem::take(&mut self.whole).join(" ");
            self.fields.entry(field.to_owned()).or_insert(text);
        }
        self
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.fields.is_empty()
    }

    /// The status of the page that says it.
    pub fn status(&self) -> StatusCode {
        if self.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }

    /// Puts each sentence beside its field and gives the lines of the summary, in the order of the page. What belongs to no
    /// field of the page is said in the summary alone; where it is the same of several fields the summary names each.
    pub fn beside(mut self, fields: &mut [Field]) -> Vec<Line> {
        let mut lines: Vec<Line> = self.whole.into_iter().map(|text| Line { text, id: None }).collect();
        let said: Vec<String> = self.fields.values().cloned().collect();
        for field in fields {
            if let Some(text) = self.fields.remove(&field.name) {
                let is_shared = said.iter().filter(|other| **other == text).count() > 1;
                let line = if is_shared { format!("{}: {text}", field.label) } else { text.clone() };
                lines.push(Line { text: line, id: Some(field.anchor()) });
                field.error = Some(text);
            }
        }
        lines.extend(self.fields.into_values().map(|text| Line { text, id: None }));
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::FieldError;

    #[test]
    fn each_sentence_stands_beside_its_field_and_in_the_summary() {
        let wrong =
            vec![FieldError::new("mobile", "field-missing"), FieldError::new("elsewhere", "field-type")];
        let problems = Problems::of(Refusal::Invalid(wrong).into(), Language::En).unwrap();
        let mut fields = [Field::text("name", "Name"), Field::text("mobile", "Mobile")];
        let lines = problems.beside(&mut fields);
        assert_eq!(fields[0].error, None);
        assert_eq!(lines[0].id.as_deref(), Some("mobile"));
        assert_eq!(fields[1].error.as_ref(), Some(&lines[0].text));
        assert_eq!(lines[1].id, None);
    }

    #[test]
    fn what_is_the_same_of_several_fields_is_told_apart_in_the_summary() {
        let wrong = ["name", "mobile"].map(|field| FieldError::new(field, "field-missing"));
        let problems = Problems::of(Refusal::Invalid(wrong.into()).into(), Language::En).unwrap();
        let lines = problems.beside(&mut [Field::text("name", "Full name"), Field::text("mobile", "Mobile")]);
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["Full name: Please fill this in.", "Mobile: Please fill this in."]);
    }

    #[test]
    fn what_is_said_of_the_whole_form_can_be_said_at_its_one_field() {
        let problems = Problems::of(Refusal::WrongCode.into(), Language::En).unwrap().at("code");
        let mut fields = [Field::text("code", "Code")];
        assert_eq!(problems.beside(&mut fields)[0].id.as_deref(), Some("code"));
        assert!(fields[0].error.is_some());
    }

    #[test]
    fn where_there_is_no_form_to_go_on_with_the_error_stays_one() {
        assert!(Problems::of(Refusal::SignInRequired.into(), Language::En).is_err());
        assert!(Problems::of(Error::NotFound, Language::En).is_err());
        assert!(Problems::of(Refusal::WrongCode.into(), Language::En).is_ok());
    }
}
