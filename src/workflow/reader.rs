//! Reads a tree strictly: an unknown key, a missing one or a value of the wrong kind becomes a problem with its place,
//! and reading goes on, so that an author sees every mistake of a file at once.

use super::problem::{Problem, unknown};
use super::text::Text;
use super::yaml::{self, Mark, Node, Value};

/// So many problems of a file are told.
const MOST_PROBLEMS: usize = 200;

/// A value of the file and the path of keys that leads to it.
#[derive(Debug, Clone)]
pub struct Place<'n> {
    pub path: String,
    node: &'n Node,
}

/// The keys of one map that the language knows.
#[derive(Debug)]
pub struct Fields<'n> {
    pub path: String,
    pub mark: Mark,
    places: Vec<(&'n str, Place<'n>)>,
}

impl<'n> Place<'n> {
    /// The whole document.
    pub fn root(node: &'n Node) -> Self {
        Self { path: String::new(), node }
    }

    /// Where the value stands.
    pub fn mark(&self) -> Mark {
        self.node.mark
    }

    /// The value as it was written.
    pub fn value(&self) -> &'n Value {
        &self.node.value
    }

    fn below(&self, key: impl std::fmt::Display, node: &'n Node) -> Self {
        let path = if self.path.is_empty() { key.to_string() } else { format!("{}.{key}", self.path) };
        Self { path, node }
    }
}

impl<'n> Fields<'n> {
    /// The value of a key that may be left out.
    pub fn get(&self, key: &str) -> Option<&Place<'n>> {
        self.places.iter().find(|(name, _)| *name == key).map(|(_, place)| place)
    }

    /// Whether the key is given.
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }
}

/// Collects the problems of one file while its values are read.
#[derive(Debug)]
pub struct Reader {
    file: String,
    problems: Vec<Problem>,
}

impl Reader {
    /// A reader of `file`, which problems will name.
    pub fn new(file: &str) -> Self {
        Self { file: file.to_owned(), problems: Vec::new() }
    }

    /// The value when nothing was wrong, all problems in the order of the file otherwise.
    ///
    /// # Errors
    /// Every problem found while reading.
    pub fn finish<T>(mut self, value: Option<T>) -> Result<T, Vec<Problem>> {
        match value {
            Some(value) if self.problems.is_empty() => Ok(value),
            _ => {
                self.problems.sort_by(|one, other| {
                    let key = |problem: &Problem| (problem.line, problem.column);
                    key(one).cmp(&key(other)).then_with(|| one.message.cmp(&other.message))
                });
                // What several stages share is read once for each of them.
                self.problems.dedup();
                Err(self.problems)
            }
        }
    }

    /// Notes a problem with the value at a place.
    pub fn wrong(&mut self, place: &Place<'_>, message: impl Into<String>) {
        self.wrong_at(place.mark(), &place.path, message);
    }

    /// Notes a problem at a mark, for what has no value of its own.
    pub fn wrong_at(&mut self, mark: Mark, path: &str, message: impl Into<String>) {
        if self.is_full() {
            return;
        }
        self.problems.push(Problem {
            file: self.file.clone(),
            line: mark.line,
            column: mark.column,
            at: path.to_owned(),
            message: message.into(),
        });
    }

    /// Whether enough was found wrong: what else is wrong need not be looked into.
    fn is_full(&self) -> bool {
        self.problems.len() >= MOST_PROBLEMS
    }

    fn expected(&mut self, place: &Place<'_>, what: &str) {
        let found = place.value().described();
        self.wrong(place, format!("expected {what}, found {found}"));
    }

