//! The counter at which the people of these tests appear: the API's router over a database of its own, with what was
//! written to them at hand.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use chrono::{DateTime, Utc};
use http_body_util::BodyExt as _;
use pser::app::App;
use pser::casework::staff_entry::{self, Invitation};
use pser::entropy;
use pser::people::Typed;
use pser::people::grants::Grant;
use pser::policy::Actor;
use pser::seal::Place;
use pser::texts::Language;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::arrange;
use crate::harness::{self, Database};

pub(super) const HOME: &str = "192.0.2.10";
pub(super) const CNIC: &str = "35202-7654321-2";
pub(super) const CNIC_DIGITS: &str = "3520276543212";
pub(super) const MOBILE: &str = "0321-7654321";
pub(super) const MOBILE_DIGITS: &str = "923217654321";
pub(super) const PASSWORD: &str = "tamarind-lantern-84";

pub(super) struct Counter {
    pub(super) database: Database,
    pub(super) app: Arc<App>,
    router: Router,
}

/// A citizen who registered on a device.
pub(super) struct Citizen {
    pub(super) pser_id: String,
    pub(super) token: String,
    pub(super) device: String,
}

/// Somebody of the staff who took up the invitation.
pub(super) struct Officer {
    pub(super) email: String,
    pub(super) secret: String,
    pub(super) token: String,
}

impl Counter {
    pub(super) async fn open() -> Self {
        let database = Database::fresh().await;
        let app = Arc::new(harness::app(&database, &[]).await);
        Self { router: pser::web::router(app.clone()), app, database }
    }

    /// The same database served by a process that has just started.
    pub(super) async fn restart(&mut self) {
        self.app = Arc::new(harness::app(&self.database, &[]).await);
        self.router = pser::web::router(self.app.clone());
    }

    pub(super) async fn post(&self, path: &str, body: Value) -> (StatusCode, Value) {
        self.post_from(HOME, path, body).await
    }

    pub(super) async fn post_from(&self, address: &str, path: &str, body: Value) -> (StatusCode, Value) {
        self.send(address, ("POST", path), &[], Some(body)).await
    }

    /// A request of a program that says this of itself.
    pub(super) async fn post_as(&self, client: &str, path: &str, body: Value) -> (StatusCode, Value) {
        let headers = [("pser-client", client)];
        self.send(HOME, ("POST", path), &headers, Some(body)).await
    }

    /// A request of somebody signed in.
    pub(super) async fn ask(
        &self,
        token: &str,
        line: (&str, &str),
        body: Option<Value>,
    ) -> (StatusCode, Value) {
        self.send(HOME, line, &[("authorization", &format!("Bearer {token}"))], body).await
    }

