//! A citizen who has forgotten the password chooses a new one, after a link in a mail, a code by SMS, or papers shown at
//! a help centre. Whoever asks gets the same answer after the same work, whether or not what they typed names anybody. A
//! new password never takes the place of the second factor: every session ends, every device needs a code again.

mod claim;
mod finish;
mod numbers;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::admission;
use super::letters::{self, CodeLetter};
use crate::app::App;
use crate::db;
use crate::error::{Error, Result};
use crate::limits::{self, Limit, Source};
use crate::people::citizen::{self, Contact, Identifier};
use crate::people::codes::{self, Fresh, Purpose};
use crate::people::recovery::{self, Open, Way};
use crate::people::{Token, Typed};
use crate::refusal::Refusal;

pub use claim::{begin_claim, claim};
pub use finish::{at_centre, by_code, by_link, is_good};
pub use numbers::send_numbers;

/// A recovery that waits for its proof, or that seems to.
#[derive(Debug)]
pub struct Begun {
    pub recovery: Uuid,
    pub expires_at: DateTime<Utc>,
}

/// Sends a link or a code to whoever the CNIC or PSER ID names, by the way on file. The same for everybody else, save
/// that nothing is sent.
///
/// # Errors
/// `Invalid` on `identifier` or `way`; `TooManyRequests`.
pub async fn begin(app: &App, source: &Source, identifier: &Typed, way: &str) -> Result<Begun> {
    admission::anybody(app, "account", "recover")?;
    let way = [Way::Email, Way::Sms].into_iter().find(|known| known.as_str() == way);
    let way = way.ok_or_else(|| Refusal::field("way", "choice-unknown"))?;
    let mut conn = app.db.acquire().await?;
    limits::count_source(&mut conn, &app.sealer, &limits::RECOVERIES, source).await?;
    let identifier = Identifier::read(identifier.reveal())
        .ok_or_else(|| Refusal::field("identifier", "identifier-malformed"))?;
    let account = citizen::find(&mut conn, &app.sealer, &identifier).await?;
    // What nobody has claimed is claimed, not recovered.
    let account = account.filter(|account| account.password_hash.is_some());
    let subject = account
        .as_ref()
        .map_or_else(|| identifier.index(&app.sealer).to_vec(), |account| account.id.as_bytes().to_vec());
    let here = [&subject, b"\0".as_slice(), source.name().as_bytes()].concat();
    limits::count_subject(&mut conn, &app.sealer, &limits::RECOVERIES_FROM_A_SOURCE, &here).await?;
    let contact = account.map(|account| account.contact);
    let sends = sends(app, &mut conn, way, (contact.as_ref(), &subject)).await?;
    drop(conn);
    // Drawn for links too: the work is the same by every way.
    let (code, token) = (codes::draw(&app.passwords).await?, Token::fresh());

    let mut transaction = db::begin(&app.db).await?;
    let account = contact.as_ref().map(|contact| contact.account);
    let hash = (way == Way::Email).then(|| token.hash());
    let (recovery, expires_at) = recovery::begin(&mut transaction, (account, way), hash).await?;
    let open = Open { id: recovery, account, way };
    send(&mut transaction, app, (&open, contact.as_ref().filter(|_| sends)), (&code, &token, expires_at))
        .await?;
    transaction.commit().await?;
    letters::wake(app);
    tracing::info!(recovery.id = %recovery, recovery.way = way.as_str(), "somebody has forgotten a password");
    Ok(Begun { recovery, expires_at })
}

/// By which way a recovery that goes on is proved.
///
/// # Errors
/// `BegunTooLongAgo` when it is over.
pub async fn way_of(app: &App, id: Uuid) -> Result<Way> {
    admission::anybody(app, "account", "recover")?;
    let mut conn = app.db.acquire().await?;
    Ok(recovery::find(&mut conn, id).await?.ok_or(Refusal::BegunTooLongAgo)?.way)
}

/// Sends the link or code anew. The link before is over; the tries of the code already used stay used.
///
/// # Errors
/// `BegunTooLongAgo`, `CodeBurnt`, `TooManyRequests`.
pub async fn resend(app: &App, source: &Source, id: Uuid) -> Result<Begun> {
    admission::anybody(app, "account", "recover")?;
    let mut conn = app.db.acquire().await?;
    limits::count_source(&mut conn, &app.sealer, &limits::RECOVERIES, source).await?;
    let open = recovery::find(&mut conn, id).await?.ok_or(Refusal::BegunTooLongAgo)?;
    if open.way == Way::Centre {
        return Err(Refusal::BegunTooLongAgo.into());
    }
    limits::count_subject(&mut conn, &app.sealer, &limits::RESENDS_OF_A_RECOVERY, id.as_bytes()).await?;
    let account = open.account.unwrap_or(id);
    let contact = citizen::find_by_id(&mut conn, &app.sealer, account).await?.map(|account| account.contact);
    let sends = sends(app, &mut conn, open.way, (contact.as_ref(), account.as_bytes())).await?;
    drop(conn);
    let (code, token) = (codes::draw(&app.passwords).await?, Token::fresh());

    let mut transaction = db::begin(&app.db).await?;
    let hash = (open.way == Way::Email).then(|| token.hash());
    let expires_at = recovery::renew(&mut transaction, id, hash).await?;
    let expires_at = expires_at.ok_or(Refusal::BegunTooLongAgo)?;
    let to = contact.as_ref().filter(|_| sends);
    send(&mut transaction, app, (&open, to), (&code, &token, expires_at)).await?;
    transaction.commit().await?;
    letters::wake(app);
    Ok(Begun { recovery: id, expires_at })
}

/// Whether something may still be sent there today. Beyond the limit nothing is, and the answer stays the same.
async fn sends(
    app: &App,
    conn: &mut PgConnection,
    way: Way,
    (contact, subject): (Option<&Contact>, &[u8]),
) -> Result<bool> {
    let number = contact.map(|contact| contact.mobile.index(&app.sealer));
    let (limit, subject): (&Limit, &[u8]) = match (way, &number) {
        (Way::Email, _) => (&limits::RESET_LINKS_TO_AN_ACCOUNT, subject),
        (_, Some(number)) => (&limits::CODES_TO_A_NUMBER, number),
        (_, None) => (&limits::CODES_TO_A_NUMBER, subject),
    };
    match limits::count_subject(conn, &app.sealer, limit, subject).await {
        Ok(()) => Ok(true),
        Err(Error::Refused(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Makes the code valid, and writes to whoever there is to write to.
async fn send(
    conn: &mut PgConnection,
    app: &App,
    (open, to): (&Open, Option<&Contact>),
    (code, token, link_expires_at): (&Fresh, &Token, DateTime<Utc>),
) -> Result<()> {
    if open.way == Way::Email {
        let Some(to) = to else { return Ok(()) };
        let link = letters::link(app, "recover/link", token)?;
        return letters::reset_link(conn, &app.sealer, to, (&link, link_expires_at)).await;
    }
    let expires_at = codes::issue(conn, Purpose::Recovery, open.id, code).await?;
    let Some(to) = to else { return Ok(()) };
    let letter = CodeLetter {
        mobile: &to.mobile,
        language: to.language,
        purpose: Purpose::Recovery,
        code: &code.digits,
        expires_at,
    };
    letters::code(conn, &app.sealer, letter).await
}
