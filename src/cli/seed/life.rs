//! The whole life of one case, from handing in to where it stands today.

use anyhow::{Context as _, Result};
use chrono::{DateTime, TimeDelta, Utc};
use rand::RngExt as _;
use rand::rngs::StdRng;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::super::demo::people::pick;
use super::citizens::{self, Citizen};
use super::ground::Ground;
use super::money::{self, ACCOUNT_CLOSED, Books, OPEN, Payment, signed_at};
use super::papers::Paper;
use super::plan::{self, End, Life, Plan, VISITS};
use super::shapes::Shape;
use super::story::{Facts, Hero, Story};
use crate::applications::{self, Handed};
use crate::canonical::ContentHash;
use crate::catalogue::form::{Answers, Identifier};
use crate::entropy;
use crate::history::{Doer, DoerKind};
use crate::payments::instruction::State;
use crate::reference::Reference;
use crate::workflow::vocabulary::CHECKS_DONE;
use crate::workflow::{Trigger, Why, ZONE};

/// Codes of reasons to reject, and words beside them.
const REASONS: &[(&str, &str)] = &[
    ("information-wrong", "The income on the form does not agree with the bank statement."),
    ("not-eligible", "The household owns more land than was stated."),
    ("helped-already", "The same household is registered in another tehsil."),
];
/// One case in so many has papers, and none beyond the first fifty thousand.
const PAPERS_EVERY: u64 = 97;
const PAPERS_UP_TO: u64 = 50_000;

/// A case about to be made up.
pub(super) struct Draft<'g> {
    ground: &'g Ground,
    dice: StdRng,
    pub(super) number: u64,
    pub(super) reference: Reference,
    pub(super) plan: Plan,
    pub(super) shape: &'g Shape,
    pub(super) citizen: Citizen,
    /// How often the citizen came before, and is known since.
    pub(super) visits: usize,
    /// Whether little is left of it: no checks, score and messages.
    pub(super) is_short: bool,
    pub(super) case: Uuid,
    pub(super) application: Uuid,
}

/// Who came last of those who come again and again, and when that was decided.
pub(super) struct Visitor {
    citizen: Citizen,
    visits: usize,
    decided: DateTime<Utc>,
}

/// What a case was decided on, and with what.
pub(super) struct Filed {
    pub(super) answers: Value,
    pub(super) documents: Value,
    pub(super) required: Value,
    pub(super) content_hash: ContentHash,
}

impl<'g> Draft<'g> {
    /// Draws everything that chance decides; a short life may be a visitor's, who is whoever came last afterwards.
    pub(super) fn of(ground: &'g Ground, number: u64, attempt: u64, visitor: &mut Option<Visitor>) -> Self {
        match plan::life_of(number, ground.recent) {
            Life::Whole(end) => Self::whole(ground, number, attempt, end),
            Life::Short(end) => {
                let draft = Self::short(ground, number, attempt, end, visitor.take());
                *visitor = Some(Visitor {
                    citizen: draft.citizen.clone(),
                    visits: draft.visits + 1,
                    decided: draft.plan.decided,
                });
                draft
            }
        }
    }

    fn short(ground: &'g Ground, number: u64, attempt: u64, end: End, visitor: Option<Visitor>) -> Self {
        let mut dice = citizens::dice(ground.seed, number, attempt);
        let visitor = visitor.filter(|visitor| visitor.visits < VISITS);
        let last = visitor.as_ref().map(|visitor| visitor.decided);
        let plan = plan::draw_short(&mut dice, end, ground.now, last);
        let shape = &ground.shapes.alone;
        let (citizen, visits) = if let Some(visitor) = visitor {
            (visitor.citizen, visitor.visits)
        } else {
            let applied = plan.handed_in.with_timezone(&ZONE).date_naive();
            let (from, place) = ((ground.seed, number, attempt), (&*ground.tehsils, applied));
            (citizens::draw(&mut dice, from, shape, place, false).by_first_name(), 0)
        };
        let (case, application) = (entropy::id(), entropy::id());
        let reference = citizens::reference(ground.seed, number);
        Self {
            ground,
            dice,
            number,
            reference,
            plan,
            shape,
            citizen,
            visits,
            is_short: true,
            case,
            application,
        }
    }

