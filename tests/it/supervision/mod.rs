//! Those who propose and approve payments, and those who watch: what their pages say and what their buttons do.

mod approving;
mod as_at;
mod correcting;
mod figures;
mod lately;
mod making;
mod second_looks;

use pser::people::sessions::Account;
use serde_json::json;

use crate::office::{Browser, Case, Office, PROGRAMME, Persona, Shown};

const BATCHES: &str = "/supervision/batches";

impl Office {
    /// Gives the programme money, in paisa.
    pub(crate) async fn has_budget(&self, paisa: i64) {
        let administrator = self.administrator().await;
        let body = json!({ "amount": paisa, "authority": "FD-SO(B)-12/2026" });
        let path = format!("/programmes/{PROGRAMME}/appropriations");
        self.asks(Some(&administrator), ("POST", &path), Some(&body)).await.ok();
    }

    /// A case that waits for its payment.
    async fn payable(&self, name: &str) -> (Persona, Case) {
        let (citizen, officer) = (self.citizen(name).await, self.officer("lahore").await);
        let case = self.approved(&citizen, &officer).await;
        (citizen, case)
    }

    /// What an approved payment costs, in paisa.
    async fn amount(&self, case: &Case) -> i64 {
        sqlx::query_scalar("select amount from cases where id = $1")
            .bind(case.id)
            .fetch_one(&self.database.owner)
            .await
            .unwrap()
    }

    /// What the authenticator of anybody of the staff shows.
    async fn code(&self) -> String {
        let totp = totp_rs::Builder::new().with_secret([7; 20]).build().unwrap();
        totp.generate(u64::try_from(self.database.now().await.timestamp()).unwrap()).to_string()
    }

    /// The maker makes a batch of everything in Lahore and proposes it; gives the path of its page.
    async fn proposed(&self, maker: &Persona) -> String {
        let mut browser = self.browser_of(maker).await;
        browser.opens(BATCHES).await.ok();
        browser.sends(BATCHES, &[("area", "lahore")]).await;
        let path = browser.pointed();
        browser.follows().await.ok();
        browser.sends(&format!("{path}/proposal"), &[]).await;
        browser.follows().await.ok();
        path
    }

    /// Lets no payment above this, in paisa, be approved on the grants of somebody.
    async fn caps(&self, who: &Persona, paisa: i64) {
        let Account::Staff(account) = who.account else { panic!("staff only") };
        sqlx::query("update grants set amount_cap = $2 where staff_account_id = $1")
            .bind(account)
            .bind(paisa)
            .execute(&self.database.owner)
            .await
            .unwrap();
    }

    /// Payments that are or were approved.
    async fn approved_payments(&self) -> i64 {
        self.count("payment_instructions where state not in ('drafted', 'proposed', 'cancelled')").await
    }
}

impl Browser<'_> {
    /// Sends a form that the page does not have, with the marks of one that it has.
    async fn forges(&mut self, action: &str, fields: &[(&str, &str)]) -> Shown {
        let marks = self.form("/sign-out").into_iter();
        let fields = fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        let filled: Vec<_> = marks.chain(fields).collect();
        self.posts(action, &filled).await
    }
}
