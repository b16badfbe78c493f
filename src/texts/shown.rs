//! Amounts, days and typed words as they are shown within a sentence.

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Utc};
use chrono_tz::Asia::Karachi;

use super::Language;

/// Longer words are cut: no template has room for more.
const LONGEST: usize = 500;

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_UR: [&str; 12] =
    ["جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر"];

/// Whole rupees with thousands apart, paisa only where there are some: `Rs 25,000`.
pub fn rupees(paisa: i64) -> String {
    let (whole, rest) = (paisa.unsigned_abs() / 100, paisa.unsigned_abs() % 100);
    let digits = whole.to_string();
    let grouped: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|chunk| std::str::from_utf8(chunk).ok()).collect();
    let sign = if paisa < 0 { "-" } else { "" };
    let decimals = if rest == 0 { String::new() } else { format!(".{rest:02}") };
    format!("Rs {sign}{}{decimals}", grouped.join(","))
}

/// The time of day in the province: `14:35`.
pub(super) fn clock(at: DateTime<Utc>) -> String {
    at.with_timezone(&Karachi).format("%H:%M").to_string()
}

/// The last day before a term ends. Terms end at local midnight, so it is the day before the instant: `23 December 2026`.
pub fn last_day(end: DateTime<Utc>, language: Language) -> String {
    day((end - TimeDelta::microseconds(1)).with_timezone(&Karachi).date_naive(), language)
}

/// A day as it is said: `23 December 2026`.
pub fn day(day: NaiveDate, language: Language) -> String {
    let months = match language {
        Language::En => MONTHS_EN,
        Language::Ur => MONTHS_UR,
    };
    let month = months[usize::try_from(day.month0()).expect("a month counts from 0 to 11")];
    format!("{} {month} {}", day.day(), day.year())
}

/// The day in the province on which an instant falls.
pub fn day_of(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Karachi).date_naive()
}

/// Day and time in the province: `23 December 2026, 14:35`.
pub fn moment(at: DateTime<Utc>, language: Language) -> String {
    let comma = match language {
        Language::En => ",",
        Language::Ur => "،",
    };
    format!("{}{comma} {}", day(day_of(at), language), clock(at))
}

/// Keeps a name, a reference or an amount in its own order of characters within a line of Urdu, in which digits and
/// dashes change places otherwise.
pub(super) fn left_to_right(text: &str) -> String {
    format!("\u{2066}{text}\u{2069}")
}

/// A typed word made harmless for a line of text: no line breaks, no control characters, nothing that turns the
/// direction of what follows.
pub fn inert(text: &str) -> String {
    text.chars()
        .filter(|symbol| !matches!(symbol, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
        .map(
            |symbol| {
                if symbol.is_control() || matches!(symbol, '\u{2028}' | '\u{2029}') { ' ' } else { symbol }
            },
        )
        .take(LONGEST)
        .collect()
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;

    use super::*;

    #[test]
    fn amounts_are_rupees_with_thousands_apart() {
        for (paisa, shown) in
            [(0, "Rs 0"), (2_500_000, "Rs 25,000"), (100_000_050, "Rs 1,000,000.50"), (-100, "Rs -1")]
        {
            assert_eq!(rupees(paisa), shown);
        }
    }

    #[test]
    fn a_term_that_ends_at_midnight_ends_on_the_day_before() {
        let midnight_in_karachi = Utc.with_ymd_and_hms(2026, 12, 23, 19, 0, 0).unwrap();
        assert_eq!(last_day(midnight_in_karachi, Language::En), "23 December 2026");
        assert_eq!(last_day(midnight_in_karachi, Language::Ur), "23 دسمبر 2026");
        assert_eq!(clock(midnight_in_karachi), "00:00");
    }

    #[test]
    fn a_typed_word_cannot_break_a_line_or_turn_the_text() {
        assert_eq!(inert("a\r\nBcc: b\u{202e}c\u{2066}\0"), "a  Bcc: bc ");
        assert_eq!(inert("نقد امداد"), "نقد امداد");
    }
}
