//! `pser migrate` on an empty database, and again.

use crate::harness::{Database, Program};

#[tokio::test]
async fn it_makes_the_schema_once_and_lets_the_app_role_see_that() {
    let database = Database::fresh().await;
    sqlx::raw_sql("drop schema public cascade; create schema public").execute(&database.owner).await.unwrap();
    let owner = [("PSER_OWNER_DATABASE_URL", database.owner_url.as_str())];
    let first = Program::run(&["migrate"], &owner);
    assert!(first.status.success(), "{}", first.err);
    assert!(first.out.ends_with("migrations were applied.\n"), "{}", first.out);
    let again = Program::run(&["migrate"], &owner);
    assert_eq!(again.out, "The database was up to date.\n");
    let applied: i64 =
        sqlx::query_scalar("select count(*) from _sqlx_migrations").fetch_one(&database.app).await.unwrap();
    assert!(applied > 0);
}

#[test]
fn a_missing_address_is_named_with_its_shape() {
    let exit = Program::run(&["migrate"], &[]);
    assert_eq!(exit.status.code(), Some(1));
    assert!(exit.err.starts_with("pser: PSER_OWNER_DATABASE_URL is missing:"), "{}", exit.err);
}
