//! `/account/access`: who looked at what is kept about the person, when and why.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

use crate::app::App;
use crate::casework::account_for;
use crate::error::Result;
use crate::history::Looked;
use crate::web::address::{After, next_of};
use crate::web::extract::Caller;
use crate::web::page::Page;
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

#[derive(Debug, Serialize)]
struct Access {
    looks: Vec<Look>,
    /// Of the next page.
    older: Option<String>,
    is_first: bool,
}

#[derive(Debug, Serialize)]
struct Look {
    at: String,
    who: String,
    /// What they did, in words.
    what: String,
    case: Option<String>,
    reason: Option<String>,
    /// Seen at a help centre before, in words.
    papers: Vec<String>,
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    After(before): After<i64>,
) -> Result<Response> {
    let looks = account_for::looks_at_me(&app, &actor, before).await?;
    page.html("portal/account/access.html", &view(&page, looks, before.is_none()))
}

fn view(page: &Page, looks: Vec<Looked>, is_first: bool) -> Access {
    let older = next_of(&looks, account_for::PAGE, |last| last.id);
    Access { looks: looks.into_iter().map(|look| Look::of(page, look)).collect(), older, is_first }
}

impl Look {
    fn of(page: &Page, look: Looked) -> Self {
        let who = match look.actor_kind.as_str() {
            "citizen" => Some(page.say("access-by-you")),
            "staff" => look.actor_name,
            _ => Some(page.say("access-by-system")),
        };
        Self {
            at: look.at.to_rfc3339(),
            who: who.unwrap_or_else(|| page.say("access-by-office")),
            what: page.say(&format!("access-{}", look.what)),
            case: look.case_reference,
            papers: look.papers.iter().flatten().map(|paper| page.say(&format!("paper-{paper}"))).collect(),
            reason: look.reason.filter(|reason| !reason.trim().is_empty()),
        }
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::texts::Language;

    let page = Page::sample(Language::Ur);
    let look = |id, what: &str, kind: &str, reason: Option<&str>| Looked {
        id,
        at: "2026-03-02T06:00:00Z".parse().expect("a moment"),
        actor_kind: kind.to_owned(),
        actor_name: Some("آمنہ راشد".to_owned()).filter(|_| id != 2),
        case_reference: reason.map(|_| "C-7M3QK-0T8XW-2".to_owned()),
        document_id: None,
        what: what.to_owned(),
        reason: reason.map(str::to_owned),
        papers: (what == "recover").then(|| vec!["cnic-card".to_owned(), "passport".to_owned()]),
    };
    let looks = vec![
        look(7, "recover", "staff", Some("موبائل گم ہو گیا")),
        look(6, "view-account", "staff", Some("موبائل گم ہو گیا")),
        look(5, "reveal", "staff", Some("فون کرنے کے لیے")),
        look(4, "view-case", "staff", None),
        look(3, "view-document", "citizen", None),
        look(2, "view-history", "staff", None),
        look(1, "export", "system", None),
    ];
    let full = view(&page, looks, true);
    let older = Access { older: Some("bnVtYmVy".to_owned()), ..view(&page, Vec::new(), false) };
    [full, older, view(&page, Vec::new(), true)]
        .iter()
        .map(|access| Sample::new("portal/account/access.html", Signed::Citizen, access))
        .collect()
}
