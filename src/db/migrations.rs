//! The schema's versions, built into the program: applied by the owner, expected by everybody else.

use std::collections::HashSet;

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};

use crate::error::Fault;

static MIGRATIONS: Migrator = sqlx::migrate!();

/// Applies what is not applied yet, as the owner, and says how many that were.
///
/// # Errors
/// When the database is not there, a migration fails, or one that was applied has changed since.
pub async fn migrate(owner: &PgConnectOptions) -> Result<usize, Fault> {
    // A migration may take its time, and its text fills pages of the log.
    let owner = owner.clone().disable_statement_logging();
    let mut connection = PgConnection::connect_with(&owner).await?;
    let count = pending(&mut connection).await?.len();
    MIGRATIONS
        .run(&mut connection)
        .await
        .map_err(|error| Fault::caused("the migrations cannot be applied", error))?;
    // So that `serve` and `work`, which may not migrate, can tell whether it was done.
    connection.execute("grant select on _sqlx_migrations to pser_app").await?;
    connection.close().await?;
    Ok(count)
}

/// The names of the migrations that the database still lacks.
///
/// # Errors
/// When the database does not answer.
pub async fn pending(connection: &mut PgConnection) -> Result<Vec<String>, Fault> {
    // Unchecked: the table is the migrator's own and stands in no migration.
    let applied: Result<Vec<i64>, _> =
        sqlx::query_scalar("select version from _sqlx_migrations where success").fetch_all(connection).await;
    let applied: HashSet<i64> = match applied {
        Ok(versions) => versions.into_iter().collect(),
        Err(error) if is_undefined_table(&error) => HashSet::new(),
        Err(error) => return Err(error.into()),
    };
    let lacking = MIGRATIONS.iter().filter(|migration| !applied.contains(&migration.version));
    Ok(lacking.map(|migration| format!("{:04} {}", migration.version, migration.description)).collect())
}

fn is_undefined_table(error: &sqlx::Error) -> bool {
    const UNDEFINED_TABLE: &str = "42P01";
    error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code)
        .is_some_and(|code| code == UNDEFINED_TABLE)
}
