//! `POST /account/sessions/{id}/end`: somebody signs out on another device, or here.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use uuid::Uuid;

use super::super::sign_out;
use super::browser;
use crate::app::App;
use crate::casework::own_account;
use crate::error::Result;
use crate::people::sessions;
use crate::web::address::Path;
use crate::web::page::visitor::SignedIn;
use crate::web::page::{Form, see_other_telling};

/// One of one's own open sessions.
#[derive(Debug, Serialize)]
pub(super) struct Listed {
    id: Uuid,
    /// None for what does not say what it is.
    device: Option<String>,
    since: String,
    seen: String,
    is_this: bool,
}

impl Listed {
    pub(super) fn of(listed: &sessions::Listed, this: Uuid) -> Self {
        Self {
            id: listed.id,
            device: listed.device.as_deref().and_then(browser::named),
            since: listed.created_at.to_rfc3339(),
            seen: listed.last_seen_at.to_rfc3339(),
            is_this: listed.id == this,
        }
    }

    #[cfg(test)]
    pub(super) fn samples() -> Vec<Self> {
        let listed = |id: u128, device: Option<&str>| Self {
            id: Uuid::from_u128(id),
            device: device.map(str::to_owned),
            since: "2026-03-02T06:00:00Z".to_owned(),
            seen: "2026-03-02T06:05:00Z".to_owned(),
            is_this: id == 1,
        };
        vec![listed(1, Some("Chrome, Android")), listed(2, None)]
    }
}

pub(super) async fn end(
    State(app): State<Arc<App>>,
    SignedIn(session): SignedIn,
    Path(id): Path<Uuid>,
    form: Form,
) -> Result<Response> {
    form.entries.only(&[])?;
    own_account::end_session(&app, &session, id).await?;
    if id == session.id {
        sign_out::gone(session.account)
    } else {
        see_other_telling("/account", "session-ended")
    }
}
