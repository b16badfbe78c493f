//! What the maker and the supervisors do: one puts approved cases on a batch and proposes it, another looks at it, proves
//! who they are and approves.

use std::time::Duration;

use anyhow::{Result, ensure};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};

use super::citizen::text;
use super::client::Reply;
use super::desk::Desk;

const PAUSE: Duration = Duration::from_secs(1);

/// The payments of one programme.
pub(super) struct Treasury {
    programme: String,
}

impl Treasury {
    pub(super) fn of(programme: &str) -> Self {
        Self { programme: programme.to_owned() }
    }

    /// Proposes batches until dropped; what is proposed goes to the supervisors.
    pub(super) async fn make(&self, desk: &Desk, proposed: UnboundedSender<String>) -> Result<()> {
        let new = json!({ "programme": self.programme });
        loop {
            tokio::time::sleep(PAUSE).await;
            let Some(made) = desk.try_post("/batches", Some(&new)).await? else { continue };
            let reference = text(&made, "reference")?;
            if !propose(desk, &reference).await? {
                continue;
            }
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
        loop {
            return match desk.ask(Method::POST, &approval, Some(&signature)).await? {
                Reply::Refused(problem) if problem.code == "reauthentication-required" => {
                    desk.prove_again().await?;
                    continue;
                }
                // A case has moved since: the batch goes back, and its cases wait for the next.
                Reply::Refused(problem)
                    if ["batch-changed", "cases-refused"].contains(&problem.code.as_str()) =>
                {
                    let no = json!({ "reason": "A case has changed since this was proposed." });
                    done_now_or_before(desk, &format!("{path}/refusal"), &no).await
                }
                Reply::Refused(problem) if problem.may_be_done => Ok(()),
                reply => reply.done(&approval).map(drop),
            };
        }
    }
}

/// Freezes a batch; false when nothing on it can be paid any more.
async fn propose(desk: &Desk, reference: &str) -> Result<bool> {
    let path = format!("/batches/{reference}/proposal");
    match desk.ask(Method::POST, &path, None).await? {
        Reply::Refused(problem) if problem.code == "nothing-to-pay" => Ok(false),
        // Proposed by a sending whose answer was lost, unless there was nothing to pay.
        Reply::Refused(problem) if problem.may_be_done => {
            Ok(desk.get(&format!("/batches/{reference}")).await?["state"] == "proposed")
        }
        reply => reply.done(&path).map(|_| true),
    }
}

/// Sends a request that is refused once it is done.
async fn done_now_or_before(desk: &Desk, path: &str, body: &Value) -> Result<()> {
    match desk.ask(Method::POST, path, Some(body)).await? {
        Reply::Refused(problem) if problem.may_be_done => Ok(()),
        reply => reply.done(path).map(drop),
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
