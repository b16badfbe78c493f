//! A case as it stands, with everything a decision about it needs, read by one statement.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use crate::error::{Error, Fault, Result};
use crate::reference::Reference;
use crate::seal::BlindIndex;
use crate::workflow::Deed;

/// The case, its facts and deeds, and the time, all of one moment.
#[derive(Debug)]
pub struct Standing {
    pub id: Uuid,
    pub reference: String,
    pub programme: String,
    pub bundle: [u8; 32],
    pub application: Uuid,
    /// The case that this one is about.
    pub about: Option<AboutCase>,
    pub snapshot: i16,
    pub content_hash: [u8; 32],
    pub area: String,
    /// In paisa.
    pub amount: i64,
    pub stage: String,
    pub queue: Option<String>,
    pub version: i32,
    pub stage_entered_at: DateTime<Utc>,
    pub due_at: Option<DateTime<Utc>>,
    pub claimed_by: Option<Uuid>,
    pub claimer: Option<String>,
    /// How many cases that may be of the same people nobody has judged yet.
    pub open_duplicates: i16,
    /// Until when whoever has it has put it on hold; none once that is over.
    pub on_hold_until: Option<DateTime<Utc>>,
    /// Whether it comes sooner because the household is vulnerable.
    pub is_vulnerable: bool,
    pub created_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub applicant: Applicant,
    /// Objects by the first word of the facts' names, as workflow guards read them.
    pub facts: Value,
    /// In the order in which they were done.
    pub deeds: Vec<Deed>,
    /// The persons who live with the one who asks.
    pub kin_of_asker: Vec<Uuid>,
    /// The persons who live with the applicant.
    pub kin_of_applicant: Vec<Uuid>,
    /// Who of the staff did something on the case that this one is about, and whoever lives with them.
    pub hands: Vec<Uuid>,
    /// The second look at the case that the one who asks has open.
    pub second_look: Option<Uuid>,
    pub last_event: Option<LastEvent>,
    pub now: DateTime<Utc>,
}

/// Another case, by its names.
#[derive(Debug, Clone)]
pub struct AboutCase {
    pub case: Uuid,
    pub reference: String,
}

/// Whose case it is and how to reach them.
#[derive(Debug)]
pub struct Applicant {
    pub person: Uuid,
    pub name: String,
    pub account: Option<Uuid>,
    pub language: String,
    pub mobile_sealed: Option<Vec<u8>>,
    pub email_sealed: Option<Vec<u8>>,
}

/// The end of the chain of events.
#[derive(Debug)]
pub struct LastEvent {
    pub seq: i32,
    pub hash: [u8; 32],
}

#[derive(Debug, Deserialize)]
struct DeedRow {
    action: String,
    person: Uuid,
}

/// The id of the case with a reference.
pub async fn find_id(conn: &mut PgConnection, reference: &Reference) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!("select id from cases where reference = $1", reference.as_str())
        .fetch_optional(conn)
        .await
}

/// Where a case stands, for whoever has its number and the CNIC.
#[derive(Debug)]
pub struct Stands {
    pub bundle: [u8; 32],
    pub stage: String,
    pub since: DateTime<Utc>,
}

/// Where the case of a reference stands, if it is of the applicant with this CNIC.
pub async fn stands(
    conn: &mut PgConnection,
    reference: &Reference,
    cnic: &BlindIndex,
) -> Result<Option<Stands>> {
    let row = sqlx::query!(
        "select c.bundle_hash, c.stage, c.stage_entered_at from cases c join persons p on p.id = c.person_id
         where c.reference = $1 and p.cnic_index = $2",
        reference.as_str(),
        cnic.as_slice(),
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Stands { bundle: digest(row.bundle_hash)?, stage: row.stage, since: row.stage_entered_at }))
}

/// The reference of a case.
pub async fn reference_of(conn: &mut PgConnection, case: Uuid) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!("select reference from cases where id = $1", case).fetch_optional(conn).await
}

