//! What a citizen does: registers, applies, sends papers, and from then on reads what comes by SMS and acts on it, until the
//! case has come to rest.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use super::board::Board;
use super::client::{Client, Paper, Reply};
use super::files;
use super::household;
use super::outbox::Outbox;
use super::people::Citizen;

/// How long a citizen waits for an SMS before looking by themselves.
const LOOK: Duration = Duration::from_secs(10);
/// How often a citizen asks for another code when one does not let them in.
const SIGN_INS: u32 = 5;
/// A file name by which an officer sees that a photograph is no good.
pub(super) const BLURRED: &str = "blurred";

/// What citizens share.
pub(super) struct Town {
    pub(super) client: Client,
    pub(super) outbox: Outbox,
    pub(super) board: Board,
    /// How many are at a counter at the same time.
    pub(super) counters: Semaphore,
    pub(super) programme: String,
    /// Version of the consent text.
    pub(super) consent: String,
    pub(super) seed: u64,
    /// How long anything that is waited for may take.
    pub(super) patience: Duration,
}

/// A paper that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    requirement: String,
    member: Option<i64>,
}

/// Plays a citizen until the case has ended. What goes wrong is put on the board.
pub(super) async fn play(town: &Town, citizen: &Citizen) {
    if let Err(error) = live(town, citizen).await {
        town.board.fails(citizen.number, &format!("{error:#}"));
    }
}

async fn live(town: &Town, citizen: &Citizen) -> Result<()> {
    let counter = town.counters.acquire().await.context("the counters stay open")?;
    let client = register(town, citizen).await?;
    confirm_email(town, citizen).await?;
    let (application, reference) = apply(town, citizen, &client).await?;
    town.board.submits(citizen.number, &reference, client.clone());
    drop(counter);

    // The payment for whose failure another account was given already.
    let mut corrected: Option<String> = None;
    let mut seen = 0;
    loop {
        seen = town.outbox.more_than(seen, &citizen.mobile, LOOK).await.len();
        let case = client.get(&format!("/cases/{reference}")).await?;
        town.board.sees(citizen.number, &case);
        if !case["ended_at"].is_null() {
            return Ok(());
        }
        if case["stage"] == "documents-pending" {
            let _counter = town.counters.acquire().await.context("the counters stay open")?;
            for wanted in wanted(&case["missing_documents"]) {
                send(town, citizen, (&client, &application), &wanted, false).await?;
            }
        }
        if case["stage"] == "approved" {
            let payments = client.get(&format!("/cases/{reference}/payments")).await?;
            let newest = payments[0]["end_to_end_id"].as_str();
            let has_failed =
                ["rejected", "returned"].contains(&payments[0]["state"].as_str().unwrap_or_default());
            if has_failed && newest != corrected.as_deref() {
                give_another_account(citizen, &client, &reference).await?;
                town.board.corrects(citizen.number);
                corrected = newest.map(str::to_owned);
            }
        }
    }
}

/// Gives the account that is to be paid instead, after the proof that money asks for.
async fn give_another_account(citizen: &Citizen, client: &Client, reference: &str) -> Result<()> {
    let proof = json!({ "password": citizen.password });
    let account = json!({ "iban": household::another_account(citizen.number) });
    let path = format!("/cases/{reference}/actions/correct-account");
    loop {
        client.post("/sessions/current/reauthentication", &proof).await?;
        return match client.ask(Method::POST, &path, Some(&account)).await? {
            // The proof grew old while the service was away.
            Reply::Refused(problem) if problem.code == "reauthentication-required" => continue,
            Reply::Refused(problem) if problem.may_be_done => Ok(()),
            reply => reply.done(&path).map(drop),
        };
    }
}

/// The client, signed in.
async fn register(town: &Town, citizen: &Citizen) -> Result<Client> {
    let seen = town.outbox.messages_to(&citizen.mobile).len();
    let begun = town.client.post("/registrations", &citizen.registration()).await?;
    let path = format!("/registrations/{}/code", text(&begun, "registration")?);
    match type_codes(town, citizen, seen, &path).await? {
        None => bail!("no code came by SMS; where these people are registered already, take another --seed"),
        // The answer that named the session was lost, and the code is used up: the account is there.
        Some(Reply::Refused(problem)) if problem.may_be_done => sign_in(town, citizen).await,
        Some(reply) => signed(town, &reply.done(&path)?),
    }
}

/// Follows the link in the first mail, so that the others come too.
async fn confirm_email(town: &Town, citizen: &Citizen) -> Result<()> {
    let Some(email) = &citizen.email else { return Ok(()) };
    let mails = town.outbox.more_than(0, email, town.patience).await;
    let token = mails.iter().rev().find_map(|mail| mail.token("/confirm-email/"));
    let token = token.context("no mail brought a link to confirm the address")?;
    let path = "/email-confirmations";
    match town.client.ask(Method::POST, path, Some(&json!({ "token": token }))).await? {
        Reply::Refused(problem) if problem.may_be_done => Ok(()),
        reply => reply.done(path).map(drop),
    }
}

