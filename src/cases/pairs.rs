//! Pairs of cases that may be of the same people: what the checks found alike, and how an officer judged it. Rows only;
//! who may judge, and what follows from it, is for casework.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use crate::canonical::ContentHash;
use crate::error::Fault;

/// What was made of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairState {
    /// Nobody has looked.
    Open,
    /// They belong together, and both go on.
    Linked,
    /// Different people.
    Dismissed,
    /// One was closed for the other.
    Merged,
}

/// One thing that is alike.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Alike {
    /// `cnic`, `identifier`, `mobile`, `document` or `name`.
    pub by: String,
    /// The answer concerned, such as `members.2.cnic`, in the case whose check found it.
    pub answer: Option<String>,
    /// The requirement concerned.
    pub document: Option<String>,
}

/// A pair as one of its cases sees it.
#[derive(Debug, Clone)]
pub struct Pair {
    pub other: Other,
    /// What the check of this case found in the other, and the other's in this one.
    pub found_here: Vec<Alike>,
    pub found_there: Vec<Alike>,
    pub state: PairState,
    /// From 1; 0 where nobody and no check has brought the two together.
    pub revision: i32,
    /// Of a merged pair, whether this case was closed for the other.
    pub is_closed_here: bool,
    pub judged: Option<Judged>,
}

/// The other case of a pair, as far as a list tells of it.
#[derive(Debug, Clone)]
pub struct Other {
    pub id: Uuid,
    pub reference: String,
    pub programme: String,
    pub bundle: ContentHash,
    pub stage: String,
    pub area: String,
    /// The applicant.
    pub person: Uuid,
}

/// Who judged a pair when, and why.
#[derive(Debug, Clone)]
pub struct Judged {
    pub by: Uuid,
    pub name: String,
    pub at: DateTime<Utc>,
    pub reason: String,
}

/// A judgement that is about to be written.
#[derive(Debug, Clone, Copy)]
pub struct Judgement<'a> {
    pub state: PairState,
    /// Of a merge the case that is closed.
    pub closed: Option<Uuid>,
    pub reason: &'a str,
    pub by: Uuid,
}

impl PairState {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Open, Self::Linked, Self::Dismissed, Self::Merged];

    /// Its word in the table.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Linked => "linked",
            Self::Dismissed => "dismissed",
            Self::Merged => "merged",
        }
    }

    fn parse(text: &str) -> Result<Self, Fault> {
        let state = Self::ALL.into_iter().find(|state| state.as_str() == text);
        state.ok_or_else(|| Fault::broken("a pair of cases has a state that is none"))
    }
}

struct Row {
    other: Uuid,
    reference: String,
    programme: String,
    bundle_hash: Vec<u8>,
    stage: String,
    area: String,
    person_id: Uuid,
    found_here: Json<Vec<Alike>>,
    found_there: Json<Vec<Alike>>,
    state: String,
    revision: i32,
    closed_case: Option<Uuid>,
    judged_by: Option<Uuid>,
    judge: Option<String>,
    judged_at: Option<DateTime<Utc>>,
    reason: Option<String>,
}

impl Row {
    fn pair(self) -> Result<Pair, Fault> {
        let judged = match (self.judged_by, self.judge, self.judged_at, self.reason) {
            (Some(by), Some(name), Some(at), Some(reason)) => Some(Judged { by, name, at, reason }),
            _ => None,
        };
        let bundle = self.bundle_hash.try_into();
        let bundle = bundle.map_err(|_| Fault::broken("the hash of a bundle has not 32 bytes"))?;
        Ok(Pair {
            is_closed_here: self.closed_case.is_some_and(|closed| closed != self.other),
            other: Other {
                id: self.other,
                reference: self.reference,
                programme: self.programme,
                bundle,
                stage: self.stage,
                area: self.area,
                person: self.person_id,
            },
            found_here: self.found_here.0,
            found_there: self.found_there.0,
            state: PairState::parse(&self.state)?,
            revision: self.revision,
            judged,
        })
    }
}

/// The pairs of a case, those that nobody has judged first; with `other` the one with that case alone.
pub async fn of(conn: &mut PgConnection, case: Uuid, other: Option<Uuid>) -> Result<Vec<Pair>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select other.id as "other!", other.reference as "reference!", other.programme as "programme!",
               other.bundle_hash as "bundle_hash!", other.stage as "stage!", other.area as "area!", other.person_id as "person_id!",
               pair.found_here as "found_here!: Json<Vec<Alike>>", pair.found_there as "found_there!: Json<Vec<Alike>>",
               pair.state as "state!", pair.revision as "revision!", pair.closed_case, pair.judged_by,
               judge.name as "judge?", pair.judged_at, pair.reason
           from (
               select second_case as other_case, found_in_first as found_here, found_in_second as found_there, state,
                   revision, closed_case, judged_by, judged_at, reason
               from case_pairs where first_case = $1
               union all
               select first_case, found_in_second, found_in_first, state, revision, closed_case, judged_by, judged_at, reason
               from case_pairs where second_case = $1
           ) pair
           join cases other on other.id = pair.other_case
           left join persons judge on judge.id = pair.judged_by
           where $2::uuid is null or other.id = $2
           order by pair.state <> 'open', other.id desc"#,
        case,
        other,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::pair).collect()
}

