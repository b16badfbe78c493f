//! The program itself, as `run`, `serve` and `work` have it in common.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use axum::Router;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions as _, Connection as _, PgPool};
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::config::{DatabaseUrl, Settings};
use crate::db::{self, Refreshed, connections, migrations};
use crate::jobs;
use crate::live;
use crate::queue;
use crate::web;
use crate::web::health::Probe;

/// How long a request waits for a free connection before it answers that the service is busy.
const ACQUIRE: Duration = Duration::from_secs(5);

/// How many statements a connection keeps prepared: more than the program has. The usual 100 would be parsed and planned over
/// and over again, which took most of PostgreSQL's time.
const STATEMENTS: usize = 600;

/// The pool of a database whose schema is current.
pub(super) async fn connect(database: &DatabaseUrl, most: u32) -> anyhow::Result<PgPool> {
    let options = database.options().application_name("pser").statement_cache_capacity(STATEMENTS);
    let mut connection = PgConnection::connect_with(&options)
        .await
        .context("the database named by DATABASE_URL does not take connections")?;
    let lacking = migrations::pending(&mut connection).await?;
    connection.close().await.context("the database hung up")?;
    if let Some(first) = lacking.first() {
        bail!("the database lacks {} migrations, the first is {first}: run `pser migrate`", lacking.len());
    }
    Ok(connections::pool_of_requests(most, ACQUIRE).connect_lazy_with(options))
}

/// Builds what every request and job has at hand, over what is published.
pub(super) async fn assemble(settings: &Settings) -> anyhow::Result<Arc<App>> {
    let database = &settings.database;
    let db = connect(&database.app, database.connections).await?;
    Ok(Arc::new(App::assemble(db, settings).await?))
}

/// As `assemble`, for commands that read or write everything: none of their statements is logged as slow.
pub(super) async fn assemble_in_bulk(settings: &Settings) -> anyhow::Result<Arc<App>> {
    let database = &settings.database;
    let db = connect(&database.app, database.connections).await?;
    db.set_connect_options(PgConnectOptions::clone(&db.connect_options()).disable_statement_logging());
    Ok(Arc::new(App::assemble(db, settings).await?))
}

/// Takes over what other processes publish and change, until `stop`.
pub(super) fn follow(app: &Arc<App>, stop: &CancellationToken) {
    keep_fresh(app.catalogue.clone(), app.db.clone(), stop.clone());
    keep_fresh(app.areas.clone(), app.db.clone(), stop.clone());
}

/// Passes on to those who look at a page what changes in any process, until `stop`.
pub(super) fn hear(app: &Arc<App>, settings: &Settings, stop: &CancellationToken) {
    tokio::spawn(live::listen(app.live.clone(), settings.database.listen.options(), stop.clone()));
}

fn keep_fresh(kept: impl Refreshed + Send + 'static, db: PgPool, stop: CancellationToken) {
    tokio::spawn(async move { stop.run_until_cancelled(db::keep_fresh(&kept, &db)).await });
}

/// Everything the main listener answers.
pub(super) fn pages(app: &Arc<App>, settings: &Settings) -> Router {
    let probes = vec![Probe::database(app.db.clone()), Probe::address("store", &settings.store.endpoint)];
    web::observe::watched(web::router(Arc::clone(app)).merge(web::health::routes(probes)))
}

/// Runs background jobs until `stop`, and finishes those under way.
pub(super) async fn work(app: Arc<App>, settings: &Settings, stop: CancellationToken) -> anyhow::Result<()> {
    let handlers = jobs::handlers(Arc::clone(&app));
    let queues =
        queue::Settings { listen: Some(settings.database.listen.options()), ..queue::Settings::default() };
    queue::run(&app.db, handlers, queues, stop.cancelled_owned())
        .await
        .context("the job workers ended by themselves")
}
