//! Names in Arabic letters, as Urdu, Arabic and Persian keyboards write them.

use super::{Letter, heard, perhaps};

const GOD: [&str; 3] = ["اللہ", "الله", "اللھ"];
const SERVANT: &str = "عبد";
const ARTICLE: &str = "ال";
/// Names that begin with the letters of the article and have none.
const NO_ARTICLE: [&str; 9] =
    ["الیاس", "الياس", "الطاف", "الماس", "الہام", "الهام", "البرٹ", "الیزبتھ", "الفت"];
/// Shorter than this, what is before or after the article is no name: خالد, صالح, عالمگیر.
const STEM: usize = 3;

/// The words that are written as one.
pub(super) fn parts(word: &str) -> Vec<String> {
    if GOD.contains(&word) || NO_ARTICLE.contains(&word) {
        return vec![word.to_owned()];
    }
    for god in GOD {
        match word.strip_suffix(god) {
            Some(stem) if length(stem) >= 2 => {
                let mut parts = parts(stem);
                parts.push(god.to_owned());
                return parts;
            }
            _ => {}
        }
    }
    if let Some(name) = word.strip_prefix(SERVANT).and_then(|rest| rest.strip_prefix(ARTICLE)) {
        let name = Some(name).filter(|name| !name.is_empty()).map(str::to_owned);
        return std::iter::once(SERVANT.to_owned()).chain(name).collect();
    }
    if let Some(rest) = word.strip_prefix(ARTICLE).filter(|rest| length(rest) >= STEM) {
        return vec![rest.to_owned()];
    }
    match word.split_once(ARTICLE) {
        Some((before, after)) if length(before) >= STEM && length(after) >= STEM => {
            vec![before.to_owned(), after.to_owned()]
        }
        _ => vec![word.to_owned()],
    }
}

fn length(word: &str) -> usize {
    word.chars().count()
}

/// The word as it is heard.
pub(super) fn letters(word: &str) -> Vec<Letter> {
    // Written with two l, said with one.
    let word = if GOD.contains(&word) { "الہ" } else { word };
    let mut letters: Vec<Letter> = Vec::new();
    let last = length(word) - 1;
    for (place, letter) in word.chars().enumerate() {
        match letter {
            'ا' | 'ٱ' | 'ع' | 'ء' if place == 0 => letters.push(heard('a')),
            'ا' | 'ٱ' | 'ع' | 'ء' => {}
            'و' | 'ۆ' | 'ۇ' => letters.push(heard('w')),
            // مصطفی is said with an a at its end.
            'ی' | 'ي' | 'ى' | 'ې' | 'ے' if place == last && place > 0 => letters.push(perhaps('y')),
            'ی' | 'ي' | 'ى' | 'ې' | 'ے' => letters.push(heard('y')),
            'ھ' => letters.push(breath(&letters)),
            other => letters.extend(consonant(other).map(heard)),
        }
    }
    letters
}

/// The h with two eyes: a breath after a consonant that takes one, else written for the other h.
fn breath(before: &[Letter]) -> Letter {
    match before.last() {
        Some(Letter {
            sound: 'b' | 'f' | 't' | 'j' | 'c' | 'd' | 'r' | 'k' | 'g' | 'l' | 'm' | 'n', ..
        }) => perhaps('h'),
        _ => heard('h'),
    }
}

const fn consonant(letter: char) -> Option<char> {
    Some(match letter {
        'ب' => 'b',
        'پ' | 'ف' => 'f',
        'ت' | 'ٹ' | 'ط' => 't',
        'ث' | 'س' | 'ص' => 's',
        'ج' => 'j',
        'چ' => 'c',
        'ح' | 'ہ' | 'ه' | 'ۂ' | 'ۀ' | 'ة' | 'ۃ' | 'ە' | 'ۿ' => 'h',
        'خ' | 'ق' | 'ک' | 'ك' | 'ڪ' => 'k',
        'د' | 'ڈ' => 'd',
        'ذ' | 'ز' | 'ژ' | 'ض' | 'ظ' => 'z',
        'ر' | 'ڑ' => 'r',
        'ش' => 'x',
        'غ' | 'گ' | 'ڳ' => 'g',
        'ل' => 'l',
        'م' => 'm',
        'ن' | 'ں' | 'ڻ' => 'n',
        _ => return None,
    })
}
