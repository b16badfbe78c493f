//! What pages link to: served for good, small enough for a phone on a weak line, and free of what is not ours.

use std::fs;
use std::path::Path;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt as _;
use pser::web::assets::{self, Asset};
use tower::ServiceExt as _;

use crate::office::{Ask, Office};

const KILOBYTE: usize = 1024;
/// Left for the HTML of a first visit.
const PAGE: usize = 15 * KILOBYTE;

async fn asks(path: &str, encodings: Option<&str>) -> (StatusCode, HeaderMap, Vec<u8>) {
    let mut request = Request::get(path);
    if let Some(encodings) = encodings {
        request = request.header("accept-encoding", encodings);
    }
    let request = request.body(Body::empty()).unwrap();
    let response = assets::router::<()>().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    (parts.status, parts.headers, body.collect().await.unwrap().to_bytes().to_vec())
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

/// The bytes that a browser of today loads.
async fn weight(assets: &[Asset]) -> usize {
    let mut sum = 0;
    for asset in assets {
        sum += asks(asset.href(), Some("gzip, deflate, br, zstd")).await.2.len();
    }
    sum
}

/// Every file of the build with its content.
fn built() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/dist");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|file| (file.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&file).unwrap()))
        .collect()
}

#[tokio::test]
async fn every_asset_is_built_and_kept_for_good() {
    for asset in Asset::ALL {
        let (status, headers, _) = asks(asset.href(), None).await;
        assert_eq!(status, StatusCode::OK, "{}", asset.name());
        assert_eq!(header(&headers, "cache-control"), "public, max-age=31536000, immutable");
        let kind = match asset.name().rsplit_once('.').unwrap().1 {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            "woff2" => "font/woff2",
            other => panic!("{other}"),
        };
        assert_eq!(header(&headers, "content-type"), kind);
        assert_eq!(Asset::named(asset.name()), Some(asset));
    }
    assert_eq!(Asset::named("manifest.json"), None);
}

#[tokio::test]
async fn a_browser_gets_the_smallest_form_that_it_takes() {
    let styles = Asset::Styles.href();
    for (asked, given) in [
        (None, ""),
        (Some("identity"), ""),
        (Some("zstd, deflate"), ""),
        (Some("gzip"), "gzip"),
        (Some("GZIP;q=0.5"), "gzip"),
        (Some("gzip, deflate, br, zstd"), "br"),
        (Some("br;q=0, gzip"), "gzip"),
        (Some("*"), "br"),
        (Some("*;q=0"), ""),
        (Some("br; q=0.000, *;q=1"), "gzip"),
        (Some(";;,=,br;q=x"), "br"),
    ] {
        let (_, headers, _) = asks(styles, asked).await;
        assert_eq!(header(&headers, "content-encoding"), given, "{asked:?}");
        assert_eq!(header(&headers, "vary"), "Accept-Encoding");
    }
    let (_, headers, font) = asks(Asset::Nastaliq.href(), Some("br, gzip")).await;
    assert_eq!(header(&headers, "content-encoding"), "");
    assert!(font.starts_with(b"wOF2"));
}

#[tokio::test]
async fn what_was_not_built_is_not_found() {
    let brotli = format!("{}.br", Asset::Styles.href());
    let encoded = Asset::Styles.href().replace('.', "%2e");
    for path in [
        "/assets/",
        "/assets/app.css",
        "/assets/manifest.json",
        "/assets/app.0000000000.css",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/%2e%2e%2f%2e%2e%2fCargo.toml",
        "/assets/../Cargo.toml",
        "/assets/..",
        "/assets/%00",
        "/assets/%ff",
        "/assets/a/b",
        &brotli,
        &encoded,
    ] {
        assert_eq!(asks(path, None).await.0, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn the_whole_program_serves_them_to_anybody() {
    let office = Office::open().await;
    let whole = |path: &str| format!("/{path}");
    let path = whole(Asset::Script.href());
    let answer = office.sends(&Ask { method: "GET", path: &path, ..Ask::default() }).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    let icon = office.sends(&Ask { method: "GET", path: "//favicon.ico", ..Ask::default() }).await;
    assert_eq!((icon.status, icon.header("location")), (307, Asset::Favicon.href()));
}

#[tokio::test]
async fn a_first_visit_stays_within_its_budget() {
    let english = weight(&[Asset::Styles, Asset::Script, Asset::Favicon, Asset::Mark]).await;
    assert!(english <= 60 * KILOBYTE - PAGE, "English: {english}");
    let urdu = [
        Asset::StylesRightToLeft,
        Asset::NastaliqStyles,
        Asset::Nastaliq,
        Asset::Script,
        Asset::Favicon,
        Asset::Mark,
    ];
    let urdu = weight(&urdu).await;
    assert!(urdu <= 160 * KILOBYTE - PAGE, "Urdu: {urdu}");
    for (asset, most) in [
        (Asset::Styles, 16),
        (Asset::StylesRightToLeft, 16),
        (Asset::OfficeStyles, 8),
        (Asset::OfficeStylesRightToLeft, 8),
        (Asset::Script, 12),
    ] {
        let size = weight(&[asset]).await;
        assert!(size <= most * KILOBYTE, "{}: {size}", asset.name());
    }
}

#[test]
fn nothing_is_shipped_that_is_not_ours_or_that_the_policy_of_pages_blocks() {
    let mut wrong = Vec::new();
    for (name, content) in built() {
        let compressed = [".br", ".gz", ".woff2"].iter().any(|end| name.ends_with(end));
        let text =
            if compressed { String::new() } else { String::from_utf8(content).unwrap().to_lowercase() };
        for mark in [
            "crown",
            "crest",
            "gds transport",
            "gdstransport",
            "govuk-logo",
            "url(data:",
            "url(\"data:",
            "@import",
        ] {
            if name.contains(mark) || text.contains(mark) {
                wrong.push(format!("{name} holds {mark}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn one_sheet_loads_the_font() {
    let font = Asset::Nastaliq.href().strip_prefix("/assets/").unwrap();
    for (asset, loads) in [
        (Asset::Styles, false),
        (Asset::StylesRightToLeft, false),
        (Asset::OfficeStylesRightToLeft, false),
        (Asset::NastaliqStyles, true),
    ] {
        let css = String::from_utf8(asks(asset.href(), None).await.2).unwrap();
        assert_eq!(css.contains(font), loads, "{}", asset.name());
        assert_eq!(css.contains("font-display:swap"), loads, "{}", asset.name());
    }
}

#[tokio::test]
async fn only_pages_in_urdu_bring_the_font_and_not_to_whoever_saves_data() {
    let office = Office::open().await;
    let mut browser = office.browser();
    for (language, saving, brings) in [("en", false, false), ("ur", false, true), ("ur", true, false)] {
        browser.language = language;
        browser.saves_data = saving;
        let page = browser.opens("/").await.ok();
        for asset in [Asset::Nastaliq, Asset::NastaliqStyles] {
            let link = page.attr(&format!("link[href='{}']", asset.href()), "href");
            assert_eq!(link.is_some(), brings, "{language}, saving: {saving}");
        }
    }
}
