//! Who comes to the office. Sessions begin without passwords; everything else is as for anybody.

use std::sync::atomic::{AtomicU32, Ordering};

use pser::entropy;
use pser::people::grants::{self, Grant};
use pser::people::sessions::{self, Account};
use pser::policy::{self, Actor};
use pser::seal::Place;
use uuid::Uuid;

use super::Office;
use crate::arrange::{self, Who};

/// Numbers that make CNICs, mobiles and accounts differ.
static NEXT: AtomicU32 = AtomicU32::new(1);

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub(crate) struct Persona {
    pub(crate) name: String,
    pub(crate) number: u32,
    pub(crate) person: Uuid,
    pub(crate) account: Account,
    pub(crate) token: String,
    pub(crate) session: Uuid,
    grants: Vec<Grant>,
}

impl Persona {
    /// The CNIC, 13 digits.
    pub(crate) fn cnic(&self) -> String {
        cnic(self.number)
    }

    /// As use cases know them.
    pub(crate) fn actor(&self) -> Actor {
        match self.account {
            Account::Citizen(account) => Actor::Citizen { account, person: self.person, typed_by: None },
            Account::Staff(account) => {
                let grants = self.grants.iter().cloned().map(policy::Grant::from).collect();
                Actor::Staff { account, person: self.person, grants }
            }
        }
    }
}

impl Office {
    pub(crate) async fn citizen(&self, name: &str) -> Persona {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let (cnic, mobile) = (cnic(number), format!("9230{number:08}"));
        let who = Who { cnic: &cnic, name, mobile: &mobile, ..Who::default() };
        let citizen = arrange::citizen(&self.database, &who).await;
        self.signed_in((name, number), citizen.person, Account::Citizen(citizen.account), Vec::new()).await
    }

    /// A verification officer of an area.
    pub(crate) async fn officer(&self, area: &str) -> Persona {
        self.staff(&format!("Officer of {area}"), &[("officer", Some(area))]).await
    }

    /// Somebody who looks at appeals and complaints, in the whole province.
    pub(crate) async fn reviewer(&self) -> Persona {
        self.staff("Reviewer", &[("reviewer", None)]).await
    }

    pub(crate) async fn maker(&self) -> Persona {
        self.staff("Maker", &[("maker", None)]).await
    }

    pub(crate) async fn supervisor(&self) -> Persona {
        self.staff("Supervisor", &[("supervisor", None)]).await
    }

    pub(crate) async fn auditor(&self) -> Persona {
        self.staff("Auditor", &[("auditor", None)]).await
    }

    pub(crate) async fn administrator(&self) -> Persona {
        self.staff("Administrator", &[("administrator", None)]).await
    }

    /// An operator of a help centre.
    pub(crate) async fn operator(&self) -> Persona {
        self.staff("Operator", &[("operator", Some("lahore/lahore"))]).await
    }

    /// The account as a citizen of somebody of the staff.
    pub(crate) async fn has_account_too(&self, who: &Persona) -> Persona {
        let account = arrange::account(&self.database, who.person).await;
        self.signed_in((&who.name, who.number), who.person, Account::Citizen(account), Vec::new()).await
    }

    /// An officer of an area with skills.
    pub(crate) async fn skilled(&self, area: &str, skills: &[&str]) -> Persona {
        let name = format!("Officer of {area} with {}", skills.join(" and "));
        self.staff_with(&name, &[("officer", Some(area))], skills).await
    }

    /// Somebody of the staff with these roles, each in an area or the whole province.
    pub(crate) async fn staff(&self, name: &str, roles: &[(&str, Option<&str>)]) -> Persona {
        self.staff_with(name, roles, &[]).await
    }

    async fn staff_with(&self, name: &str, roles: &[(&str, Option<&str>)], skills: &[&str]) -> Persona {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let (person, account) = (entropy::id(), entropy::id());
        let (sealer, cnic) = (&self.app.sealer, cnic(number));
        sqlx::query("insert into persons (id, cnic_sealed, cnic_index, name) values ($1, $2, $3, $4)")
            .bind(person)
            .bind(sealer.seal(Place { column: "person.cnic", row: person }, cnic.as_bytes()))
            .bind(sealer.index("cnic", cnic.as_bytes()).as_slice())
            .bind(name)
            .execute(&self.database.owner)
            .await
            .unwrap();
        sqlx::query(
            "insert into staff_accounts (id, person_id, email, state, password_hash, totp_sealed)
             values ($1, $2, $3, 'live', 'none', $4)",
        )
        .bind(account)
        .bind(person)
        .bind(format!("staff{number}@office.example"))
        .bind(sealer.seal(Place { column: "staff_account.totp", row: account }, &[7; 20]))
        .execute(&self.database.owner)
        .await
        .unwrap();
        let mut conn = self.database.owner.acquire().await.unwrap();
        let mut given = Vec::new();
        for (role, area) in roles {
            let grant = Grant {
                role: (*role).to_owned(),
                area: area.map(str::to_owned),
                programme: None,
                amount_cap: None,
                expires_at: None,
                skills: skills.iter().map(|skill| (*skill).to_owned()).collect(),
            };
            grants::give(&mut conn, account, &grant, None).await.unwrap();
            given.push(grant);
        }
        self.signed_in((name, number), person, Account::Staff(account), given).await
    }

    /// The same person with a session just begun.
    pub(crate) async fn signs_in(&self, who: &Persona) -> Persona {
        self.signed_in((&who.name, who.number), who.person, who.account, who.grants.clone()).await
    }

    async fn signed_in(
        &self,
        (name, number): (&str, u32),
        person: Uuid,
        account: Account,
        grants: Vec<Grant>,
    ) -> Persona {
        let mut conn = self.database.app.acquire().await.unwrap();
        let opened = sessions::open(&mut conn, account, Some("a phone")).await.unwrap();
        Persona {
            name: name.to_owned(),
            number,
            person,
            account,
            token: opened.token.reveal().to_owned(),
            session: opened.id,
            grants,
        }
    }

    /// Makes two people live together.
    pub(crate) async fn live_together(&self, one: &Persona, other: &Persona) {
        let household = entropy::id();
        let owner = &self.database.owner;
        sqlx::query("insert into households (id, area) values ($1, $2)")
            .bind(household)
            .bind(arrange::AREA)
            .execute(owner)
            .await
            .unwrap();
        for who in [one, other] {
            sqlx::query(
                "insert into memberships (id, household_id, person_id, name, relationship)
                 values ($1, $2, $3, $4, 'other-relative')",
            )
            .bind(entropy::id())
            .bind(household)
            .bind(who.person)
            .bind(&who.name)
            .execute(owner)
            .await
            .unwrap();
        }
    }
}

/// The CNIC of a person with this number, whom the registry knows and finds well.
pub(super) fn cnic(number: u32) -> String {
    format!("35202{number:05}671")
}
