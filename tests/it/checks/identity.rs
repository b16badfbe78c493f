use std::time::Duration;

use pser::adapters::simulators::registry::Manner;
use pser::queue::Outcome;
use serde_json::json;

use super::Office;
use crate::arrange::{self, Who};

#[tokio::test]
async fn the_registrys_word_becomes_the_result_with_its_evidence() {
    let office = Office::open().await;
    for (cnic, result, word) in [
        ("3520212345671", "passed", "match"),
        ("3520212345013", "failed", "mismatch"),
        ("3520212345005", "attention", "unknown"),
        ("3520212345027", "attention", "match"),
    ] {
        let citizen = arrange::citizen(&office.database, &Who { cnic, ..Who::default() }).await;
        let case = arrange::case(&office.database, &citizen, json!({})).await;
        office.asks(&case, &["identity"]).await;
        assert_eq!(office.runs(&case, "identity").await, Outcome::Done);
        let check = office.check(&case, "identity").await;
        assert_eq!(check.result, result, "{cnic}");
        let evidence = check.evidence.unwrap();
        assert_eq!(evidence["registry"], word);
        assert!(!evidence.to_string().contains(cnic), "{evidence}");
        assert!(check.answered_at.is_some());
    }
}

#[tokio::test]
async fn a_registry_that_is_down_slow_or_confused_delays_and_never_decides() {
    let office = Office::open().await;
    let citizen = arrange::citizen(&office.database, &Who::default()).await;
    let case = arrange::case(&office.database, &citizen, json!({})).await;
    office.asks(&case, &["identity"]).await;
    let before = office.version(&case).await;
    let manners = [Manner::Down, Manner::Garbage, Manner::Slow(Duration::from_secs(30))];
    for (tries, manner) in (1..).zip(manners) {
        office.simulated.behave(manner);
        let outcome = office.runs(&case, "identity").await;
        assert!(matches!(outcome, Outcome::Retry { .. }), "{manner:?}: {outcome:?}");
        let check = office.check(&case, "identity").await;
        assert_eq!((check.result.as_str(), check.tries), ("waiting", tries), "{manner:?}");
        let problem = check.last_problem.unwrap();
        assert!(problem.starts_with("the registry gave no answer"), "{problem}");
        assert!(!problem.contains(&citizen.cnic), "{problem}");
    }
    assert_eq!(office.version(&case).await, before, "no fact has changed");
    assert_eq!(office.events_raised(case.id).await, 0);

    office.simulated.behave(Manner::Plain);
    assert_eq!(office.runs(&case, "identity").await, Outcome::Done);
    let check = office.check(&case, "identity").await;
    assert_eq!((check.result.as_str(), check.tries, check.last_problem), ("passed", 4, None));
    assert_eq!(office.events_raised(case.id).await, 1);
}

#[tokio::test]
async fn a_registry_that_cannot_be_reached_delays_too() {
    let mut office = Office::open().await;
    let nobody = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap()
    };
    office.registry = pser::adapters::registry::Registry::within(super::TIMEOUTS, &nobody, true).unwrap();
    let citizen = arrange::citizen(&office.database, &Who::default()).await;
    let case = arrange::case(&office.database, &citizen, json!({})).await;
    office.asks(&case, &["identity"]).await;
    assert!(matches!(office.runs(&case, "identity").await, Outcome::Retry { .. }));
    assert_eq!(office.check(&case, "identity").await.result, "waiting");
}

#[tokio::test]
async fn a_check_that_has_its_answer_is_not_asked_again() {
    let office = Office::open().await;
    let citizen = arrange::citizen(&office.database, &Who::default()).await;
    let case = arrange::case(&office.database, &citizen, json!({})).await;
    office.asks(&case, &["identity"]).await;
    for _ in 0..3 {
        assert_eq!(office.runs(&case, "identity").await, Outcome::Done);
    }
    assert_eq!(office.simulated.questions(case.id), 1);
    assert_eq!(office.events_raised(case.id).await, 1);
}
