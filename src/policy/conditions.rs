//! What must hold of the thing at hand besides the role, from `conditions.yaml`: not one's own, not kin's, not above what
//! a grant allows.

use serde_json::json;

use super::actor::{Actor, Grant};
use super::resource::{Denied, Resource};
use super::roles::{HeldBy, Role};
use super::vocabulary::{Deed, KINDS};
use crate::workflow::Guard;
use crate::workflow::reader::{Fields, Place, Reader};
use crate::workflow::vocabulary::{Fact, FactKind};

/// What a condition may ask about.
const FACTS: &[Fact] = &[
    Fact { name: "actor.person", kind: FactKind::Text },
    Fact { name: "resource.owner", kind: FactKind::Text },
    Fact { name: "resource.kin", kind: FactKind::Texts },
    Fact { name: "resource.hands", kind: FactKind::Texts },
    Fact { name: "resource.priced", kind: FactKind::Flag },
    Fact { name: "resource.amount", kind: FactKind::Number },
    Fact { name: "grant.capped", kind: FactKind::Flag },
    Fact { name: "grant.cap", kind: FactKind::Number },
    Fact { name: "resource.skill", kind: FactKind::Text },
    Fact { name: "grant.skills", kind: FactKind::Texts },
];

/// How a condition that does not hold is answered.
const ANSWERS: [&str; 7] = ["unseen", "not-allowed", "own-case", "kin", "had-a-hand", "skill", "above-cap"];

#[derive(Debug)]
pub(super) struct Condition {
    pub name: String,
    /// Places of the roles it is asked of.
    pub roles: Vec<usize>,
    /// Places of the deeds it is asked for.
    pub deeds: Vec<usize>,
    pub when: Guard,
    pub otherwise: String,
}

/// Who asks for what, under which grant.
pub(super) struct Asking<'a> {
    pub actor: &'a Actor,
    pub role: usize,
    pub deed: usize,
    pub grant: Option<&'a Grant>,
    pub resource: &'a Resource<'a>,
}

impl Condition {
    pub(super) fn concerns(&self, role: usize, deed: usize) -> bool {
        self.roles.contains(&role) && self.deeds.contains(&deed)
    }

    fn answer(&self, grant: Option<&Grant>) -> Denied {
        match self.otherwise.as_str() {
            "unseen" => Denied::Unseen,
            "own-case" => Denied::OwnCase,
            "kin" => Denied::Kin,
            "had-a-hand" => Denied::HadAHand,
            "skill" => Denied::Skill,
            "above-cap" => Denied::AboveCap { cap: grant.and_then(|grant| grant.amount_cap).unwrap_or(0) },
            _ => Denied::NotAllowed,
        }
    }
}

/// The first condition that does not hold, with its answer.
pub(super) fn first_broken<'c>(
    conditions: &'c [Condition],
    asking: &Asking<'_>,
) -> Option<(&'c str, Denied)> {
    let mut concerned =
        conditions.iter().filter(|condition| condition.concerns(asking.role, asking.deed)).peekable();
    concerned.peek()?;
    let facts = facts(asking);
    // Every fact is given below; one that were not must never open a door.
    let broken = concerned.find(|condition| !condition.when.holds(&facts).unwrap_or(false))?;
    Some((&broken.name, broken.answer(asking.grant)))
}

fn facts(asking: &Asking<'_>) -> serde_json::Value {
    let Asking { actor, grant, resource, .. } = asking;
    let cap = grant.and_then(|grant| grant.amount_cap);
    // Nobody known is no text that an owner could have: an unknown actor is never equal to an unknown owner.
    let person = actor.person().map_or_else(|| "nobody".to_owned(), |person| person.to_string());
    json!({
        "actor": { "person": person },
        "resource": {
            "owner": resource.owner.map(|owner| owner.to_string()).unwrap_or_default(),
            "kin": resource.kin,
            "hands": resource.hands,
            "priced": resource.amount.is_some(),
            "amount": resource.amount.unwrap_or(0),
            "skill": resource.skill.unwrap_or_default(),
        },
        "grant": {
            "capped": cap.is_some(),
            "cap": cap.unwrap_or(0),
            "skills": grant.map(|grant| grant.skills.as_slice()).unwrap_or_default(),
        },
    })
}