/// Signs in on a telephone that the account does not know.
async fn sign_in(town: &Town, citizen: &Citizen) -> Result<Client> {
    let credentials = json!({ "identifier": citizen.cnic, "password": citizen.password });
    let mut refusals = Vec::new();
    for _ in 0..SIGN_INS {
        let seen = town.outbox.messages_to(&citizen.mobile).len();
        let asked = town.client.post("/sessions", &credentials).await?;
        let path = format!("/sessions/attempts/{}/code", text(&asked, "attempt")?);
        match type_codes(town, citizen, seen, &path).await? {
            None => refusals.push("nothing came".to_owned()),
            Some(Reply::Done(proved)) => return signed(town, &proved),
            Some(Reply::Refused(problem)) => refusals.push(problem.code),
        }
    }
    bail!("no code that came by SMS lets the citizen in: {}", refusals.join(", "))
}

/// Types one code after the other as they come, from the message after the first `seen` on, until one is not simply wrong:
/// a code that was asked for before, and was late, may come first. None where no more come.
async fn type_codes(town: &Town, citizen: &Citizen, mut seen: usize, path: &str) -> Result<Option<Reply>> {
    while let Some((code, place)) = town.outbox.code_after(seen, &citizen.mobile, town.patience).await {
        match town.client.ask(Method::POST, path, Some(&json!({ "code": code }))).await? {
            Reply::Refused(problem) if problem.code == "wrong-code" && !problem.may_be_done => seen = place,
            reply => return Ok(Some(reply)),
        }
    }
    Ok(None)
}

fn signed(town: &Town, answer: &Value) -> Result<Client> {
    Ok(town.client.with_token(&text(&answer["session"], "token")?))
}

/// Fills the form section by section, sends what papers are at hand, hands in. Gives the application and the reference.
async fn apply(town: &Town, citizen: &Citizen, client: &Client) -> Result<(String, String)> {
    let mut application = client.post("/applications", &json!({ "programme": town.programme })).await?;
    let id = text(&application, "id")?;
    let path = format!("/applications/{id}");
    for answers in citizen.household.sections() {
        let change = json!({ "version": application["version"], "answers": answers });
        application = match client.ask(Method::PATCH, &path, Some(&change)).await? {
            // The answer was lost, and the draft is not what it was: the answers are in.
            Reply::Refused(problem) if problem.may_be_done => client.get(&path).await?,
            reply => reply.done(&path)?,
        };
    }
    let papers = wanted(&application["missing_documents"]);
    for (place, paper) in papers.iter().enumerate() {
        let is_forgotten = citizen.forgets && place % 3 == 1;
        if !is_forgotten {
            send(town, citizen, (client, &id), paper, citizen.blurs).await?;
        }
    }
    let submission = json!({ "version": application["version"], "consent": town.consent });
    let submitted = client.post(&format!("{path}/submission"), &submission).await?;
    Ok((id, text(&submitted, "reference")?))
}

async fn send(
    town: &Town,
    citizen: &Citizen,
    (client, application): (&Client, &str),
    wanted: &Wanted,
    is_blurred: bool,
) -> Result<()> {
    let Wanted { requirement, member } = wanted;
    let number = number(town.seed, citizen.number, wanted, is_blurred);
    let is_photograph = requirement.starts_with("cnic") || requirement == "photograph";
    let is_blurred = is_blurred && requirement == "photograph";
    let bytes = if is_photograph { files::photograph(number)? } else { files::paper(requirement, number) };
    let prefix = if is_blurred { BLURRED } else { requirement };
    let (file_name, media_type) = if is_photograph {
        (format!("{prefix}.jpg"), "image/jpeg")
    } else {
        (format!("{prefix}.pdf"), "application/pdf")
    };
    let paper = Paper { requirement, member: *member, file_name: &file_name, media_type, bytes: &bytes };
    let path = format!("/applications/{application}/documents");
    client.upload(&path, paper).await?.done(&path).map(drop)
}

/// A number that no other paper of any demonstration is likely to have.
fn number(seed: u64, citizen: usize, wanted: &Wanted, is_blurred: bool) -> u64 {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    (seed, citizen, &wanted.requirement, wanted.member, is_blurred).hash(&mut hasher);
    hasher.finish()
}

fn wanted(list: &Value) -> Vec<Wanted> {
    let papers = list.as_array().into_iter().flatten();
    papers
        .filter_map(|paper| {
            Some(Wanted {
                requirement: paper["requirement"].as_str()?.to_owned(),
                member: paper["member"].as_i64(),
            })
        })
        .collect()
}

/// A text of an answer.
pub(super) fn text(answer: &Value, field: &str) -> Result<String> {
    let text = answer[field].as_str().map(str::to_owned);
    text.with_context(|| format!("an answer lacks {field}: {answer}"))
}
