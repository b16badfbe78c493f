//! `/applications/{id}`: what there is to do for an application, part by part, and where to go on.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;
use uuid::Uuid;

use super::place::{self, Progress, TakenFrom};
use super::{Opened, open};
use crate::app::App;
use crate::casework::apply::Filled;
use crate::catalogue::form::Section;
use crate::error::Result;
use crate::web::address::Path;
use crate::web::extract::Caller;
use crate::web::page::{Page, see_other};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};
use crate::web::portal::wording;

const TEMPLATE: &str = "portal/applications/show.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/applications/{id}", get(show))
}

/// What the template shows.
#[derive(Debug, Serialize)]
struct View {
    id: Uuid,
    programme: String,
    /// The end of the names of sentences.
    wording: &'static str,
    /// The parts of the form that are asked of this applicant.
    parts: Vec<Part>,
    /// Those whose answers were taken over, and from where.
    taken_parts: Vec<Part>,
    taken: Option<TakenFrom>,
    done: usize,
    total: usize,
    /// How many documents are missing; `None` where none is needed and none was sent.
    documents_missing: Option<usize>,
    /// Whether it may be handed in.
    is_whole: bool,
    /// Where to go on, and what it is called: the end of a sentence's name.
    next: String,
    next_is: &'static str,
}

#[derive(Debug, Serialize)]
struct Part {
    title: String,
    path: String,
    progress: Progress,
    missing: usize,
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    match open(&app, &actor, id).await? {
        Opened::Draft(filled) => page.html(TEMPLATE, &view(&page, &filled)),
        Opened::Elsewhere(path) => see_other(&path),
    }
}

fn view(page: &Page, filled: &Filled) -> View {
    let id = filled.view.id;
    let part = |section: &Section| {
        let (progress, missing) = place::progress(filled, section);
        let (title, path) = (page.of(&section.title).to_owned(), place::section_path(id, section));
        Part { title, path, progress, missing }
    };
    let sections = &filled.programme.form.sections;
    let parts: Vec<Part> = sections.iter().map(part).collect();
    let is_whole = filled.view.missing.is_empty();
    let documents_missing = filled.view.missing_documents.len();
    let has_no_need = documents_missing == 0 && !filled.view.has_documents;
    let (next, next_is) = match next_part(&parts) {
        Some(part) => (part.path.clone(), "go-on"),
        None if documents_missing > 0 => (format!("/applications/{id}/documents"), "documents"),
        None => (format!("/applications/{id}/review"), "review"),
    };
    let asked = parts.iter().filter(|part| part.progress != Progress::Waiting);
    let is_done = |part: &&Part| matches!(part.progress, Progress::Done | Progress::Empty);
    let (done, total) = (asked.clone().filter(is_done).count(), asked.count());
    let taken = TakenFrom::of(page, filled);
    let is_taken = |section: &&Section| taken.is_some() && filled.programme.form.is_shared(section);
    let (taken_sections, own_sections): (Vec<&Section>, Vec<&Section>) = sections.iter().partition(is_taken);
    View {
        id,
        programme: page.of(&filled.programme.title).to_owned(),
        wording: wording(&filled.programme.workflow),
        parts: own_sections.into_iter().map(part).collect(),
        taken_parts: taken_sections.into_iter().map(part).collect(),
        taken,
        done,
        total,
        documents_missing: (!has_no_need).then_some(documents_missing),
        is_whole,
        next,
        next_is,
    }
}

/// The first part to do. A list with nobody on it is looked at before the part behind it is begun, and not again.
fn next_part(parts: &[Part]) -> Option<&Part> {
    let to_do = parts.iter().position(|part| matches!(part.progress, Progress::ToDo | Progress::Begun))?;
    let before = to_do.checked_sub(1).map(|before| &parts[before]);
    let is_unseen =
        |part: &&Part| part.progress == Progress::Empty && parts[to_do].progress == Progress::ToDo;
    before.filter(is_unseen).or(Some(&parts[to_do]))
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let part = |title: &str, progress, missing| Part {
        title: title.to_owned(),
        path: "/applications/1/sections/x".to_owned(),
        progress,
        missing,
    };
    let view = |is_whole: bool, next_is| View {
        taken_parts: if is_whole { vec![part("آپ کا گھر", Progress::Done, 0)] } else { Vec::new() },
        taken: is_whole.then(TakenFrom::sample),
        wording: if is_whole {
            "-appeal"
        } else if next_is == "documents" {
            "-complaint"
        } else {
            ""
        },
        id: Uuid::nil(),
        programme: "نقد امداد".to_owned(),
        parts: vec![
            part("آپ کے بارے میں", Progress::Done, 0),
            part("آپ کے ساتھ رہنے والے افراد", Progress::Empty, 0),
            part("دوسری آمدنی", Progress::Begun, 2),
            part("آپ کا گھر", Progress::ToDo, 6),
            part("مشکلات", Progress::Waiting, 0),
        ],
        done: 2,
        total: 4,
        documents_missing: if is_whole { None } else { Some(3) },
        is_whole,
        next: "/applications/1/review".to_owned(),
        next_is,
    };
    vec![
        Sample::new(TEMPLATE, Signed::Citizen, &view(false, "go-on")),
        Sample::new(TEMPLATE, Signed::Citizen, &view(false, "documents")),
        Sample::new(TEMPLATE, Signed::Citizen, &view(true, "review")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(progress: &[Progress]) -> Vec<Part> {
        let part = |(at, progress): (usize, &Progress)| Part {
            title: String::new(),
            path: at.to_string(),
            progress: *progress,
            missing: 0,
        };
        progress.iter().enumerate().map(part).collect()
    }

    #[test]
    fn one_goes_on_with_the_first_part_to_do_and_passes_an_empty_list_once() {
        use Progress::{Begun, Done, Empty, ToDo};
        for (progress, next) in [
            (vec![ToDo, Empty, ToDo], Some("0")),
            (vec![Done, Empty, ToDo, ToDo], Some("1")),
            (vec![Done, Empty, Begun, ToDo], Some("2")),
            (vec![Done, Empty, Done, ToDo], Some("3")),
            (vec![Done, Empty, Done], None),
        ] {
            let parts = parts(&progress);
            assert_eq!(next_part(&parts).map(|part| part.path.as_str()), next, "{progress:?}");
        }
    }
}
