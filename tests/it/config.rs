//! What an operator hears about settings.

use std::io::Write as _;

use pser::config::{Settings, Sources};

/// Everything that has to be given, soundly.
const SOUND: [(&str, &str); 10] = [
    ("DATABASE_URL", "postgres://pser_app:m3Zk9QpL@db.pser.pk/pser"),
    ("PSER_PUBLIC_URL", "https://pser.punjab.gov.pk"),
    ("PSER_S3_ENDPOINT", "https://s3.pser.pk"),
    ("PSER_S3_ACCESS_KEY", "GK31c2f218a2e44f485b94239e"),
    ("PSER_S3_SECRET_KEY", "b892c0665f0ada8a4755dae98baa3b13"),
    ("PSER_SMS_URL", "https://sms.telco.pk/send"),
    ("PSER_SMTP_URL", "smtps://pser:Xw8Lq2@mail.pser.pk"),
    ("PSER_BANK_URL", "https://bank.pk/payments"),
    ("PSER_REGISTRY_URL", "https://registry.pk"),
    ("PSER_MASTER_KEYS", "1:W3uFzvCzr0DEkTn9cYxYyGgyI8JMtqTUPgSJvFvQ1jk="),
];

fn with(changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut variables: Vec<(String, String)> = Vec::new();
    for (name, value) in SOUND.iter().chain(changes) {
        variables.retain(|(known, _)| known != name);
        variables.push(((*name).to_owned(), (*value).to_owned()));
    }
    variables
}

fn refused(changes: &[(&str, &str)]) -> Vec<String> {
    let sources = Sources::gather(None, with(changes)).unwrap();
    Settings::read(&sources).expect_err("these settings are wrong").0
}

