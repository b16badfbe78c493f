//! Taking a case up again: the step that allows an appeal and the one that leads the case back from its end are written
//! together or not at all.

use serde_json::json;
use sqlx::PgConnection;

use super::write::{self, Entry};
use super::{Act, What, decide, person_of};
use crate::app::App;
use crate::cases;
use crate::error::{Fault, Result};
use crate::refusal::Refusal;

/// Writes the step of an appeal with the one that it brings about; the appeal's new version, or `None` when one of the two
/// cases has moved since it was read.
///
/// # Errors
/// `NothingToAppeal` where the case is not any more where the appeal is about; `AnotherIsOpen` where the citizen has a
/// newer case of the same programme.
pub(super) async fn write(app: &App, conn: &mut PgConnection, appeal: &Entry<'_>) -> Result<Option<i32>> {
    let about = appeal.standing.about.as_ref();
    let about = about.ok_or_else(|| Fault::broken("an appeal is about no case"))?;
    let Some(standing) = cases::read(conn, about.case, person_of(appeal.act.actor)).await? else {
        return Err(Fault::broken("the case that an appeal is about is gone").into());
    };
    let programme = app.catalogue.version(conn, &standing.bundle).await?;
    let act = Act {
        actor: appeal.act.actor,
        case: standing.id,
        what: What::Reopen { programme: &appeal.standing.programme },
        expected_version: None,
        detail: json!({ "appeal": appeal.standing.reference }),
    };
    let Some(step) = decide(app, &programme, &standing, &act, None)? else {
        return Err(Refusal::NothingToAppeal.into());
    };
    let again = Entry::of(&act, &standing, &programme, &step);
    write::steps(app, conn, [appeal, &again]).await
}
