//! Persons, the accounts of citizens and staff, and how they prove who they are. Nothing here decides what anybody may
//! do: that is the policy's.

pub mod absence;
pub mod attempt;
pub mod citizen;
pub mod cnic;
pub mod codes;
pub mod common_passwords;
pub mod contact;
pub mod device;
pub mod email_link;
pub mod grants;
pub mod invariants;
pub mod lockout;
pub mod mobile;
pub mod mobile_change;
pub mod name;
mod numerals;
pub mod password;
pub mod person;
pub mod recovery;
pub mod registration;
pub mod sessions;
pub mod sounds;
pub mod staff;
pub mod token;
pub mod totp;
pub mod typed;
pub mod upkeep;
pub mod visit;

pub use cnic::Cnic;
pub use mobile::Mobile;
pub use password::Passwords;
pub use token::Token;
pub use typed::Typed;
