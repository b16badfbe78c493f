//! A condition of a workflow or a policy: an expression in CEL over declared facts, checked when it is loaded so that
//! it cannot fail when it is asked, except for a fact that the caller did not bring.

mod typing;

use std::fmt;
use std::sync::{Arc, LazyLock};

use cel::{Context, Env, Program, Value};
use serde_json::Value as Json;

use super::bounded;
use super::formula::Formula;
use super::vocabulary::{Fact, FactKind};

/// The proofs try every assignment of a condition's atoms; with the payment's states this bounds them to 2^17.
const MOST_ATOMS: usize = 12;

static STANDARD: LazyLock<Arc<Env>> = LazyLock::new(|| Arc::new(Env::stdlib()));

/// A compiled condition.
pub struct Guard {
    text: String,
    program: Program,
    formula: Formula,
    facts: Vec<Fact>,
}

/// A fact that a condition reads was not among the facts given, or was of another kind than declared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the condition `{guard}` needs the fact {fact}, which was not given as declared")]
pub struct FactNotGiven {
    pub guard: String,
    pub fact: String,
}

impl fmt::Debug for Guard {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Guard({})", self.text)
    }
}

impl Guard {
    /// Compiles a condition over the declared facts.
    ///
    /// # Errors
    /// A sentence for the author: not CEL, an unknown fact, kinds that do not go together, not true or false.
    pub fn compile(text: &str, declared: &[Fact]) -> Result<Self, String> {
        let program = bounded::compiled("a condition", text, Program::compile)?;
        let mut facts = Vec::new();
        let formula = typing::condition(program.expression(), declared, &mut facts)?;
        if formula.atoms().len() > MOST_ATOMS {
            return Err(format!(
                "`{text}` compares more than {MOST_ATOMS} things; split it over several stages"
            ));
        }
        Ok(Self { text: text.to_owned(), program, formula, facts })
    }

    /// The condition as its author wrote it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The names of the facts it reads.
    pub fn facts(&self) -> impl Iterator<Item = &'static str> {
        self.facts.iter().map(|fact| fact.name)
    }

    /// Its logic, for the proofs.
    pub(crate) fn formula(&self) -> &Formula {
        &self.formula
    }

    /// Whether it holds. The facts are objects by the first word of their names: `{"documents": {"missing": 0}}`.
    ///
    /// # Errors
    /// A fact it reads is missing or of another kind than declared: the caller's mistake, never the citizen's.
    pub fn holds(&self, facts: &Json) -> Result<bool, FactNotGiven> {
        let mut context = Context::with_env(Arc::clone(&STANDARD));
        for fact in &self.facts {
            let found = fact.name.split('.').try_fold(facts, |object, key| object.get(key));
            let value =
                found.and_then(|json| value_of(json, fact.kind)).ok_or_else(|| self.lacks(fact.name))?;
            // Bound under its whole dotted name, as CEL looks names up: an eighth of the time of nested maps.
            context.add_variable_from_value(fact.name, value);
        }
        match self.program.execute(&context) {
            Ok(Value::Bool(answer)) => Ok(answer),
            _ => Err(self.lacks("(the expression)")),
        }
    }

    fn lacks(&self, fact: &str) -> FactNotGiven {
        FactNotGiven { guard: self.text.clone(), fact: fact.to_owned() }
    }
}

fn value_of(json: &Json, kind: FactKind) -> Option<Value> {
    match kind {
        FactKind::Flag => json.as_bool().map(Value::Bool),
        FactKind::Number => json.as_i64().map(Value::Int),
        FactKind::Text => json.as_str().map(Value::from),
        FactKind::Texts => {
            let texts: Option<Vec<Value>> =
                json.as_array()?.iter().map(|item| item.as_str().map(Value::from)).collect();
            texts.map(|texts| Value::List(Arc::new(texts)))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Guard;
    use crate::workflow::vocabulary::{FACTS, Fact, FactKind};

    fn holds(text: &str, facts: &serde_json::Value) -> bool {
        Guard::compile(text, FACTS).expect("compiles").holds(facts).expect("all facts are given")
    }

    #[test]
    fn a_condition_is_asked_of_the_facts() {
        let facts = json!({"documents": {"missing": 2, "accepted": true}, "checks": {"settled": false}});
        assert!(holds("documents.missing > 0", &facts));
        assert!(holds("documents.accepted && !checks.settled", &facts));
        assert!(!holds("documents.missing == 0 || checks.settled == documents.accepted", &facts));
        assert!(holds("documents.missing >= -1", &facts));
    }

    #[test]
    fn texts_are_compared_and_looked_up_in_lists() {
        let declared =
            [Fact { name: "owner", kind: FactKind::Text }, Fact { name: "kin", kind: FactKind::Texts }];
        let guard = Guard::compile("owner in kin || owner == 'b' || owner in ['x', 'a']", &declared)
            .expect("compiles");
        assert!(guard.holds(&json!({"owner": "a", "kin": []})).expect("given"));
        assert!(guard.holds(&json!({"owner": "k", "kin": ["j", "k"]})).expect("given"));
        assert!(!guard.holds(&json!({"owner": "c", "kin": ["j", "k"]})).expect("given"));
    }

    #[test]
    fn a_fact_not_given_is_an_error_and_never_an_answer() {
        let guard = Guard::compile("documents.missing == 0", FACTS).expect("compiles");
        let error = guard.holds(&json!({"documents": {"missing": "0"}})).expect_err("a text is no number");
        assert_eq!(error.fact, "documents.missing");
        assert!(guard.holds(&json!({})).is_err());
    }

    #[test]
    fn what_is_no_condition_is_refused_with_a_sentence() {
        for (text, expected) in [
            ("documents.mising > 0", "unknown fact `documents.mising`; did you mean `documents.missing`?"),
            ("documents", "unknown fact `documents`"),
            ("documents.missing", "a number, not true or false"),
            ("documents.missing > 'a'", "compares a number with a text"),
            ("score.value && checks.settled", "a number, not true or false"),
            ("size(documents.missing) > 0", "`size`"),
            ("has(documents.missing)", "only"),
            ("documents.missing >", "not a condition"),
            ("score.value + 1 > 2", "`+`"),
        ] {
            let message = Guard::compile(text, FACTS).expect_err(text);
            assert!(message.contains(expected), "{text}: {message}");
        }
    }
}
