//! The whole program over a database of its own, with the shipped programme published and citizens at the counter.

use std::ops::Deref;

use pser::casework::apply::{self, Beginning};
use pser::casework::once::{Answer, RequestKey};
use pser::casework::submit::{self, Submission};
use pser::entropy;
use pser::error::Result;
use pser::people::sessions::{self, Account};
use pser::policy::{Actor, Grant};
use serde_json::Value;
use uuid::Uuid;

use crate::arrange::{self, Who};
use crate::office::{self, Ask};

pub(super) const PROGRAMME: &str = "cash-assistance";
pub(super) const CONSENT: &str = "2026-1";

/// The whole office, and the use cases around applications as verbs.
pub(super) struct Office(office::Office);

impl Deref for Office {
    type Target = office::Office;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Office {
    pub(super) async fn open() -> Self {
        Self(office::Office::open().await)
    }

    pub(super) async fn citizen(&self, who: &Who<'_>) -> Actor {
        let citizen = arrange::citizen(&self.database, who).await;
        Actor::Citizen { account: citizen.account, person: citizen.person, typed_by: None }
    }

    /// A verification officer who is nobody's kin.
    pub(super) async fn officer(&self, area: &str) -> Actor {
        let who = Who { cnic: "6110112345679", mobile: "923331112223", ..Who::default() };
        let Actor::Citizen { person, .. } = self.citizen(&who).await else { unreachable!() };
        let grant = Grant {
            role: "officer".to_owned(),
            area: Some(area.to_owned()),
            programme: None,
            amount_cap: None,
            until: None,
            skills: Vec::new(),
        };
        Actor::Staff { account: entropy::id(), person, grants: vec![grant] }
    }

    pub(super) async fn begins(&self, citizen: &Actor) -> Result<Answer> {
        apply::begin(&self.app, citizen, key(), Beginning { programme: PROGRAMME, about: None }).await
    }

    /// Begins an application and saves answers; its id and version.
    pub(super) async fn fills(&self, citizen: &Actor, answers: &Value) -> (Uuid, i32) {
        let begun = self.begins(citizen).await.unwrap();
        let id = begun.body["id"].as_str().unwrap().parse().unwrap();
        let saved = apply::save(&self.app, citizen, id, 1, answers).await.unwrap();
        (id, saved.version)
    }

    pub(super) async fn hands_in(&self, citizen: &Actor, (id, version): (Uuid, i32)) -> Result<Answer> {
        let submission = Submission { application: id, version, consent: CONSENT };
        submit::submit(&self.app, citizen, key(), &submission).await
    }

    /// A request of a citizen over HTTP: status and body.
    pub(super) async fn asks(
        &self,
        citizen: &Actor,
        (method, path): (&str, &str),
        body: Value,
    ) -> (u16, Value) {
        let Actor::Citizen { account, .. } = citizen else { unreachable!() };
        let mut conn = self.database.app.acquire().await.unwrap();
        let session = sessions::open(&mut conn, Account::Citizen(*account), None).await.unwrap();
        let key = entropy::id().to_string();
        let ask = Ask {
            method,
            path,
            token: Some(session.token.reveal()),
            headers: vec![("content-type", "application/json"), ("idempotency-key", &key)],
            body: body.to_string().into_bytes(),
        };
        let answer = self.sends(&ask).await;
        (answer.status, answer.body)
    }
}

/// A key nobody used before.
pub(super) fn key() -> RequestKey {
    RequestKey { scope: [1; 32], key: entropy::id().to_string(), request: [2; 32] }
}
