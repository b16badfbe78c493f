//! One thing of everything, and everybody: what the sweeps over all doors try them with.

use pser::people::contact::Email;
use pser::people::recovery::{self, Way};
use pser::people::{Token, email_link, visit};
use serde_json::json;
use uuid::Uuid;

use crate::office::{Case, Office, PROGRAMME, Persona};

pub(super) struct World {
    pub(super) office: Office,
    pub(super) owner: Persona,
    pub(super) case: Case,
    /// Another case of the same place, of somebody who is in none of the columns.
    pub(super) twin: Case,
    pub(super) document: String,
    pub(super) registration: String,
    pub(super) batch: String,
    /// Of the case, though its programme issues none.
    pub(super) certificate: String,
    /// A second look at a case that nobody of the columns decided; the officer has it.
    pub(super) look: String,
    pub(super) recovery: String,
    pub(super) visit: String,
    pub(super) claim: String,
    /// In the order of the table's columns.
    pub(super) people: Vec<(&'static str, Option<Persona>)>,
}

impl World {
    pub(super) async fn open() -> Self {
        let office = Office::open().await;
        // What is asked for here is a whole answer: streams tell what there is, and end.
        office.app.live.close();
        let (owner, other) = (office.citizen("Nasreen").await, office.citizen("Rubina").await);
        let officer = office.officer("lahore/lahore").await;
        let case = office.verifying(&owner).await;
        // Decided once, so that there is a decision to read, and back on the desk.
        officer.does(&office, &case, "verify").await.ok();
        office.supervisor().await.does(&office, &case, "return").await.ok();
        officer.asks_for(&office, &case, "photograph").await.ok();
        let document = owner.sends_documents(&office, &case).await[0].1.to_string();
        office.hears(&case, "documents-complete").await;
        let registration = begins_registration(&office).await;
        waits_for_email(&office, &owner).await;
        let batch = proposes_batch(&office, &officer).await;
        let twin = office.verifying(&office.citizen("Nasreen Bibi").await).await;
        let certificate = has_certificate(&office, &case).await;
        let look = looks_again(&office, &officer).await;
        let operator = office.operator().await;
        let recovery = recovers(&office, &owner, Way::Sms).await.0;
        let claim = recovers(&office, &owner, Way::Claim).await.0;
        let visit = visits(&office, &operator, &owner).await;
        let people = vec![
            ("anonymous", None),
            ("owner", Some(owner.clone())),
            ("other", Some(other)),
            ("officer", Some(officer)),
            ("elsewhere", Some(office.officer("multan").await)),
            ("maker", Some(office.maker().await)),
            ("supervisor", Some(office.supervisor().await)),
            ("auditor", Some(office.auditor().await)),
            ("administrator", Some(office.administrator().await)),
            ("operator", Some(operator.clone())),
        ];
        Self {
            office,
            owner,
            case,
            twin,
            document,
            registration,
            batch,
            certificate,
            look,
            recovery,
            visit,
            claim,
            people,
        }
    }
}

impl World {
    /// The account of somebody of the staff.
    pub(super) fn colleague(&self) -> String {
        let officer = self.people.iter().find(|(name, _)| *name == "officer");
        let account = officer.and_then(|(_, officer)| officer.as_ref()?.account.staff());
        account.expect("an officer is of the staff").to_string()
    }
}

/// Begins the recovery of somebody's password; its id and token.
pub(super) async fn recovers(office: &Office, who: &Persona, way: Way) -> (String, String) {
    let mut conn = office.database.app.acquire().await.unwrap();
    let token = Token::fresh();
    let hash = (way == Way::Email).then(|| token.hash());
    let begun = recovery::begin(&mut conn, (who.account.citizen(), way), hash).await;
    (begun.unwrap().0.to_string(), token.reveal().to_owned())
}

async fn visits(office: &Office, operator: &Persona, citizen: &Persona) -> String {
    let mut conn = office.database.app.acquire().await.unwrap();
    let (operator, citizen) = (operator.account.staff().unwrap(), citizen.account.citizen().unwrap());
    visit::begin(&mut conn, operator, citizen, "has lost the phone").await.unwrap().to_string()
}

/// Has somebody wait for an e-mail address; the token of its link.
pub(super) async fn waits_for_email(office: &Office, who: &Persona) -> String {
    let (token, email) = (Token::fresh(), Email::parse("email", "nasreen@example.org").unwrap());
    let mut conn = office.database.app.acquire().await.unwrap();
    let account = who.account.citizen().unwrap();
    let proposed = email_link::propose(&mut conn, &office.app.sealer, account, (&email, token.hash())).await;
    proposed.unwrap();
    token.reveal().to_owned()
}

async fn begins_registration(office: &Office) -> String {
    let form = json!({
        "full_name": "Ghulam Fatima", "father_name": "Allah Ditta", "date_of_birth": "1984-05-27",
        "cnic": "35202-7654321-2", "mobile": "0321-7654321", "address": "House 5, Islampura",
        "area": "lahore/lahore/shalimar", "password": "tamarind-lantern-84",
    });
    let begun = office.asks(None, ("POST", "/registrations"), Some(&form)).await.ok();
    begun["registration"].as_str().unwrap().to_owned()
}

async fn has_certificate(office: &Office, case: &Case) -> String {
    sqlx::query_scalar(
        "insert into certificates (id, number, case_id, person_id, programme, bundle_hash, area, name, issued_at)
         select gen_random_uuid(), 'R-00000-00000-0', id, person_id, programme, bundle_hash, area, 'Nasreen', pser_now()
         from cases where id = $1 returning number",
    )
    .bind(case.id)
    .fetch_one(&office.database.owner)
    .await
    .unwrap()
}

/// Has an officer look at the decision of another one again; the second look.
async fn looks_again(office: &Office, officer: &Persona) -> String {
    let citizen = office.citizen("Hajra").await;
    // Rejected, so that no batch takes it up.
    let case = office.verifying(&citizen).await;
    office.officer("lahore").await.does(office, &case, "reject").await.ok();
    let look: Uuid = sqlx::query_scalar(
        "insert into second_looks (id, case_id, seq, action, decision, decided_by, decided_at, taken_by, taken_at)
         select gen_random_uuid(), case_id, seq, action, 'against', actor_person, at, $2, pser_now()
         from case_events where case_id = $1 and action = 'reject' returning id",
    )
    .bind(case.id)
    .bind(officer.account.staff().unwrap())
    .fetch_one(&office.database.owner)
    .await
    .unwrap();
    look.to_string()
}

/// The reference of a proposed batch of somebody else's.
pub(super) async fn proposes_batch(office: &Office, officer: &Persona) -> String {
    let (citizen, maker) = (office.citizen("Zubaida").await, office.maker().await);
    office.approved(&citizen, officer).await;
    let body = json!({ "programme": PROGRAMME, "area": "lahore" });
    let made = office.asks(Some(&maker), ("POST", "/batches"), Some(&body)).await.ok();
    let reference = made["reference"].as_str().unwrap().to_owned();
    office.asks(Some(&maker), ("POST", &format!("/batches/{reference}/proposal")), None).await.ok();
    reference
}

/// Whether the address names something that belongs to the owner.
pub(super) fn is_somebodys(path: &str) -> bool {
    ["/applications/{id}", "/documents/{id}", "/cases/{reference}", "/sessions/{id}", "/certificates/{file}"]
        .iter()
        .any(|thing| path.contains(thing))
}
