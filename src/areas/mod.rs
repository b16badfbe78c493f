//! Divisions, districts and tehsils: where people live and which staff serve them. Data that an administrator edits.

use sqlx::PgConnection;

/// One area of the province. Codes are paths (`lahore/lahore/shalimar`), so an area covers what its code prefixes.
#[derive(Debug, Clone, PartialEq, Eq)]
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
