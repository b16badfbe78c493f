//! What people are told about their account: codes and links, the PSER ID, that somebody tried to use their CNIC, and
//! what was changed. Written in the transaction of what they tell.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::app::App;
use crate::error::{Fault, Result};
use crate::notices::{self, Channel, NewNotice};
use crate::people::citizen::Contact;
use crate::people::codes::Purpose;
use crate::people::contact::Email;
use crate::people::{Mobile, Token, Typed};
use crate::queue::Queue;
use crate::reference::Reference;
use crate::seal::Sealer;
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

/// The code, by SMS. It is not sent any more once it has expired.
pub(super) async fn code(conn: &mut PgConnection, sealer: &Sealer, letter: CodeLetter<'_>) -> Result<()> {
    let params = json!({ "code": letter.code.reveal(), "expires_at": letter.expires_at });
    let notice = NewNotice {
        kind: match letter.purpose {
            Purpose::Registration => "registration-code",
            Purpose::SignIn => "sign-in-code",
            Purpose::MobileChange => "mobile-change-code",
            Purpose::Recovery => "recovery-code",
        },
        channel: Channel::Sms,
        language: letter.language.code(),
        recipient: letter.mobile.reveal(),
        account: None,
        case: None,
        params: &params,
        expires_at: Some(letter.expires_at),
    };
    notices::write(conn, sealer, &notice).await?;
    Ok(())
}

/// Welcome, and the PSER ID.
pub(super) async fn registered(
    conn: &mut PgConnection,
    sealer: &Sealer,
    to: &Contact,
    pser_id: &Reference,
) -> Result<()> {
    write(conn, sealer, "registered", to, &json!({ "pser_id": pser_id })).await
}

/// The PSER ID of an account that was opened at a help centre, and how it is claimed.
pub(super) async fn registered_at_centre(
    conn: &mut PgConnection,
    sealer: &Sealer,
    to: &Contact,
    pser_id: &Reference,
) -> Result<()> {
    write(conn, sealer, "registered-at-centre", to, &json!({ "pser_id": pser_id })).await
}

/// To the owner of an account: somebody typed your CNIC to register.
pub(super) async fn registration_attempted(
    conn: &mut PgConnection,
    sealer: &Sealer,
    to: &Contact,
) -> Result<()> {
    write(conn, sealer, "registration-attempted", to, &json!({})).await
}

/// To the owner of a certificate: do not rely on it any more, and why.
pub(super) async fn certificate_revoked(
    conn: &mut PgConnection,
    sealer: &Sealer,
    to: &Contact,
    case: Uuid,
    told: &Value,
) -> Result<()> {
    write_of(conn, sealer, ("certificate-revoked", Some(case)), to, told).await
}

/// To the citizen of a case: the office has written, and where it is read.
pub(super) async fn message_waiting(
    conn: &mut PgConnection,
    sealer: &Sealer,
    to: &Contact,
    case: Uuid,
    told: &Value,
) -> Result<()> {
    write_of(conn, sealer, ("message-waiting", Some(case)), to, told).await
}

/// The link by which an e-mail address is confirmed: all that goes there until it is.
pub(super) async fn email_link(
    conn: &mut PgConnection,
    sealer: &Sealer,
    (email, language, account): (&Email, Language, Uuid),
    (link, expires_at): (&str, DateTime<Utc>),
) -> Result<()> {
    let link = json!({ "link": link });
    let to = (Channel::Email, email.reveal(), language, account);
    write_to(conn, sealer, ("confirm-email", &link, Some(expires_at)), to).await
}

/// The link by which a new password is chosen.
pub(super) async fn reset_link(
    conn: &mut PgConnection,
    sealer: &Sealer,
    to: &Contact,
    (link, expires_at): (&str, DateTime<Utc>),
) -> Result<()> {
    let Some(email) = &to.email else { return Ok(()) };
    let link = json!({ "link": link });
    let to = (Channel::Email, email.reveal(), to.language, to.account);
    write_to(conn, sealer, ("reset-link", &link, Some(expires_at)), to).await
}

