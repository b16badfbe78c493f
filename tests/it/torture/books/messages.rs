//! Every notice reached its gateway, and again only where a fault came between the gateway's word and its being recorded.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::super::gateways::{Gateway, Gateways};
use super::super::story::{Happening, Story};

/// Between the word of a gateway and the fault that keeps it from being recorded.
const MOMENT: TimeDelta = TimeDelta::seconds(2);

pub(super) async fn hold(connection: &mut PgConnection, gateways: &Gateways, story: &Story) {
    let mut received: BTreeMap<Uuid, Vec<DateTime<Utc>>> = BTreeMap::new();
    for receipt in gateways.receipts() {
        match receipt.notice {
            Some(notice) => received.entry(notice).or_default().push(receipt.at),
            None => story.finds("a message came without the id of its notice"),
        }
    }
    let notices: Vec<(Uuid, String, String, String)> =
        sqlx::query_as("select id, kind, channel, state from notices").fetch_all(connection).await.unwrap();
    for (id, kind, channel, state) in notices {
        let mut times = received.remove(&id).unwrap_or_default();
        times.sort_unstable();
        match state.as_str() {
            "sent" if times.is_empty() => story.finds(format!("{kind} {id} is sent and did not arrive")),
            "sent" | "expired" => {}
            state => story.finds(format!("{kind} {id} is {state}")),
        }
        let gateway = if channel == "sms" { Gateway::Sms } else { Gateway::Mail };
        for why in unexcused(&times, gateway, &story.happenings()) {
            story.finds(format!("{kind} {id} by {channel} {why}"));
        }
    }
    for id in received.keys() {
        story.finds(format!("a message of a notice {id} that is not there"));
    }
}

/// Arrivals that no fault explains. A crash or an outage excuses one repetition of a message; a gateway whose answers were
/// lost excuses the repetition of every message it received meanwhile.
fn unexcused(times: &[DateTime<Utc>], gateway: Gateway, happenings: &[Happening]) -> Vec<String> {
    let mut used = Vec::new();
    let mut unexcused = Vec::new();
    for pair in times.windows(2) {
        let (first, again) = (pair[0], pair[1]);
        let by_gateway = happenings.iter().any(|fault| {
            fault.gateway == Some(gateway) && fault.from <= first + MOMENT && first <= fault.until + MOMENT
        });
        let by_crash = happenings.iter().enumerate().find(|(number, fault)| {
            fault.gateway.is_none()
                && !used.contains(number)
                && fault.from <= again
                && fault.until + MOMENT >= first
        });
        match (by_gateway, by_crash) {
            (true, _) => {}
            (false, Some((number, _))) => used.push(number),
            (false, None) => unexcused.push(format!("came at {first} and again at {again}")),
        }
    }
    unexcused
}
