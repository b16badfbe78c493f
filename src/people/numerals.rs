//! Numbers as people type them: in European, Arabic or Urdu digits, with dashes, spaces and the invisible direction marks
//! that Urdu keyboards add.

/// The digits of `text` in ASCII; `None` when anything stands there that is neither a digit nor a separator.
pub(super) fn fold(text: &str) -> Option<String> {
    text.chars().filter(|letter| !is_separator(*letter)).map(digit).collect()
}

fn digit(letter: char) -> Option<char> {
    let zero = match letter {
        '0'..='9' => '0',
        '\u{0660}'..='\u{0669}' => '\u{0660}',
        '\u{06F0}'..='\u{06F9}' => '\u{06F0}',
        _ => return None,
    };
    char::from_digit(u32::from(letter) - u32::from(zero), 10)
}

fn is_separator(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}'                               // dashes and the minus sign
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' // zero-width and direction marks
        )
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn digits_of_three_scripts_fold_and_separators_vanish() {
        assert_eq!(fold("35202-1234567 1").as_deref(), Some("3520212345671"));
        assert_eq!(fold("\u{200F}۳۵۲۰۲–۱۲۳۴۵۶۷–۱").as_deref(), Some("3520212345671"));
        assert_eq!(fold("٣٥٢٠٢").as_deref(), Some("35202"));
    }

    #[test]
    fn letters_and_digits_of_other_scripts_do_not_fold() {
        assert_eq!(fold("35202-12345G7-1"), None);
        assert_eq!(fold("३५२०२"), None);
    }
}
