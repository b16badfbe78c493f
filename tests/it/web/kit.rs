//! What every page stands on: languages, forms tied to their visitor, headers, error pages.

use crate::office::Office;

#[tokio::test]
async fn a_page_speaks_the_browsers_language_until_its_visitor_chooses() {
    let office = Office::open().await;
    let mut browser = office.browser();
    browser.language = "ur-PK,ur;q=0.9";
    let page = browser.opens("/").await.ok();
    assert_eq!(page.attr("html", "dir").as_deref(), Some("rtl"));
    assert!(page.says("آپ کے گھرانے کے لیے مدد"));
    browser.sends("/language", &[("language", "en")]).await;
    let page = browser.follows().await.ok();
    assert_eq!(
        (page.attr("html", "lang").as_deref(), page.attr("html", "dir").as_deref()),
        (Some("en"), Some("ltr"))
    );
    assert_eq!(page.headers["content-language"], "en");
    assert_eq!(browser.opens("/nowhere").await.attr("html", "lang").as_deref(), Some("en"));
}

#[tokio::test]
async fn after_the_choice_of_language_one_stays_on_the_page_and_on_this_site() {
    let office = Office::open().await;
    let mut browser = office.browser();
    for (back, path) in [("/?a=b", "/?a=b"), ("https://evil.example/", "/"), ("//evil.example", "/")] {
        browser.opens("/").await;
        browser.sends("/language", &[("language", "ur"), ("back", back)]).await;
        assert_eq!(browser.pointed(), path);
    }
}

#[tokio::test]
async fn a_form_that_was_given_to_somebody_else_is_refused() {
    let office = Office::open().await;
    let (mut visitor, mut stranger) = (office.browser(), office.browser());
    visitor.opens("/").await;
    stranger.opens("/").await;
    let stolen = stranger.form("/language");
    for form in [stolen, vec![("language".to_owned(), "ur".to_owned())], Vec::new()] {
        let page = visitor.posts("/language", &form).await;
        assert_eq!(page.status, 403, "{}", page.text());
        assert!(page.says("The page was open for too long"), "{}", page.text());
    }
    assert_eq!(visitor.cookie("pser-language"), None);
}

#[tokio::test]
async fn a_form_with_a_field_that_the_page_does_not_have_is_refused() {
    let office = Office::open().await;
    let mut browser = office.browser();
    browser.opens("/").await;
    assert_eq!(
        browser.sends("/language", &[("language", "ur"), ("role", "administrator")]).await.status,
        422
    );
    assert_eq!(browser.sends("/language", &[("language", "u\0r")]).await.status, 422);
}

#[tokio::test]
async fn every_page_and_error_page_stands_under_the_headers() {
    let office = Office::open().await;
    let mut browser = office.browser();
    for (path, status) in
        [("/", 200), ("/nowhere", 404), ("/%00", 404), ("/etc/passwd", 404), ("/../etc/passwd", 404)]
    {
        let page = browser.opens(path).await;
        assert_eq!(page.status, status);
        let csp = page.headers["content-security-policy"].to_str().unwrap();
        assert!(csp.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"), "{csp}");
        assert!(csp.contains("frame-ancestors 'none'") && !csp.contains("unsafe"));
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(page.headers[name], value, "{name} of {path}");
        }
        assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
    }
}

#[tokio::test]
async fn a_cookie_is_for_this_server_alone() {
    let office = Office::open().await;
    let page = office.browser().opens("/").await;
    let cookie = page.headers["set-cookie"].to_str().unwrap();
    assert!(
        cookie.starts_with("pser-visit=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax")
    );
}

#[tokio::test]
async fn an_error_page_says_what_to_do_next_in_both_languages() {
    let office = Office::open().await;
    let mut browser = office.browser();
    let page = browser.opens("/nowhere").await;
    assert_eq!(page.all("h1"), ["There is no such page"]);
    browser.language = "ur";
    let page = browser.opens("/nowhere").await;
    assert_eq!(page.all("h1"), ["ایسا کوئی صفحہ نہیں"]);
    // Programs go on to get problem documents.
    assert_eq!(browser.opens("/api/v1/nowhere").await.headers["content-type"], "application/problem+json");
}
