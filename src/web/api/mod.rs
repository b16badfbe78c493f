//! The REST API under `/api/v1`: everything the pages do, for programs. Bearer tokens only; cookies mean nothing here.

mod absences;
mod accountability;
mod answers;
mod applications;
mod areas;
mod assignments;
mod batches;
mod budgets;
mod cases;
mod certificates;
mod claims;
mod decisions;
pub(super) mod documents;
mod doors;
mod duplicates;
mod email_confirmations;
pub mod gate;
mod help_centre;
mod holds;
mod me;
mod messages;
mod my_data;
mod payments;
mod programmes;
mod queues;
mod recoveries;
mod registrations;
mod reports;
mod screenings;
mod searches;
mod second_looks;
mod sessions;
mod staff;
mod status;
mod undoing;
mod visitor;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
pub use crate::web::door::Door;
pub use doors::DOORS;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "PSER",
        version = "1",
        description = "The socio-economic registry: registration, applications, casework and payments. Errors are RFC 9457 \
                       problem documents; creating requests carry an Idempotency-Key; lists page by `?after=`."
    ),
    components(schemas(crate::web::error::Problem))
)]
struct Description;

/// The routes of every noun, below `/api/v1`.
fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .merge(accountability::routes())
        .merge(applications::routes())
        .merge(areas::routes())
        .merge(batches::routes())
        .merge(budgets::routes())
        .merge(cases::routes())
        .merge(messages::routes())
        .merge(claims::routes())
        .merge(decisions::routes())
        .merge(certificates::routes())
        .merge(documents::routes())
        .merge(duplicates::routes())
        .merge(email_confirmations::routes())
        .merge(help_centre::routes())
        .merge(me::routes())
        .merge(my_data::routes())
        .merge(payments::routes())
        .merge(programmes::routes())
        .merge(screenings::routes())
        .merge(queues::routes())
        .merge(holds::routes())
        .merge(undoing::routes())
        .merge(absences::routes())
        .merge(assignments::routes())
        .merge(recoveries::routes())
        .merge(registrations::routes())
        .merge(reports::routes())
        .merge(searches::routes())
        .merge(second_looks::routes())
        .merge(sessions::routes())
        .merge(staff::routes())
        .merge(status::routes())
}

fn described() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::with_openapi(Description::openapi()).nest("/api/v1", routes())
}

/// All routes with the gate before them.
pub(super) fn router(app: &Arc<App>) -> Router<Arc<App>> {
    described().split_for_parts().0.route_layer(from_fn_with_state(Arc::clone(app), gate::keep))
}

/// The `OpenAPI` document of all routes.
pub fn openapi() -> Document {
    answers::complete(described().split_for_parts().1)
}

/// Serves the document at `/api/openapi.json`.
pub(super) fn document() -> Router<Arc<App>> {
    Router::new().route("/api/openapi.json", get(|| async { axum::Json(openapi()) }))
}
