//! What people are told while they get in: codes, the PSER ID, and that somebody tried to use their CNIC. Written in the
//! transaction of what they tell.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::app::App;
use crate::entropy;
use crate::error::Result;
use crate::people::citizen::Contact;
use crate::people::codes::Purpose;
use crate::people::{Mobile, Typed};
use crate::queue::Queue;
use crate::reference::Reference;
use crate::seal::{Place, Sealer};
use crate::texts::Language;

/// A code on its way to a mobile that may not belong to an account yet.
#[derive(Debug)]
pub(super) struct CodeLetter<'a> {
    pub mobile: &'a Mobile,
    pub language: Language,
    pub purpose: Purpose,
    pub code: &'a Typed,
    pub expires_at: DateTime<Utc>,
}

/// The code, by SMS.
pub(super) async fn code(conn: &mut PgConnection, sealer: &Sealer, letter: CodeLetter<'_>) -> Result<()> {
    let sms = Sms {
        kind: match letter.purpose {
            Purpose::Registration => "registration-code",
            Purpose::SignIn => "sign-in-code",
        },
        mobile: letter.mobile,
        language: letter.language,
        account: None,
        params: json!({ "code": letter.code.reveal(), "expires_at": letter.expires_at }),
        expires_at: Some(letter.expires_at),
    };
    write(conn, sealer, sms).await
}

/// Welcome, and the PSER ID.
pub(super) async fn registered(
    conn: &mut PgConnection,
    sealer: &Sealer,
    to: &Contact,
    pser_id: &Reference,
) -> Result<()> {
    let sms = Sms {
        kind: "registered",
        mobile: &to.mobile,
        language: to.language,
        account: Some(to.account),
        params: json!({ "pser_id": pser_id }),
        expires_at: None,
    };
    write(conn, sealer, sms).await
}

/// To the owner of an account: somebody typed your CNIC to register.
pub(super) async fn registration_attempted(
    conn: &mut PgConnection,
    sealer: &Sealer,
    to: &Contact,
) -> Result<()> {
    let sms = Sms {
        kind: "registration-attempted",
        mobile: &to.mobile,
        language: to.language,
        account: Some(to.account),
        params: json!({}),
        expires_at: None,
    };
    write(conn, sealer, sms).await
}

/// Wakes those who send, once the letter's transaction is committed.
pub(super) fn wake(app: &App) {
    app.wake.wake(Queue::Codes);
    app.wake.wake(Queue::Notices);
}

struct Sms<'a> {
    kind: &'static str,
    mobile: &'a Mobile,
    language: Language,
    account: Option<Uuid>,
    params: Value,
    expires_at: Option<DateTime<Utc>>,
}

async fn write(conn: &mut PgConnection, sealer: &Sealer, sms: Sms<'_>) -> Result<()> {
    let id = entropy::id();
    sqlx::query!(
        "insert into notices (id, kind, channel, language, account_id, recipient_sealed, params_sealed, expires_at)
         values ($1, $2, 'sms', $3, $4, $5, $6, $7)",
        id,
        sms.kind,
        sms.language.code(),
        sms.account,
        sealer.seal(Place { column: "notice.recipient", row: id }, sms.mobile.reveal().as_bytes()),
        sealer.seal(Place { column: "notice.params", row: id }, sms.params.to_string().as_bytes()),
        sms.expires_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}
