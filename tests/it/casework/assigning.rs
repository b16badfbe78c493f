//! Supervisors give cases to officers and take them back: with a reason, to nobody whom the case is not for, and never
//! beyond what one may hold.

use pser::casework::allocate::CLAIM_CAP;
use pser::people::sessions::Account;
use serde_json::{Value, json};
use uuid::Uuid;

use super::appealing::rejected;
use crate::office::{Answer, Case, Office, Persona};

const REASON: &str = "on leave <b>until</b> Monday {{7*7}}";

pub(super) fn account_of(who: &Persona) -> Uuid {
    let Account::Staff(account) = who.account else { panic!("one of the staff") };
    account
}

impl Persona {
    pub(super) async fn assigns(
        &self,
        office: &Office,
        case: &Case,
        to: Option<&Self>,
        reason: &str,
    ) -> Answer {
        let body = json!({ "to": to.map(account_of), "reason": reason });
        office.asks(Some(self), ("POST", &format!("{}/assignment", case.path())), Some(&body)).await
    }

    async fn may_give_to(&self, office: &Office, case: &Case) -> Vec<String> {
        let path = format!("{}/assignment", case.path());
        let listed = office.asks(Some(self), ("GET", &path), None).await.ok();
        listed.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    }
}

#[tokio::test]
async fn a_case_goes_from_one_officer_to_another_and_back_to_its_queue() {
    let office = Office::open().await;
    let case = office.verifying(&office.citizen("Nasreen").await).await;
    let supervisor = office.supervisor().await;
    let (away, here) =
        (office.officer("lahore").await, office.staff("Amina", &[("officer", Some("lahore"))]).await);
    away.claims(&office, &case).await.ok();
    assert!(supervisor.may_give_to(&office, &case).await.contains(&here.name));
    assert_eq!(
        supervisor.assigns(&office, &case, Some(&here), " ").await.wrong_fields(),
        [("reason", "reason-missing")]
    );
    for _ in 0..2 {
        supervisor.assigns(&office, &case, Some(&here), REASON).await.ok();
    }
    let refused = away.does(&office, &case, "reject").await;
    assert_eq!((refused.problem(), &refused.body["by"]), ("claimed-by-someone-else", &json!(here.name)));
    let path = format!("{}/history", case.path());
    let events = office.asks(Some(&supervisor), ("GET", &path), None).await.ok();
    let given: Vec<&Value> =
        events.as_array().unwrap().iter().filter(|event| event["kind"] == "case-assigned").collect();
    assert_eq!(given.len(), 1, "giving it twice is giving it once");
    assert_eq!(
        (&given[0]["detail"]["to"], &given[0]["detail"]["reason"]),
        (&json!(here.person), &json!(REASON))
    );
    office.is_in_order().await;
    office.is_healthy().await;

    for _ in 0..2 {
        supervisor.assigns(&office, &case, None, "she fell ill").await.ok();
    }
    assert_eq!(office.history(&case).await.iter().filter(|kind| *kind == "case-released").count(), 1);
    assert_eq!(away.takes_next(&office).await.ok()["reference"], json!(case.reference));
    office.is_in_order().await;
    office.is_healthy().await;
}

#[tokio::test]
async fn nobody_is_given_what_is_not_for_them() {
    let office = Office::open().await;
    let citizen = office.citizen("Nasreen").await;
    let case = office.verifying(&citizen).await;
    let supervisor = office.supervisor().await;
    let (kin, elsewhere) = (office.officer("lahore").await, office.officer("multan").await);
    office.live_together(&citizen, &kin).await;
    let (maker, gone) = (office.maker().await, office.officer("lahore").await);
    sqlx::query("update staff_accounts set state = 'disabled' where id = $1")
        .bind(account_of(&gone))
        .execute(&office.database.owner)
        .await
        .unwrap();
    assert_eq!(supervisor.may_give_to(&office, &case).await, Vec::<String>::new());
    for unfit in [&kin, &elsewhere, &maker, &gone, &supervisor] {
        let refused = supervisor.assigns(&office, &case, Some(unfit), REASON).await;
        assert_eq!(refused.wrong_fields(), [("to", "colleague-unfit")], "{}", unfit.name);
    }
    let officer = office.officer("lahore").await;
    assert_eq!(officer.assigns(&office, &case, Some(&officer), REASON).await.status, 403);
    assert_eq!(citizen.assigns(&office, &case, Some(&officer), REASON).await.status, 403);
    let far = office.staff("Supervisor", &[("supervisor", Some("multan"))]).await;
    assert_eq!(far.assigns(&office, &case, Some(&officer), REASON).await.status, 404);

    let mut others = Vec::new();
    for _ in 0..CLAIM_CAP {
        let person = office.citizen("Rubina").await.person;
        others.push(office.waiting_case(person, "lahore/lahore/shalimar").await);
    }
    for other in &others {
        let path = format!("/cases/{other}/claim");
        assert_eq!(office.asks(Some(&officer), ("POST", &path), None).await.status, 204);
    }
    let refused = supervisor.assigns(&office, &case, Some(&officer), REASON).await;
    assert_eq!(refused.wrong_fields(), [("to", "colleague-full")]);
    assert_eq!(office.count("case_events where kind = 'case-assigned'").await, 0);
}

