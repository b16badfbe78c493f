//! Citizens sign in by CNIC or PSER ID and password; on a device the account does not know also by a code. Unknown
//! accounts and wrong passwords get one answer, after the same work.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::admission;
use super::letters::{self, CodeLetter};
use crate::app::App;
use crate::db;
use crate::error::Result;
use crate::limits::{self, Source};
use crate::people::citizen::{self, Contact, Identifier};
use crate::people::codes::{self, Purpose};
use crate::people::lockout::{self, Key};
use crate::people::sessions::{self, Account, Opened};
use crate::people::{Token, Typed, attempt, device};
use crate::refusal::Refusal;

/// What a citizen offers.
#[derive(Debug)]
pub struct Offered<'a> {
    /// CNIC or PSER ID, as typed.
    pub identifier: &'a Typed,
    pub password: &'a Typed,
    /// What the device was given when a code was last proved there.
    pub device: Option<&'a Typed>,
    /// What the device calls itself, for the list of sessions.
    pub device_name: Option<&'a str>,
}

/// How it went.
#[derive(Debug)]
pub enum SignIn {
    Done(Opened),
    /// The device is new: a code went to the account's mobile.
    CodeNeeded {
        attempt: Uuid,
        code_expires_at: DateTime<Utc>,
    },
}

/// Checks the password and opens a session or asks for a code.
///
/// # Errors
/// `WrongCredentials`, `Locked`, `TooManyRequests`.
pub async fn sign_in(app: &App, source: &Source, offered: Offered<'_>) -> Result<SignIn> {
    admission::anybody(app, "session", "start")?;
    let mut conn = app.db.acquire().await?;
    limits::count_source(&mut conn, &app.sealer, &limits::SIGN_INS, source).await?;
    let identifier = Identifier::read(offered.identifier.reveal())
        .ok_or_else(|| Refusal::field("identifier", "identifier-malformed"))?;
    let account = citizen::find(&mut conn, &app.sealer, &identifier).await?;
    let mut device_is_known = false;
    if let (Some(account), Some(token)) = (&account, offered.device) {
        device_is_known = device::is_known(&mut conn, account.id, token.reveal()).await?;
    }
    let subject = account
        .as_ref()
        .map_or_else(|| identifier.index(&app.sealer).to_vec(), |account| account.id.as_bytes().to_vec());
    if !device_is_known {
        limits::count_subject(&mut conn, &app.sealer, &limits::SIGN_INS_TO_AN_ACCOUNT, &subject).await?;
    }
    let key = Key::new(&app.sealer, &subject, source);
    lockout::take_try(&mut conn, key).await?;
    drop(conn);

    let hash = account.as_ref().and_then(|account| account.password_hash.as_deref());
    let is_right = app.passwords.verify(offered.password, hash).await?;
    let Some(account) = account.filter(|_| is_right) else {
        tracing::warn!(source = source.name(), "A citizen's sign-in failed.");
        return Err(Refusal::WrongCredentials.into());
    };

    let mut conn = app.db.acquire().await?;
    lockout::clear(&mut conn, key).await?;
    if !device_is_known {
        drop(conn);
        return send_code(app, &account.contact).await;
    }
    let session = sessions::open(&mut conn, Account::Citizen(account.id), offered.device_name).await?;
    tracing::info!(account.id = %account.id, session.id = %session.id, "A citizen signed in.");
    Ok(SignIn::Done(session))
}

/// Proves the code that was sent to the account's mobile. The device is known from then on.
///
/// # Errors
/// `WrongCode`, `TooManyRequests`.
pub async fn prove_device(
    app: &App,
    source: &Source,
    attempt: Uuid,
    code: &Typed,
    device_name: Option<&str>,
) -> Result<(Opened, Token)> {
    admission::anybody(app, "session", "start")?;
    let mut conn = app.db.acquire().await?;
    limits::count_source(&mut conn, &app.sealer, &limits::CODES_TRIED, source).await?;
    let right = codes::verify(&mut conn, &app.passwords, Purpose::SignIn, attempt, code).await?;
    drop(conn);

    let mut transaction = db::begin(&app.db).await?;
    let conn = &mut *transaction;
    codes::spend(conn, right).await?;
    let account = attempt::complete(conn, attempt).await?.ok_or(Refusal::WrongCode)?;
    let device = device::remember(conn, account).await?;
    let session = sessions::open(conn, Account::Citizen(account), device_name).await?;
    transaction.commit().await?;
    tracing::info!(account.id = %account, session.id = %session.id, "A citizen signed in on a new device.");
    Ok((session, device))
}

/// Sends another code to the account's mobile in place of the last; the tries already used stay used.
///
/// # Errors
/// `BegunTooLongAgo` when the attempt is unknown, completed or expired; `CodeBurnt`; `TooManyRequests`.
pub async fn resend_code(app: &App, source: &Source, attempt: Uuid) -> Result<DateTime<Utc>> {
    admission::anybody(app, "session", "start")?;
    let mut conn = app.db.acquire().await?;
    limits::count_source(&mut conn, &app.sealer, &limits::SIGN_INS, source).await?;
    let account = attempt::account(&mut conn, attempt).await?.ok_or(Refusal::BegunTooLongAgo)?;
    let account = citizen::find_by_id(&mut conn, &app.sealer, account).await?;
    drop(conn);
    let account = account.ok_or(Refusal::BegunTooLongAgo)?;
    send_code_of(app, &account.contact, Some(attempt)).await.map(|(_, expires_at)| expires_at)
}

async fn send_code(app: &App, to: &Contact) -> Result<SignIn> {
    let (attempt, code_expires_at) = send_code_of(app, to, None).await?;
    Ok(SignIn::CodeNeeded { attempt, code_expires_at })
}

/// Sends the code of an attempt, or of a new one.
async fn send_code_of(app: &App, to: &Contact, attempt: Option<Uuid>) -> Result<(Uuid, DateTime<Utc>)> {
    let mut conn = app.db.acquire().await?;
    let number = to.mobile.index(&app.sealer);
    limits::count_subject(&mut conn, &app.sealer, &limits::CODES_TO_A_NUMBER, &number).await?;
    drop(conn);
    let code = codes::draw(&app.passwords).await?;

    let mut transaction = db::begin(&app.db).await?;
    let attempt = match attempt {
        Some(attempt) => attempt,
        None => attempt::begin(&mut transaction, to.account).await?,
    };
    let code_expires_at = codes::issue(&mut transaction, Purpose::SignIn, attempt, &code).await?;
    let letter = CodeLetter {
        mobile: &to.mobile,
        language: to.language,
        purpose: Purpose::SignIn,
        code: &code.digits,
        expires_at: code_expires_at,
    };
    letters::code(&mut transaction, &app.sealer, letter).await?;
    transaction.commit().await?;
    letters::wake(app);
    Ok((attempt, code_expires_at))
}
