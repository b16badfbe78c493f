//! An office that pays: makers, supervisors, approved cases, and a bank next door.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pser::adapters::bank::Bank;
use pser::adapters::outgoing::{self, Timeouts};
use pser::adapters::simulators::bank::{Pace, SimulatedBank, router};
use pser::app::App;
use pser::casework::disburse::{
    self, Approval, Corrected, Line, Making, NewAccount, NewAppropriation, Shown,
};
use pser::casework::once::RequestKey;
use pser::entropy;
use pser::error::{Error, Result};
use pser::history::{self, Doer, DoerKind, Happening};
use pser::invariant;
use pser::payments::{Iban, Money, invariants};
use pser::people::Typed;
use pser::policy::{Actor, Grant};
use pser::reference::{Kind, Reference};
use pser::refusal::Refusal;
use pser::seal::{Place, Sealer};
use serde_json::json;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::arrange::sealer;
use crate::harness::{self, Database};

pub(crate) const PROGRAMME: &str = "cash-assistance";
/// What every case is worth, in paisa.
pub(crate) const AMOUNT: i64 = 1_200_000;
const TIMEOUTS: Timeouts =
    Timeouts { connect: Duration::from_millis(500), whole: Duration::from_millis(500) };
/// Long enough to be seen as accepted first, short enough to wait for.
pub(crate) const PACE: Pace = Pace {
    settles_after: Duration::from_millis(100),
    returns_after: Duration::from_millis(100),
    answers_late_after: Duration::from_secs(3),
};

pub(crate) struct Office {
    pub(crate) database: Database,
    pub(crate) app: Arc<App>,
    pub(crate) bank: Arc<SimulatedBank>,
    bundle: [u8; 32],
}

/// A case that an officer has verified.
pub(crate) struct Case {
    pub(crate) id: Uuid,
    pub(crate) reference: String,
    pub(crate) application: Uuid,
    pub(crate) applicant: Uuid,
}

impl Case {
    /// Its citizen, signed in.
    pub(crate) fn citizen(&self) -> Actor {
        Actor::Citizen { account: entropy::id(), person: self.applicant, typed_by: None }
    }
}

impl Office {
    /// An office without money, staff or cases.
    pub(crate) async fn open() -> Self {
        let database = Database::fresh().await;
        let mut app = harness::app(&database, &[]).await;
        let bundle = app.catalogue.current(PROGRAMME).unwrap().programme.hash;
        let bank = Arc::new(SimulatedBank::new(PACE));
        app.bank = serve(router(Arc::clone(&bank))).await;
        let app = Arc::new(app);
        Self { database, app, bank, bundle }
    }

    /// An office whose programme may spend this, in paisa.
    pub(crate) async fn with_budget(paisa: i64) -> Self {
        let office = Self::open().await;
        let administrator = office.staff(&[role("administrator")]).await;
        office.appropriates(&administrator, paisa).await.unwrap();
        office
    }

    pub(crate) async fn appropriates(&self, administrator: &Actor, paisa: i64) -> Result<Uuid> {
        let new = NewAppropriation {
            programme: PROGRAMME,
            amount: Money::from_paisa(paisa),
            authority: "FD-SO(B)-12/2026",
            recently_proved: true,
        };
        let answer = disburse::appropriate(&self.app, administrator, key(), &new).await?;
        Ok(answer.body["id"].as_str().unwrap().parse().unwrap())
    }

    /// Puts another bank next door; gives the one that was there.
    pub(crate) fn changes_bank(&mut self, bank: Bank) -> Bank {
        std::mem::replace(&mut Arc::get_mut(&mut self.app).unwrap().bank, bank)
    }

    /// Somebody in post with these grants.
    pub(crate) async fn staff(&self, grants: &[Grant]) -> Actor {
        let person = self.person("Staff").await;
        Actor::Staff { account: entropy::id(), person, grants: grants.to_vec() }
    }

    pub(crate) async fn maker(&self) -> Actor {
        self.staff(&[role("maker")]).await
    }

    pub(crate) async fn supervisor(&self) -> Actor {
        self.staff(&[role("supervisor")]).await
    }

    /// A person with a CNIC that nobody else has.
    pub(crate) async fn person(&self, name: &str) -> Uuid {
        let (id, sealer) = (entropy::id(), sealer());
        let cnic = format!("35{}", entropy::digits(11));
        sqlx::query("insert into persons (id, cnic_sealed, cnic_index, name) values ($1, $2, $3, $4)")
            .bind(id)
            .bind(sealer.seal(Place { column: "person.cnic", row: id }, cnic.as_bytes()))
            .bind(sealer.index("cnic", cnic.as_bytes()).as_slice())
            .bind(name)
            .execute(&self.database.owner)
            .await
            .unwrap();
        id
    }

