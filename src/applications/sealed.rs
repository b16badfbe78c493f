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

/// Answers of one application made ready to stand in another: each identifier is sealed anew for its new row.
///
/// # Errors
/// A fault when one does not open.
pub fn hand_over(sealer: &Sealer, (from, to): (Uuid, Uuid), answers: Answers) -> Result<Answers, Fault> {
    let mut value = Value::from(answers);
    seal_anew(sealer, (from, to), &mut value)?;
    Ok(Answers::stored(value))
}

/// The answers of an application as they were typed, identifiers in clear: for whoever typed them, and nobody else.
///
/// # Errors
/// A fault when one does not open.
pub fn opened(sealer: &Sealer, application: Uuid, answers: Answers) -> Result<Value, Fault> {
    let mut value = Value::from(answers);
    open_all(sealer, application, &mut value)?;
    Ok(value)
}

fn open_all(sealer: &Sealer, application: Uuid, value: &mut Value) -> Result<(), Fault> {
    match value {
        Value::Object(fields) => {
            let Some(Value::String(sealed)) = fields.get("sealed") else {
                return fields.values_mut().try_for_each(|value| open_all(sealer, application, value));
            };
            let bytes = STANDARD.decode(sealed);
            let bytes = bytes.map_err(|error| Fault::caused("a sealed answer cannot be read", error))?;
            let clear = sealer.open_text(Place { column: COLUMN, row: application }, &bytes)?;
            *value = Value::from(clear.as_str());
            Ok(())
        }
        Value::Array(rows) => rows.iter_mut().try_for_each(|value| open_all(sealer, application, value)),
        _ => Ok(()),
    }
}

fn seal_anew(sealer: &Sealer, (from, to): (Uuid, Uuid), value: &mut Value) -> Result<(), Fault> {
    match value {
        Value::Object(fields) => {
            let Some(Value::String(sealed)) = fields.get_mut("sealed") else {
                return fields.values_mut().try_for_each(|value| seal_anew(sealer, (from, to), value));
            };
            let bytes = STANDARD.decode(&*sealed);
            let bytes = bytes.map_err(|error| Fault::caused("a sealed answer cannot be read", error))?;
            let clear = sealer.open(Place { column: COLUMN, row: from }, &bytes)?;
            *sealed = STANDARD.encode(sealer.seal(Place { column: COLUMN, row: to }, &clear));
            Ok(())
        }
        Value::Array(rows) => rows.iter_mut().try_for_each(|value| seal_anew(sealer, (from, to), value)),
        _ => Ok(()),
    }
}
