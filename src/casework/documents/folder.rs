//! An application with its case, as far as its documents care: whose it is, which slots it has, and whether it takes
//! documents now.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::app::App;
use crate::applications::{self, Application, State};
use crate::cases::{self, Standing};
use crate::casework::act::person_of;
use crate::casework::second_look;
use crate::catalogue::{Programme, requirements};
use crate::documents::{self, Slot};
use crate::error::{Error, Result};
use crate::policy::{Actor, Resource};
use crate::refusal::Refusal;
use crate::workflow::vocabulary::DOCUMENTS_COMPLETE;

/// The deed of opening a file.
pub(super) const DOWNLOAD: &str = "download";

/// What decides about the documents of an application.
#[derive(Debug)]
pub(super) struct Folder {
    pub(super) application: Application,
    /// None while it is a draft.
    pub(super) case: Option<Standing>,
}

impl Folder {
    /// Reads it for an actor who may do `deed` to its documents.
    pub(super) async fn open(
        app: &App,
        conn: &mut PgConnection,
        (actor, deed): (&Actor, &str),
        application: Uuid,
    ) -> Result<Self> {
        let application = applications::find(conn, application).await?.ok_or(Error::NotFound)?;
        Self::of(app, conn, (actor, deed), application).await
    }

    /// As `open`, and until the transaction ends nobody hands the draft in or moves the case. Of an application that was
    /// handed in only the case is locked, since whoever ends a case closes its application after it.
    pub(super) async fn lock(
        app: &App,
        conn: &mut PgConnection,
        (actor, deed): (&Actor, &str),
        application: Uuid,
    ) -> Result<Self> {
        let mut application = applications::find(conn, application).await?.ok_or(Error::NotFound)?;
        if application.state == State::Draft {
            application = applications::lock(conn, application.id).await?.ok_or(Error::NotFound)?;
        }
        if let Some(case) = case_of(conn, application.id).await? {
            cases::touch(conn, case).await?;
        }
        Self::of(app, conn, (actor, deed), application).await
    }

    async fn of(
        app: &App,
        conn: &mut PgConnection,
        (actor, deed): (&Actor, &str),
        application: Application,
    ) -> Result<Self> {
        let case = match case_of(conn, application.id).await? {
            Some(case) => cases::read(conn, case, person_of(actor)).await?,
            None => None,
        };
        let folder = Self { application, case };
        folder.authorize(app, actor, deed)?;
        // Whoever looks a second time opens the files, and reads nothing of what was said of them.
        if let Some(case) = folder.case.as_ref().filter(|_| deed != DOWNLOAD) {
            second_look::keep_blind(case)?;
        }
        Ok(folder)
    }

    fn authorize(&self, app: &App, actor: &Actor, deed: &str) -> Result<()> {
        if self.case.is_none() && person_of(actor) != Some(self.application.person) {
            return Err(Error::NotFound);
        }
        app.policy.authorize(actor, deed, &self.resource()).map_err(|denied| denied.into_error(deed))
    }

    fn resource(&self) -> Resource<'_> {
        Resource {
            kind: "document",
            programme: Some(&self.application.programme),
            area: self.case.as_ref().map(|case| case.area.as_str()),
            owner: Some(self.application.person),
            kin: self.case.as_ref().map_or(&[], |case| case.kin_of_applicant.as_slice()),
            hands: self.case.as_ref().map_or(&[], |case| case.hands.as_slice()),
            amount: self.case.as_ref().map(|case| case.amount),
            skill: None,
        }
    }

    /// Whether a document is taken for this slot now: while the application is a draft, while its case waits for
    /// documents, and where an officer asked for this one.
    pub(super) async fn takes(&self, app: &App, conn: &mut PgConnection, slot: &Slot) -> Result<()> {
        let programme = app.catalogue.version(conn, &self.application.bundle).await?;
        let requests = documents::open_requests(conn, self.application.id).await?;
        let is_requested = requests.iter().any(|request| request.slot == *slot);
        if !is_requested && !self.slots(conn, &programme).await?.contains(slot) {
            return Err(Refusal::field("requirement", "requirement-unknown").into());
        }
        let is_open = match (&self.application.state, &self.case) {
            (State::Draft, _) => true,
            (State::Submitted, Some(case)) => {
                case.ended_at.is_none() && (is_requested || waits_for_documents(&programme, &case.stage))
            }
            _ => false,
        };
        if is_open { Ok(()) } else { Err(Refusal::DocumentsClosed.into()) }
    }

    /// The slots that the answers open.
    pub(super) async fn slots(&self, conn: &mut PgConnection, programme: &Programme) -> Result<Vec<Slot>> {
        let today = crate::people::person::today(conn).await?;
        let reading = programme.form.read(&self.application.answers, today)?;
        let slots = requirements::slots(&programme.form, &reading)?;
        Ok(slots
            .into_iter()
            .map(|slot| Slot { requirement: slot.requirement, member: slot.member })
            .collect())
    }
}

/// Whether a stage of the workflow waits for the citizen's documents.
fn waits_for_documents(programme: &Programme, stage: &str) -> bool {
    programme
        .workflow
        .stage(stage)
        .is_some_and(|stage| stage.branches.iter().any(|branch| branch.event == DOCUMENTS_COMPLETE))
}

async fn case_of(conn: &mut PgConnection, application: Uuid) -> Result<Option<Uuid>> {
    let case = sqlx::query_scalar!(
        "select id from cases where application_id = $1 order by id desc limit 1",
        application,
    );
    Ok(case.fetch_optional(conn).await?)
}
