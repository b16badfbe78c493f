//! The demonstration people of a new installation: invited, taken up and confirmed through the use cases that everybody
//! else comes in by, with passwords drawn here and kept in the data folder. An interrupted first start is gone on with.

use std::fmt::Write as _;
use std::fs;

use anyhow::{Context as _, anyhow};
use chrono::TimeDelta;
use sha2::{Digest as _, Sha256};

use super::super::cast::{Cast, Part, Person};
use super::super::pocket::FILE;
use super::say;
use crate::adapters::embedded::DataFolder;
use crate::app::App;
use crate::casework::disburse::{self, NewAppropriation};
use crate::casework::once::RequestKey;
use crate::casework::staff_entry::{self, Invitation, Offered};
use crate::casework::{api_clients, own_account};
use crate::clients::NewClient;
use crate::error::Error;
use crate::limits::Source;
use crate::payments::{Money, ledger};
use crate::people::sessions::Session;
use crate::people::totp::Secret;
use crate::people::{Token, Typed, staff, token};
use crate::policy::Actor;
use crate::refusal::Refusal;
use crate::texts::Language;

/// `FILE` while not everybody is in.
const DRAFT: &str = "demonstration.draft.json";

/// Makes the people where there are none yet, and gives the lines that say how they sign in.
pub(super) async fn people(app: &App, folder: &DataFolder) -> anyhow::Result<String> {
    let (kept, draft) = (folder.path().join(FILE), folder.path().join(DRAFT));
    if kept.exists() {
        return Ok(format!("\n{}", ways_in(&kept.display().to_string())));
    }
    let mut cast = if draft.exists() {
        Cast::read(&draft)?
    } else if staff::are_there_any(&mut *app.db.acquire().await?).await? {
        return Ok(String::new());
    } else {
        say("making the demonstration people (a few seconds, once)");
        Cast::drawn()?
    };
    folder.write_private(DRAFT, &cast.text()?)?;
    for place in 0..cast.people.len() {
        bring_in(app, folder, &mut cast, place).await?;
    }
    give_budget(app, &cast).await?;
    make_client_known(app, &cast).await?;
    folder.write_private(FILE, &cast.text()?)?;
    fs::remove_file(&draft).with_context(|| format!("{} cannot be removed", draft.display()))?;
    Ok(greeting(&cast, &kept.display().to_string()))
}

/// Invites somebody and takes the invitation up, unless an earlier start did. The secret is kept before it counts.
async fn bring_in(app: &App, folder: &DataFolder, cast: &mut Cast, place: usize) -> anyhow::Result<()> {
    let Some(token) = invite(app, &cast.people[place]).await? else { return Ok(()) };
    let token = Typed::new(token.reveal());
    let password = Typed::new(&*cast.people[place].password);
    let enrolment = staff_entry::accept(app, &source(), &token, &password).await?;
    cast.people[place].totp_secret = enrolment.secret.to_string();
    folder.write_private(DRAFT, &cast.text()?)?;
    let code = code(app, &cast.people[place], TimeDelta::zero()).await?;
    staff_entry::confirm(app, &source(), &token, &code, None).await?;
    Ok(())
}

/// The invitation's token; none where the person is in already.
async fn invite(app: &App, person: &Person) -> anyhow::Result<Option<Token>> {
    let invitation = Invitation {
        email: Typed::new(&*person.email),
        cnic: Typed::new(&*person.cnic),
        name: person.name.clone(),
        language: Language::En,
        grants: person.grants.clone(),
    };
    match staff_entry::invite(app, &Actor::System, invitation).await {
        Ok(token) => Ok(Some(token)),
        Err(Error::Refused(Refusal::StaffAccountExists)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Gives the programme money, unless it has some.
async fn give_budget(app: &App, cast: &Cast) -> anyhow::Result<()> {
    let balances = ledger::balances(&mut *app.db.acquire().await?, &cast.budget.programme).await?;
    if balances.appropriated() > Money::ZERO {
        return Ok(());
    }
    let giver = cast.playing(Part::Administers).next().context("somebody gives the budget")?;
    let session = sign_in(app, giver).await?;
    let programme = cast.budget.programme.as_str();
    let new = NewAppropriation {
        programme,
        amount: Money::from_paisa(cast.budget.amount),
        authority: &cast.budget.authority,
        recently_proved: session.recently_proved,
    };
    let key = RequestKey {
        scope: Sha256::digest(session.person.as_bytes()).into(),
        key: "demonstration-budget".to_owned(),
        request: Sha256::digest(programme.as_bytes()).into(),
    };
    disburse::appropriate(app, &session.actor(), key, &new).await?;
    own_account::end_session(app, &session, session.id).await?;
    Ok(())
}

async fn make_client_known(app: &App, cast: &Cast) -> anyhow::Result<()> {
    let secret = token::hash(&cast.client.secret);
    let client = NewClient { name: &cast.client.name, allowance: cast.client.allowance, secret };
    match api_clients::create(app, &Actor::System, &client).await {
        // Of the start that was interrupted, which kept the secret first.
        Ok(()) | Err(Error::Refused(Refusal::ClientExists)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

async fn sign_in(app: &App, person: &Person) -> anyhow::Result<Session> {
    // The code of the next half minute: the present one went into confirming.
    let code = code(app, person, TimeDelta::seconds(30)).await?;
    let offered = Offered {
        email: &Typed::new(&*person.email),
        password: &Typed::new(&*person.password),
        totp: &code,
        device_name: None,
    };
    let opened = staff_entry::sign_in(app, &source(), offered).await;
    let opened =
        opened.context("the demonstration could not be prepared: start `pser run` again in a minute")?;
    let session = own_account::session(app, opened.token.reveal()).await?;
    session.ok_or_else(|| anyhow!("a session just begun is gone"))
}

async fn code(app: &App, person: &Person, ahead: TimeDelta) -> anyhow::Result<Typed> {
    let secret = Secret::from_base32(&person.totp_secret).context("an authenticator secret is damaged")?;
    let now = staff::now(&mut *app.db.acquire().await?).await?;
    Ok(Typed::new(secret.code_at(now + ahead)))
}

fn source() -> Source {
    Source::client("pser run", 1)
}

fn greeting(cast: &Cast, file: &str) -> String {
    let mut text = String::from("\nDemonstration people, made just now:\n");
    for person in &cast.people {
        writeln!(text, "  {:<34} may {}", person.email, person.may)
            .expect("a string takes all that is written");
    }
    text.push('\n');
    text.push_str(&ways_in(file));
    text
}

/// What to do first, for whoever has never been here.
fn ways_in(file: &str) -> String {
    format!(
        "To begin as a citizen, register on the pages; the code that comes by SMS stands under Messages sent.\n\
         To begin as staff, sign in at the office. Passwords and authenticator secrets are in {file}, which only\n\
         you may read; `pser staff code EMAIL` shows somebody's password and the six digits of the moment.\n\
         `pser demo` plays a day with all of them.\n\n"
    )
}
