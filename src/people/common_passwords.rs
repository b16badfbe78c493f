//! Whether a password is among those that are tried first: the list in data/common-passwords.txt, runs and years, and
//! what is made of one or two of these in any repetition. Most of the list is shorter than the shortest password taken,
//! so that the whole alone would catch little.

use std::collections::HashSet;
use std::sync::LazyLock;

static LIST: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/common-passwords.txt").lines();
    lines.map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
});

/// The shortest piece that counts as a common password in a longer one.
const SHORTEST_PIECE: usize = 3;
/// Longer passwords are not taken apart: nobody tries those, and the search would grow.
const LONGEST_TAKEN_APART: usize = 32;

/// Whether the password, without regard to case and punctuation, is common or made of two common ones.
pub fn is_common(password: &str) -> bool {
    let letters: Vec<char> = password.chars().collect();
    if period(&letters).len() <= 4 {
        return true;
    }
    let folded: Vec<char> = fold(password).chars().collect();
    let unit = period(&folded);
    !unit.is_empty() && unit.len() <= LONGEST_TAKEN_APART && is_made_of(unit, &mut Vec::new())
}

/// Lower case, letters and digits only.
pub(super) fn fold(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The shortest beginning that, repeated, gives the whole.
fn period(letters: &[char]) -> &[char] {
    let repeats =
        |length: &usize| letters.iter().zip(letters.iter().skip(*length)).all(|(one, other)| one == other);
    let length = (1..letters.len()).filter(|length| letters.len().is_multiple_of(*length)).find(repeats);
    &letters[..length.unwrap_or(letters.len())]
}

/// Whether `rest` is a sequence of common pieces of which, with those used before, at most two differ.
fn is_made_of<'a>(rest: &'a [char], used: &mut Vec<&'a [char]>) -> bool {
    if rest.is_empty() {
        return true;
    }
    (SHORTEST_PIECE..=rest.len()).any(|length| {
        let (piece, after) = rest.split_at(length);
        if used.contains(&piece) {
            return is_made_of(after, used);
        }
        if used.len() == 2 || !is_piece(piece) {
            return false;
        }
        used.push(piece);
        let made = is_made_of(after, used);
        used.pop();
        made
    })
}

fn is_piece(piece: &[char]) -> bool {
    let text: String = piece.iter().collect();
    LIST.contains(text.as_str()) || is_run(piece) || is_year(&text)
}

/// 3456, cba, 7777, 890: each character is the next, the last or the same.
fn is_run(piece: &[char]) -> bool {
    let step = |pair: &[char]| match (pair[0], pair[1]) {
        ('9', '0') => 1,
        ('0', '9') => -1,
        (one, other) => i64::from(u32::from(other)) - i64::from(u32::from(one)),
    };
    let first = piece.windows(2).map(step).next().unwrap_or_default();
    first.abs() <= 1 && piece.windows(2).all(|pair| step(pair) == first)
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse().is_ok_and(|year: u16| (1940..2040).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_holds_the_three_thousand_commonest() {
        assert!(LIST.len() >= 3_000, "{}", LIST.len());
        assert!(LIST.contains("123456") && LIST.contains("qwertyuiop"));
        assert!(LIST.iter().all(|line| *line == line.to_lowercase()));
    }

    #[test]
    fn common_ones_are_found_whole_joined_repeated_and_dressed_up() {
        for password in [
            "123qweasdzxc",
            "Password1234",
            "PASSWORD-2024",
            "dragon123456",
            "passwordpassword",
            "qwertyqwerty12345",
            "123456789012",
            "abcdefghijkl",
            "111111111111",
            "!!!!!!!!!!!!",
            "Pakistan_1947",
            "letmein letmein letmein",
        ] {
            assert!(is_common(password), "{password}");
        }
    }

    #[test]
    fn passphrases_and_random_ones_are_not_common() {
        for password in [
            "correct horse battery staple",
            "tamarind-lantern-84",
            "kP9v2mXq7LdW",
            "چار سبز طوطے اڑ گئے",
            "dragon over gulberg",
        ] {
            assert!(!is_common(password), "{password}");
        }
    }

    #[test]
    fn a_long_repetitive_password_does_not_keep_the_search_busy() {
        let password = format!("{}b", "a".repeat(31));
        assert!(!is_common(&format!("{password}xyq")));
        assert!(!is_common(&format!("{}zq", "abc".repeat(42))));
    }
}
