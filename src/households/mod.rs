//! Households: who lives and eats together, from a day to a day. Kin of a person are those who share a live membership,
//! and nobody acts on the case of their kin.

use chrono::NaiveDate;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::entropy;
use crate::error::Result;

/// A household as an applicant declares it.
#[derive(Debug)]
pub struct Declared<'a> {
    /// The applicant, who is a member too and stands among `members`.
    pub registered_by: Uuid,
    pub area: &'a str,
    pub members: &'a [Member],
}

/// One member. Children without a CNIC have no person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub person: Option<Uuid>,
    pub name: String,
    /// To the applicant; `self` for the applicant.
    pub relationship: String,
    pub date_of_birth: Option<NaiveDate>,
}

/// The persons who live with this one now.
///
/// # Errors
/// When the database fails.
pub async fn kin(conn: &mut PgConnection, person: Uuid) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(r#"select kin_of($1) as "kin!""#, person).fetch_one(conn).await?)
}

/// Registers a household. It ends the one that the same applicant declared before, and nobody else's: to say that
/// somebody has left another household is not the applicant's to say.
///
/// # Errors
/// When the database fails.
pub async fn register(conn: &mut PgConnection, declared: &Declared<'_>) -> Result<Uuid> {
    sqlx::query!(
        "update memberships set until = pser_now()
         where until is null and household_id in (select id from households where registered_by = $1)",
        declared.registered_by,
    )
    .execute(&mut *conn)
    .await?;
    let household = entropy::id();
    sqlx::query!(
        "insert into households (id, area, registered_by) values ($1, $2, $3)",
        household,
        declared.area,
        declared.registered_by,
    )
    .execute(&mut *conn)
    .await?;
    let members = declared.members;
    let ids: Vec<Uuid> = members.iter().map(|_| entropy::id()).collect();
    let persons: Vec<Option<Uuid>> = members.iter().map(|member| member.person).collect();
    let names: Vec<String> = members.iter().map(|member| member.name.clone()).collect();
    let relationships: Vec<String> = members.iter().map(|member| member.relationship.clone()).collect();
    let born: Vec<Option<NaiveDate>> = members.iter().map(|member| member.date_of_birth).collect();
    sqlx::query!(
        "insert into memberships (id, household_id, person_id, name, relationship, date_of_birth)
         select member.id, $1, member.person_id, member.name, member.relationship, member.date_of_birth
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::date[])
            as member (id, person_id, name, relationship, date_of_birth)",
        household,
        &ids,
        &persons as &[Option<Uuid>],
        &names,
        &relationships,
        &born as &[Option<NaiveDate>],
    )
    .execute(conn)
    .await?;
    Ok(household)
}

/// The members who live in any household of this person now.
///
/// # Errors
/// When the database fails.
pub async fn members_with(conn: &mut PgConnection, person: Uuid) -> Result<Vec<Member>> {
    let members = sqlx::query_as!(
        Member,
        "select other.person_id as person, other.name, other.relationship, other.date_of_birth
         from memberships mine join memberships other on other.household_id = mine.household_id
         where mine.person_id = $1 and mine.until is null and other.until is null
         order by other.id",
        person,
    )
    .fetch_all(conn)
    .await?;
    Ok(members)
}

/// The members of the household that this person declared last, as they were typed.
///
/// # Errors
/// When the database fails.
pub async fn declared_by(conn: &mut PgConnection, person: Uuid) -> Result<Vec<Member>> {
    let members = sqlx::query_as!(
        Member,
        "select member.person_id as person, member.name, member.relationship, member.date_of_birth
         from memberships member join households household on household.id = member.household_id
         where household.registered_by = $1 and member.until is null
         order by member.id",
        person,
    )
    .fetch_all(conn)
    .await?;
    Ok(members)
}