#[tokio::test]
async fn who_decided_a_case_before_is_not_given_it_again() {
    let office = Office::open().await;
    let (citizen, officer) = (office.citizen("Shazia Parveen").await, office.officer("lahore").await);
    let case = rejected(&office, &citizen, &officer).await;
    let supervisor = office.supervisor().await;
    let path = format!("{}/assignment", case.path());
    assert_eq!(office.asks(Some(&supervisor), ("GET", &path), None).await.problem(), "action-not-open");
    let appeal = citizen.appeals(&office, &case).await;
    office.reviewer().await.does(&office, &appeal, "allow").await.ok();
    let fresh = office.officer("lahore").await;
    let refused = supervisor.assigns(&office, &case, Some(&officer), REASON).await;
    assert_eq!(refused.wrong_fields(), [("to", "colleague-unfit")]);
    supervisor.assigns(&office, &case, Some(&fresh), REASON).await.ok();
    fresh.does(&office, &case, "verify").await.ok();
    office.is_in_order().await;
}

#[tokio::test]
async fn an_officer_who_acts_while_the_case_is_taken_away_loses_or_wins_but_never_both() {
    let office = Office::open().await;
    let supervisor = office.supervisor().await;
    let (away, here) = (office.officer("lahore").await, office.officer("lahore").await);
    for name in ["Nasreen", "Rubina", "Farida", "Hajra"] {
        let case = office.verifying(&office.citizen(name).await).await;
        away.claims(&office, &case).await.ok();
        let (acted, given) = tokio::join!(
            away.does(&office, &case, "reject"),
            supervisor.assigns(&office, &case, Some(&here), REASON)
        );
        let stage = office.stage(&case).await;
        assert_eq!(stage == "rejected", acted.is_ok(), "{stage} {}", acted.body);
        assert!(acted.is_ok() || given.is_ok(), "{} {}", acted.body, given.body);
        office.is_in_order().await;
    }
    office.is_healthy().await;
}

#[tokio::test]
async fn it_is_done_on_a_page_that_names_whom_it_can_be_given_to() {
    let office = Office::open().await;
    let case = office.verifying(&office.citizen("Nasreen").await).await;
    let officer = office.staff("Amina <i>Khan</i>", &[("officer", Some("lahore"))]).await;
    officer.claims(&office, &case).await.ok();
    let other = office.staff("Bilal", &[("officer", Some("lahore"))]).await;
    let mut browser = office.browser_of(&office.supervisor().await).await;
    let path = format!("/office{}/assignment", case.path());
    let page = browser.opens(&format!("/office{}", case.path())).await.ok();
    assert!(page.attr(&format!("a[href='{path}']"), "href").is_some(), "{}", page.text());
    let page = browser.opens(&path).await.ok();
    assert_eq!(page.all("select[name=to] option"), ["", "Nobody: back to the queue", "Bilal"]);
    let page = browser.sends(&path, &[("to", ""), ("reason", REASON)]).await;
    assert_eq!((page.status, page.all("#to-error").len(), page.all("#reason-error").len()), (422, 1, 0));
    assert_eq!(page.all("textarea[name=reason]"), [REASON]);
    let page = browser.sends(&path, &[("to", &account_of(&other).to_string()), ("reason", "")]).await;
    assert_eq!((page.status, page.all("#reason-error").len()), (422, 1));
    browser.sends(&path, &[("to", &account_of(&other).to_string()), ("reason", REASON)]).await;
    let page = browser.follows().await.ok();
    assert!(page.says("The case has been given as you said.") && page.says("To: Bilal"), "{}", page.text());
    assert!(page.says(REASON) && !page.body.contains("<b>until</b>"));
    let mut browser = office.browser_of(&other).await;
    assert!(browser.opens("/office").await.ok().says(&case.reference), "it is among what he holds");
    assert_eq!(browser.opens(&path).await.status, 403);
}
