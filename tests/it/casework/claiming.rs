//! One officer works a case at a time: who is first has it, and nobody is given what is not theirs to work on.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures::future::join_all;
use pser::casework::allocate::{self, CLAIM_CAP};
use pser::casework::staff_entry;
use pser::entropy;
use pser::people::Typed;
use pser::policy::Actor;
use pser::reference::{Kind, Reference};
use uuid::Uuid;

use crate::office::{Office, Persona};

impl Office {
    /// A case in verification of a person, as a row.
    pub(super) async fn waiting_case(&self, person: Uuid, area: &str) -> String {
        let (application, reference) = (entropy::id(), Reference::random(Kind::Case).to_string());
        let bundle = self.app.catalogue.current(crate::office::PROGRAMME).unwrap().programme.hash;
        sqlx::query(
            "with application as (
                 insert into applications (id, person_id, programme, bundle_hash, state)
                 values ($1, $2, 'cash-assistance', $3, 'submitted') returning id
             ), snapshot as (
                 insert into snapshots (application_id, number, answers, documents, consent, content_hash)
                 select id, 1, '{}', '[]', '1', sha256('x') from application returning application_id
             )
             insert into cases (id, reference, programme, bundle_hash, application_id, snapshot, person_id, area, stage,
                                queue, clock, rank)
             select $4, $5, 'cash-assistance', $3, application_id, 1, $2, $6, 'verifying', 'verification', 'department', 0
             from snapshot",
        )
        .bind(application)
        .bind(person)
        .bind(bundle.as_slice())
        .bind(entropy::id())
        .bind(&reference)
        .bind(area)
        .execute(&self.database.owner)
        .await
        .unwrap();
        reference
    }

    async fn waiting_cases(&self, number: usize, area: &str) -> Vec<String> {
        let mut references = Vec::new();
        for _ in 0..number {
            let citizen = self.citizen("Nasreen").await;
            references.push(self.waiting_case(citizen.person, area).await);
        }
        references
    }
}

