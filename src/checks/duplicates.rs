//! Whether the same people, account, mobile, papers or person turn up in another application. It only looks: the officer
//! gets a list with the reasons, and nothing is decided. People of one household share accounts and papers; that is no
//! finding. A CNIC in two live applications is one, whoever handed them in.

mod others;

use serde::Serialize;
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::{Finding, Subject, Verdict};
use crate::error::Fault;

/// Its name in workflows.
pub const NAME: &str = "duplicates";

/// One reason to look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Likeness {
    /// What is alike.
    pub by: By,
    /// The answer concerned, such as `members.2.cnic`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// The requirement concerned, such as `cnic-self`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The other case, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
}

impl Likeness {
    /// Alike in this, and no particulars yet.
    const fn by(by: By) -> Self {
        Self { by, answer: None, document: None, case: None }
    }
}

/// What is alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// A CNIC of this household is in another live case.
    Cnic,
    /// Somebody of this household is registered in another one.
    Household,
    /// An identifier given here (bank account, mobile) was given by somebody else.
    Identifier,
    /// The account's mobile is another person's too.
    Mobile,
    /// The same file was sent by somebody else.
    Document,
    /// A like name and the same date of birth under another CNIC.
    Name,
}

/// Looks for likenesses.
pub async fn judge(conn: &mut PgConnection, subject: &Subject) -> Result<Finding, Fault> {
    let given = Given::of(&Value::from(subject.answers.clone()));
    let mut found = others::with_cnic(conn, subject, &given).await?;
    found.extend(others::with_member(conn, subject, &given).await?);
    found.extend(others::with_identifier(conn, subject, &given).await?);
    found.extend(others::with_mobile(conn, subject).await?);
    found.extend(others::with_document(conn, subject).await?);
    found.extend(others::with_name(conn, subject).await?);
    let verdict = if found.is_empty() { Verdict::Passed } else { Verdict::Attention };
    Ok(Finding { verdict, evidence: json!({ "found": found }) })
}

/// The blind indexes that stand in the answers, and where.
#[derive(Debug, Default)]
struct Given {
    /// Path and index, in hexadecimal as stored.
    answers: Vec<(String, String)>,
}

impl Given {
    fn of(answers: &Value) -> Self {
        let mut given = Self::default();
        given.collect("", answers);
        given
    }

    fn collect(&mut self, path: &str, value: &Value) {
        let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        match value {
            Value::Object(fields) => {
                match (fields.get("sealed"), fields.get("index").and_then(Value::as_str)) {
                    (Some(_), Some(index)) => self.answers.push((path.to_owned(), index.to_owned())),
                    _ => fields.iter().for_each(|(name, value)| self.collect(&below(name), value)),
                }
            }
            Value::Array(rows) => {
                rows.iter()
                    .enumerate()
                    .for_each(|(place, row)| self.collect(&below(&place.to_string()), row));
            }
            _ => {}
        }
    }

    fn hex(&self) -> Vec<String> {
        self.answers.iter().map(|(_, index)| index.clone()).collect()
    }

    fn bytes(&self) -> Vec<Vec<u8>> {
        self.answers.iter().filter_map(|(_, index)| hex::decode(index).ok()).collect()
    }

    /// The identifier with this index stands in another case too.
    fn likeness(&self, by: By, index: &str, case: String) -> Likeness {
        Likeness { answer: self.path_of(index), case: Some(case), ..Likeness::by(by) }
    }

    /// Where an index stands in the answers; the applicant's own CNIC stands nowhere.
    fn path_of(&self, index: &str) -> Option<String> {
        self.answers.iter().find(|(_, given)| given == index).map(|(path, _)| path.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_found_wherever_they_stand() {
        let answers = json!({
            "bank": { "iban": { "sealed": "x", "index": "aa", "last": "6702" } },
            "members": [{ "name": "index" }, { "cnic": { "sealed": "y", "index": "bb", "last": "5671" } }],
            "index": "no identifier",
        });
        let given = Given::of(&answers);
        assert_eq!(given.path_of("aa").as_deref(), Some("bank.iban"));
        assert_eq!(given.path_of("bb").as_deref(), Some("members.1.cnic"));
        assert_eq!(given.answers.len(), 2);
    }
}
