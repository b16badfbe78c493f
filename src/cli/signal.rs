//! The one signal on which everything stops.

use anyhow::Context as _;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Cancelled by Ctrl-C or SIGTERM. A second Ctrl-C does not wait for anything.
pub(super) fn stop() -> anyhow::Result<CancellationToken> {
    let mut interrupt = signal(SignalKind::interrupt()).context("SIGINT cannot be heard")?;
    let mut terminate = signal(SignalKind::terminate()).context("SIGTERM cannot be heard")?;
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping: what was begun is finished first, a second Ctrl-C does not wait for it");
        told.cancel();
        interrupt.recv().await;
        std::process::exit(130);
    });
    Ok(stop)
}
