//! `pser run`: everything in one process, with what no address was given for brought along. Started in the order of need,
//! stopped in the reverse: first the listeners and the jobs, then what they lean on, PostgreSQL last.

mod stand_ins;

use std::sync::Arc;

use anyhow::{Context as _, anyhow};
use tokio::net::TcpListener;
use tokio::task::JoinError;
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
    let outbox = web_address(&listeners.outbox)?;
    let behind = CancellationToken::new();
    let stand_ins = StandIns::start(&mut sources, folder, listeners.outbox, &behind).await?;
    let ran =
        serve_and_work(&sources, folder, (listeners.pages, listeners.metrics), &outbox, postgres, stop).await;
    behind.cancel();
    stand_ins.wait().await;
    ran
}

async fn serve_and_work(
    sources: &Sources,
    folder: &DataFolder,
    (pages, metrics): (TcpListener, TcpListener),
    outbox: &str,
    postgres: &mut Option<Postgres>,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let settings = Settings::read(sources)?;
    let app = program::assemble(&settings).await?;
    let router = program::pages(&app, &settings);
    let (address, measured) = (web_address(&pages)?, web_address(&metrics)?);
    let measuring = telemetry::metrics()?;

    let served = tokio::spawn(server::serve(pages, router, stop.clone()));
    let shown = tokio::spawn(server::serve(metrics, measuring, stop.clone()));
    let mut worked = {
        let (app, settings, stop) = (Arc::clone(&app), settings.clone(), stop.clone());
        tokio::spawn(async move { program::work(app, &settings, stop).await })
    };
    let data = folder.path().display().to_string();
    let places =
        [("Pages and API", &*address), ("Messages sent", outbox), ("Metrics", &measured), ("Data", &data)];
    greet(&places, &first_start(&app, folder).await?)?;

    let (trouble, work_is_over) = tokio::select! {
        () = stop.cancelled() => (None, false),
        trouble = ended(postgres) => (Some(anyhow::Error::from(trouble)), false),
        work = &mut worked => (Some(over_too_early(work)), true),
    };
    stop.cancel();
    served.await?;
    shown.await?;
    let finished = if work_is_over { Ok(()) } else { worked.await.context("the job workers broke down")? };
    app.db.close().await;
    trouble.map_or(finished, Err)
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
async fn first_start(_app: &App, _folder: &DataFolder) -> anyhow::Result<String> {
    Ok(String::new())
}

fn say(sentence: &str) {
    tracing::info!("{sentence}");
}
