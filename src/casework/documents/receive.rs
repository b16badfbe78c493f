//! A citizen sends a document. The file is taken in and examined before anything is written; then its key is put on the
//! list of uploads, its object sent, and its row made in one transaction with everything that follows from it.

use bytes::Bytes;
use futures::Stream;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::folder::Folder;
use super::view::DocumentView;
use crate::adapters::clamd::Finding;
use crate::app::App;
use crate::canonical;
use crate::cases::RaiseEvent;
use crate::casework::act::{doer_kind, name_typist, person_of};
use crate::casework::once::{Answer, Once, RequestKey};
use crate::documents::{self, FileName, Fit, NewDocument, Received, Slot};
use crate::entropy;
use crate::error::Result;
use crate::history::{self, Doer, Happening};
use crate::policy::Actor;
use crate::queue::{self, Queue};
use crate::refusal::Refusal;
use crate::workflow::vocabulary::DOCUMENTS_COMPLETE;

/// A file on its way in, and what it is for.
#[derive(Debug)]
pub struct Upload<'a> {
    pub actor: &'a Actor,
    pub application: Uuid,
    pub slot: Slot,
    pub file_name: FileName,
    /// As the sender says; must agree with the content.
    pub content_type: Option<&'a str>,
}

const DEED: &str = "upload";

/// Takes the file. `key_of` makes the request's key from what identifies its body, known only when the file was read; the
/// same key with the same file is answered with the same document, also when nothing is wanted any more.
///
/// # Errors
/// `NotFound`, `DocumentsClosed`, `Invalid` on `requirement`; those of the intake; `FileInfected`; `DocumentChanged`.
pub async fn receive<S>(
    app: &App,
    upload: &Upload<'_>,
    file: S,
    key_of: impl Fn(&[u8]) -> RequestKey,
) -> Result<Answer>
where
    S: Stream<Item = Result<Bytes>> + Unpin,
{
    let mut conn = app.db.acquire().await?;
    let folder = Folder::open(app, &mut conn, (upload.actor, DEED), upload.application).await?;
    if let Err(refused) = folder.takes(app, &mut conn, &upload.slot).await
        && !Once::is_known(&mut conn, &key_of(&[])).await?
    {
        return Err(refused);
    }
    drop(conn);

    let received = app.intake.receive(upload.content_type, file).await?;
    let key = key_of(&identity(upload, &received)?);
    // Looks only, and lets go: no transaction stays open while the file is examined and sent.
    if let Once::Repeat(answer) = Once::begin(&app.db, key.clone()).await? {
        return Ok(answer);
    }
    scan(app, &received).await?;
    let fit = app.intake.examine(&received).await?;

    let sent = send(app, fit).await?;
    let mut pending = match Once::begin(&app.db, key).await? {
        Once::First(pending) => pending,
        // Another request with this key was quicker; the object just sent belongs to nobody and is swept.
        Once::Repeat(answer) => return Ok(answer),
    };
    let document = keep(app, pending.connection(), (upload, &received), &sent).await?;
    let answer = pending.finish(201, &document).await?;
    app.wake.wake(Queue::Cases);
    tracing::info!(document.id = %document.id, document.kind = sent.fit.kind.media_type(), "a document was received");
    Ok(answer)
}

/// What makes two uploads the same request: the slot and the bytes as received, not the name of the file.
fn identity(upload: &Upload<'_>, received: &Received) -> Result<[u8; 32]> {
    let Slot { requirement, member } = &upload.slot;
    Ok(canonical::hash(
        &json!({ "requirement": requirement, "member": member, "sha256": hex::encode(received.sha256) }),
    )?)
}

async fn scan(app: &App, received: &Received) -> Result<()> {
    let Some(scanner) = &app.scanner else { return Ok(()) };
    match scanner.scan(received.spool.reader()).await? {
        Finding::Clean => Ok(()),
        Finding::Infected(name) => {
            tracing::warn!(scanner.finding = %name, "an infected file was refused");
            Err(Refusal::FileInfected.into())
        }
    }
}

/// An object in the store whose row is still to be made.
struct Sent {
    id: Uuid,
    object_key: String,
    fit: Fit,
}

async fn send(app: &App, fit: Fit) -> Result<Sent> {
    let id = entropy::id();
    let object_key = format!("documents/{id}");
    documents::begin_upload(&mut *app.db.acquire().await?, &object_key).await?;
    let spool = fit.spool.clone();
    app.store.put(&object_key, fit.spool.sealed_bytes(), Box::new(move || Box::pin(spool.sealed()))).await?;
    Ok(Sent { id, object_key, fit })
}

/// Makes the row and everything that follows from it. The application and its case are read again under lock: either may
/// have moved on while the file was on its way.
async fn keep(
    app: &App,
    conn: &mut PgConnection,
    (upload, received): (&Upload<'_>, &Received),
    sent: &Sent,
) -> Result<DocumentView> {
    let folder = Folder::lock(app, conn, (upload.actor, DEED), upload.application).await?;
    folder.takes(app, conn, &upload.slot).await?;
    let sender = person_of(upload.actor).ok_or(Refusal::SignInRequired)?;
    let new = NewDocument {
        id: sent.id,
        application: upload.application,
        slot: &upload.slot,
        file_name: &upload.file_name,
        kind: sent.fit.kind,
        size_bytes: sent.fit.spool.plain_bytes(),
        digest: app.sealer.index("document", &received.sha256),
        object_key: &sent.object_key,
        wrapped_key: &app.sealer.wrap_key(sent.id, sent.fit.spool.key()),
        uploaded_by: sender,
    };
    let document = documents::replace_current(conn, &new).await?;
    documents::answer(conn, upload.application, &upload.slot, sent.id).await?;
    documents::finish_upload(conn, &sent.object_key).await?;
    if let Some(case) = &folder.case {
        let doer = Doer { kind: doer_kind(upload.actor), person: Some(sender) };
        let mut detail = json!({
            "document": sent.id, "requirement": upload.slot.requirement, "member": upload.slot.member,
        });
        name_typist(upload.actor, &mut detail);
        let kind = "document-received";
        history::append(conn, &Happening { case_id: case.id, kind, action: None, doer, detail: &detail })
            .await?;
        tell_when_complete(conn, case.id, (upload.application, case.snapshot)).await?;
    }
    Ok(DocumentView::from(document))
}

/// Has the case told when nothing is missing any more. A stage that does not wait for it lets the event pass.
pub(in crate::casework) async fn tell_when_complete(
    conn: &mut PgConnection,
    case: Uuid,
    (application, snapshot): (Uuid, i16),
) -> Result<()> {
    let is_complete = sqlx::query_scalar!(
        r#"select document_facts($1, $2) -> 'missing' = '0'::jsonb as "is_complete!""#,
        application,
        snapshot,
    )
    .fetch_one(&mut *conn)
    .await?;
    if is_complete {
        queue::enqueue(conn, &RaiseEvent { case, event: DOCUMENTS_COMPLETE.to_owned() }).await?;
    }
    Ok(())
}
