//! The reckoning: the journal of the people, the logs of the gateways and the database are held against each other.

mod deeds;
mod messages;
mod money;

use std::time::Duration;

use sqlx::PgConnection;

use super::people::People;
use super::story::Story;
use super::town::Town;
use crate::office::disorders;

/// Longer than the longest pause between two attempts that a run can lead to.
const PATIENCE: Duration = Duration::from_mins(7);
/// What is not at rest: a job that is not dead and no tick's, and a payment that is open.
const UNSETTLED: &str = "select count(*) from (
    select 1 from jobs where state in ('ready', 'held') and kind not in (
        'find-due-timers', 'seal-history', 'forget-ended', 'sweep-store', 'sum-queues', 'ask-due-payments')
    union all select 1 from payment_instructions where state in ('held', 'sending', 'unknown', 'accepted')
    union all select 1 from notices where state = 'written'
) unsettled";

/// Waits until nothing is on its way any more.
pub(super) async fn settle(town: &Town, story: &Story) {
    let mut connection = town.parts.cluster.connect("pser_owner").await;
    let since = std::time::Instant::now();
    loop {
        let left: i64 = sqlx::query_scalar(UNSETTLED).fetch_one(&mut connection).await.unwrap();
        if left == 0 {
            return;
        }
        if since.elapsed() > PATIENCE {
            return story.finds(format!("{left} jobs, payments and notices are stuck"));
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// Everything that must hold, whatever happened.
pub(super) async fn hold(town: &Town, people: &People, story: &Story) {
    let mut connection = town.parts.cluster.connect("pser_owner").await;
    deeds::hold(&mut connection, town, &people.journal, story).await;
    money::hold(&mut connection, &town.gateways, story).await;
    messages::hold(&mut connection, &town.gateways, story).await;
    for disorder in disorders(&mut connection).await {
        story.finds(disorder);
    }
    for (what, query) in NEVER {
        for broken in named(&mut connection, query).await {
            story.finds(format!("{what}: {broken}"));
        }
    }
    for words in SOUND {
        let checked = town.run(words).await;
        if !checked.status.success() {
            let said = [checked.stdout, checked.stderr].concat();
            story.finds(format!("pser {} says: {}", words.join(" "), String::from_utf8_lossy(&said)));
        }
    }
}

/// What the product itself says of its books.
const SOUND: [&[&str]; 1] = [&["doctor", "--history"]];

/// What must never be, as queries that name what breaks it.
const NEVER: [(&str, &str); 5] = [
    // A tick that was interrupted is made up for by the next.
    (
        "a job died",
        "select kind || ' ' || id || ': ' || coalesce(last_error, '') from jobs where state = 'dead' and kind not in (
            'find-due-timers', 'seal-history', 'forget-ended', 'sweep-store', 'sum-queues', 'ask-due-payments')",
    ),
    (
        "a lease ran out and nobody took the job back",
        "select kind || ' ' || id from jobs where state = 'held' and lease_until < clock_timestamp() - interval '20 seconds'",
    ),
    (
        "an application has other than one case",
        "select application.id::text from applications application where state <> 'draft'
            and (select count(*) from cases where application_id = application.id) <> 1",
    ),
    (
        "a case that was handed in waits for nothing",
        "select reference from cases where ended_at is null and queue is null and clock = 'department'
            and not exists (select from case_timers where case_id = cases.id)",
    ),
    (
        "a notice that is said once in a case was written twice",
        "select kind || ' by ' || channel || ' of ' || case_id from notices
            where kind in ('application-received', 'payment-sent', 'application-rejected')
            group by kind, channel, case_id having count(*) > 1",
    ),
];

/// What a query names.
async fn named(connection: &mut PgConnection, query: &'static str) -> Vec<String> {
    sqlx::query_scalar(query).fetch_all(connection).await.unwrap()
}
