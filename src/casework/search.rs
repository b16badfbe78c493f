//! The office looks for a case: by a number that is on a paper, by a CNIC or mobile, or by name. Nobody finds what they may
//! not see, every search is on record, and whoever was found by a number of theirs can read that they were.

mod question;

use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::act::doer_kind;
use super::second_look;
use crate::app::App;
use crate::calendar;
use crate::cases;
use crate::cases::search::{self, Found, MOST, Sought, Within};
use crate::db;
use crate::error::{Fault, Result};
use crate::history::{self, Access, Searched, What};
use crate::limits;
use crate::people::sounds::{self, Word};
use crate::people::{Cnic, Typed};
use crate::policy::{Actor, Scope};
use crate::refusal::Refusal;
use question::{By, Question};

const DEED: &str = "search";
/// A search that takes longer is too wide: hundreds of times what one within a district takes.
const PATIENCE: Duration = Duration::from_secs(2);

/// What was typed into the form, or sent by a program.
#[derive(Debug, Default)]
pub struct Asked<'a> {
    /// A reference, PSER ID, CNIC, mobile or name.
    pub q: Option<&'a Typed>,
    /// As 1984-05-27.
    pub date_of_birth: Option<&'a str>,
    /// Path code.
    pub area: Option<&'a str>,
    pub programme: Option<&'a str>,
    /// `open` or `closed`.
    pub state: Option<&'a str>,
}

/// The cases that were found.
#[derive(Debug)]
pub struct Answer {
    pub hits: Vec<Hit>,
    /// Whether there are more than are shown.
    pub has_more: bool,
    /// Whether nobody has that name, and these are of people with names that are spelt alike.
    pub is_alike: bool,
}

/// A case as a search shows it.
#[derive(Debug)]
pub struct Hit {
    pub reference: String,
    pub applicant: String,
    /// Masked.
    pub cnic: String,
    pub programme: String,
    pub stage: String,
    pub area: String,
    pub handed_in: DateTime<Utc>,
    pub is_open: bool,
    /// The name of who has it claimed.
    pub holder: Option<String>,
}

/// Searches for cases.
///
/// # Errors
/// `NotAllowed`; `TooManyRequests`; `Invalid` on the fields, on `q` also where the search is too wide.
pub async fn search(app: &App, actor: &Actor, asked: &Asked<'_>) -> Result<Answer> {
    let (scope, account, person) = reach(app, actor)?;
    let mut conn = app.db.acquire().await?;
    limits::count_subject(&mut conn, &app.sealer, &limits::SEARCHES_BY_AN_ACCOUNT, account.as_bytes())
        .await?;
    let question = Question::read(app, asked, calendar::today(&mut conn).await?)?;
    let hidden = second_look::hidden_case(&mut conn, actor).await?;
    drop(conn);
    let outcome = match look(app, &scope, &question).await {
        Ok(mut outcome) => {
            outcome.found.retain(|found| hidden != Some(found.id));
            Some(outcome)
        }
        Err(error) if db::took_too_long(&error) => None,
        Err(error) => return Err(error.into()),
    };
    record(app, actor, person, (&question, outcome.as_ref())).await?;
    let outcome = outcome.ok_or_else(|| Refusal::field("q", "search-too-wide"))?;
    let hits = outcome.found.into_iter().map(|found| hit(app, found)).collect::<Result<_, Fault>>()?;
    Ok(Answer { hits, has_more: outcome.has_more, is_alike: outcome.is_alike })
}

/// Where the actor may search, and who that is.
fn reach(app: &App, actor: &Actor) -> Result<(Scope, Uuid, Uuid)> {
    match (app.policy.scope(actor, "case", DEED), actor) {
        (scope @ Scope::Within { .. }, Actor::Staff { account, person, .. }) => {
            Ok((scope, *account, *person))
        }
        (_, Actor::Anonymous) => Err(Refusal::SignInRequired.into()),
        _ => Err(Refusal::NotAllowed { deed: DEED.to_owned() }.into()),
    }
}

struct Outcome {
    found: Vec<Found>,
    has_more: bool,
    is_alike: bool,
}

