//! Who is away: somebody of the staff says so of themselves, or whoever gives out work says so of those they see. Who is
//! away is given no work, and their claims go back (`give_back`).

use chrono::{DateTime, Days, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::act::person_of;
use super::admission;
use crate::app::App;
use crate::calendar;
use crate::cases::{self, Held};
use crate::db;
use crate::error::{Error, Result};
use crate::people::absence::{self, Absence, Attendance};
use crate::people::sessions::{self, Session};
use crate::people::staff::{self, Colleague};
use crate::policy::{Actor, Resource, SEE};
use crate::refusal::{FieldError, Refusal};

const DEED: &str = "declare";
/// How many days ahead an absence may reach.
pub const LONGEST: u64 = 365;

/// Somebody of the staff, for whoever gives out work.
#[derive(Debug)]
pub struct Member {
    pub colleague: Colleague,
    pub held: Held,
    /// One that holds, or is to come.
    pub absence: Option<Absence>,
    /// When they were last seen here, as far as is known.
    pub seen_at: Option<DateTime<Utc>>,
}

/// One's own absence that holds, or is to come.
///
/// # Errors
/// `NotFound` for those who are not of the staff.
pub async fn own(app: &App, session: &Session) -> Result<Option<Absence>> {
    admission::owner(app, session, "account", SEE)?;
    let account = session.account.staff().ok_or(Error::NotFound)?;
    let mut conn = app.db.acquire().await?;
    Ok(absence::of(&mut conn, account).await?)
}

/// The last day of one's own absence, where it holds today.
///
/// # Errors
/// As `own`.
pub async fn away_until(app: &App, session: &Session) -> Result<Option<NaiveDate>> {
    admission::owner(app, session, "account", SEE)?;
    let account = session.account.staff().ok_or(Error::NotFound)?;
    let mut conn = app.db.acquire().await?;
    Ok(match absence::attendance(&mut conn, account).await? {
        Attendance::Away { until } => Some(until),
        Attendance::Here | Attendance::Gone => None,
    })
}

/// Says that oneself is away, in the place of what was said before and is not over.
///
/// # Errors
/// As `own`; `Invalid` on `first_day` and `last_day`.
pub async fn declare_own(app: &App, session: &Session, absence: Absence) -> Result<()> {
    admission::owner(app, session, "account", "edit")?;
    let account = session.account.staff().ok_or(Error::NotFound)?;
    keep(app, (account, absence), session.person).await
}

/// Says that oneself is back, or does not go. Saying it twice is saying it once.
///
/// # Errors
/// As `own`.
pub async fn end_own(app: &App, session: &Session) -> Result<()> {
    admission::owner(app, session, "account", "edit")?;
    let account = session.account.staff().ok_or(Error::NotFound)?;
    let mut conn = app.db.acquire().await?;
    Ok(absence::end(&mut conn, account).await?)
}

/// The staff whom the actor sees, by name: those of whose roles one lies in the areas and programmes of the actor's.
///
/// # Errors
/// `NotAllowed` for those who see nobody.
pub async fn members(app: &App, actor: &Actor) -> Result<Vec<Member>> {
    if !app.policy.ever(actor, "absence", SEE) {
        return Err(Refusal::NotAllowed { deed: SEE.to_owned() }.into());
    }
    let mut conn = app.db.acquire().await?;
    let colleagues = seen(app, &mut conn, actor).await?;
    let accounts: Vec<Uuid> = colleagues.iter().map(|colleague| colleague.account).collect();
    let held = cases::held_by_each(&mut conn, &accounts).await?;
    let absences = absence::of_each(&mut conn, &accounts).await?;
    let seen = sessions::last_seen(&mut conn, &accounts).await?;
    let member = |colleague: Colleague| Member {
        held: held.get(&colleague.account).copied().unwrap_or_default(),
        absence: absences.get(&colleague.account).copied(),
        seen_at: seen.get(&colleague.account).copied(),
        colleague,
    };
    Ok(colleagues.into_iter().map(member).collect())
}

/// The staff whom the actor sees, by name.
pub(super) async fn seen(app: &App, conn: &mut PgConnection, actor: &Actor) -> Result<Vec<Colleague>> {
    let mut colleagues = staff::colleagues(conn, None).await?;
    colleagues.retain(|colleague| reaches(app, actor, SEE, colleague).is_ok());
    Ok(colleagues)
}

/// Somebody of the staff whom the actor sees, with their absence that holds or is to come.
///
/// # Errors
/// `NotFound` where the actor does not see them; `NotAllowed` where they may not say that they are away.
pub async fn member(app: &App, actor: &Actor, account: Uuid) -> Result<(Colleague, Option<Absence>)> {
    let mut conn = app.db.acquire().await?;
    let colleague = colleague(app, &mut conn, actor, account).await?;
    let absence = absence::of(&mut conn, account).await?;
    Ok((colleague, absence))
}

/// Says that somebody is away, in the place of what was said before and is not over.
///
/// # Errors
/// As `member`; `Invalid` on `first_day` and `last_day`.
pub async fn declare(app: &App, actor: &Actor, account: Uuid, absence: Absence) -> Result<()> {
    let said_by = person_of(actor).ok_or(Refusal::SignInRequired)?;
    let mut conn = app.db.acquire().await?;
    colleague(app, &mut conn, actor, account).await?;
    drop(conn);
    keep(app, (account, absence), said_by).await
}

/// Says that somebody is back, or does not go. Saying it twice is saying it once.
///
/// # Errors
/// As `member`.
pub async fn end(app: &App, actor: &Actor, account: Uuid) -> Result<()> {
    let mut conn = app.db.acquire().await?;
    colleague(app, &mut conn, actor, account).await?;
    Ok(absence::end(&mut conn, account).await?)
}

async fn colleague(app: &App, conn: &mut PgConnection, actor: &Actor, account: Uuid) -> Result<Colleague> {
    let colleague = staff::colleagues(conn, Some(account)).await?.pop().ok_or(Error::NotFound)?;
    reaches(app, actor, DEED, &colleague)?;
    Ok(colleague)
}

/// Whether the actor may do the deed on one of the colleague's roles, wherever that is held.
fn reaches(app: &App, actor: &Actor, deed: &str, colleague: &Colleague) -> Result<()> {
    let mut no = Error::NotFound;
    for grant in &colleague.grants {
        let held = Resource {
            area: grant.area.as_deref(),
            programme: grant.programme.as_deref(),
            owner: Some(colleague.person),
            ..Resource::of("absence")
        };
        match app.policy.authorize(actor, deed, &held) {
            Ok(()) => return Ok(()),
            Err(denied) => no = denied.into_error(deed),
        }
    }
    Err(no)
}

async fn keep(app: &App, (account, absence): (Uuid, Absence), said_by: Uuid) -> Result<()> {
    let mut tx = db::begin(&app.db).await?;
    let before = absence::of(&mut tx, account).await?;
    fit(absence, before, calendar::today(&mut tx).await?)?;
    if before != Some(absence) {
        absence::say(&mut tx, account, absence, said_by).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// An absence is not over, and begins today at the earliest; one that has begun can be made longer or shorter.
fn fit(absence: Absence, before: Option<Absence>, today: NaiveDate) -> Result<(), Refusal> {
    let Absence { first_day, last_day } = absence;
    let mut wrong = Vec::new();
    let furthest = today + Days::new(LONGEST);
    if first_day < today && before.is_none_or(|before| before.first_day != first_day) {
        wrong.push(FieldError::new("first_day", "day-is-past"));
    } else if first_day > furthest {
        wrong.push(FieldError::new("first_day", "day-too-far").with("days", LONGEST));
    }
    if last_day < first_day {
        wrong.push(FieldError::new("last_day", "last-day-first"));
    } else if last_day < today {
        wrong.push(FieldError::new("last_day", "day-is-past"));
    } else if last_day > furthest {
        wrong.push(FieldError::new("last_day", "day-too-far").with("days", LONGEST));
    }
    if wrong.is_empty() { Ok(()) } else { Err(Refusal::Invalid(wrong)) }
}
