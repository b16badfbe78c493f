//! The facts of a story. It names only those that matter to it; the others are at rest.

use serde_json::{Value as Json, json};

use crate::workflow::vocabulary::{FACTS, FactKind, ONE_OF};

/// Every fact of a case to which nothing has happened: numbers 0, flags false, and the first of each set that excludes
/// each other true.
pub fn at_rest() -> Json {
    let mut facts = json!({});
    for fact in FACTS {
        let value = match fact.kind {
            FactKind::Flag => json!(false),
            FactKind::Number => json!(0),
            FactKind::Text => json!(""),
            FactKind::Texts => json!([]),
        };
        put(&mut facts, fact.name, value);
    }
    for set in ONE_OF {
        settle(&mut facts, set[0]);
    }
    facts
}

/// Sets a fact; of a set of which exactly one holds, the others become false.
pub(super) fn set(facts: &mut Json, name: &str, value: Json) {
    if value == Json::Bool(true) {
        settle(facts, name);
    }
    put(facts, name, value);
}

fn settle(facts: &mut Json, name: &str) {
    for other in ONE_OF.iter().filter(|set| set.contains(&name)).copied().flatten() {
        put(facts, other, json!(*other == name));
    }
}

fn put(facts: &mut Json, name: &str, value: Json) {
    match name.split_once('.') {
        Some((root, field)) => facts[root][field] = value,
        None => facts[name] = value,
    }
}
