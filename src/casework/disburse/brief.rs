//! What somebody who signs for a batch reads beside its payments: who verified each case, what has changed since, what
//! the budget has left, and what they may do with the batch themselves.

use std::collections::{BTreeMap, HashMap};

use sqlx::PgConnection;
use uuid::Uuid;

use super::show::{Shown, batch, batches};
use super::{QUEUE, authorize};
use crate::app::App;
use crate::casework::act::person_of;
use crate::error::{Error, Result};
use crate::payments::batch::{Batch, State};
use crate::payments::ledger::{self, Balances};
use crate::policy::{Actor, Resource, Scope};
use crate::reference::Reference;
use crate::refusal::Refusal;

/// The deed of whoever found that a case is to be paid.
const VERIFY: &str = "verify";

/// A batch as it is read before signing.
#[derive(Debug)]
pub struct Brief {
    pub shown: Shown,
    /// One for each line, in the same order.
    pub readings: Vec<Reading>,
    /// None where the reader may not see the budget.
    pub balances: Option<Balances>,
    pub offers: Vec<Offer>,
    /// Whether it was the reader who decided on it.
    pub is_own_decision: bool,
}

/// What is to be read beside one payment.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The name of who verified the case last.
    pub verified_by: Option<String>,
    /// Whether the reader may look at the case.
    pub may_see_case: bool,
    /// What is not as it was when the payment was drawn up.
    pub changes: Vec<Change>,
}

/// Something about a case that is not as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The household's answers are not those that were verified.
    Answers,
    /// The case is worth another amount.
    Amount,
    /// The case does not wait for payment any more.
    Stage,
}

/// Something the reader's roles allow on this batch as it stands, and why it would be refused all the same.
#[derive(Debug)]
pub struct Offer {
    pub deed: Deed,
    pub refusal: Option<Refusal>,
}

/// What can be done with a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Propose,
    Discard,
    Approve,
    Refuse,
}

/// A page of batches with the names of those who signed.
#[derive(Debug)]
pub struct Listing {
    pub batches: Vec<Batch>,
    pub names: HashMap<Uuid, String>,
}

/// Something a batch can be made of: the programme, and the area or, without one, the whole province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub programme: String,
    pub area: Option<String>,
}

/// One batch with everything on it and around it.
///
/// # Errors
/// `NotFound` when there is none or the actor may not see it.
pub async fn brief(app: &App, actor: &Actor, reference: &Reference) -> Result<Brief> {
    let shown = batch(app, actor, reference).await?;
    let mut conn = app.db.acquire().await?;
    let readings = readings(app, &mut conn, actor, &shown).await?;
    let programme = shown.batch.programme.as_str();
    let budget = Resource { kind: "budget", programme: Some(programme), ..Resource::default() };
    let balances = match app.policy.authorize(actor, "see", &budget) {
        Ok(()) => Some(ledger::balances(&mut conn, programme).await?),
        Err(_) => None,
    };
    let offers = offers(app, actor, &shown);
    let is_own_decision = shown.batch.decided_by.is_some_and(|by| Some(by) == person_of(actor));
    Ok(Brief { shown, readings, balances, offers, is_own_decision })
}

/// The batches within the actor's areas and programmes, newest first.
///
/// # Errors
/// When the database fails.
pub async fn listing(app: &App, actor: &Actor, after: Option<Uuid>) -> Result<Listing> {
    let batches = batches(app, actor, after).await?;
    let signed = batches.iter().flat_map(|batch| [Some(batch.made_by), batch.decided_by]);
    let people: Vec<Uuid> = signed.flatten().collect();
    let mut conn = app.db.acquire().await?;
    let rows = sqlx::query!("select id, name from persons where id = any($1)", &people)
        .fetch_all(&mut *conn)
        .await?;
    Ok(Listing { batches, names: rows.into_iter().map(|row| (row.id, row.name)).collect() })
}