/// The pair of two cases, as the first of them sees it.
pub async fn between(conn: &mut PgConnection, case: Uuid, other: Uuid) -> Result<Option<Pair>, Fault> {
    Ok(of(conn, case, Some(other)).await?.pop())
}

/// Keeps what the check of a case has found, in the place of what it found before. Gives the other cases of pairs that were
/// dismissed and are open again, because something is alike that was not when they were dismissed. The caller has locked
/// the case and the others (`lock_all`).
pub async fn keep_found(
    conn: &mut PgConnection,
    case: Uuid,
    found: &[(Uuid, Value)],
) -> Result<Vec<Uuid>, Fault> {
    let others: Vec<Uuid> = found.iter().map(|(other, _)| *other).collect();
    let alike: Vec<Value> = found.iter().map(|(_, alike)| alike.clone()).collect();
    let anew = sqlx::query_scalar!(
        r#"with found as (
               select other, jsonb_agg(alike) as alike
               from unnest($2::uuid[], $3::jsonb[]) as found (other, alike) group by other
           ),
           before as (
               select first_case, second_case, state,
                   case when first_case = $1 then found_in_first else found_in_second end as alike
               from case_pairs where first_case = $1 or second_case = $1
           ),
           kept as (
               insert into case_pairs as pair (first_case, second_case, found_in_first, found_in_second)
               select least($1, other), greatest($1, other),
                   case when $1 < other then alike else '[]' end, case when $1 < other then '[]' else alike end
               from found
               on conflict (first_case, second_case) do update set
                   found_in_first = case when pair.first_case = $1 then excluded.found_in_first else pair.found_in_first end,
                   found_in_second = case when pair.second_case = $1 then excluded.found_in_second else pair.found_in_second end
           )
           select found.other as "other!"
           from found join before
               on before.first_case = least($1, found.other) and before.second_case = greatest($1, found.other)
           where before.state = 'dismissed' and not before.alike @> found.alike"#,
        case,
        &others,
        &alike,
    )
    .fetch_all(&mut *conn)
    .await?;
    sqlx::query!(
        "update case_pairs set
             found_in_first = case when first_case = $1 then '[]' else found_in_first end,
             found_in_second = case when second_case = $1 then '[]' else found_in_second end
         where (first_case = $1 and second_case <> all ($2)) or (second_case = $1 and first_case <> all ($2))",
        case,
        &others,
    )
    .execute(&mut *conn)
    .await?;
    for other in &anew {
        open(conn, (case, *other)).await?;
    }
    forget_unfounded(conn, case).await?;
    Ok(anew)
}

/// Writes a judgement on a pair that still has the revision that was looked at; false where somebody was quicker.
pub async fn judge(
    conn: &mut PgConnection,
    (case, other): (Uuid, Uuid),
    revision: i32,
    judgement: &Judgement<'_>,
) -> Result<bool, Fault> {
    let written = sqlx::query!(
        "insert into case_pairs as pair (first_case, second_case, state, closed_case, reason, judged_by, judged_at)
         select least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), $3, $4, $5, $6, pser_now()
         where $7::integer = 0
             or exists (select from case_pairs where first_case = least($1, $2) and second_case = greatest($1, $2))
         on conflict (first_case, second_case) do update set
             state = excluded.state, closed_case = excluded.closed_case, reason = excluded.reason,
             judged_by = excluded.judged_by, judged_at = excluded.judged_at, revision = pair.revision + 1
         where pair.revision = $7",
        case,
        other,
        judgement.state.as_str(),
        judgement.closed,
        judgement.reason,
        judgement.by,
        revision,
    )
    .execute(conn)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Has a pair be judged anew.
pub async fn open(conn: &mut PgConnection, (case, other): (Uuid, Uuid)) -> Result<(), Fault> {
    sqlx::query!(
        "update case_pairs
         set state = 'open', closed_case = null, reason = null, judged_by = null, judged_at = null, revision = revision + 1
         where first_case = least($1::uuid, $2::uuid) and second_case = greatest($1::uuid, $2::uuid)",
        case,
        other,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets the pairs of a case in which nothing is alike and of which nothing was made.
pub async fn forget_unfounded(conn: &mut PgConnection, case: Uuid) -> Result<(), Fault> {
    sqlx::query!(
        "delete from case_pairs
         where (first_case = $1 or second_case = $1) and state = 'open'
             and found_in_first = '[]' and found_in_second = '[]'",
        case,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps everybody else from changing these cases until the transaction ends. In one order, so that nobody waits in a ring.
pub async fn lock_all(conn: &mut PgConnection, cases: &[Uuid]) -> Result<(), Fault> {
    sqlx::query!("select id from cases where id = any ($1) order by id for no key update", cases)
        .fetch_all(conn)
        .await?;
    Ok(())
}

/// The ids of cases by their references.
pub async fn ids_of(conn: &mut PgConnection, references: &[String]) -> Result<Vec<(String, Uuid)>, Fault> {
    let rows = sqlx::query!("select reference, id from cases where reference = any ($1)", references)
        .fetch_all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.reference, row.id)).collect())
}
