//! `/areas`: the province's areas, for choosing where one lives.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::areas;
use crate::error::Result;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(list))
}

/// A division, district or tehsil.
#[derive(Debug, Serialize, ToSchema)]
struct Area {
    /// Path of the area: `division/district/tehsil`.
    code: String,
    level: String,
    parent: Option<String>,
    name_en: String,
    name_ur: String,
}

/// All areas of the province.
#[utoipa::path(get, path = "/areas", tag = "reference data", responses((status = 200, body = Vec<Area>)))]
async fn list(State(app): State<Arc<App>>) -> Result<Json<Vec<Area>>> {
    Ok(Json(app.areas.now().all().iter().cloned().map(Area::from).collect()))
}

impl From<areas::Area> for Area {
    fn from(area: areas::Area) -> Self {
        let areas::Area { code, level, parent, name_en, name_ur } = area;
        Self { code, level, parent, name_en, name_ur }
    }
}
