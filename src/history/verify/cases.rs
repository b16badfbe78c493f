//! The chain of each case: events in order without gaps, each with the hash of its content and of the one before, and
//! the case standing where they end.

use futures::TryStreamExt as _;
use sqlx::PgConnection;
use uuid::Uuid;

use super::finding::{Finding, Report};
use crate::canonical::ContentHash;
use crate::error::Fault;
use crate::history::chain::{self, EventFields, GENESIS};
use crate::history::event::DoerKind;

const PROGRESS_EVERY: u64 = 1_000;

/// Walks all cases with their events.
pub(super) async fn walk(
    conn: &mut PgConnection,
    report: &mut Report,
    on_progress: &mut (impl FnMut(u64) + Send),
) -> Result<(), Fault> {
    let mut rows = sqlx::query_as!(
        Row,
        r#"select c.id as case_id, c.stage, e.seq as "seq?", e.at as "at?", e.kind as "kind?", e.action,
               e.actor_person, e.actor_kind as "actor_kind?", e.from_stage, e.to_stage,
               e.bundle_hash as "bundle_hash?", e.detail as "detail?", e.previous_hash as "previous_hash?",
               e.hash as "hash?"
           from cases c left join case_events e on e.case_id = c.id
           order by c.id, e.seq"#
    )
    .fetch(conn);
    let mut walked: Option<Chain> = None;
    while let Some(row) = rows.try_next().await? {
        if walked.as_ref().is_none_or(|chain| chain.case_id != row.case_id) {
            if let Some(finished) = walked.take() {
                finished.finish(report);
            }
            report.cases += 1;
        }
        let chain = walked.get_or_insert_with(|| Chain::of(&row));
        if let Some(event) = row.event() {
            chain.take(&event, report)?;
            report.events += 1;
            if report.events.is_multiple_of(PROGRESS_EVERY) {
                on_progress(report.events);
            }
        }
    }
    if let Some(last) = walked {
        last.finish(report);
    }
    on_progress(report.events);
    Ok(())
}

/// Events whose case was removed behind the constraints' back.
pub(super) async fn find_orphans(conn: &mut PgConnection, report: &mut Report) -> Result<(), Fault> {
    let mut orphans = sqlx::query_scalar!(
        "select distinct case_id from case_events e where not exists (select from cases c where c.id = e.case_id)"
    )
    .fetch(conn);
    while let Some(case_id) = orphans.try_next().await? {
        report.case(case_id, None, Finding::NoCase);
    }
    Ok(())
}

struct Row {
    case_id: Uuid,
    stage: String,
    seq: Option<i32>,
    at: Option<chrono::DateTime<chrono::Utc>>,
    kind: Option<String>,
    action: Option<String>,
    actor_person: Option<Uuid>,
    actor_kind: Option<String>,
    from_stage: Option<String>,
    to_stage: Option<String>,
    bundle_hash: Option<Vec<u8>>,
    detail: Option<serde_json::Value>,
    previous_hash: Option<Vec<u8>>,
    hash: Option<Vec<u8>>,
}

/// An event as it is stored.
struct Stored<'a> {
    seq: i32,
    /// `None` when a column holds what the program never writes.
    fields: Option<EventFields<'a>>,
    to: Option<&'a str>,
    previous_hash: &'a [u8],
    hash: &'a [u8],
}

impl Row {
    fn event(&self) -> Option<Stored<'_>> {
        let fields = DoerKind::parse(self.actor_kind.as_deref()?).zip(self.seq).zip(self.at);
        let fields = match (fields, &self.kind, &self.bundle_hash, &self.detail) {
            (Some(((actor_kind, seq), at)), Some(kind), Some(bundle_hash), Some(detail)) => {
                Some(EventFields {
                    case_id: self.case_id,
                    seq,
                    at,
                    kind,
                    action: self.action.as_deref(),
                    actor_person: self.actor_person,
                    actor_kind,
                    from: self.from_stage.as_deref(),
                    to: self.to_stage.as_deref(),
                    bundle_hash,
                    detail,
                })
            }
            _ => None,
        };
        Some(Stored {
            seq: self.seq?,
            fields,
            to: self.to_stage.as_deref(),
            previous_hash: self.previous_hash.as_deref()?,
            hash: self.hash.as_deref()?,
        })
    }
}

/// A case's chain as far as it was read.
struct Chain {
    case_id: Uuid,
    stage: String,
    last_seq: i32,
    last_hash: Vec<u8>,
    last_stage: Option<String>,
}

impl Chain {
    fn of(row: &Row) -> Self {
        Self {
            case_id: row.case_id,
            stage: row.stage.clone(),
            last_seq: 0,
            last_hash: GENESIS.to_vec(),
            last_stage: None,
        }
    }

    fn take(&mut self, event: &Stored<'_>, report: &mut Report) -> Result<(), Fault> {
        let expected = self.last_seq + 1;
        if event.seq != expected {
            let finding = Finding::Missing { first: expected, last: event.seq - 1 };
            report.case(self.case_id, Some(event.seq), finding);
        } else if event.previous_hash != self.last_hash {
            report.case(self.case_id, Some(event.seq), Finding::Unlinked);
        }
        if recomputed(event)?.is_none_or(|hash| hash != event.hash) {
            report.case(self.case_id, Some(event.seq), Finding::Edited);
        }
        self.last_seq = event.seq;
        self.last_hash = event.hash.to_vec();
        if let Some(stage) = event.to {
            self.last_stage = Some(stage.to_owned());
        }
        Ok(())
    }

    fn finish(self, report: &mut Report) {
        if self.last_seq == 0 {
            report.case(self.case_id, None, Finding::NoHistory);
        } else if self.last_stage.as_ref() != Some(&self.stage) {
            let finding = Finding::StageDiffers { stage: self.stage, history: self.last_stage };
            report.case(self.case_id, Some(self.last_seq), finding);
        }
    }
}

fn recomputed(event: &Stored<'_>) -> Result<Option<ContentHash>, Fault> {
    let Ok(previous) = ContentHash::try_from(event.previous_hash) else {
        return Ok(None);
    };
    event.fields.as_ref().map(|fields| chain::event(&previous, fields)).transpose()
}
