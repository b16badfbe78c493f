//! Every door of the API, tried by everybody: what each gets is what `sweep.txt` says, which people read and review.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use pser::policy::Actor;
use pser::web::api::{DOORS, Door, gate, openapi};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use super::world::{World, is_somebodys, proposes_batch};
use crate::office::{Answer, Office, PROGRAMME, Persona};

/// What everybody gets at every door: `ok` is any answer of the office's business, a conflict or a wrong field too.
const EXPECTED: &str = include_str!("sweep.txt");

impl World {
    /// Tries a door with a sound request for a real thing. Whatever can be is asked so that it changes nothing even
    /// where it is allowed: on an old version, with a wrong code.
    async fn tries(&self, door: &Door, action: &str, who: Option<&Persona>) -> Answer {
        // Ending a session must not end the one used for the next door.
        let who = match who {
            Some(who) => Some(self.office.signs_in(who).await),
            None => None,
        };
        if door.path.ends_with("/documents") && door.method == "POST" {
            let application = self.case.application;
            return self.office.receives_file(who.as_ref(), application, ("photograph", None)).await;
        }
        let path = self.address(door.path, action).await;
        let body = body(door);
        self.office.asks(who.as_ref(), (door.method, &path), body.as_ref()).await
    }

    pub(super) async fn address(&self, path: &str, action: &str) -> String {
        let path = path
            .replace("{action}", action)
            .replace("{other}", &self.twin.reference)
            .replace("{number}", &self.certificate)
            .replace("{queue}", "verification")
            .replace("{code}", PROGRAMME);
        let reference = if path.contains("/batches/") { &self.batch } else { &self.case.reference };
        let id = if path.contains("/sessions/attempts/") {
            "00000000-0000-0000-0000-000000000000".to_owned()
        } else if path.contains("/sessions/") {
            self.office.signs_in(&self.owner).await.session.to_string()
        } else if path.contains("/staff/") {
            self.colleague()
        } else if path.contains("/second-looks/") {
            self.look.clone()
        } else if path.contains("/documents/") {
            self.document.clone()
        } else if path.contains("/recoveries/") {
            self.recovery.clone()
        } else if path.contains("/help-centre/") {
            self.visit.clone()
        } else if path.contains("/registrations/") {
            self.registration.clone()
        } else {
            self.case.application.to_string()
        };
        format!("/{}", path.replace("{reference}", reference).replace("{id}", &id))
    }

    /// The doors, the one of actions once for each.
    fn tried(&self) -> Vec<(&'static Door, String)> {
        let offer = self.office.app.catalogue.current(PROGRAMME).expect("it is on offer");
        let actions: Vec<&str> = offer.programme.workflow.action_names();
        let mut tried = Vec::new();
        for door in DOORS {
            if door.path.contains("{action}") {
                tried.extend(actions.iter().map(|action| (door, (*action).to_owned())));
            } else {
                tried.push((door, String::new()));
            }
        }
        tried
    }
}

