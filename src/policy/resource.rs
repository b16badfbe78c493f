//! What is asked for, and the ways of saying no.

use uuid::Uuid;

use crate::error::Error;
use crate::refusal::Refusal;

/// A thing somebody wants to do something with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Resource<'a> {
    pub kind: &'a str,
    pub programme: Option<&'a str>,
    /// Path code of the area it belongs to.
    pub area: Option<&'a str>,
    /// The person it is about.
    pub owner: Option<Uuid>,
    /// The other persons of the owner's household.
    pub kin: &'a [Uuid],
    /// Who did something on the case that this one is about, and whoever lives with them.
    pub hands: &'a [Uuid],
    /// What it is worth, in paisa; of a batch, its largest payment.
    pub amount: Option<i64>,
    /// The skill that working on it takes, where it takes one.
    pub skill: Option<&'a str>,
}

impl<'a> Resource<'a> {
    /// A kind as such, for what belongs to nobody and nowhere: areas, programmes, jobs, queues.
    pub fn of(kind: &'a str) -> Self {
        Self { kind, ..Self::default() }
    }
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// For this actor it does not exist.
    Unseen,
    /// The actor may see it and not do this.
    NotAllowed,
    /// It is the actor's own.
    OwnCase,
    /// It is of the actor's household.
    Kin,
    /// It is about a case in which the actor, or their household, had a hand.
    HadAHand,
    /// It takes a skill that the actor does not have there.
    Skill,
    /// It is worth more than the actor's grants allow, in paisa.
    AboveCap { cap: i64 },
    /// Nobody is signed in.
    SignIn,
}

impl Denied {
    /// What the operation answers.
    pub fn into_error(self, deed: &str) -> Error {
        Error::Refused(match self {
            Self::Unseen => return Error::NotFound,
            Self::NotAllowed => Refusal::NotAllowed { deed: deed.to_owned() },
            Self::OwnCase => Refusal::OwnCase,
            Self::Kin => Refusal::KinCase,
            Self::HadAHand => Refusal::HadAHand,
            Self::Skill => Refusal::SkillNeeded,
            Self::AboveCap { cap } => Refusal::AboveCap { cap },
            Self::SignIn => Refusal::SignInRequired,
        })
    }
}
