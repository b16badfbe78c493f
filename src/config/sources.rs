//! Where settings come from: the environment over a file, and over both what `pser run` brings itself. Names nobody knows
//! are refused here, with the one that was probably meant.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Wrong;
use super::table::{Setting, TABLE};

/// The name that says where the settings file is.
const FILE: &str = "PSER_SETTINGS";
/// Names that belong to the tests.
const TESTS: &str = "PSER_TEST_";
/// Where a value came from that the operator did not give.
const BROUGHT: &str = "brought by pser run";

/// The values as written, by name in the environment, with where each came from.
#[derive(Clone)]
pub struct Sources {
    values: BTreeMap<&'static str, Written>,
    unknown: Vec<String>,
}

#[derive(Clone)]
struct Written {
    text: String,
    origin: String,
}

impl std::fmt::Debug for Sources {
    /// Names only: among the values are secrets.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_set().entries(self.values.keys()).finish()
    }
}

/// The process's environment, as pairs of text. Variables that are not UTF-8 cannot be settings and are left out.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub fn environment() -> Vec<(String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}

/// The folders in which the operating system looks for programs.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub fn search_path() -> Vec<PathBuf> {
    std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default()
}

impl Sources {
    /// Lays the environment over the file named by `file`, or else by `PSER_SETTINGS`.
    ///
    /// # Errors
    /// When the file cannot be read or is not TOML. Unknown names are told later, with everything else that is wrong.
    pub fn gather(file: Option<&Path>, environment: Vec<(String, String)>) -> Result<Self, Wrong> {
        let mut sources = Self { values: BTreeMap::new(), unknown: Vec::new() };
        let named = environment.iter().find(|(name, value)| name == FILE && !value.is_empty());
        let named = named.map(|(_, value)| PathBuf::from(value));
        if let Some(file) = file.or(named.as_deref()) {
            sources.add_file(file)?;
        }
        for (name, text) in environment {
            sources.add_variable(&name, text);
        }
        Ok(sources)
    }

    /// Whether a setting was given a value.
    pub fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// Gives a setting the value of something brought along, unless the operator gave one.
    pub fn bring(&mut self, name: &str, text: impl Into<String>) {
        let setting = Setting::named(name);
        let origin = BROUGHT.to_owned();
        self.values.entry(setting.name).or_insert(Written { text: text.into(), origin });
    }

    /// Everything that `bring` gave a value, by name. Secrets are among it.
    pub fn brought(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let brought = self.values.iter().filter(|(_, written)| written.origin == BROUGHT);
        brought.map(|(name, written)| (*name, written.text.as_str()))
    }

    /// What was written for a setting, and where.
    pub(super) fn written(&self, setting: &Setting) -> Option<(&str, &str)> {
        self.values.get(setting.name).map(|written| (written.text.as_str(), written.origin.as_str()))
    }

    /// The sentences about names that are no settings.
    pub(super) fn unknown(&self) -> &[String] {
        &self.unknown
    }

    fn add_variable(&mut self, name: &str, text: String) {
        let Some(setting) = TABLE.iter().find(|setting| setting.name == name) else {
            if name.starts_with("PSER_") && name != FILE && !name.starts_with(TESTS) {
                let known = TABLE.iter().map(|setting| setting.name).chain([FILE]);
                self.unknown.push(unknown(name, "environment", known));
            }
            return;
        };
        if !text.trim().is_empty() {
            self.values.insert(setting.name, Written { text, origin: "environment".to_owned() });
        }
    }

    fn add_file(&mut self, file: &Path) -> Result<(), Wrong> {
        let shown = file.display();
        let text = std::fs::read_to_string(file)
            .map_err(|error| Wrong(vec![format!("the settings file {shown} cannot be read: {error}")]))?;
        // The parser's message quotes the line, which may hold a secret: only its place is told.
        let content: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            let line = error.span().map_or(1, |span| text[..span.start].lines().count().max(1));
            Wrong(vec![format!("the settings file {shown} is not TOML at line {line}: {}", error.message())])
        })?;
        for (section, value) in &content {
            let Some(table) = value.as_table() else {
                self.unknown.push(format!(
                    "{section} in {shown} stands outside a table: write it below a line like [http] (see docs/settings.md)"
                ));
                continue;
            };
            for (key, value) in table {
                self.add_key(&format!("{section}.{key}"), value, &shown.to_string());
            }
        }
        Ok(())
    }

    fn add_key(&mut self, key: &str, value: &toml::Value, file: &str) {
        let Some(setting) = TABLE.iter().find(|setting| setting.key == key) else {
            let known = TABLE.iter().map(|setting| setting.key);
            self.unknown.push(unknown(key, file, known));
            return;
        };
        let Some(text) = plain(value) else {
            self.unknown.push(format!("{key} in {file} should be {}", setting.shape));
            return;
        };
        if !text.trim().is_empty() {
            self.values.insert(setting.name, Written { text, origin: file.to_owned() });
        }
    }
}

/// A value of the file as the environment would write it; lists with commas.
fn plain(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(answer) => Some(answer.to_string()),
        toml::Value::Array(items) => Some(items.iter().map(plain).collect::<Option<Vec<_>>>()?.join(",")),
        _ => None,
    }
}

fn unknown<'a>(name: &str, origin: &str, known: impl Iterator<Item = &'a str>) -> String {
    let nearest = known
        .map(|candidate| (strsim::damerau_levenshtein(candidate, name), candidate))
        .filter(|(distance, _)| *distance <= 4)
        .min();
    match nearest {
        Some((_, meant)) => format!("{name} in the {origin} is no setting; did you mean {meant}?"),
        None => format!("{name} in the {origin} is no setting; docs/settings.md lists all of them"),
    }
}
