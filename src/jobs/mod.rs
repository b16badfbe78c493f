//! The bodies of background jobs, and the one list in which they are registered.

pub mod draw_second_looks;
pub mod due_timers;
pub mod enter_names;
pub mod forget;
pub mod payments;
pub mod raise_event;
pub mod return_claims;
pub mod run_check;
pub mod seal_history;
pub mod send_notice;
pub mod sum_queues;
pub mod sweep_store;

use std::sync::Arc;
use std::time::Duration;

use crate::app::App;
use crate::cases::{RaiseEvent, RaiseTimer};
use crate::casework::disburse::{AskDuePayments, AskPayment, SendPayment};
use crate::checks::RunCheck;
use crate::live::News;
use crate::notices::{SendCode, SendNotice};
use crate::queue::{Context, Handlers, Outcome};
use draw_second_looks::DrawSecondLooks;
use due_timers::FindDueTimers;
use enter_names::EnterNames;
use forget::ForgetEnded;
use return_claims::ReturnClaims;
use seal_history::SealHistory;
use sum_queues::SumQueues;
use sweep_store::SweepStore;

type Shared = Arc<App>;

/// How long housekeeping goes on at a stretch. Its steps commit one by one, so the next tick goes on with what is left.
/// Without an end, two that wait for a database which vanished without a word would keep both seats of their queue.
const STRETCH: Duration = Duration::from_secs(8);

/// Every kind of job with the function that does it, and what comes round by the clock.
#[must_use]
pub fn handlers(app: Shared) -> Handlers<Shared> {
    Handlers::new(app)
        .on::<RunCheck>(async |job: RunCheck, context: Context<Shared>| {
            run_check::run(&run_check::desk(&context.app), &job).await
        })
        .on::<SendNotice>(async |job: SendNotice, context: Context<Shared>| {
            send(&context.app, job.notice).await
        })
        .on::<SendCode>(async |job: SendCode, context: Context<Shared>| send(&context.app, job.notice).await)
        .on::<RaiseEvent>(async |job: RaiseEvent, context: Context<Shared>| {
            raise_event::raise(&context.app, &job).await
        })
        .on::<RaiseTimer>(async |job: RaiseTimer, context: Context<Shared>| {
            due_timers::raise(&context.app, &job).await
        })
        .on::<FindDueTimers>(async |_: FindDueTimers, context: Context<Shared>| {
            due_timers::find(&context.app.db).await
        })
        .on::<SealHistory>(async |_: SealHistory, context: Context<Shared>| {
            for_a_stretch(seal_history::seal_all(&context.app.db)).await
        })
        .on::<ForgetEnded>(async |_: ForgetEnded, context: Context<Shared>| {
            for_a_stretch(forget::forget(&context.app.db)).await
        })
        .on::<SweepStore>(async |_: SweepStore, context: Context<Shared>| {
            for_a_stretch(sweep_store::sweep(&context.app.db, &context.app.store)).await
        })
        .on::<SumQueues>(async |_: SumQueues, context: Context<Shared>| {
            let app = &context.app;
            for_a_stretch(async {
                if sum_queues::sum_all(&app.db).await? {
                    app.live.tell(News::Queues);
                }
                Ok(())
            })
            .await
        })
        .on::<EnterNames>(async |_: EnterNames, context: Context<Shared>| {
            for_a_stretch(enter_names::enter_all(&context.app.db)).await
        })
        .on::<ReturnClaims>(async |_: ReturnClaims, context: Context<Shared>| {
            for_a_stretch(return_claims::give_back(&context.app)).await
        })
        .on::<DrawSecondLooks>(async |_: DrawSecondLooks, context: Context<Shared>| {
            draw_second_looks::draw(&context.app).await
        })
        .on::<SendPayment>(payments::send)
        .on::<AskPayment>(payments::ask)
        .on::<AskDuePayments>(payments::ask_due)
        .every(Duration::from_secs(2), "ask-due-payments", &AskDuePayments {})
        .every(Duration::from_secs(10), "due-timers", &FindDueTimers {})
        .every(Duration::from_secs(10), "sum-queues", &SumQueues {})
        .every(Duration::from_mins(1), "seal-history", &SealHistory {})
        .every(Duration::from_mins(1), "enter-names", &EnterNames {})
        .every(Duration::from_mins(10), "sweep-store", &SweepStore {})
        .every(Duration::from_mins(10), "return-claims", &ReturnClaims {})
        .every(Duration::from_hours(1), "forget-ended", &ForgetEnded {})
        .every(Duration::from_hours(1), "draw-second-looks", &DrawSecondLooks {})
}

async fn for_a_stretch<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<()> {
    tokio::time::timeout(STRETCH, work).await.map_or(Ok(()), |done| done.map(|_| ()))
}

async fn send(app: &App, notice: uuid::Uuid) -> Outcome {
    let desk = send_notice::Desk { db: &app.db, sealer: &app.sealer, sms: &app.sms, mail: &app.mail };
    send_notice::send(&desk, notice).await
}
