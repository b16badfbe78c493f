//! Whether every stage change reached its citizen: for each stage that the timeline tells of, its SMS, word for word in the
//! citizen's language, and its e-mail where there is an address.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use super::board::Case;
use super::citizen::Town;
use super::people::Citizen;
use crate::adapters::outbox::Channel;
use crate::texts;

/// What the citizen hears on entering each stage of cash assistance.
const HEARD: [(&str, &str); 9] = [
    ("submitted", "application-received"),
    ("documents-pending", "documents-needed"),
    ("verifying", "application-verifying"),
    ("approved", "application-approved"),
    ("disbursed", "payment-sent"),
    ("rejected", "application-rejected"),
    ("lapsed", "application-lapsed"),
    ("withdrawn", "application-withdrawn"),
    ("merged", "case-merged"),
];

/// Messages by channel and text, with how many of each.
type Messages = BTreeMap<(&'static str, String), usize>;

/// The references of the cases of which a citizen was not told everything, with what is lacking. Messages may still be on
/// their way once every case rests: they are waited for until none has arrived for `patience`.
pub(super) async fn untold(
    town: &Town,
    citizens: &[Citizen],
    titles: &Value,
    patience: Duration,
) -> Result<Vec<String>> {
    let mut untold = Vec::new();
    let (mut newest, mut since) = (town.outbox.newest(), Instant::now());
    for (number, case) in town.board.cases() {
        let citizen = citizens.get(number).context("a case has a citizen")?;
        let expected = expected(citizen, &case, titles).await?;
        loop {
            let lacking = lacking(&expected, &arrived(town, citizen));
            if lacking.is_empty() {
                break;
            }
            if town.outbox.newest() > newest {
                (newest, since) = (town.outbox.newest(), Instant::now());
            }
            if since.elapsed() > patience {
                untold.push(format!("{}: {}", case.reference, lacking.join("; ")));
                break;
            }
            sleep(Duration::from_millis(500)).await;
        }
    }
    Ok(untold)
}

async fn expected(citizen: &Citizen, case: &Case, titles: &Value) -> Result<Messages> {
    let timeline = case.client.get(&format!("/cases/{}/timeline", case.reference)).await?;
    let title = &titles[format!("title_{}", citizen.language.code())];
    let address = format!("/cases/{}", case.reference);
    let params = json!({
        "reference": case.reference, "programme": title, "amount": case.amount, "stage": "", "reason": null,
        "due_on": null, "case": address, "decision": format!("{address}/decision"),
        "documents": format!("{address}/documents"),
    });
    let mut expected = Messages::new();
    let mut earlier = None;
    for stage in timeline.as_array().into_iter().flatten().filter_map(|entry| entry["stage"].as_str()) {
        if earlier == Some(stage) {
            continue;
        }
        earlier = Some(stage);
        let kind = HEARD.iter().find(|(name, _)| *name == stage).map(|(_, kind)| *kind);
        let kind = kind.with_context(|| format!("nothing is known to be said on entering {stage}"))?;
        *expected.entry(("SMS", texts::sms(kind, citizen.language, &params)?)).or_default() += 1;
        if citizen.email.is_some() {
            let subject = texts::letter(kind, citizen.language, &params)?.subject;
            *expected.entry(("e-mail", subject)).or_default() += 1;
        }
    }
    Ok(expected)
}

fn arrived(town: &Town, citizen: &Citizen) -> Messages {
    let mut arrived = Messages::new();
    let mut messages = town.outbox.messages_to(&citizen.mobile);
    messages.extend(citizen.email.iter().flat_map(|email| town.outbox.messages_to(email)));
    for message in messages {
        let key = match message.channel {
            Channel::Sms => ("SMS", below_its_host(&message.text)),
            Channel::Email => ("e-mail", message.subject.unwrap_or_default()),
        };
        *arrived.entry(key).or_default() += 1;
    }
    arrived
}

/// A text with its addresses as paths: who plays need not know under which host people read the pages.
fn below_its_host(text: &str) -> String {
    let mut parts = text.split("http");
    let mut below = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let address = part.trim_start_matches('s').strip_prefix("://");
        if let Some(path) = address.and_then(|address| Some(&address[address.find('/')?..])) {
            below.push_str(path);
        } else {
            below.push_str("http");
            below.push_str(part);
        }
    }
    below
}

/// What was to arrive and did not.
fn lacking(expected: &Messages, arrived: &Messages) -> Vec<String> {
    let missing = expected.iter().filter(|(key, count)| arrived.get(*key).is_none_or(|there| there < count));
    missing.map(|((channel, text), _)| format!("no {channel} \"{text}\"")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_below_their_host() {
        let text = "It is at http://127.0.0.1:8080/cases/C-1 and https://pser.example/x now";
        assert_eq!(below_its_host(text), "It is at /cases/C-1 and /x now");
        assert_eq!(below_its_host("nothing of http or https here"), "nothing of http or https here");
    }

    #[test]
    fn a_message_told_once_too_few_is_lacking() {
        let twice = Messages::from([(("SMS", "needs documents".to_owned()), 2)]);
        let once = Messages::from([(("SMS", "needs documents".to_owned()), 1)]);
        assert!(lacking(&once, &twice).is_empty());
        assert_eq!(lacking(&twice, &once), ["no SMS \"needs documents\""]);
        assert_eq!(lacking(&once, &Messages::new()).len(), 1);
    }

    #[test]
    fn every_kind_that_is_heard_has_its_text() {
        for (_, kind) in HEARD {
            assert!(texts::message_kinds().contains(kind) && texts::has_letter(kind), "{kind}");
        }
    }
}
