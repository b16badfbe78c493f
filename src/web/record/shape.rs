//! The record of somebody's own data as JSON. The shape is part of the API: fields are added, never renamed.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::casework::own_record::{Came, Filed, Record};
use crate::people::contact::Email;
use crate::texts::Language;

/// Everything that is kept about the caller.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::web) struct Everything {
    made_at: DateTime<Utc>,
    account: Account,
    /// The household as the caller declared it last.
    household: Vec<Member>,
    /// Newest first.
    applications: Vec<Application>,
    certificates: Vec<Certificate>,
    /// Messages to the caller, without their words. The newest thousand.
    notices: Vec<Notice>,
    sessions: Vec<Session>,
    /// Who looked at the caller's data, by their side of the counter. The newest thousand.
    looks: Vec<Look>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Account {
    name: String,
    pser_id: String,
    cnic: String,
    mobile: String,
    email: Option<String>,
    address: Option<String>,
    /// Path of the tehsil.
    area: String,
    language: Language,
}

#[derive(Debug, Serialize, ToSchema)]
struct Member {
    name: String,
    relationship: String,
    date_of_birth: Option<NaiveDate>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Application {
    id: Uuid,
    programme: String,
    /// `draft`, `submitted` or `closed`.
    state: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    /// By section and question, as typed.
    #[schema(value_type = Object)]
    answers: Value,
    documents: Vec<Document>,
    case: Option<Case>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Document {
    id: Uuid,
    requirement: String,
    /// Row of the member it belongs to, from 0.
    member: Option<i16>,
    file_name: String,
    media_type: String,
    size_bytes: i64,
    uploaded_at: DateTime<Utc>,
    replaced_at: Option<DateTime<Utc>>,
    /// `none`, `accepted` or `refused`.
    review: &'static str,
    review_reason: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RecordCase)]
struct Case {
    reference: String,
    stage: String,
    opened_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    timeline: Vec<Move>,
    payments: Vec<Payment>,
    /// Between the caller and the office, oldest first.
    messages: Vec<Message>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RecordMessage)]
struct Message {
    at: DateTime<Utc>,
    /// `citizen` or `staff`.
    by: String,
    text: String,
}

