//! Tells a case of an event. A stage that does not wait for it lets it pass.

use serde_json::json;

use crate::app::App;
use crate::cases::RaiseEvent;
use crate::casework::act::{self, Act, What};
use crate::error::Error;
use crate::policy::Actor;
use crate::queue::Outcome;

/// Raises the event.
pub async fn raise(app: &App, job: &RaiseEvent) -> Outcome {
    let act = Act {
        actor: &Actor::System,
        case: job.case,
        what: What::Event(&job.event),
        expected_version: None,
        detail: json!({}),
    };
    match act::act(app, &act).await {
        // A case that is gone waits for nothing.
        Ok(_) | Err(Error::NotFound) => Outcome::Done,
        Err(error) => anyhow::Error::new(error).into(),
    }
}
