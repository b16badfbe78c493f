//! What happens to applications and cases, as verbs of those who do it.

use pser::casework::act::{Act, What, act};
use pser::entropy;
use pser::policy::Actor;
use pser::seal::Place;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Answer, Ask, Office, Persona};
use crate::documents::files;
use crate::household::{answers, with};
use crate::payments::arrange::iban;

pub(crate) const PROGRAMME: &str = "cash-assistance";
pub(crate) const REGISTRATION: &str = "household-registration";
const CONSENT: &str = "2026-1";

/// A case by its names.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) id: Uuid,
    pub(crate) reference: String,
    pub(crate) application: Uuid,
}

impl Case {
    pub(crate) fn path(&self) -> String {
        format!("/cases/{}", self.reference)
    }
}

/// The household of somebody, unlike everybody else's.
pub(crate) fn answers_of(who: &Persona) -> Value {
    let mother = format!("35201{:05}438", who.number);
    let account = iban(&format!("{:02}", 10 + who.number % 89));
    with(with(answers(), "members.1.cnic", json!(mother)), "bank.iban", json!(account.reveal()))
}

impl Persona {
    /// Begins an application and fills it in; its id and version.
    pub(crate) async fn fills(&self, office: &Office) -> (Uuid, i32) {
        self.fills_in(office, PROGRAMME, answers_of(self)).await
    }

    /// Begins an application to a programme; what is told of it.
    pub(crate) async fn begins(&self, office: &Office, programme: &str) -> Value {
        let body = json!({ "programme": programme });
        office.asks(Some(self), ("POST", "/applications"), Some(&body)).await.ok()
    }

    pub(crate) async fn fills_in(&self, office: &Office, programme: &str, answers: Value) -> (Uuid, i32) {
        let begun = self.begins(office, programme).await;
        let id: Uuid = begun["id"].as_str().unwrap().parse().unwrap();
        let change = json!({ "version": 1, "answers": answers });
        let saved =
            office.asks(Some(self), ("PATCH", &format!("/applications/{id}")), Some(&change)).await.ok();
        assert_eq!(saved["missing"], json!([]));
        (id, 2)
    }

    /// Hands in an application without documents.
    pub(crate) async fn submits(&self, office: &Office) -> Case {
        let (application, version) = self.fills(office).await;
        self.hands_in(office, (application, version)).await
    }

    /// Hands in the registration of the household, without documents.
    pub(crate) async fn registers_household(&self, office: &Office) -> Case {
        let mut answers = answers_of(self);
        answers.as_object_mut().unwrap().remove("bank");
        let draft = self.fills_in(office, REGISTRATION, answers).await;
        self.hands_in(office, draft).await
    }

    /// Hands in a draft at its version.
    pub(crate) async fn hands_in(&self, office: &Office, (application, version): (Uuid, i32)) -> Case {
        let path = format!("/applications/{application}/submission");
        let body = json!({ "version": version, "consent": CONSENT });
        let submitted = office.asks(Some(self), ("POST", &path), Some(&body)).await.ok();
        office.case_called(submitted["reference"].as_str().unwrap()).await
    }

    /// Sends a file for one slot.
    pub(crate) async fn sends_file(
        &self,
        office: &Office,
        application: Uuid,
        slot: (&str, Option<i64>),
    ) -> Answer {
        office.receives_file(Some(self), application, slot).await
    }

    /// Sends every document that the case waits for: what each answers, and its id.
    pub(crate) async fn sends_documents(&self, office: &Office, case: &Case) -> Vec<(String, Uuid)> {
        let shown = office.asks(Some(self), ("GET", &case.path()), None).await.ok();
        let mut sent = Vec::new();
        for wanted in shown["missing_documents"].as_array().unwrap() {
            let slot = (wanted["requirement"].as_str().unwrap(), wanted["member"].as_i64());
            let document = self.sends_file(office, case.application, slot).await.ok();
            sent.push((slot.0.to_owned(), document["id"].as_str().unwrap().parse().unwrap()));
        }
        sent
    }

    pub(crate) async fn sees(&self, office: &Office, case: &Case) -> Answer {
        office.asks(Some(self), ("GET", &case.path()), None).await
    }

    /// Does an action, looking at no version in particular.
    pub(crate) async fn does(&self, office: &Office, case: &Case, action: &str) -> Answer {
        self.does_with(office, case, action, json!({ "reason": "as the papers say" })).await
    }

    /// Where the action has reasons and none is named, it is another one.
    pub(crate) async fn does_with(
        &self,
        office: &Office,
        case: &Case,
        action: &str,
        mut body: Value,
    ) -> Answer {
        if ["reject", "request-documents", "return"].contains(&action) && body.get("code").is_none() {
            body["code"] = json!("other");
        }
        let path = format!("{}/actions/{action}", case.path());
        office.asks(Some(self), ("POST", &path), Some(&body)).await
    }

    pub(crate) async fn asks_for(&self, office: &Office, case: &Case, requirement: &str) -> Answer {
        let wanted = json!([{ "requirement": requirement }]);
        let body = json!({ "reason": "the photo is blurred", "documents": wanted });
        self.does_with(office, case, "request-documents", body).await
    }

    pub(crate) async fn claims(&self, office: &Office, case: &Case) -> Answer {
        office.asks(Some(self), ("POST", &format!("{}/claim", case.path())), None).await
    }

