//! A bank for one machine: books every `end_to_end_id` once, settles after a moment, and misbehaves for some accounts
//! the way banks do. Its log is what tests hold against our books.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::{Path as UrlPath, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::payments::bank::Status;
use crate::payments::{Iban, Money};

/// How the bank treats an account, by the last two digits of its IBAN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    /// Any other: accepts, then settles.
    Plain,
    /// 01: rejects (AC04, account closed).
    Rejects,
    /// 02: books, and answers late.
    Slow,
    /// 03: books, and answers 500.
    FailsAfterBooking,
    /// 04: books and hangs up; settles, and later the money comes back (AC06, account blocked).
    DropsAndReturns,
}

/// How long the bank takes.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// From the booking to the settlement.
    pub settles_after: Duration,
    /// From the settlement to the return, for accounts that return.
    pub returns_after: Duration,
    /// Until an answer that comes late.
    pub answers_late_after: Duration,
}

/// One booking of the bank's append-only log. Holds no account number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    pub end_to_end_id: String,
    pub amount: Money,
    pub manner: Manner,
}

/// The bank.
#[derive(Debug)]
pub struct SimulatedBank {
    pace: Pace,
    books: Mutex<Books>,
}

#[derive(Debug, Default)]
struct Books {
    log: Vec<Booking>,
    /// The place in the log and the time of booking; none for what an earlier run booked.
    by_id: HashMap<String, (usize, Option<Instant>)>,
    file: Option<File>,
    /// Requests to book, by id, repeated ones included.
    submissions: HashMap<String, usize>,
}

#[derive(Debug, Deserialize)]
struct Submission {
    end_to_end_id: String,
    amount_paisa: Money,
    creditor_account: String,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            settles_after: Duration::from_secs(1),
            returns_after: Duration::from_secs(20),
            answers_late_after: Duration::from_secs(45),
        }
    }
}

impl SimulatedBank {
    /// A bank that forgets everything when it is dropped.
    pub fn new(pace: Pace) -> Self {
        Self { pace, books: Mutex::new(Books::default()) }
    }

    /// A bank that keeps its log in a file and goes on from it.
    ///
    /// # Errors
    /// When the file cannot be read or written, or holds something else.
    pub fn keeping(path: &Path, pace: Pace) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).read(true).open(path)?;
        let mut books = Books::default();
        for line in BufReader::new(&file).lines() {
            let booking: Booking = serde_json::from_str(&line?)?;
            books.enter(booking, None);
        }
        books.file = Some(file);
        Ok(Self { pace, books: Mutex::new(books) })
    }

    /// Everything booked, in order.
    pub fn log(&self) -> Vec<Booking> {
        self.books().log.clone()
    }

    /// How often it was asked to book this id.
    pub fn submissions(&self, end_to_end_id: &str) -> usize {
        self.books().submissions.get(end_to_end_id).copied().unwrap_or(0)
    }

    /// Books a transfer unless it is booked; gives the booking that counts.
    fn book(&self, submission: &Submission, manner: Manner) -> io::Result<Booking> {
        let mut books = self.books();
        *books.submissions.entry(submission.end_to_end_id.clone()).or_default() += 1;
        if let Some((place, _)) = books.by_id.get(&submission.end_to_end_id) {
            return Ok(books.log[*place].clone());
        }
        let booking = Booking {
            end_to_end_id: submission.end_to_end_id.clone(),
            amount: submission.amount_paisa,
            manner,
        };
        if let Some(file) = &mut books.file {
            let line = serde_json::to_string(&booking)? + "\n";
            file.write_all(line.as_bytes())?;
            file.sync_data()?;
        }
        books.enter(booking.clone(), Some(Instant::now()));
        Ok(booking)
    }

    fn report(&self, end_to_end_id: &str) -> Option<Value> {
        let books = self.books();
        let (place, booked_at) = books.by_id.get(end_to_end_id)?;
        let booking = &books.log[*place];
        let (status, reason) = self.status(booking.manner, booked_at.map(|at| at.elapsed()));
        Some(json!({
            "end_to_end_id": booking.end_to_end_id,
            "amount_paisa": booking.amount,
            "status": status,
            "bank_reference": format!("SIM-{:08}", place + 1),
            "reason": reason,
        }))
    }

    /// Where a booking stands after a time; without one, everything that was to come has come.
    fn status(&self, manner: Manner, age: Option<Duration>) -> (Status, Option<&'static str>) {
        let is_past = |time: Duration| age.is_none_or(|age| age >= time);
        match manner {
            Manner::Rejects => (Status::Rejected, Some("AC04")),
            Manner::DropsAndReturns if is_past(self.pace.settles_after + self.pace.returns_after) => {
                (Status::Returned, Some("AC06"))
            }
            _ if is_past(self.pace.settles_after) => (Status::Settled, None),
            _ => (Status::Accepted, None),
        }
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().expect("nothing panics while it holds the books")
    }
}

impl Books {
    fn enter(&mut self, booking: Booking, at: Option<Instant>) {
        self.by_id.insert(booking.end_to_end_id.clone(), (self.log.len(), at));
        self.log.push(booking);
    }
}

impl Manner {
    fn of(account: &Iban) -> Self {
        match &account.last_four()[2..] {
            "01" => Self::Rejects,
            "02" => Self::Slow,
            "03" => Self::FailsAfterBooking,
            "04" => Self::DropsAndReturns,
            _ => Self::Plain,
        }
    }
}

/// The bank's protocol: `POST /payments`, `GET /payments/{end_to_end_id}`.
pub fn router(bank: Arc<SimulatedBank>) -> Router {
    Router::new()
        .route("/payments", post(submit))
        .route("/payments/{end_to_end_id}", get(find))
        .with_state(bank)
}

async fn submit(State(bank): State<Arc<SimulatedBank>>, Json(submission): Json<Submission>) -> Response {
    let Ok(account) = Iban::parse(&submission.creditor_account) else {
        return problem(StatusCode::UNPROCESSABLE_ENTITY, "not-an-account");
    };
    let Ok(booking) = bank.book(&submission, Manner::of(&account)) else {
        return problem(StatusCode::INTERNAL_SERVER_ERROR, "books-unwritable");
    };
    if booking.amount != submission.amount_paisa {
        return problem(StatusCode::CONFLICT, "end-to-end-id-used-otherwise");
    }
    match booking.manner {
        Manner::FailsAfterBooking => return problem(StatusCode::INTERNAL_SERVER_ERROR, "trouble"),
        Manner::DropsAndReturns => return hang_up(),
        Manner::Slow => tokio::time::sleep(bank.pace.answers_late_after).await,
        Manner::Plain | Manner::Rejects => {}
    }
    Json(bank.report(&booking.end_to_end_id)).into_response()
}

async fn find(State(bank): State<Arc<SimulatedBank>>, UrlPath(end_to_end_id): UrlPath<String>) -> Response {
    bank.report(&end_to_end_id).map_or_else(
        || problem(StatusCode::NOT_FOUND, "no-such-payment"),
        |report| Json(report).into_response(),
    )
}

fn problem(status: StatusCode, code: &'static str) -> Response {
    (status, Json(json!({ "code": code }))).into_response()
}

/// A response whose body fails at once, which closes the connection in the middle.
fn hang_up() -> Response {
    let broken = futures::stream::once(async { Err::<Bytes, _>(io::Error::other("the bank hangs up")) });
    Response::new(Body::from_stream(broken))
}
