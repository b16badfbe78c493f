//! On which days the offices work: the weekend is Saturday and Sunday, and public holidays are data that an
//! administrator edits, since some follow the moon and are known days before only.

use std::collections::BTreeSet;

use chrono::{NaiveDate, Weekday};
use serde::Deserialize;
use sqlx::PgConnection;

use crate::error::{Fault, Result};
use crate::workflow::{WorkingCalendar, ZONE};

/// Fixed days from 2025 to 2028, and days that follow the moon as announced or forecast, the latter marked tentative.
const EMBEDDED: &str = include_str!("../../data/holidays-punjab.csv");
const WEEKEND: [Weekday; 2] = [Weekday::Sat, Weekday::Sun];

/// A public holiday of the province.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Holiday {
    pub day: NaiveDate,
    /// Whether it is a forecast that the government may still change.
    pub is_tentative: bool,
    pub name_en: String,
    pub name_ur: String,
}

/// All holidays, in their order.
pub async fn holidays(conn: &mut PgConnection) -> sqlx::Result<Vec<Holiday>> {
    sqlx::query_as!(Holiday, "select day, is_tentative, name_en, name_ur from holidays order by day")
        .fetch_all(conn)
        .await
}

/// The calendar by which deadlines are counted.
///
/// # Errors
/// When the database fails.
pub async fn working(conn: &mut PgConnection) -> Result<WorkingCalendar> {
    let days: BTreeSet<NaiveDate> = holidays(conn).await?.into_iter().map(|holiday| holiday.day).collect();
    let calendar = WorkingCalendar::new(WEEKEND.to_vec(), days);
    Ok(calendar.ok_or_else(|| Fault::broken("every day of the week is off"))?)
}

/// The day it is in the province.
pub async fn today(conn: &mut PgConnection) -> Result<NaiveDate> {
    let now = sqlx::query_scalar!(r#"select pser_now() as "now!""#).fetch_one(conn).await?;
    Ok(now.with_timezone(&ZONE).date_naive())
}

/// Adds the holidays that came with the program and are not there yet; what an administrator changed stays. Tells how
/// many were added.
///
/// # Errors
/// When the database fails.
pub async fn load(conn: &mut PgConnection) -> Result<u64> {
    let holidays = embedded()?;
    let days: Vec<NaiveDate> = holidays.iter().map(|holiday| holiday.day).collect();
    let tentative: Vec<bool> = holidays.iter().map(|holiday| holiday.is_tentative).collect();
    let in_english: Vec<String> = holidays.iter().map(|holiday| holiday.name_en.clone()).collect();
    let in_urdu: Vec<String> = holidays.iter().map(|holiday| holiday.name_ur.clone()).collect();
    let added = sqlx::query!(
        "insert into holidays (day, is_tentative, name_en, name_ur)
         select * from unnest($1::date[], $2::boolean[], $3::text[], $4::text[])
         on conflict (day) do nothing",
        &days,
        &tentative,
        &in_english,
        &in_urdu,
    )
    .execute(conn)
    .await?;
    Ok(added.rows_affected())
}

/// The holidays that came with the program.
///
/// # Errors
/// When the embedded list is malformed, which a test rules out.
pub fn embedded() -> Result<Vec<Holiday>, Fault> {
    let mut reader = csv::Reader::from_reader(EMBEDDED.as_bytes());
    let holidays = reader.deserialize().collect::<Result<Vec<Holiday>, _>>();
    holidays.map_err(|error| Fault::caused("the embedded list of holidays is malformed", error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_year_has_its_fixed_days_and_each_day_stands_once() {
        let holidays = embedded().unwrap();
        assert!(holidays.windows(2).all(|pair| pair[0].day < pair[1].day));
        for year in 2025..=2028 {
            let independence = NaiveDate::from_ymd_opt(year, 8, 14).unwrap();
            assert!(holidays.iter().any(|holiday| holiday.day == independence && !holiday.is_tentative));
            let forecast = holidays.iter().filter(|holiday| holiday.is_tentative);
            let forecast =
                forecast.filter(|holiday| holiday.day.format("%Y").to_string() == year.to_string());
            // Nine days follow the moon; one that falls on a fixed holiday stands as that.
            assert!((7..=9).contains(&forecast.count()), "{year}");
        }
    }
}
