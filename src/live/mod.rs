//! What people are told while they look at a page: that the queues have changed, or a case, or who has it open. What
//! happens in one process is heard in all of them. It is best effort: a page says the same again when it is loaded.

mod listener;
pub mod presence;

use std::collections::BTreeSet;
use std::time::Duration;

use sqlx::PgPool;
use tokio::sync::{broadcast, mpsc};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

pub use listener::listen;

/// The channel of the database over which processes tell each other.
const CHANNEL: &str = "pser_live";
/// News are gathered so long and told together: a NOTIFY in every transaction would queue all commits up.
const GATHER: Duration = Duration::from_millis(200);
/// How long the database may take to answer; a line that swallows its answer must not end the news for good.
const IN_TIME: Duration = Duration::from_secs(10);
/// So many cases are named in one notification, whose text is at most 8,000 bytes; of more it says that anything may be.
const NAMED: usize = 200;
/// So many pieces of news wait for whoever reads slowly; who missed some is told that anything may have changed.
const WAITING: usize = 256;

/// Something that may look different now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum News {
    Queues,
    Case(Uuid),
    /// Some of it was missed.
    Anything,
}

impl News {
    fn text(self) -> String {
        match self {
            Self::Queues => "queues".to_owned(),
            Self::Case(id) => id.to_string(),
            Self::Anything => "anything".to_owned(),
        }
    }

    fn read(text: &str) -> Self {
        match text {
            "queues" => Self::Queues,
            other => other.parse().map_or(Self::Anything, Self::Case),
        }
    }
}

/// Handle to the news; its announcer ends with the last one.
#[derive(Debug, Clone)]
pub struct Live {
    said: mpsc::Sender<News>,
    heard: broadcast::Sender<News>,
    closing: CancellationToken,
}

impl Live {
    /// Starts the announcer on the current runtime. `listen` brings back what is announced.
    pub fn start(pool: PgPool) -> Self {
        let (said, to_tell) = mpsc::channel(WAITING);
        tokio::spawn(announce(pool, to_tell));
        Self { said, heard: broadcast::Sender::new(WAITING), closing: CancellationToken::new() }
    }

    /// Tells everybody. Call it after the commit; it does not wait.
    pub fn tell(&self, news: News) {
        // Full: the database does not answer, and whoever looks then has more to wait for than this.
        let _ = self.said.try_send(news);
    }

    /// What is told from now on. Whoever lags behind has to take it as `Anything`.
    pub fn hear(&self) -> broadcast::Receiver<News> {
        self.heard.subscribe()
    }

    /// Ends what is open for whoever listens: the program stops.
    pub fn close(&self) {
        self.closing.cancel();
    }

    /// Ready when the program stops.
    pub async fn closed(&self) {
        self.closing.cancelled().await;
    }
}

async fn announce(pool: PgPool, mut to_tell: mpsc::Receiver<News>) {
    while let Some(first) = to_tell.recv().await {
        sleep(GATHER).await;
        let mut news = BTreeSet::from([first]);
        while let Ok(more) = to_tell.try_recv() {
            news.insert(more);
        }
        let text = if news.len() > NAMED { News::Anything.text() } else { together(&news) };
        let telling = sqlx::query!("select pg_notify($1, $2)", CHANNEL, text).execute(&pool);
        match timeout(IN_TIME, telling).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::debug!(%error, "what has changed could not be announced"),
            Err(_) => tracing::debug!("the database does not say whether it announced what has changed"),
        }
    }
}

fn together(news: &BTreeSet<News>) -> String {
    news.iter().map(|one| one.text()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_survive_the_way() {
        let case = News::Case(Uuid::from_u128(7));
        for news in [News::Queues, case, News::Anything] {
            assert_eq!(News::read(&news.text()), news);
        }
        assert_eq!(News::read("something a newer program says"), News::Anything);
        assert_eq!(together(&BTreeSet::from([case, News::Queues])), format!("queues {}", Uuid::from_u128(7)));
    }

    #[test]
    fn as_many_cases_as_are_named_fit_into_a_notification() {
        let cases: BTreeSet<News> = (0..NAMED).map(|n| News::Case(Uuid::from_u128(n as u128))).collect();
        assert!(together(&cases).len() < 8_000);
    }
}
