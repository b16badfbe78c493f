//! What is said of why something was done: a reason that the action names, in the language of whom it is about, and the
//! words beside it. It is put together once, so that history keeps what the citizen read.

use crate::workflow::vocabulary::OTHER;
use crate::workflow::{Action, Why};

/// The reason in `language` (`en` or `ur`); none where nothing was said.
pub fn said(action: Option<&Action>, why: Why<'_>, language: &str) -> Option<String> {
    let named = why.code.filter(|code| *code != OTHER).and_then(|code| action?.reason(code));
    let title = named.map(|reason| reason.title.in_language(language));
    let words = why.words.filter(|words| !words.trim().is_empty());
    match (title, words) {
        (Some(title), Some(words)) => Some(format!("{title}: {words}")),
        (Some(only), None) | (None, Some(only)) => Some(only.to_owned()),
        (None, None) => None,
    }
}
