//! The question that the rest of the program asks, and the answers it can get. Until policies are loaded everything is
//! denied.

use uuid::Uuid;

use super::Actor;

/// The thing to which a deed is to be done, as far as the policy cares.
#[derive(Debug, Clone, Copy, Default)]
pub struct Resource<'a> {
    pub kind: &'a str,
    pub programme: Option<&'a str>,
    pub area: Option<&'a str>,
    /// The person whose thing it is.
    pub owner: Option<Uuid>,
    /// The persons who live with the one who asks.
    pub kin: &'a [Uuid],
    /// In paisa.
    pub amount: Option<i64>,
}

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied {
    /// The actor may not know of it.
    Unseen,
    NotAllowed,
    OwnCase,
    Kin,
    AboveCap {
        cap: i64,
    },
    SignIn,
}

/// The areas and programmes within which an actor may do a deed, for lists that are filtered in SQL.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// Pairs of area and programme; `None` is all of them.
    pub held: Vec<(Option<String>, Option<String>)>,
}

impl Scope {
    /// The pairs as two columns for `unnest`.
    pub fn columns(&self) -> (Vec<Option<String>>, Vec<Option<String>>) {
        self.held.iter().cloned().unzip()
    }
}

/// Who may do what.
#[derive(Debug, Clone, Default)]
pub struct Policy;

impl Policy {
    /// Whether the actor may do the deed to this very thing.
    pub fn authorize(&self, _actor: &Actor, _deed: &str, _resource: &Resource<'_>) -> Result<(), Denied> {
        Err(Denied::Unseen)
    }

    /// Whether the actor may do the deed to anything at all.
    pub fn ever(&self, _actor: &Actor, _kind: &str, _deed: &str) -> bool {
        false
    }

    /// Where the actor may do the deed.
    pub fn scope(&self, _actor: &Actor, _kind: &str, _deed: &str) -> Scope {
        Scope::default()
    }
}
