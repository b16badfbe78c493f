//! Money on its way to citizens: what a programme may spend, the batches that two people sign, the instructions to the
//! bank. Knows nothing of workflows; `casework::disburse` moves the cases along.

pub mod account;
pub mod bank;
pub mod batch;
pub mod iban;
pub mod instruction;
pub mod invariants;
pub mod ledger;
pub mod money;
pub mod progress;

pub use iban::Iban;
pub use money::Money;
