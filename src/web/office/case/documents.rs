//! The documents of a case: what each is for and whose it is, whether it was accepted, which one is open, and what is
//! still missing.

use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::{Mishap, Open, bar};
use crate::casework::second_look::{Blind, Paper};
use crate::catalogue::Programme;
use crate::catalogue::form::Form;
use crate::documents::{Document, Review, Slot, reasons};
use crate::policy::Actor;
use crate::web::page::Page;
use crate::web::page::field::{Field, FieldKind};

use super::super::{action, words};

/// The list, and the one that is looked at.
#[derive(Debug, Serialize)]
pub(in crate::web::office) struct Documents {
    items: Vec<Item>,
    missing: Vec<Missing>,
    viewed: Option<Viewed>,
    may_open: bool,
}

/// A document of the list.
#[derive(Debug, Clone, Serialize)]
struct Item {
    id: String,
    title: String,
    /// The member of the household it belongs to.
    member: Option<String>,
    file_name: String,
    /// In kB.
    size: i64,
    sent: String,
    /// `none`, `accepted` or `refused`; nothing for those who are not to know.
    review: Option<&'static str>,
    reason: Option<String>,
    is_viewed: bool,
    /// Whether a browser shows it as an image, which it fits into the viewer.
    is_picture: bool,
}

/// A document that is wanted and not there.
#[derive(Debug, Serialize)]
struct Missing {
    title: String,
    member: Option<String>,
    /// What the officer wrote who asked for it.
    reason: Option<String>,
}

/// The document in the viewer.
#[derive(Debug, Serialize)]
struct Viewed {
    item: Item,
    may_review: bool,
    /// Why it is refused.
    fields: Vec<Field>,
    /// Whether the fields are to be seen: they hold something.
    is_refusing: bool,
}

impl Documents {
    pub(in crate::web::office) fn of(
        page: &Page,
        actor: &Actor,
        open: &Open,
        viewed: Option<Uuid>,
        mishap: &Mishap,
    ) -> Self {
        let case = &open.case;
        let names = member_names(page, &case.programme.form, &open.office.answers);
        let named = |slot: &Slot| {
            (requirement(page, &case.programme, &slot.requirement), member(&names, slot.member))
        };
        let item = |document: &Document| {
            let (title, member) = named(&document.slot);
            Item {
                id: document.id.to_string(),
                title,
                member,
                file_name: document.file_name.clone(),
                size: (document.size_bytes + 1023) / 1024,
                sent: document.uploaded_at.to_rfc3339(),
                review: Some(document.review.as_str()),
                reason: document.review_reason.clone(),
                is_viewed: viewed == Some(document.id),
                is_picture: document.media_type.starts_with("image/"),
            }
        };
        let items: Vec<Item> = case.documents.iter().map(item).collect();
        let missing = case.missing.iter().map(|slot| {
            let (title, member) = named(slot);
            let request = case.requests.iter().find(|request| request.slot == *slot);
            Missing { title, member, reason: request.map(|request| request.reason.clone()) }
        });
        let may_open = page.may("document", "download") && open.office.barred.is_none();
        let is_free = case.standing.claimed_by.is_none() || bar::is_mine(actor, &case.standing);
        let may_review =
            may_open && is_free && case.standing.queue.is_some() && page.may("document", "review");
        let viewed = items.iter().find(|item| item.is_viewed && may_open).map(|item| Viewed {
            item: item.clone(),
            may_review,
            fields: mishap.refusing.clone().unwrap_or_else(|| refusal_fields(page)).into(),
            is_refusing: mishap.refusing.is_some(),
        });
        Self { missing: missing.collect(), viewed, items, may_open }
    }

    /// What a second officer sees: the files, and not what was said of them.
    pub(in crate::web::office) fn blind(page: &Page, blind: &Blind, viewed: Option<Uuid>) -> Self {
        let names = member_names(page, &blind.programme.form, &blind.answers);
        let named = |slot: &Slot| {
            (requirement(page, &blind.programme, &slot.requirement), member(&names, slot.member))
        };
        let item = |paper: &Paper| {
            let (title, member) = named(&paper.slot);
            Item {
                id: paper.id.to_string(),
                title,
                member,
                file_name: paper.file_name.clone(),
                size: (paper.size_bytes + 1023) / 1024,
                sent: paper.uploaded_at.to_rfc3339(),
                review: None,
                reason: None,
                is_viewed: viewed == Some(paper.id),
                is_picture: paper.media_type.starts_with("image/"),
            }
        };
        let items: Vec<Item> = blind.papers.iter().map(item).collect();
        let missing = blind.missing.iter().map(|slot| {
            let (title, member) = named(slot);
            Missing { title, member, reason: None }
        });
        let may_open = page.may("document", "download");
        let viewed = items.iter().find(|item| item.is_viewed && may_open).map(|item| Viewed {
            item: item.clone(),
            may_review: false,
            fields: Vec::new(),
            is_refusing: false,
        });
        Self { missing: missing.collect(), viewed, items, may_open }
    }
}