    fn whole(ground: &'g Ground, number: u64, attempt: u64, end: End) -> Self {
        let mut dice = citizens::dice(ground.seed, number, attempt);
        let plan = plan::draw(&mut dice, end, ground.now);
        let shapes = match plan.end {
            End::Approved | End::Disbursed | End::OnHold => &ground.shapes.eligible,
            End::Rejected => &ground.shapes.others,
            _ if dice.random_bool(0.7) => &ground.shapes.eligible,
            _ => &ground.shapes.others,
        };
        let shape = &shapes[dice.random_range(0..shapes.len())];
        let applied = plan.handed_in.with_timezone(&ZONE).date_naive();
        let citizen = citizens::draw(
            &mut dice,
            (ground.seed, number, attempt),
            shape,
            (&ground.tehsils, applied),
            plan.end == End::OnHold,
        );
        Self {
            ground,
            dice,
            number,
            reference: citizens::reference(ground.seed, number),
            plan,
            shape,
            citizen,
            visits: 0,
            is_short: false,
            case: entropy::id(),
            application: entropy::id(),
        }
    }

    /// Whether this case has files.
    pub(super) const fn has_papers(&self) -> bool {
        !self.is_short && self.number < PAPERS_UP_TO && self.number % PAPERS_EVERY == 5
    }

    /// Whether the citizen was asked for papers and has not sent the last of them.
    pub(super) const fn lacks_papers(&self) -> bool {
        matches!(self.plan.end, End::Pending | End::Lapsed)
    }

    /// The form as it was handed in.
    pub(super) fn filed(&self, papers: &[Paper]) -> Result<Filed> {
        let answers = self.answers();
        let documents = papers.iter().map(Paper::handed_in).collect::<Value>();
        let slots = self.shape.slots.iter().filter(|slot| !slot.optional);
        let asked = slots.map(|slot| json!({ "requirement": slot.requirement, "member": slot.member }));
        let is_asked = self.has_papers() || self.lacks_papers();
        let required = if is_asked { asked.collect::<Value>() } else { json!([]) };
        let kept = Answers::stored(answers.clone());
        let handed = Handed {
            answers: &kept,
            documents: documents.clone(),
            required_documents: required.clone(),
            consent: &self.ground.programme.form.consent.version,
        };
        let content_hash =
            applications::content_hash(self.application, &self.ground.programme.hash, &handed)?;
        Ok(Filed { answers, documents, required, content_hash })
    }

    fn answers(&self) -> Value {
        let (citizen, sealer) = (&self.citizen, &self.ground.app.sealer);
        let mut sections: Map<String, Value> = self.shape.sections.clone();
        sections["applicant"]["date_of_birth"] = json!(citizen.people[0].born.to_string());
        sections["household"]["area"] = json!(citizen.area);
        if self.is_short {
            return Value::Object(sections);
        }
        sections["household"]["address"] = json!(citizen.address);
        sections["bank"]["title"] = json!(citizen.people[0].name);
        sections["bank"]["iban"] =
            applications::seal(sealer, self.application, Identifier::Iban, &citizen.iban);
        let rows = sections["members"].as_array_mut().into_iter().flatten();
        for (row, member) in rows.zip(&citizen.people[1..]) {
            row["name"] = json!(member.name);
            row["date_of_birth"] = json!(member.born.to_string());
            if let Some(known) = &member.known {
                row["cnic"] = applications::seal(sealer, self.application, Identifier::Cnic, &known.cnic);
            }
        }
        Value::Object(sections)
    }

