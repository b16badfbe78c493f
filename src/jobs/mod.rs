//! The bodies of background jobs, and the one list in which they are registered.

pub mod raise_event;
pub mod due_timers;
pub mod forget;
pub mod raise_event;
pub mod run_check;
pub mod seal_history;
pub mod send_notice;
pub mod sweep_store;

use std::sync::Arc;
use std::time::Duration;

use crate::adapters::mail::Mail;
use crate::adapters::registry::Registry;
use crate::adapters::sms::Sms;
use crate::app::App;
use crate::cases::{RaiseEvent, RaiseTimer};
use crate::checks::RunCheck;
use crate::notices::{SendCode, SendNotice};
use crate::queue::{Context, Handlers, Outcome};

/// The services that jobs of this list call.
#[derive(Debug, Clone)]
pub struct Gateways {
    pub registry: Registry,
    pub sms: Sms,
    pub mail: Mail,
}

type Shared = Arc<App>;

/// Registers checks, notices, events, timers and the keeping of history.
#[must_use]
pub fn register(handlers: Handlers<Shared>, gateways: Gateways) -> Handlers<Shared> {
    let gateways = Arc::new(gateways);
    let (registry, sender, coder) = (Arc::clone(&gateways), Arc::clone(&gateways), gateways);
    handlers
        .on::<RunCheck>(move |job: RunCheck, context: Context<Shared>| {
            let gateways = Arc::clone(&registry);
            async move { run_check::run(&run_check::desk(&context.app, &gateways.registry), &job).await }
        })
        .on::<SendNotice>(move |job: SendNotice, context: Context<Shared>| {
            let gateways = Arc::clone(&sender);
            async move { send(&context, &gateways, job.notice).await }
        })
        .on::<SendCode>(move |job: SendCode, context: Context<Shared>| {
            let gateways = Arc::clone(&coder);
            async move { send(&context, &gateways, job.notice).await }
        })
        .on::<RaiseEvent>(async |job: RaiseEvent, context: Context<Shared>| {
            raise_event::raise(&context.app, &job).await
        })
        .on::<RaiseTimer>(async |job: RaiseTimer, context: Context<Shared>| {
            due_timers::raise(&context.app, &job).await
        })
        .on::<due_timers::FindDueTimers>(async |_: due_timers::FindDueTimers, context: Context<Shared>| {
            due_timers::find(&context.app.db).await
        })
        .on::<seal_history::SealHistory>(async |_: seal_history::SealHistory, context: Context<Shared>| {
            seal_history::seal_all(&context.app.db).await
        })
        .on::<forget::ForgetEnded>(async |_: forget::ForgetEnded, context: Context<Shared>| {
            forget::forget(&context.app.db).await
        })
        .every(Duration::from_secs(10), "due-timers", &due_timers::FindDueTimers {})
        .every(Duration::from_secs(60), "seal-history", &seal_history::SealHistory {})
        .every(Duration::from_secs(3_600), "forget-ended", &forget::ForgetEnded {})
}

async fn send(context: &Context<Shared>, gateways: &Gateways, notice: uuid::Uuid) -> Outcome {
    let desk = send_notice::Desk {
        db: &context.app.db,
        sealer: &context.app.sealer,
        sms: &gateways.sms,
        mail: &gateways.mail,
    };
    send_notice::send(&desk, notice).await
}
