//! Draws the decisions that are looked at again, day by day. Comes round by the clock; a day is drawn from once.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::casework::second_look;
use crate::queue::{Job, Queue};

/// Draws from the days that are over.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct DrawSecondLooks {}

impl Job for DrawSecondLooks {
    const KIND: &'static str = "draw-second-looks";
    const QUEUE: Queue = Queue::Upkeep;
    /// A day is drawn from in one piece, and what staff did on it is all read.
    const TIMEOUT: Duration = Duration::from_mins(1);
}

/// Draws from every day that is over and was not drawn from.
pub async fn draw(app: &App) -> anyhow::Result<()> {
    second_look::draw_all(app).await?;
    Ok(())
}
