//! The account of a citizen whose mobile was proved. One live account per person, hence per CNIC: the database decides.

use sqlx::PgConnection;
use uuid::Uuid;

use super::cnic::Cnic;
use super::contact::Email;
use super::email_link;
use super::mobile::Mobile;
use super::registration::Details;
use crate::entropy;
use crate::error::{Fault, Result};
use crate::reference::{Kind, Reference};
use crate::seal::{BlindIndex, Place, Sealer};
use crate::texts::Language;

/// What a citizen signs in by.
#[derive(Debug, Clone)]
pub enum Identifier {
    Cnic(Cnic),
    PserId(Reference),
}

impl Identifier {
    /// Reads a CNIC or, failing that, a PSER ID; `None` when it is neither.
    pub fn read(typed: &str) -> Option<Self> {
        if let Ok(cnic) = Cnic::parse("identifier", typed) {
            return Some(Self::Cnic(cnic));
        }
        let number: Reference = typed.parse().ok()?;
        number.as_str().starts_with('P').then_some(Self::PserId(number))
    }

    /// Bytes by which tries are counted where no account is found.
    pub fn index(&self, sealer: &Sealer) -> BlindIndex {
        match self {
            Self::Cnic(cnic) => cnic.index(sealer),
            Self::PserId(number) => sealer.index("pser-id", number.as_str().as_bytes()),
        }
    }
}

/// What is needed to check a password and to reach its owner.
#[derive(Debug)]
pub struct Account {
    pub id: Uuid,
    pub person: Uuid,
    /// None while the account is unclaimed.
    pub password_hash: Option<String>,
    pub contact: Contact,
}

/// How a citizen is reached.
#[derive(Debug, Clone)]
pub struct Contact {
    pub account: Uuid,
    pub language: Language,
    pub mobile: Mobile,
    /// Confirmed by its link: to any other nothing is sent.
    pub email: Option<Email>,
}

/// The account as its owner sees it.
#[derive(Debug)]
pub struct Profile {
    pub name: String,
    pub pser_id: String,
    pub area: String,
    pub address: Option<String>,
    pub cnic: Cnic,
    pub contact: Contact,
    /// An address that waits for its link to be followed.
    pub email_waiting: Option<Email>,
    /// Whether the person has chosen a password, or was registered at a help centre and has not yet.
    pub is_claimed: bool,
}

impl Profile {
    /// What a password of this person must not hold.
    pub fn own_words(&self) -> [&str; 3] {
        [&self.name, self.cnic.reveal(), self.contact.mobile.within_country()]
    }
}

/// Opens an account, unclaimed where there is no password yet; `None` when the person has a live one already.
///
/// # Errors
/// When the database fails.
pub async fn open(
    conn: &mut PgConnection,
    sealer: &Sealer,
    person: Uuid,
    (details, password_hash): (&Details, Option<&str>),
) -> Result<Option<(Uuid, Reference)>> {
    let (id, pser_id) = (entropy::id(), Reference::random(Kind::Citizen));
    let mobile_index = details.mobile.index(sealer);
    let opened = sqlx::query!(
        "insert into citizen_accounts
            (id, person_id, pser_id, state, language, mobile_sealed, mobile_index, address, area, password_hash)
         values ($1, $2, $3, 'live', $4, $5, $6, $7, $8, $9)
         on conflict (person_id) where state = 'live' do nothing",
        id,
        person,
        pser_id.as_str(),
        details.language.code(),
        details.mobile.seal(sealer, id),
        mobile_index.as_slice(),
        details.address,
        details.area,
        password_hash,
    )
    .execute(conn)
    .await?;
    Ok((opened.rows_affected() == 1).then_some((id, pser_id)))
}

/// The live account of a CNIC or PSER ID.
///
/// # Errors
/// When the database fails or a sealed value does not open.
pub async fn find(
    conn: &mut PgConnection,
    sealer: &Sealer,
    identifier: &Identifier,
) -> Result<Option<Account>> {
    let (pser_id, cnic_index) = match identifier {
        Identifier::Cnic(cnic) => (None, Some(cnic.index(sealer))),
        Identifier::PserId(number) => (Some(number.as_str()), None),
    };
    let row = sqlx::query_as!(
        Row,
        "select id, person_id, password_hash, language, mobile_sealed, email_sealed from citizen_accounts
         where state = 'live' and (pser_id = $1 or person_id = (select id from persons where cnic_index = $2))",
        pser_id,
        cnic_index.as_ref().map(<[u8; 16]>::as_slice),
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| row.account(sealer)).transpose()?)
}

