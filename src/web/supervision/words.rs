//! What these pages call things: areas and programmes by their names, states by a word in a colour.

use serde::Serialize;

use crate::app::App;
use crate::payments::{batch, instruction};
use crate::texts;
use crate::web::page::Page;
use crate::web::page::places::Places;

/// A state in a word, with its colour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Tag {
    pub(super) text: String,
    pub(super) colour: &'static str,
}

/// An area, or the whole province.
pub(super) fn area(page: &Page, places: &Places, code: Option<&str>) -> String {
    code.map_or_else(|| page.say("batch-province"), |code| places.name(code))
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
