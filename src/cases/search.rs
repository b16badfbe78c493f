//! Finding cases for the office, only within the areas and programmes of whoever searches. Each way in follows an index
//! and ends by itself or by the time its transaction has; `found` then reads the rows and asks the scope once more.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::people::sounds::Word;
use crate::policy::Scope;
use crate::seal::BlindIndex;

/// The most cases that one search shows.
pub const MOST: usize = 50;
/// One more, which says that there are more.
const READ: i64 = 51;
/// The most words of a name that are sought.
pub const WORDS: usize = 4;
/// So many cases of one person, at most.
const OF_A_PERSON: i64 = 200;
/// So many entries of a word are counted when the rarest is looked for.
const WEIGHED: i64 = 1_000;
/// So many words that are spelt alike are tried for one.
const ALIKE: i64 = 8;
/// From 0 to 1 by shared trigrams, as the check for duplicates has it.
const LIKENESS: &str = "0.45";

/// Where to look, and what the cases have besides.
#[derive(Debug)]
pub struct Within<'a> {
    pub scope: &'a Scope,
    pub area: Option<&'a str>,
    pub programme: Option<&'a str>,
    pub is_open: Option<bool>,
    /// The applicant's day of birth.
    pub born: Option<NaiveDate>,
}

/// A word of a name that is sought, or any of several in its place.
#[derive(Debug, Clone)]
pub struct Sought {
    skeletons: Vec<String>,
    sounds: Vec<String>,
}

impl Sought {
    /// Any of these words.
    pub fn any(words: &[Word]) -> Self {
        let mut sought = Self { skeletons: Vec::new(), sounds: Vec::new() };
        for word in words {
            sought.skeletons.push(word.skeleton.clone());
            sought.sounds.extend(word.sounds.iter().cloned());
        }
        sought.skeletons.sort_unstable();
        sought.skeletons.dedup();
        sought
    }
}

/// As columns of queries: what belongs to one word stands in one text, separated by spaces.
fn columns(sought: &[Sought]) -> (Vec<String>, Vec<String>) {
    sought.iter().map(|word| (word.skeletons.join(" "), word.sounds.join(" "))).unzip()
}

/// A case that was found.
#[derive(Debug)]
pub struct Found {
    pub id: Uuid,
    pub reference: String,
    pub programme: String,
    pub stage: String,
    pub area: String,
    pub handed_in: DateTime<Utc>,
    pub is_open: bool,
    pub person: Uuid,
    pub name: String,
    pub name_ur: Option<String>,
    pub cnic_sealed: Vec<u8>,
    /// The name of who has it claimed.
    pub holder: Option<String>,
}

/// The cases of the person with this CNIC.
pub async fn of_cnic(conn: &mut PgConnection, index: &BlindIndex) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "select c.id from persons p join cases c on c.person_id = p.id where p.cnic_index = $1
         order by c.id desc limit $2",
        index.as_slice(),
        OF_A_PERSON,
    )
    .fetch_all(conn)
    .await
}

/// The cases of whoever has an account with this mobile.
pub async fn of_mobile(conn: &mut PgConnection, index: &BlindIndex) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "select c.id from citizen_accounts a join cases c on c.person_id = a.person_id
         where a.mobile_index = $1 and a.state = 'live'
         order by c.id desc limit $2",
        index.as_slice(),
        OF_A_PERSON,
    )
    .fetch_all(conn)
    .await
}

/// The cases of whoever was given this PSER ID.
pub async fn of_pser_id(conn: &mut PgConnection, pser_id: &str) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "select c.id from citizen_accounts a join cases c on c.person_id = a.person_id where a.pser_id = $1
         order by c.id desc limit $2",
        pser_id,
        OF_A_PERSON,
    )
    .fetch_all(conn)
    .await
}

/// The newest cases whose applicants have all of these words in their names, of which there are at most `WORDS`. Area by
/// area the entries of the rarest word are read from the newest on, and the other words compared where they stand.
pub async fn named(
    conn: &mut PgConnection,
    sought: &[Sought],
    within: &Within<'_>,
) -> sqlx::Result<Vec<Uuid>> {
    let rarest = rarest(conn, sought, within).await?;
    let (areas, programmes) = within.scope.columns();
    let other = |place| sought.get(place).map(|word: &Sought| word.sounds.as_slice());
    let first = other(0).unwrap_or_default();
    // Each word is a condition by itself: a list of lists would be gone through anew for every entry, at five times the cost.
    // The state is a look at the case, so it is asked last and only where it matters.
    sqlx::query_scalar!(
        r#"with reach as materialized (
               select a.code, bool_or(held.programme is null) as is_whole, array_agg(held.programme) as programmes
               from unnest($1::text[], $2::text[]) as held (area, programme)
               join areas a on area_covers(held.area, a.code)
               where area_covers($3::text, a.code)
               group by a.code
           )
           select distinct near.case_id as "id!"
           from reach
           cross join unnest($4::text[]) as rarest (skeleton)
           cross join lateral (
               select n.case_id
               from case_names n
               where n.skeleton = rarest.skeleton and n.area = reach.code
                   and ($5::text is null or n.programme = $5)
                   and (reach.is_whole or n.programme = any (reach.programmes))
                   and n.sounds && $6
                   and ($9::text[] is null or n.sounds && $9)
                   and ($10::text[] is null or n.sounds && $10)
                   and ($11::text[] is null or n.sounds && $11)
                   and ($7::boolean is null or $7 = (select c.ended_at is null from cases c where c.id = n.case_id))
               order by n.case_id desc
               limit $8
           ) near
           order by near.case_id desc
           limit $8"#,
        areas as &[Option<String>],
        programmes as &[Option<String>],
        within.area,
        &sought[rarest].skeletons,
        within.programme,
        first,
        within.is_open,
        READ,
        other(1),
        other(2),
        other(3),
    )
    .fetch_all(conn)
    .await
}

