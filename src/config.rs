//! The installation's settings: read once at start from a file and the environment, checked together, and handed down as
//! one struct per subject. Nothing else reads the environment.

mod reader;
mod shapes;
mod sources;
mod table;

use std::net::SocketAddr;
use std::path::PathBuf;

use ipnet::IpNet;
use reqwest::Url;
use secrecy::SecretString;

pub use shapes::{DatabaseUrl, LogFormat, SecretUrl};
pub use sources::{Sources, environment, search_path};
pub use table::{Setting, TABLE, markdown};

use crate::seal::MasterKey;
use reader::Reader;

/// Everything the program is told from outside.
#[derive(Debug, Clone)]
pub struct Settings {
    pub http: Http,
    pub database: Database,
    pub store: Store,
    pub gateways: Gateways,
    pub rules: Rules,
    /// All versions of the key that seals people's identifiers and documents.
    pub master_keys: Vec<MasterKey>,
    /// Where embedded services keep their data, and the demonstration people their passwords.
    pub data_dir: PathBuf,
}

/// What listens, and as whom it is known.
#[derive(Debug, Clone)]
pub struct Http {
    /// Where pages and API are served.
    pub listen: SocketAddr,
    /// Where metrics are served; no sign-in, so never a public address.
    pub metrics_listen: SocketAddr,
    /// Where `pser run` shows the messages its outbox took; codes can be read there.
    pub outbox_listen: SocketAddr,
    /// The address people use; links in messages are built from it, never from a request.
    pub public_url: Url,
    /// The only peers whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
}

/// The database, by role.
#[derive(Debug, Clone)]
pub struct Database {
    /// As the role that serves and works.
    pub app: DatabaseUrl,
    /// As the role that migrates; `serve` and `work` do without.
    pub owner: Option<DatabaseUrl>,
    /// A direct way past a pooler, for LISTEN; the same as `app` unless set.
    pub listen: DatabaseUrl,
    /// The most connections one process opens.
    pub connections: u32,
}

/// The S3 store of documents.
#[derive(Debug, Clone)]
pub struct Store {
    pub endpoint: Url,
    pub bucket: String,
    pub region: String,
    pub access_key: String,
    pub secret_key: SecretString,
}

/// Other people's systems.
#[derive(Debug, Clone)]
pub struct Gateways {
    /// Takes one POST of `{id, to, text}` per message.
    pub sms: SecretUrl,
    /// `smtp://` or `smtps://`, with user and password where the server wants them.
    pub smtp: SecretUrl,
    pub bank: SecretUrl,
    pub registry: SecretUrl,
    /// The sender of e-mail: a bare address, or a name and `<address>`.
    pub mail_from: String,
    /// Whether outgoing addresses may lead to loopback or a private network.
    pub allow_loopback: bool,
}

/// Limits and the files of the department, where they are not the built-in ones.
#[derive(Debug, Clone)]
pub struct Rules {
    /// The folder of programmes; the copy in the binary when absent.
    pub workflows_dir: Option<PathBuf>,
    /// The folder of policies; the copy in the binary when absent.
    pub policies_dir: Option<PathBuf>,
    /// Passwords known from breaches, besides the common ones.
    pub breached_passwords: Option<PathBuf>,
    /// The scanner of documents: `host:port` or `unix:/path`.
    pub clamd: Option<String>,
    /// The most bytes of one document.
    pub upload_max_bytes: u64,
    /// How long a step can be taken back where its workflow allows it.
    pub undo_seconds: u64,
}

/// How the program logs; read before anything else, so that the rest can be told.
#[derive(Debug, Clone)]
pub struct Log {
    /// An env-filter, for example `info,pser::queue=debug`.
    pub filter: String,
    pub format: LogFormat,
}

impl Settings {
    /// Reads and checks everything.
    ///
    /// # Errors
    /// Every setting that is missing, malformed or unknown, at once.
    pub fn read(sources: &Sources) -> Result<Self, Wrong> {
        let mut reader = Reader::new(sources);
        let settings = Self::from(&mut reader);
        reader.finish(settings)
    }

    /// Checks what is given and lets be missing what `pser run` brings itself.
    ///
    /// # Errors
    /// Every setting that is malformed or unknown, or missing and not brought along.
    pub fn check_for_run(sources: &Sources) -> Result<(), Wrong> {
        let mut reader = Reader::new(sources).without_what_run_brings();
        // None is expected here: what is left out is missing from the struct.
        let _ = Self::from(&mut reader);
        reader.finish(Some(()))
    }

