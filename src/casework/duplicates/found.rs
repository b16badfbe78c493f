//! What the check of a case finds brings pairs about, in the transaction of its answer.

use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::cases::pairs;
use crate::error::Result;
use crate::history::{self, Doer, DoerKind, Happening};

/// The other cases that the evidence of a check names, each with what is alike; they and the case are locked.
///
/// # Errors
/// When the database fails.
pub async fn lock_found(conn: &mut PgConnection, case: Uuid, evidence: &Value) -> Result<Vec<(Uuid, Value)>> {
    let found = evidence["found"].as_array().map_or(&[][..], Vec::as_slice);
    let named = |likeness: &Value| likeness["case"].as_str().map(str::to_owned);
    let references: Vec<String> = found.iter().filter_map(named).collect();
    let ids = pairs::ids_of(conn, &references).await?;
    let pair = |likeness: &Value| {
        let reference = named(likeness)?;
        let (_, id) = ids.iter().find(|(known, id)| *known == reference && *id != case)?;
        let mut alike = likeness.clone();
        alike.as_object_mut()?.remove("case");
        Some((*id, alike))
    };
    let found: Vec<(Uuid, Value)> = found.iter().filter_map(pair).collect();
    let all: Vec<Uuid> = found.iter().map(|(other, _)| *other).chain([case]).collect();
    pairs::lock_all(conn, &all).await?;
    Ok(found)
}

/// Keeps what was found. A pair that was dismissed on less is open again, and the history of both says so.
///
/// # Errors
/// When the database fails.
pub async fn keep_found(conn: &mut PgConnection, case: Uuid, found: &[(Uuid, Value)]) -> Result<()> {
    let doer = Doer { kind: DoerKind::System, person: None };
    for other in pairs::keep_found(conn, case, found).await? {
        for case_id in [case, other] {
            let found =
                Happening { case_id, kind: "duplicate-found", action: None, doer, detail: &json!({}) };
            history::append(conn, &found).await?;
        }
    }
    Ok(())
}
