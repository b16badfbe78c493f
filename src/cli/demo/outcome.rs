//! What a demonstration came to, as one object for programs and as a table for people.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

/// The counts of one demonstration.
#[derive(Debug, Serialize)]
pub(super) struct Outcome {
    /// Applications handed in.
    pub(super) submitted: usize,
    /// Cases by the stage they came to rest in.
    pub(super) stages: BTreeMap<String, usize>,
    /// Accounts that citizens gave anew because the bank could not pay to the first.
    pub(super) accounts_corrected: usize,
    /// Notices written meanwhile, by kind, over all channels.
    pub(super) notices: BTreeMap<String, i64>,
    /// Requests that were refused, other than because there was nothing to do.
    pub(super) refusals: u64,
    /// From the first registration until the last case rested.
    pub(super) seconds: f64,
    pub(super) cases_per_second: f64,
}

impl Outcome {
    /// Sets the time and the rate that follows from it.
    pub(super) fn timed(mut self, took: Duration) -> Self {
        let seconds = took.as_secs_f64();
        self.seconds = rounded(seconds);
        let cases = u32::try_from(self.submitted).map_or(0.0, f64::from);
        self.cases_per_second = if seconds > 0.0 { rounded(cases / seconds) } else { 0.0 };
        self
    }

    /// The table for people.
    pub(super) fn table(&self, seed: u64) -> String {
        let mut text = String::new();
        let mut row = |what: &str, count: String| {
            writeln!(text, "  {what:<28} {count:>10}").expect("a string takes all that is written");
        };
        row("applications submitted", self.submitted.to_string());
        for (stage, count) in &self.stages {
            row(&format!("  {stage}"), count.to_string());
        }
        row("accounts corrected", self.accounts_corrected.to_string());
        row("notices", self.notices.values().sum::<i64>().to_string());
        for (kind, count) in &self.notices {
            row(&format!("  {kind}"), count.to_string());
        }
        row("requests refused", self.refusals.to_string());
        row("seconds", format!("{:.1}", self.seconds));
        row("cases per second", format!("{:.2}", self.cases_per_second));
        row("seed", seed.to_string());
        text
    }
}

/// Sums the service's counts by kind.
pub(super) fn notices(counts: &Value) -> BTreeMap<String, i64> {
    let mut notices = BTreeMap::new();
    for count in counts.as_array().into_iter().flatten() {
        let kind = count["kind"].as_str().unwrap_or_default().to_owned();
        *notices.entry(kind).or_default() += count["count"].as_i64().unwrap_or_default();
    }
    notices
}

fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}
