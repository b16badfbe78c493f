//! The text of a message in parts: codes, which stand out, and addresses of ours, which can be followed.

use serde::Serialize;

/// The digits of a code.
const CODE: usize = 6;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "text", rename_all = "lowercase")]
pub(super) enum Part {
    Words(String),
    Code(String),
    /// An address of the pages; other addresses stay words, whoever wrote them.
    Link(String),
}

/// Takes a text apart; put together again the parts are the text.
pub(super) fn parts(text: &str, portal: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let (before, core, after) = bare(word, portal);
        let part = if is_code(core) {
            Part::Code(core.to_owned())
        } else if leads_to(core, portal) {
            Part::Link(core.to_owned())
        } else {
            add_words(&mut parts, piece);
            continue;
        };
        add_words(&mut parts, before);
        parts.push(part);
        add_words(&mut parts, after);
        add_words(&mut parts, &piece[word.len()..]);
    }
    parts
}

/// A word without the marks around it: punctuation, and the characters that keep a number's order in a line of Urdu.
fn bare<'t>(word: &'t str, portal: &str) -> (&'t str, &'t str, &'t str) {
    let is_mark = |letter: char| !letter.is_alphanumeric() && letter != '/';
    let start = word.find(|letter| !is_mark(letter)).unwrap_or(word.len());
    let (before, rest) = word.split_at(start);
    // The address itself may end in a slash, a query in nearly anything: only what ends a sentence is cut off.
    let core = if leads_to(rest, portal) {
        rest.trim_end_matches(['.', ',', ')', '۔', '،', '\u{2069}'])
    } else {
        rest.trim_end_matches(is_mark)
    };
    (before, core, &rest[core.len()..])
}

fn is_code(word: &str) -> bool {
    word.len() == CODE && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn leads_to(word: &str, portal: &str) -> bool {
    word.strip_prefix(portal).is_some_and(|path| path.is_empty() || path.starts_with('/'))
}

fn add_words(parts: &mut Vec<Part>, text: &str) {
    match parts.last_mut() {
        _ if text.is_empty() => {}
        Some(Part::Words(words)) => words.push_str(text),
        _ => parts.push(Part::Words(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PORTAL: &str = "http://127.0.0.1:8080";

    fn words(text: &str) -> Part {
        Part::Words(text.to_owned())
    }

    #[test]
    fn a_code_stands_out_in_both_languages() {
        let code = || Part::Code("418203".to_owned());
        assert_eq!(parts("418203 is your code.", PORTAL), [code(), words(" is your code.")]);
        assert_eq!(
            parts("\u{2066}418203\u{2069} آپ کا کوڈ ہے۔", PORTAL),
            [words("\u{2066}"), code(), words("\u{2069} آپ کا کوڈ ہے۔")]
        );
        for no_code in ["4182035", "41820", "C-418203", "418203-2", "Rs 418,203", "٤١٨٢٠٣"] {
            assert_eq!(parts(no_code, PORTAL), [words(no_code)]);
        }
    }

    #[test]
    fn only_the_portals_own_addresses_can_be_followed() {
        let link = "http://127.0.0.1:8080/account/reset?token=a_b-c";
        let text = format!("Go to {link}.\nThank you");
        let link = Part::Link(link.to_owned());
        assert_eq!(parts(&text, PORTAL), [words("Go to "), link, words(".\nThank you")]);
        for other in
            ["http://evil.example/", "http://127.0.0.1:80800/", "http://127.0.0.1:8080@evil.example/"]
        {
            assert_eq!(parts(other, PORTAL), [words(other)]);
        }
    }

    proptest! {
        #[test]
        fn nothing_of_a_text_is_lost(text in ".{0,80}") {
            let whole: String = parts(&text, PORTAL)
                .into_iter()
                .map(|part| match part { Part::Words(text) | Part::Code(text) | Part::Link(text) => text })
                .collect();
            prop_assert_eq!(whole, text);
        }
    }
}
