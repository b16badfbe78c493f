//! The program itself, as `run`, `serve` and `work` have it in common.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use axum::Router;
use sqlx::Connection as _;
use sqlx::postgres::{PgConnection, PgPoolOptions};
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::config::Settings;
use crate::db::migrations;
use crate::jobs;
use crate::queue;
use crate::web;
use crate::web::health::Probe;

/// How long a request waits for a free connection before it answers that the service is busy.
const ACQUIRE: Duration = Duration::from_secs(5);

/// Builds what every request and job has at hand. The schema has to be current.
pub(super) async fn assemble(settings: &Settings) -> anyhow::Result<Arc<App>> {
    let options = settings.database.app.options().application_name("pser");
    let mut connection = PgConnection::connect_with(&options)
        .await
        .context("the database named by DATABASE_URL does not take connections")?;
    let lacking = migrations::pending(&mut connection).await?;
    connection.close().await.context("the database hung up")?;
    if let Some(first) = lacking.first() {
        bail!("the database lacks {} migrations, the first is {first}: run `pser migrate`", lacking.len());
    }
    let db = PgPoolOptions::new()
        .max_connections(settings.database.connections)
        .acquire_timeout(ACQUIRE)
        .connect_lazy_with(options);
    Ok(Arc::new(App::assemble(db, settings).await?))
}

/// Everything the main listener answers.
pub(super) fn pages(app: &Arc<App>, settings: &Settings) -> Router {
    let probes = vec![Probe::database(app.db.clone()), Probe::address("store", &settings.store.endpoint)];
    let router = web::router(Arc::clone(app)).merge(web::health::routes(probes));
    web::observe::watched(web::forwarded::through(router, settings.http.trusted_proxies.clone()))
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
