//! Every door of the pages, tried by everybody: what each gets is what `pages.txt` says, which people read and review.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use pser::people::recovery::Way;
use pser::policy::Actor;
use pser::web::page::{Door, doors};

use super::world::{World, is_somebodys, recovers, waits_for_email};
use crate::documents::files;
use crate::office::{Browser, PROGRAMME, Persona, Shown};

/// What everybody gets at every door: `ok` is any page of the office's business, also one that says what is wrong; `on`
/// is the way to another page, `home` to where those begin who are in already.
const EXPECTED: &str = include_str!("pages.txt");

/// Only who made a batch proposes it, and that is nobody of the table.
const FOR_NOBODY: [&str; 1] = ["/supervision/batches/{reference}/proposal"];

impl World {
    /// A browser of somebody, or of nobody, and the fields that tie a form to it.
    pub(super) async fn browses(&self, who: Option<&Persona>) -> (Browser<'_>, Vec<(String, String)>) {
        let mut browser = match who {
            Some(who) => self.office.browser_of(who).await,
            None => self.office.browser(),
        };
        browser.opens("/").await;
        let ties = browser.form("/language").into_iter().filter(|(name, _)| name.starts_with('_')).collect();
        (browser, ties)
    }

    /// Tries a door with a sound request for a real thing. Whatever can be is asked so that it changes nothing even
    /// where it is allowed: on an old version, with a wrong code.
    pub(super) async fn shows(
        &self,
        door: &Door,
        action: &str,
        who: Option<&Persona>,
        is_tied: bool,
    ) -> Shown {
        let (mut browser, ties) = self.browses(who).await;
        if door.path.starts_with("/confirm-email") {
            browser.keeps("pser-link", &waits_for_email(&self.office, &self.owner).await);
        }
        if door.path == "/recover/password" {
            browser.keeps("pser-link", &recovers(&self.office, &self.owner, Way::Email).await.1);
        }
        let path = self.page(door.path, action).await;
        if door.method == "GET" {
            return browser.opens(&path).await;
        }
        let mut fields = self.fields(door.path);
        if is_tied {
            fields.extend(ties);
        }
        if door.path.ends_with("/documents") {
            let file = ("file", "photograph.jpg", "image/jpeg", &*files::jpeg(40, 30));
            return browser.posts_file(&path, &fields, file).await;
        }
        browser.posts(&path, &fields).await
    }

    pub(super) async fn page(&self, path: &str, action: &str) -> String {
        let reference = if path.contains("/batches/") { &self.batch } else { &self.case.reference };
        let id = if path.contains("/sessions/") {
            self.office.signs_in(&self.owner).await.session.to_string()
        } else if path.contains("/staff/") {
            self.colleague()
        } else if path.contains("/second-looks/{id}") {
            self.look.clone()
        } else if path.contains("/documents/{id}") {
            self.document.clone()
        } else if path.contains("/recover/") {
            self.recovery.clone()
        } else if path.contains("/claim/") {
            self.claim.clone()
        } else if path.contains("/help-centre/") {
            self.visit.clone()
        } else if path.contains("/register/") {
            self.registration.clone()
        } else {
            self.case.application.to_string()
        };
        path.replace("{action}", action)
            .replace("{attempt}", "00000000-0000-0000-0000-000000000000")
            .replace("{code}", PROGRAMME)
            .replace("{deed}", "approval")
            .replace("{number}", &self.certificate)
            .replace(
                "{file}",
                &if path.starts_with("/certificates/") {
                    format!("{}.pdf", self.certificate)
                } else if path.contains("/second-looks/") {
                    "agreement.csv".to_owned()
                } else {
                    "stages.csv".to_owned()
                },
            )
            .replace("{id}", &id)
            .replace("{queue}", "verification")
            .replace("{reference}", reference)
            .replace("{row}", "0")
            .replace("{other}", &self.twin.reference)
            .replace("{token}", "none")
            .replace("{section}", if path.contains("{row}") { "members" } else { "applicant" })
    }

    /// What is typed into the form behind a door; the rest is left empty.
    pub(super) fn fields(&self, path: &str) -> Vec<(String, String)> {
        let typed: &[(&str, &str)] = match path {
            "/applications" => &[("programme", PROGRAMME)],
            "/applications/{id}/submission"
            | "/cases/{reference}/account"
            | "/cases/{reference}/withdrawal" => &[("_version", "0")],
            "/applications/{id}/documents" => &[("requirement", "photograph")],
            "/office/search" => &[("q", "Nasreen")],
            "/grievances" => &[("about", &self.case.reference)],
            "/office/documents/{id}/review" => {
                &[("case", &self.case.reference), ("verdict", "refused"), ("code", "other"), ("reason", "")]
            }
            "/office/cases/{reference}/actions/{action}" => {
                &[("version", "0"), ("seq", "9999"), ("reason", "as the papers say")]
            }
            "/status" => &[("reference", &self.case.reference), ("cnic", "35202-7654321-2")],
            "/office/cases/{reference}/certificate" => &[("reason", "")],
            "/office/cases/{reference}/duplicates/{other}" => {
                &[("made", "linked"), ("revision", "9"), ("reason", "one household")]
            }
            "/office/cases/{reference}/duplicates/{other}/undoing"
            | "/office/cases/{reference}/duplicates/{other}/unmerging" => {
                &[("revision", "9"), ("reason", "another household")]
            }
            "/office/second-looks/{id}/answer" => &[("judgement", "unable"), ("reason", "")],
            "/office/queues/{queue}/assignments" => &[("to", "queue"), ("reason", "on leave")],
            "/office/cases/{reference}/reveal" => &[("reason", "to call the applicant")],
            "/supervision/batches" => &[("programme", PROGRAMME), ("area", "lahore")],
            "/supervision/batches/{reference}/approval" => &[("content_hash", "00")],
            _ => &[],
        };
        typed.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    /// The doors, the one of actions once for each.
    pub(super) fn pages(&self) -> Vec<(&'static Door, String)> {
        let offer = self.office.app.catalogue.current(PROGRAMME).expect("it is on offer");
        let actions: Vec<&str> = offer.programme.workflow.action_names();
        doors()
            .flat_map(|door| {
                let tried = if door.path.contains("{action}") { &*actions } else { &[""] };
                tried.iter().map(move |action| (door, (*action).to_owned())).collect::<Vec<_>>()
            })
            .collect()
    }

    /// Whether the policy lets anybody like this one through the gate.
    pub(super) fn lets(&self, door: &Door, who: Option<&Persona>) -> bool {
        let actor = who.map_or(Actor::Anonymous, Persona::actor);
        self.office.app.policy.ever(&actor, door.kind, door.deed)
    }
}

/// What somebody got, in one word.
fn word(shown: &Shown, is_let: bool) -> &'static str {
    let target = shown.headers.get("location").map_or("", |target| target.to_str().unwrap());
    let is_to_sign_in = target.split('?').next().is_some_and(|path| path.ends_with("/sign-in"));
    match shown.status {
        303 if !is_let && is_to_sign_in => "sign-in",
        303 if !is_let => "home",
        303 => "on",
        403 => "403",
        404 => "404",
        500.. => "fault",
        _ => "ok",
    }
}

