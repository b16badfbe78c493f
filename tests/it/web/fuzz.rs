//! Requests spoilt in places: bodies, forms, cursors, cookies and headers. Each is answered, none by a fault.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::prelude::*;
use pser::entropy;
use serde_json::json;
use tokio::runtime::Runtime;

use crate::documents::files;
use crate::office::{Answer, Ask, Case, Office, Persona, answers_of};
use crate::portal::way;
use crate::spoilt::{self, any_text, most_memory, runs_alone, tries_a_few};

/// An office in a runtime of its own: what tries properties is no future.
struct Counter {
    runtime: Runtime,
    office: Office,
    citizen: Persona,
    officer: Persona,
    case: Case,
}

impl Counter {
    fn open() -> Self {
        let runtime = Runtime::new().unwrap();
        let (office, citizen, officer, case) = runtime.block_on(async {
            let office = Office::open().await;
            let citizen = office.citizen("Nasreen").await;
            let officer = office.officer("lahore").await;
            let case = office.verifying(&citizen).await;
            (office, citizen, officer, case)
        });
        Self { runtime, office, citizen, officer, case }
    }

    fn sends(&self, ask: &Ask<'_>) -> Answer {
        let answer = self.runtime.block_on(self.office.sends(ask));
        assert!(answer.status < 500, "{} {} -> {} {}", ask.method, ask.path, answer.status, answer.body);
        answer
    }

    fn dump(&self) -> String {
        self.runtime.block_on(self.office.dump())
    }
}

/// Every character but the plainest as a program would write it in an address.
fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").unwrap();
        }
        out
    })
}

#[test]
fn a_cursor_that_nobody_was_given_is_a_wrong_field_or_an_empty_page() {
    let counter = Counter::open();
    let lists = [
        ("/queues/verification/cases".to_owned(), Some(counter.officer.clone())),
        ("/applications".to_owned(), Some(counter.citizen.clone())),
        ("/me/access-log".to_owned(), Some(counter.citizen.clone())),
        ("/cases".to_owned(), Some(counter.citizen.clone())),
        (format!("{}/history", counter.case.path()), Some(counter.officer.clone())),
        (format!("{}/access-log", counter.case.path()), Some(counter.officer.clone())),
    ];
    let key = prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        Just(format!("\"{}\"", entropy::id())),
        (any::<i64>(), Just(entropy::id()))
            .prop_map(|(rank, id)| json!({ "rank": rank, "id": id }).to_string()),
        Just("[\"\\u0000\", \"+262142-12-31T23:59:59Z\", \"-262143-01-01T00:00:00Z\"]".to_owned()),
    ];
    let cursor = prop_oneof![
        4 => any_text(key).prop_map(|key| URL_SAFE_NO_PAD.encode(key)),
        1 => any_text("[A-Za-z0-9_-]{0,60}"),
        1 => any::<i32>().prop_map(|number| number.to_string()),
    ];
    tries_a_few(&(prop::sample::select(lists.to_vec()), cursor), |((path, who), cursor)| {
        let path = format!("{path}?after={}", escaped(&cursor));
        let token = who.as_ref().map(|who| who.token.as_str());
        counter.sends(&Ask { method: "GET", path: &path, token, ..Ask::default() });
    });
}

#[test]
fn a_body_spoilt_in_places_is_refused_or_taken_and_never_kept_by_halves() {
    let counter = Counter::open();
    let (application, version) = counter.runtime.block_on(async {
        let other = counter.office.citizen("Rubina").await;
        let filled = other.fills(&counter.office).await;
        (filled.0, filled.1)
    });
    let path = format!("/applications/{application}");
    let sound = json!({ "version": version, "answers": answers_of(&counter.citizen) }).to_string();
    let before = counter.dump();
    tries_a_few(&(spoilt::text(sound), any::<bool>()), |(body, is_json)| {
        let kind = if is_json { "application/json; charset=utf-8" } else { "Application/JSON" };
        let headers = vec![("content-type", kind)];
        let token = Some(counter.citizen.token.as_str());
        let answer =
            counter.sends(&Ask { method: "PATCH", path: &path, token, headers, body: body.into_bytes() });
        assert!(matches!(answer.status, 404 | 422), "{}", answer.status);
    });
    assert_eq!(counter.dump(), before, "the draft is somebody else's");
}

