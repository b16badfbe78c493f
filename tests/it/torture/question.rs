//! A question that only the database can answer: whether it knows a session. Areas and programmes are kept in memory.

use std::time::Duration;

use reqwest::StatusCode;

use crate::harness::http;

/// What is said when the database knows no such session.
pub(super) const ANSWERED: StatusCode = StatusCode::UNAUTHORIZED;

/// What a serving process at `pages` says within `patience`.
pub(super) async fn ask(pages: impl std::fmt::Display, patience: Duration) -> reqwest::Result<StatusCode> {
    let address = format!("http://{pages}/api/v1/me");
    let asked = http().get(address).bearer_auth("nobody").timeout(patience).send().await;
    asked.map(|answer| answer.status())
}