    /// The map at a place, which may hold `keys` and nothing else.
    pub fn fields<'n>(&mut self, place: &Place<'n>, keys: &[&str]) -> Fields<'n> {
        let mut places = Vec::new();
        for (key, mark, value) in self.entries(place) {
            if keys.contains(&key) {
                places.push((key, value));
            } else if !self.is_full() {
                self.wrong_at(mark, &value.path, unknown("key", key, keys));
            }
        }
        Fields { path: place.path.clone(), mark: place.mark(), places }
    }

    /// The pairs of a map whose keys are names chosen by the author.
    pub fn entries<'n>(&mut self, place: &Place<'n>) -> Vec<(&'n str, Mark, Place<'n>)> {
        let Value::Map(entries) = place.value() else {
            self.expected(place, "a map");
            return Vec::new();
        };
        entries
            .iter()
            .map(|entry| (entry.key.as_str(), entry.mark, place.below(&entry.key, &entry.node)))
            .collect()
    }

    /// The value of a key that may not be left out.
    pub fn required<'n>(&mut self, fields: &Fields<'n>, key: &str) -> Option<Place<'n>> {
        let place = fields.get(key).cloned();
        if place.is_none() {
            self.wrong_at(fields.mark, &fields.path, format!("expected the key `{key}`"));
        }
        place
    }

    /// The items of a list.
    pub fn list<'n>(&mut self, place: &Place<'n>) -> Vec<Place<'n>> {
        let Value::List(items) = place.value() else {
            self.expected(place, "a list");
            return Vec::new();
        };
        items.iter().enumerate().map(|(index, item)| place.below(index, item)).collect()
    }

    /// A text that is not blank.
    pub fn text<'n>(&mut self, place: &Place<'n>) -> Option<&'n str> {
        match place.value() {
            Value::Text(text) if !text.trim().is_empty() => Some(text),
            Value::Text(_) => {
                self.wrong(place, "expected a text that is not blank");
                None
            }
            _ => {
                self.expected(place, "a text");
                None
            }
        }
    }

    /// A name of the author's own: small letters, digits and dashes, starting with a letter.
    pub fn name(&mut self, mark: Mark, path: &str, name: &str) -> Option<String> {
        let letters =
            name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if letters && name.starts_with(|first: char| first.is_ascii_lowercase()) {
            return Some(name.to_owned());
        }
        self.wrong_at(
            mark,
            path,
            format!("expected a name of small letters, digits and dashes, found `{name}`"),
        );
        None
    }

    /// One of the words known.
    pub fn word(&mut self, place: &Place<'_>, what: &str, known: &[&str]) -> Option<String> {
        let text = self.text(place)?;
        if known.contains(&text) {
            return Some(text.to_owned());
        }
        if !self.is_full() {
            self.wrong(place, unknown(what, text, known));
        }
        None
    }

    /// One word or a list of words, each of them known.
    pub fn words(&mut self, place: &Place<'_>, what: &str, known: &[&str]) -> Vec<String> {
        let single = matches!(place.value(), Value::Text(_));
        let places = if single { vec![place.clone()] } else { self.list(place) };
        places.iter().filter_map(|place| self.word(place, what, known)).collect()
    }

    /// A key that is either `true` or left out.
    pub fn flag(&mut self, fields: &Fields<'_>, key: &str) -> bool {
        let Some(place) = fields.get(key) else { return false };
        let given = matches!(place.value(), Value::Flag(true));
        if !given {
            self.wrong(place, format!("expected `{key}: true`, or no `{key}` at all"));
        }
        given
    }

    /// Names with a text in both languages each, in the order of the file.
    pub fn titles(&mut self, place: &Place<'_>) -> Vec<(String, Text)> {
        let mut titles = Vec::new();
        for (name, mark, place) in &self.entries(place) {
            let name = self.name(*mark, &place.path, name);
            titles.extend(name.zip(self.both_languages(place)));
        }
        titles
    }

    /// A text in both languages.
    pub fn both_languages(&mut self, place: &Place<'_>) -> Option<Text> {
        let fields = self.fields(place, &["en", "ur"]);
        let en = self.required(&fields, "en").and_then(|place| self.text(&place).map(str::to_owned));
        let ur = self.required(&fields, "ur").and_then(|place| self.text(&place).map(str::to_owned));
        Some(Text { en: en?, ur: ur? })
    }
}

/// Reads a file that is nothing but names with a text in both languages each.
///
/// # Errors
/// Every mistake with its line and column.
pub fn titles(file: &str, yaml: &str) -> Result<Vec<(String, Text)>, Vec<Problem>> {
    let root = yaml::parse(file, yaml).map_err(|problem| vec![problem])?;
    let mut reader = Reader::new(file);
    let titles = reader.titles(&Place::root(&root));
    reader.finish(Some(titles))
}
