//! The chain of seals: each with the hash of its content and of the one before, its span beginning where the last one
//! ended, and the events of the span being those it sealed.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::finding::{Finding, Report};
use crate::canonical::ContentHash;
use crate::error::Fault;
use crate::history::chain::GENESIS;
use crate::history::event::hash_of;
use crate::history::seal::{Head, SealFields};
use crate::history::span::{self, Content, Span};

/// Walks the seals in order, reading the events of one after the other.
pub(super) async fn walk(
    conn: &mut PgConnection,
    head: Option<&Head>,
    report: &mut Report,
    on_progress: &mut (impl FnMut(u64) + Send),
) -> Result<(), Fault> {
    let chained = report.events;
    let mut read = 0;
    let mut last: Option<Stored> = None;
    let mut head_seen = head.is_none();
    while let Some(seal) = next(conn, last.as_ref().map_or(0, |seal| seal.fields.number)).await? {
        report.seals += 1;
        check_link(last.as_ref(), &seal, report)?;
        let found = seal.fields.span.read(conn).await?;
        compare(&seal.fields, &found, report);
        if let Some(head) = head.filter(|head| head.seal == seal.fields.number) {
            head_seen = true;
            if head.hash != hex::encode(seal.hash) {
                report.seal(head.seal, Finding::HeadDiffers);
            }
        }
        read += u64::try_from(found.events).unwrap_or_default();
        on_progress(chained + read);
        last = Some(seal);
    }
    if let Some(head) = head.filter(|_| !head_seen) {
        report.seal(head.seal, Finding::HeadGone);
    }
    report.unsealed = chained.saturating_sub(read);
    Ok(())
}

struct Stored {
    fields: SealFields,
    hash: ContentHash,
}

async fn next(conn: &mut PgConnection, after: i64) -> Result<Option<Stored>, Fault> {
    let row = sqlx::query_as!(
        Row,
        r#"select number, generation, after_xact::text::bigint as "after!", upto_xact::text::bigint as "upto!",
               events, root, heads, previous_hash, hash, sealed_at
           from history_seals where number > $1 order by number limit 1"#,
        after
    )
    .fetch_optional(conn)
    .await?;
    row.map(Row::into_stored).transpose()
}

struct Row {
    number: i64,
    generation: i16,
    after: i64,
    upto: i64,
    events: i64,
    root: Vec<u8>,
    heads: Vec<u8>,
    previous_hash: Vec<u8>,
    hash: Vec<u8>,
    sealed_at: DateTime<Utc>,
}

impl Row {
    fn into_stored(self) -> Result<Stored, Fault> {
        let fields = SealFields {
            number: self.number,
            span: Span { generation: self.generation, after: self.after, upto: self.upto },
            events: self.events,
            root: hash_of(self.root)?,
            heads: self.heads,
            previous_hash: hash_of(self.previous_hash)?,
            sealed_at: self.sealed_at,
        };
        Ok(Stored { fields, hash: hash_of(self.hash)? })
    }
}

fn check_link(last: Option<&Stored>, seal: &Stored, report: &mut Report) -> Result<(), Fault> {
    let number = seal.fields.number;
    let (last_number, last_hash) = last.map_or((0, GENESIS), |last| (last.fields.number, last.hash));
    if number != last_number + 1 {
        report.seal(number, Finding::SealsMissing { first: last_number + 1, last: number - 1 });
    } else if seal.fields.previous_hash != last_hash {
        report.seal(number, Finding::SealUnlinked);
    }
    if seal.fields.hash()? != seal.hash {
        report.seal(number, Finding::SealEdited);
    }
    let span = seal.fields.span;
    let is_joined = match last.map(|last| last.fields.span) {
        Some(before) if before.generation == span.generation => span.after == before.upto,
        Some(before) => span.generation > before.generation && span.after == 0,
        None => span.after == 0,
    };
    if !is_joined {
        report.seal(number, Finding::SpanBroken);
    }
    Ok(())
}

/// Names the cases of the span that are not as they were sealed.
fn compare(seal: &SealFields, found: &Content, report: &mut Report) {
    if seal.root == found.root && seal.events == found.events {
        return;
    }
    report.seal(seal.number, Finding::RootDiffers { sealed: seal.events, found: found.events });
    let sealed = span::unpack(&seal.heads);
    for (case, head) in &sealed {
        match found.heads.get(case) {
            None => report.case(*case, Some(head.seq), Finding::SealedGone { seal: seal.number }),
            Some(now) if now.seq < head.seq => {
                report.case(*case, Some(head.seq), Finding::SealedGone { seal: seal.number });
            }
            Some(now) if now.seq > head.seq => {
                report.case(*case, Some(now.seq), Finding::PutIn { seal: seal.number });
            }
            Some(now) if now.hash != head.hash => {
                report.case(*case, Some(head.seq), Finding::SealedReplaced { seal: seal.number });
            }
            Some(_) => {}
        }
    }
    for (case, head) in found.heads.iter().filter(|(case, _)| !sealed.contains_key(*case)) {
        report.case(*case, Some(head.seq), Finding::PutIn { seal: seal.number });
    }
}
