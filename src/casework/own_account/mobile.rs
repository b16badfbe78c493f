//! A citizen changes the mobile: the password says who it is, a code sent to the new number proves it, and the old number
//! is told.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::prove_password;
use crate::app::App;
use crate::casework::admission;
use crate::casework::letters::{self, CodeLetter};
use crate::db;
use crate::error::{Error, Result};
use crate::limits::{self, Source};
use crate::people::citizen::{self, Contact};
use crate::people::codes::{self, Purpose};
use crate::people::sessions::Session;
use crate::people::{Mobile, Typed, mobile_change};
use crate::refusal::Refusal;

/// A change that waits for its code.
#[derive(Debug)]
pub struct Begun {
    pub change: Uuid,
    pub code_expires_at: DateTime<Utc>,
}

/// Sends a code to the new number.
///
/// # Errors
/// `WrongCredentials` for the password, `Locked`; `Invalid` on `mobile`; `TooManyRequests`; `NotFound` for staff.
pub async fn begin(
    app: &App,
    source: &Source,
    session: &Session,
    (password, mobile): (&Typed, &Typed),
) -> Result<Begun> {
    admission::owner(app, session, "account", "edit")?;
    let account = session.account.citizen().ok_or(Error::NotFound)?;
    let mobile = Mobile::parse("mobile", mobile.reveal()).map_err(Refusal::from)?;
    prove_password(app, source, session, password).await?;
    let contact = contact(app, account).await?;
    if contact.mobile == mobile {
        return Err(Refusal::field("mobile", "mobile-unchanged").into());
    }
    let mut conn = app.db.acquire().await?;
    let change = mobile_change::begin(&mut conn, &app.sealer, account, &mobile).await?;
    drop(conn);
    send(app, &contact, (change, &mobile)).await
}

/// Where the code goes, masked.
///
/// # Errors
/// `BegunTooLongAgo` when the change is unknown, completed or expired.
pub async fn code_goes_to(app: &App, session: &Session, change: Uuid) -> Result<String> {
    admission::owner(app, session, "account", "edit")?;
    Ok(waiting(app, session, change).await?.masked())
}

/// Sends another code in place of the last; the tries already used stay used.
///
/// # Errors
/// `BegunTooLongAgo`, `CodeBurnt`, `TooManyRequests`.
pub async fn resend(app: &App, session: &Session, change: Uuid) -> Result<Begun> {
    admission::owner(app, session, "account", "edit")?;
    let mobile = waiting(app, session, change).await?;
    let account = session.account.citizen().ok_or(Error::NotFound)?;
    send(app, &contact(app, account).await?, (change, &mobile)).await
}

/// Takes the number over: its code is right. The old one is told.
///
/// # Errors
/// `WrongCode`, `BegunTooLongAgo`, `TooManyRequests`.
pub async fn prove(
    app: &App,
    source: &Source,
    session: &Session,
    (change, code): (Uuid, &Typed),
) -> Result<()> {
    admission::owner(app, session, "account", "edit")?;
    let mobile = waiting(app, session, change).await?;
    let account = session.account.citizen().ok_or(Error::NotFound)?;
    let mut conn = app.db.acquire().await?;
    limits::count_source(&mut conn, &app.sealer, &limits::CODES_TRIED, source).await?;
    let right = codes::verify(&mut conn, &app.passwords, Purpose::MobileChange, change, code).await?;
    drop(conn);

    let old = contact(app, account).await?;
    let mut transaction = db::begin(&app.db).await?;
    let conn = &mut *transaction;
    codes::spend(conn, right).await?;
    if !mobile_change::complete(conn, (account, change)).await? {
        return Err(Refusal::BegunTooLongAgo.into());
    }
    letters::mobile_changed(conn, &app.sealer, &old, &mobile).await?;
    transaction.commit().await?;
    letters::wake(app);
    tracing::info!(account.id = %account, "A citizen changed the mobile.");
    Ok(())
}

async fn send(app: &App, to: &Contact, (change, mobile): (Uuid, &Mobile)) -> Result<Begun> {
    let mut conn = app.db.acquire().await?;
    let number = mobile.index(&app.sealer);
    limits::count_subject(&mut conn, &app.sealer, &limits::CODES_TO_A_NUMBER, &number).await?;
    drop(conn);
    let code = codes::draw(&app.passwords).await?;

    let mut transaction = db::begin(&app.db).await?;
    let expires_at = codes::issue(&mut transaction, Purpose::MobileChange, change, &code).await?;
    let letter = CodeLetter {
        mobile,
        language: to.language,
        purpose: Purpose::MobileChange,
        code: &code.digits,
        expires_at,
    };
    letters::code(&mut transaction, &app.sealer, letter).await?;
    transaction.commit().await?;
    letters::wake(app);
    Ok(Begun { change, code_expires_at: expires_at })
}

async fn waiting(app: &App, session: &Session, change: Uuid) -> Result<Mobile> {
    let account = session.account.citizen().ok_or(Error::NotFound)?;
    let mut conn = app.db.acquire().await?;
    let mobile = mobile_change::find(&mut conn, &app.sealer, (account, change)).await?;
    mobile.ok_or_else(|| Refusal::BegunTooLongAgo.into())
}

async fn contact(app: &App, account: Uuid) -> Result<Contact> {
    let mut conn = app.db.acquire().await?;
    let found = citizen::find_by_id(&mut conn, &app.sealer, account).await?;
    found.map(|account| account.contact).ok_or(Error::NotFound)
}
