//! Each component against the fixtures that govuk-frontend ships: its options in, its markup out.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use minijinja::value::{Serde, Value};
use pser::texts::Language;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::dom::{difference, outline};
use super::kit::{Kit, SCRIPT};
use super::options::{COMPONENTS, Component, LEFT_OUT, NOT_TAKEN};

const PACKAGE: &str = "web/node_modules/govuk-frontend/dist/govuk/components";

#[derive(Deserialize)]
struct Shipped {
    fixtures: Vec<Fixture>,
}

#[derive(Deserialize)]
struct Fixture {
    name: String,
    options: Json,
    html: String,
}

/// An option of a fixture: its path with `[]` for places in lists, those places, and what it says.
struct Given {
    path: String,
    places: Vec<usize>,
    value: Json,
}

/// What a parameter is before it becomes a value of the template engine.
#[derive(Debug, Clone)]
enum Param {
    Plain(Json),
    Markup(String),
    List(Vec<Param>),
    Map(BTreeMap<String, Param>),
}

#[test]
fn components_print_the_markup_that_govuk_frontend_documents() {
    let kit = Kit::with(Language::En, |key| key.starts_with(SCRIPT));
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for component in COMPONENTS {
        let mut covered = 0;
        for fixture in fixtures(component.name) {
            if let Some(entries) = left_out(component, &fixture) {
                seen.extend(entries);
            } else {
                covered += 1;
                wrong.extend(check(&kit, component, &fixture));
            }
        }
        assert!(covered > 0, "no fixture of {} is covered", component.name);
    }
    let all = NOT_TAKEN.iter().chain(LEFT_OUT).map(|(component, what, _)| (*component, *what));
    wrong.extend(all.filter(|one| !seen.contains(one)).map(|(component, what)| {
        format!("{component}: no fixture has {what}, which is said to be left out")
    }));
    assert!(wrong.is_empty(), "{} differ:\n\n{}", wrong.len(), wrong.join("\n\n"));
}

fn fixtures(component: &str) -> Vec<Fixture> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(PACKAGE).join(component).join("fixtures.json");
    let text = fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("{} cannot be read ({error}): run make assets", file.display()));
    serde_json::from_str::<Shipped>(&text).unwrap().fixtures
}

/// The entries by which a fixture is left out, if any.
fn left_out(component: &Component, fixture: &Fixture) -> Option<Vec<(&'static str, &'static str)>> {
    let mut entries = Vec::new();
    let given = given(&prepared(component, &fixture.options));
    for (of, path, _) in NOT_TAKEN.iter().filter(|(of, ..)| *of == component.name) {
        let is_given = given.iter().any(|one| match path.strip_suffix('*') {
            Some(prefix) => one.path.starts_with(prefix),
            None => one.path == *path,
        });
        entries.extend(is_given.then_some((*of, *path)));
    }
    entries.extend(LEFT_OUT.iter().filter_map(|(of, name, _)| {
        (*of == component.name && *name == fixture.name).then_some((*of, *name))
    }));
    (!entries.is_empty()).then_some(entries)
}

fn check(kit: &Kit, component: &Component, fixture: &Fixture) -> Option<String> {
    let title = format!("{}: {}", component.name, fixture.name);
    let printed = parameters(kit, component, &fixture.options)
        .and_then(|params| kit.print(component.here, params))
        .map(|markup| difference(&outline(&fixture.html), &outline(&markup)));
    match printed {
        Ok(None) => None,
        Ok(Some(difference)) => Some(format!("{title}\n{difference}")),
        Err(error) => Some(format!("{title}\n  {error}")),
    }
}

fn parameters(kit: &Kit, component: &Component, options: &Json) -> Result<HashMap<String, Value>, String> {
    let mut params = Param::Map(always(component.name));
    for Given { path, places, value } in given(&prepared(component, options)) {
        let (ours, is_markup) = component
            .parameter(&path)
            .ok_or_else(|| format!("the option {path} is neither taken nor named as one we do not take"))?;
        let param = match value {
            Json::String(markup) if is_markup => Param::Markup(markup),
            plain => Param::Plain(plain),
        };
        put(&mut params, ours, &places, param);
    }
    if component.name == "task-list" {
        put_tags(kit, options, &mut params)?;
    }
    let Param::Map(params) = params else { unreachable!("put keeps a map a map") };
    Ok(params.into_iter().map(|(name, param)| (name, param.into())).collect())
}

/// What we ask for where they do not, with what they take in its place.
fn always(component: &str) -> BTreeMap<String, Param> {
    let params = match component {
        "checkboxes" | "radios" | "tabs" => json!({"items": []}),
        "date-input" => json!({"name": ""}),
        "fieldset" => json!({"body": ""}),
        _ => json!({}),
    };
    let params = params.as_object().unwrap().iter();
    params.map(|(name, value)| (name.clone(), Param::Plain(value.clone()))).collect()
}

