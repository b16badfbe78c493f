//! The outbox of `pser run`: an SMS gateway and a mail server that deliver to a file in the data folder instead of to
//! people, and show on loopback what they took. One-time codes can be read there, so nothing but `pser run` starts it.

mod messages;
mod pages;
mod smtp;

pub use messages::{Channel, Message, Numbered, Outbox};
pub use pages::router;
pub use smtp::receive_mail;
