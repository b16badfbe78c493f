//! The applicant's desk: each of one's own applications with where it stands.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::own;
use super::view::{ApplicationSummary, ApplicationView};
use crate::app::App;
use crate::applications::{self, State};
use crate::cases;
use crate::casework::{disburse, look};
use crate::catalogue::Programme;
use crate::error::{Error, Result};
use crate::payments::instruction::Item;
use crate::policy::Actor;

/// An application on the desk.
#[derive(Debug)]
pub struct OnDesk {
    pub application: ApplicationSummary,
    pub programme: Arc<Programme>,
    /// The reference of the case that it is about.
    pub about: Option<String>,
    pub place: Place,
}

/// Where an application stands.
#[derive(Debug)]
pub enum Place {
    /// So many questions are to be answered, so many documents to be sent.
    Draft { questions: usize, documents: usize },
    Case {
        reference: String,
        stage: String,
        due_at: Option<DateTime<Utc>>,
        /// The last payment that was approved.
        payment: Option<Box<Item>>,
        /// Whether the bank could not pay, and no other account was given since.
        is_account_wanted: bool,
    },
}

/// One's own applications, newest first, the drafts before the others.
///
/// # Errors
/// As `own`.
pub async fn desk(app: &App, actor: &Actor) -> Result<Vec<OnDesk>> {
    let applications = own(app, actor, None).await?;
    let mut conn = app.db.acquire().await?;
    let mut desk = Vec::with_capacity(applications.len());
    for application in applications {
        desk.push(on_desk(app, &mut conn, actor, application).await?);
    }
    desk.sort_by_key(|line| !matches!(line.place, Place::Draft { .. }));
    Ok(desk)
}

async fn on_desk(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    application: ApplicationSummary,
) -> Result<OnDesk> {
    let whole = applications::find(conn, application.id).await?.ok_or(Error::NotFound)?;
    let programme = app.catalogue.version(conn, &whole.bundle).await?;
    let case = match whole.state {
        State::Draft => None,
        State::Submitted | State::Closed => cases::of_application(conn, whole.id).await?,
    };
    let standing = match case {
        Some(case) => cases::read(conn, case.id, Some(whole.person)).await?,
        None => None,
    };
    let about = match whole.about {
        Some(case) => cases::reference_of(conn, case).await?,
        None => None,
    };
    let place = if let Some(case) = standing {
        let due_at = look::due_at(app, &programme, &case);
        let payments =
            if programme.pays() { disburse::payments_in(app, conn, actor, &case).await? } else { Vec::new() };
        let payment = payments.into_iter().next().map(Box::new);
        let is_account_wanted = case.ended_at.is_none() && disburse::is_account_wanted(conn, case.id).await?;
        Place::Case { reference: case.reference, stage: case.stage, due_at, payment, is_account_wanted }
    } else {
        let view = ApplicationView::of(conn, &programme, &whole, None).await?;
        Place::Draft { questions: view.missing.len(), documents: view.missing_documents.len() }
    };
    Ok(OnDesk { application, programme, about, place })
}
