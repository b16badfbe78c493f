//! Sealing: a chained Merkle root over all events that no open transaction can add to any more, so that a deleted case
//! or a cut-off tail is found as well as an edit. The newest seal, kept outside the database, pins everything before it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::chain::{GENESIS, instant};
use super::event::hash_of;
use super::span::{self, Span};
use crate::canonical::{self, ContentHash};
use crate::error::Fault;

/// About how many events one seal takes, so that neither sealing nor verifying holds more in memory. A single
/// transaction is never split.
const EVENTS_PER_SEAL: i64 = 50_000;

/// What a sealing added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seal {
    pub number: i64,
    pub events: i64,
}

/// The newest seal as it is exported: compared later, it shows a history that was rewritten whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Number of the seal, from 1.
    pub seal: i64,
    /// Its hash, in hexadecimal.
    pub hash: String,
    pub sealed_at: DateTime<Utc>,
}

/// Seals the next span in the caller's transaction. `None` when nothing is to be sealed; after `Some`, call again: a
/// long backlog takes several.
///
/// # Errors
/// When the cluster's transaction counter is behind the last seal: the database was restored into another cluster, and
/// sealing on would leave events out for ever. The owner then raises `history_generation()`.
pub async fn seal(conn: &mut PgConnection) -> Result<Option<Seal>, Fault> {
    let (last, clock) = (newest(conn).await?, Clock::read(conn).await?);
    let Some(span) = next_span(conn, &last, &clock).await? else {
        return Ok(None);
    };
    let content = span.read(conn).await?;
    let seal = SealFields {
        number: last.number + 1,
        span,
        events: content.events,
        root: content.root,
        heads: span::pack(&content.heads),
        previous_hash: last.hash,
        sealed_at: clock.now,
    };
    let was_first = insert(conn, &seal).await?;
    Ok(was_first.then_some(Seal { number: seal.number, events: seal.events }))
}

/// The newest seal, to be kept where the database's owner cannot reach it. `None` before the first seal.
pub async fn export_head(conn: &mut PgConnection) -> Result<Option<Head>, Fault> {
    let row = sqlx::query!("select number, hash, sealed_at from history_seals order by number desc limit 1")
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| Head { seal: row.number, hash: hex::encode(row.hash), sealed_at: row.sealed_at }))
}

/// Everything a seal's hash covers.
#[derive(Debug)]
pub(super) struct SealFields {
    pub(super) number: i64,
    pub(super) span: Span,
    pub(super) events: i64,
    pub(super) root: ContentHash,
    pub(super) heads: Vec<u8>,
    pub(super) previous_hash: ContentHash,
    pub(super) sealed_at: DateTime<Utc>,
}

impl SealFields {
    pub(super) fn hash(&self) -> Result<ContentHash, Fault> {
        #[derive(Serialize)]
        struct Content {
            number: i64,
            generation: i16,
            after: i64,
            upto: i64,
            events: i64,
            root: String,
            heads: String,
            previous: String,
            sealed_at: String,
        }
        canonical::hash(&Content {
            number: self.number,
            generation: self.span.generation,
            after: self.span.after,
            upto: self.span.upto,
            events: self.events,
            root: hex::encode(self.root),
            heads: hex::encode(Sha256::digest(&self.heads)),
            previous: hex::encode(self.previous_hash),
            sealed_at: instant(self.sealed_at),
        })
    }
}

/// The seal to go on from.
struct Newest {
    number: i64,
    generation: i16,
    upto: i64,
    hash: ContentHash,
}

/// The newest seal, or the point before the first one.
async fn newest(conn: &mut PgConnection) -> Result<Newest, Fault> {
    let row = sqlx::query!(
        r#"select number, generation, upto_xact::text::bigint as "upto!", hash
           from history_seals order by number desc limit 1"#
    )
    .fetch_optional(&mut *conn)
    .await?;
    Ok(match row {
        Some(row) => Newest {
            number: row.number,
            generation: row.generation,
            upto: row.upto,
            hash: hash_of(row.hash)?,
        },
        None => Newest {
            number: 0,
            generation: generation_after(conn, 0).await?.unwrap_or(1),
            upto: 0,
            hash: GENESIS,
        },
    })
}

