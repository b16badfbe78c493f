//! The program as an operator meets it.

mod demo;
mod doctor;
mod migrate;
mod run;
mod seed;
mod serve;
mod staff;
mod workflow;

use std::path::Path;

use sqlx::{Connection as _, PgConnection};

/// A connection to the database of a running installation, as its owner.
async fn database(data: &Path) -> PgConnection {
    let brought = std::fs::read_to_string(data.join("running.toml")).expect("it runs");
    let brought: toml::Table = brought.parse().expect("settings");
    let owner = brought["PSER_OWNER_DATABASE_URL"].as_str().expect("an address");
    PgConnection::connect(owner).await.expect("it answers")
}

/// Does something to it.
fn tampers(data: &Path, statement: &'static str) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    runtime.block_on(async {
        let mut connection = database(data).await;
        sqlx::query(statement).execute(&mut connection).await.expect("the statement is sound");
    });
}
