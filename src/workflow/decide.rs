//! What happens to a case, from the definition and the facts alone. Deciding changes nothing: the same situation and
//! trigger always have the same answer.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::deadline::Span;
use super::definition::{Action, Definition, Stage, Target};
use super::guard::{FactNotGiven, Guard};
use super::step::{Deed, Lack, OpenAction, Refusal, Situation, Step, Timer, Trigger, Why};
use super::vocabulary::{MERGE, REOPEN, REOPENED, UNDO, UNDONE, UNMERGE, UNMERGED};

/// The kind of timer that escalates.
const DEADLINE: &str = "deadline";

/// The step that follows from a trigger.
///
/// # Errors
/// Why nothing follows.
pub fn decide(
    definition: &Definition,
    situation: &Situation<'_>,
    trigger: &Trigger<'_>,
) -> Result<Step, Refusal> {
    let case = Case { definition, situation };
    match *trigger {
        Trigger::Start => Ok(case.begin()),
        Trigger::Action { name, person, why } => case.act(case.present()?, name, person, why),
        Trigger::Event { name } => case.hear(case.present()?, name),
        Trigger::Timer { kind } => case.time_out(case.present()?, kind),
        Trigger::Outcome { effect, name } => case.conclude(case.present()?, effect, name),
        Trigger::Reopen { programme } => case.reopen(programme),
        Trigger::Unmerge { to } => case.unmerge(to),
        Trigger::Undo { to, entered } => case.undo(to, entered),
    }
}

/// The actions of the present stage, each with why it would not work for this person now.
pub fn open_actions(definition: &Definition, situation: &Situation<'_>, person: Uuid) -> Vec<OpenAction> {
    let case = Case { definition, situation };
    let Ok(stage) = case.present() else { return Vec::new() };
    let offered = stage.actions.iter().map(|action| OpenAction {
        name: action.name.clone(),
        reason_required: action.reason_required,
        refusal: case.may(action, person).err(),
    });
    offered.collect()
}

/// A definition applied to one situation.
struct Case<'c> {
    definition: &'c Definition,
    situation: &'c Situation<'c>,
}

impl<'c> Case<'c> {
    fn begin(&self) -> Step {
        let initial = self.named(&self.definition.initial);
        Step { from: None, ..self.entering(initial, initial, "case-opened", &[]) }
    }

