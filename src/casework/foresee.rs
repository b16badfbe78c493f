//! What an action would do if it were done now: where the case would go and what the citizen would read. Asked before
//! somebody decides; it changes nothing.

use super::act::{Told, params, person_of, resource, situation};
use super::look;
use crate::app::App;
use crate::error::{Error, Result};
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::texts::{self, Language};
use crate::workflow::{self, Trigger};

/// Stands in the message where the reason will.
const REASON: &str = "…";

/// What would follow.
#[derive(Debug)]
pub struct Foreseen {
    /// Where the case would be; none where it stays.
    pub to: Option<workflow::Text>,
    /// What the citizen would be sent by SMS.
    pub messages: Vec<String>,
    /// The citizen's.
    pub language: Language,
    /// Whether the citizen has no account, and is answered on paper.
    pub is_on_paper: bool,
}

/// What the action would do; nothing where it would not work now.
///
/// # Errors
/// `NotFound` where the actor may not see the case; `NotAllowed` and the like where they may not do this to it.
pub async fn foresee(
    app: &App,
    actor: &Actor,
    reference: &Reference,
    action: &str,
) -> Result<Option<Foreseen>> {
    let mut conn = app.db.acquire().await?;
    let standing = look::seen(app, &mut conn, actor, reference).await?;
    let programme = app.catalogue.version(&mut conn, &standing.bundle).await?;
    if !programme.workflow.action_names().contains(&action) {
        return Err(Error::NotFound);
    }
    app.policy.authorize(actor, action, &resource(&standing)).map_err(|no| no.into_error(action))?;
    let person = person_of(actor).ok_or(Refusal::SignInRequired)?;
    let trigger = Trigger::Action { name: action, person, reason: Some(REASON) };
    let Ok(step) = workflow::decide(&programme.workflow, &situation(app, &standing), &trigger) else {
        return Ok(None);
    };
    let language = Language::of(&standing.applicant.language);
    let is_on_paper = standing.applicant.account.is_none();
    let given = params(&Told::of(app, &standing), &programme, &step, Some(REASON));
    let notices = step.notices.iter().filter(|_| !is_on_paper);
    let messages = notices.map(|kind| texts::sms(kind, language, &given)).collect::<Result<_, _>>()?;
    let to = programme.workflow.stage(&step.to).filter(|_| step.moved).map(|stage| stage.title.clone());
    Ok(Some(Foreseen { to, messages, language, is_on_paper }))
}
