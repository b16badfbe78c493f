//! A sign-up whose mobile is not proved yet: everything typed, under seal. Several may stand for one CNIC, since nobody
//! has proved anything; the one whose code comes back first becomes the account.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use super::cnic::Cnic;
use super::contact::{self, Email};
use super::mobile::Mobile;
use super::name;
use super::typed::Typed;
use crate::entropy;
use crate::error::{Fault, Result};
use crate::refusal::FieldError;
use crate::seal::{BlindIndex, Place, Sealer};
use crate::texts::Language;

const COLUMN: &str = "registration.details";

/// The form of a citizen who registers, as typed.
#[derive(Debug, Clone)]
pub struct Form {
    pub full_name: Typed,
    pub father_name: Typed,
    pub date_of_birth: Typed,
    pub cnic: Typed,
    pub mobile: Typed,
    pub email: Option<Typed>,
    pub address: Typed,
    /// Path of the tehsil: `lahore/lahore/shalimar`.
    pub area: String,
    pub password: Typed,
    pub language: Language,
}

/// The form, read.
#[derive(Debug, Clone)]
pub struct Details {
    pub name: String,
    pub father_name: String,
    pub date_of_birth: NaiveDate,
    pub cnic: Cnic,
    pub mobile: Mobile,
    pub email: Option<Email>,
    pub address: String,
    pub area: String,
    pub language: Language,
}

/// A registration found again, with the password already hashed.
#[derive(Debug)]
pub struct Pending {
    pub id: Uuid,
    pub details: Details,
    pub password_hash: String,
}

impl Details {
    /// Reads the form, except for the password, which wants hashing, and the area, which wants the list.
    ///
    /// # Errors
    /// All wrong fields at once.
    pub fn read(form: &Form, today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let email = form.email.as_ref().filter(|typed| !typed.reveal().trim().is_empty());
        let name = name::parse("full_name", form.full_name.reveal());
        let father_name = name::parse("father_name", form.father_name.reveal());
        let date_of_birth = name::date_of_birth("date_of_birth", form.date_of_birth.reveal(), today);
        let cnic = Cnic::parse("cnic", form.cnic.reveal());
        let mobile = Mobile::parse("mobile", form.mobile.reveal());
        let email = email.map(|typed| Email::parse("email", typed.reveal())).transpose();
        let address = contact::address("address", form.address.reveal());
        match (name, father_name, date_of_birth, cnic, mobile, email, address) {
            (Ok(name), Ok(father_name), Ok(date_of_birth), Ok(cnic), Ok(mobile), Ok(email), Ok(address)) => {
                let (area, language) = (form.area.clone(), form.language);
                Ok(Self { name, father_name, date_of_birth, cnic, mobile, email, address, area, language })
            }
            (name, father_name, date_of_birth, cnic, mobile, email, address) => {
                let errors = [name.err(), father_name.err(), date_of_birth.err(), cnic.err(), mobile.err()];
                Err(errors.into_iter().chain([email.err(), address.err()]).flatten().collect())
            }
        }
    }

    /// What a password of this person must not hold.
    pub fn own_words(&self) -> Vec<&str> {
        let email = self.email.as_ref().map(Email::reveal);
        [self.name.as_str(), self.cnic.reveal(), self.mobile.within_country()]
            .into_iter()
            .chain(email)
            .collect()
    }
}