/// The next life of the counter in which events were written.
async fn generation_after(conn: &mut PgConnection, generation: i16) -> Result<Option<i16>, Fault> {
    Ok(sqlx::query_scalar!("select min(generation) from case_events where generation > $1", generation)
        .fetch_one(conn)
        .await?)
}

/// Where the cluster's transaction counter stands.
struct Clock {
    generation: i16,
    /// Every transaction below this one has ended.
    ended_below: i64,
    next: i64,
    now: DateTime<Utc>,
}

impl Clock {
    async fn read(conn: &mut PgConnection) -> Result<Self, Fault> {
        let row = sqlx::query!(
            r#"select history_generation() as "generation!",
                   pg_snapshot_xmin(pg_current_snapshot())::text::bigint as "ended_below!",
                   pg_snapshot_xmax(pg_current_snapshot())::text::bigint as "next!",
                   pser_now() as "now!""#
        )
        .fetch_one(conn)
        .await?;
        Ok(Self { generation: row.generation, ended_below: row.ended_below, next: row.next, now: row.now })
    }
}

async fn next_span(conn: &mut PgConnection, last: &Newest, clock: &Clock) -> Result<Option<Span>, Fault> {
    if last.generation > clock.generation {
        return Err(Fault::broken(format!(
            "seal {} is of generation {} but history_generation() says {}: the owner must raise it",
            last.number, last.generation, clock.generation
        )));
    }
    if last.generation == clock.generation && clock.next < last.upto {
        return Err(Fault::broken(format!(
            "the cluster's transaction counter ({}) is behind seal {} ({}): this database was restored into another \
             cluster; the owner must raise history_generation() before history can be sealed",
            clock.next, last.number, last.upto
        )));
    }
    // Nothing is added to an earlier life of the counter any more: its rest is sealed whole before a later one.
    let end_of = |generation| if generation == clock.generation { clock.ended_below } else { i64::MAX };
    let same = Span { generation: last.generation, after: last.upto, upto: end_of(last.generation) };
    if let Some(span) = bounded(conn, same).await? {
        return Ok(Some(span));
    }
    match generation_after(conn, last.generation).await? {
        Some(generation) => bounded(conn, Span { generation, after: 0, upto: end_of(generation) }).await,
        None => Ok(None),
    }
}

/// Cuts a span down to about `EVENTS_PER_SEAL`; `None` when it holds no event.
async fn bounded(conn: &mut PgConnection, span: Span) -> Result<Option<Span>, Fault> {
    let xacts = sqlx::query!(
        r#"select min(xact::text::bigint) as first, max(xact::text::bigint) as last, count(*) as "events!"
           from (
               select xact from case_events
               where generation = $1 and xact >= ($2::bigint)::text::xid8 and xact < ($3::bigint)::text::xid8
               order by xact, id limit $4
           ) as taken"#,
        span.generation,
        span.after,
        span.upto,
        EVENTS_PER_SEAL + 1
    )
    .fetch_one(conn)
    .await?;
    let (Some(first), Some(last)) = (xacts.first, xacts.last) else {
        return Ok(None);
    };
    // The last transaction may go on behind the limit: it is left to the next seal, unless it is the only one.
    let upto = match xacts.events {
        events if events <= EVENTS_PER_SEAL && span.upto < i64::MAX => span.upto,
        events if events <= EVENTS_PER_SEAL || first == last => last + 1,
        _ => last,
    };
    Ok(Some(Span { upto, ..span }))
}

/// Whether this was the one that wrote the number: of two sealers that run at once, one does.
async fn insert(conn: &mut PgConnection, seal: &SealFields) -> Result<bool, Fault> {
    let hash = seal.hash()?;
    let done = sqlx::query!(
        "insert into history_seals
             (number, generation, after_xact, upto_xact, events, root, heads, previous_hash, hash, sealed_at)
         values ($1, $2, ($3::bigint)::text::xid8, ($4::bigint)::text::xid8, $5, $6, $7, $8, $9, $10)
         on conflict (number) do nothing",
        seal.number,
        seal.span.generation,
        seal.span.after,
        seal.span.upto,
        seal.events,
        seal.root.as_slice(),
        seal.heads,
        seal.previous_hash.as_slice(),
        hash.as_slice(),
        seal.sealed_at
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}
