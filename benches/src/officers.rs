//! Officers who may verify in the whole province or in one district, as many as there are clients: one person holds few
//! cases at a time.

use anyhow::{Result, ensure};
use sqlx::Row as _;

use crate::ground::Ground;

/// Whom of the demonstration they are like.
const MODEL: &str = "shazia.province@office.example";

/// The e-mail addresses of so many of them, made where they are lacking; of a whole province, or of an area.
pub(crate) async fn of(ground: &Ground, area: Option<&str>, count: usize) -> Result<Vec<String>> {
    let mut emails = Vec::new();
    for number in 0..count {
        let place = area.map_or_else(String::new, |area| format!(".{}", area.replace('/', "-")));
        let email = format!("racer.{number}{place}@office.example");
        let there = sqlx::query("select from staff_accounts where email = $1")
            .bind(&email)
            .fetch_optional(&ground.owner)
            .await?;
        if there.is_none() {
            // As the officer of the demonstration, with a person of their own: kinship and claims are asked by person.
            let row = sqlx::query(
                "with somebody as (
                     insert into persons (id, cnic_sealed, cnic_index, name)
                     select gen_random_uuid(), p.cnic_sealed, decode(md5($1), 'hex'), p.name
                     from staff_accounts s join persons p on p.id = s.person_id where s.email = $2
                     returning id
                 ), account as (
                     insert into staff_accounts (id, person_id, email, state, password_hash, totp_sealed)
                     select gen_random_uuid(), somebody.id, $1, 'live', s.password_hash, s.totp_sealed
                     from somebody, staff_accounts s where s.email = $2
                     returning id
                 )
                 insert into grants (id, staff_account_id, role, area, programme, amount_cap)
                 select gen_random_uuid(), account.id, g.role, coalesce($3, g.area), g.programme, g.amount_cap
                 from account, grants g join staff_accounts s on s.id = g.staff_account_id where s.email = $2
                 returning id",
            )
            .bind(&email)
            .bind(MODEL)
            .bind(area)
            .fetch_optional(&ground.owner)
            .await?;
            ensure!(row.is_some_and(|row| row.len() == 1), "{MODEL} has no grant to copy");
        }
        emails.push(email);
    }
    Ok(emails)
}