    fn from(reader: &mut Reader<'_>) -> Option<Self> {
        let http = Http::from(reader);
        let database = Database::from(reader);
        let store = Store::from(reader);
        let gateways = Gateways::from(reader);
        let rules = Rules::from(reader);
        let master_keys = reader.get("PSER_MASTER_KEYS", shapes::master_keys);
        let data_dir = reader.get("PSER_DATA_DIR", shapes::path);
        // Read here too, so that a wrong one is told together with the others.
        let _ = Log::from(reader);
        Some(Self {
            http: http?,
            database: database?,
            store: store?,
            gateways: gateways?,
            rules: rules?,
            master_keys: master_keys?,
            data_dir: data_dir?,
        })
    }
}

impl Http {
    fn from(reader: &mut Reader<'_>) -> Option<Self> {
        let listen = reader.get("PSER_LISTEN", shapes::socket);
        let metrics_listen = reader.get("PSER_METRICS_LISTEN", shapes::socket);
        let outbox_listen = reader.get("PSER_OUTBOX_LISTEN", shapes::loopback_socket);
        let public_url = reader.get("PSER_PUBLIC_URL", shapes::public_url);
        let trusted_proxies = reader.get("PSER_TRUSTED_PROXIES", shapes::networks);
        Some(Self {
            listen: listen?,
            metrics_listen: metrics_listen?,
            outbox_listen: outbox_listen?,
            public_url: public_url?,
            trusted_proxies: trusted_proxies?,
        })
    }
}

impl Database {
    fn from(reader: &mut Reader<'_>) -> Option<Self> {
        let app = reader.get("DATABASE_URL", shapes::database);
        let owner = reader.get_if_given("PSER_OWNER_DATABASE_URL", shapes::database);
        let listen = reader.get_if_given("PSER_LISTEN_DATABASE_URL", shapes::database);
        let connections = reader.get("PSER_DATABASE_CONNECTIONS", |text| shapes::between(text, 2, 1000));
        let app = app?;
        Some(Self {
            listen: listen?.unwrap_or_else(|| app.clone()),
            owner: owner?,
            connections: u32::try_from(connections?).ok()?,
            app,
        })
    }
}

impl Store {
    fn from(reader: &mut Reader<'_>) -> Option<Self> {
        let endpoint = reader.get("PSER_S3_ENDPOINT", shapes::store_url);
        let bucket = reader.get("PSER_S3_BUCKET", shapes::bucket);
        let region = reader.get("PSER_S3_REGION", shapes::word);
        let access_key = reader.get("PSER_S3_ACCESS_KEY", shapes::word);
        let secret_key = reader.get("PSER_S3_SECRET_KEY", shapes::secret);
        Some(Self {
            endpoint: endpoint?,
            bucket: bucket?,
            region: region?,
            access_key: access_key?,
            secret_key: secret_key?,
        })
    }
}

impl Gateways {
    fn from(reader: &mut Reader<'_>) -> Option<Self> {
        let allow_loopback = reader.get("PSER_ALLOW_LOOPBACK", shapes::yes_or_no);
        let open = allow_loopback.unwrap_or(false);
        let sms = reader.get("PSER_SMS_URL", |text| shapes::outgoing(text, &["http", "https"], open));
        let smtp = reader.get("PSER_SMTP_URL", |text| shapes::outgoing(text, &["smtp", "smtps"], open));
        let bank = reader.get("PSER_BANK_URL", |text| shapes::outgoing(text, &["http", "https"], open));
        let registry =
            reader.get("PSER_REGISTRY_URL", |text| shapes::outgoing(text, &["http", "https"], open));
        let mail_from = reader.get("PSER_MAIL_FROM", shapes::mailbox);
        Some(Self {
            sms: sms?,
            smtp: smtp?,
            bank: bank?,
            registry: registry?,
            mail_from: mail_from?,
            allow_loopback: allow_loopback?,
        })
    }
}

