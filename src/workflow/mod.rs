//! What can happen to a case: declared workflows, loaded strictly, decided purely, proved before they are published.
//! Nothing in here reads a clock, a database, a file or the rest of the program.

pub(crate) mod bounded;
pub mod check;
mod deadline;
mod decide;
mod definition;
mod draw;
mod ending;
mod formula;
mod guard;
mod load;
mod problem;
pub mod reader;
pub mod scenario;
mod step;
mod text;
pub mod vocabulary;
pub mod yaml;

pub use deadline::{Span, WorkingCalendar, ZONE, midnight};
pub use decide::{decide, open_actions};
pub use definition::{
    About, Action, Appeal, Branch, Clock, Definition, Lapse, Outcome, Reason, Stage, Started, Target, Verdict,
};
pub use ending::Ending;
pub use guard::{FactNotGiven, Guard};
pub use problem::{Problem, unknown};
pub use step::{Deed, Lack, OpenAction, Refusal, Situation, Step, Timer, Trigger, Why};
pub use text::Text;
pub use vocabulary::Known;