/// The words that conditions may use.
pub(super) struct Words<'w> {
    pub roles: &'w [Role],
    pub deeds: &'w [Deed],
}

/// Reads the conditions; what is wrong with them is noted in the reader.
pub(super) fn read(reader: &mut Reader, root: &Place<'_>, words: &Words<'_>) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for (name, mark, place) in reader.entries(root) {
        let fields = reader.fields(&place, &["for", "when", "otherwise"]);
        let name = reader.name(mark, &place.path, name);
        let scope = reader.required(&fields, "for").and_then(|place| concerned(reader, &place, words));
        let when = reader.required(&fields, "when").and_then(|place| guard(reader, &place));
        let otherwise = reader.required(&fields, "otherwise");
        let otherwise = otherwise.and_then(|place| reader.word(&place, "answer", &ANSWERS));
        let (Some(name), Some((roles, deeds)), Some(when), Some(otherwise)) = (name, scope, when, otherwise)
        else {
            continue;
        };
        conditions.push(Condition { name, roles, deeds, when, otherwise });
    }
    conditions
}

fn guard(reader: &mut Reader, place: &Place<'_>) -> Option<Guard> {
    let text = reader.text(place)?;
    Guard::compile(text, FACTS).map_err(|message| reader.wrong(place, message)).ok()
}

fn concerned(reader: &mut Reader, place: &Place<'_>, words: &Words<'_>) -> Option<(Vec<usize>, Vec<usize>)> {
    let fields = reader.fields(place, &["held-by", "roles", "kinds", "deeds"]);
    let roles = concerned_roles(reader, &fields, place, words.roles)?;
    let kinds = reader.required(&fields, "kinds")?;
    let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    let kinds = reader.words(&kinds, "kind", &names);
    let deeds = reader.required(&fields, "deeds")?;
    Some((roles, concerned_deeds(reader, &deeds, &kinds, words.deeds)))
}

fn concerned_roles(
    reader: &mut Reader,
    fields: &Fields<'_>,
    place: &Place<'_>,
    roles: &[Role],
) -> Option<Vec<usize>> {
    let places = |wanted: &dyn Fn(&Role) -> bool| -> Vec<usize> {
        roles.iter().enumerate().filter(|(_, role)| wanted(role)).map(|(place, _)| place).collect()
    };
    match (fields.get("held-by"), fields.get("roles")) {
        (Some(held_by), None) => {
            let held_by = HeldBy::read(reader, held_by)?;
            Some(places(&|role| role.held_by == held_by))
        }
        (None, Some(place)) => {
            let known: Vec<&str> = roles.iter().map(|role| role.name.as_str()).collect();
            let wanted = reader.words(place, "role", &known);
            Some(places(&|role| wanted.contains(&role.name)))
        }
        _ => {
            reader.wrong(place, "expected exactly one of `held-by` and `roles`");
            None
        }
    }
}

/// `all`, `acting`, `actions` (those of workflows), or deeds by name, each of which one of the kinds must have.
fn concerned_deeds(reader: &mut Reader, place: &Place<'_>, kinds: &[String], deeds: &[Deed]) -> Vec<usize> {
    let of_kinds =
        deeds.iter().enumerate().filter(|(_, deed)| kinds.iter().any(|kind| kind == deed.kind.name));
    let of_kinds: Vec<(usize, &Deed)> = of_kinds.collect();
    let mut known: Vec<&str> = of_kinds.iter().map(|(_, deed)| deed.name.as_str()).collect();
    known.extend(["all", "acting", "actions"]);
    let named = reader.words(place, "deed", &known);
    let wanted = |deed: &Deed| {
        named.iter().any(|name| match name.as_str() {
            "all" => true,
            "acting" => deed.is_acting,
            "actions" => deed.programmes.is_some(),
            name => *name == deed.name,
        })
    };
    of_kinds.into_iter().filter(|(_, deed)| wanted(deed)).map(|(place, _)| place).collect()
}
