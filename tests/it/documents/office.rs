//! A counter at which citizens send documents and officers look at them, over a real database and a real store.

use std::sync::Arc;

use bytes::Bytes;
use futures::TryStreamExt as _;
use pser::app::App;
use pser::canonical::ContentHash;
use pser::casework::documents::{self, Reviewing, Said, Upload};
use pser::casework::once::{Answer, RequestKey};
use pser::documents::{FileName, Slot};
use pser::entropy;
use pser::error::Result;
use pser::policy::{Actor, Grant};
use pser::reference::{Kind, Reference};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use uuid::Uuid;

use super::bucket::Bucket;
use super::files;
use crate::arrange::{self, AREA, Citizen, PROGRAMME, Who};
use crate::harness::{self, Database};

pub(super) struct Office {
    pub(super) database: Database,
    pub(super) bucket: Bucket,
    pub(super) app: Arc<App>,
    /// Where files are while they are looked at.
    pub(super) spool: TempDir,
    bundle: ContentHash,
}

/// A file to send.
#[derive(Clone)]
pub(super) struct Sending<'a> {
    pub(super) requirement: &'a str,
    pub(super) member: Option<i16>,
    pub(super) content_type: &'a str,
    pub(super) file: &'a [u8],
    pub(super) key: &'a str,
}

impl Default for Sending<'_> {
    fn default() -> Self {
        Self { requirement: "photograph", member: None, content_type: "image/jpeg", file: &[], key: "" }
    }
}

impl Office {
    pub(super) async fn open() -> Self {
        let (database, bucket) = (Database::fresh().await, Bucket::fresh().await);
        let spool = tempfile::tempdir().unwrap();
        let folder = spool.path().display().to_string();
        let settings = [("PSER_DATA_DIR", folder.as_str()), ("PSER_S3_BUCKET", bucket.name())];
        let app = harness::app(&database, &settings).await;
        let bundle = app.catalogue.current(PROGRAMME).unwrap().programme.hash;
        Self { database, bucket, app: Arc::new(app), spool, bundle }
    }

    /// Changes the program before anybody uses it.
    pub(super) fn app_mut(&mut self) -> &mut App {
        Arc::get_mut(&mut self.app).unwrap()
    }

    pub(super) async fn citizen(&self, cnic: &str) -> Citizen {
        arrange::citizen(&self.database, &Who { cnic, ..Who::default() }).await
    }

    /// The citizen's draft, with nothing filled in.
    pub(super) async fn draft(&self, citizen: &Citizen) -> Uuid {
        let id = entropy::id();
        sqlx::query("insert into applications (id, person_id, account_id, programme, bundle_hash) values ($1, $2, $3, $4, $5)")
            .bind(id)
            .bind(citizen.person)
            .bind(citizen.account)
            .bind(PROGRAMME)
            .bind(self.bundle.as_slice())
            .execute(&self.database.owner)
            .await
            .unwrap();
        id
    }

    /// Hands the draft in: its case stands in this stage and asks for these documents of the applicant.
    pub(super) async fn case(&self, application: Uuid, stage: &str, required: &[&str]) -> Uuid {
        let required: Vec<Value> =
            required.iter().map(|name| json!({ "requirement": name, "member": null })).collect();
        let id = entropy::id();
        let mut tx = self.database.owner.begin().await.unwrap();
        sqlx::query("update applications set state = 'submitted' where id = $1")
            .bind(application)
            .execute(&mut *tx)
            .await
            .unwrap();
        sqlx::query(
            "insert into snapshots (application_id, number, answers, documents, consent, content_hash, required_documents)
             values ($1, 1, '{}', '[]', '1', $2, $3)",
        )
        .bind(application)
        .bind([3_u8; 32].as_slice())
        .bind(Value::from(required))
        .execute(&mut *tx)
        .await
        .unwrap();
        sqlx::query(
            "insert into cases (id, reference, programme, bundle_hash, application_id, snapshot, person_id, area, stage,
                                queue, clock, rank)
             select $1, $2, programme, bundle_hash, id, 1, person_id, $4, $5, $6, 'department', 0
             from applications where id = $3",
        )
        .bind(id)
        .bind(Reference::random(Kind::Case).as_str())
        .bind(application)
        .bind(AREA)
        .bind(stage)
        .bind((stage == "verifying").then_some("verification"))
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Sends a file as the citizen.
    pub(super) async fn sends(
        &self,
        actor: &Actor,
        application: Uuid,
        sending: &Sending<'_>,
    ) -> Result<Answer> {
        let upload = Upload {
            actor,
            application,
            slot: Slot { requirement: sending.requirement.to_owned(), member: sending.member },
            file_name: FileName::clean("../../photo.jpg"),
            content_type: Some(sending.content_type),
        };
        let key = if sending.key.is_empty() { entropy::digits(20) } else { sending.key.to_owned() };
        let key_of = |body: &[u8]| RequestKey {
            scope: [1; 32],
            key: key.clone(),
            request: Sha256::digest(body).into(),
        };
        documents::receive(&self.app, &upload, files::wire(sending.file), key_of).await
    }

    /// Sends it and gives the document's id.
    pub(super) async fn sent(&self, actor: &Actor, application: Uuid, sending: &Sending<'_>) -> Uuid {
        let answer = self.sends(actor, application, sending).await.unwrap();
        assert_eq!(answer.status, 201);
        id_of(&answer)
    }

    pub(super) async fn opens(&self, actor: &Actor, document: Uuid) -> Result<Vec<u8>> {
        let download = documents::download(&self.app, actor, document).await?;
        let pieces: Vec<Bytes> = Box::pin(download.bytes).try_collect().await.unwrap();
        Ok(pieces.concat())
    }

    pub(super) async fn reviews(
        &self,
        actor: &Actor,
        document: Uuid,
        said: Said<'_>,
    ) -> Result<documents::DocumentView> {
        documents::review(&self.app, &Reviewing { actor, document, said }).await
    }

    /// A number from the database.
    pub(super) async fn counts(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.database.owner).await.unwrap()
    }
}

pub(super) fn id_of(answer: &Answer) -> Uuid {
    answer.body["id"].as_str().unwrap().parse().unwrap()
}

pub(super) fn citizen(citizen: &Citizen) -> Actor {
    Actor::Citizen { account: citizen.account, person: citizen.person, typed_by: None }
}

/// An officer of an area, who is this person.
pub(super) fn officer(person: Uuid, area: &str) -> Actor {
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