/// Keeps a registration for an hour and gives its id.
///
/// # Errors
/// When the database fails.
pub async fn begin(
    conn: &mut PgConnection,
    sealer: &Sealer,
    details: &Details,
    password_hash: &str,
) -> Result<Uuid> {
    let (id, index) = (entropy::id(), details.cnic.index(sealer));
    let kept = serde_json::to_vec(&Kept::of(details, password_hash)).expect("text has a JSON form");
    sqlx::query!(
        "insert into registrations (id, cnic_index, details_sealed, language, expires_at)
         values ($1, $2, $3, $4, pser_now() + interval '1 hour')",
        id,
        index.as_slice(),
        sealer.seal(Place { column: COLUMN, row: id }, &zeroize::Zeroizing::new(kept)),
        details.language.code(),
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// The newest registration of the same CNIC and mobile that may still be proved.
///
/// # Errors
/// When the database fails or the details do not open.
pub async fn find_earlier(
    conn: &mut PgConnection,
    sealer: &Sealer,
    details: &Details,
) -> Result<Option<Pending>> {
    let index = details.cnic.index(sealer);
    let rows = sqlx::query!(
        "select id, details_sealed from registrations
         where cnic_index = $1 and account_id is null and expires_at > pser_now()
         order by created_at desc, id desc limit 20",
        index.as_slice(),
    )
    .fetch_all(conn)
    .await?;
    for row in rows {
        let earlier = open(sealer, row.id, &row.details_sealed)?;
        if earlier.details.mobile == details.mobile {
            return Ok(Some(earlier));
        }
    }
    Ok(None)
}

/// Keeps newer answers in place of those of a registration, for another hour. `false` where it was proved or is over.
///
/// # Errors
/// When the database fails.
pub async fn go_on(
    conn: &mut PgConnection,
    sealer: &Sealer,
    id: Uuid,
    (details, password_hash): (&Details, &str),
) -> Result<bool> {
    let kept = serde_json::to_vec(&Kept::of(details, password_hash)).expect("text has a JSON form");
    let done = sqlx::query!(
        "update registrations set details_sealed = $2, language = $3, expires_at = pser_now() + interval '1 hour'
         where id = $1 and account_id is null and expires_at > pser_now()",
        id,
        sealer.seal(Place { column: COLUMN, row: id }, &zeroize::Zeroizing::new(kept)),
        details.language.code(),
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The registration, while it may still be proved.
///
/// # Errors
/// When the database fails or the details do not open.
pub async fn find_pending(conn: &mut PgConnection, sealer: &Sealer, id: Uuid) -> Result<Option<Pending>> {
    let found = sqlx::query_scalar!(
        "select details_sealed from registrations where id = $1 and account_id is null and expires_at > pser_now()",
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(found.map(|found| open(sealer, id, &found)).transpose()?)
}

fn open(sealer: &Sealer, id: Uuid, kept: &[u8]) -> Result<Pending, Fault> {
    let plain = sealer.open(Place { column: COLUMN, row: id }, kept)?;
    let kept: Kept = serde_json::from_slice(&plain)
        .map_err(|error| Fault::caused("the details of a registration cannot be read", error))?;
    kept.into_pending(id)
}

/// Notes which account the registration became, and ends the others of the same CNIC.
///
/// # Errors
/// When the database fails.
pub async fn complete(conn: &mut PgConnection, id: Uuid, cnic: BlindIndex, account: Uuid) -> Result<()> {
    sqlx::query!(
        "update registrations set
            account_id = case when id = $1 then $3 else account_id end,
            expires_at = least(expires_at, pser_now())
         where cnic_index = $2 and account_id is null and expires_at > pser_now()",
        id,
        cnic.as_slice(),
        account,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The details as kept under seal.
#[derive(Serialize, Deserialize)]
struct Kept {
    name: String,
    father_name: String,
    date_of_birth: NaiveDate,
    cnic: String,
    mobile: String,
    email: Option<String>,
    address: String,
    area: String,
    language: Language,
    password_hash: String,
}

impl Kept {
    fn of(details: &Details, password_hash: &str) -> Self {
        let details = details.clone();
        Self {
            name: details.name,
            father_name: details.father_name,
            date_of_birth: details.date_of_birth,
            cnic: details.cnic.reveal().to_owned(),
            mobile: details.mobile.reveal().to_owned(),
            email: details.email.map(|email| email.reveal().to_owned()),
            address: details.address,
            area: details.area,
            language: details.language,
            password_hash: password_hash.to_owned(),
        }
    }

    fn into_pending(self, id: Uuid) -> Result<Pending, Fault> {
        let unreadable =
            |error: FieldError| Fault::broken(format!("a kept registration has a bad {}", error.field));
        let details = Details {
            name: self.name,
            father_name: self.father_name,
            date_of_birth: self.date_of_birth,
            cnic: Cnic::parse("cnic", &self.cnic).map_err(unreadable)?,
            mobile: Mobile::parse("mobile", &self.mobile).map_err(unreadable)?,
            email: self.email.map(|email| Email::parse("email", &email)).transpose().map_err(unreadable)?,
            address: self.address,
            area: self.area,
            language: self.language,
        };
        Ok(Pending { id, details, password_hash: self.password_hash })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        Form {
            full_name: Typed::new("Ghulam Fatima"),
            father_name: Typed::new("Allah Ditta"),
            date_of_birth: Typed::new("1984-05-27"),
            cnic: Typed::new("35202-1234567-2"),
            mobile: Typed::new("0300-1234567"),
            email: Some(Typed::new(" ")),
            address: Typed::new("House 5, Islampura"),
            area: "lahore/lahore/shalimar".to_owned(),
            password: Typed::new("tamarind-lantern-84"),
            language: Language::Ur,
        }
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 1).unwrap()
    }

    #[test]
    fn a_sound_form_is_read_and_a_blank_email_is_none() {
        let details = Details::read(&form(), today()).unwrap();
        assert_eq!(details.cnic.reveal(), "3520212345672");
        assert_eq!(details.email, None);
        assert_eq!(details.own_words(), ["Ghulam Fatima", "3520212345672", "3001234567"]);
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let wrong = || Typed::new("1");
        let form = Form {
            full_name: wrong(),
            father_name: wrong(),
            date_of_birth: wrong(),
            cnic: wrong(),
            mobile: wrong(),
            email: Some(wrong()),
            address: wrong(),
            ..form()
        };
        let errors = Details::read(&form, today()).unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(
            fields,
            ["full_name", "father_name", "date_of_birth", "cnic", "mobile", "email", "address"]
        );
    }

    #[test]
    fn neither_form_nor_details_print_an_identifier() {
        let shown = format!("{:?} {:?}", form(), Details::read(&form(), today()).unwrap());
        for secret in ["35202-1234567", "3520212345672", "1234567", "tamarind"] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }
}
