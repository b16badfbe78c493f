//! What a handler answers, and how long a failed job waits for its next attempt.

use std::time::Duration;

/// How an attempt ended, said aloud. `why` is kept with the job and logged: never put personal data there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The work is done, or there is nothing to do any more.
    Done,
    /// Not yet; another attempt after the given time, or after one that grows with the attempts. Goes dead when the
    /// attempts are used up.
    Retry { after: Option<Duration>, why: String },
    /// Another attempt would end the same way: a person has to look.
    Fail { why: String },
}

impl Outcome {
    /// Another attempt, after a time that grows with the attempts.
    pub fn retry(why: impl Into<String>) -> Self {
        Self::Retry { after: None, why: why.into() }
    }

    /// Another attempt after this long.
    pub fn retry_after(after: Duration, why: impl Into<String>) -> Self {
        Self::Retry { after: Some(after), why: why.into() }
    }

    /// No more attempts.
    pub fn fail(why: impl Into<String>) -> Self {
        Self::Fail { why: why.into() }
    }
}

impl From<anyhow::Error> for Outcome {
    /// An error nobody judged may pass: try again.
    fn from(error: anyhow::Error) -> Self {
        Self::retry(format!("{error:#}"))
    }
}

impl From<anyhow::Result<Outcome>> for Outcome {
    fn from(result: anyhow::Result<Outcome>) -> Self {
        result.unwrap_or_else(Self::from)
    }
}

impl From<anyhow::Result<()>> for Outcome {
    fn from(result: anyhow::Result<()>) -> Self {
        result.map_or_else(Self::from, |()| Self::Done)
    }
}

/// The wait after attempt number `attempt` (1 is the first): about 2 to the power of it in seconds, at most about ten
/// minutes, spread by a quarter up and down so that jobs which failed together do not come back together.
pub(super) fn back_off(attempt: i16, spread: u8) -> Duration {
    let exponent = u32::try_from(attempt.clamp(1, 10)).expect("clamped to 1 and above");
    let seconds = f64::from(2_u32.pow(exponent).min(600));
    Duration::from_secs_f64(seconds * (0.75 + 0.5 * f64::from(spread) / f64::from(u8::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_with_each_attempt_whatever_the_spread() {
        for attempt in 1..9 {
            assert!(back_off(attempt, u8::MAX) < back_off(attempt + 1, 0), "after attempt {attempt}");
        }
    }

    #[test]
    fn the_wait_starts_at_about_two_seconds_and_ends_at_about_ten_minutes() {
        assert_eq!(back_off(1, 0), Duration::from_millis(1500));
        assert_eq!(back_off(1, u8::MAX), Duration::from_millis(2500));
        assert_eq!(back_off(i16::MAX, u8::MAX), Duration::from_secs(750));
    }

    #[test]
    fn an_error_nobody_judged_is_tried_again_and_says_its_causes() {
        let error = anyhow::anyhow!("the gateway did not answer").context("the notice was not sent");
        let why = "the notice was not sent: the gateway did not answer".to_owned();
        assert_eq!(Outcome::from(anyhow::Result::<()>::Err(error)), Outcome::Retry { after: None, why });
    }
}
