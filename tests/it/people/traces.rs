//! What a stolen copy of the database tells of the people in it.

use serde_json::json;
use sqlx::AssertSqlSafe;

use super::counter::{CNIC, CNIC_DIGITS, Counter, MOBILE_DIGITS, PASSWORD};

#[tokio::test]
async fn no_identifier_password_code_or_token_stands_in_the_database_in_clear() {
    let counter = Counter::open().await;
    counter.begins_registration(super::counter::form_with(&json!({ "mobile": "923451112222" }))).await;
    let citizen = counter.citizen().await;
    let officer = counter.officer().await;
    counter.post("/sessions", json!({ "identifier": CNIC, "password": PASSWORD })).await;
    let code = counter.last_code(MOBILE_DIGITS).await;

    let dump = dump(&counter).await;
    assert!(dump.contains("Ghulam Fatima"), "the search sees what is there");
    let secrets = [
        CNIC,
        CNIC_DIGITS,
        MOBILE_DIGITS,
        &MOBILE_DIGITS[2..],
        "923451112222",
        "3520211111111",
        "fatima@example.org",
        PASSWORD,
        &citizen.token,
        &citizen.device,
        &officer.secret,
        &officer.token,
    ];
    for secret in secrets {
        assert!(!dump.contains(secret), "{secret} stands in the database");
        let hex = hex::encode(secret);
        assert!(!dump.contains(&hex), "the bytes of {secret} stand in the database");
    }
    let codes: Vec<String> =
        sqlx::query_scalar("select code_hash from codes").fetch_all(&counter.database.owner).await.unwrap();
    assert!(codes.iter().all(|hash| hash.starts_with("$argon2id$") && !hash.contains(&code)));
}

/// Every row of every table as text; bytes in hexadecimal.
async fn dump(counter: &Counter) -> String {
    let tables: Vec<String> = sqlx::query_scalar(
        "select format('%I', table_name) from information_schema.tables
         where table_schema = 'public' and table_type = 'BASE TABLE'",
    )
    .fetch_all(&counter.database.owner)
    .await
    .unwrap();
    assert!(tables.len() > 20);
    let mut dump = String::new();
    for table in tables {
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(format!("select t::text from {table} t")))
            .fetch_all(&counter.database.owner)
            .await
            .unwrap();
        dump.push_str(&rows.join("\n"));
    }
    dump
}
