//! What each setting's text must look like, parsed into the type that the program trusts from then on.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ipnet::IpNet;
use reqwest::Url;
use secrecy::{ExposeSecret as _, SecretString};
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use zeroize::Zeroizing;

use super::reader::Wry;
use crate::seal::MasterKey;

type Parsed<T> = Result<T, Wry>;

/// Words that betray a secret copied from an example.
const EXAMPLES: [&str; 6] = ["example", "changeme", "change-me", "minioadmin", "password", "secret"];

/// Lines as people read them, or as machines do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

/// An address with a password in it: never shown.
#[derive(Debug, Clone)]
pub struct DatabaseUrl(SecretString);

impl DatabaseUrl {
    /// How to connect. A remote host is verified by TLS.
    pub fn options(&self) -> PgConnectOptions {
        options(self.0.expose_secret()).expect("the address was parsed when it was read")
    }

    /// The address as written, for handing to a child process or a library that takes no options.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

/// The address of somebody's system; may hold a user, a password or a token and is never shown.
#[derive(Clone)]
pub struct SecretUrl(Url);

impl SecretUrl {
    /// The address with everything in it.
    pub fn expose(&self) -> &Url {
        &self.0
    }
}

impl std::fmt::Debug for SecretUrl {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "SecretUrl({}://{})", self.0.scheme(), self.0.host_str().unwrap_or_default())
    }
}

pub(super) fn socket(text: &str) -> Parsed<SocketAddr> {
    text.parse().map_err(|_| Wry::Shape)
}

pub(super) fn loopback_socket(text: &str) -> Parsed<SocketAddr> {
    let address = socket(text)?;
    if !address.ip().is_loopback() {
        return Err(because("one-time codes can be read there"));
    }
    Ok(address)
}

#[expect(clippy::unnecessary_wraps, reason = "every shape is read in the same way")]
pub(super) fn path(text: &str) -> Parsed<PathBuf> {
    Ok(PathBuf::from(text))
}

pub(super) fn folder(text: &str) -> Parsed<PathBuf> {
    let path = PathBuf::from(text);
    if path.is_dir() { Ok(path) } else { Err(because("there is no such folder")) }
}

pub(super) fn file(text: &str) -> Parsed<PathBuf> {
    let path = PathBuf::from(text);
    if path.is_file() { Ok(path) } else { Err(because("there is no such file")) }
}

pub(super) fn scanner(text: &str) -> Parsed<String> {
    let port =
        || text.rsplit_once(':').is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok());
    if text.starts_with("unix:/") || port() { Ok(text.to_owned()) } else { Err(Wry::Shape) }
}

pub(super) fn word(text: &str) -> Parsed<String> {
    if text.is_empty() || text.chars().any(char::is_whitespace) {
        Err(Wry::Shape)
    } else {
        Ok(text.to_owned())
    }
}

pub(super) fn between(text: &str, least: u64, most: u64) -> Parsed<u64> {
    text.parse().ok().filter(|number| (least..=most).contains(number)).ok_or(Wry::Shape)
}

pub(super) fn yes_or_no(text: &str) -> Parsed<bool> {
    text.parse().map_err(|_| Wry::Shape)
}

pub(super) fn log_format(text: &str) -> Parsed<LogFormat> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err(Wry::Shape),
    }
}

pub(super) fn log_filter(text: &str) -> Parsed<String> {
    tracing_subscriber::EnvFilter::try_new(text).map(|_| text.to_owned()).map_err(|_| Wry::Shape)
}

pub(super) fn networks(text: &str) -> Parsed<Vec<IpNet>> {
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().or_else(|_| part.parse::<IpAddr>().map(IpNet::from)).map_err(|_| Wry::Shape))
        .collect()
}

/// The origin only: a path would be lost when links are joined to it.
pub(super) fn public_url(text: &str) -> Parsed<Url> {
    let url = web_url(text)?;
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() || has_credentials(&url) {
        return Err(Wry::Shape);
    }
    Ok(url)
}

pub(super) fn store_url(text: &str) -> Parsed<Url> {
    let url = web_url(text)?;
    if has_credentials(&url) {
        return Err(because("the keys have settings of their own"));
    }
    Ok(url)
}

/// As S3 has it.
pub(super) fn bucket(text: &str) -> Parsed<String> {
    let allowed =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'.';
    let sound = (3..=63).contains(&text.len())
        && text.bytes().all(allowed)
        && text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && text.ends_with(|last: char| last.is_ascii_alphanumeric())
        && !text.contains("..");
    if sound { Ok(text.to_owned()) } else { Err(Wry::Shape) }
}

pub(super) fn secret(text: &str) -> Parsed<SecretString> {
    if text.chars().count() < 16 {
        return Err(because("it is too short"));
    }
    not_from_an_example(text)?;
    Ok(SecretString::from(text))
}

