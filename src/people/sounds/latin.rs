//! Names in Latin letters. Of a single `i`, `e`, `u` or `o` nobody knows whether it is long.

use super::{Letter, heard, perhaps};

/// Ends that are written together with what stands before them, and as a word of their own.
const ENDS: [(&str, &str); 13] = [
    ("urrehman", "rehman"),
    ("urrahman", "rahman"),
    ("urehman", "rehman"),
    ("urahman", "rahman"),
    ("unnisa", "nisa"),
    ("unisa", "nisa"),
    ("ullah", "ullah"),
    ("ulla", "ullah"),
    ("uddeen", "din"),
    ("uddin", "din"),
    ("udeen", "din"),
    ("udin", "din"),
    ("ulhaq", "haq"),
];
/// Servant of: `Abdul` and its kind, before one of the names of God.
const SERVANT: [&str; 9] = ["abdul", "abdur", "abdus", "abdun", "abduz", "abdush", "abdal", "abdel", "abdu"];
/// Shorter than this, what is before an end is no name.
const STEM: usize = 3;

/// The words that are written as one.
pub(super) fn parts(word: &str) -> Vec<String> {
    for (end, own) in ENDS {
        match word.strip_suffix(end) {
            Some(stem) if stem.len() >= STEM => {
                let mut parts = parts(stem);
                parts.push(own.to_owned());
                return parts;
            }
            _ => {}
        }
    }
    let servant = SERVANT.iter().filter_map(|start| word.strip_prefix(start)).min_by_key(|rest| rest.len());
    match servant {
        Some("") => vec!["abd".to_owned()],
        Some(rest) if rest.len() >= STEM => vec!["abd".to_owned(), rest.to_owned()],
        _ => vec![word.to_owned()],
    }
}

/// Pairs of letters that are one sound, the consonants first.
const PAIRS: [(&str, &[Letter]); 22] = [
    ("sh", &[heard('x')]),
    ("ch", &[heard('c')]),
    ("kh", &[heard('k')]),
    ("ck", &[heard('k')]),
    ("ph", &[heard('f')]),
    ("zh", &[heard('z')]),
    // Bhatti, but Subhan.
    ("bh", &[heard('b'), perhaps('h')]),
    ("dh", &[heard('d'), perhaps('h')]),
    ("gh", &[heard('g'), perhaps('h')]),
    ("jh", &[heard('j'), perhaps('h')]),
    ("th", &[heard('t'), perhaps('h')]),
    ("ee", &[heard('y')]),
    ("ei", &[heard('y')]),
    ("ai", &[heard('y')]),
    ("ie", &[heard('y')]),
    ("oo", &[heard('w')]),
    ("ou", &[heard('w')]),
    ("au", &[heard('w')]),
    ("aa", &[]),
    ("qu", &[heard('k'), perhaps('w')]),
    ("ia", &[perhaps('y')]),
    ("ua", &[perhaps('w')]),
];

/// The word as it is heard.
pub(super) fn letters(word: &str) -> Vec<Letter> {
    // In this one s and h are two.
    let word = word.replace("ishaq", "is'haq").replace("ishaaq", "is'haq");
    let word = word.strip_suffix("que").map_or(word.clone(), |stem| format!("{stem}k"));
    let mut letters = Vec::new();
    let mut rest = word.as_str();
    if word.starts_with(is_vowel) {
        letters.push(heard('a'));
        let end = rest.find(|letter| !is_vowel(letter)).unwrap_or(rest.len());
        // Whether the first vowel is long is never sure: Imran and Iman, Umar and Uwais.
        letters.extend(rest[..end].chars().filter_map(free_vowel));
        rest = &rest[end..];
    }
    while let Some(letter) = rest.chars().next() {
        if let Some((pair, sounds)) = PAIRS.iter().find(|(pair, _)| rest.starts_with(pair)) {
            letters.extend_from_slice(sounds);
            rest = &rest[pair.len()..];
            continue;
        }
        rest = &rest[1..];
        if is_vowel(letter) {
            letters.extend(free_vowel(letter));
        } else if !rest.starts_with(letter) {
            // Of a doubled consonant one is enough.
            letters.extend(consonant(letter));
        }
    }
    letters
}

const fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

const fn free_vowel(letter: char) -> Option<Letter> {
    match letter {
        'e' | 'i' => Some(perhaps('y')),
        'o' | 'u' => Some(perhaps('w')),
        _ => None,
    }
}

fn consonant(letter: char) -> Option<Letter> {
    Some(heard(match letter {
        'c' | 'q' => 'k',
        'p' => 'f',
        'v' => 'w',
        'x' => 's',
        '\'' => return None,
        other => other,
    }))
}
