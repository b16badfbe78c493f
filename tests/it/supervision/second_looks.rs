//! What a supervisor reads of second looks: a drawing, a table, a file, and the decisions that were not judged alike.

use crate::office::Office;

const HERE: &str = "/supervision/second-looks";
const FORMULA: &str = "=1+1 <b>Zahida</b>";

#[tokio::test]
async fn agreement_is_drawn_by_officer_and_every_difference_leads_to_its_case() {
    let office = Office::open().await;
    office.looks_at_all_again().await;
    let first = office.staff(FORMULA, &[("officer", Some("lahore"))]).await;
    let mut cases = Vec::new();
    for name in ["Nasreen", "Rubina"] {
        let case = office.verifying(&office.citizen(name).await).await;
        first.does(&office, &case, "verify").await.ok();
        cases.push(case);
    }
    office.draws().await;
    let supervisor = office.supervisor().await;
    let mut browser = office.browser_of(&supervisor).await;
    let page = browser.opens(HERE).await.ok();
    assert!(page.says("No second look has been answered in this time."), "{}", page.text());
    assert_eq!(page.all("main dd"), ["2", "2", "0", "0", "0"]);

    let second = office.officer("lahore").await;
    for (judgement, reason) in [("for", None), ("against", Some("<i>too</i> rich"))] {
        let look = second.takes_a_look(&office).await;
        second.says(&office, &look, judgement, reason).await.ok();
    }
    let page = browser.opens(HERE).await.ok();
    assert_eq!(page.all("main dd"), ["2", "0", "0", "2", "0"]);
    assert_eq!(page.all("#agreement ~ figure tbody tr"), [format!("{FORMULA} 2 1 1 of 2 0")]);
    assert_eq!(page.all("#agreement ~ figure svg text"), [FORMULA, "1/2"]);
    assert!(page.says("<i>too</i> rich") && !page.body.contains("<i>too</i>"), "{}", page.text());
    let differing = format!("/office/cases/{}", cases[1].reference);
    assert_eq!(page.all_attrs("#differences ~ h3 a", "href"), [differing.as_str()]);
    assert_eq!(browser.opens(&differing).await.status, 200);

    let file = browser.opens(&format!("{HERE}/agreement.csv?days=30")).await.ok();
    assert!(file.body.ends_with("'=1+1 <b>Zahida</b>,2,1,1 of 2,0\n"), "{}", file.body);
    for wrong in ["/agreement.csv?days=31", "/other.csv", "/agreement.pdf"] {
        assert_eq!(browser.opens(&format!("{HERE}{wrong}")).await.status, 404, "{wrong}");
    }
    assert_eq!(browser.opens(&format!("{HERE}?days=31")).await.status, 422);
    assert_eq!(browser.opens(&format!("{HERE}?days=365")).await.status, 200);
    browser.language = "ur";
    let page = browser.opens(HERE).await.ok();
    assert!(page.says("2 میں سے 1"), "{}", page.text());
    let mut browser = office.browser_of(&first).await;
    assert_eq!(browser.opens(HERE).await.status, 403);
}