    /// Makes two persons live together.
    pub(crate) async fn household_of(&self, persons: [Uuid; 2]) {
        let household = entropy::id();
        sqlx::query("insert into households (id, area) values ($1, 'lahore')")
            .bind(household)
            .execute(&self.database.owner)
            .await
            .unwrap();
        for person in persons {
            sqlx::query(
                "insert into memberships (id, household_id, person_id, name, relationship)
                 values ($1, $2, $3, 'x', 'other-relative')",
            )
            .bind(entropy::id())
            .bind(household)
            .bind(person)
            .execute(&self.database.owner)
            .await
            .unwrap();
        }
    }

    /// An approved case in Shalimar, verified by somebody, whose account ends in these two digits.
    pub(crate) async fn case(&self, ending: &str) -> Case {
        let officer = self.person("Officer").await;
        self.case_verified_by(officer, ending).await
    }

    pub(crate) async fn cases<const N: usize>(&self, endings: [&str; N]) -> Vec<Case> {
        let mut cases = Vec::new();
        for ending in endings {
            cases.push(self.case(ending).await);
        }
        cases
    }

    pub(crate) async fn case_verified_by(&self, officer: Uuid, ending: &str) -> Case {
        let applicant = self.person("Amina Bibi").await;
        self.case_of(applicant, officer, ending).await
    }

    pub(crate) async fn case_of(&self, applicant: Uuid, officer: Uuid, ending: &str) -> Case {
        let (application, id) = (entropy::id(), entropy::id());
        let answers =
            json!({ "bank": { "title": "Amina Bibi", "iban": sealed_answer(application, ending) } });
        let owner = &self.database.owner;
        sqlx::query(
            "insert into applications (id, person_id, programme, bundle_hash, state)
             values ($1, $2, $3, $4, 'submitted')",
        )
        .bind(application)
        .bind(applicant)
        .bind(PROGRAMME)
        .bind(self.bundle.as_slice())
        .execute(owner)
        .await
        .unwrap();
        sqlx::query(
            "insert into snapshots (application_id, number, answers, documents, consent, content_hash)
             values ($1, 1, $2, '[]', '1', sha256($3))",
        )
        .bind(application)
        .bind(&answers)
        .bind(application.as_bytes().as_slice())
        .execute(owner)
        .await
        .unwrap();
        let reference = Reference::random(Kind::Case).to_string();
        sqlx::query(
            "insert into cases (id, reference, programme, bundle_hash, application_id, snapshot, person_id, area,
                                amount, stage, queue, clock, rank)
             values ($1, $2, $3, $4, $5, 1, $6, 'lahore/lahore/shalimar', $7, 'approved', 'payments', 'department', 0)",
        )
        .bind(id)
        .bind(&reference)
        .bind(PROGRAMME)
        .bind(self.bundle.as_slice())
        .bind(application)
        .bind(applicant)
        .bind(AMOUNT)
        .execute(owner)
        .await
        .unwrap();
        let doer = Doer { kind: DoerKind::Staff, person: Some(officer) };
        let detail = json!({});
        let verified =
            Happening { case_id: id, kind: "verified", action: Some("verify"), doer, detail: &detail };
        let mut conn = self.app.db.acquire().await.unwrap();
        history::append(&mut conn, &verified).await.unwrap();
        Case { id, reference, application, applicant }
    }

    pub(crate) async fn makes_in(&self, maker: &Actor, area: Option<&str>) -> Result<Reference> {
        let making = Making { programme: PROGRAMME, area };
        let answer = disburse::make(&self.app, maker, key(), &making).await?;
        Ok(answer.body["reference"].as_str().unwrap().parse().unwrap())
    }

    /// The maker draws up a batch and proposes it.
    pub(crate) async fn proposes(&self, maker: &Actor) -> Reference {
        let reference = self.makes_in(maker, Some("lahore")).await.unwrap();
        disburse::propose(&self.app, maker, &reference).await.unwrap();
        reference
    }

    pub(crate) async fn looks_at(&self, actor: &Actor, reference: &Reference) -> Shown {
        disburse::batch(&self.app, actor, reference).await.unwrap()
    }

    /// The lines of a new batch of all that can be paid.
    pub(crate) async fn looks_at_new_batch(&self) -> Vec<Line> {
        let maker = self.maker().await;
        let batch = self.proposes(&maker).await;
        self.looks_at(&maker, &batch).await.lines
    }

    /// The supervisor reads the batch and approves what it says.
    pub(crate) async fn approves(&self, supervisor: &Actor, reference: &Reference) -> Result<()> {
        let shown = self.looks_at(supervisor, reference).await;
        let content_hash = hex::encode(shown.batch.content_hash.unwrap_or_default());
        let approval = Approval { reference, content_hash: &content_hash, recently_proved: true };
        disburse::approve(&self.app, supervisor, &approval).await
    }

    /// A new batch of all that waits, proposed by one and approved by another; gives its instructions.
    pub(crate) async fn approved_payments(&self) -> Vec<Uuid> {
        let (maker, supervisor) = (self.maker().await, self.supervisor().await);
        let batch = self.proposes(&maker).await;
        self.approves(&supervisor, &batch).await.unwrap();
        let lines = self.looks_at(&supervisor, &batch).await.lines;
        lines.into_iter().map(|line| line.item.id).collect()
    }

    /// Sends and asks until the payment has ended.
    pub(crate) async fn ends(&self, payment: Uuid) -> String {
        disburse::send(&self.app, payment).await.unwrap();
        loop {
            let state = self.state(payment).await;
            if !matches!(state.as_str(), "held" | "sending" | "unknown" | "accepted") {
                return state;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
            disburse::ask(&self.app, payment).await.unwrap();
        }
    }

    /// The case's citizen, who has just signed in, gives the account that ends in these two digits.
    pub(crate) async fn corrects(&self, case: &Case, ending: &str) -> Result<Corrected> {
        self.corrects_as(&case.citizen(), case, iban(ending).reveal()).await
    }

    pub(crate) async fn corrects_as(&self, actor: &Actor, case: &Case, typed: &str) -> Result<Corrected> {
        let iban = Typed::new(typed);
        let new = NewAccount { iban: Some(&iban), expected_version: None, recently_proved: true };
        disburse::correct_account(&self.app, actor, &case.reference.parse().unwrap(), &new).await
    }

    pub(crate) async fn state(&self, payment: Uuid) -> String {
        self.value("select state from payment_instructions where id = $1", payment).await
    }

    pub(crate) async fn stage(&self, case: &Case) -> String {
        self.value("select stage from cases where id = $1", case.id).await
    }

    /// The one fact of the case's payment that holds.
    pub(crate) async fn payment_fact(&self, case: &Case) -> String {
        self.value(
            "select string_agg(key, '+') from jsonb_each(payment_facts($1)) where value = 'true'",
            case.id,
        )
        .await
    }

    /// How often an event of this kind stands in the case's history.
    pub(crate) async fn events(&self, case: &Case, kind: &str) -> i64 {
        sqlx::query_scalar("select count(*) from case_events where case_id = $1 and kind = $2")
            .bind(case.id)
            .bind(kind)
            .fetch_one(&self.database.owner)
            .await
            .unwrap()
    }

    /// Budget, held and paid, in paisa.
    pub(crate) async fn books(&self) -> [i64; 3] {
        let mut conn = self.app.db.acquire().await.unwrap();
        let balances = pser::payments::ledger::balances(&mut conn, PROGRAMME).await.unwrap();
        [balances.available, balances.held, balances.paid].map(Money::paisa)
    }

    /// Every invariant of the money holds.
    pub(crate) async fn is_in_order(&self) {
        let mut conn = self.app.db.acquire().await.unwrap();
        assert_eq!(invariant::broken(&mut conn, invariants::RULES).await.unwrap(), []);
    }

    /// Does as the owner what the product never does.
    pub(crate) async fn tampers(&self, statement: &str, id: Uuid) {
        let done = sqlx::query(AssertSqlSafe(statement.to_owned()))
            .bind(id)
            .execute(&self.database.owner)
            .await
            .unwrap();
        assert!(done.rows_affected() > 0, "nothing was tampered with");
    }

    async fn value(&self, statement: &str, id: Uuid) -> String {
        sqlx::query_scalar(AssertSqlSafe(statement.to_owned()))
            .bind(id)
            .fetch_one(&self.database.owner)
            .await
            .unwrap()
    }
}

