//! `/cases/{reference}/payments`: the money of a case, for its citizen and for the office.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::casework::disburse;
use crate::error::Result;
use crate::payments::instruction::Item;
use crate::web::address::Path;
use crate::web::extract::{Caller, reference};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(list))
}

/// A payment that was approved.
#[derive(Debug, Serialize, ToSchema)]
struct Payment {
    end_to_end_id: String,
    /// In paisa.
    amount: i64,
    /// The last four characters of the account.
    creditor_account_last: String,
    /// `held`, `sending`, `unknown`, `accepted`, `settled`, `rejected` or `returned`.
    state: &'static str,
    sent_at: Option<DateTime<Utc>>,
    settled_at: Option<DateTime<Utc>>,
    bank_reference: Option<String>,
    status_reason: Option<String>,
}

/// The approved payments of a case, newest first.
#[utoipa::path(get, path = "/cases/{reference}/payments", tag = "payments", params(("reference" = String, Path)),
    responses((status = 200, body = Vec<Payment>)))]
async fn list(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<Json<Vec<Payment>>> {
    let items = disburse::payments_of(&app, &actor, &reference(&text)?).await?;
    Ok(Json(items.into_iter().map(Payment::from).collect()))
}

impl From<Item> for Payment {
    fn from(item: Item) -> Self {
        Self {
            end_to_end_id: item.end_to_end_id,
            amount: item.amount.paisa(),
            creditor_account_last: item.creditor_account_last,
            state: item.state.as_str(),
            sent_at: item.sent_at,
            settled_at: item.settled_at,
            bank_reference: item.bank_reference,
            status_reason: item.status_reason,
        }
    }
}
