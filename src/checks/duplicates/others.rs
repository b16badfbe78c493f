//! The queries: each finds other applications by one kind of likeness, by an index, and gives at most twenty. Where
//! identifiers are searched, `materialized` keeps the planner from reading all snapshots in the hope of twenty early.

use sqlx::PgConnection;

use super::{By, Given, Likeness};
use crate::checks::Subject;
use crate::error::Fault;

const MOST: i64 = 20;
/// From 0 to 1 by shared trigrams. Spellings of one name in Latin letters (Mohammad, Muhammad) come to about 0.5.
const ALIKE: f32 = 0.45;

/// Live cases of other people in which a CNIC of this household stands, as applicant or as member.
pub(super) async fn with_cnic(
    conn: &mut PgConnection,
    subject: &Subject,
    given: &Given,
) -> Result<Vec<Likeness>, Fault> {
    let rows = sqlx::query!(
        r#"with alike as materialized (
               select encode(p.cnic_index, 'hex') as index, s.application_id, s.number
               from persons p
               join snapshots s on identifiers_in(s.answers) @> array[encode(p.cnic_index, 'hex')]
               where p.id = $2 or p.cnic_index = any ($1)
           )
           (select encode(p.cnic_index, 'hex') as "index!", c.reference as "reference!"
            from persons p join cases c on c.person_id = p.id
            where p.cnic_index = any ($1) and p.id <> $2 and c.ended_at is null
            limit $3)
           union all
           (select alike.index, c.reference
            from alike join cases c on c.application_id = alike.application_id and c.snapshot = alike.number
            where c.person_id <> $2 and c.ended_at is null
            limit $3)
           limit $3"#,
        &given.bytes(),
        subject.person,
        MOST
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| given.likeness(By::Cnic, &row.index, row.reference)).collect())
}

/// People of this household who live in another one by the register.
pub(super) async fn with_member(
    conn: &mut PgConnection,
    subject: &Subject,
    given: &Given,
) -> Result<Vec<Likeness>, Fault> {
    let rows = sqlx::query_scalar!(
        r#"select distinct encode(p.cnic_index, 'hex') as "index!"
           from persons p join memberships m on m.person_id = p.id and m.until is null
           where p.cnic_index = any ($1) and p.id <> $2
               and not exists (
                   select from memberships mine
                   where mine.person_id = $2 and mine.until is null and mine.household_id = m.household_id
               )
           limit $3"#,
        &given.bytes(),
        subject.person,
        MOST
    )
    .fetch_all(conn)
    .await?;
    let like = |index: String| Likeness { answer: given.path_of(&index), ..Likeness::by(By::Household) };
    Ok(rows.into_iter().map(like).collect())
}

/// Cases of people of other households, ended ones too, in which a bank account or mobile given here stands.
pub(super) async fn with_identifier(
    conn: &mut PgConnection,
    subject: &Subject,
    given: &Given,
) -> Result<Vec<Likeness>, Fault> {
    let rows = sqlx::query!(
        r#"with alike as materialized (
               select given.index, s.application_id, s.number
               from unnest($1::text[]) as given (index)
               join snapshots s on identifiers_in(s.answers) @> array[given.index]
               where not exists (select from persons p where p.cnic_index = decode(given.index, 'hex'))
           )
           select alike.index as "index!", c.reference
           from alike join cases c on c.application_id = alike.application_id and c.snapshot = alike.number
           where c.person_id <> $2 and not c.person_id = any (kin_of($2))
           limit $3"#,
        &given.hex(),
        subject.person,
        MOST
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| given.likeness(By::Identifier, &row.index, row.reference)).collect())
}

/// Live accounts of people of other households with the same mobile.
pub(super) async fn with_mobile(conn: &mut PgConnection, subject: &Subject) -> Result<Vec<Likeness>, Fault> {
    let rows = sqlx::query_scalar!(
        r#"select c.reference as "reference?"
           from citizen_accounts mine
           join citizen_accounts other on other.mobile_index = mine.mobile_index and other.state = 'live'
           left join lateral (
               select reference from cases where person_id = other.person_id order by created_at desc limit 1
           ) as c on true
           where mine.person_id = $1 and mine.state = 'live'
               and other.person_id <> $1 and not other.person_id = any (kin_of($1))
           limit $2"#,
        subject.person,
        MOST
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|case| Likeness { case, ..Likeness::by(By::Mobile) }).collect())
}

/// Applications of people of other households with a file that was sent here too.
pub(super) async fn with_document(
    conn: &mut PgConnection,
    subject: &Subject,
) -> Result<Vec<Likeness>, Fault> {
    let rows = sqlx::query!(
        r#"select distinct mine.requirement, c.reference as "reference?"
           from documents mine
           join documents other on other.digest = mine.digest and other.application_id <> mine.application_id
           join applications a on a.id = other.application_id
           left join cases c on c.application_id = a.id
           where mine.application_id = $1 and mine.replaced_at is null and mine.state = 'stored'
               and a.person_id <> $2 and not a.person_id = any (kin_of($2))
           limit $3"#,
        subject.application,
        subject.person,
        MOST
    )
    .fetch_all(conn)
    .await?;
    let like =
        |requirement, case| Likeness { document: Some(requirement), case, ..Likeness::by(By::Document) };
    Ok(rows.into_iter().map(|row| like(row.requirement, row.reference)).collect())
}

/// People with a case, born the same day under a like name with, where both are known, a like father's name.
pub(super) async fn with_name(conn: &mut PgConnection, subject: &Subject) -> Result<Vec<Likeness>, Fault> {
    let rows = sqlx::query_scalar!(
        r#"select c.reference
           from persons mine
           join persons other on other.date_of_birth = mine.date_of_birth and other.id <> mine.id
           join cases c on c.person_id = other.id
           where mine.id = $1 and similarity(other.name, mine.name) >= $2
               and coalesce(similarity(other.father_name, mine.father_name) >= $2, true)
               and not other.id = any (kin_of($1))
           order by similarity(other.name, mine.name) desc
           limit $3"#,
        subject.person,
        ALIKE,
        MOST
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|case| Likeness { case: Some(case), ..Likeness::by(By::Name) }).collect())
}
