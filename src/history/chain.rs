//! The identity of an event: the hash over its canonical bytes and over the hash of the event before it.

use chrono::{DateTime, SecondsFormat, SubsecRound as _, Utc};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::event::DoerKind;
use crate::canonical::{self, ContentHash};
use crate::error::Fault;

/// What stands before the first event of a case and before the first seal.
pub const GENESIS: ContentHash = [0; 32];

/// What an event says; its hash covers all of it.
#[derive(Debug, Clone)]
pub struct EventFields<'a> {
    pub case_id: Uuid,
    /// 1 for the first event of the case, without gaps.
    pub seq: i32,
    /// The database keeps microseconds; what is finer does not count.
    pub at: DateTime<Utc>,
    /// Past tense, for example `documents-requested`.
    pub kind: &'a str,
    /// The action somebody did, where the event is a deed.
    pub action: Option<&'a str>,
    pub actor_person: Option<Uuid>,
    pub actor_kind: DoerKind,
    pub from: Option<&'a str>,
    pub to: Option<&'a str>,
    pub bundle_hash: &'a [u8],
    /// Reasons and particulars; no CNIC, IBAN or mobile.
    pub detail: &'a Value,
}

#[derive(Serialize)]
struct Content<'a> {
    previous: String,
    case: Uuid,
    seq: i32,
    at: String,
    kind: &'a str,
    action: Option<&'a str>,
    actor_person: Option<Uuid>,
    actor_kind: &'a str,
    from: Option<&'a str>,
    to: Option<&'a str>,
    bundle: String,
    detail: &'a Value,
}

/// The hash of an event that follows the one with the hash `previous` (`GENESIS` for a case's first).
///
/// # Errors
/// When the detail has no canonical form.
pub fn event(previous: &ContentHash, fields: &EventFields<'_>) -> Result<ContentHash, Fault> {
    canonical::hash(&Content {
        previous: hex::encode(previous),
        case: fields.case_id,
        seq: fields.seq,
        at: instant(fields.at),
        kind: fields.kind,
        action: fields.action,
        actor_person: fields.actor_person,
        actor_kind: fields.actor_kind.as_str(),
        from: fields.from,
        to: fields.to,
        bundle: hex::encode(fields.bundle_hash),
        detail: fields.detail,
    })
}

/// The one spelling of an instant that is hashed, the same before it is stored and after it is read back.
pub(super) fn instant(at: DateTime<Utc>) -> String {
    at.trunc_subsecs(6).to_rfc3339_opts(SecondsFormat::Micros, true)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use serde_json::json;

    use super::*;

    fn fields(detail: &Value) -> EventFields<'_> {
        EventFields {
            case_id: Uuid::nil(),
            seq: 1,
            at: DateTime::from_timestamp(1_767_225_600, 123_456_000).unwrap(),
            kind: "submitted",
            action: None,
            actor_person: None,
            actor_kind: DoerKind::System,
            from: None,
            to: Some("submitted"),
            bundle_hash: &[7; 32],
            detail,
        }
    }

    #[test]
    fn what_is_finer_than_microseconds_does_not_count() {
        let detail = json!({});
        let mut finer = fields(&detail);
        finer.at += TimeDelta::nanoseconds(999);
        assert_eq!(event(&GENESIS, &fields(&detail)).unwrap(), event(&GENESIS, &finer).unwrap());
    }

    #[test]
    fn every_field_and_the_previous_hash_count() {
        let (detail, other) = (json!({"reason": "a"}), json!({"reason": "b"}));
        let base = event(&GENESIS, &fields(&detail)).unwrap();
        let edits: Vec<fn(&mut EventFields<'_>)> = vec![
            |event| event.case_id = Uuid::max(),
            |event| event.seq = 2,
            |event| event.at += TimeDelta::microseconds(1),
            |event| event.kind = "verified",
            |event| event.action = Some("verify"),
            |event| event.actor_person = Some(Uuid::nil()),
            |event| event.actor_kind = DoerKind::Staff,
            |event| event.from = Some("submitted"),
            |event| event.to = None,
            |event| event.bundle_hash = &[8; 32],
        ];
        for edit in edits {
            let mut edited = fields(&detail);
            edit(&mut edited);
            assert_ne!(event(&GENESIS, &edited).unwrap(), base, "{edited:?}");
        }
        assert_ne!(event(&GENESIS, &fields(&other)).unwrap(), base);
        assert_ne!(event(&[1; 32], &fields(&detail)).unwrap(), base);
    }
}
