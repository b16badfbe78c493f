//! What is said to the bank and what it says back, in the words of ISO 20022. The client is `adapters::bank`.

use serde::{Deserialize, Serialize};

use super::{Iban, Money};

/// One credit transfer, as the bank is told of it. The bank books an `end_to_end_id` once however often it is told.
#[derive(Debug, Clone)]
pub struct CreditTransfer {
    pub end_to_end_id: String,
    pub amount: Money,
    pub creditor_name: String,
    pub creditor_account: Iban,
}

/// What has become of a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The bank has it and will settle or reject it (ACSP).
    Accepted,
    /// The money has reached the creditor's account (ACSC).
    Settled,
    /// The bank will not pay it (RJCT).
    Rejected,
    /// Settled, then sent back by the creditor's bank (pacs.004).
    Returned,
}

/// The bank's word on one transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusReport {
    pub end_to_end_id: String,
    pub amount: Money,
    pub status: Status,
    /// The bank's own number of the booking.
    pub bank_reference: Option<String>,
    /// ISO 20022 ExternalStatusReason1Code, such as AC04 (account closed).
    pub reason: Option<String>,
}

/// The bank did not answer, or not in a way one could rely on: the transfer may or may not have been booked.
#[derive(Debug, thiserror::Error)]
#[error("the bank gave no reliable answer: {why}")]
pub struct NoAnswer {
    /// A sentence for the log; holds nothing of the transfer.
    pub why: String,
}
