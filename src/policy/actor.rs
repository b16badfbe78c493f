//! Who is asking.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::resource::Resource;

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
    pub skills: Vec<String>,
}

/// Who is asking, as the session says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    Anonymous,
    /// `typed_by` is the person of the operator who types for the citizen, where one does.
    Citizen {
        account: Uuid,
        person: Uuid,
        typed_by: Option<Uuid>,
    },
    Staff {
        account: Uuid,
        person: Uuid,
        grants: Vec<Grant>,
    },
    System,
}

impl Grant {
    /// Whether the grant is enough for what asks for a skill; what asks for none, any is enough for.
    pub(super) fn has(&self, skill: Option<&str>) -> bool {
        skill.is_none_or(|skill| self.skills.iter().any(|own| own == skill))
    }

    /// Whether the grant reaches a thing that belongs to an area and a programme.
    pub(super) fn reaches(&self, resource: &Resource<'_>) -> bool {
        let programme = self.programme.as_deref();
        self.covers(resource.area) && (programme.is_none() || programme == resource.programme)
    }

    fn covers(&self, area: Option<&str>) -> bool {
        let Some(own) = self.area.as_deref() else { return true };
        area.is_some_and(|area| covers(own, area))
    }

    fn has_expired(&self, now: DateTime<Utc>) -> bool {
        self.until.is_some_and(|until| until <= now)
    }
}

/// An area covers itself and what lies below it. `lahore/lahore` covers `lahore/lahore/cantt`, not `lahore/lahore-city`.
pub(super) fn covers(own: &str, area: &str) -> bool {
    area.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

impl Actor {
    /// The actor with the grants that hold at a moment. The policy has no clock: whoever reads a session says when.
    #[must_use]
    pub fn at(mut self, now: DateTime<Utc>) -> Self {
        if let Self::Staff { grants, .. } = &mut self {
            grants.retain(|grant| !grant.has_expired(now));
        }
        self
    }

    /// The person who is asking, if it is one who is known.
    pub fn person(&self) -> Option<Uuid> {
        match self {
            Self::Citizen { person, .. } | Self::Staff { person, .. } => Some(*person),
            Self::Anonymous | Self::System => None,
        }
    }
}
