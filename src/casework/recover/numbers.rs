//! A citizen who has lost the PSER ID or the number of an application gets them by SMS, at the mobile on file.

use crate::app::App;
use crate::cases;
use crate::casework::{admission, letters};
use crate::db;
use crate::error::Result;
use crate::limits::{self, Source};
use crate::people::citizen::{self, Identifier};
use crate::people::recovery::Way;
use crate::people::{Cnic, Typed, codes};
use crate::refusal::Refusal;

/// As many as a message has room for.
const MOST: i64 = 3;

/// Sends the PSER ID and the numbers of one's newest live cases. The same answer where the CNIC is nobody's.
///
/// # Errors
/// `Invalid` on `cnic`; `TooManyRequests`.
pub async fn send_numbers(app: &App, source: &Source, cnic: &Typed) -> Result<()> {
    admission::anybody(app, "account", "recover")?;
    let mut conn = app.db.acquire().await?;
    limits::count_source(&mut conn, &app.sealer, &limits::RECOVERIES, source).await?;
    let cnic = Cnic::parse("cnic", cnic.reveal()).map_err(Refusal::from)?;
    let index = cnic.index(&app.sealer);
    let account = citizen::find(&mut conn, &app.sealer, &Identifier::Cnic(cnic)).await?;
    let account = account.filter(|account| account.password_hash.is_some());
    let here = [&index, b"\0".as_slice(), source.name().as_bytes()].concat();
    limits::count_subject(&mut conn, &app.sealer, &limits::RECOVERIES_FROM_A_SOURCE, &here).await?;
    let contact = account.as_ref().map(|account| &account.contact);
    let sends = super::sends(app, &mut conn, Way::Sms, (contact, &index)).await?;
    drop(conn);
    // The work of the other ways, in which what is left to do for somebody known is lost.
    codes::draw(&app.passwords).await?;
    let Some(account) = account.filter(|_| sends) else { return Ok(()) };

    let mut transaction = db::begin(&app.db).await?;
    let conn = &mut *transaction;
    let profile = citizen::profile(conn, &app.sealer, account.id).await?.ok_or(Refusal::WrongCode)?;
    let references = cases::live_references(conn, account.person, MOST).await?;
    letters::numbers(conn, &app.sealer, &account.contact, (&profile.pser_id, &references)).await?;
    transaction.commit().await?;
    letters::wake(app);
    Ok(())
}
