//! At a help centre on the pages: registering a person, the receipt, typing for them, and the claim.

use super::{last_code, way};
use crate::documents::files;
use crate::office::Office;

const PASSWORD: &str = "tamarind-lantern-84";
const MOBILE: &str = "923217654321";
const PERSON: [(&str, &str); 12] = [
    ("full_name", "Ghulam <i>Fatima</i>"),
    ("father_name", "Allah Ditta"),
    ("date_of_birth-day", "27"),
    ("date_of_birth-month", "5"),
    ("date_of_birth-year", "1984"),
    ("cnic", "35202-7654321-2"),
    ("mobile", "0321-7654321"),
    ("email", ""),
    ("address", "House 5, Islampura"),
    ("area", "lahore/lahore/shalimar"),
    ("language", "en"),
    ("papers", "cnic-card"),
];

#[tokio::test]
async fn a_person_is_registered_helped_to_apply_and_claims_the_account() {
    let office = Office::open().await;
    let operator = office.operator().await;
    let mut desk = office.browser_of(&operator).await;
    let page = desk.opens("/office/assisted").await.ok();
    assert!(page.all("input[type=password]").is_empty());
    let page = desk.sends("/office/assisted", &PERSON[..11]).await;
    assert_eq!((page.status, page.attr(".govuk-error-summary a", "href").as_deref()), (422, Some("#papers")));
    assert!(!page.body.contains("<i>Fatima"));
    desk.sends("/office/assisted", &PERSON).await;
    let visit = desk.pointed();
    let page = desk.follows().await.ok();
    assert!(page.says("Has not chosen a password yet"), "{}", page.text());
    let page = desk.opens(&format!("{visit}/receipt")).await.ok();
    let pser_id = page.all(".govuk-summary-list__value .pser-ltr").remove(0);
    assert!(
        page.says("Lahore") && page.says("*****-*****21-2") && page.says("What to do next"),
        "{}",
        page.text()
    );

    let own = desk.cookie("pser-session").unwrap().to_owned();
    desk.opens(&visit).await.ok();
    let action = format!("{visit}/session");
    let page = desk.sends(&action, &[]).await;
    assert_eq!((page.status, page.attr(".govuk-error-summary a", "href").as_deref()), (422, Some("#seen")));
    desk.sends(&action, &[("seen", "cnic-card")]).await;
    let page = desk.follows().await.ok();
    assert!(page.says("You are typing for Ghulam <i>Fatima</i>"), "{}", page.text());
    for path in ["/account", "/account/mobile", "/account/access", "/office", "/office/help-centre"] {
        let status = desk.opens(path).await.status;
        assert!([403, 404].contains(&status), "{path}: {status}");
    }
    desk.opens("/applications").await.ok();
    desk.sends("/sign-out", &[]).await;
    assert_eq!(desk.pointed(), "/office/help-centre");
    assert_eq!(desk.cookie("pser-session"), Some(own.as_str()));
    assert!(desk.follows().await.ok().says("You have finished typing"));

    let mut phone = office.browser();
    phone.opens("/claim").await.ok();
    let page = phone.sends("/claim", &[("cnic", "1"), ("pser_id", "{{7*7}}")]).await;
    assert_eq!((page.status, page.all(".govuk-error-summary li").len()), (422, 2));
    phone.sends("/claim", &[("cnic", "35202-7654321-2"), ("pser_id", &pser_id)]).await;
    let path = phone.pointed();
    phone.follows().await.ok();
    phone.sends(&format!("{path}/resend"), &[]).await;
    phone.follows().await.ok();
    let code = last_code(&office, MOBILE).await;
    phone.sends(&path, &[("code", &code), ("new_password", PASSWORD)]).await;
    assert_eq!(phone.pointed(), "/applications");
    let page = phone.opens("/account/access").await.ok();
    assert!(page.says("registered you at a help centre"), "{}", page.text());
    assert!(page.says("helped you with your applications at a help centre"), "{}", page.text());
}

#[tokio::test]
async fn the_timeline_says_who_typed() {
    let office = Office::open().await;
    let (operator, citizen) = (office.operator().await, office.citizen("Nasreen").await);
    let mut desk = office.browser_of(&operator).await;
    desk.opens("/office/help-centre").await.ok();
    desk.sends("/office/help-centre", &[("cnic", &citizen.cnic()), ("reason", "cannot read")]).await;
    let visit = desk.pointed();
    desk.follows().await.ok();
    desk.sends(&format!("{visit}/session"), &[("seen", "passport")]).await;
    desk.follows().await.ok();
    desk.sends("/applications", &[("programme", crate::office::PROGRAMME)]).await;
    let path = desk.pointed();
    way::answers_all(&mut desk, &path).await;
    desk.opens(&format!("{path}/review")).await.ok();
    desk.sends(&format!("{path}/submission"), &[("consent", "2026-1")]).await;
    let mut own = office.browser_of(&citizen).await;
    let page = own.opens("/applications").await.ok();
    let case = page.attr("main a[href^='/cases/']", "href").expect("it was handed in");
    let page = own.opens(&case).await.ok();
    assert!(page.says("Typed at a help centre by Operator"), "{}", page.text());

    // What leaves the case in its stage names who typed as well.
    office.jobs_run().await;
    let action = format!("{path}/documents");
    desk.opens(&action).await.ok();
    let photograph = ("file", "face.jpg", "image/jpeg", &*files::jpeg(16, 16));
    desk.sends_file(&action, &[("requirement", "photograph")], photograph).await;
    desk.pointed();
    let auditor = office.auditor().await;
    let history = office.asks(Some(&auditor), ("GET", &format!("{case}/history")), None).await.ok();
    let received = history.as_array().unwrap().iter().find(|event| event["kind"] == "document-received");
    assert_eq!(received.unwrap()["detail"]["typed_by"], serde_json::json!(operator.person), "{history}");
}
