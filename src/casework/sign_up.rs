//! A citizen registers: the form, the code that proves the mobile, the account with its PSER ID. Whoever types a CNIC that
//! has an account already gets the same answers; its owner is told.
//!
//! Who comes back within the hour goes on where they were: the form with the same CNIC, mobile and password is the same
//! registration with newer answers, whose tries stay used. To everybody else, who knows no such password, each form is a
//! registration of its own, so that nobody learns whether another waits, or changes what it says.

use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use super::letters::{self, CodeLetter};
use super::once::{Answer, Once, RequestKey};
use super::{admission, own_account};
use crate::app::App;
use crate::areas;
use crate::db;
use crate::error::{Error, Result};
use crate::limits::{self, Source};
use crate::people::citizen::{self, Contact, Identifier};
use crate::people::codes::{self, Fresh, Purpose};
use crate::people::person::{self, Told};
use crate::people::registration::{self, Details, Form, Pending};
use crate::people::sessions::{self, Account, Opened};
use crate::people::{Token, Typed, device};
use crate::reference::Reference;
use crate::refusal::{FieldError, Refusal};

/// A registration that waits for its code.
#[derive(Debug, Serialize)]
pub struct Begun {
    pub registration: Uuid,
    pub code_expires_at: DateTime<Utc>,
}

/// A citizen who has just got an account and is signed in.
#[derive(Debug)]
pub struct Registered {
    pub pser_id: Reference,
    pub session: Opened,
    /// For the device to keep: there the next sign-in needs no code.
    pub device: Token,
}

/// Keeps the form and sends a code to the mobile. An earlier form of the same CNIC that was not proved is no obstacle.
///
/// # Errors
/// All wrong fields at once; `TooManyRequests`.
pub async fn register(app: &App, source: &Source, key: RequestKey, form: &Form) -> Result<Answer> {
    admission::anybody(app, "account", "register")?;
    let (details, owner) = {
        let mut conn = app.db.acquire().await?;
        limits::count_source(&mut conn, &app.sealer, &limits::REGISTRATIONS, source).await?;
        let details = read(app, &mut conn, form).await?;
        let number = details.mobile.index(&app.sealer);
        limits::count_subject(&mut conn, &app.sealer, &limits::CODES_TO_A_NUMBER, &number).await?;
        let owner = citizen::find(&mut conn, &app.sealer, &Identifier::Cnic(details.cnic.clone())).await?;
        (details, owner.map(|account| account.contact))
    };
    let earlier = registration::find_earlier(&mut *app.db.acquire().await?, &app.sealer, &details).await?;
    // Verified also where there is none, so that all forms take as long.
    let kept = earlier.as_ref().map(|earlier| earlier.password_hash.as_str());
    let is_same = app.passwords.verify(&form.password, kept).await?;
    let earlier = earlier.filter(|_| is_same).map(|earlier| earlier.id);
    let password_hash = app.passwords.hash(&form.password).await?;
    let code = codes::draw(&app.passwords).await?;

    let mut pending = match Once::begin(&app.db, key).await? {
        Once::First(pending) => pending,
        Once::Repeat(answer) => return Ok(answer),
    };
    let conn = pending.connection();
    let (registration, code_expires_at) = keep(conn, app, earlier, (&details, &password_hash), &code).await?;
    match &owner {
        None => send(conn, app, &details, &code, code_expires_at).await?,
        Some(owner) => warn(conn, app, owner).await?,
    }
    tracing::info!(registration.id = %registration, "A registration waits for its code.");
    let answer = pending.finish(202, &Begun { registration, code_expires_at }).await?;
    letters::wake(app);
    Ok(answer)
}

/// Where the code of a registration goes, masked: what was typed, whether or not the CNIC has an account.
///
/// # Errors
/// `NotFound` when the registration is unknown, proved or expired.
pub async fn code_goes_to(app: &App, registration: Uuid) -> Result<String> {
    admission::anybody(app, "account", "register")?;
    let mut conn = app.db.acquire().await?;
    let pending = registration::find_pending(&mut conn, &app.sealer, registration).await?;
    let Pending { details, .. } = pending.ok_or(Error::NotFound)?;
    Ok(details.mobile.masked())
}

/// Sends another code in place of the last; the tries already used stay used.
///
/// # Errors
/// `NotFound` when the registration is unknown, proved or expired; `CodeBurnt`; `TooManyRequests`.
pub async fn resend_code(app: &App, source: &Source, registration: Uuid) -> Result<Begun> {
    admission::anybody(app, "account", "register")?;
    let mut conn = app.db.acquire().await?;
    limits::count_source(&mut conn, &app.sealer, &limits::REGISTRATIONS, source).await?;
    let pending = registration::find_pending(&mut conn, &app.sealer, registration).await?;
    let Some(Pending { details, .. }) = pending else { return Err(Error::NotFound) };
    let number = details.mobile.index(&app.sealer);
    limits::count_subject(&mut conn, &app.sealer, &limits::CODES_TO_A_NUMBER, &number).await?;
    let owner = citizen::find(&mut conn, &app.sealer, &Identifier::Cnic(details.cnic.clone())).await?;
    drop(conn);
    let code = codes::draw(&app.passwords).await?;

    let mut transaction = db::begin(&app.db).await?;
    let code_expires_at = codes::issue(&mut transaction, Purpose::Registration, registration, &code).await?;
    if owner.is_none() {
        send(&mut transaction, app, &details, &code, code_expires_at).await?;
    }
    transaction.commit().await?;
    letters::wake(app);
    Ok(Begun { registration, code_expires_at })
}

