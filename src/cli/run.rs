//! `pser run`: everything in one process, with what no address was given for brought along. Started in the order of need,
//! stopped in the reverse: first the listeners and the jobs, then what they lean on, PostgreSQL last.

mod stand_ins;

use std::sync::Arc;

use anyhow::{Context as _, anyhow};
use tokio::net::TcpListener;
use tokio::task::{JoinError, JoinHandle};
use tokio_util::sync::CancellationToken;

use super::listen::{listen, web_address};
use super::{greet, program, signal, telemetry};
use crate::adapters::embedded::{DataFolder, Postgres, Trouble};
use crate::app::App;
use crate::config::{self, Settings, Sources};
use crate::db::migrations;
use crate::web::server;
use stand_ins::StandIns;

/// The addresses of the program, taken before anything is started.
struct Listeners {
    pages: TcpListener,
    metrics: TcpListener,
    outbox: TcpListener,
}

pub(super) async fn run(mut sources: Sources) -> anyhow::Result<()> {
    Settings::check_for_run(&sources)?;
    let stop = signal::stop()?;
    let folder = DataFolder::open(&config::data_dir(&sources)?)?;
    let addresses = config::listeners(&sources)?;
    let listeners = Listeners {
        pages: listen("PSER_LISTEN", addresses.pages).await?,
        metrics: listen("PSER_METRICS_LISTEN", addresses.metrics).await?,
        outbox: listen("PSER_OUTBOX_LISTEN", addresses.outbox).await?,
    };

    let mut postgres = None;
    if !sources.has("DATABASE_URL") {
        let started = Postgres::start(&folder, &config::search_path(), say).await?;
        sources.bring("DATABASE_URL", started.app_url());
        sources.bring("PSER_OWNER_DATABASE_URL", started.owner_url());
        postgres = Some(started);
    }
    let ran = with_database(sources, &folder, listeners, &mut postgres, &stop).await;
    if let Some(postgres) = postgres {
        postgres.stop().await;
    }
    tracing::info!("stopped");
    ran
}

async fn with_database(
    mut sources: Sources,
    folder: &DataFolder,
    listeners: Listeners,
    postgres: &mut Option<Postgres>,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    if sources.has("PSER_OWNER_DATABASE_URL") {
        let owner = config::owner_database(&sources)?;
        let count = migrations::migrate(&owner.options()).await?;
        if count > 0 {
            say(&format!("the schema is made or brought up to date ({count} migrations)"));
        }
    }
    let secrets = folder.secrets();
    sources.bring("PSER_MASTER_KEYS", &secrets.master_keys);
    sources.bring("PSER_PUBLIC_URL", web_address(&listeners.pages)?);
    let Listeners { pages, metrics, outbox } = listeners;
    let places = Places {
        pages: web_address(&pages)?,
        metrics: web_address(&metrics)?,
        outbox: web_address(&outbox)?,
        data: folder.path().display().to_string(),
    };
    let behind = CancellationToken::new();
    let stand_ins = StandIns::start(&mut sources, folder, outbox, &behind).await?;
    let ran = match Front::open(&sources, pages, metrics, stop).await {
        Ok(front) => front.until_stopped(folder, &places, postgres, stop).await,
        Err(error) => Err(error),
    };
    behind.cancel();
    stand_ins.wait().await;
    ran
}

/// What people are told of.
struct Places {
    pages: String,
    metrics: String,
    outbox: String,
    data: String,
}

/// What faces outwards and what works: the first to stop.
struct Front {
    app: Arc<App>,
    served: JoinHandle<()>,
    shown: JoinHandle<()>,
    worked: JoinHandle<anyhow::Result<()>>,
}

impl Front {
    async fn open(
        sources: &Sources,
        pages: TcpListener,
        metrics: TcpListener,
        stop: &CancellationToken,
    ) -> anyhow::Result<Self> {
        let settings = Settings::read(sources)?;
        let measuring = telemetry::metrics()?;
        let app = program::assemble(&settings).await?;
        let router = program::pages(&app, &settings);
        let served = tokio::spawn(server::serve(pages, router, stop.clone()));
        let shown = tokio::spawn(server::serve(metrics, measuring, stop.clone()));
        let worked = {
            let (app, stop) = (Arc::clone(&app), stop.clone());
            tokio::spawn(async move { program::work(app, &settings, stop).await })
        };
        Ok(Self { app, served, shown, worked })
    }

    /// Says that everything is up, then waits for the signal, or for something to end that should not.
    async fn until_stopped(
        mut self,
        folder: &DataFolder,
        places: &Places,
        postgres: &mut Option<Postgres>,
        stop: &CancellationToken,
    ) -> anyhow::Result<()> {
        let greeted = self.greet(folder, places).await;
        if greeted.is_err() {
            stop.cancel();
        }
        let (trouble, work_is_over) = tokio::select! {
            () = stop.cancelled() => (greeted.err(), false),
            trouble = ended(postgres) => (Some(anyhow::Error::from(trouble)), false),
            work = &mut self.worked => (Some(over_too_early(work)), true),
        };
        stop.cancel();
        self.served.await?;
        self.shown.await?;
        let finished =
            if work_is_over { Ok(()) } else { self.worked.await.context("the job workers broke down")? };
        self.app.db.close().await;
        trouble.map_or(finished, Err)
    }

    async fn greet(&self, folder: &DataFolder, places: &Places) -> anyhow::Result<()> {
        let sign_in = first_start(&self.app, folder).await?;
        greet(
            &[
                ("Pages and API", &places.pages),
                ("Messages sent", &places.outbox),
                ("Metrics", &places.metrics),
                ("Data", &places.data),
            ],
            &sign_in,
        )
    }
}

fn over_too_early(work: Result<anyhow::Result<()>, JoinError>) -> anyhow::Error {
    match work {
        Ok(Ok(())) => anyhow!("the job workers ended by themselves"),
        Ok(Err(error)) => error,
        Err(error) => anyhow!(error).context("the job workers broke down"),
    }
}

async fn ended(postgres: &mut Option<Postgres>) -> Trouble {
    match postgres {
        Some(postgres) => postgres.ended().await,
        None => std::future::pending().await,
    }
}

/// What a newly made installation needs before anybody can use it, and the words that say how to sign in.
#[expect(clippy::unused_async, reason = "making people will wait on the database")]
async fn first_start(_app: &App, _folder: &DataFolder) -> anyhow::Result<String> {
    Ok(String::new())
}

fn say(sentence: &str) {
    tracing::info!("{sentence}");
}
