//! The API of documents as a program over the wire sees it: forms, refusals and the headers of a download.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, Request, StatusCode};
use futures::StreamExt as _;
use pser::entropy;
use pser::people::sessions::{self, Account};
use pser::web;
use serde_json::Value;
use tower::ServiceExt as _;
use uuid::Uuid;

use super::files;
use super::office::Office;
use crate::arrange::Citizen;

const BOUNDARY: &str = "x-boundary";

struct Wire {
    office: Office,
    router: Router,
    aslam: Citizen,
    token: String,
    draft: Uuid,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn problem(&self) -> (u16, String) {
        assert_eq!(self.headers[CONTENT_TYPE], "application/problem+json");
        (self.status.as_u16(), self.json()["type"].as_str().unwrap().to_owned())
    }
}

impl Wire {
    async fn open() -> Self {
        let office = Office::open().await;
        let aslam = office.citizen("3520212345671").await;
        let draft = office.draft(&aslam).await;
        let token = signed_in(&office, &aslam).await;
        let router = web::router(Arc::clone(&office.app));
        Self { office, router, aslam, token, draft }
    }

    async fn asks(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: to_bytes(body, usize::MAX).await.unwrap(),
        }
    }

    async fn gets(&self, path: &str, token: &str) -> Answer {
        let request = Request::get(path).header(AUTHORIZATION, format!("Bearer {token}"));
        self.asks(request.body(Body::empty()).unwrap()).await
    }

    async fn posts(&self, token: &str, body: Body) -> Answer {
        let request = Request::post(format!("/api/v1/applications/{}/documents", self.draft))
            .header(AUTHORIZATION, format!("Bearer {token}"))
            .header("Idempotency-Key", entropy::digits(20))
            .header(CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
        self.asks(request.body(body).unwrap()).await
    }
}

async fn signed_in(office: &Office, citizen: &Citizen) -> String {
    let mut conn = office.database.app.acquire().await.unwrap();
    let session = sessions::open(&mut conn, Account::Citizen(citizen.account), None).await.unwrap();
    session.token.reveal().to_owned()
}

/// A field of a form; with a content type it is a file.
fn field(name: &str, content_type: Option<&str>, content: &[u8]) -> Vec<u8> {
    let file = content_type.map_or_else(String::new, |kind| {
        format!("; filename=\"../../شناختی کارڈ.png\"\r\nContent-Type: {kind}")
    });
    let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
    [head.as_bytes(), content, b"\r\n"].concat()
}

/// The body of a form, in pieces as a connection brings them.
fn form(fields: &[Vec<u8>]) -> Body {
    let mut body = fields.concat();
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    let pieces: Vec<_> = body.chunks(8192).map(Bytes::copy_from_slice).map(std::io::Result::Ok).collect();
    Body::from_stream(futures::stream::iter(pieces))
}

#[tokio::test]
async fn a_document_is_sent_listed_and_downloaded_in_a_sandbox() {
    let wire = Wire::open().await;
    let file = files::png(30, 20);
    let fields = [field("requirement", None, b"photograph"), field("file", Some("image/png"), &file)];
    let sent = wire.posts(&wire.token, form(&fields)).await;
    assert_eq!(sent.status, StatusCode::CREATED);
    let id = sent.json()["id"].as_str().unwrap().to_owned();

    let listed =
        wire.gets(&format!("/api/v1/applications/{}/documents", wire.draft), &wire.token).await.json();
    assert_eq!(listed[0]["id"], id.as_str());
    assert_eq!(wire.gets(&format!("/api/v1/documents/{id}"), &wire.token).await.json(), sent.json());

    let content = wire.gets(&format!("/api/v1/documents/{id}/content"), &wire.token).await;
    assert_eq!(image::load_from_memory(&content.body).unwrap(), image::load_from_memory(&file).unwrap());
    assert_eq!(content.headers["content-type"], "image/png");
    assert_eq!(content.headers["x-content-type-options"], "nosniff");
    assert_eq!(content.headers["cache-control"], "no-store");
    assert!(
        content.headers["content-security-policy"]
            .to_str()
            .unwrap()
            .starts_with("sandbox; default-src 'none'")
    );
    let disposition = content.headers["content-disposition"].to_str().unwrap();
    assert!(disposition.starts_with("inline; filename=\"") && !disposition.contains(".."));
}

