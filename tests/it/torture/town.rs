//! An installation as a province runs it: two processes that serve and two that work, a front before the serving ones, one
//! durable PostgreSQL behind a line, and everybody the product speaks to behind lines of their own.

use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use nix::sys::signal::Signal;
use pser::adapters::embedded;
use tempfile::TempDir;
use tokio::process::Command;

use super::cluster::Cluster;
use super::front::Front;
use super::gateways::{Gateway, Gateways, serve};
use super::line::{Behind, Line};
use super::part::Part;
use crate::harness::{Program, folder};

const ACCESS_KEY: &str = "torture";
const SECRET_KEY: &str = "0c0ffee0facade0f9b1d";
const BUCKET: &str = "pser";

/// Everything that runs, and the folder it lives in.
pub(super) struct Town {
    pub(super) parts: Parts,
    pub(super) gateways: Gateways,
    folder: TempDir,
    settings: Vec<(&'static str, String)>,
}

/// What can be hurt.
pub(super) struct Parts {
    pub(super) serving: [Part; 2],
    pub(super) working: [Part; 2],
    pub(super) front: Front,
    /// Between every process and the database.
    pub(super) line: Line,
    pub(super) cluster: Cluster,
}

impl Town {
    /// Makes an installation with demonstration people, by `pser run`, and starts it anew in parts.
    pub(super) async fn open() -> Self {
        let folder = folder();
        let data = folder.path().join("var");
        let keys = found(&data);
        let mut cluster = Cluster::of(&data, folder.path().join("socket"));
        cluster.start().await;
        let objects = folder.path().join("objects");
        let store = serve(embedded::store(&objects, BUCKET, ACCESS_KEY, SECRET_KEY).unwrap()).await;
        let gateways = Gateways::open(folder.path(), store).await;
        // A commit whose answer is lost, of all that a database says, is what hurts.
        let line = Line::to(Behind::Socket(cluster.door()), |piece| {
            piece.windows(7).any(|word| word == b"COMMIT\0")
        });
        let line = line.await;
        let front = Front::open().await;
        let at = |gateway| gateways.address(gateway);
        let settings = vec![
            ("DATABASE_URL", format!("postgres://pser_app@{}/pser?sslmode=disable", line.address)),
            ("PSER_PUBLIC_URL", format!("http://{}", front.address)),
            ("PSER_LISTEN", "127.0.0.1:0".to_owned()),
            ("PSER_METRICS_LISTEN", "127.0.0.1:0".to_owned()),
            ("PSER_S3_ENDPOINT", format!("http://{}", at(Gateway::Store))),
            ("PSER_S3_BUCKET", BUCKET.to_owned()),
            ("PSER_S3_ACCESS_KEY", ACCESS_KEY.to_owned()),
            ("PSER_S3_SECRET_KEY", SECRET_KEY.to_owned()),
            ("PSER_REGISTRY_URL", format!("http://{}", at(Gateway::Registry))),
            ("PSER_BANK_URL", format!("http://{}/payments", at(Gateway::Bank))),
            ("PSER_SMS_URL", format!("http://{}/sms", at(Gateway::Sms))),
            ("PSER_SMTP_URL", format!("smtp://{}", at(Gateway::Mail))),
            ("PSER_ALLOW_LOOPBACK", "true".to_owned()),
            ("PSER_UNDO_SECONDS", "2".to_owned()),
            ("PSER_MASTER_KEYS", keys),
            ("PSER_DATA_DIR", data.display().to_string()),
        ];
        let part =
            |word, number| Part::new(word, &settings, folder.path().join(format!("{word}-{number}.log")));
        let serving = [part("serve", 0), part("serve", 1)];
        let working = [part("work", 0), part("work", 1)];
        let mut parts = Parts { serving, working, front, line, cluster };
        for number in 0..2 {
            parts.serving[number].start().await;
            parts.front.knows(number, parts.serving[number].pages());
            parts.working[number].start().await;
        }
        Self { parts, gateways, folder, settings }
    }

    /// The folder of logs and journals.
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The file of the demonstration people.
    pub(super) fn people(&self) -> PathBuf {
        self.folder.path().join("var/demonstration.json")
    }

    /// The folder of the store's objects.
    pub(super) fn objects(&self) -> PathBuf {
        self.folder.path().join("objects").join(BUCKET)
    }

    /// Runs `pser` with these words beside the parts, to its end.
    pub(super) async fn run(&self, words: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pser"));
        command.args(words).env_clear().envs(self.settings.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).kill_on_drop(true).output().await.unwrap()
    }

    /// Leaves the folder where it is, and says where.
    pub(super) fn keep(&mut self) -> PathBuf {
        self.folder.disable_cleanup(true);
        self.folder.path().to_owned()
    }
}

/// Has `pser run` make cluster, schema, programmes and people; gives the master keys.
fn found(data: &Path) -> String {
    let mut program = Program::brought_along(data, &[]);
    program.address_of("Pages and API");
    let running = std::fs::read_to_string(data.join("running.toml")).unwrap();
    let running: toml::Table = toml::from_str(&running).unwrap();
    let keys = running["PSER_MASTER_KEYS"].as_str().unwrap().to_owned();
    assert!(program.end(Signal::SIGINT).success());
    keys
}
