//! Who is asking.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A role given within an area and a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub role: String,
    /// Path code of the area; `None` is the whole province.
    pub area: Option<String>,
    /// `None` is every programme.
    pub programme: Option<String>,
    /// The most one case may be worth, in paisa.
    pub amount_cap: Option<i64>,
    pub until: Option<DateTime<Utc>>,
}

/// Who is asking, as the session says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    Anonymous,
    Citizen { account: Uuid, person: Uuid },
    Staff { account: Uuid, person: Uuid, grants: Vec<Grant> },
    System,
}