/// A sound body for a door, where it takes one.
fn body(door: &Door) -> Option<Value> {
    let path = door.path.strip_prefix("/api/v1").expect("all doors are there");
    Some(match (door.method, path) {
        ("GET" | "DELETE", _)
        | (
            "POST",
            "/registrations/{id}/code/resend"
            | "/sessions/attempts/{id}/code/resend"
            | "/me/mobile/{id}/code/resend"
            | "/me/email/link"
            | "/recoveries/{id}/resend"
            | "/cases/{reference}/claim"
            | "/cases/{reference}/messages/settled"
            | "/queues/{queue}/next"
            | "/second-looks/next"
            | "/cases/{reference}/undo"
            | "/batches/{reference}/proposal",
        ) => return None,
        (
            "POST",
            "/registrations"
            | "/sessions/current/reauthentication"
            | "/me/mobile"
            | "/me/email"
            | "/recoveries"
            | "/recoveries/{id}/password"
            | "/recoveries/link"
            | "/recoveries/centre"
            | "/recoveries/numbers"
            | "/help-centre/visits"
            | "/help-centre/registrations"
            | "/help-centre/visits/{id}/session"
            | "/claims"
            | "/claims/{id}/password"
            | "/help-centre/visits/{id}/recovery"
            | "/me/language",
        ) => json!({}),
        ("POST", "/registrations/{id}/code" | "/sessions/attempts/{id}/code" | "/me/mobile/{id}/code") => {
            json!({ "code": "000000" })
        }
        ("POST", "/email-confirmations") => json!({ "token": "none" }),
        ("POST", "/sessions") => json!({ "identifier": "3520276543212", "password": "not the password" }),
        ("POST", "/staff/sessions") => {
            json!({ "email": "nobody@office.example", "password": "not the password", "totp": "000000" })
        }
        ("POST", "/staff/invitations/accept") => {
            json!({ "token": "none", "password": "tamarind-lantern-84" })
        }
        ("POST", "/staff/invitations/confirm") => json!({ "token": "none", "totp": "000000" }),
        ("POST", "/me/password") => json!({ "old_password": "not the password" }),
        ("POST", "/screener") => json!({ "answers": {} }),
        ("POST", "/applications") => json!({ "programme": PROGRAMME }),
        ("PATCH", "/applications/{id}") => json!({ "version": 0, "answers": {} }),
        ("POST", "/applications/{id}/submission") => json!({ "version": 0, "consent": "2026-1" }),
        ("POST", "/documents/{id}/review") => json!({ "verdict": "accepted" }),
        ("POST", "/cases/{reference}/actions/{action}") => json!({
            "version": 0, "reason": "as the papers say",
        }),
        ("POST", "/cases/search") => json!({ "q": "Nasreen" }),
        ("POST", "/status") => json!({ "reference": "C-00000-00000-0", "cnic": "35202-7654321-2" }),
        ("POST", "/cases/{reference}/messages" | "/cases/{reference}/notes") => json!({ "text": "" }),
        ("POST", "/cases/{reference}/assignment") => json!({ "to": null, "reason": "on leave" }),
        ("POST", "/cases/{reference}/duplicates/{other}") => {
            json!({ "judgement": "linked", "revision": 9, "reason": "one household" })
        }
        (
            "POST",
            "/cases/{reference}/duplicates/{other}/undoing"
            | "/cases/{reference}/duplicates/{other}/unmerging",
        ) => json!({ "revision": 9, "reason": "another household" }),
        ("POST", "/queues/{queue}/assignments") => json!({ "cases": [], "reason": "on leave" }),
        ("POST", "/me/absence" | "/staff/{id}/absence") => {
            json!({ "first_day": "2026-03-01", "last_day": "2026-03-01" })
        }
        ("POST", "/second-looks/{id}/answer") => json!({ "judgement": "unable", "reason": "" }),
        ("POST", "/cases/{reference}/hold") => json!({ "until": "2026-03-01", "reason": "" }),
        ("POST", "/cases/{reference}/reveal") => json!({ "reason": "to call the applicant" }),
        ("POST", "/batches") => json!({ "programme": PROGRAMME, "area": "lahore" }),
        ("POST", "/batches/{reference}/approval") => json!({ "content_hash": "00" }),
        ("POST", "/batches/{reference}/refusal" | "/cases/{reference}/certificate/revocation") => {
            json!({ "reason": "" })
        }
        ("POST", "/programmes/{code}/appropriations") => json!({ "amount": 0, "authority": "FD 12" }),
        (method, path) => panic!("say what a sound request to {method} {path} is"),
    })
}

/// What somebody got, in one word.
fn word(answer: &Answer) -> &'static str {
    if answer.status < 400 {
        return "ok";
    }
    match (answer.status, answer.problem()) {
        (401, "sign-in-required") => "401",
        (403, "reauthentication-required") => "ok",
        (403, _) => "403",
        (404, _) => "404",
        (500.., _) => "fault",
        _ => "ok",
    }
}