/// Takes cases until there are none, or no more may be held.
async fn takes_all(office: &Office, officer: &Persona) -> Vec<String> {
    let mut given = Vec::new();
    loop {
        let answer = officer.takes_next(office).await;
        if !answer.is_ok() {
            assert!(matches!(answer.problem(), "queue-empty" | "too-many-claims"), "{}", answer.body);
            return given;
        }
        given.push(answer.body["reference"].as_str().unwrap().to_owned());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixteen_officers_take_two_hundred_cases_each_once_and_none_that_is_not_theirs() {
    let office = Arc::new(Office::open().await);
    let mut officers = Vec::new();
    let mut forbidden: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut references = Vec::new();
    for _ in 0..16 {
        let officer = office.officer("lahore/lahore").await;
        let kin = office.citizen("Kin").await;
        office.live_together(&officer, &kin).await;
        let own = office.waiting_case(officer.person, "lahore/lahore/shalimar").await;
        let of_kin = office.waiting_case(kin.person, "lahore/lahore/shalimar").await;
        references.extend([own.clone(), of_kin.clone()]);
        forbidden.insert(officer.token.clone(), vec![own, of_kin]);
        officers.push(officer);
    }
    let elsewhere = office.waiting_cases(20, "multan/multan/shujabad").await;
    references.extend(office.waiting_cases(200 - references.len(), "lahore/lahore/model-town").await);

    let taking = officers.iter().map(|officer| {
        let (office, officer) = (Arc::clone(&office), officer.clone());
        tokio::spawn(async move { (officer.token.clone(), takes_all(&office, &officer).await) })
    });
    let mut taken = Vec::new();
    for given in join_all(taking).await {
        let (token, given) = given.unwrap();
        assert!(i64::try_from(given.len()).unwrap() <= CLAIM_CAP);
        assert!(
            given.iter().all(|case| !forbidden[&token].contains(case)),
            "an own case or one of kin was given"
        );
        taken.extend(given);
    }
    assert!(taken.iter().all(|case| !elsewhere.contains(case)), "a case of another area was given");
    taken.sort();
    references.sort();
    assert_eq!(taken, references);
    assert_eq!(office.count("case_events where kind = 'case-claimed'").await, 200);
    assert_eq!(office.count("cases where claimed_by is not null").await, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_holds_more_than_one_may_hold_however_many_requests_come_at_once() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    let cap = usize::try_from(CLAIM_CAP).unwrap();
    let references = office.waiting_cases(cap + 10, "lahore/lahore/shalimar").await;
    let next = (0..cap).map(|_| officer.takes_next(&office));
    let named = references.iter().map(|reference| {
        let path = format!("/cases/{reference}/claim");
        let (office, officer) = (&office, &officer);
        async move { office.asks(Some(officer), ("POST", &path), None).await }
    });
    let (next, named) = tokio::join!(join_all(next), join_all(named));
    assert_eq!(office.count("cases where claimed_by is not null").await, CLAIM_CAP);
    let answers: Vec<_> = next.iter().chain(&named).filter(|answer| !answer.is_ok()).collect();
    assert!(answers.iter().all(|answer| answer.problem() == "too-many-claims"), "{answers:?}");
    assert_eq!(answers[0].body["cap"], CLAIM_CAP);
}

#[tokio::test]
async fn a_case_given_back_is_there_for_others() {
    let office = Office::open().await;
    let (officer, colleague) = (office.officer("lahore").await, office.officer("lahore/lahore").await);
    let citizen = office.citizen("Nasreen").await;
    let case = office.verifying(&citizen).await;
    let given = officer.takes_next(&office).await.ok();
    assert_eq!(
        (&given["reference"], &given["because"]),
        (&case.reference.as_str().into(), &"vulnerable".into())
    );
    officer.claims(&office, &case).await.ok();
    colleague.releases(&office, &case).await.ok();
    assert_eq!(colleague.claims(&office, &case).await.problem(), "claimed-by-someone-else");
    officer.releases(&office, &case).await.ok();
    officer.releases(&office, &case).await.ok();
    colleague.claims(&office, &case).await.ok();
    let kinds = office.history(&case).await;
    assert_eq!(kinds[2..], ["case-claimed", "case-released", "case-claimed"]);
    office.is_in_order().await;
}

#[tokio::test]
async fn leaving_the_stage_ends_the_claim() {
    let office = Office::open().await;
    let (officer, citizen) = (office.officer("lahore").await, office.citizen("Nasreen").await);
    let case = office.verifying(&citizen).await;
    officer.claims(&office, &case).await.ok();
    officer.does(&office, &case, "verify").await.ok();
    assert_eq!(office.count("cases where claimed_by is not null").await, 0);
    office.is_in_order().await;
}

#[tokio::test]
async fn a_case_that_an_officer_can_do_nothing_with_cannot_be_kept_from_those_who_can() {
    let office = Office::open().await;
    let (officer, colleague) = (office.officer("lahore").await, office.officer("lahore").await);
    let citizen = office.citizen("Nasreen").await;
    let case = office.approved(&citizen, &officer).await;
    let next = office.asks(Some(&colleague), ("POST", "/queues/payments/next"), None).await;
    assert_eq!(next.problem(), "queue-empty");
    assert_eq!(colleague.claims(&office, &case).await.problem(), "action-not-open");
}

#[tokio::test]
async fn nobody_claims_their_own_case_or_kins_or_one_from_elsewhere() {
    let office = Office::open().await;
    let (officer, citizen) = (office.officer("lahore").await, office.citizen("Nasreen").await);
    let case = office.verifying(&citizen).await;
    let stranger = office.officer("multan").await;
    assert_eq!(stranger.claims(&office, &case).await.problem(), "not-found");
    office.live_together(&officer, &citizen).await;
    assert_eq!(officer.claims(&office, &case).await.problem(), "kin-case");
    assert_eq!(officer.takes_next(&office).await.problem(), "queue-empty");
    sqlx::query("update cases set person_id = $1")
        .bind(officer.person)
        .execute(&office.database.owner)
        .await
        .unwrap();
    assert_eq!(officer.claims(&office, &case).await.problem(), "own-case");
    assert_eq!(officer.takes_next(&office).await.problem(), "queue-empty");
}

#[tokio::test]
async fn the_cases_of_an_officer_whose_account_ends_go_back_to_their_queue() {
    let office = Office::open().await;
    let (citizen, officer) = (office.citizen("Nasreen").await, office.officer("lahore/lahore").await);
    let case = office.verifying(&citizen).await;
    officer.claims(&office, &case).await.ok();
    let email = Typed::new(format!("staff{}@office.example", officer.number));
    staff_entry::disable(&office.app, &Actor::System, &email).await.unwrap();
    assert_eq!(office.history(&case).await.last().map(String::as_str), Some("case-released"));
    let other = office.officer("lahore/lahore").await;
    assert_eq!(other.takes_next(&office).await.ok()["reference"], case.reference);
    office.is_in_order().await;
}

#[tokio::test]
async fn a_claim_that_was_under_way_when_the_account_ended_takes_nothing() {
    let office = Office::open().await;
    let (citizen, officer) = (office.citizen("Nasreen").await, office.officer("lahore/lahore").await);
    let case = office.verifying(&citizen).await;
    sqlx::query("update staff_accounts set state = 'disabled'")
        .execute(&office.database.owner)
        .await
        .unwrap();
    let actor = officer.actor();
    assert!(allocate::claim(&office.app, &actor, &case.reference.parse().unwrap()).await.is_err());
    assert!(allocate::next_case(&office.app, &actor, "verification").await.is_err());
    assert_eq!(office.count("cases where claimed_by is not null").await, 0);
}
