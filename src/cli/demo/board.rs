//! Where every citizen's case stands, as its citizen sees it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use serde_json::Value;
use tokio::time::Instant;

use super::client::Client;

/// All cases. Cloning it shares it.
#[derive(Debug, Clone)]
pub(super) struct Board(Arc<Mutex<Inner>>);

#[derive(Debug)]
struct Inner {
    /// By the citizen's number.
    cases: BTreeMap<usize, Case>,
    failures: BTreeMap<usize, String>,
    /// When something last moved.
    moved_at: Instant,
}

/// A case that was handed in.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) reference: String,
    /// Signed in as its citizen.
    pub(super) client: Client,
    pub(super) stage: String,
    pub(super) version: i64,
    /// In paisa.
    pub(super) amount: i64,
    has_ended: bool,
    /// Whether the bank rejected the last payment and none is under way.
    was_rejected: bool,
}

impl Case {
    /// Whether it waits for nobody after the bank rejected its payment.
    pub(super) fn was_rejected(&self) -> bool {
        self.was_rejected && !self.has_ended
    }

    /// Whether nothing happens to it any more by itself.
    pub(super) fn is_at_rest(&self) -> bool {
        self.has_ended || self.was_rejected
    }
}

impl Board {
    pub(super) fn new() -> Self {
        let inner = Inner { cases: BTreeMap::new(), failures: BTreeMap::new(), moved_at: Instant::now() };
        Self(Arc::new(Mutex::new(inner)))
    }

    pub(super) fn submits(&self, citizen: usize, reference: &str, client: Client) {
        let case = Case {
            reference: reference.to_owned(),
            client,
            stage: "submitted".to_owned(),
            version: 0,
            amount: 0,
            has_ended: false,
            was_rejected: false,
        };
        let mut inner = self.inner();
        inner.cases.insert(citizen, case);
        inner.moved_at = Instant::now();
    }

    /// Takes down what a citizen sees of the case.
    pub(super) fn sees(&self, citizen: usize, seen: &Value) {
        let mut inner = self.inner();
        let Some(case) = inner.cases.get_mut(&citizen) else { return };
        let version = seen["version"].as_i64().unwrap_or_default();
        if version == case.version {
            return;
        }
        case.version = version;
        seen["stage"].as_str().unwrap_or_default().clone_into(&mut case.stage);
        case.amount = seen["amount"].as_i64().unwrap_or_default();
        case.has_ended = !seen["ended_at"].is_null();
        case.was_rejected = false;
        inner.moved_at = Instant::now();
    }

    /// Takes down what a citizen sees of the payments, newest first.
    pub(super) fn hears_of_payment(&self, citizen: usize, payments: &Value) {
        if let Some(case) = self.inner().cases.get_mut(&citizen) {
            case.was_rejected = payments[0]["state"] == "rejected";
        }
    }

    pub(super) fn fails(&self, citizen: usize, why: &str) {
        let mut inner = self.inner();
        inner.failures.insert(citizen, why.to_owned());
        inner.moved_at = Instant::now();
    }

    /// Every case by its citizen's number.
    pub(super) fn cases(&self) -> BTreeMap<usize, Case> {
        self.inner().cases.clone()
    }

    /// What went wrong, by the citizen's number.
    pub(super) fn failures(&self) -> BTreeMap<usize, String> {
        self.inner().failures.clone()
    }

    /// How many citizens were handed a reference, and how many need nothing any more, for good or ill.
    pub(super) fn count(&self) -> (usize, usize) {
        let inner = self.inner();
        let resting = inner
            .cases
            .iter()
            .filter(|(citizen, case)| case.is_at_rest() && !inner.failures.contains_key(citizen));
        (inner.cases.len(), resting.count() + inner.failures.len())
    }

    /// How many cases are in each stage.
    pub(super) fn stages(&self) -> BTreeMap<String, usize> {
        let mut stages = BTreeMap::new();
        for case in self.inner().cases.values() {
            *stages.entry(case.stage.clone()).or_default() += 1;
        }
        stages
    }

    /// When something last moved.
    pub(super) fn moved_at(&self) -> Instant {
        self.inner().moved_at
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().expect("nobody panics while holding the board")
    }
}