    /// Tells the story to its end, with the payment it comes to.
    pub(super) fn story(&mut self, papers: &[Paper], filed: &Filed, books: &mut Books) -> Result<Story<'g>> {
        let (ground, plan, score) = (self.ground, self.plan, &self.shape.score);
        let missing = self.shape.slots.iter().filter(|slot| !slot.optional).count() - papers.len();
        let facts = Facts {
            missing: if self.lacks_papers() { missing } else { 0 },
            are_documents_accepted: papers.is_empty(),
            have_checks_answered: false,
            is_eligible: score.is_eligible,
            score: score.value,
            amount: score.amount,
            payment: "none",
        };
        let hero = Hero {
            case: self.case,
            reference: self.reference.to_string(),
            person: self.citizen.person,
            name: self.citizen.people[0].name,
            language: self.citizen.language,
        };
        let mut story = Story::begin(ground, hero, facts, plan.handed_in)?;
        if self.is_short && plan.end == End::Withdrawn {
            self.withdraw(&mut story)?;
            return Ok(story);
        }
        if plan.end == End::Submitted {
            // Two of three checks have answered.
            story.version += 2;
            return Ok(story);
        }
        story.version += 3;
        story.facts.have_checks_answered = true;
        let checked = plan.handed_in + TimeDelta::seconds(self.dice.random_range(20..240));
        story.hears(checked, &Trigger::Event { name: CHECKS_DONE }, json!({}))?;
        match plan.end {
            End::Rejected => {
                let officer = self.claim(&mut story, plan.decided)?;
                let (code, words) = pick(&mut self.dice, REASONS);
                let why = Why { code: Some(code), words: Some(words) };
                story.acts(plan.decided, ("reject", why), officer, json!({}))?;
            }
            End::Withdrawn => self.withdraw(&mut story)?,
            End::Approved | End::Disbursed | End::OnHold => {
                let officer = self.claim(&mut story, plan.decided)?;
                accept(&mut story, papers, officer, plan.decided)?;
                story.acts(plan.decided, ("verify", Why::NOTHING), officer, json!({}))?;
                self.pay(&mut story, filed, books)?;
            }
            _ => {}
        }
        story.time_passes(ground.now)?;
        Ok(story)
    }

    fn withdraw(&self, story: &mut Story<'_>) -> Result<()> {
        let citizen = Doer { kind: DoerKind::Citizen, person: Some(self.citizen.person) };
        story.acts(self.plan.decided, ("withdraw", Why::NOTHING), citizen, json!({}))
    }

    /// An officer of the place takes the case some minutes before deciding.
    fn claim(&mut self, story: &mut Story<'_>, decided: DateTime<Utc>) -> Result<Doer> {
        let officers = self.ground.officers_of(&self.citizen.area);
        let person = officers.get(self.dice.random_range(0..officers.len().max(1)));
        let person = person.with_context(|| format!("nobody verifies in {}", self.citizen.area))?.person;
        let officer = Doer { kind: DoerKind::Staff, person: Some(person) };
        let queue = story.queue.clone();
        let claimed = decided - TimeDelta::seconds(self.dice.random_range(60..1800));
        story.notes(claimed, "case-claimed", officer, json!({ "queue": queue }))?;
        Ok(officer)
    }

    /// On a batch, signed, and at the bank; as far as the plan says.
    fn pay(&mut self, story: &mut Story<'_>, filed: &Filed, books: &mut Books) -> Result<()> {
        let (ground, plan) = (self.ground, self.plan);
        let run = match plan.end {
            End::Approved if is_proposed(self.number) => OPEN,
            End::Approved => return Ok(()),
            _ => plan.run,
        };
        let (proposed, approved) = signed_at(ground.now, run);
        if story.stage_entered_at >= proposed {
            return Ok(());
        }
        let (state, outcome) = match plan.end {
            End::Disbursed => (State::Settled, "settled"),
            End::OnHold => (State::Rejected, "failed"),
            _ => (State::Proposed, ""),
        };
        let payment = Payment {
            id: entropy::id(),
            run,
            case: self.case,
            amount: self.shape.score.amount,
            creditor: self.citizen.people[0].name,
            iban: self.citizen.iban.clone(),
            content_hash: filed.content_hash,
            state,
            concluded: approved + TimeDelta::seconds(self.dice.random_range(60..6 * 3600)),
        };
        let batch = books.batch(ground.now, run).to_string();
        let particulars = json!({ "payment": payment.id, "batch": batch });
        let maker = Doer { kind: DoerKind::Staff, person: Some(ground.maker) };
        // Each signature and each word of the bank also touches the case.
        story.version += 1;
        story.acts(proposed, ("propose-payment", Why::NOTHING), maker, particulars.clone())?;
        story.facts.payment = "proposed";
        if run != OPEN {
            let approver = Doer { kind: DoerKind::Staff, person: Some(ground.approver) };
            story.version += 2;
            story.acts(approved, ("approve-payment", Why::NOTHING), approver, particulars)?;
            story.facts.payment = if state == State::Settled { "settled" } else { "failed" };
            let is_settled = state == State::Settled;
            let detail = json!({
                "payment": payment.id, "batch": batch,
                "bank_reference": is_settled.then(|| money::bank_reference(&payment)),
                "reason": (!is_settled).then_some(ACCOUNT_CLOSED),
            });
            story.hears(payment.concluded, &Trigger::Outcome { effect: "pay", name: outcome }, detail)?;
        }
        books.pays(payment);
        Ok(())
    }
}

/// Whether a case that waits for its payment is on the batch that waits for its approval.
pub(super) const fn is_proposed(number: u64) -> bool {
    (number / 1000).is_multiple_of(25)
}

/// An officer accepts every paper.
fn accept(story: &mut Story<'_>, papers: &[Paper], officer: Doer, decided: DateTime<Utc>) -> Result<()> {
    for paper in papers {
        let detail = json!({
            "document": paper.id, "requirement": paper.slot.requirement, "member": paper.slot.member, "reason": null,
        });
        story.version += 1;
        story.notes(decided - TimeDelta::seconds(30), "document-accepted", officer, detail)?;
    }
    story.facts.are_documents_accepted = true;
    Ok(())
}