/// What the actor may make batches of, by the grants; empty for those who make none.
pub fn places(app: &App, actor: &Actor) -> Vec<Place> {
    let scope = app.policy.scope(actor, "batch", "create");
    let Scope::Within { areas, programmes } = scope else { return Vec::new() };
    let offers = app.catalogue.offers();
    let paying = offers.iter().filter(|offer| offer.programme.pays());
    let on_offer: Vec<String> = paying.map(|offer| offer.programme.code.clone()).collect();
    let mut places = Vec::new();
    for (area, programme) in areas.into_iter().zip(programmes) {
        let granted = programme.map_or_else(|| on_offer.clone(), |programme| vec![programme]);
        for programme in granted {
            let place = Place { programme, area: area.clone() };
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    places
}

async fn readings(app: &App, conn: &mut PgConnection, actor: &Actor, shown: &Shown) -> Result<Vec<Reading>> {
    let ids: Vec<Uuid> = shown.lines.iter().map(|line| line.item.id).collect();
    let rows = sqlx::query!(
        r#"
        select i.id, verifier.name as "verified_by?", s.content_hash <> i.content_hash as "has_other_answers!",
            c.amount <> i.amount as "has_other_amount!", c.queue is distinct from $2 as "has_left!"
        from payment_instructions i
        join cases c on c.id = i.case_id
        join snapshots s on s.application_id = c.application_id and s.number = c.snapshot
        left join lateral (
            select p.name
            from case_events e
            join persons p on p.id = e.actor_person
            where e.case_id = c.id and e.action = $3
            order by e.seq desc
            limit 1
        ) verifier on true
        where i.id = any($1)
        "#,
        &ids,
        QUEUE,
        VERIFY,
    )
    .fetch_all(conn)
    .await?;
    let mut by_id: BTreeMap<Uuid, Reading> = rows
        .into_iter()
        .map(|row| {
            let known = [
                (row.has_other_answers, Change::Answers),
                (row.has_other_amount, Change::Amount),
                (row.has_left, Change::Stage),
            ];
            let changes = known.into_iter().filter(|(holds, _)| *holds).map(|(_, change)| change).collect();
            let reading = Reading { verified_by: row.verified_by, may_see_case: false, changes };
            (row.id, reading)
        })
        .collect();
    let of_line = |line: &super::Line| {
        let case = Resource {
            kind: "case",
            programme: Some(&shown.batch.programme),
            area: Some(&line.area),
            ..Resource::default()
        };
        let may_see_case = app.policy.authorize(actor, "see", &case).is_ok();
        Reading { may_see_case, ..by_id.remove(&line.item.id).unwrap_or_default() }
    };
    Ok(shown.lines.iter().map(of_line).collect())
}

/// The same questions that the use cases ask first, so that what is offered works unless a case of the batch refuses.
fn offers(app: &App, actor: &Actor, shown: &Shown) -> Vec<Offer> {
    let batch = &shown.batch;
    let is_maker = Some(batch.made_by) == person_of(actor);
    let amounts = || shown.lines.iter().map(|line| line.item.amount.paisa());
    let asked: &[(Deed, &str, Option<i64>)] = match batch.state {
        State::Draft => &[(Deed::Propose, "propose", amounts().min()), (Deed::Discard, "create", None)],
        State::Proposed => &[(Deed::Approve, "approve", amounts().max()), (Deed::Refuse, "reject", None)],
        State::Discarded | State::Approved | State::Refused => &[],
    };
    let mut offers = Vec::new();
    for (deed, name, amount) in asked {
        let refusal = match authorize(app, actor, name, batch, *amount) {
            // Nothing that this reader ever does.
            Err(Error::Refused(Refusal::NotAllowed { .. }) | Error::NotFound | Error::Fault(_)) => continue,
            Err(Error::Refused(refusal)) => Some(refusal),
            Ok(()) => None,
        };
        let refusal = match deed {
            Deed::Propose if !is_maker => continue,
            Deed::Approve | Deed::Refuse if is_maker => Some(Refusal::MakerIsChecker),
            _ => refusal,
        };
        offers.push(Offer { deed: *deed, refusal });
    }
    offers
}
