//! What supervisors read: how many decisions were looked at again, how often each officer was judged alike, and where not.

use chrono::{Days, NaiveDate};

use super::KIND;
use crate::app::App;
use crate::calendar;
use crate::error::Result;
use crate::policy::{Actor, SEE, Scope};
use crate::refusal::Refusal;
use crate::second_looks::{self, Agreement, Counts, Difference};

/// The spans that can be read, in days; the first where nothing is asked.
pub const DAYS: [u64; 3] = [30, 90, 365];
/// So many differences are listed, the newest first.
const LISTED: i64 = 100;

/// Second looks that were drawn within a span, of the areas and programmes of whoever reads.
#[derive(Debug)]
pub struct Review {
    pub since: NaiveDate,
    pub counts: Counts,
    /// By name.
    pub officers: Vec<Agreement>,
    pub differences: Vec<Difference>,
}

/// The second looks that were drawn within the last days.
///
/// # Errors
/// `NotAllowed` for those who read none; `Invalid` on `days`, which is one of `DAYS`.
pub async fn review(app: &App, actor: &Actor, days: u64) -> Result<Review> {
    let scope = app.policy.scope(actor, KIND, SEE);
    if scope == Scope::Nothing {
        return Err(Refusal::NotAllowed { deed: SEE.to_owned() }.into());
    }
    if !DAYS.contains(&days) {
        return Err(Refusal::field("days", "choice-unknown").into());
    }
    let mut conn = app.db.acquire().await?;
    let since = calendar::today(&mut conn).await? - Days::new(days - 1);
    Ok(Review {
        since,
        counts: second_looks::counts(&mut conn, &scope, since).await?,
        officers: second_looks::agreements(&mut conn, &scope, since).await?,
        differences: second_looks::differences(&mut conn, &scope, (since, LISTED)).await?,
    })
}
