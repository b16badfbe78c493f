//! A registry of identities for one machine: what it says follows from the CNIC, and it can be told to misbehave.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

/// How the registry behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Manner {
    /// Answers at once.
    #[default]
    Plain,
    /// Answers 503.
    Down,
    /// Answers after this long.
    Slow(Duration),
    /// Answers 200 with something that is no answer.
    Garbage,
}

/// The registry.
#[derive(Debug, Default)]
pub struct SimulatedRegistry {
    state: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    manner: Manner,
    questions: HashMap<Uuid, usize>,
}

#[derive(Deserialize)]
struct Question {
    id: Uuid,
    cnic: String,
}

impl SimulatedRegistry {
    /// From now on it behaves like this.
    pub fn behave(&self, manner: Manner) {
        self.state().manner = manner;
    }

    /// How often it was asked under this id.
    pub fn questions(&self, id: Uuid) -> usize {
        self.state().questions.get(&id).copied().unwrap_or_default()
    }

    // Each change is one assignment: what a panic elsewhere leaves is whole.
    fn state(&self) -> MutexGuard<'_, Inner> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `POST /identity`.
pub fn router(registry: Arc<SimulatedRegistry>) -> Router {
    Router::new().route("/identity", post(identify)).with_state(registry)
}

async fn identify(
    State(registry): State<Arc<SimulatedRegistry>>,
    Json(question): Json<Question>,
) -> Response {
    let manner = {
        let mut state = registry.state();
        *state.questions.entry(question.id).or_default() += 1;
        state.manner
    };
    match manner {
        Manner::Plain => {}
        Manner::Down => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Manner::Slow(time) => tokio::time::sleep(time).await,
        Manner::Garbage => return Json(json!({ "result": "maybe" })).into_response(),
    }
    Json(answer(&question.cnic)).into_response()
}

/// The two digits before the last decide: 00 is not in the registry, 01 is somebody else, 02 has died.
fn answer(cnic: &str) -> serde_json::Value {
    match cnic.get(10..12) {
        Some("00") => json!({ "result": "unknown", "evidence": {} }),
        Some("01") => json!({
            "result": "mismatch",
            "evidence": { "name": false, "date_of_birth": true, "is_alive": true },
        }),
        Some("02") => json!({
            "result": "match",
            "evidence": { "name": true, "date_of_birth": true, "is_alive": false },
        }),
        _ => json!({
            "result": "match",
            "evidence": { "name": true, "date_of_birth": true, "is_alive": true },
        }),
    }
}
