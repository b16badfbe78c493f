//! What these pages call things: areas and programmes by their names, states by a word in a colour.

use std::collections::HashMap;

use serde::Serialize;

use crate::app::App;
use crate::areas;
use crate::error::Result;
use crate::payments::{batch, instruction};
use crate::texts::{self, Language};
use crate::web::page::Page;

/// The names of areas, in the visitor's language.
#[derive(Debug)]
pub(super) struct Areas {
    /// By code, in the order of the codes.
    all: Vec<(String, String, Option<String>)>,
    places: HashMap<String, usize>,
}

/// A state in a word, with its colour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Tag {
    pub(super) text: String,
    pub(super) colour: &'static str,
}

impl Areas {
    pub(super) async fn read(app: &App, page: &Page) -> Result<Self> {
        let mut conn = app.db.acquire().await?;
        let named = |area: areas::Area| {
            let name = if page.language == Language::Ur { area.name_ur } else { area.name_en };
            (area.code, name, area.parent)
        };
        let all: Vec<_> = areas::all(&mut conn).await?.into_iter().map(named).collect();
        let places = all.iter().enumerate().map(|(place, (code, ..))| (code.clone(), place)).collect();
        Ok(Self { all, places })
    }

    /// The name of an area with that of the area around it, where it is another.
    pub(super) fn name(&self, code: &str, page: &Page) -> String {
        let Some(place) = self.places.get(code) else { return code.to_owned() };
        let (_, name, parent) = &self.all[*place];
        let around =
            parent.as_ref().and_then(|parent| self.places.get(parent)).map(|place| &self.all[*place].1);
        match around {
            Some(around) if around != name => {
                let comma = if page.language == Language::Ur { "،" } else { "," };
                format!("{name}{comma} {around}")
            }
            _ => name.clone(),
        }
    }

    /// An area, or the whole province.
    pub(super) fn name_or_province(&self, code: Option<&str>, page: &Page) -> String {
        code.map_or_else(|| page.say("batch-province"), |code| self.name(code, page))
    }

    /// The codes of the areas that lie in no other.
    pub(super) fn divisions(&self) -> impl Iterator<Item = &str> {
        self.all.iter().filter(|(_, _, parent)| parent.is_none()).map(|(code, ..)| code.as_str())
    }
}

/// What a programme is called.
pub(super) fn programme(app: &App, page: &Page, code: &str) -> String {
    let offer = app.catalogue.current(code);
    offer.map_or_else(|| code.to_owned(), |offer| page.of(&offer.programme.title).to_owned())
}

/// Where a batch stands.
pub(super) fn batch_state(page: &Page, state: batch::State) -> Tag {
    let colour = match state {
        batch::State::Draft => "blue",
        batch::State::Discarded => "grey",
        batch::State::Proposed => "yellow",
        batch::State::Approved => "green",
        batch::State::Refused => "red",
    };
    Tag { text: page.say(&format!("batch-state-{}", state.as_str())), colour }
}

/// Where a payment stands.
pub(super) fn payment_state(page: &Page, state: instruction::State) -> Tag {
    use instruction::State;
    let colour = match state {
        State::Drafted | State::Proposed | State::Cancelled => "grey",
        State::Held | State::Sending | State::Accepted => "blue",
        State::Unknown => "yellow",
        State::Settled => "green",
        State::Rejected | State::Returned => "red",
    };
    Tag { text: page.say(&format!("payment-state-{}", state.as_str())), colour }
}

/// Why a payment ended as it did: the bank's code in words where they are known, else the code itself.
pub(super) fn status_reason(page: &Page, code: &str) -> String {
    let id = format!("payment-reason-{}", code.to_ascii_lowercase());
    texts::say(page.language, &id, [])
        .unwrap_or_else(|| page.say_with("payment-reason", [("code", code.into())]))
}
