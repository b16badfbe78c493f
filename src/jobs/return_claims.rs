//! Gives claims of people who are away, or have not been seen for days, back to their queues, and second looks that nobody
//! answers to whoever comes next. Comes round by the clock.

use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::casework::{give_back, second_look};
use crate::queue::{Job, Queue};

/// Looks for claims to give back.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct ReturnClaims {}

impl Job for ReturnClaims {
    const KIND: &'static str = "return-claims";
    const QUEUE: Queue = Queue::Upkeep;
}

/// Gives back what nobody works on who is here.
pub async fn give_back(app: &App) -> anyhow::Result<()> {
    give_back::give_back(app).await?;
    second_look::give_back_idle(app).await?;
    Ok(())
}
