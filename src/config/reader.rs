//! Reads single settings and gathers what is wrong with them, so that the operator hears everything at once.

use super::Wrong;
use super::sources::Sources;
use super::table::{Default, Setting};

/// Collects problems while values are read.
pub(super) struct Reader<'a> {
    sources: &'a Sources,
    problems: Vec<String>,
    run_brings: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(sources: &'a Sources) -> Self {
        Self { sources, problems: sources.unknown().to_vec(), run_brings: false }
    }

    /// Lets be missing what `pser run` brings itself.
    pub(super) fn without_what_run_brings(mut self) -> Self {
        self.run_brings = true;
        self
    }

    /// The value or its default. `parse` answers `Err` with what is wrong where that needs saying beyond the shape.
    pub(super) fn get<T>(&mut self, name: &str, parse: impl Fn(&str) -> Result<T, Wry>) -> Option<T> {
        let setting = Setting::named(name);
        if self.sources.has(name) {
            return self.parse(setting, parse);
        }
        match setting.default {
            Default::Value(text) => Some(
                parse(text).unwrap_or_else(|_| panic!("the default of {name} has the shape it should have")),
            ),
            Default::BroughtByRun(_) if self.run_brings => None,
            Default::Absent(_) | Default::BroughtByRun(_) => {
                self.problems.push(format!(
                    "{name} is missing: {}; it should be {}",
                    about(setting),
                    setting.shape
                ));
                None
            }
        }
    }

    /// The value where one was given. The outer `None` means that it was given and wrong.
    #[expect(clippy::option_option, reason = "absent and wrong are two things")]
    pub(super) fn get_if_given<T>(
        &mut self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, Wry>,
    ) -> Option<Option<T>> {
        if !self.sources.has(name) {
            return Some(None);
        }
        self.parse(Setting::named(name), parse).map(Some)
    }

    /// What was read, unless anything is wrong.
    pub(super) fn finish<T>(self, read: Option<T>) -> Result<T, Wrong> {
        if !self.problems.is_empty() {
            return Err(Wrong(self.problems));
        }
        Ok(read.expect("a value that could not be read left a problem"))
    }

    fn parse<T>(&mut self, setting: &Setting, parse: impl Fn(&str) -> Result<T, Wry>) -> Option<T> {
        let (text, origin) = self.sources.written(setting)?;
        match parse(text.trim()) {
            Ok(value) => Some(value),
            Err(wry) => {
                self.problems.push(self::wrong(setting, text.trim(), origin, &wry));
                None
            }
        }
    }
}

/// Why a value is not taken.
#[derive(Debug)]
pub(super) enum Wry {
    /// It does not look like its shape.
    Shape,
    /// It does, but.
    Because(String),
}

fn wrong(setting: &Setting, text: &str, origin: &str, wry: &Wry) -> String {
    let name = setting.name;
    let value = if setting.secret { String::new() } else { format!(" \"{text}\"") };
    let because = match wry {
        Wry::Shape => String::new(),
        Wry::Because(why) => format!(" because {why}"),
    };
    format!("{name}{value} (from {origin}) is not taken{because}: it should be {}", setting.shape)
}

fn about(setting: &Setting) -> String {
    let mut letters = setting.about.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}
