//! What was handed in with a case, beside what its household has handed in with another one: the newest that the reader may
//! see, whether it came later or was there before.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::apply::family;
use super::{look, second_look};
use crate::app::App;
use crate::applications::{self, Frozen};
use crate::cases::{self, Standing};
use crate::catalogue::Programme;
use crate::catalogue::form::Difference;
use crate::error::{Fault, Result};
use crate::history;
use crate::policy::Actor;

/// So many other applications of a household are looked through for one that the reader may see.
const LOOKED_THROUGH: usize = 5;

/// Two applications of a household, and where they differ.
#[derive(Debug)]
pub struct Compared {
    /// The other case.
    pub reference: String,
    /// Its code.
    pub programme: String,
    pub handed_in: DateTime<Utc>,
    /// Whether the other was handed in after this one: what the household says now.
    pub is_newer: bool,
    /// None where both say the same.
    pub differences: Vec<Difference>,
}

/// The comparison of a case with the newest other one of its household. None where there is no other, or none that the reader
/// may see; the look at the other case is on record.
pub(super) async fn compared(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    (programme, standing, frozen): (&Programme, &Standing, &Frozen),
) -> Result<Option<Compared>> {
    let Some(programmes) = family(app, programme) else { return Ok(None) };
    let person = standing.applicant.person;
    let others = applications::handed_in_besides(conn, (person, standing.application), &programmes).await?;
    if others.is_empty() {
        return Ok(None);
    }
    let scope = app.policy.scope(actor, "case", "see");
    let hidden = second_look::hidden_case(conn, actor).await?;
    for other in others.into_iter().take(LOOKED_THROUGH) {
        let Some(case) = cases::of_application(conn, other.application).await? else { continue };
        if !scope.holds(&case.area, &other.programme) || hidden == Some(case.id) {
            continue;
        }
        let told = applications::snapshot(conn, other.application, other.number).await?;
        let told = told.ok_or_else(|| Fault::broken("a case has no snapshot"))?;
        look::log_of(conn, actor, (person, case.id), history::What::Case, None).await?;
        return Ok(Some(Compared {
            reference: case.reference,
            programme: other.programme,
            handed_in: told.submitted_at,
            is_newer: told.submitted_at > frozen.submitted_at,
            differences: programme.form.compare(&frozen.answers, &told.answers),
        }));
    }
    Ok(None)
}
