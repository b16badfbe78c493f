//! The doctor finds an office in full work sound, and names what somebody broke behind the program's back.

mod cases;
mod jobs;
mod money;
mod papers;
mod past;

use chrono::TimeDelta;
use pser::casework::disburse::{self, Approval, Making};
use pser::doctor::{self, Care, Diagnosis};
use pser::jobs::seal_history;
use sqlx::AssertSqlSafe;

use crate::office::{Case, Office, PROGRAMME};
use crate::payments::arrange::key;

const MONEY: i64 = 1_000_000_000;

/// An office with a case wherever a case can be; one more is approved, and its payment waits for its job.
pub(crate) struct AtWork {
    pub(crate) office: Office,
    /// Handed in, its checks still waiting.
    pub(crate) submitted: Case,
    /// Waits for its citizen, who has sent one document so far.
    pub(crate) pending: Case,
    /// Claimed by an officer.
    pub(crate) claimed: Case,
    /// The money has arrived.
    pub(crate) disbursed: Case,
    pub(crate) rejected: Case,
}

impl AtWork {
    pub(crate) async fn arranged() -> Self {
        let office = Office::open().await;
        office.has_budget(MONEY).await;
        let officer = office.officer("lahore").await;
        let disbursed = office.approved(&office.citizen("Amina").await, &officer).await;
        office.approves_payments().await;
        for _ in 0..50 {
            office.jobs_run().await;
            if office.stage(&disbursed).await == "disbursed" {
                break;
            }
            office.database.passes(TimeDelta::seconds(5)).await;
        }
        let rejected = office.verifying(&office.citizen("Hajra").await).await;
        officer.does(&office, &rejected, "reject").await.ok();
        let rubina = office.citizen("Rubina").await;
        let pending = rubina.submits(&office).await;
        office.jobs_run().await;
        rubina.sends_file(&office, pending.application, ("photograph", None)).await.ok();
        seal_history::seal_all(&office.app.db).await.unwrap();

        let claimed = office.verifying(&office.citizen("Farida").await).await;
        officer.claims(&office, &claimed).await.ok();
        office.approved(&office.citizen("Zubaida").await, &officer).await;
        office.approves_payments().await;
        let submitted = office.citizen("Nasreen").await.submits(&office).await;
        Self { office, submitted, pending, claimed, disbursed, rejected }
    }

    /// Breaks something as a superuser whom no constraint holds back, and hears the doctor name it under the rule, which
    /// held until then.
    pub(crate) async fn is_told(&self, rule: &str, tamper: &str, place: &str) {
        let before = self.office.looked_over(Care::Ordinary).await;
        assert!(before.looked.iter().any(|looked| looked.rule == rule), "there is no rule `{rule}`");
        let held = before.broken().all(|broken| broken.rule != rule);
        assert!(held, "`{rule}` was broken already: {:?}", before.broken().collect::<Vec<_>>());
        self.tampers(tamper).await;
        self.names(rule, place).await;
    }

    /// The doctor names this place under the rule.
    pub(crate) async fn names(&self, rule: &str, place: &str) {
        let after = self.office.looked_over(Care::Ordinary).await;
        let broken = after.broken().find(|broken| broken.rule == rule);
        let broken = broken.unwrap_or_else(|| panic!("`{rule}` was not told as broken"));
        assert!(broken.by.iter().any(|by| by.contains(place)), "{place} is not in {broken:?}");
    }

    pub(crate) async fn tampers(&self, statements: &str) {
        let mut superuser = self.office.database.superuser().await;
        let statements = format!("set session_replication_role = replica; {statements}");
        sqlx::raw_sql(AssertSqlSafe(statements)).execute(&mut superuser).await.unwrap();
    }

    pub(crate) async fn text(&self, query: &str) -> String {
        sqlx::query_scalar(AssertSqlSafe(query.to_owned()))
            .fetch_one(&self.office.database.owner)
            .await
            .unwrap()
    }
}

impl Office {
    pub(crate) async fn looked_over(&self, care: Care) -> Diagnosis {
        doctor::examine(&self.app, care, |_| {}).await.unwrap()
    }

    /// The doctor finds nothing broken.
    pub(crate) async fn is_healthy(&self) {
        let diagnosis = self.looked_over(Care::Ordinary).await;
        let broken: Vec<_> = diagnosis.broken().collect();
        assert!(broken.is_empty(), "{broken:?}");
    }

    /// Two people have everything paid that waits for its payment.
    async fn approves_payments(&self) {
        let (maker, supervisor) = (self.maker().await, self.supervisor().await);
        let making = Making { programme: PROGRAMME, area: Some("lahore") };
        let made = disburse::make(&self.app, &maker.actor(), key(), &making).await.unwrap();
        let reference = made.body["reference"].as_str().unwrap().parse().unwrap();
        disburse::propose(&self.app, &maker.actor(), &reference).await.unwrap();
        let shown = disburse::batch(&self.app, &supervisor.actor(), &reference).await.unwrap();
        let content_hash = hex::encode(shown.batch.content_hash.unwrap());
        let approval = Approval { reference: &reference, content_hash: &content_hash, recently_proved: true };
        disburse::approve(&self.app, &supervisor.actor(), &approval).await.unwrap();
    }
}

#[tokio::test]
async fn an_office_in_full_work_is_sound() {
    let AtWork { office, .. } = AtWork::arranged().await;
    let diagnosis = office.looked_over(Care::Hashes).await;
    let broken: Vec<_> = diagnosis.broken().collect();
    assert!(broken.is_empty(), "{broken:?}");
    assert_eq!(diagnosis.looked.len(), doctor::looks(Care::Hashes));
    let mut rules: Vec<&str> = diagnosis.looked.iter().map(|looked| looked.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    assert_eq!(rules.len(), diagnosis.looked.len(), "every rule says something of its own");
}

#[tokio::test]
async fn examples_are_twenty_and_the_count_is_whole() {
    let at_work = AtWork::arranged().await;
    at_work
        .tampers(
            "insert into store_uploads select 'documents/' || n, '2020-01-01' from generate_series(1, 50) n",
        )
        .await;
    let diagnosis = at_work.office.looked_over(Care::Ordinary).await;
    let broken: Vec<_> = diagnosis.broken().collect();
    assert_eq!(broken.len(), 1, "{broken:?}");
    assert_eq!((broken[0].count, broken[0].by.len()), (50, 20));
}