/// Looks in a transaction that has only so much time and writes nothing.
async fn look(app: &App, scope: &Scope, question: &Question<'_>) -> sqlx::Result<Outcome> {
    let mut transaction = db::begin(&app.db).await?;
    let conn = &mut *transaction;
    let patience = PATIENCE.as_millis().to_string();
    sqlx::query_scalar!("select set_config('statement_timeout', $1, true)", patience)
        .fetch_one(&mut *conn)
        .await?;
    let within = question.within(scope);
    let mut found = match &question.by {
        By::Reference(reference) => {
            let cases: Vec<Uuid> = cases::find_id(conn, reference).await?.into_iter().collect();
            search::found(conn, &cases, &within).await?
        }
        By::PserId(number) => {
            let cases = search::of_pser_id(conn, number.as_str()).await?;
            search::found(conn, &cases, &within).await?
        }
        By::Cnic(cnic) => {
            let cases = search::of_cnic(conn, &cnic.index(&app.sealer)).await?;
            search::found(conn, &cases, &within).await?
        }
        By::Mobile(mobile) => {
            let cases = search::of_mobile(conn, &mobile.index(&app.sealer)).await?;
            search::found(conn, &cases, &within).await?
        }
        By::Name(words) => {
            let sought: Vec<Sought> =
                words.iter().map(|word| Sought::any(std::slice::from_ref(word))).collect();
            of_name(conn, &sought, &within).await?
        }
        By::Birth => of_name(conn, &[], &within).await?,
    };
    let mut is_alike = false;
    if let (By::Name(words), true) = (&question.by, found.is_empty()) {
        let sought = spelt_alike(conn, words).await?;
        found = of_name(conn, &sought, &within).await?;
        is_alike = !found.is_empty();
    }
    let has_more = found.len() > MOST;
    found.truncate(MOST);
    if let By::Name(words) = &question.by {
        // Open ones and the newest stay in front among those that are spelt as was typed, and among the others.
        found.sort_by_cached_key(|found| !is_spelt_so(found, words));
    }
    Ok(Outcome { found, has_more, is_alike })
}

async fn of_name(
    conn: &mut PgConnection,
    sought: &[Sought],
    within: &Within<'_>,
) -> sqlx::Result<Vec<Found>> {
    let cases = if within.born.is_some() {
        search::born(conn, sought, within).await?
    } else {
        search::named(conn, sought, within).await?
    };
    search::found(conn, &cases, within).await
}

/// For each word those in names that are spelt like it, and the word itself.
async fn spelt_alike(conn: &mut PgConnection, words: &[Word]) -> sqlx::Result<Vec<Sought>> {
    let mut sought = Vec::with_capacity(words.len());
    for word in words {
        let mut any = vec![word.clone()];
        for alike in search::alike(conn, &word.spelt).await? {
            any.extend(sounds::words(&alike));
        }
        sought.push(Sought::any(&any));
    }
    Ok(sought)
}

fn is_spelt_so(found: &Found, typed: &[Word]) -> bool {
    let mut words = sounds::words(&found.name);
    words.extend(found.name_ur.as_deref().map(sounds::words).unwrap_or_default());
    typed.iter().all(|typed| words.iter().any(|word| word.spelt == typed.spelt))
}

/// Writes down the search; and, where it was for a number of theirs, the look at whoever was found.
async fn record(
    app: &App,
    actor: &Actor,
    person: Uuid,
    (question, outcome): (&Question<'_>, Option<&Outcome>),
) -> Result<()> {
    let mut transaction = db::begin(&app.db).await?;
    let conn = &mut *transaction;
    let searched = Searched {
        actor_person: person,
        criterion: question.by.kind(),
        narrowed_by: &question.narrowed_by(),
        hits: outcome.map(|outcome| outcome.found.len()),
    };
    history::log_search(conn, &searched).await?;
    let found = outcome.filter(|_| question.by.is_personal()).map_or(&[][..], |outcome| &outcome.found);
    let mut noted = Vec::new();
    for found in found {
        if noted.contains(&found.person) {
            continue;
        }
        noted.push(found.person);
        let access = Access {
            actor_person: person,
            actor_kind: doer_kind(actor),
            subject_person: found.person,
            case_id: matches!(question.by, By::Reference(_)).then_some(found.id),
            document_id: None,
            what: What::Search,
            reason: None,
        };
        history::log(conn, &access).await?;
    }
    transaction.commit().await?;
    Ok(())
}

fn hit(app: &App, found: Found) -> Result<Hit, Fault> {
    Ok(Hit {
        cnic: Cnic::open(&app.sealer, found.person, &found.cnic_sealed)?.masked(),
        reference: found.reference,
        applicant: found.name,
        programme: found.programme,
        stage: found.stage,
        area: found.area,
        handed_in: found.handed_in,
        is_open: found.is_open,
        holder: found.holder,
    })
}
