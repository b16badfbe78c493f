//! What officers do all day, on installations of different size: their first page with the counts, a queue's page, the same
//! filtered and deep in the queue, a case, searches by reference, CNIC and name, and the next case raced for by sixteen.

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
const ASKED: usize = 200;
/// CNICs are revealed one by one, which may not be done without end.
const CNICS: usize = 60;
/// Asked before anything is measured, so that plans are there.
const BEFORE: usize = 10;
/// How many pages into the queue the deep page lies.
const DEEP: usize = 40;
/// One of some forty.
const DISTRICT: &str = "multan/multan";
const CLIENTS: usize = 16;
/// How many cases a racer has before they are given back: so that no case's history grows by thousands of claims.
const HAND: usize = 5;
const RACE: Duration = Duration::from_secs(6);

/// What was measured at one volume.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    pub(crate) cases: u32,
    pub(crate) open: i64,
    pub(crate) bytes: i64,
    /// Milliseconds over HTTP of every request of all rounds.
    pub(crate) times: Vec<(&'static str, Vec<f64>)>,
    /// Per second, round by round: pages of the queue to sixteen clients.
    pub(crate) pages: Vec<f64>,
    /// Claims per second, round by round: by officers of the whole province.
    pub(crate) claims: Vec<f64>,
    /// The same by officers of one district.
    pub(crate) local_claims: Vec<f64>,
}

impl Asked {
    /// What is there to be asked about.
    pub(crate) async fn of(ground: &Ground, cases: u32) -> Result<Self> {
        let (open, bytes) = sqlx::query_as(
            "select (select count(*) from cases where ended_at is null), pg_database_size(current_database())",
        )
        .fetch_one(&ground.owner)
        .await?;
        Ok(Self { cases, open, bytes, ..Self::default() })
    }

    pub(crate) async fn round(&mut self, ground: &Ground) -> Result<()> {
        let entrance = Entrance::of(ground)?;
        let officer = entrance.staff(&ground.owner, OFFICER).await?;
        let place = format!("/office/queues/{QUEUE}");
        let first = place.clone();
        let district = format!("{place}?area={}", DISTRICT.replace('/', "%2F"));
        let deep = format!("{place}?after={}", deep_in_the_queue(&officer).await?);
        let references = some_references(ground).await?;
        let cases: Vec<String> =
            references.iter().map(|reference| format!("/office/cases/{reference}")).collect();
        allow_anew(ground).await?;
        let cnics = some_cnics(&officer, &references[..CNICS.min(references.len())]).await?;
        let names = some_names(ground).await?;
        let same = |path: &str| vec![path.to_owned(); ASKED];
        self.took("officer's first page, with the counts", pages(&officer, &same("/office")).await?);
        self.took("queue page", pages(&officer, &same(&first)).await?);
        self.took("queue page of a district", pages(&officer, &same(&district)).await?);
        self.took("queue page, 2,000 cases deep", pages(&officer, &same(&deep)).await?);
        self.took("case page", pages(&officer, &cases).await?);
        for (what, sought) in
            [("search by reference", references), ("search by CNIC", cnics), ("search by name", names)]
        {
            allow_anew(ground).await?;
            self.took(what, searches(&officer, &sought).await?);
        }
        self.pages.push(pages_a_second(&officer, &first).await?);
        let claims = self.race(ground, &entrance, None).await?;
        self.claims.push(claims);
        let claims = self.race(ground, &entrance, Some(DISTRICT)).await?;
        self.local_claims.push(claims);
        Ok(())
    }

    fn took(&mut self, what: &'static str, millis: Vec<f64>) {
        match self.times.iter_mut().find(|(name, _)| *name == what) {
            Some((_, all)) => all.extend(millis),
            None => self.times.push((what, millis)),
        }
    }

    /// Sixteen officers of the province, or of an area, take the next case and give it back, each on a session of an
    /// account of its own; claims a second, and how long each took.
    async fn race(&mut self, ground: &Ground, entrance: &Entrance, area: Option<&str>) -> Result<f64> {
        let accounts = officers::of(ground, area, CLIENTS).await?;
        let held = Arc::new(Mutex::new(HashSet::new()));
        let began = Instant::now();
        let mut racers = JoinSet::new();
        for email in accounts {
            let racer = entrance.staff(&ground.owner, &email).await?;
            racers.spawn(races(racer, Arc::clone(&held), began));
        }
        let mut millis = Vec::new();
        while let Some(ended) = racers.join_next().await {
            millis.extend(ended??);
        }
        let claims = f64::from(u32::try_from(millis.len())?) / began.elapsed().as_secs_f64();
        let what =
            if area.is_none() { "next case, 16 at once" } else { "next case of a district, 16 at once" };
        self.took(what, millis);
        Ok(claims)
    }
}

