//! Components as a page has them: escaped, strict about what is missing, with the words of the page's language.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use minijinja::value::{Kwargs, Value};
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior};
use pser::texts::Language;

const FOLDER: &str = "templates/components";

const WORDS: [&str; 2] = [
    include_str!("../../../../templates/locales/en/kit.ftl"),
    include_str!("../../../../templates/locales/ur/kit.ftl"),
];

/// The words that the script knows in English itself; only fixtures leave them to it.
pub(super) const SCRIPT: &str = "kit-script-";

pub(super) struct Kit(Environment<'static>);

impl Kit {
    /// As pages use it.
    pub(super) fn new(language: Language) -> Self {
        Self::with(language, |_| false)
    }

    /// With no word for the keys that `is_silent` names.
    pub(super) fn with(language: Language, is_silent: fn(&str) -> bool) -> Self {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        for (name, source) in sources() {
            environment.add_template_owned(format!("components/{name}.html"), source).unwrap();
        }
        let bundle = bundle(language);
        environment.add_function("t", move |key: String, args: Kwargs| {
            if is_silent(&key) { Ok(String::new()) } else { say(&bundle, &key, &args) }
        });
        Self(environment)
    }

    /// What the macro of a file prints with these parameters; a `body` goes in as a call block.
    pub(super) fn print(&self, name: &str, params: HashMap<String, Value>) -> Result<String, String> {
        let mut params = params;
        let body = params.remove("body");
        let call = if body.is_some() {
            format!("{{% call {name}(**params) %}}{{{{ body }}}}{{% endcall %}}")
        } else {
            format!("{{{{ {name}(**params) }}}}")
        };
        let source = format!("{{% from \"components/{name}.html\" import {name} %}}{call}");
        let context = Value::from_pairs([
            ("params", Value::from_pairs(params)),
            ("body", body.unwrap_or(Value::UNDEFINED)),
        ]);
        self.render(&source, context)
    }

    pub(super) fn render(&self, source: &str, context: Value) -> Result<String, String> {
        self.0.render_str(source, context).map_err(|error| error.to_string())
    }
}

/// The keys of a language.
pub(super) fn keys(language: Language) -> Vec<&'static str> {
    let messages = WORDS[language as usize].lines().filter(|line| line.starts_with("kit-"));
    messages.filter_map(|line| line.split_once(" = ")).map(|(key, _)| key).collect()
}

/// The name and the text of every component.
pub(super) fn sources() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |file: PathBuf| {
        (file.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&file).unwrap())
    };
    files.map(read).collect()
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![language.code().parse().unwrap()]);
    bundle.set_use_isolating(language == Language::Ur);
    bundle.add_resource(FluentResource::try_new(WORDS[language as usize].to_owned()).unwrap()).unwrap();
    bundle
}

fn say(bundle: &FluentBundle<FluentResource>, key: &str, args: &Kwargs) -> Result<String, minijinja::Error> {
    let wrong = |what: &str| minijinja::Error::new(ErrorKind::InvalidOperation, format!("{what} {key}"));
    let mut given = FluentArgs::new();
    for name in args.args() {
        given.set(name, args.get::<Value>(name)?.to_string());
    }
    let message = bundle.get_message(key).and_then(|message| message.value());
    let mut errors = Vec::new();
    let text = bundle.format_pattern(message.ok_or_else(|| wrong("no word for"))?, Some(&given), &mut errors);
    if errors.is_empty() { Ok(text.into_owned()) } else { Err(wrong("an argument is missing for")) }
}
