//! `pser work`: background jobs, and the metrics beside them.

use std::sync::Arc;

use super::listen::{listen, web_address};
use super::{greet, program, serve, signal, telemetry};
use crate::config::{Settings, Sources};
use crate::web::server;

pub(super) async fn work(sources: &Sources) -> anyhow::Result<()> {
    let settings = Settings::read(sources)?;
    let stop = signal::stop()?;
    let metrics = listen("PSER_METRICS_LISTEN", settings.http.metrics_listen).await?;
    let app = program::assemble(&settings).await?;
    program::follow(&app, &stop);

    greet(&[("Metrics", &web_address(&metrics)?)], "It works on jobs.\n")?;
    let measured = tokio::spawn(server::serve(metrics, telemetry::metrics(app.db.clone())?, stop.clone()));
    let worked = program::work(Arc::clone(&app), &settings, stop.clone()).await;
    stop.cancel();
    measured.await?;
    serve::close(&app).await;
    tracing::info!("stopped");
    worked
}