#[tokio::test]
async fn everybody_gets_at_every_page_what_the_table_says() {
    let world = World::open().await;
    let columns: String = world.people.iter().fold(String::new(), |mut line, (name, _)| {
        write!(line, " {name:<13}").unwrap();
        line
    });
    let mut table = format!("{:<68}{}\n", "", columns.trim_end());
    let mut passed = BTreeSet::new();
    for (door, action) in world.pages() {
        let path = door.path.replace("{action}", &action);
        let mut line = format!("{:<68}", format!("{} {path}", door.method));
        for (name, who) in &world.people {
            let who = who.as_ref();
            let shown = world.shows(door, &action, who, true).await;
            let is_let = world.lets(door, who);
            let got = word(&shown, is_let);
            let place = format!("{name} at {} {path}: {}", door.method, shown.text());
            assert_ne!(got, "fault", "{place}");
            // The table is for people; these hold of any table.
            if !is_let {
                let turned_away = if who.is_none() { ["sign-in", "sign-in"] } else { ["403", "home"] };
                assert!(turned_away.contains(&got), "{got}: {place}");
            }
            let is_a_strangers = matches!(*name, "other" | "elsewhere") && is_somebodys(door.path);
            assert!(!is_a_strangers || ["404", "403"].contains(&got), "{got}: {place}");
            write!(line, " {got:<13}").unwrap();
        }
        if line.contains(" ok ") || line.contains(" on ") {
            passed.insert((door.method, door.path));
        }
        writeln!(table, "{}", line.trim_end()).unwrap();
    }
    let shut: Vec<_> = doors()
        .filter(|door| !passed.contains(&(door.method, door.path)))
        .filter(|door| door.method == "GET" || !FOR_NOBODY.contains(&door.path))
        .collect();
    assert!(shut.is_empty(), "nobody gets through: {shut:?}");
    assert!(table == EXPECTED, "the pages give other answers than tests/it/policy/pages.txt says:\n{table}");
}

#[tokio::test]
async fn a_form_without_its_token_is_refused_whoever_sends_it() {
    let world = World::open().await;
    for (door, action) in world.pages().into_iter().filter(|(door, _)| door.method != "GET") {
        let mut refused = 0;
        for (name, who) in &world.people {
            if !world.lets(door, who.as_ref()) {
                continue;
            }
            let shown = world.shows(door, &action, who.as_ref(), false).await;
            let place = format!("{name} at {} {}: {}", door.method, door.path, shown.text());
            // Where there is nothing for somebody, the form is not looked at.
            assert!([403, 404].contains(&shown.status), "{} {place}", shown.status);
            refused += usize::from(shown.status == 403);
        }
        assert!(refused > 0, "nobody came as far as the form of {} {}", door.method, door.path);
    }
}

#[test]
fn every_page_has_a_door_and_every_door_a_page() {
    let mut routes = BTreeSet::new();
    for area in ["portal", "office", "supervision"] {
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web").join(area), &mut routes);
    }
    let doors: Vec<(String, String)> =
        doors().map(|door| (door.method.to_owned(), door.path.to_owned())).collect();
    let once: BTreeSet<_> = doors.iter().cloned().collect();
    assert_eq!(once.len(), doors.len(), "a door stands twice");
    assert_eq!(routes, once, "left: the routes of src/web, right: the doors");
}

/// The routes that the code of a folder names: `.route("/path", get(..).post(..))`.
fn collect(folder: &Path, routes: &mut BTreeSet<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, routes);
            continue;
        }
        let code = std::fs::read_to_string(&path).unwrap();
        for call in code.split(".route(").skip(1) {
            let call = arguments(call);
            let (_, named) = call.split_once('"').expect("a route names its path as text");
            let (route, handlers) = named.split_once('"').expect("text ends");
            for method in ["get", "post", "put", "patch", "delete"] {
                if handlers.contains(&format!("{method}(")) {
                    routes.insert((method.to_uppercase(), route.to_owned()));
                }
            }
        }
    }
}

/// What stands before the parenthesis that closes a call.
fn arguments(after: &str) -> &str {
    let mut depth = 1;
    let end = after.find(|letter| {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    &after[..end.expect("the call is closed")]
}
