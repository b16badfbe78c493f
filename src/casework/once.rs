//! A request that creates something is answered once, however often it arrives: its key is claimed and its answer kept
//! in the very transaction of what it creates.

use serde::Serialize;
use serde_json::Value;
use sqlx::{PgConnection, PgPool, Postgres, Transaction};

use crate::canonical::ContentHash;
use crate::db;
use crate::error::{Error, Fault, Result};
use crate::refusal::Refusal;

/// Who sent the request and under which key.
#[derive(Debug, Clone)]
pub struct RequestKey {
    /// Digest of the sender (session or, before there is one, address): keys of others are no keys of ours.
    pub scope: ContentHash,
    /// 8 to 100 characters chosen by the sender.
    pub key: String,
    /// Digest of method, path and body: the same key with another request is refused.
    pub request: ContentHash,
}

/// An answer as it was given the first time.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// HTTP status, 200 to 299.
    pub status: u16,
    pub body: Value,
}

impl Answer {
    /// The id of what was made.
    ///
    /// # Errors
    /// A fault where the answer names none.
    pub fn id(&self) -> Result<&str, Fault> {
        self.body["id"].as_str().ok_or_else(|| Fault::broken("an answer does not name what was made"))
    }
}

/// What to do with the request.
#[derive(Debug)]
pub enum Once {
    /// It is new: do the work on `connection()` and `finish`.
    First(Pending),
    /// It was answered before, with this.
    Repeat(Answer),
}

/// The open transaction of a request that is being answered for the first time. Dropping it undoes everything.
#[derive(Debug)]
pub struct Pending {
    transaction: Transaction<'static, Postgres>,
    key: RequestKey,
}

impl Once {
    /// Claims the key. A second request with the same key waits here until the first has ended.
    ///
    /// # Errors
    /// `KeyReused` when the key was used for another request.
    pub async fn begin(pool: &PgPool, key: RequestKey) -> Result<Self> {
        let mut transaction = db::begin(pool).await?;
        let claimed = sqlx::query!(
            "insert into idempotency_keys (scope, key, request_hash) values ($1, $2, $3) on conflict do nothing",
            key.scope.as_slice(),
            key.key,
            key.request.as_slice(),
        )
        .execute(&mut *transaction)
        .await?;
        if claimed.rows_affected() == 1 {
            return Ok(Self::First(Pending { transaction, key }));
        }
        match earlier(&mut transaction, &key).await? {
            Some(earlier) if earlier.request_hash != key.request => Err(Refusal::KeyReused.into()),
            Some(Earlier { status: Some(status), body: Some(body), .. }) => {
                let status = u16::try_from(status)
                    .map_err(|error| Fault::caused("a kept status is no status", error))?;
                Ok(Self::Repeat(Answer { status, body }))
            }
            _ => Err(Refusal::KeyInUse.into()),
        }
    }

    /// Whether this sender has been answered under this key, whatever the request: for whoever knows the request only
    /// when a long body was read.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_known(conn: &mut PgConnection, key: &RequestKey) -> Result<bool> {
        Ok(earlier(conn, key).await?.is_some())
    }
}

/// What stands under a key.
struct Earlier {
    request_hash: Vec<u8>,
    status: Option<i16>,
    body: Option<Value>,
}

async fn earlier(conn: &mut PgConnection, key: &RequestKey) -> Result<Option<Earlier>> {
    let earlier = sqlx::query_as!(
        Earlier,
        "select request_hash, status, body from idempotency_keys where scope = $1 and key = $2",
        key.scope.as_slice(),
        key.key,
    )
    .fetch_optional(conn)
    .await?;
    Ok(earlier)
}

impl Pending {
    /// The connection on which the work is to be done.
    pub fn connection(&mut self) -> &mut PgConnection {
        &mut self.transaction
    }

    /// Keeps the answer and commits it together with the work.
    ///
    /// # Errors
    /// When the database fails; nothing was done then.
    pub async fn finish<T: Serialize>(mut self, status: u16, body: &T) -> Result<Answer> {
        let body =
            serde_json::to_value(body).map_err(|error| Fault::caused("an answer is not JSON", error))?;
        let kept = i16::try_from(status).map_err(|error| Fault::caused("a status is no status", error))?;
        sqlx::query!(
            "update idempotency_keys set status = $3, body = $4 where scope = $1 and key = $2",
            self.key.scope.as_slice(),
            self.key.key,
            kept,
            body,
        )
        .execute(&mut *self.transaction)
        .await?;
        self.transaction.commit().await.map_err(Error::from)?;
        Ok(Answer { status, body })
    }
}

/// Forgets answers that were kept for a day, in bites that lock little.
///
/// # Errors
/// When the database fails; what was deleted before stays deleted.
pub async fn forget(conn: &mut PgConnection) -> Result<u64> {
    const BITE: i64 = 1_000;
    let mut gone = 0;
    loop {
        let bite = sqlx::query!(
            "delete from idempotency_keys where (scope, key) in (
                 select scope, key from idempotency_keys where created_at < pser_now() - interval '1 day' limit $1
             )",
            BITE
        )
        .execute(&mut *conn)
        .await?
        .rows_affected();
        gone += bite;
        if bite < BITE.unsigned_abs() {
            return Ok(gone);
        }
    }
}
