//! Staff come in by invitation only: a one-time token, a password, an authenticator confirmed by its first code. From
//! then on they sign in by e-mail, password and code, all at once and with one answer for every mistake.

use zeroize::Zeroizing;

use super::{admission, allocate};
use crate::app::App;
use crate::areas;
use crate::db;
use crate::error::{Error, Result};
use crate::limits::{self, Source};
use crate::people::contact::Email;
use crate::people::grants::{self, Grant};
use crate::people::lockout::{self, Key};
use crate::people::person::{self, Told};
use crate::people::sessions::{self, Account, Opened};
use crate::people::staff;
use crate::people::totp::Secret;
use crate::people::{Cnic, Token, Typed, name, token};
use crate::policy::Actor;
use crate::queues::declared::skills;
use crate::refusal::{FieldError, Refusal};
use crate::texts::Language;

/// Somebody to be invited, as typed.
#[derive(Debug)]
pub struct Invitation {
    pub email: Typed,
    pub cnic: Typed,
    pub name: String,
    pub language: Language,
    pub grants: Vec<Grant>,
}

/// What an authenticator is to be fed with, shown once.
#[derive(Debug)]
pub struct Enrolment {
    /// For typing: base32.
    pub secret: Zeroizing<String>,
    /// For the camera: an otpauth URL.
    pub url: Zeroizing<String>,
}

/// What somebody of the staff offers.
#[derive(Debug)]
pub struct Offered<'a> {
    pub email: &'a Typed,
    pub password: &'a Typed,
    pub totp: &'a Typed,
    /// What the device calls itself, for the list of sessions.
    pub device_name: Option<&'a str>,
}

/// Opens an account for somebody and gives the token to hand over, good once within 72 hours.
///
/// # Errors
/// All wrong fields at once; `StaffAccountExists`.
pub async fn invite(app: &App, actor: &Actor, invitation: Invitation) -> Result<Token> {
    admission::of_accounts(app, actor, "invite")?;
    let mut transaction = db::begin(&app.db).await?;
    let conn = &mut *transaction;
    let mut wrong = Vec::new();
    for grant in &invitation.grants {
        if !app.policy.role_titles().any(|(role, _)| role == grant.role) {
            wrong.push(FieldError::new("role", "role-unknown").with("role", &grant.role));
        }
        let is_unknown = |skill: &&String| !skills().iter().any(|known| known.name == **skill);
        let unknown = grant.skills.iter().filter(is_unknown);
        wrong.extend(unknown.map(|skill| FieldError::new("skill", "skill-unknown").with("skill", skill)));
        if let Some(area) = &grant.area
            && !areas::exists(conn, area).await?
        {
            wrong.push(FieldError::new("area", "area-unknown").with("area", area));
        }
    }
    let name = name::parse("name", &invitation.name);
    let email = Email::parse("email", invitation.email.reveal());
    let cnic = Cnic::parse("cnic", invitation.cnic.reveal());
    let (name, email, cnic) = match (name, email, cnic) {
        (Ok(name), Ok(email), Ok(cnic)) if wrong.is_empty() => (name, email, cnic),
        (name, email, cnic) => {
            wrong.extend([name.err(), email.err(), cnic.err()].into_iter().flatten());
            return Err(Refusal::Invalid(wrong).into());
        }
    };
    let told = Told { cnic: &cnic, name: &name, father_name: None, date_of_birth: None };
    let person = person::meet(conn, &app.sealer, told).await?;
    let token = Token::fresh();
    let account = staff::invite(conn, person, &email, invitation.language, token.hash()).await?;
    grants::revoke_all(conn, account).await?;
    for grant in &invitation.grants {
        grants::give(conn, account, grant, actor.person()).await?;
    }
    transaction.commit().await?;
    tracing::info!(account.id = %account, "A member of staff was invited.");
    Ok(token)
}

/// Takes the invitation up with a password. May be done again, with another secret, until the first code confirms it.
///
/// # Errors
/// `WrongCode` when the token is unknown, used or expired; `Invalid` on `password`; `TooManyRequests`.
pub async fn accept(app: &App, source: &Source, token: &Typed, password: &Typed) -> Result<Enrolment> {
    admission::anybody(app, "account", "register")?;
    let mut conn = app.db.acquire().await?;
    limits::count_source(&mut conn, &app.sealer, &limits::SIGN_INS, source).await?;
    let invited = staff::find_invited(&mut conn, &app.sealer, token::hash(token.reveal())).await?;
    let invited = invited.ok_or(Refusal::WrongCode)?;
    drop(conn);
    let own = [invited.name.as_str(), invited.email.as_str()];
    if let Err(error) = app.passwords.check("password", password, &own).await? {
        return Err(Refusal::Invalid(vec![error]).into());
    }
    let password_hash = app.passwords.hash(password).await?;

    let secret = Secret::fresh();
    let mut conn = app.db.acquire().await?;
    staff::propose_proofs(&mut conn, &app.sealer, invited.id, &password_hash, &secret).await?;
    Ok(Enrolment { secret: secret.base32(), url: secret.url(&invited.email) })
}