/// To what is on file: at a help centre somebody showed papers and had a code sent.
pub(super) async fn centre_recovery(conn: &mut PgConnection, sealer: &Sealer, to: &Contact) -> Result<()> {
    write(conn, sealer, "centre-recovery", to, &json!({})).await
}

/// The PSER ID and the numbers of cases, to the mobile alone.
pub(super) async fn numbers(
    conn: &mut PgConnection,
    sealer: &Sealer,
    to: &Contact,
    (pser_id, references): (&str, &[String]),
) -> Result<()> {
    let params = json!({ "pser_id": pser_id, "references": references });
    let to = (Channel::Sms, to.mobile.reveal(), to.language, to.account);
    write_to(conn, sealer, ("numbers", &params, None), to).await
}

/// The address of a page that takes a token: below the one that people use, as the settings say, whatever a request
/// claims.
pub(super) fn link(app: &App, page: &str, token: &Token) -> Result<String, Fault> {
    let link = app.public_url.join(&format!("/{page}/{}", token.reveal()));
    link.map(String::from).map_err(|error| Fault::caused("a link cannot be made", error))
}

/// To the number and address until now: messages go to another mobile from now on.
pub(super) async fn mobile_changed(
    conn: &mut PgConnection,
    sealer: &Sealer,
    old: &Contact,
    new: &Mobile,
) -> Result<()> {
    let masked = new.masked();
    let ends = &masked[masked.len() - 2..];
    write(conn, sealer, "mobile-changed", old, &json!({ "ends": ends })).await
}

/// To the mobile and the address until now: the address is another, or none.
pub(super) async fn email_changed(conn: &mut PgConnection, sealer: &Sealer, old: &Contact) -> Result<()> {
    write(conn, sealer, "email-changed", old, &json!({})).await
}

/// That a password was chosen for an account that a help centre had opened.
pub(super) async fn account_claimed(conn: &mut PgConnection, sealer: &Sealer, to: &Contact) -> Result<()> {
    write(conn, sealer, "account-claimed", to, &json!({})).await
}

/// That the password is another.
pub(super) async fn password_changed(conn: &mut PgConnection, sealer: &Sealer, to: &Contact) -> Result<()> {
    write(conn, sealer, "password-changed", to, &json!({})).await
}

/// Wakes those who send, once the letter's transaction is committed.
pub(super) fn wake(app: &App) {
    app.wake.wake(Queue::Codes);
    app.wake.wake(Queue::Notices);
}

/// By SMS, and by e-mail where there is one.
async fn write(
    conn: &mut PgConnection,
    sealer: &Sealer,
    kind: &str,
    to: &Contact,
    params: &Value,
) -> Result<()> {
    write_of(conn, sealer, (kind, None), to, params).await
}

/// As `write`, perhaps of a case.
async fn write_of(
    conn: &mut PgConnection,
    sealer: &Sealer,
    (kind, case): (&str, Option<Uuid>),
    to: &Contact,
    params: &Value,
) -> Result<()> {
    let by_sms = Some((Channel::Sms, to.mobile.reveal()));
    let by_email = to.email.as_ref().map(|email| (Channel::Email, Email::reveal(email)));
    for (channel, recipient) in by_sms.into_iter().chain(by_email) {
        let notice = NewNotice {
            kind,
            channel,
            language: to.language.code(),
            recipient,
            account: Some(to.account),
            case,
            params,
            expires_at: None,
        };
        notices::write(conn, sealer, &notice).await?;
    }
    Ok(())
}

/// By one channel, to one recipient, about no case.
async fn write_to(
    conn: &mut PgConnection,
    sealer: &Sealer,
    (kind, params, expires_at): (&str, &Value, Option<DateTime<Utc>>),
    (channel, recipient, language, account): (Channel, &str, Language, Uuid),
) -> Result<()> {
    let notice = NewNotice {
        kind,
        channel,
        language: language.code(),
        recipient,
        account: Some(account),
        case: None,
        params,
        expires_at,
    };
    notices::write(conn, sealer, &notice).await?;
    Ok(())
}
