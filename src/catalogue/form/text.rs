//! Typed text, made harmless: what cannot be seen cannot mislead. Bidirectional controls are stripped, since nobody can
//! see them to take them out; line breaks and tabs become spaces; any other control character is refused.

/// Why a text is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unfit {
    TooLong,
    Control,
}

/// The text without surrounding space; empty when nothing is left. At most `limit` characters.
pub(super) fn clean(text: &str, limit: usize) -> Result<String, Unfit> {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(' '),
            letter if is_invisible(letter) => {}
            letter if letter.is_control() => return Err(Unfit::Control),
            letter => out.push(letter),
        }
    }
    let out = out.trim();
    if out.chars().count() > limit {
        return Err(Unfit::TooLong);
    }
    Ok(out.to_owned())
}

// The joiners U+200C and U+200D stay: Urdu is spelled with them.
const fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::{Unfit, clean};

    #[test]
    fn what_cannot_be_seen_is_stripped_and_what_breaks_lines_is_a_space() {
        assert_eq!(clean(" Ali\u{202e}ilA\r\nKhan\u{feff} ", 50).as_deref(), Ok("AliilA  Khan"));
        assert_eq!(clean("می\u{200c}خواهم", 50).as_deref(), Ok("می\u{200c}خواهم"));
        assert_eq!(clean("\u{200e} \n", 50).as_deref(), Ok(""));
    }

    #[test]
    fn control_characters_and_long_texts_are_refused() {
        for text in ["a\0", "\u{1b}[2J", "\u{9b}x", "a\u{7f}"] {
            assert_eq!(clean(text, 50), Err(Unfit::Control), "{text:?}");
        }
        assert_eq!(clean("نام نام", 6), Err(Unfit::TooLong));
        assert_eq!(clean("نام نام", 7).as_deref(), Ok("نام نام"));
    }
}
