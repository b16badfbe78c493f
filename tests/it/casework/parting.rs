//! Duties that are kept apart: who verified a case neither proposes nor approves its payment, nor does their household,
//! whatever roles they hold.

use serde_json::{Value, json};

use crate::office::{Answer, Office, Persona};

const ALL: [(&str, Option<&str>); 3] = [("officer", None), ("maker", None), ("supervisor", None)];

async fn makes(office: &Office, maker: &Persona) -> Answer {
    let body = json!({ "programme": "cash-assistance", "area": "lahore" });
    office.asks(Some(maker), ("POST", "/batches"), Some(&body)).await
}

async fn proposes(office: &Office, maker: &Persona, batch: &str) -> Answer {
    office.asks(Some(maker), ("POST", &format!("/batches/{batch}/proposal")), None).await
}

async fn approves(office: &Office, supervisor: &Persona, batch: &str) -> Answer {
    let path = format!("/batches/{batch}");
    let shown = office.asks(Some(supervisor), ("GET", &path), None).await.ok();
    let body = json!({ "content_hash": shown["content_hash"] });
    office.asks(Some(supervisor), ("POST", &format!("{path}/approval")), Some(&body)).await
}

async fn with_budget() -> Office {
    let office = Office::open().await;
    let administrator = office.administrator().await;
    let money = json!({ "amount": 100_000_000_000_i64, "authority": "FD-SO(B)-12/2026" });
    let path = "/programmes/cash-assistance/appropriations";
    office.asks(Some(&administrator), ("POST", path), Some(&money)).await.ok();
    office
}

fn name_of(batch: &Value) -> String {
    batch["reference"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn who_verified_a_case_does_not_propose_its_payment_and_nor_does_their_household() {
    let office = with_budget().await;
    let (versatile, kin) = (office.staff("Versatile", &ALL).await, office.staff("Kin", &ALL).await);
    office.live_together(&versatile, &kin).await;
    let citizen = office.citizen("Nasreen").await;
    let case = office.approved(&citizen, &versatile).await;
    for who in [&versatile, &kin] {
        let made = makes(&office, who).await;
        let Answer { body, .. } = &made;
        if made.is_ok() {
            let proposed = proposes(&office, who, &name_of(body)).await;
            assert!(!proposed.is_ok(), "{}", proposed.body);
            office.asks(Some(who), ("DELETE", &format!("/batches/{}", name_of(body))), None).await.ok();
        } else {
            assert_eq!(made.problem(), "nothing-to-pay");
        }
    }
    assert!(!office.history(&case).await.contains(&"payment-proposed".to_owned()));
}

#[tokio::test]
async fn the_verifier_the_maker_and_their_households_do_not_approve() {
    let office = with_budget().await;
    let (verifier, maker) = (office.staff("Verifier", &ALL).await, office.staff("Maker", &ALL).await);
    let (kin, supervisor) = (office.staff("Kin", &ALL).await, office.supervisor().await);
    let kin_of_maker = office.staff("Kin of the maker", &ALL).await;
    office.live_together(&verifier, &kin).await;
    office.live_together(&maker, &kin_of_maker).await;
    let citizen = office.citizen("Nasreen").await;
    let case = office.approved(&citizen, &verifier).await;
    let batch = name_of(&makes(&office, &maker).await.ok());
    proposes(&office, &maker, &batch).await.ok();
    for who in [&verifier, &kin, &kin_of_maker] {
        let answer = approves(&office, who, &batch).await;
        assert_eq!((answer.status, answer.problem()), (409, "cases-refused"), "{}", who.name);
        assert_eq!(answer.body["cases"][0]["code"], "separated", "{}", who.name);
    }
    assert_eq!(approves(&office, &maker, &batch).await.problem(), "maker-is-checker");
    approves(&office, &supervisor, &batch).await.ok();
    let mut rounds = 0;
    while office.stage(&case).await != "disbursed" {
        office.jobs_run().await;
        rounds += 1;
        assert!(rounds < 50, "the bank settles");
        // The bank is asked again by the product's clock; the bank's own goes on.
        office.database.passes(chrono::TimeDelta::minutes(2)).await;
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(office.notices(&case).await.last().map(String::as_str), Some("payment-sent"));
    office.is_in_order().await;
}

#[tokio::test]
async fn money_is_touched_only_by_who_has_just_proved_who_they_are() {
    let office = with_budget().await;
    let (officer, maker, supervisor) =
        (office.officer("lahore").await, office.maker().await, office.supervisor().await);
    let citizen = office.citizen("Nasreen").await;
    office.approved(&citizen, &officer).await;
    let batch = name_of(&makes(&office, &maker).await.ok());
    proposes(&office, &maker, &batch).await.ok();
    office.database.passes(chrono::TimeDelta::minutes(6)).await;
    assert_eq!(approves(&office, &supervisor, &batch).await.problem(), "reauthentication-required");
    let supervisor = office.signs_in(&supervisor).await;
    approves(&office, &supervisor, &batch).await.ok();
}
