//! The words a workflow may use: those the program itself gives a meaning to (facts, events, effects), and those that
//! the installation supplies (programmes, checks, notices, queues).

/// The kind of value a fact has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactKind {
    Flag,
    Number,
    Text,
    Texts,
}

/// Something a condition may ask about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// One word or two joined by a dot: the object in the facts and its field.
    pub name: &'static str,
    pub kind: FactKind,
}

/// What makes an event happen; a workflow that goes round by checks alone would never stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The last check that the stage started has a result.
    Checks,
    /// Somebody handed something in.
    Person,
}

/// Something that happens to a case without being one of its actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    pub name: &'static str,
    pub cause: Cause,
}

/// Work outside the case that an action sets off and that ends in one of a few ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effect {
    pub name: &'static str,
    pub outcomes: &'static [&'static str],
    /// The outcome after which the money is with the citizen.
    pub paid: &'static str,
    /// The only action that may set it off.
    pub by: &'static str,
    /// The deeds that must stand before it, each kept apart from `by`: no one person does both on one case.
    pub after: &'static [&'static str],
    /// The actions that are given on a batch of cases, never on a single case.
    pub on_batches: &'static [&'static str],
    /// The fact that holds while it is under way; until then nothing may take the case out of its stage.
    pub live: &'static str,
}

/// The last check that a stage started has its answer.
pub const CHECKS_DONE: &str = "checks-done";
/// Nothing is missing any more of what the citizen was to send.
pub const DOCUMENTS_COMPLETE: &str = "documents-complete";

/// The deed of whoever has a case taken up again by allowing an appeal; no workflow declares it.
pub const REOPEN: &str = "reopen";
/// What history says of it.
pub const REOPENED: &str = "reopened";

/// The action that closes a case for another of the same people. It is given on the two of them, never on one alone.
pub const MERGE: &str = "merge";
/// What history says of it, on both cases.
pub const MERGED: &str = "case-merged";
/// The deed of whoever takes a merge back; no workflow declares it.
pub const UNMERGE: &str = "unmerge";
/// What history says of it, on both cases, and the notice that tells the citizen.
pub const UNMERGED: &str = "case-unmerged";

/// The deed of whoever takes their last step on a case back; no workflow declares it.
pub const UNDO: &str = "undo";
/// What history says of it.
pub const UNDONE: &str = "undone";

/// The code of a reason that is none of those an action names: words must say it.
pub const OTHER: &str = "other";

/// The facts of a case. The numbers of `documents` count requirements, `amount.paisa` is whole paisa.
pub const FACTS: &[Fact] = &[
    flag("documents.accepted"),
    number("documents.missing"),
    number("documents.requested_open"),
    flag("checks.settled"),
    number("checks.failed"),
    flag("score.eligible"),
    number("score.value"),
    flag("payment.none"),
    flag("payment.proposed"),
    flag("payment.live"),
    flag("payment.failed"),
    flag("payment.settled"),
    number("amount.paisa"),
];

/// Facts of which exactly one holds at any time: where the newest payment instruction of the case stands.
pub const ONE_OF: &[&[&str]] =
    &[&["payment.none", "payment.proposed", "payment.live", "payment.failed", "payment.settled"]];

/// Facts that only a deed brings about: until it stands, the fact does not hold.
pub const BROUGHT_BY: &[(&str, &str)] = &[("payment.proposed", "propose-payment")];

/// The events a stage may wait for.
pub const EVENTS: &[Event] = &[
    Event { name: CHECKS_DONE, cause: Cause::Checks },
    Event { name: DOCUMENTS_COMPLETE, cause: Cause::Person },
];

/// The effects an action may have.
pub const EFFECTS: &[Effect] = &[Effect {
    name: "pay",
    outcomes: &["settled", "failed", "returned", "stopped"],
    paid: "settled",
    by: "approve-payment",
    after: &["verify", "propose-payment"],
    on_batches: &["propose-payment", "approve-payment"],
    live: "payment.live",
}];

/// Everything a workflow may name. The program's own words are the constants of this module.
#[derive(Debug, Clone, Default)]
pub struct Known<'a> {
    pub programmes: Vec<&'a str>,
    pub checks: Vec<&'a str>,
    pub notices: Vec<&'a str>,
    pub queues: Vec<&'a str>,
}

/// The effect of a name.
pub fn effect(name: &str) -> Option<&'static Effect> {
    EFFECTS.iter().find(|effect| effect.name == name)
}

/// Whether an action is given on one case by itself: not on a batch, and not on a pair.
pub fn is_given_on_one_case(action: &str) -> bool {
    action != MERGE && !EFFECTS.iter().any(|effect| effect.on_batches.contains(&action))
}

/// The event of a name.
pub fn event(name: &str) -> Option<&'static Event> {
    EVENTS.iter().find(|event| event.name == name)
}

const fn flag(name: &'static str) -> Fact {
    Fact { name, kind: FactKind::Flag }
}

const fn number(name: &'static str) -> Fact {
    Fact { name, kind: FactKind::Number }
}
