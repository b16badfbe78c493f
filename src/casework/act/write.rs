//! Writes a decided step: one call of the SQL function `case_step`, or the one that issues a certificate as well; it does all
//! of it or nothing.

use serde_json::{Value, json};
use sqlx::PgConnection;

use super::{Act, doer_kind, letters, person_of, said};
use crate::app::App;
use crate::cases::Standing;
use crate::catalogue::Programme;
use crate::checks::RunCheck;
use crate::entropy;
use crate::error::Result;
use crate::history::{self, DoerKind, EventFields};
use crate::policy::Actor;
use crate::queue;
use crate::queues;
use crate::reference::{Kind, Reference};
use crate::workflow::{Action, Step};

/// A step and what it was decided on.
pub(super) struct Entry<'a> {
    pub(super) act: &'a Act<'a>,
    pub(super) standing: &'a Standing,
    pub(super) programme: &'a Programme,
    pub(super) step: &'a Step,
    /// The action that was done, where it was one.
    action: Option<&'a Action>,
    /// Why, as the citizen may read it.
    pub(super) reason: Option<String>,
}

impl<'a> Entry<'a> {
    pub(super) fn of(
        act: &'a Act<'a>,
        standing: &'a Standing,
        programme: &'a Programme,
        step: &'a Step,
    ) -> Self {
        let from = step.from.as_deref().unwrap_or_default();
        let action = act.what.action().and_then(|name| programme.workflow.action_in(from, name));
        let reason = said(action, act.what.why(), &standing.applicant.language);
        Self { act, standing, programme, step, action, reason }
    }

    /// Whether whoever did it may take it back for a while.
    fn may_be_undone(&self) -> bool {
        doer_kind(self.act.actor) == DoerKind::Staff && self.action.is_some_and(|action| action.undo)
    }
}

/// What `case_step` is called with.
struct Written {
    step: Value,
    event: Value,
    work: Value,
    /// The certificate that is issued with it.
    certificate: Option<Value>,
}

/// The new version, or `None` when the case, or its history, has moved since it was read.
pub(super) async fn step(app: &App, conn: &mut PgConnection, entry: &Entry<'_>) -> Result<Option<i32>> {
    let Written { step, event, work, certificate } = written(app, entry)?;
    let (case, version) = (entry.standing.id, entry.standing.version);
    let version = if let Some(certificate) = certificate {
        sqlx::query_scalar!(
            "select case_step_certified($1, $2, $3, $4, $5, $6)",
            case,
            version,
            step,
            event,
            work,
            certificate,
        )
        .fetch_one(conn)
        .await?
    } else {
        sqlx::query_scalar!("select case_step($1, $2, $3, $4, $5)", case, version, step, event, work)
            .fetch_one(conn)
            .await?
    };
    Ok(version)
}

/// Writes the steps of two cases, both or neither; the first one's new version, or `None` when either has moved.
pub(super) async fn steps(
    app: &App,
    conn: &mut PgConnection,
    entries: [&Entry<'_>; 2],
) -> Result<Option<i32>> {
    let mut steps = Vec::new();
    for entry in entries {
        let Written { step, event, work, .. } = written(app, entry)?;
        let (case, version) = (entry.standing.id, entry.standing.version);
        steps.push(json!({ "case": case, "version": version, "step": step, "event": event, "work": work }));
    }
    let versions = sqlx::query_scalar!("select case_steps($1)", Value::from(steps)).fetch_one(conn).await?;
    Ok(versions.and_then(|versions| versions.first().copied()))
}

fn written(app: &App, entry: &Entry<'_>) -> Result<Written> {
    let Entry { standing, step, .. } = entry;
    let notices = letters::of(app, entry)?;
    let check = |check: &String| queue::row(&RunCheck { case: standing.id, check: check.clone() });
    let wait = entry.may_be_undone().then_some(app.undo);
    let sending = notices.iter().map(|notice| notice.job_after(wait));
    let jobs: Vec<Value> = step.checks.iter().map(check).chain(sending).collect();
    let rows: Vec<Value> = notices.into_iter().map(|notice| notice.row).collect();
    let due_at = step.timers.iter().find(|timer| timer.kind == "deadline").map(|timer| timer.due_at);
    let at = due_at.unwrap_or(standing.now).timestamp_micros();
    let rank = queues::declared::rank(step.queue.as_deref(), at, standing.is_vulnerable);
    let timers: Vec<Value> =
        step.timers.iter().map(|timer| json!({ "kind": timer.kind, "due_at": timer.due_at })).collect();
    Ok(Written {
        step: json!({
            "stage": step.to, "queue": step.queue, "clock": step.clock.as_str(), "moved": step.moved,
            "end": step.end, "escalate": step.escalate, "due_at": due_at,
            "rank": rank,
        }),
        event: event(entry)?,
        certificate: step
            .certificate
            .then(|| json!({ "id": entropy::id(), "number": Reference::random(Kind::Certificate) })),
        work: json!({ "timers": timers, "checks": step.checks, "notices": rows, "jobs": jobs }),
    })
}

/// Has an event say which operator typed for the citizen, where one did.
pub(in crate::casework) fn name_typist(actor: &Actor, detail: &mut Value) {
    if let (Actor::Citizen { typed_by: Some(operator), .. }, Some(object)) = (actor, detail.as_object_mut()) {
        object.insert("typed_by".to_owned(), Value::from(operator.to_string()));
    }
}

fn event(entry: &Entry<'_>) -> Result<Value> {
    let Entry { act, standing, step, .. } = entry;
    let (seq, previous) =
        standing.last_event.as_ref().map_or((1, history::GENESIS), |last| (last.seq + 1, last.hash));
    let mut detail = act.detail.clone();
    let code = act.what.why().code.map(str::to_owned);
    if let Some(object) = detail.as_object_mut() {
        let given = [("code", code), ("reason", entry.reason.clone())];
        object.extend(given.into_iter().filter_map(|(key, text)| Some((key.to_owned(), Value::from(text?)))));
    }
    name_typist(act.actor, &mut detail);
    let fields = EventFields {
        case_id: standing.id,
        seq,
        at: standing.now,
        kind: &step.event,
        action: step.deed.as_deref(),
        actor_person: person_of(act.actor),
        actor_kind: doer_kind(act.actor),
        from: step.from.as_deref(),
        to: Some(&step.to),
        bundle_hash: &standing.bundle,
        detail: &detail,
    };
    let hash = history::event(&previous, &fields)?;
    Ok(json!({
        "seq": fields.seq, "at": fields.at, "kind": fields.kind, "action": fields.action,
        "actor_person": fields.actor_person, "actor_kind": fields.actor_kind.as_str(), "from_stage": fields.from,
        "to_stage": fields.to, "bundle_hash": hex::encode(fields.bundle_hash), "detail": fields.detail,
        "previous_hash": hex::encode(previous), "hash": hex::encode(hash),
    }))
}
