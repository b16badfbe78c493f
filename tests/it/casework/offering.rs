//! What the page offers is what works: every action shown as open does its work, every one shown as refused gets that
//! very refusal, and what is not shown is not to be had.

use serde_json::json;

use crate::office::{Case, Office, Persona};

/// A place in the life of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Submitted,
    DocumentsPending,
    Verifying,
    VerifyingIneligible,
    VerifyingClaimed,
    Approved,
    Withdrawn,
}

const PLACES: [Place; 7] = [
    Place::Submitted,
    Place::DocumentsPending,
    Place::Verifying,
    Place::VerifyingIneligible,
    Place::VerifyingClaimed,
    Place::Approved,
    Place::Withdrawn,
];

const ACTIONS: [&str; 7] =
    ["withdraw", "request-documents", "verify", "reject", "propose-payment", "approve-payment", "return"];

struct World {
    office: Office,
    colleague: Persona,
    staff: Vec<Persona>,
}

impl World {
    async fn open() -> Self {
        let office = Office::open().await;
        let staff = vec![
            office.officer("lahore/lahore/shalimar").await,
            office.maker().await,
            office.supervisor().await,
            office.auditor().await,
        ];
        Self { colleague: office.officer("lahore").await, staff, office }
    }

    /// A new case in a place, with its owner.
    async fn case(&self, place: Place) -> (Persona, Case) {
        let Self { office, colleague, .. } = self;
        let owner = office.citizen("Nasreen").await;
        let case = match place {
            Place::Submitted => owner.submits(office).await,
            _ => office.verifying(&owner).await,
        };
        match place {
            Place::Submitted | Place::Verifying => {}
            Place::DocumentsPending => drop(colleague.asks_for(office, &case, "photograph").await.ok()),
            Place::VerifyingIneligible => {
                sqlx::query("update case_scores set is_eligible = false where case_id = $1")
                    .bind(case.id)
                    .execute(&office.database.owner)
                    .await
                    .unwrap();
            }
            // Somebody else each time: one holds only so many.
            Place::VerifyingClaimed => {
                office.officer("lahore").await.claims(office, &case).await.ok();
            }
            Place::Approved => drop(colleague.does(office, &case, "verify").await.ok()),
            Place::Withdrawn => drop(owner.does(office, &case, "withdraw").await.ok()),
        }
        (owner, case)
    }
}

#[tokio::test]
async fn what_is_offered_works_and_what_is_refused_is_refused_for_the_reason_shown() {
    let world = World::open().await;
    let mut open = 0;
    for place in PLACES {
        for number in 0..=world.staff.len() {
            let (owner, case) = world.case(place).await;
            let who = world.staff.get(number).unwrap_or(&owner);
            let shown = who.sees(&world.office, &case).await.ok();
            let offered = shown["actions"].as_array().unwrap();
            for action in ACTIONS {
                let offer = offered.iter().find(|offer| offer["name"] == action);
                let (owner, case) = world.case(place).await;
                let who = world.staff.get(number).unwrap_or(&owner);
                let label = format!("{} does {action} where it is {place:?}: {offer:?}", who.name);
                let mut body = json!({ "reason": "as the papers say" });
                if action == "request-documents" {
                    body["documents"] = json!([{ "requirement": "photograph" }]);
                }
                let answer = who.does_with(&world.office, &case, action, body).await;
                match offer.map(|offer| offer["refusal"].as_str()) {
                    Some(None) => {
                        open += 1;
                        assert!(answer.is_ok(), "{label}: {}", answer.body);
                        assert_eq!(answer.body["stage"], world.office.stage(&case).await, "{label}");
                    }
                    Some(Some(refusal)) => assert_eq!(answer.problem(), refusal, "{label}"),
                    None => assert!(matches!(answer.status, 403 | 409), "{label}: {}", answer.body),
                }
            }
        }
    }
    assert!(open >= 8, "only {open} actions were open anywhere");
}

#[tokio::test]
async fn an_action_that_wants_a_reason_says_so() {
    let world = World::open().await;
    let (_, case) = world.case(Place::Verifying).await;
    let officer = &world.staff[0];
    let shown = officer.sees(&world.office, &case).await.ok();
    for offer in shown["actions"].as_array().unwrap() {
        let name = offer["name"].as_str().unwrap();
        if offer["reason_required"] == false {
            continue;
        }
        let mut body = json!({});
        if name == "request-documents" {
            body["documents"] = json!([{ "requirement": "photograph" }]);
        }
        // One of its reasons where it has some, and words where that is another one.
        let is_named = offer["reasons"].as_array().unwrap().iter().any(|reason| reason["code"] == "other");
        if is_named {
            body["code"] = json!("other");
        }
        let answer = officer.does_with(&world.office, &case, name, body).await;
        let has_reasons = offer["reasons"] != json!([]);
        let wanted = if has_reasons && !is_named { "code" } else { "reason" };
        assert_eq!(answer.wrong_fields(), [(wanted, "reason-missing")], "{name}");
    }
}
