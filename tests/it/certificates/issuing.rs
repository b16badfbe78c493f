use pser::doctor::Care;

use super::{certified, numbers, office};
use crate::office::Office;

#[tokio::test]
async fn a_stage_that_says_so_issues_one_certificate_a_case_however_often_it_is_entered() {
    let office = office().await;
    let (who, officer) = (office.citizen("Nasreen Bibi").await, office.officer("lahore").await);
    let case = office.approved(&who, &officer).await;
    let issued = numbers(&office, &case).await;
    assert_eq!(issued.len(), 1);
    assert!(issued[0].starts_with("R-"), "{issued:?}");

    office.supervisor().await.does(&office, &case, "return").await.ok();
    office.officer("lahore").await.does(&office, &case, "verify").await.ok();
    assert_eq!(office.stage(&case).await, "approved");
    assert_eq!(numbers(&office, &case).await, issued);
    let diagnosis = office.looked_over(Care::Ordinary).await;
    let broken: Vec<_> = diagnosis.broken().filter(|broken| broken.rule.contains("certificate")).collect();
    assert!(broken.is_empty(), "{broken:?}");
}

#[tokio::test]
async fn a_newer_certificate_takes_the_place_of_the_older_one() {
    let office = office().await;
    let who = office.citizen("Nasreen Bibi").await;
    let (first, old) = certified(&office, &who).await;
    office.supervisor().await.does(&office, &first, "return").await.ok();
    office.officer("lahore").await.does(&office, &first, "reject").await.ok();
    let (_, new) = certified(&office, &who).await;
    let mut browser = office.browser();
    assert!(browser.opens(&format!("/verify/{old}")).await.ok().says("This certificate is not valid"));
    assert!(browser.opens(&format!("/verify/{new}")).await.ok().says("This certificate is valid"));
    let page = office.browser_of(&who).await.opens("/certificates").await.ok();
    assert_eq!(page.all(".govuk-summary-card__title-wrapper .govuk-tag"), ["Valid", "Not valid"]);
    assert!(page.says("A newer certificate has taken its place"));
}

#[tokio::test]
async fn the_doctor_misses_the_certificate_of_a_case() {
    let office = office().await;
    let (case, number) = certified(&office, &office.citizen("Nasreen Bibi").await).await;
    sqlx::query("delete from certificates where number = $1")
        .bind(&number)
        .execute(&office.database.owner)
        .await
        .unwrap();
    let diagnosis = office.looked_over(Care::Ordinary).await;
    let broken: Vec<_> = diagnosis.broken().collect();
    assert_eq!(broken.len(), 1, "{broken:?}");
    assert_eq!(broken[0].rule, "a case in a stage that issues a certificate has one");
    assert_eq!(broken[0].by, [format!("case {}", case.reference)]);
}

#[tokio::test]
async fn a_programme_without_certificates_issues_none() {
    let office = Office::open().await;
    let who = office.citizen("Nasreen Bibi").await;
    let case = office.approved(&who, &office.officer("lahore").await).await;
    assert!(numbers(&office, &case).await.is_empty());
    let page = office.browser_of(&who).await.opens("/certificates").await.ok();
    assert!(page.says("You have no certificate yet"));
}

#[tokio::test]
async fn a_household_that_is_registered_has_its_certificate() {
    let office = Office::open().await;
    let who = office.citizen("Nasreen Bibi").await;
    let case = who.registers_household(&office).await;
    office.all_is_well_with(&case).await;
    office.hears(&case, "checks-done").await;
    let officer = office.officer("lahore").await;
    let desk = format!("/office{}", case.path());
    let link = format!("a[href='{desk}/certificate']");
    let open = office.browser_of(&officer).await.opens(&desk).await.ok();
    assert_eq!(open.attr(&link, "href"), None, "there is none yet");
    officer.does(&office, &case, "verify").await.ok();
    assert_eq!(office.stage(&case).await, "registered");
    let open = office.browser_of(&officer).await.opens(&desk).await.ok();
    assert!(open.attr(&link, "href").is_some(), "{}", open.text());
    let issued = numbers(&office, &case).await;
    assert_eq!(issued.len(), 1);
    let page = office.browser_of(&who).await.opens(&case.path()).await.ok();
    assert_eq!(page.attr("a.govuk-button", "href").as_deref(), Some("/certificates"));
    let programme = office.browser_of(&who).await.opens("/programmes/household-registration").await.ok();
    assert!(programme.says("You have applied for this before"), "{}", programme.text());
    let page = office.browser().opens(&format!("/verify/{}", issued[0])).await.ok();
    assert!(page.says("This certificate is valid") && page.says("Household registration"));
}