/// Options said in another way, not only by another name.
fn prepared(component: &Component, options: &Json) -> Json {
    let mut options = options.clone();
    match component.name {
        "date-input" => name_wrong_boxes(options.as_object_mut().unwrap()),
        "error-summary" => {
            for error in options["errorList"].as_array_mut().into_iter().flatten() {
                if let Some(id) = error["href"].as_str().and_then(|href| href.strip_prefix('#')) {
                    error["href"] = json!(id);
                }
            }
        }
        "task-list" => {
            for item in options["items"].as_array_mut().into_iter().flatten() {
                item.pointer_mut("/status").and_then(Json::as_object_mut).map(|status| status.remove("tag"));
            }
        }
        _ => {}
    }
    options
}

/// They mark each box in error, we list them.
fn name_wrong_boxes(options: &mut Map<String, Json>) {
    const BOXES: [&str; 3] = ["day", "month", "year"];
    let marks: Vec<(&str, bool)> = BOXES
        .into_iter()
        .filter_map(|name| Some((name, options.get_mut(name)?.as_object_mut()?.remove("error")?.as_bool()?)))
        .collect();
    if !marks.is_empty() {
        let any = marks.iter().any(|(_, is_wrong)| *is_wrong);
        let is_wrong = |name: &str| match marks.iter().find(|(marked, _)| *marked == name) {
            Some((_, is_wrong)) => *is_wrong,
            None => !any,
        };
        options.insert("wrong".into(), BOXES.into_iter().filter(|name| is_wrong(name)).collect());
    }
}

/// Their task list makes its tags, ours takes what the tag's macro printed.
fn put_tags(kit: &Kit, options: &Json, params: &mut Param) -> Result<(), String> {
    let tag = COMPONENTS.iter().find(|component| component.name == "tag").unwrap();
    for (place, item) in options["items"].as_array().into_iter().flatten().enumerate() {
        if let Some(options) = item.pointer("/status/tag") {
            let markup = kit.print(tag.here, parameters(kit, tag, options)?)?;
            put(params, "items[].status", &[place], Param::Markup(markup));
        }
    }
    Ok(())
}

fn given(options: &Json) -> Vec<Given> {
    let mut all = Vec::new();
    gather(options, String::new(), Vec::new(), &mut all);
    all
}

fn gather(value: &Json, path: String, places: Vec<usize>, all: &mut Vec<Given>) {
    let is_whole = ["attributes", "Attributes", "values", "wrong"].iter().any(|end| path.ends_with(end));
    match value {
        Json::Object(fields) if !is_whole || path == "values" => {
            for (name, value) in fields {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                gather(value, path, places.clone(), all);
            }
        }
        Json::Array(items) if !is_whole && !items.is_empty() => {
            for (place, item) in items.iter().enumerate() {
                let places = [places.as_slice(), &[place]].concat();
                gather(item, format!("{path}[]"), places, all);
            }
        }
        _ => all.push(Given { path, places, value: value.clone() }),
    }
}

/// Puts a parameter in its place. Markup stays where text for the same parameter comes later.
fn put(into: &mut Param, path: &str, places: &[usize], param: Param) {
    if path.is_empty() {
        if !matches!(into, Param::Markup(_)) {
            *into = param;
        }
    } else if let Some(rest) = path.strip_prefix("[]") {
        if !matches!(into, Param::List(_)) {
            *into = Param::List(Vec::new());
        }
        let Param::List(items) = into else { unreachable!("just made one") };
        while items.len() <= places[0] {
            items.push(Param::Map(BTreeMap::new()));
        }
        put(&mut items[places[0]], rest.trim_start_matches('.'), &places[1..], param);
    } else {
        if !matches!(into, Param::Map(_)) {
            *into = Param::Map(BTreeMap::new());
        }
        let Param::Map(fields) = into else { unreachable!("just made one") };
        let end = path.find(['.', '[']).unwrap_or(path.len());
        let field = fields.entry(path[..end].to_owned()).or_insert(Param::Plain(Json::Null));
        put(field, path[end..].trim_start_matches('.'), places, param);
    }
}

impl From<Param> for Value {
    fn from(param: Param) -> Self {
        match param {
            Param::Plain(value) => Self::from(Serde(value)),
            Param::Markup(markup) => Self::from_safe_string(markup),
            Param::List(items) => items.into_iter().map(Self::from).collect(),
            Param::Map(fields) => {
                Self::from_pairs(fields.into_iter().map(|(name, value)| (name, Self::from(value))))
            }
        }
    }
}