    async fn send(
        &self,
        address: &str,
        (method, path): (&str, &str),
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> (StatusCode, Value) {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header("idempotency-key", entropy::id().to_string())
            .extension(ConnectInfo(SocketAddr::new(address.parse().unwrap(), 40_000)));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = match body {
            Some(body) => {
                request.header("content-type", "application/json").body(Body::from(body.to_string()))
            }
            None => request.body(Body::empty()),
        };
        let response = self.router.clone().oneshot(request.unwrap()).await.unwrap();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    /// Posts the form and gives the registration's id.
    pub(super) async fn begins_registration(&self, form: Value) -> Uuid {
        let (status, body) = self.post("/registrations", form).await;
        assert_eq!(status, StatusCode::ACCEPTED, "{body}");
        body["registration"].as_str().unwrap().parse().unwrap()
    }

    /// A citizen with a live account, signed in where they registered.
    pub(super) async fn citizen(&self) -> Citizen {
        let registration = self.begins_registration(form()).await;
        let code = self.last_code(MOBILE_DIGITS).await;
        let (status, body) =
            self.post(&format!("/registrations/{registration}/code"), json!({ "code": code })).await;
        assert_eq!(status, StatusCode::CREATED, "{body}");
        Citizen {
            pser_id: text(&body["pser_id"]),
            token: text(&body["session"]["token"]),
            device: text(&body["device_token"]),
        }
    }

    /// The one-time token of an officer's invitation.
    pub(super) async fn invites(&self, email: &str) -> String {
        let invitation = Invitation {
            email: Typed::new(email),
            cnic: Typed::new("35202-1111111-1"),
            name: "Amna Rashid".to_owned(),
            language: Language::En,
            grants: vec![Grant {
                role: "officer".to_owned(),
                area: Some("lahore/lahore".to_owned()),
                programme: None,
                amount_cap: None,
                expires_at: None,
                skills: Vec::new(),
            }],
        };
        staff_entry::invite(&self.app, &Actor::System, invitation).await.unwrap().reveal().to_owned()
    }

    /// An officer of the district, signed in.
    pub(super) async fn officer(&self) -> Officer {
        let token = self.invites("amna@office.example").await;
        let (status, enrolment) =
            self.post("/staff/invitations/accept", json!({ "token": token, "password": PASSWORD })).await;
        assert_eq!(status, StatusCode::OK, "{enrolment}");
        let secret = text(&enrolment["secret"]);
        let totp = code_at(&secret, self.database.now().await);
        let (status, session) =
            self.post("/staff/invitations/confirm", json!({ "token": token, "totp": totp })).await;
        assert_eq!(status, StatusCode::CREATED, "{session}");
        Officer { email: "amna@office.example".to_owned(), secret, token: text(&session["token"]) }
    }

    /// What was written to a mobile, oldest first: kind and parameters.
    pub(super) async fn letters(&self, mobile: &str) -> Vec<(String, Value)> {
        letters(&self.app, &self.database, mobile).await
    }

    /// The kinds of what was written to a mobile.
    pub(super) async fn kinds(&self, mobile: &str) -> Vec<String> {
        self.letters(mobile).await.into_iter().map(|(kind, _)| kind).collect()
    }

    /// The digits of the last code sent to a mobile.
    pub(super) async fn last_code(&self, mobile: &str) -> String {
        let letters = self.letters(mobile).await;
        let code = letters.iter().rev().find_map(|(_, params)| params["code"].as_str());
        code.expect("a code was sent").to_owned()
    }
}

/// The links that were sent to an address, oldest first.
pub(crate) async fn links(app: &App, database: &Database, address: &str) -> Vec<String> {
    let letters = letters(app, database, address).await;
    letters.iter().filter_map(|(_, params)| params["link"].as_str()).map(str::to_owned).collect()
}

/// The codes that were sent to a mobile, oldest first.
pub(crate) async fn codes_to(office: &crate::office::Office, mobile: &str) -> Vec<String> {
    let letters = letters(&office.app, &office.database, mobile).await;
    letters.iter().filter_map(|(_, params)| params["code"].as_str()).map(str::to_owned).collect()
}

async fn letters(app: &App, database: &Database, recipient: &str) -> Vec<(String, Value)> {
    let rows: Vec<(Uuid, String, Vec<u8>, Vec<u8>)> =
        sqlx::query_as("select id, kind, recipient_sealed, params_sealed from notices order by id")
            .fetch_all(&database.owner)
            .await
            .unwrap();
    let open =
        |column, row, sealed: &[u8]| app.sealer.open_text(Place { column, row }, sealed).unwrap().to_string();
    rows.iter()
        .filter(|(id, _, to, _)| open("notice.recipient", *id, to) == recipient)
        .map(|(id, kind, _, params)| {
            (kind.clone(), serde_json::from_str(&open("notice.params", *id, params)).unwrap())
        })
        .collect()
}

/// The form of a citizen who has no account yet.
pub(super) fn form() -> Value {
    json!({
        "full_name": "Ghulam Fatima", "father_name": "Allah Ditta", "date_of_birth": "1984-05-27",
        "cnic": CNIC, "mobile": MOBILE, "email": "fatima@example.org", "address": "House 5, Islampura",
        "area": arrange::AREA, "password": PASSWORD, "language": "ur",
    })
}

/// The form with some fields changed.
pub(super) fn form_with(changes: &Value) -> Value {
    let mut form = form();
    let changes = changes.as_object().unwrap().clone();
    form.as_object_mut().unwrap().extend(changes);
    form
}

/// Six digits that are not these.
pub(super) fn other_than(code: &str) -> String {
    let first = if code.starts_with('7') { '8' } else { '7' };
    format!("{first}{}", &code[1..])
}

/// What an authenticator fed with the base32 secret shows.
pub(super) fn code_at(secret: &str, now: DateTime<Utc>) -> String {
    let digits = secret
        .bytes()
        .map(|letter| if letter.is_ascii_uppercase() { letter - b'A' } else { letter - b'2' + 26 })
        .map(u64::from);
    let bytes: Vec<u8> = digits
        .collect::<Vec<_>>()
        .chunks(8)
        .flat_map(|group| {
            let bits = group.iter().fold(0, |bits, digit| bits << 5 | digit);
            bits.to_be_bytes()[3..].to_vec()
        })
        .collect();
    let secret: [u8; 20] = bytes.try_into().unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(now.timestamp()).unwrap()).to_string()
}

pub(super) fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}
