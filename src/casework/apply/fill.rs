//! An application together with the form that it answers, as whoever fills it in needs it: what is asked, what is
//! missing, and what does not fit together.

use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use super::view::ApplicationView;
use super::{authorize, resource};
use crate::app::App;
use crate::applications::{self, State};
use crate::catalogue::Programme;
use crate::catalogue::form::{Answers, Reading, Rule};
use crate::error::{Error, Fault, Result};
use crate::policy::Actor;
use crate::workflow::Text;
use crate::{calendar, cases};

/// The applicant's own application, read for its form.
#[derive(Debug)]
pub struct Filled {
    pub view: ApplicationView,
    pub programme: Arc<Programme>,
    /// What the programme is called whose answers were taken over.
    pub taken_programme: Option<Text>,
    /// What is asked of this applicant.
    pub reading: Reading,
    /// The day on which it was read.
    pub today: NaiveDate,
    answers: Answers,
}

/// Reads one's own application for filling it in.
///
/// # Errors
/// `NotFound` where it is somebody else's, for the office too: it looks at cases.
pub async fn fill(app: &App, actor: &Actor, id: Uuid) -> Result<Filled> {
    let mut conn = app.db.acquire().await?;
    fill_in(app, &mut conn, actor, id).await
}

/// As `fill`, with a connection at hand.
pub(in crate::casework) async fn fill_in(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    id: Uuid,
) -> Result<Filled> {
    let application = applications::find(conn, id).await?.ok_or(Error::NotFound)?;
    authorize(app, actor, "see", &resource(&application.programme, Some(application.person), None))?;
    if actor.person() != Some(application.person) {
        return Err(Error::NotFound);
    }
    let programme = app.catalogue.version(conn, &application.bundle).await?;
    let today = calendar::today(conn).await?;
    let reading = programme.form.read(&application.answers, today)?;
    let case = match application.state {
        State::Draft => None,
        State::Submitted | State::Closed => cases::of_application(conn, id).await?,
    };
    let reference = case.map(|case| case.reference);
    let view = ApplicationView::of(conn, &programme, &application, reference).await?;
    let taken = view.taken.as_ref().and_then(|taken| app.catalogue.current(&taken.programme));
    let taken_programme = taken.map(|offer| offer.programme.title.clone());
    Ok(Filled { view, programme, taken_programme, reading, today, answers: application.answers })
}

impl Filled {
    /// Whether it may still be changed.
    pub fn is_draft(&self) -> bool {
        self.view.state == State::Draft.as_str()
    }

    /// The rules that stand in the way of handing in.
    ///
    /// # Errors
    /// As `Form::broken`.
    pub fn broken(&self) -> Result<Vec<&Rule>, Fault> {
        self.programme.form.broken(&self.reading).map(|(refused, _)| refused)
    }

    /// What would be asked with one more, empty row in a repeated section.
    ///
    /// # Errors
    /// As `Form::read`.
    pub fn with_new_row(&self, section: &str) -> Result<Reading, Fault> {
        let mut rows: Vec<Value> =
            self.answers.rows(section).into_iter().cloned().map(Value::Object).collect();
        rows.push(json!({}));
        let mut answers = self.answers.clone();
        answers.merge(Answers::stored(json!({ section: rows })));
        self.programme.form.read(&answers, self.today)
    }
}
