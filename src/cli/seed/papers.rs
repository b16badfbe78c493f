//! The papers of a made-up case: real files, each taken in, examined, encrypted and stored as any other, so that every row
//! has its object.

use anyhow::{Context as _, Result};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::super::demo::files::{paper, photograph};
use super::ground::Ground;
use crate::catalogue::requirements::Slot;
use crate::documents::{self, FileName, Kind};
use crate::entropy;
use crate::error;
use crate::seal::BlindIndex;

/// A document whose object is in the store and whose row is still to be written.
#[derive(Debug)]
pub(super) struct Paper {
    pub(super) id: Uuid,
    pub(super) slot: Slot,
    pub(super) object_key: String,
    pub(super) file_name: FileName,
    pub(super) kind: Kind,
    pub(super) size_bytes: u64,
    pub(super) digest: BlindIndex,
    pub(super) wrapped_key: Vec<u8>,
    pub(super) uploaded_at: DateTime<Utc>,
}

impl Paper {
    /// As a snapshot names it.
    pub(super) fn handed_in(&self) -> Value {
        json!({
            "id": self.id, "requirement": self.slot.requirement, "member": self.slot.member,
            "digest": hex::encode(self.digest),
        })
    }
}

/// Stores a paper for each slot.
pub(super) async fn send(
    ground: &Ground,
    number: u64,
    slots: &[Slot],
    uploaded_at: DateTime<Utc>,
) -> Result<Vec<Paper>> {
    let mut papers = Vec::with_capacity(slots.len());
    for (place, slot) in (0_u64..).zip(slots) {
        let serial = ground.seed.rotate_left(40) ^ (number * 64 + place);
        papers.push(send_one(ground, slot, serial, uploaded_at).await?);
    }
    Ok(papers)
}

async fn send_one(ground: &Ground, slot: &Slot, serial: u64, uploaded_at: DateTime<Utc>) -> Result<Paper> {
    let app = &ground.app;
    let (file, content_type, name) = if slot.requirement.starts_with("proof") {
        (paper("Proof of address", serial), "application/pdf", "paper.pdf")
    } else {
        (photograph(serial)?, "image/jpeg", "photo.jpg")
    };
    let whole = futures::stream::iter([error::Result::Ok(Bytes::from(file))]);
    let received = app.intake.receive(Some(content_type), whole).await?;
    let fit = app.intake.examine(&received).await?;
    let id = entropy::id();
    let object_key = format!("documents/{id}");
    documents::begin_upload(&mut *app.db.acquire().await?, &object_key).await?;
    let spool = fit.spool.clone();
    let source = Box::new(move || Box::pin(spool.sealed()) as _);
    let sent = app.store.put(&object_key, fit.spool.sealed_bytes(), source).await;
    sent.context("a paper cannot be stored")?;
    Ok(Paper {
        id,
        slot: slot.clone(),
        object_key,
        file_name: FileName::clean(name),
        kind: fit.kind,
        size_bytes: fit.spool.plain_bytes(),
        digest: app.sealer.index("document", &received.sha256),
        wrapped_key: app.sealer.wrap_key(id, fit.spool.key()),
        uploaded_at,
    })
}
