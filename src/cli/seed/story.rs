//! What happened to one case, decided by its workflow as it would have been at the time: every step through
//! `workflow::decide`, every event chained to the one before, timers heard when they were due.

use anyhow::{Context as _, Result};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::ground::Ground;
use crate::canonical::ContentHash;
use crate::casework::act::{Told, params, said};
use crate::history::{self, Doer, DoerKind, EventFields, GENESIS};
use crate::workflow::{self, Clock, Deed, Situation, Step, Timer, Trigger, Why};

/// How long after its time a timer is heard.
const HEARD_AFTER: TimeDelta = TimeDelta::seconds(5);
const SYSTEM: Doer = Doer { kind: DoerKind::System, person: None };

/// A case as far as its story was told.
pub(super) struct Story<'g> {
    ground: &'g Ground,
    pub(super) hero: Hero,
    pub(super) facts: Facts,
    deeds: Vec<Deed>,
    pub(super) stage: String,
    pub(super) queue: Option<String>,
    pub(super) clock: Clock,
    /// Grows with every step here, and with every fact that changes.
    pub(super) version: i32,
    pub(super) stage_entered_at: DateTime<Utc>,
    pub(super) due_at: Option<DateTime<Utc>>,
    pub(super) rank: i64,
    pub(super) escalated_at: Option<DateTime<Utc>>,
    pub(super) ended_at: Option<DateTime<Utc>>,
    pub(super) timers: Vec<Timer>,
    pub(super) checks: Vec<(String, DateTime<Utc>)>,
    pub(super) events: Vec<Event>,
    pub(super) letters: Vec<Letter>,
}

/// Whose case it is.
pub(super) struct Hero {
    pub(super) case: Uuid,
    pub(super) reference: String,
    pub(super) person: Uuid,
    pub(super) name: &'static str,
    /// `en` or `ur`.
    pub(super) language: &'static str,
}

/// What guards read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    pub(super) missing: usize,
    pub(super) are_documents_accepted: bool,
    pub(super) have_checks_answered: bool,
    pub(super) is_eligible: bool,
    pub(super) score: i32,
    /// In paisa.
    pub(super) amount: i64,
    /// The one of `none`, `proposed`, `live`, `failed` and `settled` that holds.
    pub(super) payment: &'static str,
}

/// An event as it was written.
pub(super) struct Event {
    pub(super) seq: i32,
    pub(super) at: DateTime<Utc>,
    pub(super) kind: String,
    pub(super) action: Option<String>,
    pub(super) doer: Doer,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) detail: Value,
    pub(super) previous: ContentHash,
    pub(super) hash: ContentHash,
}

/// A notice that went out.
pub(super) struct Letter {
    pub(super) kind: String,
    pub(super) at: DateTime<Utc>,
    pub(super) params: Value,
}

impl Facts {
    fn as_json(self) -> Value {
        let mut payment = json!({
            "none": false, "proposed": false, "live": false, "failed": false, "settled": false,
        });
        payment[self.payment] = json!(true);
        json!({
            "documents": {
                "missing": self.missing, "accepted": self.are_documents_accepted, "requested_open": 0,
            },
            "checks": { "settled": self.have_checks_answered, "failed": 0 },
            "score": { "eligible": self.is_eligible, "value": self.score },
            "payment": payment,
            "amount": { "paisa": self.amount },
        })
    }
}

impl<'g> Story<'g> {
    /// The case is handed in by its citizen.
    pub(super) fn begin(ground: &'g Ground, hero: Hero, facts: Facts, at: DateTime<Utc>) -> Result<Self> {
        let doer = Doer { kind: DoerKind::Citizen, person: Some(hero.person) };
        let mut story = Self {
            ground,
            hero,
            facts,
            deeds: Vec::new(),
            stage: ground.programme.workflow.initial.clone(),
            queue: None,
            clock: Clock::Stopped,
            version: 0,
            stage_entered_at: at,
            due_at: None,
            rank: 0,
            escalated_at: None,
            ended_at: None,
            timers: Vec::new(),
            checks: Vec::new(),
            events: Vec::new(),
            letters: Vec::new(),
        };
        story.take(at, &Trigger::Start, doer, json!({ "snapshot": 1, "flags": [] }))?;
        Ok(story)
    }

    /// Something happens by itself.
    pub(super) fn hears(&mut self, at: DateTime<Utc>, trigger: &Trigger<'_>, detail: Value) -> Result<()> {
        self.time_passes(at)?;
        self.take(at, trigger, SYSTEM, detail)
    }

