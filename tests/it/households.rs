//! Households in the database: who is kin of whom.

use pser::households::{Declared, Member, members_with, register};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::arrange::{self, AREA, Who};
use crate::harness::Database;

async fn kin(conn: &mut PgConnection, person: Uuid) -> Vec<Uuid> {
    sqlx::query_scalar("select kin_of($1)").bind(person).fetch_one(conn).await.unwrap()
}

fn member(person: Option<Uuid>, name: &str) -> Member {
    Member { person, name: name.to_owned(), relationship: "brother".to_owned(), date_of_birth: None }
}

#[tokio::test]
async fn a_new_declaration_ends_the_applicants_earlier_one_and_nobody_elses() {
    let database = Database::fresh().await;
    arrange::office(&database).await;
    let one = arrange::citizen(&database, &Who::default()).await.person;
    let second = Who { cnic: "3520212345681", mobile: "923001234568", ..Who::default() };
    let other = arrange::citizen(&database, &second).await.person;
    let mut conn = database.app.acquire().await.unwrap();
    let conn = &mut *conn;
    let together = [member(Some(one), "A"), member(Some(other), "B"), member(None, "C")];
    register(conn, &Declared { registered_by: one, area: AREA, members: &together }).await.unwrap();
    assert_eq!(kin(conn, one).await, [other]);
    assert_eq!(members_with(conn, other).await.unwrap(), together);

    let alone = [member(Some(other), "B")];
    register(conn, &Declared { registered_by: other, area: AREA, members: &alone }).await.unwrap();
    assert_eq!(kin(conn, other).await, [one], "one still says that they live together");

    let apart = [member(Some(one), "A")];
    register(conn, &Declared { registered_by: one, area: AREA, members: &apart }).await.unwrap();
    assert_eq!(kin(conn, one).await, Vec::<Uuid>::new());
    assert_eq!(kin(conn, other).await, Vec::<Uuid>::new());
}
