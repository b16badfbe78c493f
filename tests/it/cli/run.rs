//! `pser run` on an empty machine, again, and where it cannot.

use std::net::TcpListener;
use std::path::Path;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;
use serde_json::Value;

use crate::harness::{Program, folder, http};

/// Processes that work in a folder below `data`: the private PostgreSQL, if it lives.
fn servers_of(data: &Path) -> usize {
    let data = data.canonicalize().unwrap();
    std::fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| std::fs::read_link(entry.ok()?.path().join("cwd")).ok())
        .filter(|works_in| works_in.starts_with(&data))
        .count()
}

async fn post_sms(outbox: &str, id: &str) {
    let sms = serde_json::json!({ "id": id, "to": "+923001234567", "text": "123456" });
    http().post(format!("{outbox}/sms")).json(&sms).send().await.unwrap().error_for_status().unwrap();
}

#[tokio::test]
async fn it_brings_everything_along_stops_on_a_signal_and_finds_its_data_again() {
    let folder = folder();
    let data = folder.path().join("var");
    let mut first = Program::brought_along(&data, &[]);
    let ready = format!("{}/readyz", first.address_of("Pages and API"));
    let answer: Value =
        http().get(ready).send().await.unwrap().error_for_status().unwrap().json().await.unwrap();
    assert_eq!(answer, serde_json::json!({ "database": true, "store": true }));
    let metrics = format!("{}/metrics", first.address_of("Metrics"));
    let measured = http().get(metrics).send().await.unwrap().text().await.unwrap();
    assert!(
        measured.contains(r#"pser_http_requests_total{method="GET",route="/readyz",status="200"} 1"#),
        "{measured}"
    );
    assert!(measured.contains(r#"pser_jobs{queue="money",state="dead"} 0"#), "{measured}");
    assert!(measured.contains(r#"pser_jobs_oldest_ready_seconds{queue="codes"}"#), "{measured}");
    assert_eq!(first.address_of("Office"), format!("{}/office", first.address_of("Pages and API")));
    assert!(first.has_said("pser staff code EMAIL"), "a newcomer hears how to sign in");
    post_sms(&first.address_of("Messages sent"), "kept").await;
    assert!(first.end(Signal::SIGINT).success());
    assert_eq!(servers_of(&data), 0, "PostgreSQL was stopped");

    let mut second = Program::brought_along(&data, &[]);
    let messages = format!("{}/messages", second.address_of("Messages sent"));
    let messages: Vec<Value> = http().get(messages).send().await.unwrap().json().await.unwrap();
    assert_eq!(messages[0]["id"], "kept");
    assert!(second.end(Signal::SIGTERM).success());
}

#[tokio::test]
async fn it_starts_again_after_it_was_killed_and_leaves_no_server_behind() {
    let folder = folder();
    let data = folder.path().join("var");
    let mut killed = Program::brought_along(&data, &[]);
    killed.address_of("Pages and API");
    assert!(servers_of(&data) > 0);
    killed.end(Signal::SIGKILL);
    // At once: the old server may still be stopping.
    let mut again = Program::brought_along(&data, &[]);
    again.address_of("Pages and API");
    assert!(again.end(Signal::SIGINT).success());
    let patience = Instant::now() + Duration::from_secs(30);
    while servers_of(&data) > 0 {
        assert!(Instant::now() < patience, "a PostgreSQL is left over");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[test]
fn two_do_not_share_a_data_folder() {
    let folder = folder();
    let data = folder.path().join("var");
    let mut first = Program::brought_along(&data, &[]);
    first.address_of("Pages and API");
    let second = Program::run(&["run"], &[("PSER_DATA_DIR", data.to_str().unwrap())]);
    assert_eq!(second.status.code(), Some(1));
    assert!(second.err.contains("is in use by another pser (process"), "{}", second.err);
    assert_eq!(second.err.lines().count(), 1, "{}", second.err);
}

#[test]
fn a_taken_port_is_one_sentence_with_the_remedy() {
    let folder = folder();
    let data = folder.path().join("var");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let exit =
        Program::run(&["run"], &[("PSER_DATA_DIR", data.to_str().unwrap()), ("PSER_LISTEN", &address)]);
    assert_eq!(exit.status.code(), Some(1));
    assert_eq!(
        exit.err,
        format!(
            "pser: {address} is taken by another program: stop that one, or name another address with PSER_LISTEN\n"
        )
    );
}

#[test]
fn wrong_settings_are_told_together_before_anything_is_made() {
    let folder = folder();
    let data = folder.path().join("var");
    let exit = Program::run(
        &["run"],
        &[("PSER_DATA_DIR", data.to_str().unwrap()), ("PSER_UPLOAD_MAX_BYTES", "many"), ("PSER_LISEN", "x")],
    );
    assert_eq!(exit.status.code(), Some(1));
    assert!(
        exit.err.contains("PSER_LISEN in the environment is no setting; did you mean PSER_LISTEN?"),
        "{}",
        exit.err
    );
    assert!(exit.err.contains("PSER_UPLOAD_MAX_BYTES \"many\""), "{}", exit.err);
    assert!(!data.exists());
}

#[test]
fn somebody_elses_data_folder_is_left_alone() {
    if !nix::unistd::geteuid().is_root() {
        return;
    }
    let folder = folder();
    let data = folder.path().join("var");
    std::fs::create_dir(&data).unwrap();
    std::os::unix::fs::chown(&data, Some(65534), Some(65534)).unwrap();
    let exit = Program::run(&["run"], &[("PSER_DATA_DIR", data.to_str().unwrap())]);
    assert_eq!(exit.status.code(), Some(1));
    assert!(exit.err.contains("belongs to nobody: run as nobody, or name another folder"), "{}", exit.err);
}
