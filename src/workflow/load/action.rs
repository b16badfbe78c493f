//! One action of the file: where it leads, under which condition, and the effect it sets off.

use super::Loader;
use crate::workflow::definition::{About, Action, Outcome, Reason, Started, Target, Verdict};
use crate::workflow::reader::{Fields, Place};
use crate::workflow::vocabulary::{self, EFFECTS, Effect, MERGE, MERGED, REOPEN, UNDO, UNMERGE};
use crate::workflow::yaml::Mark;

const KEYS: &[&str] = &[
    "title", "record", "to", "stay", "effect", "outcomes", "when", "reason", "reasons", "decides", "reopens",
    "undo", "notice",
];
/// The keys of an action that stands under `anywhere`.
pub(super) const SHARED_KEYS: &[&str] = &[
    "from", "title", "record", "to", "stay", "effect", "outcomes", "when", "reason", "reasons", "decides",
    "reopens", "undo", "notice",
];

impl Loader<'_> {
    pub(super) fn actions(&mut self, place: &Place<'_>) -> Vec<Action> {
        let entries = self.reader.entries(place);
        entries.iter().filter_map(|(name, mark, place)| self.action(name, *mark, place)).collect()
    }

    fn action(&mut self, name: &str, mark: Mark, place: &Place<'_>) -> Option<Action> {
        let fields = self.reader.fields(place, KEYS);
        self.read_action(name, mark, &fields)
    }

    pub(super) fn shared_action(&mut self, name: &str, mark: Mark, place: &Place<'_>) -> Option<Action> {
        let fields = self.reader.fields(place, SHARED_KEYS);
        self.read_action(name, mark, &fields)
    }

    fn read_action(&mut self, name: &str, mark: Mark, fields: &Fields<'_>) -> Option<Action> {
        if !self.actions.iter().any(|known| known == name) {
            self.actions.push(name.to_owned());
        }
        if let Some(whose) = reserved(name) {
            let message = format!("an action cannot be called `{name}`: that is the deed of whoever {whose}");
            self.reader.wrong_at(mark, &fields.path, message);
        }
        let name = self.reader.name(mark, &fields.path, name);
        let title = self.reader.required(fields, "title");
        let title = title.and_then(|place| self.reader.both_languages(&place));
        let record = self.reader.required(fields, "record").and_then(|place| self.record(&place));
        let (target, effect) = self.consequence(mark, fields)?;
        let when = self.guard(fields);
        let reason_required = self.reason(fields);
        let reasons = self.reasons(fields, reason_required);
        let decides = fields.get("decides").and_then(|place| self.verdict(place));
        let reopens = self.reopens(fields, &target);
        let undo = self.undo(name.as_deref(), fields, (&target, reopens));
        let notices = self.notices(fields);
        if name.as_deref() == Some(MERGE) {
            self.merges(mark, fields, (record.as_deref(), &target, reason_required));
        }
        Some(Action {
            name: name?,
            title: title?,
            record: record?,
            target,
            when,
            reason_required,
            reasons,
            notices,
            effect,
            decides,
            reopens,
            undo,
        })
    }

    /// Exactly one of: a stage to go to, staying, or an effect whose outcome decides.
    fn consequence(&mut self, mark: Mark, fields: &Fields<'_>) -> Option<(Target, Option<Started>)> {
        let stays = self.reader.flag(fields, "stay");
        if fields.has("outcomes") && !fields.has("effect") {
            self.reader.wrong_at(mark, &fields.path, "`outcomes` belong to an `effect`");
        }
        match (fields.get("to"), fields.has("stay"), fields.get("effect")) {
            (Some(to), false, None) => self.stage_name(to).map(|to| (Target::To(to), None)),
            (None, true, None) => stays.then_some((Target::Stay, None)),
            (None, false, Some(effect)) => {
                let started = self.effect(fields, effect)?;
                Some((Target::Stay, Some(started)))
            }
            _ => {
                self.reader.wrong_at(
                    mark,
                    &fields.path,
                    "expected exactly one of `to`, `stay: true` and `effect`",
                );
                None
            }
        }
    }

    fn effect(&mut self, fields: &Fields<'_>, place: &Place<'_>) -> Option<Started> {
        let names: Vec<&str> = EFFECTS.iter().map(|effect| effect.name).collect();
        let name = self.reader.word(place, "effect", &names)?;
        let effect = vocabulary::effect(&name)?;
        let outcomes = self.reader.required(fields, "outcomes")?;
        let outcomes = self.outcomes(&outcomes, effect);
        Some(Started { name, outcomes })
    }

    /// Every way in which the effect can end must lead somewhere.
    fn outcomes(&mut self, place: &Place<'_>, effect: &Effect) -> Vec<Outcome> {
        let fields = self.reader.fields(place, effect.outcomes);
        let mut outcomes = Vec::new();
        for name in effect.outcomes {
            let Some(place) = self.reader.required(&fields, name) else { continue };
            outcomes.extend(self.outcome(name, &place));
        }
        outcomes
    }

    fn outcome(&mut self, name: &str, place: &Place<'_>) -> Option<Outcome> {
        let fields = self.reader.fields(place, &["to", "stay", "notice"]);
        let stays = self.reader.flag(&fields, "stay");
        let target = match (fields.get("to"), fields.has("stay")) {
            (Some(to), false) => self.stage_name(to).map(Target::To),
            (None, true) => stays.then_some(Target::Stay),
            _ => {
                self.reader.wrong(place, "expected exactly one of `to` and `stay: true`");
                None
            }
        };
        let notices = self.notices(&fields);
        Some(Outcome { name: name.to_owned(), target: target?, notices })
    }

    fn verdict(&mut self, place: &Place<'_>) -> Option<Verdict> {
        let word = self.reader.word(place, "verdict", &Verdict::ALL.map(Verdict::as_str))?;
        Verdict::ALL.into_iter().find(|verdict| verdict.as_str() == word)
    }

    /// Only who decides about a decision can have its case taken up again, and ends this one with it.
    fn reopens(&mut self, fields: &Fields<'_>, target: &Target) -> bool {
        let reopens = self.reader.flag(fields, "reopens");
        if let Some(place) = fields.get("reopens") {
            if self.about != Some(About::Decision) {
                self.reader
                    .wrong(place, "only a workflow with `about: decision` takes another case up again");
            } else if *target == Target::Stay {
                self.reader.wrong(place, "expected `to` beside `reopens`: the case ends with it");
            }
        }
        reopens
    }

    /// What sets something off outside, or moves two cases, is not simply taken back.
    fn undo(&mut self, name: Option<&str>, fields: &Fields<'_>, (target, reopens): (&Target, bool)) -> bool {
        let undo = self.reader.flag(fields, "undo");
        if let Some(place) = fields.get("undo")
            && (*target == Target::Stay || reopens || name == Some(MERGE))
        {
            self.reader.wrong(
                place,
                "`undo` belongs to an action that takes this one case to a stage, and does no more",
            );
        }
        undo
    }

    /// The program itself does more with a merge than with other actions, and counts on these.
    fn merges(
        &mut self,
        mark: Mark,
        fields: &Fields<'_>,
        (record, target, reason_required): (Option<&str>, &Target, bool),
    ) {
        if record.is_some_and(|record| record != MERGED) || !reason_required || *target == Target::Stay {
            let message = format!(
                "`{MERGE}` needs `record: {MERGED}`, `reason: required` and `to`: the case ends with it"
            );
            self.reader.wrong_at(mark, &fields.path, message);
        }
    }

    fn record(&mut self, place: &Place<'_>) -> Option<String> {
        let text = self.reader.text(place)?;
        self.reader.name(place.mark(), &place.path, text)
    }

    fn reason(&mut self, fields: &Fields<'_>) -> bool {
        let Some(place) = fields.get("reason") else { return false };
        self.reader.word(place, "rule for the reason", &["required"]).is_some()
    }

    /// What is named is asked for, so the action must need a reason at all.
    fn reasons(&mut self, fields: &Fields<'_>, reason_required: bool) -> Vec<Reason> {
        let Some(place) = fields.get("reasons") else { return Vec::new() };
        if !reason_required {
            self.reader
                .wrong(place, "expected `reason: required` beside `reasons`: one of them is to be named");
        }
        if self.reader.entries(place).is_empty() {
            self.reader.wrong(place, "expected at least one reason");
        }
        self.reader.titles(place).into_iter().map(|(code, title)| Reason { code, title }).collect()
    }
}

/// Whose deed a name is that no workflow may give an action.
fn reserved(name: &str) -> Option<&'static str> {
    match name {
        REOPEN => Some("allows an appeal"),
        UNMERGE => Some("takes a merge back"),
        UNDO => Some("takes a step back"),
        _ => None,
    }
}