    /// Somebody does an action.
    pub(super) fn acts(
        &mut self,
        at: DateTime<Utc>,
        (name, why): (&str, Why<'_>),
        doer: Doer,
        mut detail: Value,
    ) -> Result<()> {
        self.time_passes(at)?;
        let person = doer.person.context("an action is somebody's")?;
        let action = self.ground.programme.workflow.action_in(&self.stage, name);
        let reason = said(action, why, self.hero.language);
        for (key, text) in [("code", why.code), ("reason", reason.as_deref())] {
            if let Some(text) = text {
                detail[key] = json!(text);
            }
        }
        self.take(at, &Trigger::Action { name, person, why }, doer, detail)
    }

    /// Something that moves no stage: a claim, a verdict on a paper.
    pub(super) fn notes(&mut self, at: DateTime<Utc>, kind: &str, doer: Doer, detail: Value) -> Result<()> {
        self.time_passes(at)?;
        self.write(Happened { at, kind, action: None, from: None, to: None }, doer, detail)
    }

    /// Timers that were due until then are heard.
    pub(super) fn time_passes(&mut self, until: DateTime<Utc>) -> Result<()> {
        while let Some(place) = self.first_due(until) {
            let Timer { kind, due_at } = self.timers.remove(place);
            self.take(due_at + HEARD_AFTER, &Trigger::Timer { kind: &kind }, SYSTEM, json!({}))?;
        }
        Ok(())
    }

    fn first_due(&self, until: DateTime<Utc>) -> Option<usize> {
        let due = self.timers.iter().enumerate().filter(|(_, timer)| timer.due_at + HEARD_AFTER <= until);
        due.min_by_key(|(_, timer)| timer.due_at).map(|(place, _)| place)
    }

    fn take(&mut self, at: DateTime<Utc>, trigger: &Trigger<'_>, doer: Doer, detail: Value) -> Result<()> {
        let facts = self.facts.as_json();
        let situation = Situation {
            stage: &self.stage,
            facts: &facts,
            deeds: &self.deeds,
            kin_of_actor: &[],
            now: at,
            calendar: &self.ground.app.calendar,
        };
        let step = workflow::decide(&self.ground.programme.workflow, &situation, trigger)
            .with_context(|| format!("a made-up case in {} could not go on by {trigger:?}", self.stage))?;
        let happened = Happened {
            at,
            kind: &step.event,
            action: step.deed.as_deref(),
            from: step.from.as_deref(),
            to: Some(&step.to),
        };
        let reason = detail["reason"].as_str().map(str::to_owned);
        self.write(happened, doer, detail)?;
        if let (Some(action), Some(person)) = (&step.deed, doer.person) {
            self.deeds.push(Deed { action: action.clone(), person });
        }
        let reason = reason.filter(|_| step.deed.is_some());
        let told = Told {
            name: self.hero.name,
            reference: &self.hero.reference,
            language: self.hero.language,
            amount: self.facts.amount,
            kept: None,
            public_url: self.ground.app.public_url.as_str(),
        };
        for kind in &step.notices {
            let params = params(&told, &self.ground.programme, &step, reason.as_deref());
            self.letters.push(Letter { kind: kind.clone(), at, params });
        }
        self.stand(at, step);
        Ok(())
    }

    /// Stands where the step leads, as `case_step` would write it.
    fn stand(&mut self, at: DateTime<Utc>, step: Step) {
        self.version += 1;
        if step.moved {
            let deadline = step.timers.iter().find(|timer| timer.kind == "deadline");
            self.due_at = deadline.map(|timer| timer.due_at);
            self.rank = self.due_at.unwrap_or(at).timestamp_micros();
            self.stage_entered_at = at;
            self.timers = step.timers;
            self.checks.extend(step.checks.into_iter().map(|check| (check, at)));
        }
        self.escalated_at = match (step.escalate, step.moved) {
            (true, _) => Some(at),
            (false, true) => None,
            (false, false) => self.escalated_at,
        };
        self.ended_at = step.end.then_some(at);
        (self.stage, self.queue, self.clock) = (step.to, step.queue, step.clock);
    }

    fn write(&mut self, happened: Happened<'_>, doer: Doer, detail: Value) -> Result<()> {
        let (seq, previous) = self.events.last().map_or((1, GENESIS), |last| (last.seq + 1, last.hash));
        let hash = history::event(
            &previous,
            &EventFields {
                case_id: self.hero.case,
                seq,
                at: happened.at,
                kind: happened.kind,
                action: happened.action,
                actor_person: doer.person,
                actor_kind: doer.kind,
                from: happened.from,
                to: happened.to,
                bundle_hash: &self.ground.programme.hash,
                detail: &detail,
            },
        )?;
        self.events.push(Event {
            seq,
            at: happened.at,
            kind: happened.kind.to_owned(),
            action: happened.action.map(str::to_owned),
            doer,
            from: happened.from.map(str::to_owned),
            to: happened.to.map(str::to_owned),
            detail,
            previous,
            hash,
        });
        Ok(())
    }
}

/// What an event says beside who did it and why.
#[derive(Clone, Copy)]
struct Happened<'a> {
    at: DateTime<Utc>,
    kind: &'a str,
    action: Option<&'a str>,
    from: Option<&'a str>,
    to: Option<&'a str>,
}