async fn races(racer: Caller, held: Arc<Mutex<HashSet<String>>>, began: Instant) -> Result<Vec<f64>> {
    let (mut millis, mut mine) = (Vec::new(), Vec::new());
    while began.elapsed() < RACE {
        let asked = Instant::now();
        let given = racer.post(&format!("/queues/{QUEUE}/next"), &serde_json::Value::Null).await?;
        millis.push(since(asked));
        let reference = given["reference"].as_str().context("a case was given")?.to_owned();
        ensure!(held.lock().await.insert(reference.clone()), "{reference} was given to two");
        mine.push(reference);
        if mine.len() == HAND {
            give_back(&racer, &held, &mut mine).await?;
        }
    }
    give_back(&racer, &held, &mut mine).await?;
    Ok(millis)
}

async fn give_back(racer: &Caller, held: &Mutex<HashSet<String>>, mine: &mut Vec<String>) -> Result<()> {
    for reference in mine.drain(..) {
        held.lock().await.remove(&reference);
        racer.delete(&format!("/cases/{reference}/claim")).await?;
    }
    Ok(())
}

/// One account may search, and see numbers, only so often in an hour.
async fn allow_anew(ground: &Ground) -> Result<()> {
    sqlx::query("delete from rate_counters").execute(&ground.owner).await?;
    Ok(())
}

fn since(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1000.0
}

/// The mark from which a page deep in the queue goes on.
async fn deep_in_the_queue(officer: &Caller) -> Result<String> {
    let first = format!("/queues/{QUEUE}/cases");
    let mut mark = String::new();
    for _ in 0..DEEP {
        let path = if mark.is_empty() { first.clone() } else { format!("{first}?after={mark}") };
        let page = officer.get(&path).await?;
        let Some(next) = page["next"].as_str() else { break };
        next.clone_into(&mut mark);
    }
    Ok(mark)
}

/// Of cases here and there, whatever became of them.
async fn some_references(ground: &Ground) -> Result<Vec<String>> {
    some(ground, "c.reference", "").await
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
    some(ground, "p.name", "join persons p on p.id = c.person_id").await
}

/// A column of cases here and there, from about a thousand pages of the table.
async fn some(ground: &Ground, column: &str, joined: &str) -> Result<Vec<String>> {
    let statement = format!(
        "select {column} from cases c tablesample system (
             (select least(100, 100000.0 / greatest(relpages, 1)) from pg_class where relname = 'cases')
         ) {joined} order by random() limit {ASKED}"
    );
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(statement)).fetch_all(&ground.owner).await?)
}

async fn searches(caller: &Caller, texts: &[String]) -> Result<Vec<f64>> {
    let mut millis = Vec::with_capacity(texts.len());
    for (place, text) in texts.iter().take(BEFORE).chain(texts).enumerate() {
        let began = Instant::now();
        let found = caller.ask("/cases/search", &json!({ "q": text })).await?;
        if place >= BEFORE {
            millis.push(since(began));
        }
        match found {
            Ok(found) => {
                ensure!(
                    found["cases"].as_array().is_some_and(|cases| !cases.is_empty()),
                    "nothing was found"
                );
            }
            // After two seconds it asks for more to go by, which is an answer that was waited for.
            Err(refused) => {
                ensure!(refused.document["errors"][0]["code"] == "search-too-wide", "{}", refused.document);
            }
        }
    }
    Ok(millis)
}

async fn pages(caller: &Caller, paths: &[String]) -> Result<Vec<f64>> {
    let mut millis = Vec::with_capacity(paths.len());
    for (place, path) in paths.iter().take(BEFORE).chain(paths).enumerate() {
        let began = Instant::now();
        caller.page(path).await?;
        if place >= BEFORE {
            millis.push(since(began));
        }
    }
    Ok(millis)
}

/// How often a page is served to sixteen at once.
async fn pages_a_second(caller: &Caller, path: &str) -> Result<f64> {
    let began = Instant::now();
    let mut readers = JoinSet::new();
    for _ in 0..CLIENTS {
        let (caller, path) = (caller.clone(), path.to_owned());
        readers.spawn(async move {
            let mut pages = 0_u32;
            while began.elapsed() < RACE {
                caller.page(&path).await?;
                pages += 1;
            }
            anyhow::Ok(pages)
        });
    }
    let mut pages = 0;
    while let Some(ended) = readers.join_next().await {
        pages += ended??;
    }
    Ok(f64::from(pages) / began.elapsed().as_secs_f64())
}
