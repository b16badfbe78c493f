//! What is wrong with a declared file: where, and what was expected there instead, with the nearest right word.

use std::fmt;

/// One error in a declared file. Lines and columns count from 1; 0 when the parser could not tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub file: String,
    pub line: usize,
    pub column: usize,
    /// The path of keys to the place: `stages.verifying.actions.verify.when`.
    pub at: String,
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, at, message } = self;
        if at.is_empty() {
            write!(out, "{file}:{line}:{column}: {message}")
        } else {
            write!(out, "{file}:{line}:{column}: {at}: {message}")
        }
    }
}

impl std::error::Error for Problem {}

/// The longest word that is compared with others, in bytes: the comparison takes the product of both lengths.
const LONGEST_WORD: usize = 100;
/// So many of the known words are listed.
const MOST_WORDS: usize = 60;

/// "unknown stage `verifyng`; did you mean `verifying`?", or the whole list where nothing is near.
pub fn unknown(what: &str, name: &str, known: &[&str]) -> String {
    if known.is_empty() {
        return format!("unknown {what} `{name}`; none is known here");
    }
    if let Some(near) = nearest(name, known) {
        return format!("unknown {what} `{name}`; did you mean `{near}`?");
    }
    let (listed, more) = known.split_at(known.len().min(MOST_WORDS));
    let more = if more.is_empty() { "" } else { ", ..." };
    format!("unknown {what} `{name}`; expected one of {}{more}", listed.join(", "))
}

/// The known word that a misspelt one most probably stands for.
fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    if name.len() > LONGEST_WORD {
        return None;
    }
    let allowed = (name.chars().count() / 3).max(1);
    known
        .iter()
        .filter(|candidate| candidate.len() <= LONGEST_WORD)
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), *candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::unknown;

    #[test]
    fn a_misspelt_word_is_answered_with_the_nearest_one() {
        assert_eq!(
            unknown("stage", "verifyng", &["approved", "verifying"]),
            "unknown stage `verifyng`; did you mean `verifying`?"
        );
    }

    #[test]
    fn a_foreign_word_is_answered_with_the_whole_list() {
        assert_eq!(
            unknown("key", "colour", &["to", "when"]),
            "unknown key `colour`; expected one of to, when"
        );
    }
}
