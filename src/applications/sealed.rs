//! How identifiers stand among answers: sealed for their application, with a blind index to find them again and the last
//! four characters to show.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::catalogue::form::{Answers, Identifier};
use crate::error::Fault;
use crate::seal::{Place, Sealer};

/// Where sealed answers stand; the row is the application.
pub const COLUMN: &str = "application.answers";
const SHOWN: usize = 4;

/// An identifier in its normal spelling, made ready to be stored.
pub fn seal(sealer: &Sealer, application: Uuid, identifier: Identifier, clear: &str) -> Value {
    let bytes = sealer.seal(Place { column: COLUMN, row: application }, clear.as_bytes());
    let index = sealer.index(identifier.index_kind(), clear.as_bytes());
    let last = clear.char_indices().nth_back(SHOWN - 1).map_or(clear, |(start, _)| &clear[start..]);
    json!({ "sealed": STANDARD.encode(bytes), "index": hex::encode(index), "last": last })
}

/// The identifier at a path such as `bank.iban` or `members.2.cnic`, opened; nothing where none was given. For a
/// registry's question, the bank or a recorded reveal.
///
/// # Errors
/// A fault when it does not open.
pub fn open(
    sealer: &Sealer,
    application: Uuid,
    answers: &Answers,
    path: &str,
) -> Result<Option<Zeroizing<String>>, Fault> {
    let Some(bytes) = answers.identifier(path) else { return Ok(None) };
    sealer.open_text(Place { column: COLUMN, row: application }, &bytes).map(Some)
}
