//! What a verification officer does, one case after the other: reads it, looks at every paper, and asks, rejects or
//! verifies.

use std::time::Duration;

use anyhow::{Result, ensure};
use reqwest::Method;
use serde_json::{Value, json};

use super::citizen::{BLURRED, text};
use super::client::Reply;
use super::desk::Desk;
use super::files::looks_right;

const QUEUE: &str = "verification";
/// A pause before looking into an empty queue again.
const PAUSE: Duration = Duration::from_millis(400);

/// What an officer finds right.
enum Finding {
    Reject(&'static str),
    Ask(Vec<Value>),
    Verify,
}

/// Works until dropped.
pub(super) async fn work(desk: &Desk) -> Result<()> {
    loop {
        match desk.try_post(&format!("/queues/{QUEUE}/next"), None).await? {
            Some(given) => decide(desk, &text(&given, "reference")?).await?,
            // A case may have been given in an answer that was lost.
            None => match claimed(desk).await? {
                Some(reference) => decide(desk, &reference).await?,
                None => tokio::time::sleep(PAUSE).await,
            },
        }
    }
}

/// A case that is on this desk.
async fn claimed(desk: &Desk) -> Result<Option<String>> {
    let page = desk.get(&format!("/queues/{QUEUE}/cases")).await?;
    let mut cases = page["cases"].as_array().into_iter().flatten();
    let own = cases.find(|case| case["claimed_by"] == desk.name());
    own.map(|case| text(case, "reference")).transpose()
}

async fn decide(desk: &Desk, reference: &str) -> Result<()> {
    let path = format!("/cases/{reference}");
    let case = desk.get(&path).await?;
    let finding = find(desk, &case).await?;
    // Looking at papers has changed the case: what is decided on is what it is now.
    let case = desk.get(&path).await?;
    let (action, mut body) = match finding {
        Finding::Reject(reason) => ("reject", json!({ "code": reason })),
        Finding::Ask(documents) => {
            let reason = "The picture is blurred or the paper is missing. Please send it again.";
            let body = json!({ "code": "unreadable", "reason": reason, "documents": documents });
            ("request-documents", body)
        }
        Finding::Verify => ("verify", json!({})),
    };
    body["version"] = case["version"].clone();
    let action_path = format!("{path}/actions/{action}");
    match desk.ask(Method::POST, &action_path, Some(&body)).await? {
        // It moved meanwhile: withdrawn, or a paper came. It goes back to the queue for whoever is next.
        Reply::Refused(problem) if problem.code == "stale-case" => {
            desk.ask(Method::DELETE, &format!("{path}/claim"), None).await?;
            Ok(())
        }
        Reply::Refused(problem) if problem.may_be_done => Ok(()),
        reply => reply.done(&action_path).map(drop),
    }
}

async fn find(desk: &Desk, case: &Value) -> Result<Finding> {
    let office = &case["office"];
    let checks = office["checks"].as_array().into_iter().flatten();
    if checks.into_iter().any(|check| check["name"] == "identity" && check["result"] != "passed") {
        return Ok(Finding::Reject("identity-unconfirmed"));
    }
    if office["score"]["is_eligible"] != true {
        return Ok(Finding::Reject("not-eligible"));
    }
    let mut asked: Vec<Value> =
        case["missing_documents"].as_array().into_iter().flatten().map(slot).collect();
    for document in case["documents"].as_array().into_iter().flatten() {
        if document["review"] == "none" && !review(desk, document).await? {
            asked.push(slot(document));
        }
    }
    Ok(if asked.is_empty() { Finding::Verify } else { Finding::Ask(asked) })
}

/// Looks at a paper and accepts or refuses it.
async fn review(desk: &Desk, document: &Value) -> Result<bool> {
    let id = text(document, "id")?;
    let file = desk.download(&format!("/documents/{id}/content")).await?;
    let media_type = document["media_type"].as_str().unwrap_or_default();
    ensure!(looks_right(media_type, &file), "document {id} is no {media_type} any more");
    let is_good = !document["file_name"].as_str().unwrap_or_default().starts_with(BLURRED);
    let verdict = if is_good {
        json!({ "verdict": "accepted" })
    } else {
        json!({ "verdict": "refused", "code": "unreadable" })
    };
    desk.post(&format!("/documents/{id}/review"), &verdict).await?;
    Ok(is_good)
}

fn slot(paper: &Value) -> Value {
    json!({ "requirement": paper["requirement"], "member": paper["member"] })
}
