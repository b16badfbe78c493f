//! Programs of others that use the API: each has a name, a secret, and how much more than one address it may do. A client
//! proves which program is calling, never for whom: that is what sessions are for.

use sqlx::PgConnection;

use crate::db;
use crate::entropy;
use crate::error::Result;
use crate::people::token::TokenHash;
use crate::refusal::{FieldError, Refusal};

const SHORTEST_NAME: usize = 3;
const LONGEST_NAME: usize = 40;
/// The most that one client may do, in times of one address.
const MOST_ALLOWANCE: u32 = 1_000_000;

/// A client to be made known.
#[derive(Debug)]
pub struct NewClient<'a> {
    /// Lower-case words joined by dashes.
    pub name: &'a str,
    /// How many times what one address may do.
    pub allowance: u32,
    pub secret: TokenHash,
}

impl NewClient<'_> {
    fn check(&self) -> Result<(), Refusal> {
        let mut wrong = Vec::new();
        let is_word = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
        if !(SHORTEST_NAME..=LONGEST_NAME).contains(&self.name.len()) || !self.name.bytes().all(is_word) {
            wrong.push(FieldError::new("name", "client-name"));
        }
        if !(1..=MOST_ALLOWANCE).contains(&self.allowance) {
            wrong.push(FieldError::new("allowance", "client-allowance").with("most", MOST_ALLOWANCE));
        }
        if wrong.is_empty() { Ok(()) } else { Err(Refusal::Invalid(wrong)) }
    }
}

/// Makes a client known.
///
/// # Errors
/// Every wrong field; `ClientExists` where the name is or was taken.
pub async fn create(conn: &mut PgConnection, client: &NewClient<'_>) -> Result<()> {
    client.check()?;
    let created = sqlx::query!(
        "insert into api_clients (id, name, secret_hash, allowance) values ($1, $2, $3, $4)",
        entropy::id(),
        client.name,
        client.secret.as_slice(),
        i32::try_from(client.allowance).unwrap_or(i32::MAX),
    )
    .execute(conn)
    .await;
    match created {
        Ok(_) => Ok(()),
        Err(error) if db::violates(&error, "api_clients_name_unique") => Err(Refusal::ClientExists.into()),
        Err(error) => Err(error.into()),
    }
}

/// What the client of this name and secret may do, in times of one address; none where there is no such client.
///
/// # Errors
/// When the database fails.
pub async fn allowance(conn: &mut PgConnection, name: &str, secret: TokenHash) -> Result<Option<u32>> {
    let allowance = sqlx::query_scalar!(
        "select allowance from api_clients where name = $1 and secret_hash = $2 and revoked_at is null",
        name,
        secret.as_slice(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(allowance.and_then(|allowance| u32::try_from(allowance).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(name: &str, allowance: u32) -> Vec<&'static str> {
        let client = NewClient { name, allowance, secret: [0; 32] };
        match client.check() {
            Err(Refusal::Invalid(wrong)) => wrong.iter().map(|error| error.code).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn a_client_has_a_plain_name_and_a_bounded_allowance() {
        assert!(codes("survey-2026", 50).is_empty());
        for name in ["ab", "Survey", "sur:vey", "", "سروے"] {
            assert_eq!(codes(name, 1), ["client-name"], "{name}");
        }
        assert_eq!(codes("x", 0), ["client-name", "client-allowance"]);
    }
}
