//! Writing a notice, and the job that sends it.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use super::withdrawn::key;
use crate::entropy;
use crate::error::Fault;
use crate::queue::{self, Job, Options, Queue};
use crate::seal::{Place, Sealer};

/// By which way a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    Sms,
    Email,
}

impl Channel {
    /// Its word in the table.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Email => "email",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        [Self::Sms, Self::Email].into_iter().find(|channel| channel.as_str() == text)
    }
}

/// A message to be written.
#[derive(Clone, Copy)]
pub struct NewNotice<'a> {
    /// A folder of `templates/notices`.
    pub kind: &'a str,
    pub channel: Channel,
    /// `en` or `ur`.
    pub language: &'a str,
    /// A mobile as `923XXXXXXXXX`, or an e-mail address.
    pub recipient: &'a str,
    pub account: Option<Uuid>,
    pub case: Option<Uuid>,
    /// What fills the text. One-time codes stand here.
    pub params: &'a Value,
    /// After this it is not sent any more.
    pub expires_at: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for NewNotice<'_> {
    /// Without recipient and particulars.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("NewNotice")
            .field("kind", &self.kind)
            .field("channel", &self.channel)
            .finish_non_exhaustive()
    }
}

/// Sends a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendNotice {
    pub notice: Uuid,
}

impl Job for SendNotice {
    const KIND: &'static str = "send-notice";
    const QUEUE: Queue = Queue::Notices;
    /// With up to ten minutes between attempts about two days: a gateway may be down over a holiday.
    const MAX_ATTEMPTS: i16 = 300;
    const TIMEOUT: Duration = Duration::from_mins(1);
}

/// Sends a notice that carries a one-time code, ahead of all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendCode {
    pub notice: Uuid,
}

impl Job for SendCode {
    const KIND: &'static str = "send-code";
    const QUEUE: Queue = Queue::Codes;
    /// A code expires before the attempts do.
    const MAX_ATTEMPTS: i16 = 20;
    const TIMEOUT: Duration = Duration::from_mins(1);
}

/// A notice ready for a statement that inserts it along with its own writes, and the job that sends it.
#[derive(Debug)]
pub struct Prepared {
    /// `id`, `kind`, `channel`, `language`, `account_id`, `case_id`, and in hexadecimal `recipient_sealed` and
    /// `params_sealed`.
    pub row: Value,
    pub job: SendNotice,
}

impl Prepared {
    /// Its job as a row for `enqueue_jobs`. One that is to wait can be withdrawn until then.
    pub fn job_after(&self, wait: Option<Duration>) -> Value {
        let Some(delay) = wait.filter(|wait| !wait.is_zero()) else { return queue::row(&self.job) };
        let options =
            Options { delay: Some(delay), unique_key: Some(key(self.job.notice)), ..Options::default() };
        queue::row_with(&self.job, &options)
    }
}

/// Prepares a notice that does not expire.
pub fn prepare(sealer: &Sealer, notice: &NewNotice<'_>) -> Prepared {
    let kept = Sealed::of(sealer, notice);
    Prepared {
        row: json!({
            "id": kept.id,
            "kind": notice.kind,
            "channel": notice.channel.as_str(),
            "language": notice.language,
            "account_id": notice.account,
            "case_id": notice.case,
            "recipient_sealed": hex::encode(&kept.recipient),
            "params_sealed": hex::encode(&kept.params),
        }),
        job: SendNotice { notice: kept.id },
    }
}

/// Writes a notice in the caller's transaction and enqueues its sending: one that expires goes ahead of the others.
pub async fn write(conn: &mut PgConnection, sealer: &Sealer, notice: &NewNotice<'_>) -> Result<Uuid, Fault> {
    let kept = Sealed::of(sealer, notice);
    sqlx::query!(
        "insert into notices
             (id, kind, channel, language, account_id, case_id, recipient_sealed, params_sealed, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        kept.id,
        notice.kind,
        notice.channel.as_str(),
        notice.language,
        notice.account,
        notice.case,
        kept.recipient,
        kept.params,
        notice.expires_at
    )
    .execute(&mut *conn)
    .await?;
    if notice.expires_at.is_some() {
        queue::enqueue(conn, &SendCode { notice: kept.id }).await?;
    } else {
        queue::enqueue(conn, &SendNotice { notice: kept.id }).await?;
    }
    Ok(kept.id)
}

pub(super) fn recipient_place(id: Uuid) -> Place<'static> {
    Place { column: "notice.recipient", row: id }
}

pub(super) fn params_place(id: Uuid) -> Place<'static> {
    Place { column: "notice.params", row: id }
}

struct Sealed {
    id: Uuid,
    recipient: Vec<u8>,
    params: Vec<u8>,
}

impl Sealed {
    fn of(sealer: &Sealer, notice: &NewNotice<'_>) -> Self {
        let id = entropy::id();
        Self {
            id,
            recipient: sealer.seal(recipient_place(id), notice.recipient.as_bytes()),
            params: sealer.seal(params_place(id), notice.params.to_string().as_bytes()),
        }
    }
}
