//! Under which names cases are found: a row for every word of the applicant's name, written with the case.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::people::sounds;

/// A case and the name of its applicant, in either script or both.
#[derive(Debug)]
pub struct Named {
    pub case: Uuid,
    pub area: String,
    pub programme: String,
    pub name: String,
    pub name_ur: Option<String>,
}

/// The rows of `case_names`, column by column.
#[derive(Debug, Default)]
struct Columns {
    skeletons: Vec<String>,
    areas: Vec<String>,
    cases: Vec<Uuid>,
    programmes: Vec<String>,
    /// Separated by spaces.
    sounds: Vec<String>,
    words: Vec<String>,
}

impl Columns {
    fn add(&mut self, named: &Named) {
        let mut words = sounds::words(&named.name);
        words.extend(named.name_ur.as_deref().map(sounds::words).unwrap_or_default());
        let sounds = sounds::sounds_of(&words).join(" ");
        for skeleton in sounds::skeletons_of(&words) {
            self.skeletons.push(skeleton);
            self.areas.push(named.area.clone());
            self.cases.push(named.case);
            self.programmes.push(named.programme.clone());
            self.sounds.push(sounds.clone());
        }
        self.words.extend(words.into_iter().map(|word| word.spelt));
    }
}

/// Enters cases under their names. Whatever is entered already stays.
///
/// # Errors
/// When the database fails.
pub async fn enter_names(conn: &mut PgConnection, named: &[Named]) -> sqlx::Result<()> {
    let mut columns = Columns::default();
    for one in named {
        columns.add(one);
    }
    // New words go in by their order: whoever enters the same ones at the same time waits, and never for each other.
    sqlx::query!(
        "with new_words as (
             insert into name_words (word)
             select distinct word from unnest($6::text[]) as given (word)
             where not exists (select from name_words known where known.word = given.word)
             order by word
             on conflict do nothing
         )
         insert into case_names (skeleton, area, case_id, programme, sounds)
         select skeleton, area, case_id, programme, string_to_array(sounds, ' ')
         from unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::text[])
             as entry (skeleton, area, case_id, programme, sounds)
         on conflict do nothing",
        &columns.skeletons,
        &columns.areas,
        &columns.cases,
        &columns.programmes,
        &columns.sounds,
        &columns.words,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Enters at most `limit` of the cases that were here before their names were; whether none is left.
///
/// # Errors
/// When the database fails.
pub async fn fill_names(conn: &mut PgConnection, limit: i64) -> sqlx::Result<bool> {
    let upto =
        sqlx::query_scalar!("select upto from name_filling for update").fetch_optional(&mut *conn).await?;
    let Some(upto) = upto else { return Ok(true) };
    let named = sqlx::query_as!(
        Named,
        r#"select c.id as case, c.area, c.programme, p.name, p.name_ur
           from cases c join persons p on p.id = c.person_id
           where c.id > $1
           order by c.id
           limit $2"#,
        upto,
        limit
    )
    .fetch_all(&mut *conn)
    .await?;
    let Some(last) = named.last() else {
        sqlx::query!("delete from name_filling").execute(conn).await?;
        return Ok(true);
    };
    enter_names(conn, &named).await?;
    sqlx::query!("update name_filling set upto = $1", last.case).execute(conn).await?;
    Ok(false)
}
