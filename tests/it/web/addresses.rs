//! Addresses and methods that nobody means: each gets a problem document, never a fault.

use crate::office::{Ask, Office};

async fn answers(office: &Office, token: Option<&str>, method: &str, path: &str) -> (u16, String) {
    let ask = Ask {
        method,
        path,
        token,
        headers: vec![("content-type", "application/json")],
        body: b"{}".to_vec(),
    };
    let answer = office.sends(&ask).await;
    (answer.status, answer.problem().to_owned())
}

#[tokio::test]
async fn an_address_that_names_nothing_finds_nothing() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    let long = "x".repeat(20_000);
    for (method, path) in [
        ("GET", "/nowhere".to_owned()),
        ("GET", "//api/v1/".to_owned()),
        ("GET", "//api/v2/areas".to_owned()),
        ("GET", "//api/v1/../../etc/passwd".to_owned()),
        ("GET", "/cases/C-0000-0000-0".to_owned()),
        ("GET", "/cases/%00".to_owned()),
        ("GET", "/cases/%ff".to_owned()),
        ("GET", "/cases/%F0%9F%92%A3".to_owned()),
        ("GET", format!("/cases/{long}")),
        ("GET", format!("/documents/{long}")),
        ("GET", "/documents/1".to_owned()),
        ("GET", "/documents/..%2f..%2fetc".to_owned()),
        ("GET", "/applications/00000000-0000-0000-0000-000000000000".to_owned()),
        ("GET", "/programmes/moon-landing".to_owned()),
        ("GET", "/programmes/%00".to_owned()),
        ("GET", "/queues/%00/cases".to_owned()),
        ("POST", "/queues/a%00b/next".to_owned()),
        ("POST", "/cases/C-0000-0000-0/actions/%00".to_owned()),
    ] {
        let (status, code) = answers(&office, Some(&officer.token), method, &path).await;
        assert_eq!((status, code.as_str()), (404, "not-found"), "{method} {path:.60}");
    }
}

#[tokio::test]
async fn a_queue_that_is_a_path_is_a_queue_without_cases() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    for queue in ["..%2f..%2fetc%2fpasswd", "%2e%2e", "x%27%20or%201%3d1", &"q".repeat(5_000)] {
        let page = office.asks(Some(&officer), ("GET", &format!("/queues/{queue}/cases")), None).await.ok();
        assert_eq!(page["cases"].as_array().map(Vec::len), Some(0));
        let next = office.asks(Some(&officer), ("POST", &format!("/queues/{queue}/next")), None).await;
        assert_eq!(next.problem(), "queue-empty");
    }
}

#[tokio::test]
async fn a_method_that_an_address_does_not_take_is_told_those_it_takes() {
    let office = Office::open().await;
    for method in ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"] {
        let ask = Ask { method, path: "/areas", ..Ask::default() };
        let answer = office.sends(&ask).await;
        assert_eq!((answer.status, answer.problem()), (405, "method-not-allowed"), "{method}");
        assert_eq!(answer.header("allow"), "GET,HEAD", "{method}");
    }
}

#[tokio::test]
async fn asking_for_the_head_is_asking_for_what_get_answers() {
    let office = Office::open().await;
    let (officer, stranger) = (office.officer("lahore").await, office.officer("multan").await);
    let citizen = office.citizen("Nasreen").await;
    let case = office.verifying(&citizen).await;
    for (who, status) in [(Some(&officer), 200), (Some(&stranger), 404), (None, 401)] {
        let answer = office.asks(who, ("HEAD", &case.path()), None).await;
        assert_eq!(answer.status, status);
    }
}

#[tokio::test]
async fn a_query_that_cannot_be_read_names_the_field() {
    let office = Office::open().await;
    let (officer, citizen) = (office.officer("lahore").await, office.citizen("Nasreen").await);
    let maker = office.maker().await;
    let case = office.verifying(&citizen).await;
    let history = format!("{}/history", case.path());
    let wrong = |code: &'static str, field: &'static str| vec![(field, code)];
    for (who, path, query, expected) in [
        (&officer, history.as_str(), "after=seven", wrong("field-type", "after")),
        (&officer, &history, "after=99999999999", wrong("field-type", "after")),
        (&officer, &history, "page=2", wrong("field-unknown", "page")),
        (&officer, "/queues/verification/cases", "after=garbage", wrong("cursor-unreadable", "after")),
        (&officer, "/queues/verification/cases", "after=bnVsbA", wrong("cursor-unreadable", "after")),
        (&officer, "/queues/verification/cases", "after=%00", wrong("text-unfit", "")),
        (&officer, "/queues/verification/cases", "sort=amount", wrong("field-unknown", "sort")),
        (&citizen, "/applications", "after=..%2f", wrong("cursor-unreadable", "after")),
        (&citizen, "/applications", "after=MTIz", wrong("cursor-unreadable", "after")),
        (&citizen, "/applications", "state=draft", wrong("field-unknown", "state")),
        (&citizen, "/me/access-log", "after=garbage", wrong("cursor-unreadable", "after")),
        (&citizen, "/me/access-log", "who=everybody", wrong("field-unknown", "who")),
        (&maker, "/batches", "after=garbage", wrong("cursor-unreadable", "after")),
        (&maker, "/batches", "state=draft", wrong("field-unknown", "state")),
    ] {
        let answer = office.asks(Some(who), ("GET", &format!("{path}?{query}")), None).await;
        assert_eq!(answer.wrong_fields(), expected, "{path}?{query}");
    }
}

#[tokio::test]
async fn a_token_that_opens_nothing_is_no_fault() {
    let office = Office::open().await;
    let long = "A".repeat(8_000);
    for header in ["Bearer", "Bearer ", "Bearer x y", "Basic YTpi", "bearer abc", long.as_str()] {
        let ask =
            Ask { method: "GET", path: "/me", headers: vec![("authorization", header)], ..Ask::default() };
        let answer = office.sends(&ask).await;
        assert_eq!((answer.status, answer.problem()), (401, "sign-in-required"), "{header:.20}");
    }
}
