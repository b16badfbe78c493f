//! What the page of a queue can be filtered by, what it is filtered by now, and the views that the reader has saved.

use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use crate::app::App;
use crate::casework::allocate;
use crate::error::Result;
use crate::policy::Actor;
use crate::queues::views;
use crate::web::office::words;
use crate::web::page::field::FieldKind;
use crate::web::page::places::Places;
use crate::web::page::{Field, Page};
use crate::web::queued::Asked;

/// The filters of the page.
#[derive(Debug, Default, Serialize)]
pub(super) struct Filters {
    pub(super) fields: Vec<Field>,
    /// What is chosen now, as the component wants it: title and tags.
    pub(super) selected: Vec<Selected>,
    /// The query that is saved as a view; empty where nothing is chosen.
    pub(super) query: String,
    pub(super) views: Vec<Saved>,
}

/// One filter that is chosen.
#[derive(Debug, Serialize)]
pub(super) struct Selected {
    title: String,
    tags: [Tag; 1],
}

#[derive(Debug, Serialize)]
struct Tag {
    text: String,
    /// The page without it.
    href: String,
}

/// A view that the reader has saved.
#[derive(Debug, Serialize)]
pub(super) struct Saved {
    id: Uuid,
    name: String,
    href: String,
    is_here: bool,
}

impl Filters {
    pub(super) async fn of(
        app: &App,
        page: &Page,
        actor: &Actor,
        (queue, asked): (&str, &Asked),
    ) -> Result<Self> {
        let places = Places::of(app, page);
        let fields: Vec<Field> = fields(app, page, actor, (&places, queue))
            .into_iter()
            .map(|field| {
                let value = asked.filters().into_iter().find(|(name, _)| *name == field.name);
                field.chosen(value.map_or("", |(_, value)| value))
            })
            .collect();
        let query = asked.query("");
        let saved = allocate::views(app, actor, queue).await?;
        Ok(Self {
            selected: asked
                .filters()
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| Selected::of(&fields, &places, (queue, asked), (name, value)))
                .collect(),
            views: saved.into_iter().map(|view| Saved::of(queue, view, &query)).collect(),
            fields,
            query,
        })
    }

    #[cfg(test)]
    pub(super) fn sample() -> Self {
        let field = Field::new(FieldKind::Select, "programme", "پروگرام").option("", "سب");
        let tag =
            Tag { text: "نقد امداد".to_owned(), href: "/office/queues/verification".to_owned() };
        let view = views::View {
            id: Uuid::nil(),
            name: "میرا ضلع".to_owned(),
            filter: "programme=cash-assistance".to_owned(),
        };
        Self {
            fields: vec![field.option("cash-assistance", "نقد امداد").chosen("cash-assistance")],
            selected: vec![Selected { title: "پروگرام".to_owned(), tags: [tag] }],
            query: "programme=cash-assistance".to_owned(),
            views: vec![Saved::of("verification", view, "")],
        }
    }
}

impl Selected {
    fn of(
        fields: &[Field],
        places: &Places,
        (queue, asked): (&str, &Asked),
        (name, value): (&str, &str),
    ) -> Self {
        let field = fields.iter().find(|field| field.name == name);
        let option = field.and_then(|field| field.options.iter().find(|option| option.value == value));
        // Somebody may come by the address of another, whose list has other areas.
        let text = option.map_or_else(|| places.name(value), |option| option.label.clone());
        let title = field.map_or_else(String::new, |field| field.label.clone());
        Self { title, tags: [Tag { text, href: address(queue, &asked.query(name)) }] }
    }
}

impl Saved {
    fn of(queue: &str, view: views::View, query: &str) -> Self {
        let href = address(queue, &view.filter);
        Self { id: view.id, is_here: view.filter == query, name: view.name, href }
    }
}

/// The address of a queue's page with a query.
pub(super) fn address(queue: &str, query: &str) -> String {
    if query.is_empty() {
        format!("/office/queues/{queue}")
    } else {
        format!("/office/queues/{queue}?{query}")
    }
}

fn fields(app: &App, page: &Page, actor: &Actor, (places, queue): (&Places, &str)) -> Vec<Field> {
    let any = page.say("office-filter-any");
    let select = |name: &str| {
        let label = page.say(&format!("office-filter-{name}"));
        Field::new(FieldKind::Select, name, label).option("", any.clone())
    };
    let (mut programme, mut stage) = (select("programme"), select("stage"));
    for offer in app.catalogue.offers() {
        let workflow = &offer.programme.workflow;
        let mut stages =
            workflow.stages.iter().filter(|stage| stage.queue.as_deref() == Some(queue)).peekable();
        if stages.peek().is_some() {
            programme = programme.option(&offer.programme.code, words::of(page, &offer.programme.title));
        }
        for found in stages {
            if stage.options.iter().all(|option| option.value != found.name) {
                stage = stage.option(&found.name, words::of(page, &found.title));
            }
        }
    }
    let scope = app.policy.scope(actor, "case", "see");
    let area = places.within(select("area"), scope.columns().0);
    let words = |mut field: Field, words: &[&str]| {
        for word in words {
            let id = format!("office-filter-{}-{word}", field.name);
            field = field.option(*word, page.say_with(&id, [("days", json!(crate::queues::SOON_DAYS))]));
        }
        field
    };
    let due = words(select("due"), &["overdue", "soon"]);
    let holder = words(select("holder"), &["nobody", "somebody", "me"]);
    // A list with one choice besides "any" chooses nothing, where all there is has what it chooses.
    let lists = [programme, area, stage, due, holder].into_iter().filter(|field| field.options.len() > 2);
    lists.chain([words(select("duplicates"), &["open"])]).collect()
}
