//! What the maker and the supervisors do: one puts approved cases on a batch and proposes it, another looks at it, proves
//! who they are and approves.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use anyhow::{Result, ensure};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};

use super::citizen::text;
use super::client::Reply;
use super::desk::Desk;

const QUEUE: &str = "payments";
const PAUSE: Duration = Duration::from_secs(1);

/// The payments of one programme.
pub(super) struct Treasury {
    programme: String,
    /// Cases that are or were on a batch. A payment that the bank rejected is not tried again by itself, only together
    /// with others that are due.
    on_batches: Mutex<HashSet<String>>,
}

impl Treasury {
    pub(super) fn of(programme: &str) -> Self {
        Self { programme: programme.to_owned(), on_batches: Mutex::default() }
    }

    /// Proposes batches until dropped; what is proposed goes to the supervisors.
    pub(super) async fn make(&self, desk: &Desk, proposed: UnboundedSender<String>) -> Result<()> {
        let new = json!({ "programme": self.programme });
        loop {
            tokio::time::sleep(PAUSE).await;
            let waiting = waiting(desk).await?;
            if waiting.iter().all(|case| self.on_batches().contains(case)) {
                continue;
            }
            let Some(made) = desk.try_post("/batches", Some(&new)).await? else { continue };
            let reference = text(&made, "reference")?;
            let path = format!("/batches/{reference}");
            if desk.try_post(&format!("{path}/proposal"), None).await?.is_none() {
                continue;
            }
            let batch = desk.get(&path).await?;
            self.on_batches().extend(cases_of(&batch));
            if proposed.send(reference).is_err() {
                return Ok(());
            }
        }
    }

    /// Decides on what is proposed, in turns, until dropped.
    pub(super) async fn approve(
        &self,
        desks: &[Desk],
        mut proposed: UnboundedReceiver<String>,
    ) -> Result<()> {
        let mut turns = desks.iter().cycle();
        while let (Some(reference), Some(desk)) = (proposed.recv().await, turns.next()) {
            self.decide(desk, &reference).await?;
        }
        Ok(())
    }

    async fn decide(&self, desk: &Desk, reference: &str) -> Result<()> {
        let path = format!("/batches/{reference}");
        let batch = desk.get(&path).await?;
        look_through(&batch)?;
        let signature = json!({ "content_hash": batch["content_hash"] });
        let approval = format!("{path}/approval");
        match desk.ask(Method::POST, &approval, Some(&signature)).await? {
            Reply::Refused(problem) if problem.code == "reauthentication-required" => {
                desk.prove_again().await?;
                desk.post(&approval, &signature).await.map(drop)
            }
            // A case has moved since: the batch goes back, and its cases wait for the next.
            Reply::Refused(problem)
                if ["batch-changed", "cases-refused"].contains(&problem.code.as_str()) =>
            {
                let no = json!({ "reason": "A case has changed since this was proposed." });
                desk.post(&format!("{path}/refusal"), &no).await?;
                let refused: HashSet<String> = cases_of(&batch).collect();
                self.on_batches().retain(|case| !refused.contains(case));
                Ok(())
            }
            reply => reply.done(&approval).map(drop),
        }
    }

    fn on_batches(&self) -> MutexGuard<'_, HashSet<String>> {
        self.on_batches.lock().expect("nobody panics while holding the list")
    }
}

fn cases_of(batch: &Value) -> impl Iterator<Item = String> {
    let lines = batch["payments"].as_array().into_iter().flatten();
    lines.filter_map(|line| line["case"].as_str().map(str::to_owned))
}

/// The cases that wait for their money.
async fn waiting(desk: &Desk) -> Result<Vec<String>> {
    let (mut cases, mut after) = (Vec::new(), String::new());
    loop {
        let page = desk.get(&format!("/queues/{QUEUE}/cases{after}")).await?;
        let rows = page["cases"].as_array().into_iter().flatten();
        cases.extend(rows.filter_map(|row| row["reference"].as_str().map(str::to_owned)));
        match page["next"].as_str() {
            Some(next) => after = format!("?after={next}"),
            None => return Ok(cases),
        }
    }
}

/// Whether the control totals are those of the lines.
fn look_through(batch: &Value) -> Result<()> {
    let lines = batch["payments"].as_array().map(Vec::as_slice).unwrap_or_default();
    let total: i64 = lines.iter().filter_map(|line| line["amount"].as_i64()).sum();
    let agrees =
        batch["items"].as_u64() == u64::try_from(lines.len()).ok() && batch["total"].as_i64() == Some(total);
    ensure!(agrees, "batch {} does not hold what its control totals say", batch["reference"]);
    Ok(())
}
