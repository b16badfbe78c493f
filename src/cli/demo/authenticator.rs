//! The authenticator in the pocket of somebody of the staff: shows each code once, and has a clock of its own.

use std::time::Duration;

use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};

use crate::people::totp::Secret;

const STEP_SECONDS: i64 = 30;

/// Shows codes that were not used yet.
pub(super) struct Authenticator {
    secret: Secret,
    /// The step whose code was shown last.
    shown: i64,
}

impl Authenticator {
    pub(super) fn new(secret: &str) -> Result<Self> {
        let secret =
            Secret::from_base32(secret).context("an authenticator secret has 32 letters of base32")?;
        // Whoever took up the invitation or signed in just now has used the code of this half minute.
        Ok(Self { secret, shown: clock().timestamp() / STEP_SECONDS })
    }

    /// A code that is taken now and was not shown before. The service takes the code of the coming step too; where that
    /// one is used up, this waits.
    pub(super) async fn code(&mut self) -> String {
        loop {
            let now = clock().timestamp();
            let step = (now / STEP_SECONDS).max(self.shown + 1);
            if step <= now / STEP_SECONDS + 1 {
                self.shown = step;
                let at = DateTime::from_timestamp(step * STEP_SECONDS, 0).unwrap_or_default();
                return self.secret.code_at(at);
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}

/// The clock on the wall of those who play.
#[expect(clippy::disallowed_methods, reason = "the people of a demonstration stand outside the product")]
pub(super) fn clock() -> DateTime<Utc> {
    Utc::now()
}