impl Rules {
    fn from(reader: &mut Reader<'_>) -> Option<Self> {
        let workflows_dir = reader.get_if_given("PSER_WORKFLOWS_DIR", shapes::folder);
        let policies_dir = reader.get_if_given("PSER_POLICIES_DIR", shapes::folder);
        let breached_passwords = reader.get_if_given("PSER_BREACHED_PASSWORDS", shapes::file);
        let clamd = reader.get_if_given("PSER_CLAMD", shapes::scanner);
        let upload_max_bytes =
            reader.get("PSER_UPLOAD_MAX_BYTES", |text| shapes::between(text, 1 << 10, 1 << 30));
        let undo_seconds = reader.get("PSER_UNDO_SECONDS", |text| shapes::between(text, 0, 3600));
        Some(Self {
            workflows_dir: workflows_dir?,
            policies_dir: policies_dir?,
            breached_passwords: breached_passwords?,
            clamd: clamd?,
            upload_max_bytes: upload_max_bytes?,
            undo_seconds: undo_seconds?,
        })
    }
}

impl Log {
    /// Reads the two log settings alone. A wrong one gives the defaults here and is told by `Settings::read`.
    pub fn read(sources: &Sources) -> Self {
        Self::from(&mut Reader::new(sources))
            .unwrap_or_else(|| Self { filter: "info".to_owned(), format: LogFormat::Text })
    }

    fn from(reader: &mut Reader<'_>) -> Option<Self> {
        let filter = reader.get("PSER_LOG", shapes::log_filter);
        let format = reader.get("PSER_LOG_FORMAT", shapes::log_format);
        Some(Self { filter: filter?, format: format? })
    }
}

/// The address for migrating, alone: `pser migrate` needs nothing else.
///
/// # Errors
/// When it is missing or malformed, or any name is unknown.
pub fn owner_database(sources: &Sources) -> Result<DatabaseUrl, Wrong> {
    let mut reader = Reader::new(sources);
    let url = reader.get("PSER_OWNER_DATABASE_URL", shapes::database);
    reader.finish(url)
}

/// The database as the role that serves and works, alone: what only reads history needs nothing else.
///
/// # Errors
/// When it is missing or malformed, or any name is unknown.
pub fn database(sources: &Sources) -> Result<DatabaseUrl, Wrong> {
    let mut reader = Reader::new(sources);
    let url = reader.get("DATABASE_URL", shapes::database);
    reader.finish(url)
}

/// Limits and the files of the department, alone: they are proved before anything is started.
///
/// # Errors
/// When one is malformed, or any name is unknown.
pub fn rules(sources: &Sources) -> Result<Rules, Wrong> {
    let mut reader = Reader::new(sources);
    let rules = Rules::from(&mut reader);
    reader.finish(rules)
}

/// The data folder, alone, for what happens before everything else is known.
///
/// # Errors
/// When it is malformed, or any name is unknown.
pub fn data_dir(sources: &Sources) -> Result<PathBuf, Wrong> {
    let mut reader = Reader::new(sources);
    let folder = reader.get("PSER_DATA_DIR", shapes::path);
    reader.finish(folder)
}

/// The bucket, alone, for making it.
///
/// # Errors
/// When it is malformed, or any name is unknown.
pub fn bucket(sources: &Sources) -> Result<String, Wrong> {
    let mut reader = Reader::new(sources);
    let bucket = reader.get("PSER_S3_BUCKET", shapes::bucket);
    reader.finish(bucket)
}

/// Where the listeners of `pser run` are to be, alone: they are taken before anything is started.
///
/// # Errors
/// When one is malformed, or any name is unknown.
pub fn listeners(sources: &Sources) -> Result<Listeners, Wrong> {
    let mut reader = Reader::new(sources);
    let pages = reader.get("PSER_LISTEN", shapes::socket);
    let metrics = reader.get("PSER_METRICS_LISTEN", shapes::socket);
    let outbox = reader.get("PSER_OUTBOX_LISTEN", shapes::loopback_socket);
    let listeners = (|| Some(Listeners { pages: pages?, metrics: metrics?, outbox: outbox? }))();
    reader.finish(listeners)
}

/// The addresses of `listeners`.
#[derive(Debug, Clone, Copy)]
pub struct Listeners {
    pub pages: SocketAddr,
    pub metrics: SocketAddr,
    pub outbox: SocketAddr,
}

/// What is wrong with the settings, one sentence each.
#[derive(Debug, thiserror::Error)]
#[error("{}", sentence(.0))]
pub struct Wrong(pub Vec<String>);

fn sentence(problems: &[String]) -> String {
    match problems {
        [one] => one.clone(),
        many => {
            format!("{} settings are wrong:\n  {}", many.len(), many.join("\n  "))
        }
    }
}
