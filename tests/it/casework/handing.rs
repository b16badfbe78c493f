//! A supervisor gives many cases of a queue at once: each is decided by itself, and the answer says which were not given.

use pser::casework::allocate::CLAIM_CAP;
use serde_json::{Value, json};
use uuid::Uuid;

use super::assigning::account_of;
use crate::office::{Answer, Office, Persona};

const REASON: &str = "Amina is ill {{7*7}}";
const QUEUE: &str = "/queues/verification/assignments";

impl Persona {
    async fn hands_out(&self, office: &Office, cases: &[String], to: Value) -> Answer {
        let mut body = json!({ "cases": cases, "to": null, "reason": REASON });
        if to == json!("evenly") {
            body["evenly"] = json!(true);
        } else {
            body["to"] = to;
        }
        office.asks(Some(self), ("POST", QUEUE), Some(&body)).await
    }
}

impl Office {
    async fn waiting(&self, count: usize, area: &str) -> Vec<String> {
        let mut references = Vec::new();
        for _ in 0..count {
            let person = self.citizen("Rubina").await.person;
            references.push(self.waiting_case(person, area).await);
        }
        references
    }

    /// How many cases an officer has.
    async fn has(&self, officer: &Persona) -> i64 {
        self.count(&format!("cases where claimed_by = '{}'", account_of(officer))).await
    }
}

#[tokio::test]
async fn what_works_for_one_case_is_done_and_what_does_not_for_another_is_told() {
    let office = Office::open().await;
    let supervisor = office.supervisor().await;
    let officer = office.officer("lahore").await;
    let mut cases = office.waiting(3, "lahore/lahore/shalimar").await;
    cases.extend(office.waiting(1, "multan/multan/shujabad").await);
    let own = office.waiting_case(supervisor.person, "lahore/lahore/shalimar").await;
    let done = office.approved(&office.citizen("Zubaida").await, &officer).await;
    cases.extend([own.clone(), done.reference.clone(), "C-00000-00000-0".to_owned(), cases[0].clone()]);
    let answer = supervisor.hands_out(&office, &cases, json!(account_of(&officer))).await.ok();
    assert_eq!(answer["given"], 3, "{answer}");
    let not: Vec<(&Value, &Value)> =
        answer["not_given"].as_array().unwrap().iter().map(|one| (&one["reference"], &one["code"])).collect();
    assert_eq!(
        not,
        [
            (&json!(cases[3]), &json!("colleague-unfit")),
            (&json!(own), &json!("own-case")),
            (&json!(done.reference), &json!("action-not-open")),
            (&json!("C-00000-00000-0"), &json!("not-found")),
        ]
    );
    assert_eq!(office.has(&officer).await, 3);
    assert_eq!(office.count("case_events where kind = 'case-assigned'").await, 3);

    let answer = supervisor.hands_out(&office, &cases[..3], Value::Null).await.ok();
    assert_eq!(answer, json!({ "given": 3, "not_given": [] }));
    assert_eq!(office.has(&officer).await, 0);
}

#[tokio::test]
async fn who_is_full_is_given_as_many_as_there_is_room_for() {
    let office = Office::open().await;
    let supervisor = office.supervisor().await;
    let officer = office.officer("lahore").await;
    let room = usize::try_from(CLAIM_CAP).unwrap();
    let cases = office.waiting(room + 2, "lahore/lahore/shalimar").await;
    let answer = supervisor.hands_out(&office, &cases, json!(account_of(&officer))).await.ok();
    assert_eq!(answer["given"], room);
    let codes: Vec<_> =
        answer["not_given"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["colleague-full"; 2]);
}

#[tokio::test]
async fn shared_out_evenly_the_next_goes_to_whoever_has_the_fewest() {
    let office = Office::open().await;
    let supervisor = office.supervisor().await;
    let (busy, free, kin) = (
        office.officer("lahore").await,
        office.officer("lahore/lahore").await,
        office.officer("lahore").await,
    );
    let elsewhere = office.officer("multan").await;
    let before = office.waiting(3, "lahore/lahore/shalimar").await;
    for case in &before {
        let path = format!("/cases/{case}/claim");
        assert_eq!(office.asks(Some(&busy), ("POST", &path), None).await.status, 204);
    }
    let relative = office.citizen("Hajra").await;
    office.live_together(&relative, &kin).await;
    let mut cases = vec![office.waiting_case(relative.person, "lahore/lahore/model-town").await];
    cases.extend(office.waiting(8, "lahore/lahore/model-town").await);
    let answer = supervisor.hands_out(&office, &cases, json!("evenly")).await.ok();
    assert_eq!(answer, json!({ "given": 9, "not_given": [] }));
    let each = [office.has(&busy).await, office.has(&free).await, office.has(&kin).await];
    assert_eq!((each, office.has(&elsewhere).await), ([4, 4, 4], 0));
    let of_kin = format!("cases where reference = '{}' and claimed_by = '{}'", cases[0], account_of(&kin));
    assert_eq!(office.count(&of_kin).await, 0);

    // What somebody has goes to others.
    let answer = supervisor.hands_out(&office, &before, json!("evenly")).await.ok();
    assert_eq!(answer["given"], 3);
    assert_eq!(office.has(&busy).await, 1);
    let far = office.waiting(1, "rawalpindi/attock/attock").await;
    let answer = supervisor.hands_out(&office, &far, json!("evenly")).await.ok();
    assert_eq!(answer["not_given"][0]["code"], "nobody-free", "{answer}");
}

