//! What a signed-in person does with their own account: look at it, list and end sessions, prove again who they are,
//! change the password, the mobile, the e-mail address and the language. The session says whose account it is; no other
//! can be named.

pub mod email;
pub mod mobile;

use sqlx::PgConnection;
use uuid::Uuid;

use super::once::{Once, RequestKey};
use super::{admission, letters};
use crate::app::App;
use crate::db;
use crate::error::{Error, Result};
use crate::limits::Source;
use crate::people::lockout::{self, Key};
use crate::people::sessions::{self, Account, Listed, Session, Sign};
use crate::people::{Typed, citizen, device, staff};
use crate::refusal::{FieldError, Refusal};
use crate::texts::Language;

/// The account of whoever is signed in.
#[derive(Debug)]
pub enum Profile {
    Citizen(citizen::Profile),
    Staff(staff::Profile),
}

/// What proves again who sits there: staff a code of the authenticator, citizens the password.
#[derive(Debug)]
pub enum Proof<'a> {
    Totp(&'a Typed),
    Password(&'a Typed),
}

/// The session of a presented token, if it goes on.
///
/// # Errors
/// When the database fails.
pub async fn session(app: &App, presented: &str) -> Result<Option<Session>> {
    let mut conn = app.db.acquire().await?;
    sessions::find(&mut conn, presented, Sign::Of).await
}

/// The account.
///
/// # Errors
/// `NotFound` when it ended meanwhile.
pub async fn profile(app: &App, session: &Session) -> Result<Profile> {
    admission::owner(app, session, "account", "see")?;
    let mut conn = app.db.acquire().await?;
    let profile = match session.account {
        Account::Citizen(id) => citizen::profile(&mut conn, &app.sealer, id).await?.map(Profile::Citizen),
        Account::Staff(id) => staff::profile(&mut conn, id).await?.map(Profile::Staff),
    };
    profile.ok_or(Error::NotFound)
}

/// The open sessions, the last seen first.
///
/// # Errors
/// When the database fails.
pub async fn list_sessions(app: &App, session: &Session) -> Result<Vec<Listed>> {
    admission::owner(app, session, "session", "see")?;
    let mut conn = app.db.acquire().await?;
    sessions::list(&mut conn, session.account).await
}

/// Ends this session or another of the same account.
///
/// # Errors
/// `NotFound` when the account has no such open session.
pub async fn end_session(app: &App, session: &Session, ended: Uuid) -> Result<()> {
    admission::owner(app, session, "session", "end")?;
    // Whoever types for somebody ends that, and none of the person's own.
    if session.assistant.is_some() && ended != session.id {
        return Err(Error::NotFound);
    }
    let mut conn = app.db.acquire().await?;
    sessions::end(&mut conn, session.account, ended).await?;
    tracing::info!(session.id = %ended, "A session was ended by its owner.");
    Ok(())
}

/// Proves again who sits there; for five minutes money and roles may be touched.
///
/// # Errors
/// `WrongCredentials`, `Locked`; `Invalid` when the proof is not of the kind this account gives.
pub async fn prove_again(app: &App, source: &Source, session: &Session, proof: Proof<'_>) -> Result<()> {
    admission::owner(app, session, "session", "renew")?;
    let key = take_try(app, source, session).await?;
    let is_right = match (session.account, proof) {
        (Account::Staff(id), Proof::Totp(code)) => totp_is_right(app, id, code).await?,
        (Account::Citizen(_), Proof::Password(password)) => password_is_right(app, session, password).await?,
        (Account::Staff(_), Proof::Password(_)) => return Err(Refusal::field("totp", "field-missing").into()),
        (Account::Citizen(_), Proof::Totp(_)) => {
            return Err(Refusal::field("password", "field-missing").into());
        }
    };
    if !is_right {
        tracing::warn!(session.id = %session.id, "A renewed proof failed.");
        return Err(Refusal::WrongCredentials.into());
    }
    let mut conn = app.db.acquire().await?;
    lockout::clear(&mut conn, key).await?;
    sessions::prove_again(&mut conn, session.id).await
}

/// Changes the password. Every other session ends, every device of a citizen needs a code again, and the owner is told.
/// A repeat under the same key is answered as the first was: by then the old password is not the old one any more.
///
/// # Errors
/// `WrongCredentials` for the old one, `Locked`; `Invalid` on `new_password`.
pub async fn change_password(
    app: &App,
    source: &Source,
    (session, request): (&Session, Option<RequestKey>),
    (old, new): (&Typed, &Typed),
) -> Result<()> {
    admission::owner(app, session, "account", "edit")?;
    if let Some(request) = &request
        && Once::is_known(&mut *app.db.acquire().await?, request).await?
    {
        return Ok(());
    }
    let key = take_try(app, source, session).await?;
    if !password_is_right(app, session, old).await? {
        return Err(Refusal::WrongCredentials.into());
    }
    judge(app, session, new).await?;
    let hash = app.passwords.hash(new).await?;

    let Some(request) = request else {
        let mut transaction = db::begin(&app.db).await?;
        keep_password(&mut transaction, app, session, (key, &hash)).await?;
        transaction.commit().await?;
        letters::wake(app);
        return Ok(());
    };
    if let Once::First(mut pending) = Once::begin(&app.db, request).await? {
        keep_password(pending.connection(), app, session, (key, &hash)).await?;
        pending.finish(204, &()).await?;
        letters::wake(app);
    }
    Ok(())
}

async fn keep_password(
    conn: &mut PgConnection,
    app: &App,
    session: &Session,
    (key, hash): (Key, &str),
) -> Result<()> {
    lockout::clear(conn, key).await?;
    match session.account {
        Account::Citizen(id) => {
            citizen::set_password(conn, id, hash).await?;
            device::forget_all(conn, id).await?;
            let found = citizen::find_by_id(conn, &app.sealer, id).await?.ok_or(Error::NotFound)?;
            letters::password_changed(conn, &app.sealer, &found.contact).await?;
        }
        Account::Staff(id) => staff::set_password(conn, id, hash).await?,
    }
    sessions::end_all(conn, session.account, Some(session.id)).await?;
    tracing::info!(session.id = %session.id, "A password was changed.");
    Ok(())
}

/// Changes the language of messages.
///
/// # Errors
/// When the database fails.
pub async fn change_language(app: &App, session: &Session, language: Language) -> Result<()> {
    admission::owner(app, session, "account", "edit")?;
    let mut conn = app.db.acquire().await?;
    match session.account {
        Account::Citizen(id) => citizen::set_language(&mut conn, id, language).await,
        Account::Staff(id) => staff::set_language(&mut conn, id, language).await,
    }
}

/// The password once more, before how somebody is reached may change.
async fn prove_password(app: &App, source: &Source, session: &Session, password: &Typed) -> Result<()> {
    let key = take_try(app, source, session).await?;
    if !password_is_right(app, session, password).await? {
        return Err(Refusal::WrongCredentials.into());
    }
    lockout::clear(&mut *app.db.acquire().await?, key).await
}

async fn take_try(app: &App, source: &Source, session: &Session) -> Result<Key> {
    let (Account::Citizen(account) | Account::Staff(account)) = session.account;
    let key = Key::new(&app.sealer, account.as_bytes(), source);
    let mut conn = app.db.acquire().await?;
    lockout::take_try(&mut conn, key).await?;
    Ok(key)
}

async fn password_is_right(app: &App, session: &Session, password: &Typed) -> Result<bool> {
    let mut conn = app.db.acquire().await?;
    let hash = match session.account {
        Account::Citizen(id) => {
            citizen::find_by_id(&mut conn, &app.sealer, id).await?.and_then(|account| account.password_hash)
        }
        Account::Staff(id) => {
            staff::find_by_id(&mut conn, &app.sealer, id).await?.map(|account| account.password_hash)
        }
    };
    drop(conn);
    Ok(app.passwords.verify(password, hash.as_deref()).await?)
}

async fn totp_is_right(app: &App, account: Uuid, code: &Typed) -> Result<bool> {
    let mut conn = app.db.acquire().await?;
    let Some(found) = staff::find_by_id(&mut conn, &app.sealer, account).await? else { return Ok(false) };
    let now = staff::now(&mut conn).await?;
    match found.totp.step_of(code.reveal(), now) {
        Some(step) => staff::use_step(&mut conn, account, step).await,
        None => Ok(false),
    }
}

async fn judge(app: &App, session: &Session, password: &Typed) -> Result<()> {
    let profile = profile(app, session).await?;
    let own = match &profile {
        Profile::Citizen(profile) => profile.own_words().to_vec(),
        Profile::Staff(profile) => vec![profile.name.as_str(), profile.email.as_str()],
    };
    let verdict: Result<(), FieldError> = app.passwords.check("new_password", password, &own).await?;
    verdict.map_err(|error| Refusal::Invalid(vec![error]).into())
}