#[test]
fn sound_settings_are_taken_with_the_defaults_of_the_rest() {
    let settings = Settings::read(&Sources::gather(None, with(&[])).unwrap()).unwrap();
    assert_eq!(settings.http.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(settings.rules.upload_max_bytes, 10 << 20);
    assert_eq!(settings.database.listen.expose(), settings.database.app.expose());
    assert!(settings.database.owner.is_none());
    assert!(!settings.gateways.allow_loopback);
}

#[test]
fn every_missing_setting_is_named_at_once_with_its_shape() {
    let wrong = Settings::read(&Sources::gather(None, Vec::new()).unwrap()).expect_err("nothing was given").0;
    assert_eq!(wrong.len(), SOUND.len(), "{wrong:#?}");
    for (name, _) in SOUND {
        assert!(
            wrong.iter().any(|line| line.starts_with(&format!("{name} is missing: "))),
            "{name} in {wrong:#?}"
        );
    }
}

#[test]
fn a_wrong_value_is_told_with_what_it_should_look_like() {
    let wrong = refused(&[("PSER_LISTEN", "8080"), ("PSER_DATABASE_CONNECTIONS", "many")]);
    assert_eq!(
        wrong,
        [
            "PSER_LISTEN \"8080\" (from environment) is not taken: it should be an IP address and port, like 127.0.0.1:8080",
            "PSER_DATABASE_CONNECTIONS \"many\" (from environment) is not taken: it should be a whole number from 2 to 1000",
        ]
    );
}

#[test]
fn an_unknown_name_is_refused_with_the_one_that_was_meant() {
    let wrong = refused(&[("PSER_LISTNE", "127.0.0.1:1"), ("PSER_COLOUR_OF_THE_ROOF", "green")]);
    assert_eq!(wrong[0], "PSER_LISTNE in the environment is no setting; did you mean PSER_LISTEN?");
    assert!(wrong[1].ends_with("docs/settings.md lists all of them"), "{wrong:?}");
    assert_eq!(wrong.len(), 2);
}

#[test]
fn a_secret_is_never_shown_when_it_is_wrong() {
    let hush = "hush-hush-hush";
    for name in ["PSER_S3_SECRET_KEY", "PSER_MASTER_KEYS", "DATABASE_URL", "PSER_SMS_URL", "PSER_SMTP_URL"] {
        let wrong = refused(&[(name, hush)]);
        assert_eq!(wrong.len(), 1, "{wrong:?}");
        assert!(wrong[0].starts_with(name) && !wrong[0].contains(hush), "{wrong:?}");
    }
    let settings = Settings::read(&Sources::gather(None, with(&[])).unwrap()).unwrap();
    let shown = format!("{settings:?}");
    for secret in ["m3Zk9QpL", "b892c0665f", "Xw8Lq2", "W3uFzvCzr0"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

#[test]
fn secrets_from_examples_are_refused() {
    let zeros = format!("1:{}=", "A".repeat(43));
    for (name, value) in [
        ("PSER_MASTER_KEYS", zeros.as_str()),
        ("PSER_MASTER_KEYS", "1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="),
        ("PSER_S3_SECRET_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
        ("DATABASE_URL", "postgres://pser_app:PASSWORD@localhost/pser"),
    ] {
        let wrong = refused(&[(name, value)]);
        assert!(wrong.len() == 1 && wrong[0].contains("example"), "{name}: {wrong:?}");
    }
}

#[test]
fn addresses_in_clear_or_inward_are_refused() {
    for (name, value) in [
        ("PSER_PUBLIC_URL", "http://pser.punjab.gov.pk"),
        ("PSER_PUBLIC_URL", "https://pser.punjab.gov.pk/portal"),
        ("PSER_SMS_URL", "http://sms.telco.pk/send"),
        ("PSER_SMS_URL", "https://127.0.0.1/send"),
        ("PSER_BANK_URL", "https://10.1.2.3/payments"),
        ("PSER_REGISTRY_URL", "https://[::1]/"),
        ("PSER_SMTP_URL", "smtp://mail.pser.pk"),
        ("PSER_S3_ENDPOINT", "http://s3.pser.pk"),
        ("PSER_OUTBOX_LISTEN", "0.0.0.0:8025"),
        ("DATABASE_URL", "postgres://pser_app:m3Zk9QpL@db.pser.pk/pser?sslmode=require"),
    ] {
        let wrong = refused(&[(name, value)]);
        assert!(wrong.len() == 1 && wrong[0].starts_with(name), "{value}: {wrong:?}");
    }
    let opened = with(&[("PSER_ALLOW_LOOPBACK", "true"), ("PSER_SMS_URL", "http://127.0.0.1:4000/sms")]);
    assert!(Settings::read(&Sources::gather(None, opened).unwrap()).is_ok());
}

#[test]
fn the_environment_wins_over_the_file_and_an_empty_variable_counts_as_absent() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "[http]\nlisten = \"127.0.0.1:4001\"\nmetrics_listen = \"127.0.0.1:4002\"\ntrusted_proxies = [\"10.0.0.1\", \"10.1.0.0/16\"]").unwrap();
    let variables = with(&[("PSER_LISTEN", "127.0.0.1:5001"), ("PSER_METRICS_LISTEN", "")]);
    let settings = Settings::read(&Sources::gather(Some(file.path()), variables).unwrap()).unwrap();
    assert_eq!(settings.http.listen.port(), 5001);
    assert_eq!(settings.http.metrics_listen.port(), 4002);
    assert_eq!(settings.http.trusted_proxies.len(), 2);
}

#[test]
fn a_file_with_an_unknown_key_or_broken_line_is_refused_without_quoting_it() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "[http]\nlistne = \"127.0.0.1:4001\"").unwrap();
    let sources = Sources::gather(Some(file.path()), with(&[])).unwrap();
    let wrong = Settings::read(&sources).expect_err("the key is unknown").0;
    assert!(wrong[0].contains("http.listne") && wrong[0].ends_with("did you mean http.listen?"), "{wrong:?}");

    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "[store]\nsecret_key = \"hush-hush\n").unwrap();
    let wrong = Sources::gather(Some(file.path()), with(&[])).expect_err("the line does not end").0;
    assert!(wrong[0].contains("line 2") && !wrong[0].contains("hush"), "{wrong:?}");
}
