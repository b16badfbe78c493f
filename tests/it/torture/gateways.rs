//! Everybody the product speaks to: store, registry, bank, SMS gateway and mail server, each behind a line of its own. What
//! the messengers received is written down, repeated messages too.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use chrono::{DateTime, Utc};
use pser::adapters::outbox::{self, Channel, Message, Outbox};
use pser::adapters::simulators::bank::{self, Pace, SimulatedBank};
use pser::adapters::simulators::registry::{self, SimulatedRegistry};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::line::{Behind, Line, Manner};

/// The bank settles soon and is as late as a bank that is not answered to; what comes back comes back after the run.
const PACE: Pace = Pace {
    settles_after: Duration::from_millis(500),
    returns_after: Duration::from_hours(24),
    answers_late_after: Duration::from_secs(35),
};

/// Somebody the product speaks to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gateway {
    Store,
    Registry,
    Bank,
    Sms,
    Mail,
}

impl Gateway {
    pub(super) const ALL: [Self; 5] = [Self::Store, Self::Registry, Self::Bank, Self::Sms, Self::Mail];
}

/// A message that reached its gateway.
#[derive(Debug, Clone)]
pub(super) struct Receipt {
    pub(super) at: DateTime<Utc>,
    /// The notice's id.
    pub(super) notice: Option<Uuid>,
}

pub(super) struct Gateways {
    lines: [Line; 5],
    pub(super) bank: Arc<SimulatedBank>,
    outbox: Arc<Outbox>,
    sms: Arc<Mutex<Vec<Receipt>>>,
    /// Where people read their messages.
    pub(super) telephones: SocketAddr,
}

#[derive(Clone)]
struct SmsGateway {
    outbox: Arc<Outbox>,
    received: Arc<Mutex<Vec<Receipt>>>,
}

impl Gateways {
    pub(super) async fn open(folder: &Path, store: SocketAddr) -> Self {
        let outbox = Arc::new(Outbox::open(&folder.join("messages")).unwrap());
        let telephones = serve(outbox::router(Arc::clone(&outbox))).await;
        let sms = Arc::new(Mutex::new(Vec::new()));
        let gateway = SmsGateway { outbox: Arc::clone(&outbox), received: Arc::clone(&sms) };
        let sms_at = serve(Router::new().route("/sms", post(take_sms)).with_state(gateway)).await;
        let mail = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mail_at = mail.local_addr().unwrap();
        tokio::spawn(outbox::receive_mail(mail, Arc::clone(&outbox), CancellationToken::new()));
        let bank = Arc::new(SimulatedBank::new(PACE));
        let bank_at = serve(bank::router(Arc::clone(&bank))).await;
        let registry_at = serve(registry::router(Arc::new(SimulatedRegistry::default()))).await;
        let line = async |address| Line::to(Behind::Tcp(address), |_| true).await;
        let lines = [
            line(store).await,
            line(registry_at).await,
            line(bank_at).await,
            line(sms_at).await,
            // The answer that says the mail is taken; what is said before it is only manners.
            Line::to(Behind::Tcp(mail_at), |piece| piece.starts_with(b"250 taken")).await,
        ];
        Self { lines, bank, outbox, sms, telephones }
    }

    /// Where the product finds one of them.
    pub(super) fn address(&self, gateway: Gateway) -> SocketAddr {
        self.lines[gateway as usize].address
    }

    pub(super) fn behave(&self, gateway: Gateway, manner: Manner) {
        self.lines[gateway as usize].behave(manner);
    }

    /// Every message that was received, in the order of arrival within each channel.
    pub(super) fn receipts(&self) -> Vec<Receipt> {
        let mails = self.outbox.messages(None, 0, usize::MAX).unwrap().into_iter().map(|found| found.message);
        let mails = mails.filter(|message| message.channel == Channel::Email).map(|mail| Receipt {
            at: mail.at,
            notice: mail.id.split('@').next().and_then(|id| id.parse().ok()),
        });
        self.sms.lock().unwrap().iter().cloned().chain(mails).collect()
    }
}

async fn take_sms(State(gateway): State<SmsGateway>, Json(sms): Json<Value>) -> StatusCode {
    let text = |field: &str| sms[field].as_str().unwrap_or_default().to_owned();
    let (id, at) = (text("id"), now());
    gateway.received.lock().unwrap().push(Receipt { at, notice: id.parse().ok() });
    let message = Message {
        at,
        channel: Channel::Sms,
        id,
        to: vec![text("to")],
        from: None,
        subject: None,
        text: text("text"),
    };
    // A telephone shows a message once however often the gateway is told it.
    gateway.outbox.take(&message).map_or(StatusCode::SERVICE_UNAVAILABLE, |_| StatusCode::ACCEPTED)
}

pub(super) async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// The clock on the wall, by which faults and receipts are compared.
#[expect(clippy::disallowed_methods, reason = "the torture stands outside the product")]
pub(super) fn now() -> DateTime<Utc> {
    Utc::now()
}
