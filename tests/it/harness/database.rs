//! A database per test, cloned from a template that is migrated once per cluster and set of migrations; its clock is the
//! test's to turn.

use std::path::Path;
use std::str::FromStr as _;
use std::sync::Mutex;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use pser::db::migrations;
use sha2::{Digest, Sha256};
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use super::services;

const ROLES: &str = include_str!("../../../src/adapters/embedded/roles.sql");
/// Any number, the same in every test process: who holds it makes the template.
const TEMPLATE_LOCK: i64 = 7_737_001;

/// A migrated, otherwise empty database. Dropped with the value.
pub(crate) struct Database {
    /// Connections as the role that serves and works.
    pub(crate) app: PgPool,
    /// Connections as the role that migrates; for arranging what the product itself may not do.
    pub(crate) owner: PgPool,
    /// The address for programs started by the test, as the app role.
    pub(crate) app_url: String,
    /// The address as the owner role.
    pub(crate) owner_url: String,
    name: String,
    clock: Mutex<Clock>,
}

#[derive(Clone, Copy)]
enum Clock {
    Running { ahead: TimeDelta },
    Stopped { at: DateTime<Utc> },
}

impl Database {
    /// A new database, as the migrations leave it.
    pub(crate) async fn fresh() -> Self {
        let template = template().await;
        let name = format!("pser_test_{}", pser::entropy::id().simple());
        let mut admin = administer().await;
        run(&mut admin, format!(r#"create database "{name}" template "{template}" owner pser_owner"#)).await;
        let app = options("pser_app", &name);
        let owner = options("pser_owner", &name);
        Self {
            app_url: url("pser_app", &name),
            owner_url: url("pser_owner", &name),
            app: pool(20).connect_lazy_with(app),
            owner: pool(4).connect_lazy_with(owner),
            name,
            clock: Mutex::new(Clock::Running { ahead: TimeDelta::zero() }),
        }
    }

    /// A connection to this database as the cluster's superuser, whom no constraint or privilege holds back.
    pub(crate) async fn superuser(&self) -> PgConnection {
        connect_with(&cluster().database(&self.name)).await
    }

    /// Stops the product's clock at `at`.
    pub(crate) async fn set_now(&self, at: DateTime<Utc>) {
        self.turn(|_| Clock::Stopped { at }).await;
    }

    /// Turns the product's clock forward by `days` times 24 hours.
    pub(crate) async fn days_pass(&self, days: i64) {
        self.passes(TimeDelta::days(days)).await;
    }

    /// Turns the product's clock forward; a stopped one stays stopped.
    pub(crate) async fn passes(&self, time: TimeDelta) {
        self.turn(|clock| match clock {
            Clock::Running { ahead } => Clock::Running { ahead: ahead + time },
            Clock::Stopped { at } => Clock::Stopped { at: at + time },
        })
        .await;
    }

    /// What the product takes for now.
    pub(crate) async fn now(&self) -> DateTime<Utc> {
        sqlx::query_scalar("select pser_now()").fetch_one(&self.owner).await.expect("the clock can be read")
    }

    async fn turn(&self, how: impl FnOnce(Clock) -> Clock) {
        let body = {
            let mut clock = self.clock.lock().expect("nobody panics while turning the clock");
            *clock = how(*clock);
            match *clock {
                Clock::Running { ahead } => {
                    format!("select now() + interval '{} milliseconds'", ahead.num_milliseconds())
                }
                Clock::Stopped { at } => format!("select timestamptz '{}'", at.to_rfc3339()),
            }
        };
        let statement = format!(
            "create or replace function pser_now() returns timestamptz language sql stable as $${body}$$"
        );
        sqlx::query(AssertSqlSafe(statement))
            .execute(&self.owner)
            .await
            .expect("the owner may set the clock");
    }
}

impl Drop for Database {
    /// On a thread of its own, because a destructor cannot wait on the test's runtime.
    fn drop(&mut self) {
        let name = self.name.clone();
        let dropping = std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
            runtime.block_on(async {
                let mut admin = administer().await;
                run(&mut admin, format!(r#"drop database if exists "{name}" with (force)"#)).await;
            });
        });
        let dropped = dropping.join().is_ok();
        assert!(dropped || std::thread::panicking(), "the test's database could not be dropped");
    }
}

/// The template's name; made by the first test that asks, while the others wait.
async fn template() -> String {
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let migrator = Migrator::new(migrations).await.expect("migrations/ can be read");
    let mut digest = Sha256::new();
    for migration in migrator.iter() {
        digest.update(&migration.checksum);
    }
    let name = format!("pser_template_{}", hex::encode(&digest.finalize()[..8]));

    let mut admin = administer().await;
    sqlx::query("select pg_advisory_lock($1)")
        .bind(TEMPLATE_LOCK)
        .execute(&mut admin)
        .await
        .expect("the lock is given");
    let exists: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(&name)
        .fetch_one(&mut admin)
        .await
        .expect("databases can be listed");
    if !exists {
        make_template(&mut admin, &name).await;
    }
    admin.close().await.expect("closing gives the lock back");
    name
}

/// Under another name until it is complete, so that an interrupted run leaves no half-migrated template.
async fn make_template(admin: &mut PgConnection, name: &str) {
    let draft = format!("{name}_draft");
    run(admin, ROLES.to_owned()).await;
    run(admin, format!(r#"drop database if exists "{draft}" with (force)"#)).await;
    run(admin, format!(r#"create database "{draft}" owner pser_owner"#)).await;
    migrations::migrate(&options("pser_owner", &draft)).await.expect("the migrations apply");
    run(admin, format!(r#"alter database "{draft}" rename to "{name}""#)).await;
}

fn pool(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new().max_connections(connections).acquire_timeout(Duration::from_mins(1))
}

fn url(role: &str, database: &str) -> String {
    options(role, database).to_url_lossy().to_string()
}

fn cluster() -> PgConnectOptions {
    PgConnectOptions::from_str(&services::address("PSER_TEST_DATABASE_URL"))
        .expect("PSER_TEST_DATABASE_URL is a postgres:// address")
}

fn options(role: &str, database: &str) -> PgConnectOptions {
    cluster().username(role).database(database)
}

/// A connection as the cluster's superuser.
async fn administer() -> PgConnection {
    connect_with(&cluster()).await
}

async fn connect_with(options: &PgConnectOptions) -> PgConnection {
    PgConnection::connect_with(options).await.expect("the run's cluster answers")
}

async fn run(connection: &mut PgConnection, statement: String) {
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(connection).await.expect("the statement is sound");
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;

    use super::*;

    #[tokio::test]
    async fn the_clock_is_the_tests_to_turn() {
        let database = Database::fresh().await;
        let at = Utc.with_ymd_and_hms(2026, 3, 1, 8, 0, 0).unwrap();
        database.set_now(at).await;
        database.days_pass(31).await;
        assert_eq!(database.now().await, at + TimeDelta::days(31));
        let seen_by_the_product: DateTime<Utc> =
            sqlx::query_scalar("select pser_now()").fetch_one(&database.app).await.unwrap();
        assert_eq!(seen_by_the_product, at + TimeDelta::days(31));
    }
}