#[derive(Debug, Serialize, ToSchema)]
struct Move {
    at: DateTime<Utc>,
    /// The stage the case came to.
    stage: String,
    /// `citizen`, `staff` or `system`.
    by: String,
    reason: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Payment {
    /// In paisa.
    amount: i64,
    /// The last four characters of the account.
    creditor_account_last: String,
    state: &'static str,
    sent_at: Option<DateTime<Utc>>,
    settled_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Certificate {
    number: String,
    reference: String,
    programme: String,
    issued_at: DateTime<Utc>,
    revoked_at: Option<DateTime<Utc>>,
    revoked_reason: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Notice {
    kind: String,
    /// `sms` or `email`.
    channel: String,
    /// `written`, `sent`, `failed` or `expired`.
    state: String,
    written_at: DateTime<Utc>,
    sent_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Session {
    created_at: DateTime<Utc>,
    last_seen_at: DateTime<Utc>,
    device: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Look {
    at: DateTime<Utc>,
    /// `citizen`, `staff` or `system`.
    by: String,
    /// `view-case`, `view-document`, `view-history`, `reveal`, `certificate` or `export`.
    what: String,
    reference: Option<String>,
    reason: Option<String>,
}

impl Everything {
    pub(in crate::web) fn of(record: &Record) -> Self {
        let profile = &record.profile;
        Self {
            made_at: record.made_at,
            account: Account {
                name: profile.name.clone(),
                pser_id: profile.pser_id.clone(),
                cnic: profile.cnic.reveal().to_owned(),
                mobile: profile.contact.mobile.reveal().to_owned(),
                email: profile.contact.email.as_ref().map(Email::reveal).map(str::to_owned),
                address: profile.address.clone(),
                area: profile.area.clone(),
                language: profile.contact.language,
            },
            household: record.household.iter().map(Member::of).collect(),
            applications: record.applications.iter().map(Application::of).collect(),
            certificates: record.certificates.iter().map(Certificate::of).collect(),
            notices: record.notices.iter().map(Notice::of).collect(),
            sessions: record.sessions.iter().map(Session::of).collect(),
            looks: record.looks.iter().map(Look::of).collect(),
        }
    }
}

impl Member {
    fn of(member: &crate::households::Member) -> Self {
        Self {
            name: member.name.clone(),
            relationship: member.relationship.clone(),
            date_of_birth: member.date_of_birth,
        }
    }
}

impl Application {
    fn of(filed: &Filed) -> Self {
        let application = &filed.application;
        Self {
            id: application.id,
            programme: application.programme.clone(),
            state: application.state.as_str(),
            created_at: application.created_at,
            updated_at: application.updated_at,
            answers: filed.answers.clone(),
            documents: filed.documents.iter().map(Document::of).collect(),
            case: filed.case.as_ref().map(Case::of),
        }
    }
}

impl Document {
    fn of(document: &crate::documents::Document) -> Self {
        Self {
            id: document.id,
            requirement: document.slot.requirement.clone(),
            member: document.slot.member,
            file_name: document.file_name.clone(),
            media_type: document.media_type.clone(),
            size_bytes: document.size_bytes,
            uploaded_at: document.uploaded_at,
            replaced_at: document.replaced_at,
            review: document.review.as_str(),
            review_reason: document.review_reason.clone(),
        }
    }
}

impl Case {
    fn of(came: &Came) -> Self {
        let Came { standing, timeline, payments, messages } = came;
        let moved = |entry: &crate::history::CitizenEntry| Move {
            at: entry.at,
            stage: entry.stage.clone(),
            by: entry.by.clone(),
            reason: entry.reason.clone(),
        };
        let paid = |item: &crate::payments::instruction::Item| Payment {
            amount: item.amount.paisa(),
            creditor_account_last: item.creditor_account_last.clone(),
            state: item.state.as_str(),
            sent_at: item.sent_at,
            settled_at: item.settled_at,
        };
        Self {
            reference: standing.reference.clone(),
            stage: standing.stage.clone(),
            opened_at: standing.created_at,
            ended_at: standing.ended_at,
            timeline: timeline.iter().map(moved).collect(),
            payments: payments.iter().map(paid).collect(),
            messages: messages
                .iter()
                .map(|message| Message {
                    at: message.at,
                    by: message.side.clone(),
                    text: message.text.clone(),
                })
                .collect(),
        }
    }
}

impl Certificate {
    fn of(certificate: &crate::certificates::Certificate) -> Self {
        let revoked = certificate.revoked.as_ref();
        Self {
            number: certificate.number.clone(),
            reference: certificate.reference.clone(),
            programme: certificate.programme.clone(),
            issued_at: certificate.issued_at,
            revoked_at: revoked.map(|revoked| revoked.at),
            revoked_reason: revoked.and_then(|revoked| revoked.reason.clone()),
        }
    }
}

impl Notice {
    fn of(sent: &crate::notices::Sent) -> Self {
        Self {
            kind: sent.kind.clone(),
            channel: sent.channel.clone(),
            state: sent.state.clone(),
            written_at: sent.written_at,
            sent_at: sent.sent_at,
        }
    }
}

impl Session {
    fn of(listed: &crate::people::sessions::Listed) -> Self {
        Self {
            created_at: listed.created_at,
            last_seen_at: listed.last_seen_at,
            device: listed.device.clone(),
        }
    }
}

impl Look {
    fn of(looked: &crate::history::Looked) -> Self {
        Self {
            at: looked.at,
            by: looked.actor_kind.clone(),
            what: looked.what.clone(),
            reference: looked.case_reference.clone(),
            reason: looked.reason.clone(),
        }
    }
}
