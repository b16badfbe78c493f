//! The one list of settings: what each is called, what it is, what it looks like. The reader, the messages and
//! docs/settings.md all come from it.

use std::fmt::Write as _;

/// One line of the list.
#[derive(Debug)]
pub struct Setting {
    /// In the environment.
    pub name: &'static str,
    /// In the settings file: table and key.
    pub key: &'static str,
    /// What it is, for the operator.
    pub about: &'static str,
    /// What a right value looks like, to follow "should be".
    pub shape: &'static str,
    pub default: Default,
    /// Whether its value must never be shown.
    pub secret: bool,
}

/// What holds when a setting is not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    /// This value.
    Value(&'static str),
    /// Nothing: it may be left out, which means what the text says.
    Absent(&'static str),
    /// It has to be given, but `pser run` brings its own, as the text says.
    BroughtByRun(&'static str),
}

impl Setting {
    /// The line of a name the program itself asks for.
    pub(super) fn named(name: &str) -> &'static Self {
        TABLE
            .iter()
            .find(|setting| setting.name == name)
            .expect("every setting that is read has a line in the table")
    }
}

macro_rules! settings {
    ($($(#[$mark:ident])? $name:literal $key:literal = $default:expr; $about:literal, $shape:literal;)+) => {
        &[$(Setting {
            name: $name,
            key: $key,
            about: $about,
            shape: $shape,
            default: $default,
            secret: settings!(@is $($mark)?),
        },)+]
    };
    (@is secret) => { true };
    (@is) => { false };
}

use self::Default::{Absent, BroughtByRun, Value};

/// Every setting there is.
pub static TABLE: &[Setting] = settings! {
    "PSER_LISTEN" "http.listen" = Value("127.0.0.1:8080");
        "Where pages and API are served", "an IP address and port, like 127.0.0.1:8080";
    "PSER_PUBLIC_URL" "http.public_url" = BroughtByRun("the address it listens on");
        "The address people use; links in messages are built from it", "an https:// address without a path, like https://pser.punjab.gov.pk (http:// for loopback only)";
    "PSER_TRUSTED_PROXIES" "http.trusted_proxies" = Value("");
        "Proxies whose X-Forwarded-For is believed", "IP addresses or networks separated by commas, like 10.0.0.7,10.1.0.0/16";
    "PSER_METRICS_LISTEN" "http.metrics_listen" = Value("127.0.0.1:9090");
        "Where metrics for Prometheus are served, without sign-in", "an IP address and port, like 127.0.0.1:9090";
    "PSER_OUTBOX_LISTEN" "http.outbox_listen" = Value("127.0.0.1:8025");
        "Where `pser run` shows the messages that were sent", "a loopback address and port, like 127.0.0.1:8025";
    #[secret] "DATABASE_URL" "database.url" = BroughtByRun("a private PostgreSQL in the data folder");
        "The database, as the role that serves and works", "postgres://pser_app:PASSWORD@HOST/pser; a remote host is always verified by TLS (sslmode=verify-full)";
    #[secret] "PSER_OWNER_DATABASE_URL" "database.owner_url" = Absent("only `pser migrate` needs it");
        "The database, as the role that owns the tables and migrates", "postgres://pser_owner:PASSWORD@HOST/pser; a remote host is always verified by TLS (sslmode=verify-full)";
    #[secret] "PSER_LISTEN_DATABASE_URL" "database.listen_url" = Absent("as DATABASE_URL");
        "The database past a transaction pooler, for LISTEN", "postgres://pser_app:PASSWORD@HOST/pser; a remote host is always verified by TLS (sslmode=verify-full)";
    "PSER_DATABASE_CONNECTIONS" "database.connections" = Value("20");
        "The most connections one process opens for requests", "a whole number from 2 to 1000";
    "PSER_S3_ENDPOINT" "store.endpoint" = BroughtByRun("an S3 endpoint over the data folder");
        "The S3 store of documents", "an https:// address, like https://s3.example.org (http:// for loopback only)";
    "PSER_S3_BUCKET" "store.bucket" = Value("pser");
        "Its bucket", "3 to 63 lower-case letters, digits, dots and dashes";
    "PSER_S3_REGION" "store.region" = Value("us-east-1");
        "Its region", "one word, like us-east-1";
    "PSER_S3_ACCESS_KEY" "store.access_key" = BroughtByRun("drawn at first start");
        "Who the store knows the program as", "one word";
    #[secret] "PSER_S3_SECRET_KEY" "store.secret_key" = BroughtByRun("drawn at first start");
        "The proof of it", "a secret of at least 16 characters that is not from an example";
    #[secret] "PSER_SMS_URL" "gateways.sms_url" = BroughtByRun("an outbox on this machine");
        "The SMS gateway: takes a POST of {id, to, text} per message", "an https:// address (http:// for loopback only, with PSER_ALLOW_LOOPBACK)";
    #[secret] "PSER_SMTP_URL" "gateways.smtp_url" = BroughtByRun("an outbox on this machine");
        "The mail server", "smtps://USER:PASSWORD@HOST, or smtp://HOST?tls=required (without TLS for loopback only, with PSER_ALLOW_LOOPBACK)";
    "PSER_MAIL_FROM" "gateways.mail_from" = Value("PSER <no-reply@pser.invalid>");
        "The sender of e-mail", "an address, or a name and <address>";
    #[secret] "PSER_BANK_URL" "gateways.bank_url" = BroughtByRun("a simulated bank on this machine");
        "The bank's payment service", "an https:// address (http:// for loopback only, with PSER_ALLOW_LOOPBACK)";
    #[secret] "PSER_REGISTRY_URL" "gateways.registry_url" = BroughtByRun("a simulated registry on this machine");
        "The registry that identity is checked against", "an https:// address (http:// for loopback only, with PSER_ALLOW_LOOPBACK)";
    "PSER_ALLOW_LOOPBACK" "gateways.allow_loopback" = Value("false");
        "Whether outgoing addresses may lead to loopback or private networks; `pser run` opens it for what it brings itself", "true or false";
    #[secret] "PSER_MASTER_KEYS" "keys.master" = BroughtByRun("drawn at first start, kept in the data folder");
        "The keys that seal identifiers and documents; the newest seals, all open", "VERSION:BASE64 separated by commas, each of 32 random bytes, like 1:$(openssl rand -base64 32)";
    "PSER_WORKFLOWS_DIR" "rules.workflows_dir" = Absent("the programmes built into the program");
        "The folder of programmes", "a folder that exists";
    "PSER_POLICIES_DIR" "rules.policies_dir" = Absent("the policies built into the program");
        "The folder of policies", "a folder that exists";
    "PSER_BREACHED_PASSWORDS" "rules.breached_passwords" = Absent("only the built-in list of common passwords");
        "A file of passwords known from breaches: SHA-1 digests in hexadecimal, sorted, one a line", "a file that exists";
    "PSER_CLAMD" "rules.clamd" = Absent("documents are not scanned for malware");
        "The ClamAV daemon that scans documents; while it is silent, nothing is accepted", "HOST:PORT or unix:/path/of/the/socket";
    "PSER_UPLOAD_MAX_BYTES" "rules.upload_max_bytes" = Value("10485760");
        "The most bytes of one document", "a whole number from 1024 to 1073741824";
    "PSER_UNDO_SECONDS" "rules.undo_seconds" = Value("60");
        "How long a decision can be taken back, and its messages wait", "a whole number from 0 to 3600";
    "PSER_DATA_DIR" "data.dir" = Value("./var");
        "Where `pser run` keeps what it brings itself", "a folder's path; it is made when absent";
    "PSER_LOG" "log.filter" = Value("info,apalis_core=warn,s3s=warn,s3s_fs=warn,sqlx::postgres::notice=warn");
        "What is logged", "levels by module, like info,pser::queue=debug";
    "PSER_LOG_FORMAT" "log.format" = Value("text");
        "How it is logged", "text or json";
};

/// The list as the page docs/settings.md.
pub fn markdown() -> String {
    let mut page = String::from(
        "# Settings\n\n\
         Settings come from the environment and from a TOML file named by `--settings FILE` or `PSER_SETTINGS`; the environment\n\
         wins, and an empty variable counts as absent. They are read once at start; anything missing, malformed or unknown is\n\
         refused, all at once. `pser run` brings its own of what is marked so; `serve` and `work` need it given.\n\
         Names that begin with `PSER_TEST_` belong to the tests and are ignored.\n\n\
         This page is generated: `make docs`.\n",
    );
    let mut table = "";
    for setting in TABLE {
        let (section, key) = setting.key.split_once('.').expect("a key has a table");
        if section != table {
            table = section;
            write!(page, "\n## [{section}]\n").expect("writing to a string succeeds");
        }
        let default = match setting.default {
            Value("") => "none".to_owned(),
            Value(value) => format!("`{value}`"),
            Absent(meaning) => format!("none: {meaning}"),
            BroughtByRun(what) => format!("none; `pser run` brings {what}"),
        };
        write!(
            page,
            "\n### {}\n{}.{}\n- In the file: `{key}`\n- Shape: {}\n- Default: {default}\n",
            setting.name,
            setting.about,
            if setting.secret { " Secret." } else { "" },
            setting.shape,
        )
        .expect("writing to a string succeeds");
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_settings_is_current() {
        let page = include_str!("../../docs/settings.md");
        assert!(page == markdown(), "docs/settings.md is not what the table says: run `make docs`");
    }

    #[test]
    fn names_and_keys_are_unique_and_tables_together() {
        let mut names: Vec<_> = TABLE.iter().flat_map(|setting| [setting.name, setting.key]).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        let mut tables: Vec<_> = TABLE.iter().filter_map(|setting| setting.key.split('.').next()).collect();
        tables.dedup();
        let runs = tables.len();
        tables.sort_unstable();
        tables.dedup();
        assert_eq!(tables.len(), runs, "settings of one table stand together");
    }
}
