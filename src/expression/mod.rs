//! Expressions in CEL over declared answers: conditions, points and amounts that forms and scorecards ask for. Names and
//! kinds are checked when a file is loaded, so that what an author wrote cannot fail at the counter.

mod typing;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock};

use cel::common::types::{CelInt, LIST_TYPE};
use cel::common::value::CowVal;
use cel::{Context, Env, ExecutionError, Program, Value};

use crate::error::{Error, Fault};
use crate::workflow::bounded;

/// As an author writes it: macros stay the calls they look like, which is the form that is checked.
static WRITTEN: LazyLock<Env> = LazyLock::new(|| Env::default().with_stdlib());

/// As it runs.
static RUNNING: LazyLock<Arc<Env>> = LazyLock::new(|| {
    let mut env = Env::stdlib();
    env.add_overload("sum", "sum_list", vec![LIST_TYPE], sum).expect("the standard library has no `sum`");
    Arc::new(env)
});

/// The kind of value a name stands for. Money is a number of paisa; dates and identifiers are texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    Flag,
    Number,
    Text,
    Record(Arc<Scope>),
    List(Arc<Kind>),
}

/// The names an expression may use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope(BTreeMap<String, Kind>);

impl Scope {
    /// Declares a name; a second declaration takes the place of the first.
    pub fn declare(&mut self, name: &str, kind: Kind) {
        self.0.insert(name.to_owned(), kind);
    }

    /// The kind of a name.
    pub fn kind(&self, name: &str) -> Option<&Kind> {
        self.0.get(name)
    }

    fn names(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }
}

impl Kind {
    /// What the kind is, for an error message.
    pub(crate) fn described(&self) -> &'static str {
        match self {
            Self::Flag => "true or false",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::Record(_) => "a group of answers",
            Self::List(_) => "a list",
        }
    }

    /// The value of an unanswered question, so that expressions always have an answer: false, 0, '' or an empty list.
    pub fn empty(&self) -> Fact {
        match self {
            Self::Flag => Fact::Flag(false),
            Self::Number => Fact::Number(0),
            Self::Text => Fact::Text(String::new()),
            Self::Record(scope) => {
                Fact::Record(scope.0.iter().map(|(name, kind)| (name.clone(), kind.empty())).collect())
            }
            Self::List(_) => Fact::List(Vec::new()),
        }
    }
}

/// A value that an expression reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    Flag(bool),
    Number(i64),
    Text(String),
    Record(BTreeMap<String, Fact>),
    List(Vec<Fact>),
}

impl From<&Fact> for Value {
    fn from(fact: &Fact) -> Self {
        match fact {
            Fact::Flag(flag) => Self::Bool(*flag),
            Fact::Number(number) => Self::Int(*number),
            Fact::Text(text) => Self::from(text.as_str()),
            Fact::Record(fields) => {
                let fields: HashMap<String, Self> =
                    fields.iter().map(|(name, fact)| (name.clone(), Self::from(fact))).collect();
                Self::from(fields)
            }
            Fact::List(items) => Self::List(Arc::new(items.iter().map(Self::from).collect())),
        }
    }
}

/// What the names of a scope stand for at the moment of asking.
#[derive(Debug, Clone, Default)]
pub struct Facts(BTreeMap<String, Value>);

impl Facts {
    /// Sets what a name stands for.
    pub fn set(&mut self, name: &str, fact: &Fact) {
        self.0.insert(name.to_owned(), Value::from(fact));
    }

    /// Takes a name away again.
    pub fn unset(&mut self, name: &str) {
        self.0.remove(name);
    }

    // Only what is asked for: a value is copied whole into the context.
    fn context(&self, names: &[String]) -> Context<'_, '_> {
        let mut context = Context::with_env(Arc::clone(&RUNNING));
        for (name, value) in names.iter().filter_map(|name| self.0.get_key_value(name)) {
            context.add_variable_from_value(name.as_str(), value.clone());
        }
        context
    }
}

/// A checked expression.
#[derive(Debug)]
pub struct Expression {
    text: String,
    program: Program,
    names: Vec<String>,
}

/// An expression had no answer: numbers too large, a division by zero, or facts that do not fit its scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{expression}` has no answer: {why}")]
pub struct NoAnswer {
    pub expression: String,
    pub why: &'static str,
}

impl From<NoAnswer> for Fault {
    fn from(error: NoAnswer) -> Self {
        Self::caused("a declared expression has no answer", error)
    }
}

impl From<NoAnswer> for Error {
    fn from(error: NoAnswer) -> Self {
        Self::Fault(error.into())
    }
}

impl Expression {
    /// Compiles an expression that must have a value of `wanted` over the names of `scope`.
    ///
    /// # Errors
    /// A sentence for the author: not CEL, an unknown name, kinds that do not go together.
    pub fn compile(text: &str, scope: &Scope, wanted: &Kind) -> Result<Self, String> {
        let compile = |env: &'static Env| bounded::compiled("an expression", text, |text| env.compile(text));
        let written = compile(&WRITTEN)?;
        let kind = typing::checked(written.expression(), scope)?;
        if kind != *wanted {
            return Err(format!("`{text}` is {}, not {}", kind.described(), wanted.described()));
        }
        let program = compile(&RUNNING)?;
        let names = program.references().variables().into_iter().map(str::to_owned).collect();
        Ok(Self { text: text.to_owned(), program, names })
    }

    /// The expression as its author wrote it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The answer of an expression compiled to be true or false.
    ///
    /// # Errors
    /// As `NoAnswer` says.
    pub fn flag(&self, facts: &Facts) -> Result<bool, NoAnswer> {
        match self.value(facts)? {
            Value::Bool(flag) => Ok(flag),
            _ => Err(self.none("it is not true or false")),
        }
    }

