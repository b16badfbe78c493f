//! The documents a programme asks for, and which of them an application still lacks. A requirement for each member of
//! a list opens one slot per row.

use serde::Serialize;

use crate::catalogue::form::{Form, Reading};
use crate::error::Fault;
use crate::expression::Expression;
use crate::workflow::Text;

/// A document that is asked for.
#[derive(Debug, Serialize)]
pub struct Requirement {
    pub name: String,
    pub title: Text,
    /// What the office calls it, where the title speaks to whoever sends it.
    #[serde(skip)]
    pub office: Option<Text>,
    pub hint: Option<Text>,
    pub per: Per,
    /// Asked for only when this holds.
    pub when: Option<Expression>,
    /// Welcome, but not missed.
    pub optional: bool,
    /// Whether it came with the form that was taken over.
    pub is_taken: bool,
}

impl Requirement {
    /// Its title on the pages of the office.
    pub fn for_office(&self) -> &Text {
        self.office.as_ref().unwrap_or(&self.title)
    }
}

/// Once, or once for each row of a repeated section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    Applicant,
    /// The name of the section.
    Each(String),
}

/// A place where one document belongs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Slot {
    pub requirement: String,
    /// Row of the member, from 0, where the requirement is per member.
    pub member: Option<i16>,
    pub optional: bool,
}

/// A document that is there, as far as requirements care.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held<'a> {
    pub requirement: &'a str,
    pub member: Option<i16>,
    /// An officer refused it: it counts as missing again.
    pub is_refused: bool,
}

/// The slots that these answers open, in the order of the form.
///
/// # Errors
/// A fault when a condition has no answer, which loading rules out but for numbers that are too large.
pub fn slots(form: &Form, reading: &Reading) -> Result<Vec<Slot>, Fault> {
    let mut slots = Vec::new();
    for requirement in &form.requirements {
        let mut open = |member| {
            slots.push(Slot {
                requirement: requirement.name.clone(),
                member,
                optional: requirement.optional,
            });
        };
        match &requirement.per {
            Per::Applicant => {
                if reading.holds(requirement.when.as_ref())? {
                    open(None);
                }
            }
            Per::Each(section) => {
                for row in reading.rows_where(section, requirement.when.as_ref())? {
                    open(Some(row));
                }
            }
        }
    }
    Ok(slots)
}

/// The slots that must be filled and are not: nothing there, or what is there was refused.
pub fn missing(slots: &[Slot], held: &[Held<'_>]) -> Vec<Slot> {
    let fills = |slot: &Slot| {
        held.iter().any(|document| {
            !document.is_refused && document.requirement == slot.requirement && document.member == slot.member
        })
    };
    slots.iter().filter(|slot| !slot.optional && !fills(slot)).cloned().collect()
}