#[tokio::test]
async fn another_citizen_finds_nothing_and_nobody_must_sign_in() {
    let wire = Wire::open().await;
    let other = wire.office.citizen("3520212345672").await;
    let stranger = signed_in(&wire.office, &other).await;
    let file = files::png(30, 20);
    let fields = [field("requirement", None, b"photograph"), field("file", Some("image/png"), &file)];
    let sent = wire.posts(&wire.token, form(&fields)).await.json();
    let id = sent["id"].as_str().unwrap();
    assert_ne!(other.person, wire.aslam.person);
    for path in [format!("/api/v1/documents/{id}"), format!("/api/v1/documents/{id}/content")] {
        assert_eq!(wire.gets(&path, &stranger).await.status, StatusCode::NOT_FOUND);
        assert_eq!(wire.gets(&path, "no-such-token").await.status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(wire.posts(&stranger, form(&fields)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_form_that_is_not_as_described_is_refused_by_field() {
    let wire = Wire::open().await;
    let file = field("file", Some("image/png"), &files::png(30, 20));
    let requirement = field("requirement", None, b"photograph");
    for (fields, name) in [
        (vec![file.clone()], "requirement"),
        (vec![requirement.clone()], "file"),
        (vec![requirement.clone(), requirement.clone(), file.clone()], "requirement"),
        (vec![field("cnic", None, b"x"), requirement.clone(), file.clone()], "cnic"),
        (vec![requirement.clone(), field("member", None, b"first"), file.clone()], "member"),
        (vec![field("requirement", None, b"passport"), file.clone()], "requirement"),
        (vec![field("requirement", None, &[b'a'; 500]), file.clone()], "requirement"),
    ] {
        let refused = wire.posts(&wire.token, form(&fields)).await;
        assert_eq!(refused.problem(), (422, "/problems/invalid".to_owned()), "{name}");
        assert_eq!(refused.json()["errors"][0]["field"], name);
    }
    assert_eq!(wire.office.counts("select count(*) from documents").await, 0);
}

#[tokio::test]
async fn each_kind_of_unfit_file_is_told_by_its_own_problem() {
    let wire = Wire::open().await;
    let requirement = field("requirement", None, b"photograph");
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".as_slice();
    let script = files::pdf(b"<</S/JavaScript/JS(x)>>");
    let large = files::pdf_of(10 * 1024 * 1024);
    for (content_type, file, status, problem) in [
        ("image/png", b"".as_slice(), 422, "empty-file"),
        ("image/svg+xml", svg, 415, "file-kind-not-taken"),
        ("image/png", svg, 415, "file-kind-not-taken"),
        ("application/pdf", script.as_slice(), 415, "pdf-active"),
        ("application/pdf", large.as_slice(), 413, "file-too-large"),
        ("image/png", &files::png_bomb(), 413, "image-too-large"),
        ("image/jpeg", &files::jpeg(40, 40)[..500], 415, "file-unreadable"),
    ] {
        let fields = [requirement.clone(), field("file", Some(content_type), file)];
        let refused = wire.posts(&wire.token, form(&fields)).await;
        assert_eq!(refused.problem(), (status, format!("/problems/{problem}")));
    }
    assert_eq!(wire.office.counts("select count(*) from store_uploads").await, 0);
}

#[tokio::test]
async fn a_connection_dropped_in_mid_upload_leaves_nothing() {
    let wire = Wire::open().await;
    let whole = [
        field("requirement", None, b"photograph"),
        field("file", Some("application/pdf"), &files::pdf_of(500_000)),
    ]
    .concat();
    let sent: Vec<_> = whole[..300_000].chunks(8192).map(Bytes::copy_from_slice).map(Ok).collect();
    let dropped = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    let body = futures::stream::iter(sent).chain(futures::stream::iter([Err(dropped)]));
    let answer = wire.posts(&wire.token, Body::from_stream(body)).await;
    assert_eq!(answer.problem(), (422, "/problems/invalid".to_owned()));
    let left = "select (select count(*) from documents) + (select count(*) from store_uploads)
        + (select count(*) from idempotency_keys)";
    assert_eq!(wire.office.counts(left).await, 0);
    assert_eq!(wire.office.spool.path().join("uploads").read_dir().unwrap().count(), 0);
}
