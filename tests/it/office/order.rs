//! Whether the books of the office agree with each other, and whether anything in them changed at all.

use std::fmt::Write as _;

use pser::history;
use sqlx::{AssertSqlSafe, PgConnection};

use super::Office;

/// Tables that record who asked and looked, and so change with every request.
const TRACES: &str = "'sessions', 'rate_counters', 'access_log', 'job_ticks', '_sqlx_migrations'";

/// What must never be found, and how to look for it.
const DISORDERS: [(&str, &str); 10] = [
    (
        "a case whose stage is not where its history leads",
        "select c.id from cases c
         where c.stage is distinct from (
             select to_stage from case_events e where e.case_id = c.id and to_stage is not null order by seq desc limit 1
         )",
    ),
    (
        "an application that was handed in without its case, or the other way round",
        "select a.id from applications a
         where (a.state = 'draft') = exists (select from cases c where c.application_id = a.id)",
    ),
    (
        "an application that is closed while its case goes on, or the other way round",
        "select a.id from applications a join cases c on c.application_id = a.id
         where (a.state = 'closed') <> (c.ended_at is not null)",
    ),
    (
        "a snapshot without its case",
        "select s.application_id from snapshots s
         where not exists (select from cases c where c.application_id = s.application_id and c.snapshot = s.number)",
    ),
    (
        "a stage without its timers, or timers without their stage",
        "select c.id from cases c
         where array(select kind from case_timers t where t.case_id = c.id) <> case
             when c.stage in ('submitted', 'verifying', 'approved', 'reviewing', 'looking-into') and c.escalated_at is null then array['deadline']
             when c.stage = 'documents-pending' then array['after:1']
             else array[]::text[]
         end",
    ),
    (
        "a notice that no job sends",
        "select n.id from notices n
         where not exists (
             select from jobs j
             where j.kind in ('send-notice', 'send-code') and j.payload ->> 'notice' = n.id::text
         )",
    ),
    (
        "a check that waits while no job runs it",
        "select k.case_id from case_checks k
         where k.result = 'waiting' and not exists (
             select from jobs j
             where j.kind = 'run-check' and j.payload ->> 'case' = k.case_id::text and j.payload ->> 'check' = k.name
         )",
    ),
    (
        "a request for documents without its move, or the other way round",
        "select c.id from cases c
         where (select count(*) from document_requests r where r.application_id = c.application_id) <> (
             select coalesce(sum(jsonb_array_length(e.detail -> 'documents')), 0) from case_events e
             where e.case_id = c.id and e.kind = 'documents-requested'
         )",
    ),
    (
        "a claim that the history does not know, or the other way round",
        "select c.id from cases c
         where (c.claimed_by is not null) <> coalesce((
             select e.kind in ('case-claimed', 'case-assigned') from case_events e
             where e.case_id = c.id and (e.kind in ('case-claimed', 'case-assigned', 'case-released') or e.from_stage <> e.to_stage)
             order by seq desc limit 1
         ), false)",
    ),
    (
        "a verdict on a document that the history does not know, or the other way round",
        "select d.id from documents d
         where (d.review <> 'none') <> exists (
             select from case_events e
             where e.kind = 'document-' || d.review and e.detail ->> 'document' = d.id::text
         )",
    ),
];

/// What is there without the other part that belongs to it, by kind and id.
pub(crate) async fn disorders(conn: &mut PgConnection) -> Vec<String> {
    let mut found = Vec::new();
    for (disorder, query) in DISORDERS {
        let named = AssertSqlSafe(format!("select found::text from ({query}) as found limit 10"));
        let named: Vec<String> = sqlx::query_scalar(named).fetch_all(&mut *conn).await.unwrap();
        found.extend(named.into_iter().map(|row| format!("{disorder}: {row}")));
    }
    found
}

impl Office {
    /// Nothing that belongs together is there without the other part, and every chain of events holds.
    pub(crate) async fn is_in_order(&self) {
        let mut conn = self.database.owner.acquire().await.unwrap();
        let found = disorders(&mut conn).await;
        assert!(found.is_empty(), "{found:?}");
        let report = history::verify(&mut conn, None, |_| {}).await.unwrap();
        assert!(report.is_sound(), "{:?}", report.problems);
    }

    /// Everything the database holds, but for the traces of requests.
    pub(crate) async fn dump(&self) -> String {
        let tables: Vec<String> = sqlx::query_scalar(AssertSqlSafe(format!(
            "select relname::text from pg_class
             where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not in ({TRACES}) order by relname"
        )))
        .fetch_all(&self.database.owner)
        .await
        .unwrap();
        let mut dump = String::new();
        for table in tables {
            write!(dump, "== {table}\n{}\n", self.holds(&table).await).unwrap();
        }
        dump
    }

    /// Everything a table holds, a row on a line.
    pub(crate) async fn holds(&self, table: &str) -> String {
        let rows =
            format!("select coalesce(string_agg(r::text, E'\\n' order by r::text), '') from {table} r");
        sqlx::query_scalar(AssertSqlSafe(rows)).fetch_one(&self.database.owner).await.unwrap()
    }

    /// How many rows `from` names.
    pub(crate) async fn count(&self, from: &str) -> i64 {
        let count = AssertSqlSafe(format!("select count(*) from {from}"));
        sqlx::query_scalar(count).fetch_one(&self.database.owner).await.unwrap()
    }
}
