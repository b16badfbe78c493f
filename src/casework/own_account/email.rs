//! A citizen gives, changes or removes an e-mail address. A new one counts once the link that was sent there is followed;
//! until then nothing else goes there, and the one before stays.

use sqlx::PgConnection;
use uuid::Uuid;

use super::prove_password;
use crate::app::App;
use crate::casework::{admission, letters};
use crate::db;
use crate::error::{Error, Result};
use crate::limits::{self, Source};
use crate::people::citizen;
use crate::people::contact::Email;
use crate::people::sessions::Session;
use crate::people::{Token, Typed, email_link, token};
use crate::refusal::Refusal;
use crate::texts::Language;

/// Sends a link to a new address, or removes the one there is where none is given.
///
/// # Errors
/// `WrongCredentials` for the password, `Locked`; `Invalid` on `email`; `TooManyRequests`; `NotFound` for staff.
pub async fn change(
    app: &App,
    source: &Source,
    session: &Session,
    (password, email): (&Typed, Option<&Typed>),
) -> Result<()> {
    admission::owner(app, session, "account", "edit")?;
    let account = session.account.citizen().ok_or(Error::NotFound)?;
    let email =
        email.map(|typed| Email::parse("email", typed.reveal())).transpose().map_err(Refusal::from)?;
    prove_password(app, source, session, password).await?;
    match email {
        Some(email) => give(app, account, &email).await,
        None => remove(app, account).await,
    }
}

/// Sends the link anew; the one before is over.
///
/// # Errors
/// `NotFound` where no address waits; `TooManyRequests`.
pub async fn resend_link(app: &App, session: &Session) -> Result<()> {
    admission::owner(app, session, "account", "edit")?;
    let account = session.account.citizen().ok_or(Error::NotFound)?;
    let mut conn = app.db.acquire().await?;
    let email = email_link::waiting(&mut conn, &app.sealer, account).await?.ok_or(Error::NotFound)?;
    drop(conn);
    give(app, account, &email).await
}

/// Whether the link of a token is good.
///
/// # Errors
/// `LinkOver` where it is not.
pub async fn is_good(app: &App, token: &Typed) -> Result<()> {
    admission::anybody(app, "account", "confirm")?;
    let mut conn = app.db.acquire().await?;
    let owner = email_link::owner(&mut conn, token::hash(token.reveal())).await?;
    owner.map(drop).ok_or_else(|| Refusal::LinkOver.into())
}

/// Confirms the address by the token of its link. Where another stood before, it is told, and so is the mobile.
///
/// # Errors
/// `LinkOver` when the token is unknown, used, expired or not the newest; `TooManyRequests`.
pub async fn confirm(app: &App, source: &Source, token: &Typed) -> Result<()> {
    admission::anybody(app, "account", "confirm")?;
    let mut conn = app.db.acquire().await?;
    limits::count_source(&mut conn, &app.sealer, &limits::CODES_TRIED, source).await?;
    drop(conn);
    let hash = token::hash(token.reveal());

    let mut transaction = db::begin(&app.db).await?;
    let conn = &mut *transaction;
    let account = email_link::owner(conn, hash).await?.ok_or(Refusal::LinkOver)?;
    let old = citizen::find_by_id(conn, &app.sealer, account).await?.ok_or(Refusal::LinkOver)?;
    if !email_link::take_over(conn, hash).await? {
        return Err(Refusal::LinkOver.into());
    }
    if old.contact.email.is_some() {
        letters::email_changed(conn, &app.sealer, &old.contact).await?;
    }
    transaction.commit().await?;
    letters::wake(app);
    tracing::info!(account.id = %account, "A citizen's e-mail address was confirmed.");
    Ok(())
}

/// Has an account wait for an address and writes its link, in the caller's transaction.
///
/// # Errors
/// When the database fails.
pub(in crate::casework) async fn send_link(
    conn: &mut PgConnection,
    app: &App,
    (account, language): (Uuid, Language),
    email: &Email,
) -> Result<()> {
    let token = Token::fresh();
    let expires_at = email_link::propose(conn, &app.sealer, account, (email, token.hash())).await?;
    let link = letters::link(app, "confirm-email", &token)?;
    letters::email_link(conn, &app.sealer, (email, language, account), (&link, expires_at)).await
}

async fn give(app: &App, account: Uuid, email: &Email) -> Result<()> {
    let mut conn = app.db.acquire().await?;
    let subject = account.as_bytes();
    limits::count_subject(&mut conn, &app.sealer, &limits::LINKS_TO_AN_ACCOUNT, subject).await?;
    drop(conn);
    let mut transaction = db::begin(&app.db).await?;
    let found = citizen::find_by_id(&mut transaction, &app.sealer, account).await?.ok_or(Error::NotFound)?;
    if found.contact.email.as_ref() == Some(email) {
        return Err(Refusal::field("email", "email-unchanged").into());
    }
    send_link(&mut transaction, app, (account, found.contact.language), email).await?;
    transaction.commit().await?;
    letters::wake(app);
    tracing::info!(account.id = %account, "A citizen gave an e-mail address.");
    Ok(())
}

async fn remove(app: &App, account: Uuid) -> Result<()> {
    let mut transaction = db::begin(&app.db).await?;
    let conn = &mut *transaction;
    let found = citizen::find_by_id(conn, &app.sealer, account).await?.ok_or(Error::NotFound)?;
    email_link::withdraw(conn, account).await?;
    if found.contact.email.is_some() {
        citizen::remove_email(conn, account).await?;
        letters::email_changed(conn, &app.sealer, &found.contact).await?;
    }
    transaction.commit().await?;
    letters::wake(app);
    tracing::info!(account.id = %account, "A citizen removed the e-mail address.");
    Ok(())
}
