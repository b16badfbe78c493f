//! Who of the office searched for a case, when and by what kind of thing. What was typed is not kept.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::Fault;

/// One search.
#[derive(Debug, Clone, Copy)]
pub struct Searched<'a> {
    pub actor_person: Uuid,
    /// `reference`, `pser-id`, `cnic`, `mobile`, `name` or `date-of-birth`.
    pub criterion: &'a str,
    /// What else was given.
    pub narrowed_by: &'a [&'a str],
    /// How many cases were shown; none where the search was too wide.
    pub hits: Option<usize>,
}

/// Records the search in the caller's transaction, before anything it found is handed out.
pub async fn log_search(conn: &mut PgConnection, searched: &Searched<'_>) -> Result<(), Fault> {
    let narrowed_by: Vec<String> = searched.narrowed_by.iter().map(ToString::to_string).collect();
    sqlx::query!(
        "insert into searches (actor_person, criterion, narrowed_by, hits) values ($1, $2, $3, $4)",
        searched.actor_person,
        searched.criterion,
        &narrowed_by,
        searched.hits.and_then(|hits| i32::try_from(hits).ok()),
    )
    .execute(conn)
    .await?;
    Ok(())
}
