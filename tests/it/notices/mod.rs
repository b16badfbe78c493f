//! Messages reach their one recipient once, in their language, or say why they did not.

mod counting;
mod sending;

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use pser::adapters::mail::Mail;
use pser::adapters::outbox::{Message, Outbox, receive_mail, router};
use pser::adapters::sms::Sms;
use pser::jobs::send_notice::{self, Desk};
use pser::notices::{self, Channel, NewNotice};
use pser::queue::Outcome;
use pser::seal::Sealer;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::arrange;
use crate::harness::Database;

/// A post room with gateways of its own.
struct PostRoom {
    database: Database,
    sealer: Sealer,
    sms: Sms,
    mail: Mail,
    outbox: Arc<Outbox>,
    /// The status with which the SMS gateway answers; 0 takes the message.
    status: Arc<AtomicU16>,
    _folder: TempDir,
}

impl PostRoom {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Arc::new(Outbox::open(folder.path()).unwrap());
        let status = Arc::new(AtomicU16::new(0));
        let (gateway, mailbox) = (
            TcpListener::bind("127.0.0.1:0").await.unwrap(),
            TcpListener::bind("127.0.0.1:0").await.unwrap(),
        );
        let sms = format!("http://{}/sms", gateway.local_addr().unwrap()).parse().unwrap();
        let mail = format!("smtp://{}", mailbox.local_addr().unwrap()).parse().unwrap();
        let service =
            router(Arc::clone(&outbox)).layer(middleware::from_fn_with_state(Arc::clone(&status), answer));
        tokio::spawn(async move { axum::serve(gateway, Router::new().merge(service)).await });
        tokio::spawn(receive_mail(mailbox, Arc::clone(&outbox), CancellationToken::new()));
        Self {
            database: Database::fresh().await,
            sealer: arrange::sealer(),
            sms: Sms::new(&sms, true).unwrap(),
            mail: Mail::new(&mail, "PSER <no-reply@pser.invalid>").unwrap(),
            outbox,
            status,
            _folder: folder,
        }
    }

    fn gateway_answers(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    async fn writes(&self, notice: &NewNotice<'_>) -> Uuid {
        let mut transaction = self.database.app.begin().await.unwrap();
        let id = notices::write(&mut transaction, &self.sealer, notice).await.unwrap();
        transaction.commit().await.unwrap();
        id
    }

    async fn sends(&self, notice: Uuid) -> Outcome {
        let desk = Desk { db: &self.database.app, sealer: &self.sealer, sms: &self.sms, mail: &self.mail };
        send_notice::send(&desk, notice).await
    }

    async fn state(&self, notice: Uuid) -> (String, i32, Option<String>) {
        sqlx::query_as("select state, tries, last_problem from notices where id = $1")
            .bind(notice)
            .fetch_one(&self.database.owner)
            .await
            .unwrap()
    }

    fn arrived(&self) -> Vec<Message> {
        let messages = self.outbox.messages(None, 0, 100).unwrap();
        messages.into_iter().map(|numbered| numbered.message).collect()
    }
}

async fn answer(
    State(status): State<Arc<AtomicU16>>,
    request: axum::extract::Request,
    next: Next,
) -> Response {
    match status.load(Ordering::SeqCst) {
        0 => next.run(request).await,
        code => StatusCode::from_u16(code).unwrap().into_response(),
    }
}

fn params() -> Value {
    json!({
        "reference": "C-7M3QK-0T8XW-2", "programme": "Cash assistance", "amount": 0, "reason": null, "due_on": null,
        "case": "https://pser.example/cases/C-7M3QK-0T8XW-2",
        "decision": "https://pser.example/cases/C-7M3QK-0T8XW-2/decision",
        "documents": "https://pser.example/cases/C-7M3QK-0T8XW-2/documents",
    })
}

fn sms<'a>(kind: &'a str, params: &'a Value) -> NewNotice<'a> {
    NewNotice {
        kind,
        channel: Channel::Sms,
        language: "en",
        recipient: "923001234567",
        account: None,
        case: None,
        params,
        expires_at: None,
    }
}
