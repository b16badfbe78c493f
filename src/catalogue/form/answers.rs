//! Answers as they are stored: by section and question, identifiers sealed. What leaves this module towards a screen is
//! masked; only `identifier` hands out the sealed form, for those who may open it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// One row of a section: answers by question.
pub type Row = Map<String, Value>;

/// Answers by section: an object of answers, or a list of such objects for a repeated section. Also a change to them, in
/// which null takes an answer away.
#[derive(Clone, Default, PartialEq)]
pub struct Answers(Map<String, Value>);

impl std::fmt::Debug for Answers {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Answers({} sections)", self.0.len())
    }
}

impl From<Answers> for Value {
    fn from(answers: Answers) -> Self {
        Self::Object(answers.0)
    }
}

impl Answers {
    /// Answers read from where they were stored; anything but an object is no answers.
    pub fn stored(value: Value) -> Self {
        match value {
            Value::Object(sections) => Self(sections),
            _ => Self::default(),
        }
    }

    /// The answers of a section that is asked once.
    pub fn row(&self, section: &str) -> Option<&Row> {
        self.0.get(section)?.as_object()
    }

    /// The rows of a repeated section.
    pub fn rows(&self, section: &str) -> Vec<&Row> {
        let rows = self.0.get(section).and_then(Value::as_array);
        rows.map_or_else(Vec::new, |rows| rows.iter().filter_map(Value::as_object).collect())
    }

    /// The answer at a path such as `household.area` or `members.2.cnic`.
    pub fn value(&self, path: &str) -> Option<&Value> {
        let mut parts = path.split('.');
        let mut value = self.0.get(parts.next()?)?;
        for part in parts {
            value = match value {
                Value::Array(rows) => rows.get(part.parse::<usize>().ok()?)?,
                other => other.get(part)?,
            };
        }
        Some(value)
    }

    /// The sealed bytes of the identifier at a path, to be opened at `application.answers` of the application.
    pub fn identifier(&self, path: &str) -> Option<Vec<u8>> {
        STANDARD.decode(self.value(path)?.get("sealed")?.as_str()?).ok()
    }

    /// The blind index of the identifier at a path.
    pub fn index(&self, path: &str) -> Option<Vec<u8>> {
        hex::decode(self.value(path)?.get("index")?.as_str()?).ok()
    }

    /// Puts a section in place.
    pub(super) fn set(&mut self, section: &str, value: Value) {
        self.0.insert(section.to_owned(), value);
    }

    /// Takes over a change: question by question in a section asked once, the whole list in a repeated one.
    pub fn merge(&mut self, change: Self) {
        for (section, value) in change.0 {
            match value {
                Value::Object(changed) => {
                    let kept = self.0.entry(section).or_insert_with(|| json!({}));
                    if let Value::Object(kept) = kept {
                        kept.extend(changed);
                        kept.retain(|_, value| !value.is_null());
                    }
                }
                Value::Array(rows) => {
                    let rows = rows.into_iter().map(without_nulls).collect();
                    self.0.insert(section, Value::Array(rows));
                }
                _ => {}
            }
        }
    }

    /// The answers for a content hash: of an identifier its blind index, which outlives a change of keys.
    pub fn indexed(&self) -> Value {
        replaced(&Value::Object(self.0.clone()), &|fields, _| json!({ "index": fields.get("index") }))
    }

    /// The answers for a screen: of an identifier only the last four characters, and a word by which its owner can say
    /// "leave it as it is" without typing it again.
    pub fn masked(&self) -> Value {
        replaced(
            &Value::Object(self.0.clone()),
            &|fields, sealed| json!({ "last": fields.get("last"), "keep": keep_word(sealed) }),
        )
    }
}

fn without_nulls(row: Value) -> Value {
    match row {
        Value::Object(mut row) => {
            row.retain(|_, value| !value.is_null());
            Value::Object(row)
        }
        other => other,
    }
}

fn replaced(value: &Value, identifier: &dyn Fn(&Row, &str) -> Value) -> Value {
    match value {
        Value::Object(fields) => {
            if let Some(sealed) = sealed_text(value) {
                return identifier(fields, sealed);
            }
            let below = |(name, value): (&String, &Value)| (name.clone(), replaced(value, identifier));
            Value::Object(fields.iter().map(below).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(|item| replaced(item, identifier)).collect()),
        other => other.clone(),
    }
}

/// The sealed text of a stored identifier; nothing for any other value.
pub(super) fn sealed_text(value: &Value) -> Option<&str> {
    value.get("sealed")?.as_str()
}

/// Names a sealed value without telling anything about it.
pub(super) fn keep_word(sealed: &str) -> String {
    hex::encode(&Sha256::digest(sealed.as_bytes())[..8])
}
