//! Whether every case stands as its workflow says of its stage, with the timers it gives, and whether something can still
//! move it. Each case is held against the version of the workflow that it began under.

use serde_json::{Value, json};
use sqlx::PgConnection;

use crate::canonical::ContentHash;
use crate::catalogue::Catalogue;
use crate::error::{Fault, Result};
use crate::invariant::Breaches;
use crate::workflow::vocabulary::{CHECKS_DONE, DOCUMENTS_COMPLETE};
use crate::workflow::{Definition, Stage};

/// The stages of every workflow under which there are cases, as SQL takes them.
#[derive(Debug)]
pub struct Stages(Value);

/// A rule that needs to know the stages.
#[derive(Debug, Clone, Copy)]
pub(super) struct StageRule {
    pub(super) says: &'static str,
    pub(super) breaches: for<'c> fn(&'c mut PgConnection, &'c Value) -> Breaches<'c>,
}

impl Stages {
    /// Reads the workflows.
    ///
    /// # Errors
    /// When the database fails, or a published bundle cannot be read by this program.
    pub async fn read(conn: &mut PgConnection, catalogue: &Catalogue) -> Result<Self> {
        let hashes = sqlx::query_scalar!(
            r#"select hash from bundles where exists (select from cases where cases.bundle_hash = bundles.hash)"#
        )
        .fetch_all(&mut *conn)
        .await?;
        let mut stages = Vec::new();
        for hash in hashes {
            let hash = ContentHash::try_from(hash)
                .map_err(|_| Fault::broken("the hash of a bundle has not 32 bytes"))?;
            let programme = catalogue.version(conn, &hash).await?;
            let workflow = &programme.workflow;
            stages.extend(workflow.stages.iter().map(|stage| told(&hash, workflow, stage)));
        }
        Ok(Self(Value::from(stages)))
    }

    pub(super) const fn as_json(&self) -> &Value {
        &self.0
    }
}

fn told(bundle: &ContentHash, workflow: &Definition, stage: &Stage) -> Value {
    let hears: Vec<&str> = stage.branches.iter().map(|branch| branch.event.as_str()).collect();
    json!({
        "bundle": hex::encode(bundle), "stage": stage.name, "queue": stage.queue, "clock": stage.clock.as_str(),
        "ended": stage.end, "timers": stage.timer_kinds(), "hears": hears, "notices": workflow.notices(),
        "certifies": stage.certificate,
    })
}

pub(super) const RULES: &[StageRule] = &[
    StageRule {
        says: "a case has the queue, the clock and the end of its stage",
        breaches: |conn, stages| {
            sqlx::query_scalar!(
                r#"
                with declared as materialized (
                    select decode(bundle, 'hex') as bundle, stage, queue, clock, ended
                    from jsonb_to_recordset($1) as s (bundle text, stage text, queue text, clock text, ended boolean)
                )
                select 'case ' || c.reference as "by!"
                from cases c left join declared on declared.bundle = c.bundle_hash and declared.stage = c.stage
                where declared.stage is null or c.queue is distinct from declared.queue
                    or c.clock <> declared.clock or (c.ended_at is not null) <> declared.ended
                "#,
                stages
            )
            .fetch(conn)
        },
    },
    StageRule {
        says: "a case has the timers of its stage, until they were heard, and no others",
        breaches: |conn, stages| {
            sqlx::query_scalar!(
                r#"
                with declared as materialized (
                    select decode(bundle, 'hex') as bundle, stage, kind
                    from jsonb_to_recordset($1) as s (bundle text, stage text, timers text[])
                    cross join unnest(timers) as kind
                ),
                wanted as (
                    select c.id, declared.kind, c.due_at
                    from cases c join declared on declared.bundle = c.bundle_hash and declared.stage = c.stage
                    where c.ended_at is null and (declared.kind <> 'deadline' or c.escalated_at is null)
                )
                select 'case ' || coalesce(c.reference, found.id::text) || ', timer ' || found.kind as "by!"
                from (
                    select coalesce(wanted.id, timer.case_id) as id, coalesce(wanted.kind, timer.kind) as kind
                    from wanted full join case_timers timer on timer.case_id = wanted.id and timer.kind = wanted.kind
                    where wanted.id is null or timer.case_id is null
                        or (timer.kind = 'deadline' and timer.due_at is distinct from wanted.due_at)
                ) found
                left join cases c on c.id = found.id
                "#,
                stages
            )
            .fetch(conn)
        },
    },
    StageRule {
        says: "a case whose checks have all answered is told so",
        breaches: |conn, stages| {
            sqlx::query_scalar!(
                r#"
                with declared as materialized (
                    select decode(bundle, 'hex') as bundle, stage
                    from jsonb_to_recordset($1) as s (bundle text, stage text, hears text[])
                    where $2 = any (hears)
                ),
                live as materialized (
                    select payload ->> 'case' as case_id from jobs
                    where kind = 'raise-event' and state in ('ready', 'held') and payload ->> 'event' = $2
                )
                select 'case ' || c.reference as "by!"
                from cases c join declared on declared.bundle = c.bundle_hash and declared.stage = c.stage
                where c.ended_at is null
                    and not exists (select from case_checks where case_id = c.id and result = 'waiting')
                    and not exists (select from live where live.case_id = c.id::text)
                "#,
                stages,
                CHECKS_DONE,
            )
            .fetch(conn)
        },
    },
    StageRule {
        says: "a case whose documents are complete is told so",
        breaches: |conn, stages| {
            sqlx::query_scalar!(
                r#"
                with declared as materialized (
                    select decode(bundle, 'hex') as bundle, stage
                    from jsonb_to_recordset($1) as s (bundle text, stage text, hears text[])
                    where $2 = any (hears)
                ),
                live as materialized (
                    select payload ->> 'case' as case_id from jobs
                    where kind = 'raise-event' and state in ('ready', 'held') and payload ->> 'event' = $2
                )
                select 'case ' || c.reference as "by!"
                from cases c join declared on declared.bundle = c.bundle_hash and declared.stage = c.stage
                where c.ended_at is null
                    and not exists (select from live where live.case_id = c.id::text)
                    and not exists (select from document_gaps(c.application_id, c.snapshot))
                "#,
                stages,
                DOCUMENTS_COMPLETE,
            )
            .fetch(conn)
        },
    },
    StageRule {
        says: "a case in a stage that issues a certificate has one",
        breaches: |conn, stages| {
            sqlx::query_scalar!(
                r#"
                with declared as materialized (
                    select decode(bundle, 'hex') as bundle, stage
                    from jsonb_to_recordset($1) as s (bundle text, stage text, certifies boolean)
                    where certifies
                )
                select 'case ' || c.reference as "by!"
                from cases c join declared on declared.bundle = c.bundle_hash and declared.stage = c.stage
                where not exists (select from certificates z where z.case_id = c.id)
                "#,
                stages
            )
            .fetch(conn)
        },
    },
    StageRule {
        says: "a notice of a step names its case",
        breaches: |conn, stages| {
            sqlx::query_scalar!(
                r#"
                with declared as materialized (
                    select distinct kind
                    from jsonb_to_recordset($1) as s (notices text[]) cross join unnest(notices) as kind
                )
                select 'notice ' || notice.id::text || ' (' || notice.kind || ')' as "by!"
                from notices notice
                left join cases c on c.id = notice.case_id
                where c.id is null and (notice.case_id is not null or notice.kind in (select kind from declared))
                "#,
                stages
            )
            .fetch(conn)
        },
    },
];
