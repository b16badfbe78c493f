use super::{certified, office};
use crate::paper::{opened, reads};

#[tokio::test]
async fn the_owner_prints_it_in_either_language_and_reads_that_it_was_printed() {
    let office = office().await;
    let who = office.citizen("Nasreen Bibi").await;
    let (_, number) = certified(&office, &who).await;
    let mut browser = office.browser_of(&who).await;
    let page = browser.opens("/certificates").await.ok();
    let link = page.attr("a.govuk-button", "href").unwrap();
    assert_eq!(link, format!("/certificates/{number}.pdf"));
    assert_eq!(page.all("svg[role=img] path").len(), 1);
    for (language, words) in [("en", "Certificate of registration"), ("ur", "اندراج کا سرٹیفکیٹ")]
    {
        browser.language = language;
        let file = browser.opens(&link).await.ok();
        assert_eq!(file.headers["content-type"], "application/pdf");
        assert_eq!(file.headers["cache-control"], "no-store");
        assert_eq!(
            file.headers["content-disposition"],
            format!("attachment; filename=\"PSER-{number}.pdf\"").as_str()
        );
        let pdf = opened(&file.bytes);
        let address = format!("http://127.0.0.1:8080/verify/{number}");
        for printed in [words, "Nasreen Bibi", "*****-*****67-1", &number, &address] {
            assert!(reads(&pdf, printed), "{language}: {printed}");
        }
    }
    browser.language = "en";
    let page = browser.opens("/account/access").await.ok();
    assert!(page.says("printed a certificate"), "{}", page.text());
}

#[tokio::test]
async fn somebody_elses_certificate_is_nowhere() {
    let office = office().await;
    let (_, number) = certified(&office, &office.citizen("Nasreen Bibi").await).await;
    let mut stranger = office.browser_of(&office.citizen("Somebody Else").await).await;
    for file in
        [format!("{number}.pdf"), number.clone(), "R-00000-00000-0.pdf".to_owned(), "x.pdf".to_owned()]
    {
        assert_eq!(stranger.opens(&format!("/certificates/{file}")).await.status, 404, "{file}");
    }
    assert!(stranger.opens("/certificates").await.ok().says("You have no certificate yet"));
    let officer = office.officer("lahore").await;
    let file = format!("/certificates/{number}/file");
    assert_eq!(office.asks(Some(&officer), ("GET", &file), None).await.status, 403);
}

#[tokio::test]
async fn a_hostile_name_is_a_name() {
    let office = office().await;
    let name = "<script>alert(1)</script>{{7*7}}=cmd";
    let who = office.citizen(name).await;
    let (_, number) = certified(&office, &who).await;
    for path in [format!("/verify/{number}"), "/certificates".to_owned()] {
        let page = office.browser_of(&who).await.opens(&path).await.ok();
        assert!(page.says(name) && !page.body.contains("<script>alert"), "{}", page.body);
    }
    let file = office.browser_of(&who).await.opens(&format!("/certificates/{number}.pdf")).await.ok();
    assert!(reads(&opened(&file.bytes), name));
}
