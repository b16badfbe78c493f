//! Who may do what to which thing: roles by casbin, within the areas, programmes and amounts of the actor's grants, and
//! under conditions on the thing at hand. The first line of every use case asks here, by the name of the deed.

mod actor;
mod conditions;
mod decide;
mod explain;
mod load;
mod matrix;
mod resource;
mod roles;
mod rules;
mod scope;
mod table;
mod vocabulary;

pub use actor::{Actor, Grant};
pub use explain::Explanation;
pub use load::Sources;
pub use resource::{Denied, Resource};
pub use scope::Scope;
pub use vocabulary::{CASE, KINDS, Kind, Programme, SEE};

/// The policy as it was loaded; it does not change while the program runs.
#[derive(Debug)]
pub struct Policy {
    roles: Vec<roles::Role>,
    deeds: Vec<vocabulary::Deed>,
    programmes: Vec<String>,
    rules: rules::Rules,
    conditions: Vec<conditions::Condition>,
}
