//! Cases about cases: who may appeal which decision until when, what may be complained of, and that nobody has two open
//! cases of one programme when an appeal opens one again.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::look;
use crate::app::App;
use crate::applications::{self, Application};
use crate::cases::{self, Following, Standing};
use crate::catalogue::Programme;
use crate::error::{Error, Fault, Result};
use crate::people::citizen;
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::workflow::About;

/// The way to appeal how a case ended.
#[derive(Debug, Clone)]
pub struct Way {
    pub programme: String,
    /// The moment from which on it is too late.
    pub until: DateTime<Utc>,
    /// Why one cannot appeal now.
    pub refusal: Option<Refusal>,
    /// The appeal that is open or a draft.
    pub open: Option<Following>,
}

/// The programme to which one complains.
pub fn complaints(app: &App) -> Option<String> {
    let offers = app.catalogue.offers().into_iter();
    let mut complaints =
        offers.filter(|offer| offer.is_open && offer.programme.workflow.about == Some(About::Case));
    complaints.next().map(|offer| offer.programme.code.clone())
}

/// How the citizen can appeal the decision on a case of their own.
///
/// # Errors
/// `NotFound` where it is somebody else's.
pub async fn way_of(app: &App, actor: &Actor, reference: &Reference) -> Result<Option<Way>> {
    let mut conn = app.db.acquire().await?;
    let standing = look::seen(app, &mut conn, actor, reference).await?;
    if actor.person() != Some(standing.applicant.person) {
        return Err(Error::NotFound);
    }
    way(app, &mut conn, &standing).await
}

/// What a draft that is about to begin is about, if its programme is about anything and the citizen may file it.
///
/// # Errors
/// `Invalid` where what it is about is missing or not wanted; `NotFound` where it is somebody else's; as `appealable`;
/// `AnotherIsOpen` for an application beside an appeal that would open one again.
pub(super) async fn subject(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    (programme, about): (&Programme, Option<&Reference>),
) -> Result<Option<Uuid>> {
    let Some(reference) = about else {
        return match programme.workflow.about {
            Some(About::Decision) => Err(Refusal::field("about", "field-missing").into()),
            Some(About::Case) => Ok(None),
            None => no_appeal_beside(app, conn, actor.person(), programme).await.map(|()| None),
        };
    };
    if programme.workflow.about.is_none() {
        return Err(Refusal::field("about", "field-unknown").into());
    }
    let standing = look::seen(app, conn, actor, reference).await?;
    if actor.person() != Some(standing.applicant.person) {
        return Err(Error::NotFound);
    }
    if programme.workflow.about == Some(About::Decision) {
        appealable(app, conn, &standing, programme).await?;
    }
    Ok(Some(standing.id))
}

/// Whether an application may be handed in now as far as what it is about goes.
///
/// # Errors
/// As `subject`.
pub(super) async fn still_fits(
    app: &App,
    conn: &mut PgConnection,
    (programme, application): (&Programme, &Application),
) -> Result<()> {
    match (programme.workflow.about, application.about) {
        (None, _) => no_appeal_beside(app, conn, Some(application.person), programme).await,
        (Some(About::Decision), Some(case)) => {
            let standing = cases::read(conn, case, Some(application.person)).await?;
            let standing = standing.ok_or_else(|| Fault::broken("an appeal is about a case that is gone"))?;
            appealable(app, conn, &standing, programme).await
        }
        (Some(About::Decision), None) => Err(Refusal::NothingToAppeal.into()),
        (Some(About::Case), _) => Ok(()),
    }
}

/// The area of a case about another: that of the other, or of the account where it is about nothing.
pub(super) async fn area(app: &App, conn: &mut PgConnection, application: &Application) -> Result<String> {
    if let Some(case) = application.about {
        let standing = cases::read(conn, case, None).await?;
        return Ok(standing.ok_or_else(|| Fault::broken("what a case is about is gone"))?.area);
    }
    let account = application.account.ok_or(Refusal::SignInRequired)?;
    let profile = citizen::profile(conn, &app.sealer, account).await?;
    Ok(profile.ok_or(Refusal::SignInRequired)?.area)
}

/// How the present end of a case can be appealed; none where it is no end, or one that cannot be.
pub(super) async fn way(app: &App, conn: &mut PgConnection, standing: &Standing) -> Result<Option<Way>> {
    let Some((programme, until)) = offered(app, conn, standing).await? else { return Ok(None) };
    let Some(offer) = app.catalogue.find(conn, &programme).await? else { return Ok(None) };
    let filed = cases::about(conn, standing.id).await?.into_iter();
    let open = filed.into_iter().find(|one| one.programme == programme && one.state != "closed");
    let refusal = match appealable(app, conn, standing, &offer.programme).await {
        Ok(()) => None,
        Err(Error::Refused(refusal)) => Some(refusal),
        Err(error) => return Err(error),
    };
    Ok(Some(Way { programme, until, refusal, open }))
}

/// Whether the citizen may appeal to a programme how the case ended.
async fn appealable(
    app: &App,
    conn: &mut PgConnection,
    standing: &Standing,
    appeal: &Programme,
) -> Result<()> {
    let offered = offered(app, conn, standing).await?.filter(|(programme, _)| *programme == appeal.code);
    let Some((_, until)) = offered else { return Err(Refusal::NothingToAppeal.into()) };
    let deeds: Vec<String> = appeal.workflow.deciding().into_iter().map(str::to_owned).collect();
    if cases::was_decided(conn, standing.id, (&appeal.code, standing.stage_entered_at), &deeds).await? {
        return Err(Refusal::AppealDecided.into());
    }
    if standing.now >= until {
        return Err(Refusal::AppealTooLate { until }.into());
    }
    if applications::is_open_to(conn, standing.applicant.person, &standing.programme).await? {
        return Err(Refusal::AnotherIsOpen.into());
    }
    Ok(())
}

/// The programme to which one appeals the present end of a case, and the moment from which on it is too late.
async fn offered(
    app: &App,
    conn: &mut PgConnection,
    standing: &Standing,
) -> Result<Option<(String, DateTime<Utc>)>> {
    let programme = app.catalogue.version(conn, &standing.bundle).await?;
    let stage = programme.workflow.stage(&standing.stage);
    let appeal = stage.and_then(|stage| stage.appeal.as_ref());
    let until = |within| app.calendar.due(standing.stage_entered_at, within);
    Ok(appeal.map(|appeal| (appeal.programme.clone(), until(appeal.within))))
}

/// An appeal that is allowed opens a case again, and one person has one case of a programme open.
async fn no_appeal_beside(
    app: &App,
    conn: &mut PgConnection,
    person: Option<Uuid>,
    programme: &Programme,
) -> Result<()> {
    let Some(person) = person else { return Err(Refusal::SignInRequired.into()) };
    let offers = app.catalogue.offers().into_iter();
    let appeals = offers.filter(|offer| offer.programme.workflow.about == Some(About::Decision));
    let appeals: Vec<String> = appeals.map(|offer| offer.programme.code.clone()).collect();
    if cases::is_any_open(conn, person, (&appeals, &programme.code)).await? {
        return Err(Refusal::AnotherIsOpen.into());
    }
    Ok(())
}
