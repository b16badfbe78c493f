//! Paying: sends approved instructions to the bank and asks about those that are open.

use std::sync::Arc;

use crate::app::App;
use crate::casework::disburse::{self, AskDuePayments, AskPayment, SendPayment};
use crate::queue::Context;

/// Hands one instruction in, or asks about it when an interrupted run may have.
pub async fn send(job: SendPayment, context: Context<Arc<App>>) -> anyhow::Result<()> {
    Ok(disburse::send(&context.app, job.instruction).await?)
}

/// Asks about one instruction.
pub async fn ask(job: AskPayment, context: Context<Arc<App>>) -> anyhow::Result<()> {
    Ok(disburse::ask(&context.app, job.instruction).await?)
}

/// Has those asked about whose time has come.
pub async fn ask_due(_: AskDuePayments, context: Context<Arc<App>>) -> anyhow::Result<()> {
    Ok(disburse::enqueue_due(&context.app).await?)
}
