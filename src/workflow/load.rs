//! Reads `workflow.yaml` strictly into a definition. Every mistake of the file is found in one go, each with its line,
//! what was expected there, and the nearest right word.

mod action;
mod second_look;
mod stage;

use super::deadline::Span;
use super::definition::{About, Definition, Stage};
use super::guard::Guard;
use super::problem::{Problem, unknown};
use super::reader::{Fields, Place, Reader};
use super::vocabulary::{FACTS, Known};
use super::yaml;

const KEYS: &[&str] =
    &["programme", "title", "summary", "about", "initial", "separate", "second-look", "stages", "anywhere"];

impl Definition {
    /// Loads a workflow; `file` is the name that problems carry.
    ///
    /// # Errors
    /// Every problem of the file, in its order.
    pub fn load(file: &str, yaml: &str, known: &Known<'_>) -> Result<Self, Vec<Problem>> {
        let root = yaml::parse(file, yaml).map_err(|problem| vec![problem])?;
        let mut loader =
            Loader { reader: Reader::new(file), known, about: None, stages: Vec::new(), actions: Vec::new() };
        let definition = loader.definition(&Place::root(&root));
        loader.reader.finish(definition)
    }
}

/// The reader with what names are checked against.
struct Loader<'k> {
    reader: Reader,
    known: &'k Known<'k>,
    /// What the cases are about.
    about: Option<About>,
    /// The names of all stages of the file.
    stages: Vec<String>,
    /// The names of the actions read so far, also of those in which something is wrong.
    actions: Vec<String>,
}

impl Loader<'_> {
    fn definition(&mut self, root: &Place<'_>) -> Option<Definition> {
        let fields = self.reader.fields(root, KEYS);
        let programme = self.reader.required(&fields, "programme");
        let programme =
            programme.and_then(|place| self.reader.word(&place, "programme", &self.known.programmes));
        let title = self.reader.required(&fields, "title");
        let title = title.and_then(|place| self.reader.both_languages(&place));
        let summary = fields.get("summary").and_then(|place| self.reader.both_languages(place));
        self.about = fields.get("about").and_then(|place| self.about(place));
        let mut stages = self.stages(&fields);
        let initial = self.reader.required(&fields, "initial").and_then(|place| self.stage_name(&place));
        if let Some(anywhere) = fields.get("anywhere") {
            self.anywhere(anywhere, &mut stages);
        }
        let separate = fields.get("separate").map(|place| self.separate(place)).unwrap_or_default();
        let second_look = fields.get("second-look").and_then(|place| self.second_look(place, &stages));
        let about = self.about;
        Some(Definition {
            programme: programme?,
            title: title?,
            summary,
            about,
            initial: initial?,
            stages,
            separate,
            second_look,
        })
    }

    fn about(&mut self, place: &Place<'_>) -> Option<About> {
        let word = self.reader.word(place, "subject", &About::ALL.map(About::as_str))?;
        About::ALL.into_iter().find(|about| about.as_str() == word)
    }

    fn stages(&mut self, fields: &Fields<'_>) -> Vec<Stage> {
        let Some(place) = self.reader.required(fields, "stages") else { return Vec::new() };
        let entries = self.reader.entries(&place);
        for (name, mark, place) in &entries {
            let name = self.reader.name(*mark, &place.path, name);
            self.stages.extend(name);
        }
        entries.iter().filter_map(|(name, _, place)| self.stage(name, place)).collect()
    }

    /// Actions that several stages share are added to each of them.
    fn anywhere(&mut self, place: &Place<'_>, stages: &mut [Stage]) {
        let fields = self.reader.fields(place, &["actions"]);
        let Some(actions) = self.reader.required(&fields, "actions") else { return };
        for (name, mark, place) in self.reader.entries(&actions) {
            let offering = self.offering(&place, stages);
            if offering.is_empty() {
                self.shared_action(name, mark, &place);
            }
            for stage in offering {
                let stage = &mut stages[stage];
                if stage.action(name).is_some() {
                    let message = format!("the stage `{}` declares the action `{name}` itself", stage.name);
                    self.reader.wrong_at(mark, &place.path, message);
                }
                let action = self.shared_action(name, mark, &place);
                stage.actions.extend(action);
            }
        }
    }

    fn offering(&mut self, place: &Place<'_>, stages: &[Stage]) -> Vec<usize> {
        let fields = self.reader.fields(place, action::SHARED_KEYS);
        let Some(from) = self.reader.required(&fields, "from") else { return Vec::new() };
        let items = self.reader.list(&from);
        if items.is_empty() {
            self.reader.wrong(&from, "expected at least one stage that offers the action");
        }
        let mut found = Vec::new();
        for item in items {
            let Some(name) = self.stage_name(&item) else { continue };
            match stages.iter().position(|stage| stage.name == name) {
                Some(index) if stages[index].end => {
                    self.reader.wrong(
                        &item,
                        format!("the case is over in `{name}`; expected a stage that is no end"),
                    );
                }
                Some(index) if found.contains(&index) => {
                    self.reader.wrong(&item, format!("the stage `{name}` is named twice"));
                }
                index => found.extend(index),
            }
        }
        found
    }

    fn separate(&mut self, place: &Place<'_>) -> Vec<Vec<String>> {
        let names = self.actions.clone();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut sets = Vec::new();
        for item in self.reader.list(place) {
            let mut set: Vec<String> = Vec::new();
            for member in self.reader.list(&item) {
                let Some(name) = self.reader.text(&member) else { continue };
                if !names.contains(&name) {
                    self.reader.wrong(&member, unknown("action", name, &names));
                } else if set.iter().any(|earlier| earlier == name) {
                    self.reader.wrong(&member, format!("the action `{name}` is named twice"));
                }
                set.push(name.to_owned());
            }
            if set.len() < 2 {
                self.reader.wrong(&item, "expected at least two actions to keep apart");
            }
            sets.push(set);
        }
        sets
    }

    fn stage_name(&mut self, place: &Place<'_>) -> Option<String> {
        let names: Vec<&str> = self.stages.iter().map(String::as_str).collect();
        self.reader.word(place, "stage", &names)
    }

    fn notices(&mut self, fields: &Fields<'_>) -> Vec<String> {
        let Some(place) = fields.get("notice") else { return Vec::new() };
        self.reader.words(place, "notice", &self.known.notices)
    }

    fn guard(&mut self, fields: &Fields<'_>) -> Option<Guard> {
        let place = fields.get("when")?;
        let text = self.reader.text(place)?;
        Guard::compile(text, FACTS).map_err(|message| self.reader.wrong(place, message)).ok()
    }

    fn span(&mut self, place: &Place<'_>) -> Option<Span> {
        let text = self.reader.text(place)?;
        let span = Span::parse(text);
        if span.is_none() {
            let message = format!("expected a time such as `30 days` or `7 working days`, found `{text}`");
            self.reader.wrong(place, message);
        }
        span
    }
}
