//! The moment that figures are of: now, or when a day ended in the province; and the thirty days up to it.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use sqlx::PgConnection;

use crate::error::Result;
use crate::refusal::{FieldError, Refusal};
use crate::workflow::{ZONE, midnight};

/// The days of the figures that look back, the last one among them.
pub const DAYS: u64 = 30;
/// As pages and programs name it.
pub const FIELD: &str = "as-at";

/// When figures are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsAt {
    /// The last day that is counted.
    pub day: NaiveDate,
    /// What happened later is not counted.
    pub moment: DateTime<Utc>,
    /// The beginning of the first of the last days.
    pub from: DateTime<Utc>,
    /// Whether the day is over. Else the moment is now.
    pub is_past: bool,
}

impl AsAt {
    /// Now, or when the day asked for ended; of today it is now.
    ///
    /// # Errors
    /// `Invalid` on `as-at` for a day that is to come, or on which there was no case yet.
    pub async fn of(conn: &mut PgConnection, asked: Option<NaiveDate>) -> Result<Self> {
        let known =
            sqlx::query!(r#"select pser_now() as "now!", (select min(created_at) from cases) as first"#)
                .fetch_one(conn)
                .await?;
        let local = |at: DateTime<Utc>| at.with_timezone(&ZONE).date_naive();
        let today = local(known.now);
        let first = known.first.map_or(today, local);
        match asked {
            Some(day) if day > today => Err(Refusal::field(FIELD, "date-in-future").into()),
            Some(day) if day < first.min(today) => {
                let wrong = FieldError::new(FIELD, "before-first-case").with("day", first);
                Err(Refusal::Invalid(vec![wrong]).into())
            }
            Some(day) if day < today => Ok(Self::ended(day)),
            Some(_) | None => Ok(Self::spanning(today, known.now, false)),
        }
    }

    /// The last moment of a day that is over.
    fn ended(day: NaiveDate) -> Self {
        // The database keeps microseconds.
        Self::spanning(day, midnight(day + Days::new(1)) - TimeDelta::microseconds(1), true)
    }

    fn spanning(day: NaiveDate, moment: DateTime<Utc>, is_past: bool) -> Self {
        Self { day, moment, from: midnight(day - Days::new(DAYS - 1)), is_past }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_at_midnight_in_the_province_and_thirty_days_lead_up_to_it() {
        let as_at = AsAt::ended("2026-03-02".parse().unwrap());
        assert_eq!(as_at.moment.to_rfc3339(), "2026-03-02T18:59:59.999999+00:00");
        assert_eq!(as_at.from.to_rfc3339(), "2026-01-31T19:00:00+00:00");
        assert!(as_at.is_past);
    }
}
