//! Brings what processes announce to those who listen in this one.

use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::{CHANNEL, Live, News};

const PAUSE: Duration = Duration::from_secs(1);

/// Listens on a connection of its own until `stop`, and then ends whatever is open for those who listen.
pub async fn listen(live: Live, options: PgConnectOptions, stop: CancellationToken) {
    let pool = PgPoolOptions::new().max_connections(1).connect_lazy_with(options);
    let listening = async {
        loop {
            if let Err(error) = relay(&live, &pool).await {
                tracing::debug!(%error, "what changes is not heard at present");
            }
            sleep(PAUSE).await;
        }
    };
    stop.run_until_cancelled(listening).await;
    live.close();
}

async fn relay(live: &Live, pool: &PgPool) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    // What was said before is unknown.
    pass_on(live, News::Anything);
    loop {
        match listener.try_recv().await? {
            Some(told) => told.payload().split(' ').for_each(|text| pass_on(live, News::read(text))),
            None => pass_on(live, News::Anything),
        }
    }
}

fn pass_on(live: &Live, news: News) {
    // Nobody may be listening.
    let _ = live.heard.send(news);
}
