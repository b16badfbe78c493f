//! `pser serve`: pages and API, and the metrics beside them.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use super::listen::{listen, web_address};
use super::{greet, program, signal, telemetry};
use crate::config::{Settings, Sources};
use crate::web::server;

pub(super) async fn serve(sources: &Sources) -> anyhow::Result<()> {
    let settings = Settings::read(sources)?;
    let stop = signal::stop()?;
    let pages = listen("PSER_LISTEN", settings.http.listen).await?;
    let metrics = listen("PSER_METRICS_LISTEN", settings.http.metrics_listen).await?;
    let app = program::assemble(&settings).await?;
    let router = program::pages(&app, &settings);
    program::follow(&app, &stop);
    program::hear(&app, &settings, &stop);

    greet(&[("Pages and API", &web_address(&pages)?), ("Metrics", &web_address(&metrics)?)], "")?;
    let measured = tokio::spawn(server::serve(metrics, telemetry::metrics(app.db.clone())?, stop.clone()));
    server::serve(pages, router, stop).await;
    measured.await?;
    close(&app).await;
    tracing::info!("stopped");
    Ok(())
}

/// How long the connections may take to part from the database.
const PARTING: Duration = Duration::from_secs(5);

/// Gives the database its connections back. One that waits for an answer which never comes is not waited for.
pub(super) async fn close(app: &Arc<crate::app::App>) {
    if timeout(PARTING, app.db.close()).await.is_err() {
        tracing::warn!("a connection to the database was cut off: it waits for an answer");
    }
}
