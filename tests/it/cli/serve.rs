//! `pser serve` and `pser work` beside services that somebody else runs.

use nix::sys::signal::Signal;
use pser::offer;
use secrecy::ExposeSecret as _;
use tempfile::TempDir;

use crate::harness::{Database, Program, folder, fresh_bucket, http};

const KEYS: &str = "1:W3uFzvCzr0DEkTn9cYxYyGgyI8JMtqTUPgSJvFvQ1jk=";

/// Every setting an operator gives, with the test's database, bucket and data folder.
pub(super) async fn settings(database: &Database, data: &TempDir) -> Vec<(&'static str, String)> {
    let store = fresh_bucket().await;
    vec![
        ("DATABASE_URL", database.app_url.clone()),
        ("PSER_PUBLIC_URL", "https://pser.example.pk".to_owned()),
        ("PSER_S3_ENDPOINT", store.endpoint.to_string()),
        ("PSER_S3_BUCKET", store.bucket),
        ("PSER_S3_ACCESS_KEY", store.access_key),
        ("PSER_S3_SECRET_KEY", store.secret_key.expose_secret().to_owned()),
        ("PSER_SMS_URL", "https://sms.telco.pk/send".to_owned()),
        ("PSER_SMTP_URL", "smtps://mail.pser.pk".to_owned()),
        ("PSER_BANK_URL", "https://bank.pk".to_owned()),
        ("PSER_REGISTRY_URL", "https://registry.pk".to_owned()),
        ("PSER_MASTER_KEYS", KEYS.to_owned()),
        ("PSER_DATA_DIR", data.path().display().to_string()),
    ]
}

#[tokio::test]
async fn they_start_on_a_migrated_database_and_stop_on_a_signal() {
    let database = Database::fresh().await;
    let mut owner = database.owner.acquire().await.unwrap();
    offer::publish(&mut owner, &offer::examine(None, None).unwrap()).await.unwrap();
    let data = folder();
    let settings = settings(&database, &data).await;
    let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    for word in ["serve", "work"] {
        let mut program = Program::start(&[word], &settings);
        let metrics = format!("{}/metrics", program.address_of("Metrics"));
        http().get(metrics).send().await.unwrap().error_for_status().unwrap();
        assert!(program.end(Signal::SIGTERM).success(), "{word}");
    }
}

#[tokio::test]
async fn a_database_that_lacks_migrations_is_refused() {
    let database = Database::fresh().await;
    sqlx::query("delete from _sqlx_migrations").execute(&database.owner).await.unwrap();
    let data = folder();
    let settings = settings(&database, &data).await;
    let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let exit = Program::run(&["serve"], &settings);
    assert_eq!(exit.status.code(), Some(1));
    assert!(exit.err.contains("run `pser migrate`"), "{}", exit.err);
}
