//! A declared file as a tree in which every value knows its line and column. Nothing is given a meaning here.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{DuplicateKeyPolicy, Spanned};

use super::problem::Problem;

/// The longest file, in bytes; the longest that ships has 17 thousand.
const LONGEST: usize = 256 * 1024;
/// Most values of a file, those that aliases repeat counted each time, and most bytes of text in them.
const MOST_VALUES: usize = 20_000;
const MOST_TEXT: usize = 4 * LONGEST;
/// The longest key, in bytes: each value below it is told with the path of keys that leads there.
const LONGEST_KEY: usize = 200;
/// How many lists and maps may stand inside one another: the parser recurses, and a thread that serves has two megabytes.
const DEEPEST: usize = 24;

/// A line and a column, both counted from 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mark {
    pub line: usize,
    pub column: usize,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub mark: Mark,
    pub value: Value,
}

/// What a declared file can hold. Fractions are refused: money is whole paisa and spans are whole days.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Empty,
    Flag(bool),
    Number(i64),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// One key of a map with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub key: String,
    pub mark: Mark,
    pub node: Node,
}

impl Value {
    /// What the value is, for an error message.
    pub fn described(&self) -> &'static str {
        match self {
            Self::Empty => "nothing",
            Self::Flag(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
        }
    }
}

/// Reads one YAML document.
///
/// # Errors
/// Malformed YAML, a key given twice, a fraction, a file beyond the bounds: one problem with the place.
pub fn parse(file: &str, yaml: &str) -> Result<Node, Problem> {
    if yaml.len() > LONGEST {
        let message = format!("a declared file is at most {LONGEST} bytes long");
        return Err(Problem { file: file.to_owned(), line: 1, column: 1, at: String::new(), message });
    }
    let options = serde_saphyr::options! {
        strict_booleans: true,
        duplicate_keys: DuplicateKeyPolicy::Error,
        with_snippet: false,
        budget: serde_saphyr::budget! {
            max_depth: DEEPEST,
            max_nodes: MOST_VALUES,
            max_total_scalar_bytes: MOST_TEXT,
            max_recorded_anchor_events: MOST_VALUES,
            max_recorded_anchor_bytes: MOST_TEXT,
            flow_nesting_limit: DEEPEST,
        },
    };
    serde_saphyr::from_str_with_options::<Spanned<Value>>(yaml, options).map(node).map_err(|error| {
        let place = error.location().map_or_else(Mark::default, mark);
        Problem {
            file: file.to_owned(),
            line: place.line,
            column: place.column,
            at: String::new(),
            message: error.to_string(),
        }
    })
}

fn node(spanned: Spanned<Value>) -> Node {
    Node { mark: mark(spanned.referenced), value: spanned.value }
}

fn mark(location: serde_saphyr::Location) -> Mark {
    let whole = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    Mark { line: whole(location.line()), column: whole(location.column()) }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Whole)
    }
}

struct Whole;

impl<'de> Visitor<'de> for Whole {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a text, a whole number, true or false, a list or a map")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Empty)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Value, E> {
        i64::try_from(number).map(Value::Number).map_err(|_| E::custom("the number is too large"))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Value, E> {
        Err(E::custom(format!("expected a whole number, found {number}")))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element::<Spanned<Value>>()? {
            list.push(node(item));
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Value, A::Error> {
        let mut entries: Vec<Entry> = Vec::new();
        while let Some(key) = pairs.next_key::<Spanned<String>>()? {
            if key.value.len() > LONGEST_KEY {
                return Err(A::Error::custom(format!("a key is at most {LONGEST_KEY} bytes long")));
            }
            if entries.iter().any(|entry| entry.key == key.value) {
                return Err(A::Error::custom(format!("the key `{}` is given twice", key.value)));
            }
            let value = pairs.next_value::<Spanned<Value>>()?;
            entries.push(Entry { key: key.value, mark: mark(key.referenced), node: node(value) });
        }
        Ok(Value::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Value, parse};

    #[test]
    fn every_key_and_value_knows_its_place() {
        let root = parse("a.yaml", "one:\n  on: [x, 2]\n  yes: true\n").expect("well-formed");
        let Value::Map(entries) = root.value else { panic!("a map") };
        let Value::Map(inner) = &entries[0].node.value else { panic!("a map") };
        assert_eq!((inner[0].key.as_str(), inner[0].mark), ("on", Mark { line: 2, column: 3 }));
        let Value::List(items) = &inner[0].node.value else { panic!("a list") };
        assert_eq!((&items[1].value, items[1].mark), (&Value::Number(2), Mark { line: 2, column: 11 }));
        assert_eq!((inner[1].key.as_str(), &inner[1].node.value), ("yes", &Value::Flag(true)));
    }

    #[test]
    fn broken_yaml_names_the_line() {
        let problem = parse("a.yaml", "one: 1\ntwo: [1\n").expect_err("broken");
        assert_eq!(problem.file, "a.yaml");
        assert!(problem.line >= 2, "{problem}");
    }

    #[test]
    fn a_key_given_twice_and_a_fraction_are_refused() {
        assert_eq!(parse("a.yaml", "one: 1\ntwo: 2\none: 3\n").expect_err("twice").line, 3);
        let fraction = parse("a.yaml", "one: 1\ntwo: 2.5\n").expect_err("a fraction");
        assert_eq!(fraction.line, 2, "{fraction}");
    }
}