/// Proves the mobile and makes person, account and session. Of several who prove at once for one CNIC the database lets
/// one through; the others hear the same as for a wrong code.
///
/// # Errors
/// `WrongCode`, `TooManyRequests`.
pub async fn prove(
    app: &App,
    source: &Source,
    registration: Uuid,
    code: &Typed,
    device_name: Option<&str>,
) -> Result<Registered> {
    admission::anybody(app, "account", "register")?;
    let mut conn = app.db.acquire().await?;
    limits::count_source(&mut conn, &app.sealer, &limits::CODES_TRIED, source).await?;
    let right = codes::verify(&mut conn, &app.passwords, Purpose::Registration, registration, code).await?;
    drop(conn);

    let mut transaction = db::begin(&app.db).await?;
    let conn = &mut *transaction;
    codes::spend(conn, right).await?;
    let pending = registration::find_pending(conn, &app.sealer, registration).await?;
    let pending = pending.ok_or(Refusal::WrongCode)?;
    let details = &pending.details;
    let told = Told {
        cnic: &details.cnic,
        name: &details.name,
        father_name: Some(&details.father_name),
        date_of_birth: Some(details.date_of_birth),
    };
    let person = person::meet(conn, &app.sealer, told).await?;
    let password_hash = Some(pending.password_hash.as_str());
    let opened = citizen::open(conn, &app.sealer, person, (details, password_hash)).await?;
    let (account, pser_id) = opened.ok_or(Refusal::WrongCode)?;
    registration::complete(conn, registration, details.cnic.index(&app.sealer), account).await?;
    let device = device::remember(conn, account).await?;
    let session = sessions::open(conn, Account::Citizen(account), device_name).await?;
    let contact =
        Contact { account, language: details.language, mobile: details.mobile.clone(), email: None };
    letters::registered(conn, &app.sealer, &contact, &pser_id).await?;
    if let Some(email) = &details.email {
        own_account::email::send_link(conn, app, (account, details.language), email).await?;
    }
    transaction.commit().await?;
    letters::wake(app);
    tracing::info!(account.id = %account, session.id = %session.id, "A citizen registered.");
    Ok(Registered { pser_id, session, device })
}

/// Reads the whole form, so that every wrong field is named at once.
async fn read(app: &App, conn: &mut sqlx::PgConnection, form: &Form) -> Result<Details> {
    let details = read_details(conn, form).await?;
    let own = details.as_ref().map_or_else(|_| vec![form.full_name.reveal()], Details::own_words);
    let password = app.passwords.check("password", &form.password, &own).await?.err();
    match details {
        Ok(details) if password.is_none() => Ok(details),
        details => {
            let errors = details.err().into_iter().flatten().chain(password);
            Err(Refusal::Invalid(errors.collect()).into())
        }
    }
}

/// Reads the form without its password: every wrong field in the inner result.
pub(super) async fn read_details(
    conn: &mut sqlx::PgConnection,
    form: &Form,
) -> Result<Result<Details, Vec<FieldError>>> {
    let details = Details::read(form, person::today(conn).await?);
    if areas::is_tehsil(conn, &form.area).await? {
        return Ok(details);
    }
    let area = FieldError::new("area", "area-unknown");
    Ok(Err(details.err().into_iter().flatten().chain([area]).collect()))
}

/// Keeps the form under the registration that it goes on with, or under one of its own, and makes the code valid.
async fn keep(
    conn: &mut sqlx::PgConnection,
    app: &App,
    earlier: Option<Uuid>,
    (details, password_hash): (&Details, &str),
    code: &Fresh,
) -> Result<(Uuid, DateTime<Utc>)> {
    if let Some(id) = earlier
        && registration::go_on(conn, &app.sealer, id, (details, password_hash)).await?
    {
        match codes::issue(conn, Purpose::Registration, id, code).await {
            // Its tries are gone: it is begun anew.
            Err(Error::Refused(Refusal::CodeBurnt)) => {}
            issued => return Ok((id, issued?)),
        }
    }
    let id = registration::begin(conn, &app.sealer, details, password_hash).await?;
    Ok((id, codes::issue(conn, Purpose::Registration, id, code).await?))
}

async fn send(
    conn: &mut sqlx::PgConnection,
    app: &App,
    details: &Details,
    code: &Fresh,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    let letter = CodeLetter {
        mobile: &details.mobile,
        language: details.language,
        purpose: Purpose::Registration,
        code: &code.digits,
        expires_at,
    };
    letters::code(conn, &app.sealer, letter).await
}

/// Tells the owner of the account, at most three times a day: nobody shall fill another's telephone.
async fn warn(conn: &mut sqlx::PgConnection, app: &App, owner: &Contact) -> Result<()> {
    let subject = owner.account.as_bytes();
    match limits::count_subject(conn, &app.sealer, &limits::WARNINGS_TO_AN_ACCOUNT, subject).await {
        Ok(()) => letters::registration_attempted(conn, &app.sealer, owner).await,
        Err(Error::Refused(_)) => Ok(()),
        Err(error) => Err(error),
    }
}