    /// The stage the case is in, unless it is over.
    fn present(&self) -> Result<&'c Stage, Refusal> {
        let stage = self.here()?;
        if stage.end {
            return Err(Refusal::CaseEnded { stage: stage.name.clone() });
        }
        Ok(stage)
    }

    /// The stage the case is in, over or not.
    fn here(&self) -> Result<&'c Stage, Refusal> {
        let name = self.situation.stage;
        self.definition.stage(name).ok_or_else(|| Refusal::StageUnknown { stage: name.to_owned() })
    }

    fn named(&self, name: &str) -> &'c Stage {
        self.definition.stage(name).expect("loading checked every stage that is named")
    }

    fn act(&self, stage: &'c Stage, name: &str, person: Uuid, why: Why<'_>) -> Result<Step, Refusal> {
        let Some(action) = stage.action(name) else {
            return Err(Refusal::ActionNotOpen { action: name.to_owned(), stage: stage.name.clone() });
        };
        self.may(action, person)?;
        says_why(action, why)?;
        let step = self.following(stage, &action.target, &action.record, &action.notices);
        let effect = action.effect.as_ref().map(|effect| effect.name.clone());
        Ok(Step { deed: Some(name.to_owned()), effect, reopens: action.reopens, ..step })
    }

    /// Whether nothing but a missing reason stands against the action.
    fn may(&self, action: &Action, person: Uuid) -> Result<(), Refusal> {
        if let Some(earlier) = self.separated(action, person) {
            return Err(Refusal::Separated { action: action.name.clone(), earlier });
        }
        let Some(guard) = &action.when else { return Ok(()) };
        if self.holds(guard)? {
            return Ok(());
        }
        Err(Refusal::GuardNotMet { action: action.name.clone(), guard: guard.text().to_owned() })
    }

    /// The earlier deed of the person or their kin from which this action is kept apart.
    fn separated(&self, action: &Action, person: Uuid) -> Option<String> {
        let same_household = |other: Uuid| other == person || self.situation.kin_of_actor.contains(&other);
        let is_apart = |(place, deed): &(usize, &Deed)| {
            same_household(deed.person)
                && (self.definition.separates(&deed.action, &action.name)
                    || self.is_spent(action, *place, deed))
        };
        let mut deeds = self.situation.deeds.iter().enumerate();
        deeds.find(is_apart).map(|(_, deed)| deed.action.clone())
    }

    /// Whether an earlier deed keeps its doer from deciding anew: it decided the case before it was taken up again, or
    /// had it taken up. An appeal is worth nothing if the same person decides once more.
    fn is_spent(&self, action: &Action, place: usize, deed: &Deed) -> bool {
        let last = self.situation.deeds.iter().rposition(|deed| deed.action == REOPEN);
        action.decides.is_some()
            && last.is_some_and(|last| place <= last)
            && (deed.action == REOPEN || self.definition.verdict(&deed.action).is_some())
    }

    /// Only from an end that offers an appeal of this programme. What the citizen hears is the appeal's to say.
    fn reopen(&self, programme: &str) -> Result<Step, Refusal> {
        let name = self.situation.stage;
        let stage = self.here()?;
        let offered = stage.appeal.as_ref().filter(|appeal| appeal.programme == programme);
        let Some(appeal) = offered else {
            return Err(Refusal::NotExpected { event: REOPENED.to_owned(), stage: name.to_owned() });
        };
        let step = self.entering(stage, self.named(&appeal.reopens), REOPENED, &[]);
        Ok(Step { deed: Some(REOPEN.to_owned()), notices: Vec::new(), ..step })
    }

    /// Only from where a merge leads, and only to a stage that a merge leaves. The stage is entered anew, with its checks and
    /// its times; the citizen is told of the way back and not a second time of the stage.
    fn unmerge(&self, to: &str) -> Result<Step, Refusal> {
        let name = self.situation.stage;
        let stage = self.here()?;
        let merges = |back: &&Stage| {
            back.action(MERGE).is_some_and(|action| action.target == Target::To(name.to_owned()))
        };
        let Some(back) = self.definition.stage(to).filter(merges) else {
            return Err(Refusal::NotExpected { event: UNMERGED.to_owned(), stage: name.to_owned() });
        };
        let step = self.entering(stage, back, UNMERGED, &[]);
        Ok(Step { deed: Some(UNMERGE.to_owned()), notices: vec![UNMERGED.to_owned()], ..step })
    }

    /// Only what says so can be undone. The stage goes on as if it had not been left: no check starts, no time begins anew,
    /// and nobody is told.
    fn undo(&self, to: &str, entered: DateTime<Utc>) -> Result<Step, Refusal> {
        let name = self.situation.stage;
        let stage = self.here()?;
        let led_here = |action: &Action| action.undo && action.target == Target::To(name.to_owned());
        let back = self.definition.stage(to).filter(|stage| stage.actions.iter().any(led_here));
        let Some(back) = back else {
            return Err(Refusal::NotExpected { event: UNDONE.to_owned(), stage: name.to_owned() });
        };
        let timers = self.timers(back, entered);
        Ok(Step { moved: true, deed: Some(UNDO.to_owned()), timers, ..plain(stage, back, UNDONE) })
    }

    fn hear(&self, stage: &'c Stage, name: &str) -> Result<Step, Refusal> {
        for branch in stage.branches.iter().filter(|branch| branch.event == name) {
            let open = match &branch.when {
                Some(guard) => self.holds(guard)?,
                None => true,
            };
            if open {
                return Ok(self.entering(stage, self.named(&branch.to), name, &branch.notices));
            }
        }
        Err(Refusal::NotExpected { event: name.to_owned(), stage: stage.name.clone() })
    }

    fn time_out(&self, stage: &'c Stage, kind: &str) -> Result<Step, Refusal> {
        if kind == DEADLINE && stage.deadline.is_some() {
            return Ok(Step { escalate: true, ..staying(stage, "deadline-passed", &[]) });
        }
        let lapse = stage.lapses.iter().enumerate().find(|(index, _)| lapse_kind(*index) == kind);
        let Some((_, lapse)) = lapse else {
            return Err(Refusal::NotExpected { event: kind.to_owned(), stage: stage.name.clone() });
        };
        Ok(self.entering(stage, self.named(&lapse.to), "time-passed", &lapse.notices))
    }

    /// An outcome can follow only an effect that the stage offers and that somebody set off.
    fn conclude(&self, stage: &'c Stage, effect: &str, name: &str) -> Result<Step, Refusal> {
        let unexpected =
            || Refusal::NotExpected { event: format!("{effect}-{name}"), stage: stage.name.clone() };
        let started = stage
            .actions
            .iter()
            .filter(|action| self.situation.deeds.iter().any(|deed| deed.action == action.name));
        let outcome = started
            .filter_map(|action| action.effect.as_ref())
            .filter(|started| started.name == effect)
            .find_map(|started| started.outcomes.iter().find(|outcome| outcome.name == name))
            .ok_or_else(unexpected)?;
        Ok(self.following(stage, &outcome.target, &format!("{effect}-{name}"), &outcome.notices))
    }

    fn holds(&self, guard: &Guard) -> Result<bool, Refusal> {
        guard
            .holds(self.situation.facts)
            .map_err(|FactNotGiven { guard, fact }| Refusal::FactNotGiven { guard, fact })
    }

    fn following(&self, stage: &'c Stage, target: &Target, event: &str, notices: &[String]) -> Step {
        match target {
            Target::To(name) => self.entering(stage, self.named(name), event, notices),
            Target::Stay => staying(stage, event, notices),
        }
    }

    fn entering(&self, from: &Stage, to: &Stage, event: &str, notices: &[String]) -> Step {
        Step {
            moved: true,
            checks: to.checks.clone(),
            certificate: to.certificate,
            notices: notices.iter().chain(&to.notices).cloned().collect(),
            timers: self.timers(to, self.situation.now),
            ..plain(from, to, event)
        }
    }

    fn timers(&self, stage: &Stage, entered: DateTime<Utc>) -> Vec<Timer> {
        let calendar = self.situation.calendar;
        spans(stage).map(|(kind, span)| Timer { kind, due_at: calendar.due(entered, span) }).collect()
    }
}

