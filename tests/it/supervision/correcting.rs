//! The bank refuses an account; its citizen gives another on the pages, and two people approve anew.

use chrono::TimeDelta;
use pser::people::Typed;
use pser::people::sessions::Account;
use serde_json::json;

use crate::household::with;
use crate::office::{Case, Office, Persona, answers_of};
use crate::payments::arrange::iban;

const MONEY: i64 = 1_000_000_000;
const PASSWORD: &str = "tamarind-lantern-84";

impl Office {
    /// A case whose payment the bank refused, and its citizen, who has a password.
    async fn refused_by_the_bank(&self) -> (Persona, Case) {
        self.has_budget(MONEY).await;
        let (citizen, officer) = (self.citizen("Nasreen").await, self.officer("lahore").await);
        let (application, version) = citizen.fills(self).await;
        let path = format!("/applications/{application}");
        // Accounts that end in 01 are closed at the simulated bank.
        let answers = with(answers_of(&citizen), "bank.iban", json!(iban("01").reveal()));
        let change = json!({ "version": version, "answers": { "bank": answers["bank"] } });
        self.asks(Some(&citizen), ("PATCH", &path), Some(&change)).await.ok();
        let body = json!({ "version": version + 1, "consent": "2026-1" });
        let line = ("POST", &*format!("{path}/submission"));
        let submitted = self.asks(Some(&citizen), line, Some(&body)).await.ok();
        let case = self.case_called(submitted["reference"].as_str().unwrap()).await;
        self.all_is_well_with(&case).await;
        self.hears(&case, "checks-done").await;
        officer.does(self, &case, "verify").await.ok();

        let path = self.proposed(&self.maker().await).await;
        let mut supervisor = self.browser_of(&self.supervisor().await).await;
        supervisor.opens(&path).await.ok();
        supervisor.sends(&format!("{path}/approval"), &[]).await;
        for _ in 0..50 {
            self.jobs_run().await;
            if self.count("payment_instructions where state = 'rejected'").await == 1 {
                break;
            }
            self.database.passes(TimeDelta::seconds(5)).await;
        }
        self.jobs_run().await;
        let Account::Citizen(account) = citizen.account else { panic!("a citizen") };
        let hash = self.app.passwords.hash(&Typed::new(PASSWORD)).await.unwrap();
        sqlx::query("update citizen_accounts set password_hash = $2 where id = $1")
            .bind(account)
            .bind(hash)
            .execute(&self.database.owner)
            .await
            .unwrap();
        (citizen, case)
    }
}

#[tokio::test]
async fn a_citizen_gives_another_account_after_the_bank_refused_the_first() {
    let office = Office::open().await;
    let (citizen, case) = office.refused_by_the_bank().await;
    let mut browser = office.browser_of(&citizen).await;
    let page = browser.opens(&case.path()).await.ok();
    assert!(page.says("the bank could not pay to your account"), "{}", page.text());
    let path = format!("{}/account", case.path());
    let desk = browser.opens("/applications").await.ok();
    assert!(
        desk.says("You: give another bank account.") && desk.says("The bank could not make this payment.")
    );

    office.database.passes(TimeDelta::minutes(6)).await;
    let page = browser.opens(&path).await.ok();
    assert_eq!(page.all("label[for=password]").len(), 1);
    let page = browser.sends(&path, &[("iban", iban("22").reveal()), ("password", "not-this-one")]).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.all("#password-error"), ["Error: This is not your password."]);
    assert_eq!(page.attr("input[name=iban]", "value").as_deref(), Some(iban("22").reveal()));
    let page = browser.sends(&path, &[("iban", iban("01").reveal()), ("password", PASSWORD)]).await;
    assert_eq!((page.status, page.all("#iban-error").len()), (422, 1), "{}", page.text());
    // The password was right and is not asked for again.
    assert!(page.all("label[for=password]").is_empty());
    for wrong in ["", "PK36SCBL0000001123456720", "<script>"] {
        assert_eq!(browser.sends(&path, &[("iban", wrong)]).await.status, 422, "{wrong}");
    }
    assert_eq!(office.count("account_corrections").await, 0);

    let form: Vec<(String, String)> = browser
        .form(&path)
        .into_iter()
        .map(
            |(name, text)| if name == "iban" { (name, iban("22").reveal().to_owned()) } else { (name, text) },
        )
        .collect();
    browser.posts(&path, &form).await;
    assert_eq!(browser.pointed(), case.path());
    let page = browser.follows().await.ok();
    assert!(
        page.says("We have your new account") && page.says("You need not do anything now"),
        "{}",
        page.text()
    );
    assert!(page.all("main a.govuk-button:not(.govuk-button--secondary)").is_empty());
    // The button was pressed twice.
    browser.posts(&path, &form).await;
    assert_eq!(browser.pointed(), case.path());
    assert_eq!(office.count("account_corrections").await, 1);

    let page = office.proposed(&office.maker().await).await;
    let page = office.browser_of(&office.supervisor().await).await.opens(&page).await.ok();
    assert!(
        page.says("••••") && page.says("after the bank could not pay to the first one"),
        "{}",
        page.text()
    );
    let desk = browser.opens("/applications").await.ok();
    assert!(!desk.says("give another bank account"), "{}", desk.text());
    office.is_in_order().await;
}

#[tokio::test]
async fn another_citizen_and_staff_cannot_say_where_the_money_goes() {
    let office = Office::open().await;
    let (_, case) = office.refused_by_the_bank().await;
    let path = format!("{}/account", case.path());
    for (who, status) in [(office.citizen("Rubina").await, 404), (office.supervisor().await, 403)] {
        let mut browser = office.browser_of(&who).await;
        assert_eq!(browser.opens(&path).await.status, status);
        browser.opens("/account").await.ok();
        let account = iban("33");
        let fields = [("_version", "1"), ("iban", account.reveal())];
        assert_eq!(browser.forges(&path, &fields).await.status, status);
    }
    assert_eq!(office.count("account_corrections").await, 0);
}
