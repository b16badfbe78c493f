//! Claims of people who are not here go back to their queues: of those who are away, from the first day on, and of those
//! whom nobody has seen for three working days. No case stays with somebody who does not work on it.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::act::tell;
use crate::app::App;
use crate::cases::{self, Leaving};
use crate::db;
use crate::error::Result;
use crate::history::{self, Doer, DoerKind, Happening};
use crate::people::absence::{self, Attendance};
use crate::people::{sessions, staff};
use crate::workflow::midnight;

/// How many working days somebody who holds cases may stay unseen.
pub const UNSEEN_DAYS: u16 = 3;

/// Gives back what is held by nobody who is here; how many cases.
///
/// # Errors
/// When the database fails.
pub async fn give_back(app: &App) -> Result<usize> {
    let mut conn = app.db.acquire().await?;
    let now = staff::now(&mut conn).await?;
    let holders = cases::holders(&mut conn).await?;
    let away = absence::away_of(&mut conn, &holders).await?;
    let unseen_since = app.calendar.begun_before(now, UNSEEN_DAYS);
    let idle = idle(&mut conn, &holders, unseen_since).await?;
    drop(conn);
    let mut given = 0;
    for (account, last_day) in &away {
        given += of_one_away(app, *account, *last_day).await?;
    }
    for account in idle.into_iter().filter(|idle| away.iter().all(|(away, _)| away != idle)) {
        let mut tx = db::begin(&app.db).await?;
        // A hold keeps nothing with somebody who has vanished; a claim of today, given by a supervisor, waits as long.
        let released = release(&mut tx, account, (Leaving::ClaimedBefore(unseen_since), "idle")).await?;
        tx.commit().await?;
        given += told(app, &released);
    }
    Ok(given)
}

/// Of these accounts those that nobody has seen since a moment, and that were not away until then.
async fn idle(conn: &mut PgConnection, holders: &[Uuid], since: DateTime<Utc>) -> Result<Vec<Uuid>> {
    let unseen = sessions::unseen_since(conn, holders, since).await?;
    Ok(absence::here_since(conn, &unseen, since).await?)
}

/// What is on hold until they are back, or longer, stays theirs.
async fn of_one_away(app: &App, account: Uuid, last_day: NaiveDate) -> Result<usize> {
    let mut tx = db::begin(&app.db).await?;
    // They may have come back meanwhile.
    if absence::attendance(&mut tx, account).await? != (Attendance::Away { until: last_day }) {
        return Ok(0);
    }
    let back = midnight(last_day + Days::new(1));
    let released = release(&mut tx, account, (Leaving::UnlessOnHoldUntil(back), "away")).await?;
    tx.commit().await?;
    Ok(told(app, &released))
}

/// How many went back, once those who look at them are told.
fn told(app: &App, released: &[Uuid]) -> usize {
    for case in released {
        tell(app, *case);
    }
    released.len()
}

async fn release(
    conn: &mut PgConnection,
    account: Uuid,
    (leaving, reason): (Leaving, &str),
) -> Result<Vec<Uuid>> {
    let released = cases::release_all(conn, account, leaving).await?;
    let doer = Doer { kind: DoerKind::System, person: None };
    let detail = json!({ "reason": reason });
    for case_id in &released {
        let happening =
            Happening { case_id: *case_id, kind: "case-released", action: None, doer, detail: &detail };
        history::append(conn, &happening).await?;
    }
    if !released.is_empty() {
        tracing::info!(account.id = %account, cases = released.len(), reason, "Claims of somebody who is not here went back.");
    }
    Ok(released)
}
