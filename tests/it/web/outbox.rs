//! The outbox as people and programs read it.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use chrono::DateTime;
use http_body_util::BodyExt as _;
use pser::adapters::outbox::{Channel, Message, Outbox};
use pser::web::outbox::router;
use scraper::{Html, Selector};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt as _;

const PORTAL: &str = "http://127.0.0.1:8080";

struct Place {
    router: Router,
    outbox: Arc<Outbox>,
    _folder: TempDir,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Place {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Arc::new(Outbox::open(folder.path()).unwrap());
        Self { router: router(Arc::clone(&outbox), PORTAL.to_owned()), outbox, _folder: folder }
    }

    fn takes(&self, number: usize, channel: Channel, to: &str, text: &str) {
        let message = Message {
            at: DateTime::UNIX_EPOCH,
            channel,
            id: number.to_string(),
            to: vec![to.to_owned()],
            from: None,
            subject: (channel == Channel::Email).then(|| "<b>Subject</b>".to_owned()),
            text: text.to_owned(),
        };
        assert!(self.outbox.take(&message).unwrap());
    }

    async fn opens(&self, path: &str, language: &str) -> Answer {
        let request = Request::get(path).header("accept-language", language);
        self.asks(request.body(Body::empty()).unwrap()).await
    }

    async fn asks(&self, request: Request<Body>) -> Answer {
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }
}

impl Answer {
    fn all(&self, css: &str) -> Vec<String> {
        let (page, selector) = (Html::parse_document(&self.body), Selector::parse(css).unwrap());
        page.select(&selector).map(|found| found.text().collect()).collect()
    }
}

#[tokio::test]
async fn the_newest_message_is_on_top_and_its_code_stands_out() {
    let place = Place::open();
    place.takes(1, Channel::Sms, "+923001234567", "111111 is your code.");
    place.takes(
        2,
        Channel::Email,
        "a@b.example",
        "Go to http://127.0.0.1:8080/account, not http://evil.example/",
    );
    place.takes(3, Channel::Sms, "+923001234567", "\u{2066}222222\u{2069} آپ کا کوڈ ہے۔");
    let page = place.opens("/", "en").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.all(".pser-outbox__code"), ["222222", "111111"]);
    assert_eq!(page.all(".pser-outbox__text[dir=auto]").len(), 3);
    assert_eq!(page.all(".pser-outbox__text a"), ["http://127.0.0.1:8080/account"]);
    assert_eq!(page.all(".pser-outbox__subject"), ["<b>Subject</b>"]);
}

#[tokio::test]
async fn messages_to_one_number_are_found_however_it_is_typed() {
    let place = Place::open();
    place.takes(1, Channel::Sms, "+923001234567", "111111");
    place.takes(2, Channel::Sms, "+923111111111", "222222");
    for typed in ["%2B923001234567", "923001234567", "+923001234567", "%20923001234567%20"] {
        assert_eq!(place.opens(&format!("/?to={typed}"), "en").await.all(".pser-outbox__code"), ["111111"]);
    }
    assert_eq!(place.opens("/?to=", "en").await.all(".pser-outbox__code").len(), 2);
    assert!(place.opens("/?to=nobody", "en").await.body.contains("There is no message"));
    let hostile = place.opens("/?to=%22%3E%3Cscript%3E", "en").await;
    assert!(!hostile.body.contains("<script>"), "{}", hostile.body);
}

#[tokio::test]
async fn what_somebody_wrote_is_never_anything_but_text() {
    let place = Place::open();
    place.takes(
        1,
        Channel::Sms,
        "<i>",
        "<script>alert(1)</script> {{ 7*7 }} http://127.0.0.1:8080/\"onclick=x",
    );
    let page = place.opens("/", "en").await;
    assert!(page.body.contains("&lt;script&gt;") && page.body.contains("{{ 7*7 }}"), "{}", page.body);
    assert!(page.all("i, .pser-outbox script, [onclick]").is_empty(), "{}", page.body);
}

#[tokio::test]
async fn it_speaks_both_languages_and_loads_nothing_of_others() {
    let place = Place::open();
    let page = place.opens("/", "ur").await;
    assert_eq!(page.headers["content-language"], "ur");
    assert!(page.body.contains(r#"<html lang="ur" dir="rtl""#) && page.body.contains("بھیجے گئے پیغامات"));
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"), "{policy}");
    assert_eq!(page.headers["cache-control"], "no-store");
    let html = Html::parse_document(&page.body);
    let (sheets, mut count) = (Selector::parse("link[rel=stylesheet]").unwrap(), 0);
    for sheet in html.select(&sheets) {
        assert_eq!(place.opens(sheet.attr("href").unwrap(), "ur").await.status, StatusCode::OK);
        count += 1;
    }
    // Upstream's, ours, and the font.
    assert_eq!(count, 3);
}

#[tokio::test]
async fn programs_send_and_read_as_before() {
    let place = Place::open();
    let sms = json!({ "id": "a", "to": "+923001234567", "text": "123456" });
    let request = Request::post("/sms").header("content-type", "application/json");
    let taken = place.asks(request.body(Body::from(sms.to_string())).unwrap()).await;
    assert_eq!(taken.status, StatusCode::ACCEPTED);
    let listed = place.opens("/messages?to=923001234567", "en").await;
    let listed: Value = serde_json::from_str(&listed.body).unwrap();
    assert_eq!((&listed[0]["number"], &listed[0]["text"]), (&json!(1), &json!("123456")));
    let nothing = place.opens("/nothing", "en").await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    assert!(nothing.headers["content-type"].to_str().unwrap().starts_with("text/html"));
}