#[tokio::test]
async fn what_is_wrong_with_the_whole_is_told_before_any_case_is_given() {
    let office = Office::open().await;
    let supervisor = office.supervisor().await;
    let officer = office.officer("lahore").await;
    let cases = office.waiting(1, "lahore/lahore/shalimar").await;
    let send = async |who: &Persona, body: Value| office.asks(Some(who), ("POST", QUEUE), Some(&body)).await;
    let wrong = send(&supervisor, json!({ "cases": [], "reason": " " })).await;
    assert_eq!(wrong.wrong_fields(), [("cases", "no-case-chosen"), ("reason", "reason-missing")]);
    let many: Vec<&String> = std::iter::repeat_n(&cases[0], 51).collect();
    let wrong = send(&supervisor, json!({ "cases": many, "reason": REASON })).await;
    assert_eq!(wrong.wrong_fields(), [("cases", "too-many-cases")]);
    let wrong = send(&supervisor, json!({ "cases": ["C-1"], "reason": REASON })).await;
    assert_eq!(wrong.wrong_fields(), [("cases.0", "field-type")]);
    let both = json!({ "cases": cases, "to": Uuid::nil(), "evenly": true, "reason": REASON });
    assert_eq!(send(&supervisor, both).await.wrong_fields(), [("evenly", "field-unknown")]);
    let sound = json!({ "cases": cases, "reason": REASON });
    assert_eq!(send(&officer, sound.clone()).await.status, 403);
    let answer =
        office.asks(Some(&supervisor), ("POST", "/queues/celebration/assignments"), Some(&sound)).await;
    assert_eq!(answer.status, 404);
    let answer = office.asks(Some(&supervisor), ("POST", "/queues/payments/assignments"), Some(&sound)).await;
    assert_eq!(answer.ok()["not_given"][0]["code"], "action-not-open", "it waits in another queue");
    assert_eq!(office.count("case_events where kind like 'case-%' and kind <> 'case-opened'").await, 0);
}

#[tokio::test]
async fn it_is_done_with_tick_boxes_and_without_scripts() {
    let office = Office::open().await;
    let officer = office.staff("Amina <i>Khan</i>", &[("officer", Some("lahore"))]).await;
    office.officer("multan").await;
    let supervisor = office.staff("Supervisor", &[("supervisor", Some("lahore"))]).await;
    let cases = office.waiting(2, "lahore/lahore/shalimar").await;
    let own = office.waiting_case(supervisor.person, "lahore/lahore/shalimar").await;
    let (queue, action) = ("/office/queues/verification", "/office/queues/verification/assignments");
    let mut browser = office.browser_of(&supervisor).await;
    let page = browser.opens(&format!("{queue}?holder=nobody")).await.ok();
    assert_eq!(page.all_attrs("input[name=case]", "value").len(), 3);
    let offered = page.all("select[name=to] option");
    assert_eq!(
        offered,
        [
            "",
            "Nobody: back to the queue",
            "Share them out evenly: fewest open cases first",
            "Amina <i>Khan</i>"
        ]
    );
    let page = browser.sends(action, &[]).await;
    assert_eq!((page.status, page.all("#to-error").len()), (422, 1));
    assert!(page.says("Please tick at least one case."), "{}", page.text());
    let to = account_of(&officer).to_string();
    let page = browser.sends(action, &[("case", &cases[0]), ("to", &to)]).await;
    assert_eq!((page.status, page.all("#reason-error").len()), (422, 1));
    assert_eq!(page.all_attrs("input[name=case][checked]", "value"), [cases[0].clone()]);
    assert_eq!(page.attr("select[name=to] option[selected]", "value"), Some(to.clone()));
    let ticked =
        [("case", &*cases[0]), ("case", &*cases[1]), ("case", &*own), ("to", &*to), ("reason", REASON)];
    let page = browser.sends(action, &ticked).await.ok();
    assert!(page.says("2 cases were given.") && page.says("Not given:"), "{}", page.text());
    assert!(page.says("This is your own case."), "{}", page.text());
    // The filter is kept, and what was given is not with nobody any more.
    assert_eq!(page.all("tbody th"), [own.as_str()]);
    assert_eq!(office.has(&officer).await, 2);

    let mut theirs = office.browser_of(&officer).await;
    let page = theirs.opens(queue).await.ok();
    assert!(page.all_attrs("input[name=case]", "value").is_empty(), "an officer gives out nothing");
}
