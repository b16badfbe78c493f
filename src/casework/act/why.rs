//! What is said of why something was done: one of the reasons that are named, in the language of whom it is about, and the words
//! beside it. It is put together once, so that history keeps what the citizen read.

use crate::workflow::vocabulary::OTHER;
use crate::workflow::{Action, Reason, Why};

/// Why an action was done, in `language` (`en` or `ur`); none where nothing was said.
pub fn said(action: Option<&Action>, why: Why<'_>, language: &str) -> Option<String> {
    said_of(action.map_or(&[], |action| &action.reasons), why, language)
}

/// As `said`, of whatever has these reasons.
pub fn said_of(reasons: &[Reason], why: Why<'_>, language: &str) -> Option<String> {
    let named = why.code.filter(|code| *code != OTHER);
    let title = named.and_then(|code| reasons.iter().find(|reason| reason.code == code));
    let title = title.map(|reason| reason.title.in_language(language));
    let words = why.words.filter(|words| !words.trim().is_empty());
    match (title, words) {
        (Some(title), Some(words)) => Some(format!("{title}: {words}")),
        (Some(only), None) | (None, Some(only)) => Some(only.to_owned()),
        (None, None) => None,
    }
}
