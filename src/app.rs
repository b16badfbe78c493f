//! What every request and job has at hand: the pool, the keys, the catalogue, the policy and the other ends of our wires.
//! Built once at start; keeps no state of its own between requests.

use std::path::Path;
use std::time::Duration;

use reqwest::Url;
use sqlx::PgPool;

use crate::adapters::bank::{self, Bank};
use crate::adapters::clamd::Clamd;
use crate::adapters::mail::Mail;
use crate::adapters::outgoing;
use crate::adapters::registry::Registry;
use crate::adapters::sms::Sms;
use crate::adapters::store::{self, Store};
use crate::areas;
use crate::calendar;
use crate::catalogue::Catalogue;
use crate::config::Settings;
use crate::documents::{Intake, Limits};
use crate::error::{Fault, Result};
use crate::live::Live;
use crate::offer::{self, Rules};
use crate::paper::Press;
use crate::people::Passwords;
use crate::policy::Policy;
use crate::queue::Wake;
use crate::queues::board::Board;
use crate::seal::Sealer;
use crate::workflow::WorkingCalendar;

/// The assembled program. Cheap to share behind an `Arc`.
#[derive(Debug)]
pub struct App {
    pub db: PgPool,
    /// The address people use: whether cookies go over https, and where links in messages lead.
    pub public_url: Url,
    pub sealer: Sealer,
    /// Hashes and judges passwords, on as many threads as there are cores.
    pub passwords: Passwords,
    pub catalogue: Catalogue,
    pub areas: areas::Kept,
    pub policy: Policy,
    /// The province's working days.
    pub calendar: WorkingCalendar,
    /// Tells workers that a commit left them work.
    pub wake: Wake,
    /// Tells those who look at a page that it has changed.
    pub live: Live,
    /// What waits in the queues, for all who watch them.
    pub board: Board,
    /// How long whoever takes a step may take it back, where its workflow allows it; its messages wait so long.
    pub undo: Duration,
    /// Takes and examines uploads.
    pub intake: Intake,
    pub store: Store,
    /// Looks for malware, where one is configured.
    pub scanner: Option<Clamd>,
    pub registry: Registry,
    pub bank: Bank,
    pub sms: Sms,
    pub mail: Mail,
    /// Prints papers.
    pub press: Press,
}

impl App {
    /// Builds the program over a database whose schema is current and on which programmes are published.
    ///
    /// # Errors
    /// What is wrong with the policies or the published programmes, in full; an unreachable database.
    pub async fn assemble(db: PgPool, settings: &Settings) -> Result<Self> {
        let gateways = &settings.gateways;
        let mut conn = db.acquire().await?;
        let catalogue = Catalogue::load(&mut conn, offer::known()).await?;
        // Without programmes there is no policy either: its deeds are their actions.
        if catalogue.offers().is_empty() {
            return Err(Fault::broken("no programme is published yet: run `pser workflow publish`").into());
        }
        let policy =
            Rules::read(settings.rules.policies_dir.as_deref())?.policy(&catalogue).map_err(Fault::from)?;
        let calendar = calendar::working(&mut conn).await?;
        let areas = areas::Kept::load(&mut conn).await?;
        drop(conn);
        let bank = gateways.bank.expose();
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Ok(Self {
            sealer: Sealer::new(&settings.master_keys)?,
            passwords: Passwords::new(cores, settings.rules.breached_passwords.clone()),
            catalogue,
            areas,
            policy,
            calendar,
            wake: Wake::start(db.clone()),
            live: Live::start(db.clone()),
            board: Board::default(),
            undo: Duration::from_secs(settings.rules.undo_seconds),
            intake: Intake::new(Limits::of(settings.rules.upload_max_bytes), temporary_files(settings)?),
            store: Store::new(&store::Settings {
                endpoint: settings.store.endpoint.to_string(),
                bucket: settings.store.bucket.clone(),
                region: settings.store.region.clone(),
                access_key: settings.store.access_key.clone(),
                secret_key: settings.store.secret_key.clone(),
            }),
            scanner: scanner(settings)?,
            registry: Registry::new(gateways.registry.expose(), gateways.allow_loopback)?,
            bank: Bank::new(bank.clone(), outgoing::client(bank, bank::TIMEOUTS, gateways.allow_loopback)?),
            sms: Sms::new(gateways.sms.expose(), gateways.allow_loopback)?,
            public_url: settings.http.public_url.clone(),
            press: Press::default(),
            mail: Mail::new(gateways.smtp.expose(), &gateways.mail_from)?,
            db,
        })
    }
}

fn scanner(settings: &Settings) -> Result<Option<Clamd>, Fault> {
    let address = settings.rules.clamd.as_deref();
    address
        .map(|address| address.parse().map_err(|shape| Fault::broken(format!("PSER_CLAMD is no {shape}"))))
        .transpose()
}

/// Where uploads are kept while they are looked at, in files without names.
fn temporary_files(settings: &Settings) -> Result<std::path::PathBuf, Fault> {
    let folder = settings.data_dir.join("uploads");
    make_private(&folder)
        .map_err(|error| Fault::caused(format!("{} cannot be made", folder.display()), error))?;
    Ok(folder)
}

fn make_private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}
