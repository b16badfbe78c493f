//! What the citizen hears of a step: by SMS always, by e-mail where there is one, in the citizen's language. Prepared
//! here, inserted by the statement that writes the step, sent by jobs afterwards.

use serde_json::{Value, json};

use super::What;
use super::write::Entry;
use crate::app::App;
use crate::cases::Standing;
use crate::catalogue::Programme;
use crate::error::Result;
use crate::notices::{self, Channel, NewNotice, Prepared};
use crate::people;
use crate::workflow::Step;

/// The notices of a step. None where the applicant has no account: a paper case is answered on paper.
pub(super) fn of(app: &App, entry: &Entry<'_>) -> Result<Vec<Prepared>> {
    let applicant = &entry.standing.applicant;
    let (Some(account), Some(mobile)) = (applicant.account, applicant.mobile_sealed.as_deref()) else {
        return Ok(Vec::new());
    };
    let sealed = (mobile, applicant.email_sealed.as_deref());
    let contact = people::citizen::contact(&app.sealer, account, &applicant.language, sealed)?;
    let email = contact.email.as_ref().map(|email| (Channel::Email, email.reveal()));
    let recipients = [Some((Channel::Sms, contact.mobile.reveal())), email];
    let kept = match entry.act.what {
        What::Merge { kept, .. } => kept,
        _ => None,
    };
    let told = Told { kept, ..Told::of(app, entry.standing) };
    let params = params(&told, entry.programme, entry.step, entry.reason.as_deref());
    let notice = |kind: &str, (channel, recipient): (Channel, &str)| {
        let notice = NewNotice {
            kind,
            channel,
            language: &applicant.language,
            recipient,
            account: Some(account),
            case: Some(entry.standing.id),
            params: &params,
            expires_at: None,
        };
        notices::prepare(&app.sealer, &notice)
    };
    let kinds = entry.step.notices.iter();
    Ok(kinds.flat_map(|kind| recipients.iter().flatten().map(|to| notice(kind, *to))).collect())
}

/// Whom a step is told of, and of which case.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    pub name: &'a str,
    pub reference: &'a str,
    /// `en` or `ur`.
    pub language: &'a str,
    /// In paisa.
    pub amount: i64,
    /// Of a case that was merged into another the reference of that one, where the citizen may know it.
    pub kept: Option<&'a str>,
    /// Where the pages are.
    pub public_url: &'a str,
}

impl<'a> Told<'a> {
    /// The citizen of a case.
    pub fn of(app: &'a App, standing: &'a Standing) -> Self {
        Self {
            name: &standing.applicant.name,
            reference: &standing.reference,
            language: &standing.applicant.language,
            amount: standing.amount,
            kept: None,
            public_url: app.public_url.as_str(),
        }
    }
}

/// What the texts of a step's notices are filled with.
pub fn params(told: &Told<'_>, programme: &Programme, step: &Step, reason: Option<&str>) -> Value {
    let stage = programme.workflow.stage(&step.to);
    let address = format!("{}/cases/{}", told.public_url.trim_end_matches('/'), told.reference);
    json!({
        "name": told.name,
        "reference": told.reference,
        "programme": programme.title.in_language(told.language),
        "stage": stage.map(|stage| stage.title.in_language(told.language)),
        "amount": told.amount,
        "reason": reason,
        "kept": told.kept,
        "case": address,
        "decision": format!("{address}/decision"),
        "documents": format!("{address}/documents"),
        "due_on": step.timers.iter().map(|timer| timer.due_at).min(),
    })
}
