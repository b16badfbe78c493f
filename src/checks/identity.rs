//! Whether the applicant is who the registry of identities knows under the CNIC.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Finding, Subject, Verdict};
use crate::error::Fault;
use crate::people::{Cnic, person};
use crate::seal::Sealer;

/// Its name in workflows.
pub const NAME: &str = "identity";

/// What the registry is asked; only in memory.
#[derive(Debug)]
pub struct Question {
    /// The case: the same question again has the same id.
    pub id: Uuid,
    pub cnic: Cnic,
    pub name: String,
    pub date_of_birth: Option<NaiveDate>,
}

/// What the registry says.
#[derive(Debug, Clone, Deserialize)]
pub struct Answer {
    pub result: Word,
    #[serde(default)]
    pub evidence: Evidence,
}

/// The registry's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Word {
    Match,
    Mismatch,
    Unknown,
}

/// What the word rests on. Whatever else a registry sends along is left out: it may hold identifiers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Whether the name agrees.
    pub name: Option<bool>,
    /// Whether the date of birth agrees.
    pub date_of_birth: Option<bool>,
    pub is_alive: Option<bool>,
}

/// The registry gave no clear answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the registry gave no answer: {why}")]
pub struct NoAnswer {
    /// Without personal data.
    pub why: String,
}

/// The question about the applicant.
pub async fn question(
    conn: &mut PgConnection,
    sealer: &Sealer,
    subject: &Subject,
) -> Result<Question, Fault> {
    let identity = person::identity(conn, sealer, subject.person)
        .await?
        .ok_or_else(|| Fault::broken("the applicant of a case is no person we know"))?;
    Ok(Question {
        id: subject.case,
        cnic: identity.cnic,
        name: identity.name,
        date_of_birth: identity.date_of_birth,
    })
}

/// What the answer comes to.
pub fn judge(answer: &Answer) -> Finding {
    let verdict = match answer.result {
        Word::Match if answer.evidence.is_alive == Some(false) => Verdict::Attention,
        Word::Match => Verdict::Passed,
        Word::Mismatch => Verdict::Failed,
        Word::Unknown => Verdict::Attention,
    };
    let evidence = json!({ "registry": answer.result, "agrees": answer.evidence });
    Finding { verdict, evidence }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(answer: &str) -> Verdict {
        judge(&serde_json::from_str(answer).unwrap()).verdict
    }

    #[test]
    fn only_a_match_with_the_living_passes() {
        assert_eq!(verdict(r#"{"result":"match","evidence":{"is_alive":true}}"#), Verdict::Passed);
        assert_eq!(verdict(r#"{"result":"match","evidence":{"is_alive":false}}"#), Verdict::Attention);
        assert_eq!(verdict(r#"{"result":"mismatch","evidence":{"name":false}}"#), Verdict::Failed);
        assert_eq!(verdict(r#"{"result":"unknown"}"#), Verdict::Attention);
    }

    #[test]
    fn what_else_the_registry_sends_is_not_kept() {
        let answer =
            r#"{"result":"match","evidence":{"name":true,"cnic":"3520212345671"},"mobile":"923001234567"}"#;
        let kept = judge(&serde_json::from_str(answer).unwrap()).evidence.to_string();
        assert!(!kept.contains("35202") && !kept.contains("92300"), "{kept}");
    }
}