    /// The answer of an expression compiled to be a number.
    ///
    /// # Errors
    /// As `NoAnswer` says.
    pub fn number(&self, facts: &Facts) -> Result<i64, NoAnswer> {
        match self.value(facts)? {
            Value::Int(number) => Ok(number),
            _ => Err(self.none("it is not a whole number")),
        }
    }

    // The library's errors quote values, which may be personal: only their kind is passed on.
    fn value(&self, facts: &Facts) -> Result<Value, NoAnswer> {
        self.program.execute(&facts.context(&self.names)).map_err(|error| match error {
            ExecutionError::Overflow(..) => self.none("a number is too large"),
            ExecutionError::DivisionByZero(_) | ExecutionError::RemainderByZero(_) => {
                self.none("it divides by zero")
            }
            ExecutionError::FunctionError { .. } => self.none("a sum is too large"),
            _ => self.none("its facts do not fit"),
        })
    }

    fn none(&self, why: &'static str) -> NoAnswer {
        NoAnswer { expression: self.text.clone(), why }
    }
}

impl serde::Serialize for Expression {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the library hands its functions their arguments by value")]
fn sum<'b, 'v>(args: Vec<CowVal<'b, 'v>>) -> Result<CowVal<'b, 'v>, ExecutionError> {
    let list = args.first().ok_or_else(ExecutionError::missing_argument_or_target)?;
    let Value::List(items) = Value::try_from(list.as_ref())? else {
        return Err(ExecutionError::function_error("sum", "not a list"));
    };
    let total = items.iter().try_fold(0_i64, |total, item| match item {
        Value::Int(number) => total.checked_add(*number),
        _ => None,
    });
    total
        .map(|total| CowVal::owned(CelInt::from(total)))
        .ok_or_else(|| ExecutionError::function_error("sum", "too large"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope() -> Scope {
        let mut member = Scope::default();
        member.declare("age", Kind::Number);
        member.declare("name", Kind::Text);
        let mut home = Scope::default();
        home.declare("income", Kind::Number);
        home.declare("owned", Kind::Flag);
        let mut scope = Scope::default();
        scope.declare("members", Kind::List(Arc::new(Kind::Record(Arc::new(member)))));
        scope.declare("home", Kind::Record(Arc::new(home)));
        scope
    }

    fn facts() -> Facts {
        let member = |age, name: &str| {
            Fact::Record(BTreeMap::from([
                ("age".to_owned(), Fact::Number(age)),
                ("name".to_owned(), Fact::Text(name.to_owned())),
            ]))
        };
        let home = Fact::Record(BTreeMap::from([
            ("income".to_owned(), Fact::Number(1_000)),
            ("owned".to_owned(), Fact::Flag(true)),
        ]));
        let mut facts = Facts::default();
        facts.set("members", &Fact::List(vec![member(4, "Ali"), member(40, "Sana")]));
        facts.set("home", &home);
        facts
    }

    #[test]
    fn lists_are_counted_summed_and_searched() {
        let number = |text| Expression::compile(text, &scope(), &Kind::Number).unwrap().number(&facts());
        let flag = |text| Expression::compile(text, &scope(), &Kind::Flag).unwrap().flag(&facts());
        assert_eq!(number("sum(members.map(m, m.age)) + home.income / (1 + size(members))"), Ok(377));
        assert_eq!(number("members.filter(m, m.age < 18).size() * 5"), Ok(5));
        assert_eq!(number("home.owned ? -1 : 1"), Ok(-1));
        assert_eq!(flag("members.exists(m, m.name == 'Ali' && m.age in [3, 4])"), Ok(true));
        assert_eq!(flag("members.all(m, members.exists_one(other, other.name == m.name))"), Ok(true));
        assert_eq!(flag("!home.owned || members.map(m, m.name) == []"), Ok(false));
    }

    #[test]
    fn what_cannot_have_an_answer_is_refused_when_loaded() {
        for (text, expected) in [
            ("members.exists(m, m.agee < 18)", "unknown answer `agee`; did you mean `age`?"),
            ("hom.income > 1", "unknown answer `hom`; did you mean `home`?"),
            ("home.income", "a number, not true or false"),
            ("home.income > 'a'", "compares a number with a text"),
            ("home.owned && 1", "a number, not true or false"),
            ("members", "a list, not true or false"),
            ("has(home.income)", "`has`"),
            ("m.age > 1", "unknown answer `m`"),
            ("home.income > 1.5", "whole numbers"),
            ("home.income >", "not an expression"),
            ("home.owned ? 1 : 'a'", "a number or a text"),
            ("members.map(home, home.age) == []", "`home` already stands for"),
        ] {
            let message = Expression::compile(text, &scope(), &Kind::Flag).expect_err(text);
            assert!(message.contains(expected), "{text}: {message}");
        }
    }

    #[test]
    fn arithmetic_that_overflows_has_no_answer_and_names_no_value() {
        let number = |text| {
            Expression::compile(text, &scope(), &Kind::Number).unwrap().number(&facts()).expect_err(text)
        };
        assert_eq!(number("home.income * 9223372036854775807").why, "a number is too large");
        assert_eq!(number("home.income / (home.income - 1000)").why, "it divides by zero");
        assert_eq!(number("sum([9223372036854775807, 1])").why, "a sum is too large");
    }

    #[test]
    fn an_unanswered_question_counts_as_empty() {
        let mut facts = Facts::default();
        for name in ["members", "home"] {
            facts.set(name, &scope().kind(name).unwrap().empty());
        }
        let expression =
            Expression::compile("members == [] && home.income == 0 && !home.owned", &scope(), &Kind::Flag);
        assert_eq!(expression.unwrap().flag(&facts), Ok(true));
    }
}
