//! The outbox of `pser run`: an SMS gateway and a mail server that deliver to a file in the data folder instead of to
//! people; `web::outbox` shows on loopback what they took. One-time codes can be read there, so nothing but `pser run` starts it.

mod gateway;
mod messages;
mod smtp;

pub use gateway::router;
pub use messages::{Channel, Message, Numbered, Outbox};
pub use smtp::receive_mail;
