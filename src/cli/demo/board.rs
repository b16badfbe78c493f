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
    pub(super) has_ended: bool,
    /// How often its citizen gave another account after a payment failed.
    corrections: usize,
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
            corrections: 0,
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
        inner.moved_at = Instant::now();
    }

    /// The citizen has given another account.
    pub(super) fn corrects(&self, citizen: usize) {
        let mut inner = self.inner();
        if let Some(case) = inner.cases.get_mut(&citizen) {
            case.corrections += 1;
        }
        inner.moved_at = Instant::now();
    }

    /// How often accounts were given anew.
    pub(super) fn corrections(&self) -> usize {
        self.inner().cases.values().map(|case| case.corrections).sum()
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
            .filter(|(citizen, case)| case.has_ended && !inner.failures.contains_key(citizen));
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
