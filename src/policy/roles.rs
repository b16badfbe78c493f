//! The roles there are, from `roles.yaml`. The program knows by whom a role is held, never what it is called.

use crate::workflow::Text;
use crate::workflow::reader::{Place, Reader};

use super::Policy;
use super::actor::Actor;

/// Who can hold a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeldBy {
    NobodySignedIn,
    Citizens,
    /// By citizens for whom an operator types.
    AssistedCitizens,
    /// By a grant.
    Staff,
    /// By everybody of the staff, also after the last grant has ended.
    AllStaff,
    System,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Role {
    pub name: String,
    pub held_by: HeldBy,
    pub title: Text,
}

impl HeldBy {
    const ALL: [Self; 6] = [
        Self::NobodySignedIn,
        Self::Citizens,
        Self::AssistedCitizens,
        Self::Staff,
        Self::AllStaff,
        Self::System,
    ];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::NobodySignedIn => "nobody-signed-in",
            Self::Citizens => "citizens",
            Self::AssistedCitizens => "assisted-citizens",
            Self::Staff => "staff",
            Self::AllStaff => "all-staff",
            Self::System => "system",
        }
    }

    /// The kind of role that an actor holds by being who they are.
    pub(super) fn of(actor: &Actor) -> Self {
        match actor {
            Actor::Anonymous => Self::NobodySignedIn,
            Actor::Citizen { typed_by: None, .. } => Self::Citizens,
            Actor::Citizen { typed_by: Some(_), .. } => Self::AssistedCitizens,
            Actor::Staff { .. } => Self::AllStaff,
            Actor::System => Self::System,
        }
    }

    pub(super) fn read(reader: &mut Reader, place: &Place<'_>) -> Option<Self> {
        let word = reader.word(place, "holder", &Self::ALL.map(Self::as_str))?;
        Self::ALL.into_iter().find(|held_by| held_by.as_str() == word)
    }
}

impl Policy {
    /// What a role is called; nothing for one that is not declared.
    pub fn title_of(&self, role: &str) -> Option<&Text> {
        self.roles.iter().find(|declared| declared.name == role).map(|role| &role.title)
    }
}

/// Reads the roles; what is wrong with them is noted in the reader.
pub(super) fn read(reader: &mut Reader, root: &Place<'_>) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::new();
    for (name, mark, place) in reader.entries(root) {
        let fields = reader.fields(&place, &["held-by", "title"]);
        let name = reader.name(mark, &place.path, name);
        let held_by = reader.required(&fields, "held-by").and_then(|place| HeldBy::read(reader, &place));
        let title = reader.required(&fields, "title").and_then(|place| reader.both_languages(&place));
        let (Some(name), Some(held_by), Some(title)) = (name, held_by, title) else { continue };
        if held_by != HeldBy::Staff && roles.iter().any(|role| role.held_by == held_by) {
            reader.wrong(
                &place,
                format!("only staff hold several roles; {} have one already", held_by.as_str()),
            );
        }
        roles.push(Role { name, held_by, title });
    }
    roles
}
