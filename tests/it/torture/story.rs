//! What happened when, and what recovery took: for whoever has to repeat it, and for counting what a fault may excuse.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::gateways::{Gateway, now};

/// A fault from its beginning to its end.
#[derive(Debug, Clone)]
pub(super) struct Happening {
    pub(super) what: String,
    /// Which gateway, where it was one's.
    pub(super) gateway: Option<Gateway>,
    pub(super) from: DateTime<Utc>,
    pub(super) until: DateTime<Utc>,
}

/// Everything that happened in a run.
pub(super) struct Story {
    since: Instant,
    began: DateTime<Utc>,
    happenings: RefCell<Vec<Happening>>,
    findings: RefCell<Vec<String>>,
    recoveries: RefCell<Vec<(&'static str, Duration)>>,
}

impl Story {
    pub(super) fn begin() -> Self {
        Self {
            since: Instant::now(),
            began: now(),
            happenings: RefCell::default(),
            findings: RefCell::default(),
            recoveries: RefCell::default(),
        }
    }

    /// Notes a fault that begins now; `ends` notes its end.
    pub(super) fn begins(&self, what: String, gateway: Option<Gateway>) -> usize {
        let mut happenings = self.happenings.borrow_mut();
        // Until its end is told it lasts: whoever looks meanwhile sees it going on.
        happenings.push(Happening { what, gateway, from: now(), until: DateTime::<Utc>::MAX_UTC });
        happenings.len() - 1
    }

    pub(super) fn ends(&self, number: usize) {
        self.happenings.borrow_mut()[number].until = now();
    }

    /// Something that must not be.
    pub(super) fn finds(&self, what: impl Into<String>) {
        let at = self.since.elapsed().as_secs_f64();
        self.findings.borrow_mut().push(format!("at {at:.1} s: {}", what.into()));
    }

    /// How long it took until something was as it should be, against what is promised.
    pub(super) fn recovered(&self, what: &'static str, took: Duration, bound: Duration) {
        self.recoveries.borrow_mut().push((what, took));
        if took > bound {
            self.finds(format!("{what} took {took:.1?}, promised are {bound:?}"));
        }
    }

    pub(super) fn happenings(&self) -> Vec<Happening> {
        self.happenings.borrow().clone()
    }

    pub(super) fn findings(&self) -> Vec<String> {
        self.findings.borrow().clone()
    }

    /// The schedule of faults as it came to pass, the recoveries and what was found.
    pub(super) fn told(&self) -> String {
        let mut text = String::new();
        for happening in self.happenings.borrow().iter() {
            let seconds = |at: DateTime<Utc>| (at - self.began).as_seconds_f64();
            writeln!(
                text,
                "{:7.1} to {:7.1} s  {}",
                seconds(happening.from),
                seconds(happening.until),
                happening.what
            )
            .unwrap();
        }
        for what in ["web after the database's return", "jobs after a fault"] {
            let recoveries = self.recoveries.borrow();
            let times: Vec<Duration> =
                recoveries.iter().filter(|(name, _)| *name == what).map(|(_, took)| *took).collect();
            if let Some(longest) = times.iter().max() {
                let mean = times.iter().sum::<Duration>() / u32::try_from(times.len()).unwrap();
                writeln!(text, "{what}: {} times, mean {mean:.1?}, longest {longest:.1?}", times.len())
                    .unwrap();
            }
        }
        for finding in self.findings.borrow().iter() {
            writeln!(text, "FOUND {finding}").unwrap();
        }
        text
    }
}