/// The live account with this id.
///
/// # Errors
/// As `find`.
pub async fn find_by_id(conn: &mut PgConnection, sealer: &Sealer, id: Uuid) -> Result<Option<Account>> {
    let row = sqlx::query_as!(
        Row,
        "select id, person_id, password_hash, language, mobile_sealed, email_sealed from citizen_accounts
         where state = 'live' and id = $1",
        id,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| row.account(sealer)).transpose()?)
}

/// How a person is reached; `None` for a person without a live account.
///
/// # Errors
/// As `find`.
pub async fn contact_of(conn: &mut PgConnection, sealer: &Sealer, person: Uuid) -> Result<Option<Contact>> {
    let row = sqlx::query_as!(
        Row,
        "select id, person_id, password_hash, language, mobile_sealed, email_sealed from citizen_accounts
         where state = 'live' and person_id = $1",
        person,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| row.account(sealer).map(|account| account.contact)).transpose()?)
}

/// What the citizen sees of the account.
///
/// # Errors
/// As `find`.
pub async fn profile(conn: &mut PgConnection, sealer: &Sealer, id: Uuid) -> Result<Option<Profile>> {
    let row = sqlx::query!(
        r#"select account.person_id, account.pser_id, account.area, account.address, account.language,
            account.mobile_sealed, account.email_sealed, account.password_hash is not null as "is_claimed!", person.name, person.cnic_sealed,
            waiting.email_sealed as "waiting_sealed?"
         from citizen_accounts account join persons person on person.id = account.person_id
         left join email_confirmations waiting on waiting.citizen_account_id = account.id
         where account.id = $1 and account.state = 'live'"#,
        id,
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let waiting = row.waiting_sealed.as_deref();
    Ok(Some(Profile {
        name: row.name,
        pser_id: row.pser_id,
        area: row.area,
        address: row.address,
        cnic: Cnic::open(sealer, row.person_id, &row.cnic_sealed)?,
        contact: contact(sealer, id, &row.language, (&row.mobile_sealed, row.email_sealed.as_deref()))?,
        is_claimed: row.is_claimed,
        email_waiting: waiting.map(|kept| email_link::open(sealer, id, kept)).transpose()?,
    }))
}

/// Keeps a new password.
///
/// # Errors
/// When the database fails.
pub async fn set_password(conn: &mut PgConnection, id: Uuid, password_hash: &str) -> Result<()> {
    sqlx::query!(
        "update citizen_accounts set password_hash = $2 where id = $1 and state = 'live'",
        id,
        password_hash
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps the language in which the citizen is written to.
///
/// # Errors
/// When the database fails.
pub async fn set_language(conn: &mut PgConnection, id: Uuid, language: Language) -> Result<()> {
    let code = language.code();
    sqlx::query!("update citizen_accounts set language = $2 where id = $1 and state = 'live'", id, code)
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes the confirmed e-mail address away.
///
/// # Errors
/// When the database fails.
pub async fn remove_email(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("update citizen_accounts set email_sealed = null where id = $1 and state = 'live'", id)
        .execute(conn)
        .await?;
    Ok(())
}

struct Row {
    id: Uuid,
    person_id: Uuid,
    password_hash: Option<String>,
    language: String,
    mobile_sealed: Vec<u8>,
    email_sealed: Option<Vec<u8>>,
}

impl Row {
    fn account(self, sealer: &Sealer) -> Result<Account, Fault> {
        let kept = (self.mobile_sealed.as_slice(), self.email_sealed.as_deref());
        Ok(Account {
            id: self.id,
            person: self.person_id,
            contact: contact(sealer, self.id, &self.language, kept)?,
            password_hash: self.password_hash,
        })
    }
}

/// How an account is reached, from its sealed columns (mobile, e-mail).
///
/// # Errors
/// When a sealed value does not open.
pub fn contact(
    sealer: &Sealer,
    account: Uuid,
    language: &str,
    (mobile, email): (&[u8], Option<&[u8]>),
) -> Result<Contact, Fault> {
    Ok(Contact {
        account,
        language: Language::of(language),
        mobile: Mobile::open(sealer, account, mobile)?,
        email: email.map(|kept| email_link::open(sealer, account, kept)).transpose()?,
    })
}

/// Where e-mail addresses of an account are sealed.
pub(super) fn email_place(account: Uuid) -> Place<'static> {
    Place { column: "citizen_account.email", row: account }
}
