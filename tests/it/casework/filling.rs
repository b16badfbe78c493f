//! A database whose disk is full: it takes nothing in, says so, and nothing is there by half.

use serde_json::json;
use sqlx::AssertSqlSafe;

use crate::office::Office;

/// What PostgreSQL says when it cannot extend a file: SQLSTATE 53100, `disk_full`.
const FULL: &str = "create function refuse_rows() returns trigger language plpgsql as $$
begin
    raise exception 'could not extend file: No space left on device' using errcode = '53100';
end $$;";

#[tokio::test]
async fn a_full_disk_is_told_as_unavailable_and_once_there_is_room_the_same_request_is_done() {
    let office = Office::open().await;
    let (citizen, officer) = (office.citizen("Nasreen").await, office.officer("lahore/lahore").await);
    let case = office.verifying(&citizen).await;
    let before = office.dump().await;
    let owner = &office.database.owner;
    sqlx::raw_sql(AssertSqlSafe(FULL)).execute(owner).await.unwrap();
    // Each of these is written by an action; wherever the room ends, all of it is undone.
    for table in ["case_events", "notices", "jobs"] {
        let full = format!("create trigger no_room before insert on {table} execute function refuse_rows()");
        sqlx::raw_sql(AssertSqlSafe(full)).execute(owner).await.unwrap();
        let refused =
            officer.does_with(&office, &case, "reject", json!({ "reason": "as the papers say" })).await;
        assert_eq!((refused.status, refused.problem()), (503, "unavailable"), "{table}");
        assert_eq!(refused.header("retry-after"), "5");
        assert_eq!(office.dump().await, before, "{table}");
        let roomy = format!("drop trigger no_room on {table}");
        sqlx::raw_sql(AssertSqlSafe(roomy)).execute(owner).await.unwrap();
    }
    officer.does_with(&office, &case, "reject", json!({ "reason": "as the papers say" })).await.ok();
    assert_eq!(office.stage(&case).await, "rejected");
    office.is_in_order().await;
}