impl Stage {
    /// The kinds of timers that begin to run when a case enters.
    pub fn timer_kinds(&self) -> Vec<String> {
        spans(self).map(|(kind, _)| kind).collect()
    }
}

fn spans(stage: &Stage) -> impl Iterator<Item = (String, Span)> {
    let deadline = stage.deadline.map(|within| (DEADLINE.to_owned(), within));
    let lapses = stage.lapses.iter().enumerate().map(|(index, lapse)| (lapse_kind(index), lapse.after));
    deadline.into_iter().chain(lapses)
}

fn says_why(action: &Action, why: Why<'_>) -> Result<(), Refusal> {
    let name = || action.name.clone();
    match why.lack(&action.reasons, action.reason_required) {
        None => Ok(()),
        Some(Lack::Code) => Err(Refusal::CodeRequired { action: name() }),
        Some(Lack::Unknown(code)) => Err(Refusal::CodeUnknown { action: name(), code: code.to_owned() }),
        Some(Lack::Words) => Err(Refusal::ReasonRequired { action: name() }),
    }
}

fn staying(stage: &Stage, event: &str, notices: &[String]) -> Step {
    Step { notices: notices.to_vec(), ..plain(stage, stage, event) }
}

/// A step with which nothing starts.
fn plain(from: &Stage, to: &Stage, event: &str) -> Step {
    Step {
        from: Some(from.name.clone()),
        to: to.name.clone(),
        moved: false,
        deed: None,
        event: event.to_owned(),
        checks: Vec::new(),
        notices: Vec::new(),
        certificate: false,
        effect: None,
        reopens: false,
        timers: Vec::new(),
        clock: to.clock,
        queue: to.queue.clone(),
        end: to.end,
        escalate: false,
    }
}

/// The kind of timer of the stage's `index`th time limit.
fn lapse_kind(index: usize) -> String {
    format!("after:{}", index + 1)
}
