//! Divisions, districts and tehsils: where people live and which staff serve them. Data that an administrator edits.

mod kept;

use std::collections::HashSet;

use serde::Deserialize;
use sqlx::PgConnection;

use crate::error::{Fault, Result};

pub use kept::{Areas, Kept};

/// As of December 2024; published lists of tehsils differ in a few places.
const EMBEDDED: &str = include_str!("../../data/punjab-areas.csv");

/// One area of the province. Codes are paths (`lahore/lahore/shalimar`), so an area covers what its code prefixes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Area {
    pub code: String,
    /// `division`, `district` or `tehsil`.
    pub level: String,
    pub parent: Option<String>,
    pub name_en: String,
    pub name_ur: String,
}

/// Whether there is a tehsil with this code.
pub async fn is_tehsil(conn: &mut PgConnection, code: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from areas where code = $1 and level = 'tehsil') as "exists!""#,
        code
    )
    .fetch_one(conn)
    .await
}

/// Whether there is an area with this code.
pub async fn exists(conn: &mut PgConnection, code: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select exists (select from areas where code = $1) as "exists!""#, code)
        .fetch_one(conn)
        .await
}

/// All areas, in the order of their codes.
pub async fn all(conn: &mut PgConnection) -> sqlx::Result<Vec<Area>> {
    sqlx::query_as!(
        Area,
        "select code, level, parent_code as parent, name_en, name_ur from areas order by code"
    )
    .fetch_all(conn)
    .await
}

/// Those of the codes that are areas.
pub async fn existing(conn: &mut PgConnection, codes: &[String]) -> sqlx::Result<HashSet<String>> {
    if codes.is_empty() {
        return Ok(HashSet::new());
    }
    let found =
        sqlx::query_scalar!("select code from areas where code = any ($1)", codes).fetch_all(conn).await?;
    Ok(found.into_iter().collect())
}

/// Adds the areas that came with the program and are not there yet; what an administrator changed stays. Tells how many
/// were added.
///
/// # Errors
/// When the database fails.
pub async fn load(conn: &mut PgConnection) -> Result<u64> {
    let areas = embedded()?;
    let column = |of: fn(&Area) -> &String| areas.iter().map(|area| of(area).clone()).collect::<Vec<_>>();
    let parents: Vec<Option<String>> = areas.iter().map(|area| area.parent.clone()).collect();
    let added = sqlx::query!(
        "insert into areas (code, level, parent_code, name_en, name_ur)
         select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
         on conflict (code) do nothing",
        &column(|area| &area.code),
        &column(|area| &area.level),
        &parents as &[Option<String>],
        &column(|area| &area.name_en),
        &column(|area| &area.name_ur),
    )
    .execute(conn)
    .await?;
    Ok(added.rows_affected())
}

/// The areas that came with the program.
///
/// # Errors
/// When the embedded list is malformed, which a test rules out.
pub fn embedded() -> Result<Vec<Area>, Fault> {
    let mut reader = csv::Reader::from_reader(EMBEDDED.as_bytes());
    let areas = reader.deserialize().collect::<Result<Vec<Area>, _>>();
    areas.map_err(|error| Fault::caused("the embedded list of areas is malformed", error))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::embedded;

    #[test]
    fn the_province_has_ten_divisions_and_forty_one_districts_and_every_area_its_parent() {
        let areas = embedded().unwrap();
        let count = |level: &str| areas.iter().filter(|area| area.level == level).count();
        assert_eq!((count("division"), count("district")), (10, 41));
        let codes: HashSet<&str> = areas.iter().map(|area| area.code.as_str()).collect();
        assert_eq!(codes.len(), areas.len());
        for area in &areas {
            assert_eq!(area.parent.as_deref(), area.code.rsplit_once('/').map(|(parent, _)| parent));
            assert!(area.parent.as_deref().is_none_or(|parent| codes.contains(parent)), "{}", area.code);
        }
    }
}
