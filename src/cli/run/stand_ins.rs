//! What stands in for other people's systems on one machine: store, SMS gateway, mail server, bank and registry, each on
//! a loopback listener of its own, each only where the operator named no real one.

use std::sync::Arc;

use anyhow::Context as _;
use axum::Router;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::super::listen::{listen_anywhere, web_address};
use crate::adapters::embedded::DataFolder;
use crate::adapters::outbox::{self, Outbox};
use crate::adapters::simulators::bank::{self, Pace, SimulatedBank};
use crate::adapters::simulators::registry::{self, SimulatedRegistry};
use crate::config::{self, Sources};
use crate::web::{self, server};

/// The stand-ins that run. They stop when told by the token they were started with.
pub(super) struct StandIns(TaskTracker);

/// Where the outbox is shown, and the address of the pages to which its messages lead.
pub(super) struct Places {
    pub(super) outbox: TcpListener,
    pub(super) portal: String,
}

impl StandIns {
    /// Starts what is needed and puts the addresses among the settings.
    pub(super) async fn start(
        sources: &mut Sources,
        folder: &DataFolder,
        Places { outbox, portal }: Places,
        stop: &CancellationToken,
    ) -> anyhow::Result<Self> {
        let tasks = TaskTracker::new();
        store(sources, folder, &tasks, stop).await?;

        let messages = folder.private_folder("outbox")?;
        let messages = Arc::new(Outbox::open(&messages).context("the outbox cannot be opened")?);
        bring(sources, "PSER_SMS_URL", format!("{}/sms", web_address(&outbox)?));
        tasks.spawn(server::serve(outbox, web::outbox::router(Arc::clone(&messages), portal), stop.clone()));
        let mail = listen_anywhere().await?;
        bring(sources, "PSER_SMTP_URL", web_address(&mail)?.replace("http://", "smtp://"));
        tasks.spawn(outbox::receive_mail(mail, messages, stop.clone()));

        for (setting, path, router) in simulators(folder)? {
            let listener = listen_anywhere().await?;
            bring(sources, setting, web_address(&listener)? + path);
            tasks.spawn(server::serve(listener, router, stop.clone()));
        }
        tasks.close();
        Ok(Self(tasks))
    }

    /// Waits until all of them have stopped.
    pub(super) async fn wait(self) {
        self.0.wait().await;
    }
}

/// The simulated systems, with the setting that gets the address of each and the path it begins at.
fn simulators(folder: &DataFolder) -> anyhow::Result<Vec<(&'static str, &'static str, Router)>> {
    let books = folder.private_folder("bank")?.join("bookings.jsonl");
    let bank = SimulatedBank::keeping(&books, Pace::default())
        .context("the simulated bank cannot open its books")?;
    let registry = registry::router(Arc::new(SimulatedRegistry::default()));
    let bank = bank::router(Arc::new(bank));
    Ok(vec![("PSER_BANK_URL", "/payments", bank), ("PSER_REGISTRY_URL", "", registry)])
}

/// Brings an address on loopback, which has to be allowed then.
fn bring(sources: &mut Sources, setting: &str, address: String) {
    if !sources.has(setting) {
        sources.bring(setting, address);
        sources.bring("PSER_ALLOW_LOOPBACK", "true");
    }
}

#[cfg(feature = "embedded")]
async fn store(
    sources: &mut Sources,
    folder: &DataFolder,
    tasks: &TaskTracker,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    if sources.has("PSER_S3_ENDPOINT") {
        return Ok(());
    }
    let secrets = folder.secrets();
    let root = folder.private_folder("store")?;
    let router = crate::adapters::embedded::store(
        &root,
        &config::bucket(sources)?,
        &secrets.s3_access_key,
        &secrets.s3_secret_key,
    )?;
    let listener = listen_anywhere().await?;
    sources.bring("PSER_S3_ENDPOINT", web_address(&listener)?);
    sources.bring("PSER_S3_ACCESS_KEY", &secrets.s3_access_key);
    sources.bring("PSER_S3_SECRET_KEY", &secrets.s3_secret_key);
    tasks.spawn(server::serve(listener, router, stop.clone()));
    Ok(())
}

/// Without the endpoint in the program, the operator names one.
#[cfg(not(feature = "embedded"))]
async fn store(
    sources: &mut Sources,
    _folder: &DataFolder,
    _tasks: &TaskTracker,
    _stop: &CancellationToken,
) -> anyhow::Result<()> {
    anyhow::ensure!(
        sources.has("PSER_S3_ENDPOINT"),
        "PSER_S3_ENDPOINT is missing: this program was built without a store of its own (feature `embedded`)"
    );
    Ok(())
}
