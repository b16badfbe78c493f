//! What people were told is done, is done, exactly once. What they asked for and were not told, is done once or not at all.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::super::people::{Deed, deeds};
use super::super::story::Story;
use super::super::town::Town;

/// How often something was acknowledged, and how often at most beside that it was done without a word.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    acknowledged: i64,
    perhaps: i64,
}

type Counts = BTreeMap<(String, String), Count>;

pub(super) async fn hold(connection: &mut PgConnection, town: &Town, journal: &Path, story: &Story) {
    let mut events = Counts::new();
    for deed in deeds(journal) {
        let path: Vec<&str> = deed.path.trim_start_matches('/').split('/').collect();
        match (deed.method.as_str(), path.as_slice()) {
            ("POST", ["cases", reference, "actions", action]) => count(&mut events, reference, action, &deed),
            ("POST", ["queues", _, "next"]) if deed.status == 200 => {
                count(&mut events, text(&deed.answer, "reference"), "case-claimed", &deed);
            }
            _ if (200..300).contains(&deed.status) => {
                if let Err(what) = is_there(connection, town, &deed, &path).await {
                    story.finds(format!("{} {} was acknowledged: {what}", deed.method, deed.path));
                }
            }
            // Refused after a sending without an answer: what it came to is counted with what it is about.
            _ => {}
        }
    }
    for ((reference, what), Count { acknowledged, perhaps }) in events {
        let found = happened(connection, &reference, &what).await;
        // A case that was given in an answer that was lost is claimed all the same.
        let most = if what == "case-claimed" { i64::MAX } else { acknowledged + perhaps };
        if found < acknowledged || found > most {
            story.finds(format!(
                "{what} on {reference}: {acknowledged} times acknowledged, {perhaps} times without an answer, \
                 {found} times done"
            ));
        }
    }
}

fn count(events: &mut Counts, reference: &str, what: &str, deed: &Deed) {
    let count = events.entry((reference.to_owned(), what.to_owned())).or_default();
    if (200..300).contains(&deed.status) {
        count.acknowledged += 1;
    } else {
        count.perhaps += 1;
    }
}

async fn happened(connection: &mut PgConnection, reference: &str, what: &str) -> i64 {
    sqlx::query_scalar(
        "select count(*) from case_events where case_id = (select id from cases where reference = $1)
         and (action = $2 or kind = $2)",
    )
    .bind(reference)
    .bind(what)
    .fetch_one(connection)
    .await
    .unwrap()
}

/// Whether what was acknowledged is there, and under its key once.
async fn is_there(
    connection: &mut PgConnection,
    town: &Town,
    deed: &Deed,
    path: &[&str],
) -> Result<(), String> {
    let answer = &deed.answer;
    let once = match path {
        ["registrations", _, "code"] => {
            exists(
                connection,
                "select count(*) from citizen_accounts where pser_id = $1",
                text(answer, "pser_id"),
            )
            .await?;
            return session(connection, &answer["session"]).await;
        }
        ["sessions", "attempts", _, "code"] => return session(connection, &answer["session"]).await,
        ["staff", "sessions"] => return session(connection, answer).await,
        ["applications"] => {
            exists(connection, "select count(*) from applications where id = $1::uuid", text(answer, "id"))
                .await?;
            true
        }
        ["applications", id] => {
            let version = answer["version"].as_i64().unwrap_or_default();
            let query = "select count(*) from applications where id = $1::uuid and version >= $2";
            let found: i64 =
                sqlx::query_scalar(query).bind(id).bind(version).fetch_one(connection).await.unwrap();
            return if found == 1 { Ok(()) } else { Err(format!("version {version} is not there")) };
        }
        ["applications", _, "submission"] => {
            exists(connection, "select count(*) from cases where reference = $1", text(answer, "reference"))
                .await?;
            true
        }
        ["applications", _, "documents"] => {
            document(connection, town, text(answer, "id")).await?;
            true
        }
        ["documents", id, "review"] => {
            let query = "select count(*) from documents where id = $1::uuid and reviewed_at is not null";
            return exists(connection, query, id).await;
        }
        ["batches"] => {
            exists(
                connection,
                "select count(*) from batches where reference = $1",
                text(answer, "reference"),
            )
            .await?;
            true
        }
        ["batches", reference, "proposal"] => {
            let query = "select count(*) from batches where reference = $1 and proposed_at is not null";
            return exists(connection, query, reference).await;
        }
        ["batches", reference, "approval"] => {
            let query = "select count(*) from batches where reference = $1 and state = 'approved'";
            return exists(connection, query, reference).await;
        }
        ["batches", reference, "refusal"] => {
            let query = "select count(*) from batches where reference = $1 and state = 'refused'";
            return exists(connection, query, reference).await;
        }
        ["registrations"] => true,
        _ => false,
    };
    if once { answered_once(connection, deed).await } else { Ok(()) }
}

/// The answer is kept under its key, and is the one that was given.
async fn answered_once(connection: &mut PgConnection, deed: &Deed) -> Result<(), String> {
    let kept: Vec<Value> = sqlx::query_scalar("select body from idempotency_keys where key = $1")
        .bind(&deed.key)
        .fetch_all(connection)
        .await
        .unwrap();
    if kept == [deed.answer.clone()] {
        Ok(())
    } else {
        Err(format!("under its key stand {} answers, or another one", kept.len()))
    }
}

async fn exists(connection: &mut PgConnection, query: &'static str, name: &str) -> Result<(), String> {
    let found: i64 = sqlx::query_scalar(query).bind(name).fetch_one(connection).await.unwrap();
    if found == 1 { Ok(()) } else { Err(format!("{found} of {name} are there")) }
}

async fn session(connection: &mut PgConnection, answer: &Value) -> Result<(), String> {
    exists(connection, "select count(*) from sessions where id = $1::uuid", text(answer, "id")).await
}

/// Row and object.
async fn document(connection: &mut PgConnection, town: &Town, id: &str) -> Result<(), String> {
    let key: Option<String> = sqlx::query_scalar("select object_key from documents where id = $1")
        .bind(id.parse::<Uuid>().map_err(|error| error.to_string())?)
        .fetch_optional(connection)
        .await
        .unwrap();
    let key = key.ok_or("it is not there")?;
    if town.objects().join(&key).exists() { Ok(()) } else { Err(format!("the store has no {key}")) }
}

fn text<'a>(answer: &'a Value, field: &str) -> &'a str {
    answer[field].as_str().unwrap_or_default()
}