/// The address of a system the program calls. What a name resolves to is looked at again with every call.
pub(super) fn outgoing(text: &str, schemes: &[&str], loopback_open: bool) -> Parsed<SecretUrl> {
    let url = Url::parse(text).map_err(|_| Wry::Shape)?;
    let Some(host) = url.host_str() else { return Err(Wry::Shape) };
    if !schemes.contains(&url.scheme()) {
        return Err(Wry::Shape);
    }
    if !loopback_open && is_inward(host) {
        return Err(because(
            "it leads to this machine or a private network and PSER_ALLOW_LOOPBACK is not true",
        ));
    }
    if let Some(password) = url.password() {
        not_from_an_example(password)?;
    }
    let required = url.query_pairs().any(|(name, value)| name == "tls" && value == "required");
    let verified = matches!(url.scheme(), "https" | "smtps") || required;
    if !verified && !is_loopback(host) {
        return Err(because("it would be spoken to without TLS"));
    }
    Ok(SecretUrl(url))
}

pub(super) fn mailbox(text: &str) -> Parsed<String> {
    text.parse::<lettre::message::Mailbox>().map(|_| text.to_owned()).map_err(|_| Wry::Shape)
}

pub(super) fn database(text: &str) -> Parsed<DatabaseUrl> {
    if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
        return Err(Wry::Shape);
    }
    let parsed = options(text)?;
    if parsed.get_database().is_none_or(str::is_empty) {
        return Err(because("it names no database"));
    }
    if let Some(password) = Url::parse(text).ok().and_then(|url| url.password().map(str::to_owned)) {
        not_from_an_example(&password)?;
    }
    Ok(DatabaseUrl(SecretString::from(text)))
}

fn options(text: &str) -> Parsed<PgConnectOptions> {
    let options = PgConnectOptions::from_str(text).map_err(|_| Wry::Shape)?;
    if options.get_socket().is_some()
        || options.get_host().starts_with('/')
        || is_loopback(options.get_host())
    {
        return Ok(options);
    }
    if !text.contains("sslmode=") {
        return Ok(options.ssl_mode(PgSslMode::VerifyFull));
    }
    if matches!(options.get_ssl_mode(), PgSslMode::VerifyFull) {
        return Ok(options);
    }
    Err(because("its sslmode does not verify the server"))
}

/// `1:base64,2:base64`, 32 bytes each.
pub(super) fn master_keys(text: &str) -> Parsed<Vec<MasterKey>> {
    let mut keys = Vec::<MasterKey>::new();
    for part in text.split(',').map(str::trim) {
        let (version, encoded) = part.split_once(':').ok_or(Wry::Shape)?;
        let version: u16 = version.parse().map_err(|_| Wry::Shape)?;
        let bytes = Zeroizing::new(STANDARD.decode(encoded).map_err(|_| Wry::Shape)?);
        let secret: [u8; 32] = bytes.as_slice().try_into().map_err(|_| because("a key has not 32 bytes"))?;
        if !looks_random(&secret) {
            return Err(because(format!("key {version} is an example, not random bytes")));
        }
        if keys.iter().any(|key| key.version == version) {
            return Err(because(format!("version {version} is there twice")));
        }
        keys.push(MasterKey { version, secret: Zeroizing::new(secret) });
    }
    Ok(keys)
}

/// Random bytes repeat little, are not all printable, and do not count upwards.
fn looks_random(bytes: &[u8; 32]) -> bool {
    let mut distinct = *bytes;
    distinct.sort_unstable();
    let repeats = distinct.windows(2).filter(|pair| pair[0] == pair[1]).count();
    let printable = bytes.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ');
    let counting = bytes.windows(2).all(|pair| pair[1] == pair[0].wrapping_add(1));
    repeats < 16 && !printable && !counting
}

fn not_from_an_example(secret: &str) -> Parsed<()> {
    let lower = secret.to_lowercase();
    if EXAMPLES.iter().any(|word| lower.contains(word)) {
        return Err(because("the secret is one from an example"));
    }
    Ok(())
}

/// `https`, or `http` to loopback.
fn web_url(text: &str) -> Parsed<Url> {
    let url = Url::parse(text).map_err(|_| Wry::Shape)?;
    let Some(host) = url.host_str() else { return Err(Wry::Shape) };
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_loopback(host) => Ok(url),
        "http" => Err(because("http is for loopback only")),
        _ => Err(Wry::Shape),
    }
}

fn has_credentials(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

fn address_of(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || address_of(host).is_some_and(|address| address.is_loopback())
}

/// Loopback, link-local, private or unspecified, as far as the text alone says.
fn is_inward(host: &str) -> bool {
    is_loopback(host)
        || match address_of(host) {
            Some(IpAddr::V4(v4)) => v4.is_private() || v4.is_link_local() || v4.is_unspecified(),
            Some(IpAddr::V6(v6)) => v6.is_unique_local() || v6.is_unicast_link_local() || v6.is_unspecified(),
            None => false,
        }
}

fn because(why: impl Into<String>) -> Wry {
    Wry::Because(why.into())
}