/// Why a document is refused: one of the reasons there are, and words.
pub(in crate::web::office) fn refusal_fields(page: &Page) -> [Field; 2] {
    let words = Field::new(FieldKind::LongText, "reason", page.say("office-refuse-reason"))
        .hint(page.say("office-refuse-reason-hint"))
        .max_length(crate::plain::LONGEST_REASON);
    [action::reasons(page, page.say("office-refuse-code"), reasons()), words]
}

/// The next document after this one that nobody has reviewed, from the top again at the end.
pub(in crate::web::office) fn next_unreviewed(documents: &[Document], after: Uuid) -> Option<Uuid> {
    let place = documents.iter().position(|document| document.id == after).unwrap_or_default();
    let (before, behind) = documents.split_at(place);
    let mut open = behind.iter().chain(before).filter(|document| document.review == Review::None);
    open.find(|document| document.id != after).map(|document| document.id)
}

/// The names of the members of the household, in the order of the answers.
pub(in crate::web::office) fn member_names(page: &Page, form: &Form, answers: &Value) -> Vec<String> {
    let Some(uses) = &form.uses.members else { return Vec::new() };
    let members = answers[&uses.section].as_array();
    let members = members.map_or(&[][..], Vec::as_slice).iter().enumerate();
    let name = |(place, member): (usize, &Value)| {
        let number = || page.say_with("office-member-number", [("number", (place + 1).into())]);
        member[&uses.name].as_str().map_or_else(number, str::to_owned)
    };
    members.map(name).collect()
}

/// The title of a requirement.
pub(in crate::web::office) fn requirement(page: &Page, programme: &Programme, name: &str) -> String {
    let found = programme.form.requirements.iter().find(|requirement| requirement.name == name);
    found.map_or_else(|| name.to_owned(), |requirement| words::of(page, requirement.for_office()))
}

/// The name of the member a slot belongs to.
pub(in crate::web::office) fn member(names: &[String], member: Option<i16>) -> Option<String> {
    names.get(usize::try_from(member?).ok()?).cloned()
}

#[cfg(test)]
impl Documents {
    pub(in crate::web::office) fn sample(is_viewing: bool) -> Self {
        let item = |review, id: &str| Item {
            id: id.to_owned(),
            title: "شناختی کارڈ".to_owned(),
            member: Some("احمد".to_owned()),
            file_name: "card.jpg".to_owned(),
            size: 120,
            sent: "2026-03-02T06:00:00Z".to_owned(),
            review: Some(review),
            reason: (review == "refused").then(|| "تصویر دھندلی ہے۔".to_owned()),
            is_viewed: is_viewing && review == "none",
            is_picture: is_viewing,
        };
        let mut field = Field::new(FieldKind::LongText, "reason", "وجہ").hint("شہری یہ پڑھے گا");
        field.error = Some("وجہ لکھیں۔".to_owned());
        let missing = Missing {
            title: "تصویر".to_owned(),
            member: Some("احمد".to_owned()),
            reason: Some("تصویر دھندلی ہے۔".to_owned()),
        };
        Self {
            items: vec![item("none", "a"), item("accepted", "b"), item("refused", "c")],
            missing: vec![missing],
            viewed: is_viewing.then(|| Viewed {
                item: item("none", "a"),
                may_review: true,
                fields: vec![field],
                is_refusing: true,
            }),
            may_open: true,
        }
    }

    /// As a second officer sees them.
    pub(in crate::web::office) fn sample_blind(is_viewing: bool) -> Self {
        let mut sample = Self::sample(is_viewing);
        for item in sample.items.iter_mut().chain(sample.viewed.as_mut().map(|viewed| &mut viewed.item)) {
            item.review = None;
            item.reason = None;
        }
        if let Some(viewed) = &mut sample.viewed {
            viewed.may_review = false;
        }
        sample
    }

    pub(in crate::web::office) fn none() -> Self {
        Self { items: Vec::new(), missing: Vec::new(), viewed: None, may_open: false }
    }
}
