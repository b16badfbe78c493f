//! `pser run`: everything in one process, with what no address was given for brought along. Started in the order of need,
//! stopped in the reverse: first the listeners and the jobs, then what they lean on, PostgreSQL last.

mod demonstration;
mod stand_ins;

use std::sync::Arc;

use anyhow::{Context as _, anyhow};
use tokio::net::TcpListener;
use tokio::task::JoinError;
use tokio_util::sync::CancellationToken;

use super::listen::{listen, web_address};
use super::{beside, greet, program, serve, signal, telemetry};
use crate::adapters::embedded::{DataFolder, Postgres, Trouble};
use crate::app::App;
use crate::casework::publish::publish;
use crate::config::{self, Settings, Sources};
use crate::db::migrations;
use crate::offer::{self, Sound};
use crate::web::server;
use stand_ins::{Places, StandIns};

/// The addresses of the program, taken before anything is started.
struct Listeners {
    pages: TcpListener,
    metrics: TcpListener,
    outbox: TcpListener,
}

/// What is settled before anything is started.
struct Start {
    folder: DataFolder,
    /// The programmes and policies, proved.
    sound: Sound,
    stop: CancellationToken,
}

pub(super) async fn run(mut sources: Sources) -> anyhow::Result<()> {
    Settings::check_for_run(&sources)?;
    let rules = config::rules(&sources)?;
    let sound = offer::examine(rules.workflows_dir.as_deref(), rules.policies_dir.as_deref())?;
    sound.must_hold()?;
    let stop = signal::stop()?;
    let start = Start { folder: DataFolder::open(&config::data_dir(&sources)?)?, sound, stop };
    let addresses = config::listeners(&sources)?;
    let listeners = Listeners {
        pages: listen("PSER_LISTEN", addresses.pages).await?,
        metrics: listen("PSER_METRICS_LISTEN", addresses.metrics).await?,
        outbox: listen("PSER_OUTBOX_LISTEN", addresses.outbox).await?,
    };

    let mut postgres = None;
    if !sources.has("DATABASE_URL") {
        let started = Postgres::start(&start.folder, &config::search_path(), say).await?;
        sources.bring("DATABASE_URL", started.app_url());
        sources.bring("PSER_OWNER_DATABASE_URL", started.owner_url());
        postgres = Some(started);
    }
    let ran = with_database(sources, &start, listeners, &mut postgres).await;
    beside::clear(&start.folder);
    if let Some(postgres) = postgres {
        postgres.stop().await;
    }
    tracing::info!("stopped");
    ran
}

async fn with_database(
    mut sources: Sources,
    start: &Start,
    listeners: Listeners,
    postgres: &mut Option<Postgres>,
) -> anyhow::Result<()> {
    if sources.has("PSER_OWNER_DATABASE_URL") {
        let owner = config::owner_database(&sources)?;
        let count = migrations::migrate(&owner.options()).await?;
        if count > 0 {
            say(&format!("the schema is made or brought up to date ({count} migrations)"));
        }
    }
    let secrets = start.folder.secrets();
    sources.bring("PSER_MASTER_KEYS", &secrets.master_keys);
    let portal = web_address(&listeners.pages)?;
    sources.bring("PSER_PUBLIC_URL", &portal);
    let behind = CancellationToken::new();
    let outbox = web_address(&listeners.outbox)?;
    let places = Places { outbox: listeners.outbox, portal };
    let stand_ins = StandIns::start(&mut sources, &start.folder, places, &behind).await?;
    beside::leave(&start.folder, &sources)?;
    let serving = Serving { pages: listeners.pages, metrics: listeners.metrics, outbox };
    let ran = serve_and_work(&sources, start, serving, postgres).await;
    behind.cancel();
    stand_ins.wait().await;
    ran
}

/// What the program serves itself, and where its messages can be read.
struct Serving {
    pages: TcpListener,
    metrics: TcpListener,
    outbox: String,
}

async fn serve_and_work(
    sources: &Sources,
    start: &Start,
    serving: Serving,
    postgres: &mut Option<Postgres>,
) -> anyhow::Result<()> {
    let settings = Settings::read(sources)?;
    let app = assemble(&settings, &start.sound).await?;
    let people = match postgres {
        Some(_) => demonstration::people(&app, &start.folder).await?,
        None => String::new(),
    };
    let router = program::pages(&app, &settings);
    let (address, measured) = (web_address(&serving.pages)?, web_address(&serving.metrics)?);
    let measuring = telemetry::metrics(app.db.clone())?;
    let stop = &start.stop;

    program::follow(&app, stop);
    program::hear(&app, &settings, stop);
    let served = tokio::spawn(server::serve(serving.pages, router, stop.clone()));
    let shown = tokio::spawn(server::serve(serving.metrics, measuring, stop.clone()));
    let mut worked = {
        let (app, settings, stop) = (Arc::clone(&app), settings.clone(), stop.clone());
        tokio::spawn(async move { program::work(app, &settings, stop).await })
    };
    let data = start.folder.path().display().to_string();
    let office = format!("{address}/office");
    let places = [
        ("Pages and API", &*address),
        ("Office", &office),
        ("Messages sent", &serving.outbox),
        ("Metrics", &measured),
        ("Data", &data),
    ];
    greet(&places, &people)?;

    let (trouble, work_is_over) = tokio::select! {
        // First: told to stop, the workers may be done before anybody looks here.
        biased;
        () = stop.cancelled() => (None, false),
        trouble = ended(postgres) => (Some(anyhow::Error::from(trouble)), false),
        work = &mut worked => (Some(over_too_early(work)), true),
    };
    stop.cancel();
    served.await?;
    shown.await?;
    let finished = if work_is_over { Ok(()) } else { worked.await.context("the job workers broke down")? };
    serve::close(&app).await;
    trouble.map_or(finished, Err)
}

/// The program over a database and a store in which everything is that it needs.
async fn assemble(settings: &Settings, sound: &Sound) -> anyhow::Result<Arc<App>> {
    let database = &settings.database;
    let db = program::connect(&database.app, database.connections).await?;
    publish(&db, sound).await?;
    let app = Arc::new(App::assemble(db, settings).await?);
    app.store.ensure_bucket().await.context("the bucket named by PSER_S3_BUCKET cannot be made")?;
    Ok(app)
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

fn say(sentence: &str) {
    tracing::info!("{sentence}");
}
