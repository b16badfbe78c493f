//! The assembled program over a test's own database and bucket, with the programmes that ship on offer.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pser::app::App;
use pser::casework::publish::publish;
use pser::config::{Settings, Sources};
use pser::offer;
use secrecy::ExposeSecret as _;
use sha2::{Digest as _, Sha256};

use super::{Database, fresh_bucket};

/// The master key of every test.
pub(crate) fn master_key() -> [u8; 32] {
    Sha256::digest("a key that no installation has").into()
}

/// Builds the program as the command line does, after publishing what ships. `more` are further settings, by name: the
/// addresses of gateways lead nowhere unless given.
pub(crate) async fn app(database: &Database, more: &[(&str, &str)]) -> App {
    let sound = offer::examine(None, None).expect("what ships can be read");
    publish(&database.app, &sound).await.expect("what ships is sound");
    let settings = settings(database, more).await;
    App::assemble(database.app.clone(), &settings).await.expect("the program is assembled")
}

async fn settings(database: &Database, more: &[(&str, &str)]) -> Settings {
    let store = fresh_bucket().await;
    let mut given: Vec<(String, String)> = [
        ("DATABASE_URL", database.app_url.clone()),
        ("PSER_PUBLIC_URL", "http://127.0.0.1:8080".to_owned()),
        ("PSER_S3_ENDPOINT", store.endpoint.to_string()),
        ("PSER_S3_BUCKET", store.bucket.clone()),
        ("PSER_S3_ACCESS_KEY", store.access_key.clone()),
        ("PSER_S3_SECRET_KEY", store.secret_key.expose_secret().to_owned()),
        ("PSER_SMS_URL", "http://127.0.0.1:9/sms".to_owned()),
        ("PSER_SMTP_URL", "smtp://127.0.0.1:9".to_owned()),
        ("PSER_BANK_URL", "http://127.0.0.1:9/bank".to_owned()),
        ("PSER_REGISTRY_URL", "http://127.0.0.1:9/registry".to_owned()),
        ("PSER_ALLOW_LOOPBACK", "true".to_owned()),
        // Messages go at once; a test that takes something back says how long it may.
        ("PSER_UNDO_SECONDS", "0".to_owned()),
        ("PSER_MASTER_KEYS", format!("1:{}", STANDARD.encode(master_key()))),
        ("PSER_DATA_DIR", std::env::temp_dir().join("pser-tests").display().to_string()),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .into();
    for (name, text) in more {
        given.retain(|(other, _)| other != name);
        given.push(((*name).to_owned(), (*text).to_owned()));
    }
    let sources = Sources::gather(None, given).expect("no file is read");
    Settings::read(&sources).unwrap_or_else(|wrong| panic!("{wrong:?}"))
}