/// Confirms the authenticator by its first code: the account is live, the invitation spent, the person signed in.
///
/// # Errors
/// `WrongCode`, `Locked`, `TooManyRequests`.
pub async fn confirm(
    app: &App,
    source: &Source,
    token: &Typed,
    totp: &Typed,
    device_name: Option<&str>,
) -> Result<Opened> {
    admission::anybody(app, "account", "register")?;
    let mut conn = app.db.acquire().await?;
    limits::count_source(&mut conn, &app.sealer, &limits::CODES_TRIED, source).await?;
    let invited = staff::find_invited(&mut conn, &app.sealer, token::hash(token.reveal())).await?;
    let invited = invited.ok_or(Refusal::WrongCode)?;
    let key = Key::new(&app.sealer, invited.id.as_bytes(), source);
    lockout::take_try(&mut conn, key).await?;
    let now = staff::now(&mut conn).await?;
    drop(conn);
    let step =
        invited.totp.and_then(|secret| secret.step_of(totp.reveal(), now)).ok_or(Refusal::WrongCode)?;

    let mut transaction = db::begin(&app.db).await?;
    let conn = &mut *transaction;
    staff::go_live(conn, invited.id, step).await?;
    lockout::clear(conn, key).await?;
    let session = sessions::open(conn, Account::Staff(invited.id), device_name).await?;
    transaction.commit().await?;
    tracing::info!(account.id = %invited.id, session.id = %session.id, "A member of staff took up the invitation.");
    Ok(session)
}

/// Checks e-mail, password and code, and opens a session.
///
/// # Errors
/// `WrongCredentials`, `Locked`, `TooManyRequests`.
pub async fn sign_in(app: &App, source: &Source, offered: Offered<'_>) -> Result<Opened> {
    admission::anybody(app, "session", "start")?;
    let mut conn = app.db.acquire().await?;
    limits::count_source(&mut conn, &app.sealer, &limits::SIGN_INS, source).await?;
    let email = Email::parse("email", offered.email.reveal());
    let email = email.map_err(|error| Refusal::Invalid(vec![error]))?;
    let account = staff::find(&mut conn, &app.sealer, &email).await?;
    let subject = account.as_ref().map_or_else(
        || app.sealer.index("email", email.reveal().as_bytes()).to_vec(),
        |account| account.id.as_bytes().to_vec(),
    );
    let key = Key::new(&app.sealer, &subject, source);
    lockout::take_try(&mut conn, key).await?;
    let now = staff::now(&mut conn).await?;
    drop(conn);

    let hash = account.as_ref().map(|account| account.password_hash.as_str());
    let is_right = app.passwords.verify(offered.password, hash).await?;
    let proved = account
        .filter(|_| is_right)
        .and_then(|account| Some((account.id, account.totp.step_of(offered.totp.reveal(), now)?)));
    let Some((account, step)) = proved else { return Err(failed(source)) };

    let mut transaction = db::begin(&app.db).await?;
    let conn = &mut *transaction;
    if !staff::use_step(conn, account, step).await? {
        return Err(failed(source));
    }
    lockout::clear(conn, key).await?;
    let session = sessions::open(conn, Account::Staff(account), offered.device_name).await?;
    transaction.commit().await?;
    tracing::info!(account.id = %account, session.id = %session.id, "A member of staff signed in.");
    Ok(session)
}

/// Ends an account with its roles and sessions, at once. The cases it holds go back to their queues.
///
/// # Errors
/// `Invalid` on `email`; `NotFound`.
pub async fn disable(app: &App, actor: &Actor, email: &Typed) -> Result<()> {
    admission::of_accounts(app, actor, "disable")?;
    let email = Email::parse("email", email.reveal()).map_err(|error| Refusal::Invalid(vec![error]))?;
    let mut transaction = db::begin(&app.db).await?;
    let conn = &mut *transaction;
    let account = staff::disable(conn, &email).await?.ok_or(Error::NotFound)?;
    grants::revoke_all(conn, account).await?;
    sessions::end_all(conn, Account::Staff(account), None).await?;
    allocate::release_all(conn, actor, account).await?;
    transaction.commit().await?;
    tracing::info!(account.id = %account, "A member of staff was disabled.");
    Ok(())
}

fn failed(source: &Source) -> Error {
    tracing::warn!(source = source.name(), "A staff sign-in failed.");
    Refusal::WrongCredentials.into()
}
