use serde_json::json;

use super::{certified, office};

#[tokio::test]
async fn anybody_who_was_shown_a_certificate_reads_what_is_printed_on_it_and_no_more() {
    let office = office().await;
    let who = office.citizen("Nasreen Bibi").await;
    let (case, number) = certified(&office, &who).await;
    let mut browser = office.browser();
    browser.opens("/verify").await.ok();
    let typed = number.to_lowercase().replace('-', "%20");
    browser.opens(&format!("/verify?number={typed}")).await;
    assert_eq!(browser.pointed(), format!("/verify/{number}"));
    let page = browser.follows().await.ok();
    for shown in ["This certificate is valid", "Nasreen Bibi", "*****-*****67-1", "Shalimar, Lahore", &number]
    {
        assert!(page.says(shown), "{shown}: {}", page.text());
    }
    let cnic = format!("35202{:05}671", who.number);
    for hidden in [&case.reference, &cnic, "9230", "Islampura"] {
        assert!(!page.body.contains(hidden), "{hidden}");
    }
    browser.language = "ur";
    let page = browser.opens(&format!("/verify/{number}")).await.ok();
    assert!(page.says("یہ سرٹیفکیٹ درست ہے"));
    assert!(page.all("bdi[dir=ltr]").contains(&"*****-*****67-1".to_owned()));
    let told = office.asks(None, ("GET", &format!("/certificates/{number}/validity")), None).await.ok();
    assert_eq!((&told["state"], &told["name"]), (&json!("valid"), &json!("Nasreen Bibi")));
    assert_eq!(told.as_object().unwrap().len(), 8, "{told}");
}

#[tokio::test]
async fn a_number_that_nobody_issued_is_unknown_and_one_that_cannot_be_is_said_to_be_wrong() {
    let office = office().await;
    let mut browser = office.browser();
    for number in ["R-00000-00000-0", "C-00000-00000-0", "nonsense", "%3Cscript%3E", "%F0%9F%98%80"] {
        let page = browser.opens(&format!("/verify/{number}")).await.ok();
        assert!(page.says("There is no certificate with this number"), "{number}");
    }
    for typed in ["", "R-1", "%3Cscript%3Ealert(1)%3C%2Fscript%3E%7B%7B7*7%7D%7D", "%E2%80%AE%0D%0A"] {
        let page = browser.opens(&format!("/verify?number={typed}")).await;
        assert_eq!(page.status, 422, "{typed}");
        assert_eq!(page.all(".govuk-error-summary li").len(), 1);
        assert!(!page.body.contains("<script>alert"));
    }
    let told = office.asks(None, ("GET", "/certificates/nonsense/validity"), None).await.ok();
    assert_eq!(told, json!({ "state": "unknown" }));
}

#[tokio::test]
async fn numbers_cannot_be_tried_without_end() {
    let office = office().await;
    let path = "/certificates/R-00000-00000-0/validity";
    let mut refused = None;
    for tried in 1..200 {
        if office.asks(None, ("GET", path), None).await.status == 429 {
            refused = Some(tried);
            break;
        }
    }
    assert_eq!(refused, Some(121));
}
