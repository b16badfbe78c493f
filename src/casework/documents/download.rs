//! Somebody opens a document. The look is on record before the first byte goes out; the bytes are decrypted as they flow.

use std::io;

use bytes::Bytes;
use futures::Stream;
use uuid::Uuid;

use super::folder::{DOWNLOAD, Folder};
use crate::app::App;
use crate::casework::act::{doer_kind, person_of};
use crate::documents::{self, Document, cipher};
use crate::error::{Error, Result};
use crate::history::{self, Access, What};
use crate::policy::Actor;
use crate::refusal::Refusal;

/// A document and its bytes. The stream ends in an error where the object is not whole.
#[derive(Debug)]
pub struct Download<S> {
    pub document: Document,
    pub bytes: S,
}

/// Opens the file.
///
/// # Errors
/// `NotFound` where the actor may not see it; `DocumentNotReady` where nobody may look at it.
pub async fn download(
    app: &App,
    actor: &Actor,
    document: Uuid,
) -> Result<Download<impl Stream<Item = io::Result<Bytes>> + Send + use<>>> {
    let mut conn = app.db.acquire().await?;
    let document = documents::find(&mut conn, document).await?.ok_or(Error::NotFound)?;
    let folder = Folder::open(app, &mut conn, (actor, DOWNLOAD), document.application).await?;
    let stored = documents::stored(&mut conn, document.id).await?;
    let key = app.sealer.unwrap_key(document.id, &stored.wrapped_key)?;
    let sealed = app.store.get(&stored.object_key).await?;
    let look = Access {
        actor_person: person_of(actor).ok_or(Refusal::SignInRequired)?,
        actor_kind: doer_kind(actor),
        subject_person: folder.application.person,
        case_id: folder.case.as_ref().map(|case| case.id),
        document_id: Some(document.id),
        what: What::Document,
        reason: None,
    };
    history::log(&mut conn, &look).await?;
    Ok(Download { document, bytes: cipher::decrypted(sealed, key) })
}
