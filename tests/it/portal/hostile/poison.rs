//! Hostile words, and how one sees that they do nothing.

use pser::seal::Place;
use pser::texts::{self, Language};
use scraper::{Html, Selector};
use serde_json::Value;
use uuid::Uuid;

use crate::office::{Browser, Office, Shown};

/// Refused wherever text is typed: longer than any answer, and a terminal's escape.
pub(super) fn refused_anywhere() -> [String; 2] {
    ["x".repeat(50_000), "\u{1b}[2J wiped".to_owned()]
}

/// A formula that, were it worked out, would show 49; a second line; turned text; markup.
pub(super) fn poison(field: &str, most: usize) -> String {
    let words = format!(
        "={field}z{{{{7*7}}}}\r\n\u{202e}\u{2066}<script>alert(1)</script>\"'><b onclick=alert(1)>${{7*7}}{{% raw %}}Bcc: {field}@example.org"
    );
    words.chars().take(most).collect()
}

/// Without what breaks a line or turns it, which names may not have.
pub(super) fn milder(field: &str) -> String {
    poison(field, 60).replace(['\r', '\n', '\u{202e}', '\u{2066}'], "")
}

#[track_caller]
pub(super) fn is_refused_beside(page: &Shown, field: &str) {
    assert_eq!(page.status, 422, "{field}: {}", page.text());
    assert_eq!(page.attr(".govuk-error-summary a", "href"), Some(format!("#{field}")), "{}", page.text());
    assert!(!page.all(".govuk-error-message").is_empty(), "{field}: {}", page.text());
}

/// Nothing of it acts: no script, no handler, nothing worked out, no direction that goes on after the words.
#[track_caller]
pub(super) fn is_inert(page: &Shown, place: &str) {
    let html = page.html();
    let find = |css: &str| html.select(&Selector::parse(css).unwrap()).count();
    let scripts = page.all("script, style").concat();
    assert!(!scripts.contains("alert") && !page.body.contains("<script>alert"), "{place}: {}", page.body);
    assert_eq!(find("[onclick], [onerror], main b"), 0, "{place}: {}", page.body);
    // A field shows what was typed as it was, in a box of its own.
    let boxes = page.body.split("<textarea").enumerate();
    let beside =
        boxes.map(|(at, part)| if at == 0 { part } else { part.split_once("</textarea>").unwrap().1 });
    let text: String = Html::parse_document(&beside.collect::<String>()).root_element().text().collect();
    let (opened, closed) = (['\u{2066}', '\u{2067}', '\u{2068}'], ['\u{2069}']);
    let is_even = text.matches(opened).count() == text.matches(closed).count();
    assert!(is_even, "{place} leaves text turned: {:?}", turned(&text));
    let acts = ["\u{202e}", "\0", "z49"].map(|sign| text.matches(sign).count());
    assert_eq!(acts, [0; 3], "{place}: direction, NUL, worked out");
}

/// The lines with marks of direction.
fn turned(text: &str) -> Vec<&str> {
    text.lines().filter(|line| line.contains(|letter| ('\u{2066}'..='\u{2069}').contains(&letter))).collect()
}

/// Opens a page in both languages; what people read on it in English.
pub(super) async fn reads(browser: &mut Browser<'_>, path: &str) -> Shown {
    browser.language = "ur";
    is_inert(&browser.opens(path).await.ok(), path);
    browser.language = "en";
    let page = browser.opens(path).await.ok();
    is_inert(&page, path);
    page
}

/// What the office wrote to anybody, in both languages: one line of an SMS and of a subject, nothing that turns text.
pub(super) async fn messages_are_inert(office: &Office) {
    let notices: Vec<(Uuid, String, Vec<u8>)> = sqlx::query_as("select id, kind, params_sealed from notices")
        .fetch_all(&office.database.owner)
        .await
        .unwrap();
    for (row, kind, sealed) in notices {
        let params = office.app.sealer.open_text(Place { column: "notice.params", row }, &sealed).unwrap();
        let params: Value = serde_json::from_str(&params).unwrap();
        for language in Language::ALL {
            let letter = texts::has_letter(&kind).then(|| texts::letter(&kind, language, &params).unwrap());
            let sms = texts::has_sms(&kind).then(|| texts::sms(&kind, language, &params).unwrap());
            let lines: Vec<_> = sms.iter().chain(letter.as_ref().map(|letter| &letter.subject)).collect();
            assert!(lines.iter().all(|line| !line.contains(['\r', '\n'])), "{kind}: {lines:?}");
            let whole = format!("{lines:?}{:?}", letter.as_ref().map(|letter| &letter.body));
            assert!(
                !whole.contains("\\u{202e}") && !whole.contains("z49") && !whole.contains("\\nBcc"),
                "{whole}"
            );
        }
    }
}