/// The place of the word with the fewest entries.
async fn rarest(conn: &mut PgConnection, sought: &[Sought], within: &Within<'_>) -> sqlx::Result<usize> {
    if sought.len() == 1 {
        return Ok(0);
    }
    let (areas, programmes) = within.scope.columns();
    let (skeletons, _) = columns(sought);
    let place = sqlx::query_scalar!(
        r#"with reach as materialized (
               select distinct a.code
               from unnest($1::text[], $2::text[]) as held (area, programme)
               join areas a on area_covers(held.area, a.code)
               where area_covers($3::text, a.code)
           )
           select sought.place as "place!"
           from unnest($4::text[]) with ordinality as sought (skeletons, place)
           order by (
               select count(*) from (
                   select
                   from reach
                   join case_names n on n.area = reach.code and n.skeleton = any (string_to_array(sought.skeletons, ' '))
                   limit $5
               ) entry
           )
           limit 1"#,
        areas as &[Option<String>],
        programmes as &[Option<String>],
        within.area,
        &skeletons,
        WEIGHED,
    )
    .fetch_one(conn)
    .await?;
    Ok(usize::try_from(place - 1).unwrap_or_default())
}

/// The newest cases whose applicants were born on the day of `within`, and have these words in their names.
pub async fn born(
    conn: &mut PgConnection,
    sought: &[Sought],
    within: &Within<'_>,
) -> sqlx::Result<Vec<Uuid>> {
    let (areas, programmes) = within.scope.columns();
    let (skeletons, sounds) = columns(sought);
    sqlx::query_scalar!(
        r#"with born as materialized (select id from persons where date_of_birth = $1)
           select c.id
           from born join cases c on c.person_id = born.id
           where exists (
                   select from unnest($2::text[], $3::text[]) as held (area, programme)
                   where area_covers(held.area, c.area) and (held.programme is null or held.programme = c.programme)
               )
               and area_covers($4::text, c.area)
               and ($5::text is null or c.programme = $5)
               and ($6::boolean is null or (c.ended_at is null) = $6)
               and not exists (
                   select from unnest($7::text[], $8::text[]) as sought (skeletons, sounds)
                   where not exists (
                       select from case_names n
                       where n.skeleton = any (string_to_array(sought.skeletons, ' ')) and n.area = c.area
                           and n.case_id = c.id and n.sounds && string_to_array(sought.sounds, ' ')
                   )
               )
           order by c.id desc
           limit $9"#,
        within.born,
        areas as &[Option<String>],
        programmes as &[Option<String>],
        within.area,
        within.programme,
        within.is_open,
        &skeletons,
        &sounds,
        READ,
    )
    .fetch_all(conn)
    .await
}

/// Words in names that are spelt most like this one.
pub async fn alike(conn: &mut PgConnection, word: &str) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!("select set_config('pg_trgm.similarity_threshold', $1, true)", LIKENESS)
        .fetch_one(&mut *conn)
        .await?;
    sqlx::query_scalar!(
        "select word from name_words where word % $1 order by similarity(word, $1) desc, word limit $2",
        word,
        ALIKE,
    )
    .fetch_all(conn)
    .await
}

/// Of these cases those within reach, open ones first, then the newest; one more than are shown.
pub async fn found(conn: &mut PgConnection, cases: &[Uuid], within: &Within<'_>) -> sqlx::Result<Vec<Found>> {
    let (areas, programmes) = within.scope.columns();
    sqlx::query_as!(
        Found,
        r#"select c.id, c.reference, c.programme, c.stage, c.area, c.created_at as handed_in,
                  c.ended_at is null as "is_open!", p.id as person, p.name, p.name_ur, p.cnic_sealed,
                  claimer.name as "holder?"
           from cases c
           join persons p on p.id = c.person_id
           left join staff_accounts holder on holder.id = c.claimed_by
           left join persons claimer on claimer.id = holder.person_id
           where c.id = any ($1)
               and exists (
                   select from unnest($2::text[], $3::text[]) as held (area, programme)
                   where area_covers(held.area, c.area) and (held.programme is null or held.programme = c.programme)
               )
               and area_covers($4::text, c.area)
               and ($5::text is null or c.programme = $5)
               and ($6::boolean is null or (c.ended_at is null) = $6)
               and ($7::date is null or p.date_of_birth = $7)
           order by c.ended_at is not null, c.id desc
           limit $8"#,
        cases,
        areas as &[Option<String>],
        programmes as &[Option<String>],
        within.area,
        within.programme,
        within.is_open,
        within.born,
        READ,
    )
    .fetch_all(conn)
    .await
}
