//! What was handed in with a case, beside what its household has handed in with another one: the newest that the reader may
//! see, whether it came later or was there before.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::act::{person_of, resource};
use super::apply::family;
use super::look;
use crate::app::App;
use crate::applications::{self, Frozen};
use crate::cases::{self, Standing};
use crate::catalogue::Programme;
use crate::catalogue::form::Difference;
use crate::error::Result;
use crate::history;
use crate::policy::Actor;

/// So many other applications of a household are looked through for one that the reader may see.
const LOOKED_THROUGH: i64 = 5;

/// Two applications of a household, and where they differ.
#[derive(Debug)]
pub struct Compared {
    /// The other case.
    pub reference: String,
    pub programme: Arc<Programme>,
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
    let own = (standing.applicant.person, standing.application);
    for given in applications::given_besides(conn, own, &programmes, LOOKED_THROUGH).await? {
        let Some(opened) = cases::of_application(conn, given.application).await? else { continue };
        let Some(other) = cases::read(conn, opened.id, person_of(actor)).await? else { continue };
        let is_seen = app.policy.authorize(actor, "see", &resource(&other)).is_ok();
        if !is_seen || other.second_look.is_some() {
            continue;
        }
        look::log(conn, actor, &other, history::What::Case, None).await?;
        return Ok(Some(Compared {
            programme: app.catalogue.version(conn, &other.bundle).await?,
            reference: other.reference,
            handed_in: given.submitted_at,
            is_newer: given.submitted_at > frozen.submitted_at,
            differences: programme.form.compare(&frozen.answers, &given.answers),
        }));
    }
    Ok(None)
}