    pub(crate) async fn releases(&self, office: &Office, case: &Case) -> Answer {
        office.asks(Some(self), ("DELETE", &format!("{}/claim", case.path())), None).await
    }

    pub(crate) async fn takes_next(&self, office: &Office) -> Answer {
        office.asks(Some(self), ("POST", "/queues/verification/next"), None).await
    }

    pub(crate) async fn reviews(&self, office: &Office, document: Uuid, verdict: &Value) -> Answer {
        office.asks(Some(self), ("POST", &format!("/documents/{document}/review")), Some(verdict)).await
    }
}

impl Office {
    /// A file for one slot arrives, from somebody or from nobody.
    pub(crate) async fn receives_file(
        &self,
        who: Option<&Persona>,
        application: Uuid,
        (requirement, member): (&str, Option<i64>),
    ) -> Answer {
        let file = files::jpeg(16, 16);
        let mut body = Vec::new();
        let mut part = |head: &str, content: &[u8]| {
            body.extend_from_slice(
                format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes(),
            );
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        };
        part("name=\"requirement\"", requirement.as_bytes());
        if let Some(member) = member {
            part("name=\"member\"", member.to_string().as_bytes());
        }
        part("name=\"file\"; filename=\"photo.jpg\"\r\nContent-Type: image/jpeg", &file);
        body.extend_from_slice(b"--x--\r\n");
        let key = entropy::id().to_string();
        self.sends(&Ask {
            method: "POST",
            path: &format!("/applications/{application}/documents"),
            token: who.map(|who| who.token.as_str()),
            headers: vec![("content-type", "multipart/form-data; boundary=x"), ("idempotency-key", &key)],
            body,
        })
        .await
    }

    pub(crate) async fn case_called(&self, reference: &str) -> Case {
        let (id, application) = sqlx::query_as("select id, application_id from cases where reference = $1")
            .bind(reference)
            .fetch_one(&self.database.owner)
            .await
            .unwrap();
        Case { id, reference: reference.to_owned(), application }
    }

    /// A case that officers verify: all checks answered, eligible, and this programme asks this household for nothing.
    pub(crate) async fn verifying(&self, citizen: &Persona) -> Case {
        let case = citizen.submits(self).await;
        self.all_is_well_with(&case).await;
        self.hears(&case, "checks-done").await;
        case
    }

    /// A case that waits for its payment, verified by this officer.
    pub(crate) async fn approved(&self, citizen: &Persona, officer: &Persona) -> Case {
        let case = self.verifying(citizen).await;
        officer.does(self, &case, "verify").await.ok();
        case
    }

    /// Has everything that guards ask for without running a job.
    pub(crate) async fn all_is_well_with(&self, case: &Case) {
        let done = "update jobs set state = 'done', finished_at = clock_timestamp()
                    where kind = 'run-check' and payload ->> 'case' = $1::text";
        sqlx::query(done).bind(case.id.to_string()).execute(&self.database.owner).await.unwrap();
        for statement in [
            "update snapshots set required_documents = '[]' where application_id = (select application_id from cases where id = $1)",
            "update case_checks set result = 'passed', answered_at = pser_now() where case_id = $1",
            "insert into case_scores (case_id, bundle_hash, content_hash, score, is_eligible, matched)
             select id, bundle_hash, sha256('x'), 40, true, '{}' from cases where id = $1",
        ] {
            sqlx::query(statement).bind(case.id).execute(&self.database.owner).await.unwrap();
        }
    }

    /// Tells the case of an event.
    pub(crate) async fn hears(&self, case: &Case, event: &str) {
        let told = Act {
            actor: &Actor::System,
            case: case.id,
            what: What::Event(event),
            expected_version: None,
            detail: json!({}),
        };
        act(&self.app, &told).await.unwrap();
    }

    /// What the newest notice of a kind about the case is filled with.
    pub(crate) async fn params_of(&self, kind: &str, case: &Case) -> Value {
        let newest =
            "select id, params_sealed from notices where kind = $1 and case_id = $2 order by id desc limit 1";
        let (row, sealed): (Uuid, Vec<u8>) =
            sqlx::query_as(newest).bind(kind).bind(case.id).fetch_one(&self.database.owner).await.unwrap();
        let place = Place { column: "notice.params", row };
        serde_json::from_str(&self.app.sealer.open_text(place, &sealed).unwrap()).unwrap()
    }

    pub(crate) async fn stage(&self, case: &Case) -> String {
        self.place(case).await.0
    }

    /// Stage and version.
    pub(crate) async fn place(&self, case: &Case) -> (String, i32) {
        sqlx::query_as("select stage, version from cases where id = $1")
            .bind(case.id)
            .fetch_one(&self.database.owner)
            .await
            .unwrap()
    }

    /// The kinds of the case's events, in order.
    pub(crate) async fn history(&self, case: &Case) -> Vec<String> {
        sqlx::query_scalar("select kind from case_events where case_id = $1 order by seq")
            .bind(case.id)
            .fetch_all(&self.database.owner)
            .await
            .unwrap()
    }

    /// The kinds of what the citizen was told of the case.
    pub(crate) async fn notices(&self, case: &Case) -> Vec<String> {
        sqlx::query_scalar("select kind from notices where case_id = $1 order by id")
            .bind(case.id)
            .fetch_all(&self.database.owner)
            .await
            .unwrap()
    }
}
