//! `/supervision/batches/{reference}`: a batch as it is read before somebody signs for it, and what can be done with it:
//! propose and discard, approve and refuse.

mod view;

use std::sync::Arc;

use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::get;

use self::view::View;
use super::proof;
use crate::app::App;
use crate::casework::disburse::{self, Approval};
use crate::error::{Error, Result};
use crate::payments::batch::State as BatchState;
use crate::people::sessions::Session;
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::web::address::Path;
use crate::web::extract::{Caller, reference};
use crate::web::page::places::Places;
use crate::web::page::visitor::SignedIn;
use crate::web::page::{Entries, Form, Page, Problems, see_other, see_other_telling};

#[cfg(test)]
pub(super) use self::view::samples;

const TEMPLATE: &str = "supervision/batch.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/supervision/batches/{reference}", get(show))
        .route("/supervision/batches/{reference}/discarding", get(back).post(discard))
        .route("/supervision/batches/{reference}/proposal", get(back).post(propose))
        .route("/supervision/batches/{reference}/approval", get(back).post(approve))
        .route("/supervision/batches/{reference}/refusal", get(back).post(refuse))
}

/// Whoever reads a batch, and which; every handler takes one from its request.
struct Reader {
    app: Arc<App>,
    page: Page,
    actor: Actor,
    session: Session,
    reference: Reference,
}

impl FromRequestParts<Arc<App>> for Reader {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self> {
        let page = Page::from_request_parts(parts, app).await?;
        let Caller(actor) = Caller::from_request_parts(parts, app).await?;
        let SignedIn(session) = SignedIn::from_request_parts(parts, app).await?;
        let Path(text) = Path::<String>::from_request_parts(parts, app).await?;
        Ok(Self { app: Arc::clone(app), page, actor, session, reference: reference(&text)? })
    }
}

impl Reader {
    fn path(&self) -> String {
        format!("/supervision/batches/{}", self.reference)
    }

    async fn view(&self, entries: &Entries) -> Result<View> {
        let places = Places::of(&self.app, &self.page);
        let brief = disburse::brief(&self.app, &self.actor, &self.reference).await?;
        let is_proved = self.session.recently_proved;
        Ok(View::of(&self.app, &self.page, &places, &brief)
            .with_deeds(&self.page, &brief, is_proved, entries))
    }

    /// Shows the batch again, as it is now, with why it was refused.
    async fn shows_why(&self, error: Error, entries: &Entries) -> Result<Response> {
        let cases = match &error {
            Error::Refused(Refusal::CasesRefused { cases }) => cases.clone(),
            _ => Vec::new(),
        };
        let problems = Problems::of(error, self.page.language)?;
        let status = problems.status();
        let view = self.view(entries).await?.refused(&self.page, problems, &cases);
        self.page.html_with(status, TEMPLATE, &view)
    }

    /// Goes on to the batch as it stands after the deed, also when the very same was done a moment ago: a button pressed
    /// twice is one deed.
    async fn goes_on(
        &self,
        done: Result<()>,
        state: BatchState,
        told: &'static str,
        entries: &Entries,
    ) -> Result<Response> {
        match done {
            Ok(()) => see_other_telling(&self.path(), told),
            Err(error @ Error::Refused(Refusal::BatchNotOpen { .. })) => {
                if self.has_done(state).await? {
                    return see_other_telling(&self.path(), told);
                }
                self.shows_why(error, entries).await
            }
            Err(error) => self.shows_why(error, entries).await,
        }
    }

    /// Whether it was this reader who brought the batch into the state it is in.
    async fn has_done(&self, state: BatchState) -> Result<bool> {
        let brief = disburse::brief(&self.app, &self.actor, &self.reference).await?;
        let is_own = match state {
            BatchState::Approved | BatchState::Refused => brief.is_own_decision,
            _ => Some(brief.shown.batch.made_by) == self.actor.person(),
        };
        Ok(brief.shown.batch.state == state && is_own)
    }
}

async fn show(reader: Reader) -> Result<Response> {
    let view = reader.view(&Entries::default()).await?;
    reader.page.html(TEMPLATE, &view)
}

/// Where a form came back and its page is asked for anew, the batch is shown.
async fn back(Path(text): Path<String>) -> Result<Response> {
    see_other(&format!("/supervision/batches/{}", reference(&text)?))
}

async fn discard(reader: Reader, form: Form) -> Result<Response> {
    form.entries.only(&[])?;
    let done = disburse::discard(&reader.app, &reader.actor, &reader.reference).await;
    reader.goes_on(done, BatchState::Discarded, "batch-discarded", &form.entries).await
}

async fn propose(reader: Reader, form: Form) -> Result<Response> {
    form.entries.only(&[])?;
    let done = match disburse::propose(&reader.app, &reader.actor, &reader.reference).await {
        // Why a case was left out is known only now, so the page says it at once.
        Ok(proposed) if !proposed.left_out.is_empty() => {
            let view = reader.view(&form.entries).await?.left_out(&reader.page, &proposed.left_out);
            return reader.page.html(TEMPLATE, &view);
        }
        done => done.map(|_| ()),
    };
    reader.goes_on(done, BatchState::Proposed, "batch-proposed", &form.entries).await
}

async fn approve(reader: Reader, form: Form) -> Result<Response> {
    form.entries.only(&["content_hash"])?;
    let approval = Approval {
        reference: &reader.reference,
        content_hash: form.entries.text("content_hash"),
        recently_proved: reader.session.recently_proved,
    };
    match disburse::approve(&reader.app, &reader.actor, &approval).await {
        Err(Error::Refused(Refusal::ReauthenticationRequired)) => see_other(&proof::path(&reader.path())),
        done => reader.goes_on(done, BatchState::Approved, "batch-approved", &Entries::default()).await,
    }
}

async fn refuse(reader: Reader, form: Form) -> Result<Response> {
    form.entries.only(&["reason"])?;
    let reason = form.entries.text("reason");
    let done = disburse::refuse(&reader.app, &reader.actor, &reader.reference, reason).await;
    reader.goes_on(done, BatchState::Refused, "batch-refused", &form.entries).await
}