/// A role in the whole province.
pub(crate) fn role(name: &str) -> Grant {
    Grant {
        role: name.to_owned(),
        area: None,
        programme: None,
        amount_cap: None,
        until: None,
        skills: Vec::new(),
    }
}

/// The idempotency key of a request that comes once.
pub(crate) fn key() -> RequestKey {
    RequestKey { scope: [0; 32], key: entropy::id().to_string(), request: [0; 32] }
}

pub(crate) fn person_of(actor: &Actor) -> Uuid {
    match actor {
        Actor::Staff { person, .. } | Actor::Citizen { person, .. } => *person,
        Actor::Anonymous | Actor::System => panic!("no person is behind {actor:?}"),
    }
}

/// What was refused.
pub(crate) fn refusal<T: std::fmt::Debug>(result: Result<T>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

/// An IBAN whose account ends in these two digits.
pub(crate) fn iban(ending: &str) -> Iban {
    (2..=98)
        .find_map(|check| Iban::parse(&format!("PK{check:02}SCBL000000{}{ending}", "11234567")).ok())
        .unwrap()
}

/// A client for a bank served on a loopback port of its own.
pub(crate) async fn serve(bank: axum::Router) -> Bank {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, bank).await });
    bank_at(address)
}

pub(crate) fn bank_at(address: std::net::SocketAddr) -> Bank {
    let url: reqwest::Url = format!("http://{address}/payments").parse().unwrap();
    let http = outgoing::client(&url, TIMEOUTS, true).unwrap();
    Bank::new(url, http)
}

fn sealed_answer(application: Uuid, ending: &str) -> serde_json::Value {
    let (iban, sealer): (Iban, Sealer) = (iban(ending), sealer());
    let place = Place { column: "application.answers", row: application };
    json!({
        "sealed": STANDARD.encode(sealer.seal(place, iban.reveal().as_bytes())),
        "index": hex::encode(iban.index(&sealer)),
        "last": iban.last_four(),
    })
}