#[test]
fn a_form_with_a_file_spoilt_anywhere_is_answered() {
    let counter = Counter::open();
    let application = counter.runtime.block_on(async {
        let citizen = &counter.citizen;
        counter.office.asks(Some(citizen), ("GET", "/applications"), None).await.ok()
    });
    let application = application["applications"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/applications/{application}/documents");
    let sound = [
        b"--x\r\nContent-Disposition: form-data; name=\"requirement\"\r\n\r\ncnic-member\r\n".as_slice(),
        b"--x\r\nContent-Disposition: form-data; name=\"member\"\r\n\r\n1\r\n",
        b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n",
        b"Content-Type: image/png\r\n\r\n",
        &files::png(4, 4),
        b"\r\n--x--\r\n",
    ]
    .concat();
    let kind = prop_oneof![
        6 => Just("multipart/form-data; boundary=x".to_owned()),
        1 => spoilt::text("multipart/form-data; boundary=x"),
    ];
    tries_a_few(&(spoilt::bytes(sound), kind), |(body, kind)| {
        let kind: String = kind.chars().filter(|letter| (' '..='~').contains(letter)).collect();
        let key = entropy::id().to_string();
        let headers = vec![("content-type", kind.as_str()), ("idempotency-key", &key)];
        let token = Some(counter.citizen.token.as_str());
        counter.sends(&Ask { method: "POST", path: &path, token, headers, body });
    });
}

#[test]
fn headers_and_cookies_spoilt_in_places_are_answered() {
    let counter = Counter::open();
    let token = counter.citizen.token.clone();
    let cookies = format!(
        "pser-session={token}; pser-visit={}; pser-language=ur; pser-told=document-sent; pser-device=x",
        "v".repeat(43)
    );
    let headers = prop_oneof![
        (Just("cookie"), any_text(Just(cookies))),
        (Just("authorization"), any_text(Just(format!("Bearer {token}")))),
        (
            Just("accept-language"),
            any_text("(ur|en|de|\\*)(-[A-Z]{2})?(;q=[0-9.]{1,5})?(, ?(ur|en);q=0\\.[0-9])?")
        ),
        (Just("x-forwarded-for"), any_text("([0-9]{1,3}\\.){3}[0-9]{1,3}(, ::1)?")),
        (Just("sec-fetch-site"), any_text("same-origin|cross-site|none")),
        (Just("accept"), any_text("text/html|application/json(;q=0.[0-9])?|\\*/\\*")),
        (Just("accept-encoding"), any_text("br|gzip(;q=0)?|identity")),
        (Just("if-none-match"), any_text("\"[a-z0-9]{4}\"")),
        (Just("content-length"), any_text("[0-9]{1,20}")),
    ];
    let paths = [
        "//",
        "//account",
        "//sign-in?next=/account",
        "//office",
        "//supervision/figures",
        "//nowhere",
        "//assets/nothing.css",
        "/me",
        "/areas",
        "//api/openapi.json",
    ];
    let several = prop::collection::vec(headers, 1..4);
    tries_a_few(&(prop::sample::select(paths.to_vec()), several), |(path, several)| {
        let several: Vec<(&str, String)> = several
            .into_iter()
            .map(|(name, text)| (name, text.chars().filter(|letter| (' '..='~').contains(letter)).collect()))
            .collect();
        let headers = several.iter().map(|(name, text)| (*name, text.as_str())).collect();
        counter.sends(&Ask { method: "GET", path, headers, ..Ask::default() });
    });
}

#[test]
fn pages_answer_whatever_is_typed_into_their_forms() {
    let counter = Counter::open();
    let typed = prop::collection::vec(
        (
            prop::sample::select(vec![
                "cnic",
                "mobile",
                "password",
                "code",
                "full_name",
                "email",
                "area",
                "next",
                "language",
                "_version",
                "date_of_birth-day",
                "date_of_birth-month",
                "date_of_birth-year",
                "monthly_income",
                "education",
                "work",
                "gender",
                "name",
                "iban",
                "_keep-cnic",
                "_step",
                "\u{0}",
            ]),
            any_text(
                "35202-7654321-2|0321-7654321|11|[0-9]{1,24}|/account|12,000\\.50|yes|female|ur|PK36SCBL0000001123456702",
            ),
        ),
        0..8,
    );
    let actions = vec!["/sign-in", "/register", "/language", "applicant", "members/new", "bank", "income"];
    tries_a_few(&(prop::sample::select(actions), typed), |(action, typed)| {
        counter.runtime.block_on(async {
            let office = &counter.office;
            let (mut browser, path) = if action.starts_with('/') {
                (office.browser(), action.to_owned())
            } else {
                let who = office.citizen("Rubina").await;
                let (browser, path) = way::begun(office, &who).await;
                (browser, format!("{path}/sections/{action}"))
            };
            let page = if action == "/language" { "/" } else { path.as_str() };
            browser.opens(page).await.ok();
            let mut fields = browser.form(&path);
            fields.extend(typed.into_iter().map(|(name, text)| (name.to_owned(), text)));
            let shown = browser.posts(&path, &fields).await;
            assert!(shown.status < 500, "{path} -> {} {}", shown.status, shown.text());
        });
    });
}

#[test]
fn a_large_body_takes_no_more_memory_than_its_length_warrants() {
    runs_alone("web::fuzz::large_bodies");
}

#[test]
#[ignore = "measured in a process of its own, by the test above"]
fn large_bodies() {
    let counter = Counter::open();
    let token = Some(counter.citizen.token.as_str());
    let part = b"--x\r\nContent-Disposition: form-data; name=\"requirement\"\r\n\r\n\r\n";
    let header = b"--x\r\nX: y\r\n";
    let before = most_memory();
    for (kind, path, body) in [
        ("multipart/form-data; boundary=x", "documents", part.repeat(40_000)),
        (
            "multipart/form-data; boundary=x",
            "documents",
            [header.as_slice(), &b"X: y\r\n".repeat(500_000)].concat(),
        ),
        (
            "multipart/form-data; boundary=x",
            "documents",
            [b"--x\r\nX: ".as_slice(), &vec![b'y'; 3 << 20]].concat(),
        ),
        ("application/json", "submission", vec![b'['; 1 << 20]),
        ("application/json", "submission", b"{\"a\":".repeat(200_000)),
        ("application/json", "submission", format!("[{}]", "[],".repeat(300_000)).into_bytes()),
        (
            "application/json",
            "submission",
            format!("{{\"version\": 1{}}}", "0".repeat(1_000_000)).into_bytes(),
        ),
    ] {
        let key = entropy::id().to_string();
        let path = format!("/applications/{}/{path}", entropy::id());
        let headers = vec![("content-type", kind), ("idempotency-key", &key)];
        let answer = counter.sends(&Ask { method: "POST", path: &path, token, headers, body });
        assert!(answer.status >= 400, "{}", answer.body);
    }
    // The bodies themselves are twelve megabytes.
    let taken = most_memory() - before;
    assert!(taken < 40 << 20, "{taken} bytes");
}
