//! What an action would do if it were done now: where the case would go and what the citizen would read. Asked before
//! somebody decides; it changes nothing.

use super::act::{Told, params, person_of, refused, resource, said, situation};
use super::look;
use crate::app::App;
use crate::error::{Error, Result};
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::texts::{self, Language, Letter};
use crate::workflow::{self, Trigger, Why};

/// Stands in the message where the reason will.
const REASON: &str = "…";

/// What would follow.
#[derive(Debug)]
pub struct Foreseen {
    /// Where the case would be; none where it stays.
    pub to: Option<workflow::Text>,
    /// What the citizen would be sent by SMS.
    pub messages: Vec<String>,
    /// What they would be sent by e-mail, where they gave an address.
    pub letters: Vec<Letter>,
    /// Whether they would read why.
    pub tells_why: bool,
    /// The reason as they would read it, where one was given.
    pub reason: Option<String>,
    /// The citizen's.
    pub language: Language,
    /// Whether the citizen has no account, and is answered on paper.
    pub is_on_paper: bool,
}

/// What the action would do, for this reason where one is given; nothing where it would not work now.
///
/// # Errors
/// `NotFound` where the actor may not see the case; `NotAllowed` and the like where they may not do this to it; `Invalid`
/// where the reason would not do.
pub async fn foresee(
    app: &App,
    actor: &Actor,
    reference: &Reference,
    (action, why): (&str, Option<Why<'_>>),
) -> Result<Option<Foreseen>> {
    let mut conn = app.db.acquire().await?;
    let standing = look::seen(app, &mut conn, actor, reference).await?;
    let programme = app.catalogue.version(&mut conn, &standing.bundle).await?;
    if !programme.workflow.action_names().contains(&action) {
        return Err(Error::NotFound);
    }
    app.policy.authorize(actor, action, &resource(&standing)).map_err(|no| no.into_error(action))?;
    let person = person_of(actor).ok_or(Refusal::SignInRequired)?;
    let declared = programme.workflow.action_in(&standing.stage, action);
    let any = declared.and_then(|action| action.reasons.first()).map(|reason| reason.code.as_str());
    let supposed = why.unwrap_or(Why { code: any, words: Some(REASON) });
    let trigger = Trigger::Action { name: action, person, why: supposed };
    let step = match workflow::decide(&programme.workflow, &situation(app, &standing), &trigger) {
        Ok(step) => step,
        Err(no) if no.is_of_why() => return Err(refused(no)),
        Err(_) => return Ok(None),
    };
    let reason = match why {
        Some(why) => said(declared, why, &standing.applicant.language),
        None => Some(REASON.to_owned()),
    };
    let language = Language::of(&standing.applicant.language);
    let is_on_paper = standing.applicant.account.is_none();
    let given = params(&Told::of(app, &standing), &programme, &step, reason.as_deref());
    let notices = || step.notices.iter().filter(|_| !is_on_paper);
    let messages = notices().map(|kind| texts::sms(kind, language, &given)).collect::<Result<_, _>>()?;
    let mailed = notices().filter(|_| standing.applicant.email_sealed.is_some());
    let letters = mailed.map(|kind| texts::letter(kind, language, &given)).collect::<Result<_, _>>()?;
    let tells_why = programme.workflow.stage(&step.to).is_some_and(workflow::Stage::tells_why);
    let to = programme.workflow.stage(&step.to).filter(|_| step.moved).map(|stage| stage.title.clone());
    let reason = reason.filter(|_| tells_why && why.is_some());
    Ok(Some(Foreseen { to, messages, letters, tells_why, reason, language, is_on_paper }))
}