#[tokio::test]
async fn everybody_gets_at_every_door_what_the_table_says() {
    let world = World::open().await;
    let columns: String = world.people.iter().fold(String::new(), |mut line, (name, _)| {
        write!(line, " {name:<13}").unwrap();
        line
    });
    let mut table = format!("{:<68}{}\n", "", columns.trim_end());
    for (door, action) in world.tried() {
        let path = door.path.replace("{action}", &action);
        let mut line = format!("{:<68}", format!("{} {path}", door.method));
        for (name, who) in &world.people {
            let answer = world.tries(door, &action, who.as_ref()).await;
            let got = word(&answer);
            assert_ne!(got, "fault", "{name} at {} {path}: {}", door.method, answer.body);
            // The table is for people; these two hold of any table.
            let actor = who.as_ref().map_or(Actor::Anonymous, Persona::actor);
            if !world.office.app.policy.ever(&actor, door.kind, door.deed) {
                assert_eq!(
                    got,
                    if who.is_none() { "401" } else { "403" },
                    "{name} at {} {path}",
                    door.method
                );
            }
            let is_a_strangers = matches!(*name, "other" | "elsewhere") && is_somebodys(door.path);
            assert!(!is_a_strangers || got != "ok", "{name} at {} {path}: {}", door.method, answer.body);
            write!(line, " {got:<13}").unwrap();
        }
        writeln!(table, "{}", line.trim_end()).unwrap();
    }
    assert!(table == EXPECTED, "the doors give other answers than tests/it/policy/sweep.txt says:\n{table}");
}

#[tokio::test]
async fn payments_of_another_area_are_nobodys_business() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    let batch = proposes_batch(&office, &officer).await;
    let roles = [("maker", Some("multan")), ("supervisor", Some("multan")), ("auditor", Some("multan"))];
    let stranger = office.staff("Stranger", &roles).await;
    for (method, path, body) in [
        ("GET", "", None),
        ("DELETE", "", None),
        ("POST", "/proposal", None),
        ("POST", "/approval", Some(json!({ "content_hash": "00" }))),
        ("POST", "/refusal", Some(json!({ "reason": "not mine" }))),
    ] {
        let line = (method, format!("/batches/{batch}{path}"));
        let answer = office.asks(Some(&stranger), (line.0, &line.1), body.as_ref()).await;
        assert_eq!((answer.status, answer.problem()), (404, "not-found"), "{line:?}");
    }
    let listed = office.asks(Some(&stranger), ("GET", "/batches"), None).await.ok();
    assert_eq!(listed["batches"], json!([]));
}

#[test]
fn every_route_has_a_door_and_every_door_a_route() {
    let document = serde_json::to_value(openapi()).unwrap();
    let mut routes = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        routes
            .extend(methods.as_object().unwrap().keys().map(|method| (method.to_uppercase(), path.clone())));
    }
    let doors: BTreeSet<_> =
        DOORS.iter().map(|door| (door.method.to_owned(), door.path.to_owned())).collect();
    assert_eq!(doors.len(), DOORS.len(), "a door stands twice");
    assert_eq!(routes, doors);
}

#[tokio::test]
async fn a_route_without_a_door_is_shut_to_everybody() {
    let office = Office::open().await;
    let router = Router::new()
        .route("/api/v1/secrets", get(async || "secret"))
        .route_layer(from_fn_with_state(office.app.clone(), gate::keep));
    let everything = ["officer", "maker", "supervisor", "auditor", "administrator"].map(|role| (role, None));
    let who = office.staff("Everything", &everything).await;
    let request = Request::get("/api/v1/secrets").header("authorization", format!("Bearer {}", who.token));
    let response = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status().as_u16(), 403);
}
