//! What officers ask for all day, on installations of different size: the queue page, the counts, a page deep in the
//! queue, a case by its reference, searches by reference, CNIC and name, and the next case raced for by sixteen.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use tokio::sync::Mutex;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::api::{Caller, Entrance};
use crate::ground::Ground;
use crate::officers;

const QUEUE: &str = "verification";
const OFFICER: &str = "shazia.province@office.example";
const ASKED: usize = 60;
/// How many pages into the queue the deep page lies.
const DEEP: usize = 40;
/// One of some forty.
const DISTRICT: &str = "multan/multan";
const RACERS: usize = 16;
const RACE: Duration = Duration::from_secs(6);

/// Milliseconds over HTTP, medians; claims a second.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    pub(crate) counts: f64,
    pub(crate) queue_page: f64,
    pub(crate) deep_page: f64,
    pub(crate) by_reference: f64,
    pub(crate) search_reference: f64,
    pub(crate) search_cnic: f64,
    pub(crate) search_name: f64,
    pub(crate) claims: f64,
    /// By officers of one district only.
    pub(crate) local_claims: f64,
}

pub(crate) async fn ask(ground: &Ground) -> Result<Asked> {
    let entrance = Entrance::of(ground)?;
    let officer = entrance.staff(&ground.owner, OFFICER).await?;
    let first = format!("/queues/{QUEUE}/cases");
    let mut deep = first.clone();
    for _ in 0..DEEP {
        let page = officer.get(&deep).await?;
        let Some(next) = page["next"].as_str() else { break };
        deep = format!("{first}?after={next}");
    }
    let references = some_references(ground).await?;
    let cases: Vec<String> = references.iter().map(|reference| format!("/cases/{reference}")).collect();
    // One account may search only so often, and rounds follow each other.
    sqlx::query("delete from rate_counters").execute(&ground.owner).await?;
    let cnics = some_cnics(&officer, &references).await?;
    let names = some_names(ground).await?;
    Ok(Asked {
        counts: median(&officer, &vec!["/queues".to_owned(); ASKED]).await?,
        queue_page: median(&officer, &vec![first; ASKED]).await?,
        deep_page: median(&officer, &vec![deep; ASKED]).await?,
        by_reference: median(&officer, &cases).await?,
        search_reference: searched(&officer, &references).await?,
        search_cnic: searched(&officer, &cnics).await?,
        search_name: searched(&officer, &names).await?,
        claims: race(ground, &entrance, None).await?,
        local_claims: race(ground, &entrance, Some(DISTRICT)).await?,
    })
}

async fn some_references(ground: &Ground) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar("select reference from cases tablesample system (2) limit $1")
        .bind(i64::try_from(ASKED)?)
        .fetch_all(&ground.owner)
        .await?)
}

/// CNICs in clear, as only an officer can have them: revealed for a reason.
async fn some_cnics(officer: &Caller, references: &[String]) -> Result<Vec<String>> {
    let mut cnics = Vec::with_capacity(references.len());
    for reference in references {
        let body = json!({ "reason": "to measure how fast it is found" });
        let revealed = officer.post(&format!("/cases/{reference}/reveal"), &body).await?;
        cnics.push(revealed["cnic"].as_str().context("a CNIC was revealed")?.to_owned());
    }
    Ok(cnics)
}

/// Names of applicants: as usual as such names are.
async fn some_names(ground: &Ground) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar(
        "select p.name from cases c tablesample system (2) join persons p on p.id = c.person_id limit $1",
    )
    .bind(i64::try_from(ASKED)?)
    .fetch_all(&ground.owner)
    .await?)
}

async fn searched(caller: &Caller, texts: &[String]) -> Result<f64> {
    let mut millis = Vec::with_capacity(texts.len());
    for (place, text) in texts.iter().take(10).chain(texts).enumerate() {
        let began = Instant::now();
        let found = caller.post("/cases/search", &json!({ "q": text })).await?;
        // The first ten are before, so that plans and pages are there.
        if place >= 10 {
            millis.push(began.elapsed().as_secs_f64() * 1000.0);
        }
        ensure!(found["cases"].as_array().is_some_and(|cases| !cases.is_empty()), "nothing was found");
    }
    millis.sort_by(f64::total_cmp);
    Ok(millis[millis.len() / 2])
}

async fn median(caller: &Caller, paths: &[String]) -> Result<f64> {
    // Once before, so that plans and pages are there.
    for path in paths.iter().take(10) {
        caller.get(path).await?;
    }
    let mut millis = Vec::with_capacity(paths.len());
    for path in paths {
        let began = Instant::now();
        caller.get(path).await?;
        millis.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    millis.sort_by(f64::total_cmp);
    Ok(millis[millis.len() / 2])
}

/// Sixteen officers of the province, or of an area, take the next case and give it back, each on a session of an account of its own.
async fn race(ground: &Ground, entrance: &Entrance, area: Option<&str>) -> Result<f64> {
    let accounts = officers::of(ground, area, RACERS).await?;
    let held = Arc::new(Mutex::new(HashSet::new()));
    let began = Instant::now();
    let mut racers = JoinSet::new();
    for email in accounts {
        let racer = entrance.staff(&ground.owner, &email).await?;
        let held = Arc::clone(&held);
        racers.spawn(async move {
            let mut claims = 0_u32;
            while began.elapsed() < RACE {
                let given = racer.post(&format!("/queues/{QUEUE}/next"), &serde_json::Value::Null).await?;
                let reference = given["reference"].as_str().context("a case was given")?.to_owned();
                ensure!(held.lock().await.insert(reference.clone()), "{reference} was given to two");
                held.lock().await.remove(&reference);
                racer.delete(&format!("/cases/{reference}/claim")).await?;
                claims += 1;
            }
            Ok(claims)
        });
    }
    let mut claims = 0;
    while let Some(ended) = racers.join_next().await {
        claims += ended??;
    }
    Ok(f64::from(claims) / began.elapsed().as_secs_f64())
}