/// Reads a case for somebody who asks; `asker` is their person, for whose kin the decision must know.
pub async fn read(conn: &mut PgConnection, case: Uuid, asker: Option<Uuid>) -> Result<Option<Standing>> {
    let Some(row) = sqlx::query!(
        r#"select c.id, c.reference, c.programme, c.bundle_hash, c.application_id, c.snapshot, s.content_hash, c.area, c.amount,
                  c.stage, c.queue, c.version, c.stage_entered_at, c.due_at, c.claimed_by, claimer.name as "claimer?",
                  case when c.on_hold_until > pser_now() then c.on_hold_until end as on_hold_until,
                  c.is_vulnerable, c.open_duplicates, c.created_at, c.ended_at, c.person_id, p.name, a.id as "account_id?", a.language as "language?",
                  a.mobile_sealed as "mobile_sealed?", a.email_sealed, last.seq as "last_seq?", last.hash as "last_hash?",
                  document_facts(c.application_id, c.snapshot) as "documents!", check_facts(c.id) as "checks!",
                  score_facts(c.id) as "score!", payment_facts(c.id) as "payment!", kin_of($2) as "kin_of_asker!", kin_of(c.person_id) as "kin_of_applicant!",
                  (select coalesce(jsonb_agg(jsonb_build_object('action', e.action, 'person', e.actor_person) order by e.seq), '[]')
                   from case_events e where e.case_id = c.id and e.action is not null and e.actor_person is not null
                       and not exists (
                           select from undone_steps undone
                           where undone.case_id = e.case_id and e.seq in (undone.seq, undone.undone_by)))
                      as "deeds!: Json<Vec<DeedRow>>",
                  application.about_case, about.reference as "about_reference?",
                  case when application.about_case is null then '{}' else hands_on(application.about_case) end as "hands!",
                  second_look_open(c.id, $2) as second_look, pser_now() as "now!"
           from cases c
           join persons p on p.id = c.person_id
           join applications application on application.id = c.application_id
           left join cases about on about.id = application.about_case
           join snapshots s on s.application_id = c.application_id and s.number = c.snapshot
           left join citizen_accounts a on a.person_id = c.person_id and a.state = 'live'
           left join staff_accounts holder on holder.id = c.claimed_by
           left join persons claimer on claimer.id = holder.person_id
           left join lateral (
               select seq, hash from case_events e where e.case_id = c.id order by seq desc limit 1
           ) last on true
           where c.id = $1"#,
        case,
        asker,
    )
    .fetch_optional(conn)
    .await?
    else {
        return Ok(None);
    };
    let last_event = match (row.last_seq, row.last_hash) {
        (Some(seq), Some(hash)) => Some(LastEvent { seq, hash: digest(hash)? }),
        _ => None,
    };
    let facts = serde_json::json!({
        "documents": row.documents, "checks": row.checks, "score": row.score, "payment": row.payment,
        "amount": { "paisa": row.amount },
    });
    Ok(Some(Standing {
        id: row.id,
        reference: row.reference,
        programme: row.programme,
        bundle: digest(row.bundle_hash)?,
        application: row.application_id,
        about: row.about_case.zip(row.about_reference).map(|(case, reference)| AboutCase { case, reference }),
        snapshot: row.snapshot,
        content_hash: digest(row.content_hash)?,
        area: row.area,
        amount: row.amount,
        stage: row.stage,
        queue: row.queue,
        version: row.version,
        stage_entered_at: row.stage_entered_at,
        due_at: row.due_at,
        claimed_by: row.claimed_by,
        claimer: row.claimer,
        open_duplicates: row.open_duplicates,
        on_hold_until: row.on_hold_until,
        is_vulnerable: row.is_vulnerable,
        created_at: row.created_at,
        ended_at: row.ended_at,
        applicant: Applicant {
            person: row.person_id,
            name: row.name,
            account: row.account_id,
            language: row.language.unwrap_or_else(|| "ur".to_owned()),
            mobile_sealed: row.mobile_sealed,
            email_sealed: row.email_sealed,
        },
        facts,
        deeds: row
            .deeds
            .0
            .into_iter()
            .map(|deed| Deed { action: deed.action, person: deed.person })
            .collect(),
        kin_of_asker: row.kin_of_asker,
        kin_of_applicant: row.kin_of_applicant,
        hands: row.hands,
        second_look: row.second_look,
        last_event,
        now: row.now,
    }))
}

fn digest(bytes: Vec<u8>) -> Result<[u8; 32], Error> {
    bytes.try_into().map_err(|_| Fault::broken("a stored digest has not 32 bytes").into())
}
