//! Who was registered at a help centre claims the account: CNIC and the PSER ID from the receipt, then a code to the mobile
//! and a password of their own. The same answers for everybody else.

use uuid::Uuid;

use super::{Begun, finish, send, sends};
use crate::app::App;
use crate::casework::{admission, letters};
use crate::db;
use crate::error::Result;
use crate::limits::{self, Source};
use crate::people::citizen::{self, Identifier};
use crate::people::recovery::{self, Open, Way};
use crate::people::sessions::{self, Account, Opened};
use crate::people::{Cnic, Token, Typed, codes, device};
use crate::refusal::{FieldError, Refusal};

/// Sends a code to the mobile of the unclaimed account that both numbers name, if there is one.
///
/// # Errors
/// `Invalid` on `cnic` and `pser_id`; `TooManyRequests`.
pub async fn begin_claim(app: &App, source: &Source, cnic: &Typed, pser_id: &Typed) -> Result<Begun> {
    admission::anybody(app, "account", "register")?;
    let mut conn = app.db.acquire().await?;
    limits::count_source(&mut conn, &app.sealer, &limits::RECOVERIES, source).await?;
    let number = match Identifier::read(pser_id.reveal()) {
        Some(number @ Identifier::PserId(_)) => Ok(number),
        _ => Err(FieldError::new("pser_id", "pser-id-malformed")),
    };
    let (cnic, number) = match (Cnic::parse("cnic", cnic.reveal()), number) {
        (Ok(cnic), Ok(number)) => (cnic, number),
        (cnic, number) => {
            return Err(Refusal::Invalid(cnic.err().into_iter().chain(number.err()).collect()).into());
        }
    };
    let index = cnic.index(&app.sealer);
    let here = [&index, b"\0claim\0".as_slice(), source.name().as_bytes()].concat();
    limits::count_subject(&mut conn, &app.sealer, &limits::RECOVERIES_FROM_A_SOURCE, &here).await?;
    let named = citizen::find(&mut conn, &app.sealer, &Identifier::Cnic(cnic)).await?;
    let numbered = citizen::find(&mut conn, &app.sealer, &number).await?;
    let account = named.filter(|account| {
        account.password_hash.is_none() && numbered.is_some_and(|numbered| numbered.id == account.id)
    });
    let contact = account.map(|account| account.contact);
    let sends = sends(app, &mut conn, Way::Claim, (contact.as_ref(), &index)).await?;
    drop(conn);
    let code = codes::draw(&app.passwords).await?;

    let mut transaction = db::begin(&app.db).await?;
    let account = contact.as_ref().map(|contact| contact.account);
    let (id, expires_at) = recovery::begin(&mut transaction, (account, Way::Claim), None).await?;
    let open = Open { id, account, way: Way::Claim };
    let to = contact.as_ref().filter(|_| sends);
    send(&mut transaction, app, (&open, to), (&code, &Token::fresh(), expires_at)).await?;
    transaction.commit().await?;
    letters::wake(app);
    Ok(Begun { recovery: id, expires_at })
}

/// Claims the account by the code: keeps the password and signs in. The device is known from then on.
///
/// # Errors
/// `WrongCode`; `Invalid` on `new_password`; `TooManyRequests`.
pub async fn claim(
    app: &App,
    source: &Source,
    id: Uuid,
    (code, password): (&Typed, &Typed),
    device_name: Option<&str>,
) -> Result<(Opened, Token)> {
    admission::anybody(app, "account", "register")?;
    let mut conn = app.db.acquire().await?;
    limits::count_source(&mut conn, &app.sealer, &limits::CODES_TRIED, source).await?;
    let open = recovery::find(&mut conn, id).await?.filter(|open| open.way == Way::Claim);
    drop(conn);
    finish::prove(app, source, open, (code, password)).await?;
    let account = open.and_then(|open| open.account).ok_or(Refusal::WrongCode)?;

    let mut transaction = db::begin(&app.db).await?;
    let device = device::remember(&mut transaction, account).await?;
    let session = sessions::open(&mut transaction, Account::Citizen(account), device_name).await?;
    transaction.commit().await?;
    tracing::info!(account.id = %account, session.id = %session.id, "a citizen claimed an account");
    Ok((session, device))
}
