//! Many officers of many places take the next case of one long queue at the same time.

use std::collections::{BTreeMap, BTreeSet};

use futures::future::join_all;
use pser::cases::{self, Officer};
use pser::db;
use pser::policy::Scope;
use uuid::Uuid;

use super::assigning::account_of;
use crate::office::{Office, PROGRAMME};

const CASES: i64 = 10_000;
const AREAS: [&str; 5] = [
    "lahore/lahore/shalimar",
    "lahore/lahore/model-town",
    "lahore/kasur/pattoki",
    "multan/multan/shujabad",
    "rawalpindi/attock/attock",
];
/// Where the officers work, four of each; nobody but those of the whole province works in Attock.
const PLACES: [&[Option<&str>]; 4] =
    [&[None], &[Some("lahore")], &[Some("lahore/lahore")], &[Some("multan"), Some("lahore/kasur")]];

impl Office {
    /// Cases in verification in bulk, of a person each, over all `AREAS`; several are as urgent as each other.
    async fn a_long_queue(&self) {
        let bundle = self.app.catalogue.current(PROGRAMME).unwrap().programme.hash;
        sqlx::query(
            "with somebody as (
                 insert into persons (id, cnic_sealed, cnic_index, name)
                 select gen_random_uuid(), 'x', decode(md5(n::text), 'hex'), 'Nasreen' from generate_series(1, $1) as n
                 returning id
             ), application as (
                 insert into applications (id, person_id, programme, bundle_hash, state)
                 select gen_random_uuid(), id, 'cash-assistance', $2, 'submitted' from somebody returning id, person_id
             ), snapshot as (
                 insert into snapshots (application_id, number, answers, documents, consent, content_hash)
                 select id, 1, '{}', '[]', '1', sha256('x') from application returning application_id
             ), waiting as (
                 select application.id, person_id, row_number() over () as n
                 from application join snapshot on application_id = application.id
             )
             insert into cases (id, reference, programme, bundle_hash, application_id, snapshot, person_id, area, stage,
                                queue, clock, rank)
             select gen_random_uuid(), 'C-' || n, 'cash-assistance', $2, id, 1, person_id,
                 ($3::text[])[1 + n % cardinality($3::text[])], 'verifying', 'verification', 'department', n * 7919 % 5003
             from waiting",
        )
        .bind(CASES)
        .bind(bundle.as_slice())
        .bind(AREAS)
        .execute(&self.database.owner)
        .await
        .unwrap();
        sqlx::query("analyze cases, persons, applications").execute(&self.database.owner).await.unwrap();
    }

    /// Takes the next case until there is none; the cases in the order in which they were given.
    async fn takes_all(&self, officer: Officer, scope: &Scope) -> Vec<Uuid> {
        let mut given = Vec::new();
        loop {
            let mut tx = db::begin(&self.app.db).await.unwrap();
            let next = cases::claim_next(&mut tx, "verification", officer, scope, (&[], &[])).await.unwrap();
            tx.commit().await.unwrap();
            let Some(next) = next else { return given };
            given.push(next.id);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixteen_officers_take_ten_thousand_cases_each_once_and_the_most_urgent_first() {
    let office = Office::open().await;
    office.a_long_queue().await;
    let mut officers = Vec::new();
    for number in 0..16 {
        let places = PLACES[number % PLACES.len()];
        let areas = places.iter().map(|area| area.map(str::to_owned)).collect();
        let persona = office.officer("lahore").await;
        let officer = Officer { account: account_of(&persona), person: persona.person };
        officers.push((officer, Scope::Within { areas, programmes: vec![None; places.len()] }));
    }
    let taking = officers.iter().map(|(officer, scope)| office.takes_all(*officer, scope));
    let given = join_all(taking).await;

    let rows: Vec<(Uuid, i64, String, Uuid)> = sqlx::query_as("select id, rank, area, claimed_by from cases")
        .fetch_all(&office.database.owner)
        .await
        .unwrap();
    let known: BTreeMap<Uuid, (i64, String, Uuid)> =
        rows.into_iter().map(|(id, rank, area, holder)| (id, (rank, area, holder))).collect();
    let each: BTreeSet<Uuid> = given.iter().flatten().copied().collect();
    let all: usize = given.iter().map(Vec::len).sum();
    assert_eq!((all, each.len(), known.len()), (10_000, 10_000, 10_000), "each case was given once");
    for ((officer, scope), cases) in officers.iter().zip(&given) {
        let ranks: Vec<(i64, Uuid)> = cases.iter().map(|id| (known[id].0, *id)).collect();
        assert!(ranks.is_sorted(), "somebody was given a case before a more urgent one");
        let areas = scope.columns().0;
        for id in cases {
            let (_, area, holder) = &known[id];
            assert_eq!(holder, &officer.account);
            let is_theirs = areas.iter().any(|own| own.as_ref().is_none_or(|own| area.starts_with(own)));
            assert!(is_theirs, "{area} is not in {areas:?}");
        }
    }
}
