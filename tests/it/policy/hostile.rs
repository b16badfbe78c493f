//! Every form of the pages and every door of the API with what no honest program sends: a value of a megabyte, one with a
//! NUL, a long one in each field in turn, half a character in JSON. All of it is refused; none of it is a fault.

use std::collections::BTreeSet;

use pser::web::page::doors;
use scraper::Selector;

use super::world::World;
use crate::office::{Ask, PROGRAMME, Persona, Shown};

/// A form of a page: where it goes, and the names and texts of its fields.
struct Form {
    action: String,
    fields: Vec<(String, String)>,
}

/// The forms of a page that change something, without the field for a file and those that tie a form to its visitor.
fn forms(page: &Shown) -> Vec<Form> {
    let (forms, inputs) = ("form[method=post]", "input[name], select[name], textarea[name]");
    let [forms, inputs] = [forms, inputs].map(|css| Selector::parse(css).unwrap());
    let html = page.html();
    let read = |form: scraper::ElementRef<'_>| {
        let mut fields: Vec<(String, String)> = Vec::new();
        for input in form.select(&inputs) {
            let (name, text) = (input.attr("name").unwrap(), input.attr("value").unwrap_or_default());
            let is_ours = ["_csrf", "_key"].contains(&name) || input.attr("type") == Some("file");
            if !is_ours && fields.iter().all(|(other, _)| other != name) {
                fields.push((name.to_owned(), text.to_owned()));
            }
        }
        Form { action: form.attr("action").unwrap().to_owned(), fields }
    };
    html.select(&forms).map(read).collect()
}

/// Whether an address is one of the door's.
fn is_of(path: &str, action: &str) -> bool {
    let (path, action): (Vec<_>, Vec<_>) = (path.split('/').collect(), action.split('/').collect());
    path.len() == action.len()
        && path.iter().zip(&action).all(|(one, other)| one == other || one.starts_with('{'))
}

impl World {
    /// The forms of an application that somebody has begun.
    async fn forms_of_a_draft(&self, who: &Persona) -> Vec<Form> {
        let begun = who.begins(&self.office, PROGRAMME).await;
        let path = format!("/applications/{}", begun["id"].as_str().unwrap());
        let mut browser = self.office.browser_of(who).await;
        let offer = self.office.app.catalogue.current(PROGRAMME).unwrap();
        let mut found = forms(&browser.opens(&format!("{path}/documents")).await.ok());
        for section in &offer.programme.form.sections {
            let new = if section.each.is_some() { "/new" } else { "" };
            let page = browser.opens(&format!("{path}/sections/{}{new}", section.name)).await.ok();
            found.extend(forms(&page));
        }
        found
    }

    /// Sends the form of somebody with one field changed.
    async fn sends_with(&self, who: Option<&Persona>, form: &Form, (name, value): (&str, &str)) -> u16 {
        let (mut browser, ties) = self.browses(who).await;
        let mut fields = form.fields.clone();
        fields.retain(|(other, _)| other != name);
        fields.extend(ties);
        fields.push((name.to_owned(), value.to_owned()));
        if form.action.ends_with("/documents") {
            let file = ("file", "photograph.jpg", "image/jpeg", &b"\xff\xd8\xff\xe0"[..]);
            return browser.posts_file(&form.action, &fields, file).await.status;
        }
        browser.posts(&form.action, &fields).await.status
    }
}

#[tokio::test]
async fn hostile_values_in_any_field_of_any_form_are_refused_and_never_a_fault() {
    let world = World::open().await;
    let (huge, long) = ("x".repeat(1 << 20), "x".repeat(30_000));
    let (mut reached, mut full) = (BTreeSet::new(), BTreeSet::new());
    for (name, who) in &world.people {
        let who = who.as_ref();
        let mut found: Vec<Form> = match who {
            Some(who) if *name == "other" => world.forms_of_a_draft(who).await,
            _ => Vec::new(),
        };
        for (door, action) in world.pages() {
            if !world.lets(door, who) {
                continue;
            }
            if door.method == "GET" {
                let page = world.shows(door, &action, who, true).await;
                found.extend(if page.status == 200 { forms(&page) } else { Vec::new() });
            } else {
                // Also where no page of the world has its form.
                found.push(Form {
                    action: world.page(door.path, &action).await,
                    fields: world.fields(door.path),
                });
            }
        }
        for form in found {
            let doors = doors().filter(|door| door.method == "POST" && is_of(door.path, &form.action));
            let door = doors.min_by_key(|door| door.path.matches('{').count()).map(|door| door.path);
            let door = door.unwrap_or_else(|| panic!("{} is no door", form.action));
            let names: Vec<_> =
                form.fields.iter().map(|(name, _)| name.clone()).chain(["surplus".to_owned()]).collect();
            for field in names {
                if !reached.insert((door, field.clone())) {
                    continue;
                }
                // How much a form may be in all does not depend on the field.
                let huge = Some(&*huge).filter(|_| full.insert(door));
                for value in huge.into_iter().chain(["a\0b", &long, "\u{202e}\u{2066}<script>{{7*7}}\r\n"]) {
                    let status = world.sends_with(who, &form, (&field, value)).await;
                    let place = format!("{name} at {door}, {field}, {} bytes: {status}", value.len());
                    // Where the thing is over, its door leads on without reading the form.
                    let must_refuse = value.len() > long.len() || value.contains('\0');
                    let is_refused = (400..500).contains(&status) || (field == "surplus" && status == 303);
                    assert!(status < 500 && (!must_refuse || is_refused), "{place}");
                }
            }
        }
    }
    let posts: BTreeSet<_> = doors().filter(|door| door.method == "POST").map(|door| door.path).collect();
    let tried: BTreeSet<_> = reached.iter().map(|(door, _)| *door).collect();
    assert_eq!(posts, tried, "left: the doors that take forms, right: those that were tried");
}

#[tokio::test]
async fn hostile_json_is_refused_at_every_door_of_the_api() {
    let world = World::open().await;
    let [half, nul] =
        [r#"{"reason":"\ud800"}"#, r#"{"reason":"a\u0000b"}"#].map(|text| text.as_bytes().to_vec());
    let huge = format!(r#"{{"reason":"{}"}}"#, "x".repeat(1 << 20)).into_bytes();
    let deep = [vec![b'['; 100_000], vec![b']'; 100_000]].concat();
    let bodies = [half, nul, huge, deep, b"{\"reason\":\"\xff\xfe\"}".to_vec(), b"\0".to_vec()];
    for door in pser::web::api::DOORS.iter().filter(|door| !["GET", "DELETE"].contains(&door.method)) {
        let action = if door.path.contains("{action}") { "reject" } else { "" };
        let path = world.address(door.path, action).await;
        for (name, who) in &world.people {
            for body in &bodies {
                let ask = Ask {
                    method: door.method,
                    path: &path,
                    token: who.as_ref().map(|who| who.token.as_str()),
                    headers: vec![
                        ("content-type", "application/json"),
                        ("idempotency-key", "one key of many"),
                    ],
                    body: body.clone(),
                };
                let status = world.office.sends(&ask).await.status;
                assert!(status < 500, "{name} at {} {path}: {status} {} bytes", door.method, body.len());
            }
        }
    }
}
