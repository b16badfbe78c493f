//! Text that people type for other people to read, made harmless: what cannot be seen cannot mislead. Bidirectional
//! controls are stripped, since nobody can see them to take them out; line breaks and tabs become spaces; any other
//! control character is refused.

use crate::refusal::FieldError;

/// The longest reason that is taken, in characters.
pub const LONGEST_REASON: usize = 1_000;

/// Why a text is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    TooLong,
    Control,
}

/// The text without surrounding space; empty when nothing is left. At most `limit` characters.
pub fn clean(text: &str, limit: usize) -> Result<String, Unfit> {
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

/// A text of at most `most` characters on one line; empty when nothing is left of it.
///
/// # Errors
/// `text-too-long` or `text-unfit` on `field`.
pub fn line(field: &str, typed: &str, most: usize) -> Result<String, FieldError> {
    clean(typed, most).map_err(|unfit| match unfit {
        Unfit::TooLong => FieldError::new(field, "text-too-long").with("max", most),
        Unfit::Control => FieldError::new(field, "text-unfit"),
    })
}

/// A reason or remark of at most `LONGEST_REASON` characters; none where nothing is left of it.
///
/// # Errors
/// As `line`.
pub fn reason(field: &str, typed: Option<&str>) -> Result<Option<String>, FieldError> {
    let reason = typed.map(|typed| line(field, typed, LONGEST_REASON)).transpose()?;
    Ok(reason.filter(|reason| !reason.is_empty()))
}

/// Whether a number as long as a CNIC stands in the text, in whatever digits and grouping. What is kept for ever and read by
/// many holds none.
pub fn holds_cnic(text: &str) -> bool {
    let mut digits = 0;
    for letter in text.chars().chain(std::iter::once('.')) {
        match letter {
            '0'..='9' | '٠'..='٩' | '۰'..='۹' => digits += 1,
            '-' | ' ' | '\u{2010}'..='\u{2015}' if digits > 0 => {}
            _ if digits == 13 => return true,
            _ => digits = 0,
        }
    }
    false
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
    use super::{LONGEST_REASON, Unfit, clean, holds_cnic, reason};

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

    #[test]
    fn a_cnic_is_seen_however_it_is_written() {
        for text in ["35202-1234567-1", "her card is 3520212345671.", "۳۵۲۰۲-۱۲۳۴۵۶۷-۱ ہے", "35202 1234567 1"]
        {
            assert!(holds_cnic(text), "{text}");
        }
        for text in [
            "",
            "call 0321-7654321",
            "PK36 SCBL 0000 0011 2345 6702",
            "12500 rupees, 3 children",
            "C-7M3QK-0T8XW-2",
        ] {
            assert!(!holds_cnic(text), "{text}");
        }
    }

    #[test]
    fn a_reason_of_nothing_is_none() {
        assert_eq!(reason("reason", Some(" \u{202e}\n")), Ok(None));
        assert_eq!(
            reason("reason", Some(" the card\u{202e} is blurred ")),
            Ok(Some("the card is blurred".to_owned()))
        );
        assert_eq!(reason("reason", Some("a\0")).unwrap_err().code, "text-unfit");
        assert_eq!(
            reason("reason", Some(&"x".repeat(LONGEST_REASON + 1))).unwrap_err().code,
            "text-too-long"
        );
    }
}
