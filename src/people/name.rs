//! Names and dates of birth as written on a card. A name may hold anything a registrar once wrote; only what is
//! invisible or breaks a line is refused. Making markup inert is the business of each page and message.

use chrono::NaiveDate;

use crate::refusal::FieldError;

const LONGEST: usize = 100;

/// A person's name: trimmed, single-spaced, 2 to 100 characters with at least one letter.
///
/// # Errors
/// `name-missing`, `name-too-long` or `name-unreadable` on `field`.
pub fn parse(field: &str, typed: &str) -> Result<String, FieldError> {
    let typed: String = typed.chars().filter(|letter| !is_mark(*letter)).collect();
    let name = typed.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if name.chars().any(is_unprintable) {
        return Err(FieldError::new(field, "name-unreadable"));
    }
    if name.chars().count() > LONGEST {
        return Err(FieldError::new(field, "name-too-long").with("most", LONGEST));
    }
    if name.chars().count() < 2 || !name.chars().any(char::is_alphabetic) {
        return Err(FieldError::new(field, "name-missing"));
    }
    Ok(name)
}

/// A date of birth, written 1984-05-27, from 1900 to `today`.
///
/// # Errors
/// `date-malformed`, `date-in-future` or `date-too-early` on `field`.
pub fn date_of_birth(field: &str, typed: &str, today: NaiveDate) -> Result<NaiveDate, FieldError> {
    let earliest = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day of the calendar");
    let date = Some(typed)
        .filter(|typed| typed.len() == "1984-05-27".len())
        .and_then(|typed| NaiveDate::parse_from_str(typed, "%Y-%m-%d").ok())
        .ok_or_else(|| FieldError::new(field, "date-malformed"))?;
    if date > today {
        return Err(FieldError::new(field, "date-in-future"));
    }
    if date < earliest {
        return Err(FieldError::new(field, "date-too-early").with("earliest", earliest));
    }
    Ok(date)
}

/// Marks that keyboards put between letters and nobody sees: two names must not differ by them alone. The joiners U+200C
/// and U+200D stay, Urdu is spelled with them.
const fn is_mark(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}'
    )
}

/// Control characters, line separators, and the marks that turn the direction of the text around them.
fn is_unprintable(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_both_scripts_are_taken_and_tidied() {
        assert_eq!(parse("name", "  Ghulam   Fatima ").unwrap(), "Ghulam Fatima");
        assert_eq!(parse("name", "غلام فاطمہ").unwrap(), "غلام فاطمہ");
        assert_eq!(parse("name", "\u{200f}غلام\u{200b} \u{200e}فاطمہ\u{feff}").unwrap(), "غلام فاطمہ");
        assert_eq!(parse("name", "غلام\u{200c}فاطمہ").unwrap(), "غلام\u{200c}فاطمہ");
        assert_eq!(parse("name", "Umm-e-Habiba <b>").unwrap(), "Umm-e-Habiba <b>");
    }

    #[test]
    fn what_cannot_be_a_name_is_refused() {
        for (typed, code) in [
            ("", "name-missing"),
            ("  12 ", "name-missing"),
            ("A\r\nBcc: x", "name-unreadable"),
            ("Ali\u{202E}nahK", "name-unreadable"),
        ] {
            assert_eq!(parse("name", typed).unwrap_err().code, code, "{typed:?}");
        }
        assert_eq!(parse("name", &"ا".repeat(101)).unwrap_err().code, "name-too-long");
        assert!(parse("name", &"ا".repeat(100)).is_ok());
    }

    #[test]
    fn a_date_of_birth_is_a_day_that_was() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        let code = |typed| date_of_birth("date_of_birth", typed, today).map_err(|error| error.code);
        assert!(code("2026-03-01").is_ok());
        assert_eq!(code("2026-03-02"), Err("date-in-future"));
        assert_eq!(code("2025-02-29"), Err("date-malformed"));
        assert_eq!(code("25-2-9"), Err("date-malformed"));
        assert_eq!(code("1899-12-31"), Err("date-too-early"));
    }
}
