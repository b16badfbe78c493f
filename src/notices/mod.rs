//! Messages to people: written in the transaction of what they tell, one row for each recipient and channel, sent by a
//! job afterwards. Recipient and particulars are sealed; this module knows no text and no gateway.

mod counted;
pub mod invariants;
mod outgoing;
mod sent;
mod withdrawn;
mod written;

pub use counted::{Count, counts};
pub use outgoing::{Outgoing, due, postpone, record_failed, record_sent};
pub use sent::{Sent, of_account};
pub use withdrawn::withdraw;
pub use written::{Channel, NewNotice, Prepared, SendCode, SendNotice, prepare, write};
