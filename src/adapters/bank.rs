//! The client of the bank: hand in a credit transfer, ask what became of one. Anything but a clear word is `NoAnswer`,
//! because money that may have been booked must be asked about.

use std::fmt;
use std::time::Duration;

use reqwest::{StatusCode, Url};
use serde::{Deserialize, Serialize};

use super::answer::{body, broken_off};
use super::outgoing::Timeouts;
use crate::payments::Money;
use crate::payments::bank::{CreditTransfer, NoAnswer, Status, StatusReport};

const CURRENCY: &str = "PKR";
/// How long a call to the bank may take. Far below the time after which an instruction that is still `sending` is asked
/// about.
pub const TIMEOUTS: Timeouts = Timeouts { connect: Duration::from_secs(5), whole: Duration::from_secs(30) };
/// ISO 20022 Max35Text.
const LONGEST_WORD: usize = 35;
/// The bank's code for an `end_to_end_id` it has never booked. A 404 without it may come from anywhere on the way.
const NO_SUCH_PAYMENT: &str = "no-such-payment";

/// The bank at the address of its payments: `POST` there, `GET` below it. A user name and password in the address are
/// sent as basic authentication.
#[derive(Clone)]
pub struct Bank {
    http: reqwest::Client,
    payments: Url,
}

impl fmt::Debug for Bank {
    /// Without the address, which may hold a password.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Bank")
    }
}

#[derive(Serialize)]
struct Submission<'a> {
    end_to_end_id: &'a str,
    amount_paisa: Money,
    currency: &'static str,
    creditor_name: &'a str,
    creditor_account: &'a str,
}

#[derive(Deserialize)]
struct Answer {
    end_to_end_id: String,
    amount_paisa: Money,
    status: Status,
    bank_reference: Option<String>,
    reason: Option<String>,
}

#[derive(Deserialize)]
struct Problem {
    code: String,
}

impl Bank {
    /// The bank whose payments are at `payments`, called by a client of `outgoing`.
    pub fn new(payments: Url, http: reqwest::Client) -> Self {
        Self { http, payments }
    }

    /// Hands a transfer in. Handing the same one in again is safe: the bank goes by its `end_to_end_id`.
    ///
    /// # Errors
    /// When the answer leaves open whether it was booked.
    pub async fn submit(&self, transfer: &CreditTransfer) -> Result<StatusReport, NoAnswer> {
        let submission = Submission {
            end_to_end_id: &transfer.end_to_end_id,
            amount_paisa: transfer.amount,
            currency: CURRENCY,
            creditor_name: &transfer.creditor_name,
            creditor_account: transfer.creditor_account.reveal(),
        };
        let response = self
            .http
            .post(self.payments.clone())
            .json(&submission)
            .send()
            .await
            .map_err(|error| no_answer(broken_off(&error)))?;
        if !response.status().is_success() {
            return Err(unreliable(response.status()));
        }
        report(&body(response).await.map_err(no_answer)?)
    }

    /// Asks what became of a transfer; none when the bank is certain that it never got it.
    ///
    /// # Errors
    /// When the bank gives no reliable answer.
    pub async fn find(&self, end_to_end_id: &str) -> Result<Option<StatusReport>, NoAnswer> {
        let mut address = self.payments.clone();
        address
            .path_segments_mut()
            .map_err(|()| NoAnswer { why: "the bank's address takes no path".to_owned() })?
            .pop_if_empty()
            .push(end_to_end_id);
        let response = self.http.get(address).send().await.map_err(|error| no_answer(broken_off(&error)))?;
        let status = response.status();
        if status.is_success() {
            return report(&body(response).await.map_err(no_answer)?).map(Some);
        }
        let bytes = body(response).await.map_err(no_answer)?;
        let is_certain = status == StatusCode::NOT_FOUND
            && serde_json::from_slice(&bytes).is_ok_and(|problem: Problem| problem.code == NO_SUCH_PAYMENT);
        if is_certain { Ok(None) } else { Err(unreliable(status)) }
    }
}

fn report(bytes: &[u8]) -> Result<StatusReport, NoAnswer> {
    let answer: Answer = serde_json::from_slice(bytes).map_err(|error| NoAnswer {
        // The position only: the text itself may hold what must not be logged.
        why: format!("the answer is not understood at line {} column {}", error.line(), error.column()),
    })?;
    Ok(StatusReport {
        end_to_end_id: answer.end_to_end_id,
        amount: answer.amount_paisa,
        status: answer.status,
        bank_reference: answer.bank_reference.and_then(word),
        reason: answer.reason.and_then(word),
    })
}

/// The bank's own words go on lists and into history: anything that is not a short printable word is dropped.
fn word(text: String) -> Option<String> {
    let is_word = !text.is_empty()
        && text.len() <= LONGEST_WORD
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./ ".contains(&byte));
    is_word.then_some(text)
}

fn unreliable(status: StatusCode) -> NoAnswer {
    NoAnswer { why: format!("it answered {status}") }
}

fn no_answer(why: &str) -> NoAnswer {
    NoAnswer { why: why.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_read_and_anything_else_is_no_answer() {
        let read = report(
            br#"{"end_to_end_id":"a","amount_paisa":100,"status":"rejected","reason":"AC04","more":1}"#,
        )
        .unwrap();
        assert_eq!((read.status, read.reason.as_deref()), (Status::Rejected, Some("AC04")));
        for truncated in [&b""[..], b"{\"end_to_end_id\":\"a\",", b"<html>", b"{\"status\":\"settled\"}"] {
            assert!(report(truncated).is_err());
        }
    }

    #[test]
    fn words_with_markup_or_line_breaks_are_dropped() {
        assert_eq!(word("AC04".to_owned()).as_deref(), Some("AC04"));
        for odd in ["", "<b>", "a\r\nb", "=cmd()", &"x".repeat(36)] {
            assert_eq!(word(odd.to_owned()), None, "{odd}");
        }
    }
}
