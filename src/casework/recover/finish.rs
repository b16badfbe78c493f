//! The end of a recovery: the proof, the new password, and what ends with the old one.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::app::App;
use crate::casework::{admission, letters};
use crate::db;
use crate::error::Result;
use crate::limits::{self, Source};
use crate::people::citizen::{self, Identifier, Profile};
use crate::people::codes::{self, Purpose};
use crate::people::lockout::{self, Key};
use crate::people::recovery::{self, Open, Way};
use crate::people::sessions::{self, Account};
use crate::people::{Cnic, Typed, device, token};
use crate::refusal::Refusal;

const FIELD: &str = "new_password";

/// Chooses a new password by the code that came by SMS. A poor password takes no try.
///
/// # Errors
/// `WrongCode`; `Invalid` on `new_password`; `TooManyRequests`.
pub async fn by_code(app: &App, source: &Source, id: Uuid, (code, password): (&Typed, &Typed)) -> Result<()> {
    admission::anybody(app, "account", "recover")?;
    let mut conn = app.db.acquire().await?;
    limits::count_source(&mut conn, &app.sealer, &limits::CODES_TRIED, source).await?;
    let open = recovery::find(&mut conn, id).await?.filter(|open| open.way == Way::Sms);
    drop(conn);
    prove(app, source, open, (code, password)).await
}

/// Chooses a new password by CNIC and the code that a help centre had sent.
///
/// # Errors
/// As `by_code`, and `Invalid` on `cnic`.
pub async fn at_centre(
    app: &App,
    source: &Source,
    cnic: &Typed,
    (code, password): (&Typed, &Typed),
) -> Result<()> {
    admission::anybody(app, "account", "recover")?;
    let mut conn = app.db.acquire().await?;
    limits::count_source(&mut conn, &app.sealer, &limits::CODES_TRIED, source).await?;
    let cnic = Cnic::parse("cnic", cnic.reveal()).map_err(Refusal::from)?;
    let account = citizen::find(&mut conn, &app.sealer, &Identifier::Cnic(cnic)).await?;
    let open = match account {
        Some(account) => recovery::find_of(&mut conn, account.id, Way::Centre).await?,
        None => None,
    };
    drop(conn);
    prove(app, source, open, (code, password)).await
}

/// Whether the link of a token is good.
///
/// # Errors
/// `LinkOver` where it is not.
pub async fn is_good(app: &App, token: &Typed) -> Result<()> {
    admission::anybody(app, "account", "recover")?;
    let mut conn = app.db.acquire().await?;
    let open = recovery::find_by_token(&mut conn, token::hash(token.reveal())).await?;
    open.map(drop).ok_or_else(|| Refusal::LinkOver.into())
}

/// Chooses a new password by the token of the link.
///
/// # Errors
/// `LinkOver` when it is unknown, used, expired or not the newest; `Invalid` on `new_password`; `TooManyRequests`.
pub async fn by_link(app: &App, source: &Source, token: &Typed, password: &Typed) -> Result<()> {
    admission::anybody(app, "account", "recover")?;
    let mut conn = app.db.acquire().await?;
    limits::count_source(&mut conn, &app.sealer, &limits::CODES_TRIED, source).await?;
    let hash = token::hash(token.reveal());
    let open = recovery::find_by_token(&mut conn, hash).await?.ok_or(Refusal::LinkOver)?;
    drop(conn);
    let account = open.account.ok_or(Refusal::LinkOver)?;
    judge(app, password, Some(account)).await?;
    let kept = app.passwords.hash(password).await?;

    let mut transaction = db::begin(&app.db).await?;
    if !recovery::complete(&mut transaction, open.id, Some(hash)).await? {
        return Err(Refusal::LinkOver.into());
    }
    reset(&mut transaction, app, source, (account, &kept)).await?;
    transaction.commit().await?;
    letters::wake(app);
    Ok(())
}

/// Compares the code of a recovery, or of none with the same work, and keeps the new password.
pub(super) async fn prove(
    app: &App,
    source: &Source,
    open: Option<Open>,
    (code, password): (&Typed, &Typed),
) -> Result<()> {
    judge(app, password, None).await?;
    let subject = open.map_or_else(Uuid::nil, |open| open.id);
    let mut conn = app.db.acquire().await?;
    let right = codes::verify(&mut conn, &app.passwords, Purpose::Recovery, subject, code).await?;
    drop(conn);
    let open = open.ok_or(Refusal::WrongCode)?;
    let account = open.account.ok_or(Refusal::WrongCode)?;
    judge(app, password, Some(account)).await?;
    let kept = app.passwords.hash(password).await?;

    let old = citizen::find_by_id(&mut *app.db.acquire().await?, &app.sealer, account).await?;
    let mut transaction = db::begin(&app.db).await?;
    let conn = &mut *transaction;
    codes::spend(conn, right).await?;
    if !recovery::complete(conn, open.id, None).await? {
        return Err(Refusal::WrongCode.into());
    }
    reset(conn, app, source, (account, &kept)).await?;
    let new = citizen::find_by_id(conn, &app.sealer, account).await?;
    if let (Some(old), Some(new)) = (old, new)
        && old.contact.mobile != new.contact.mobile
    {
        letters::mobile_changed(conn, &app.sealer, &old.contact, &new.contact.mobile).await?;
    }
    transaction.commit().await?;
    letters::wake(app);
    Ok(())
}

/// Whether the password is taken; of whom nothing is known yet, whether it is for anybody.
async fn judge(app: &App, password: &Typed, account: Option<Uuid>) -> Result<()> {
    let profile = match account {
        Some(account) => {
            let mut conn = app.db.acquire().await?;
            let profile = citizen::profile(&mut conn, &app.sealer, account).await?;
            Some(profile.ok_or(Refusal::WrongCode)?)
        }
        None => None,
    };
    let own = profile.iter().flat_map(Profile::own_words).collect::<Vec<_>>();
    let verdict = app.passwords.check(FIELD, password, &own).await?;
    Ok(verdict.map_err(Refusal::from)?)
}

/// Keeps the password and ends everything that stood on the old one. The owner is told by every way on file.
async fn reset(
    conn: &mut PgConnection,
    app: &App,
    source: &Source,
    (account, password_hash): (Uuid, &str),
) -> Result<()> {
    let before = citizen::find_by_id(conn, &app.sealer, account).await?.ok_or(Refusal::WrongCode)?;
    citizen::set_password(conn, account, password_hash).await?;
    device::forget_all(conn, account).await?;
    sessions::end_all(conn, Account::Citizen(account), None).await?;
    lockout::clear(conn, Key::new(&app.sealer, account.as_bytes(), source)).await?;
    match before.password_hash {
        Some(_) => letters::password_changed(conn, &app.sealer, &before.contact).await?,
        None => letters::account_claimed(conn, &app.sealer, &before.contact).await?,
    }
    tracing::info!(account.id = %account, "a citizen chose a new password");
    Ok(())
}
