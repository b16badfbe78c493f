//! The people of the town: `pser demo`, round after round, each with citizens nobody has seen before, for as long as there
//! are faults and until the last of them has what they came for.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::Value;

use super::story::Story;
use super::town::Town;

/// How much of its time a round has left when it begins.
const ROUND: Duration = Duration::from_secs(30);

/// Where people act, and what they leave behind.
pub(super) struct People {
    words: Vec<String>,
    pub(super) journal: PathBuf,
    seed: u64,
}

/// How many people act at a time, and how long without any of them getting on is too long.
#[derive(Debug, Clone, Copy)]
pub(super) struct Crowd {
    pub(super) citizens: u32,
    pub(super) patience_seconds: u32,
}

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Came {
    pub(super) rounds: u64,
    pub(super) ended: i64,
    pub(super) accounts_corrected: i64,
}

/// A request that was acknowledged, or refused after a sending that got no answer.
#[derive(Debug, Deserialize)]
pub(super) struct Deed {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) key: String,
    pub(super) status: u16,
    pub(super) answer: Value,
}

impl People {
    pub(super) fn of(town: &Town, seed: u64, crowd: Crowd) -> Self {
        let journal = town.folder().join("journal.jsonl");
        let words = [
            ("--url", format!("http://{}", town.parts.front.address)),
            ("--outbox", format!("http://{}", town.gateways.telephones)),
            ("--people", town.people().display().to_string()),
            ("--journal", journal.display().to_string()),
            ("--cases", crowd.citizens.to_string()),
            ("--patience", crowd.patience_seconds.to_string()),
        ];
        let words = words.into_iter().flat_map(|(name, value)| [name.to_owned(), value]).collect();
        Self { words, journal, seed }
    }

    /// Begins rounds until shortly before `end`, and sees the last one through.
    pub(super) async fn act(&self, end: Instant, story: &Story) -> Came {
        let mut came = Came::default();
        while came.rounds == 0 || Instant::now() + ROUND < end {
            // Far enough apart that no two rounds make the same people.
            let seed = self.seed.wrapping_mul(1_000_003).wrapping_add(came.rounds) % 1_000_000_000;
            let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_pser"));
            command.args(["demo", "--json", "--seed", &seed.to_string()]).args(&self.words).env_clear();
            command.stdin(Stdio::null()).kill_on_drop(true);
            let played = command.output().await.unwrap();
            came.rounds += 1;
            if !played.status.success() {
                let said = String::from_utf8_lossy(&played.stderr).into_owned();
                story.finds(format!("the people of round {} could not go on: {said}", came.rounds));
            }
            let Ok(outcome) = serde_json::from_slice::<Value>(&played.stdout) else { break };
            let stages = outcome["stages"].as_object().into_iter().flatten();
            let ended = stages.filter(|(stage, _)| ["disbursed", "rejected"].contains(&stage.as_str()));
            came.ended += ended.filter_map(|(_, count)| count.as_i64()).sum::<i64>();
            came.accounts_corrected += outcome["accounts_corrected"].as_i64().unwrap_or_default();
            if !played.status.success() {
                break;
            }
        }
        came
    }
}

/// What they wrote down. A last line without an end was never acknowledged to anybody.
pub(super) fn deeds(journal: &Path) -> Vec<Deed> {
    let text = std::fs::read_to_string(journal).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
