//! Names by how they sound, so that one name is found however it was spelt: محمد, Muhammad and Mohammad. Urdu leaves
//! short vowels out and Latin letters cannot tell a long one from a short one, so that a word has a skeleton, which every
//! spelling shares, and the few sounds that its spelling can stand for. Two words meet when a sound of the one is a sound
//! of the other.

mod latin;
mod urdu;

use unicode_normalization::UnicodeNormalization as _;

/// The most words of a name that count, and the most letters of each.
const WORDS: usize = 8;
const LETTERS: usize = 24;
/// The most sounds that are kept of a whole name: they are part of an index, whose rows have a limit.
const SOUNDS: usize = 48;
/// Within a word so many letters are each sounded and silent; any further ones go together.
const FREE: usize = 3;
/// Such as `ul` in Noor-ul-Ain: no part of how people call somebody.
const PARTICLES: [&str; 15] =
    ["al", "bin", "bint", "binte", "e", "ibn", "ud", "ul", "un", "ur", "us", "uz", "ال", "بن", "بنت"];

/// A word of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// In small letters, without marks.
    pub spelt: String,
    /// Its strong consonants, with `a` for a vowel in front.
    pub skeleton: String,
    /// What it can sound like: the skeleton with the long vowels as `w` and `y`, and `h`.
    pub sounds: Vec<String>,
}

/// One letter as it is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Letter {
    sound: char,
    /// Whether it can be silent.
    is_free: bool,
}

const fn heard(sound: char) -> Letter {
    Letter { sound, is_free: false }
}

const fn perhaps(sound: char) -> Letter {
    Letter { sound, is_free: true }
}

/// The words of a name in Latin or Arabic letters, or in both. Whatever is neither is left out.
pub fn words(name: &str) -> Vec<Word> {
    let mut spelt = Vec::new();
    for piece in pieces(name) {
        let parts = if is_urdu(&piece) { urdu::parts(&piece) } else { latin::parts(&piece) };
        spelt.extend(parts.into_iter().map(|part| part.chars().take(LETTERS).collect::<String>()));
    }
    let is_particle = |word: &String| PARTICLES.contains(&word.as_str());
    if !spelt.iter().all(is_particle) {
        spelt.retain(|word| !is_particle(word));
    }
    spelt.into_iter().take(WORDS).filter_map(word).collect()
}

/// The sounds of all words together, each once.
pub fn sounds_of(words: &[Word]) -> Vec<String> {
    let mut sounds: Vec<String> = words.iter().flat_map(|word| word.sounds.iter().cloned()).collect();
    sounds.sort_unstable();
    sounds.dedup();
    sounds.truncate(SOUNDS);
    sounds
}

/// The skeletons of all words, each once.
pub fn skeletons_of(words: &[Word]) -> Vec<String> {
    let mut skeletons: Vec<String> = words.iter().map(|word| word.skeleton.clone()).collect();
    skeletons.sort_unstable();
    skeletons.dedup();
    skeletons
}

/// What stands between spaces and signs, in small letters: accents, vowel marks and joining strokes taken off.
fn pieces(name: &str) -> Vec<String> {
    // The alif that is written above a last letter is heard in its place; Bibi is one word in Latin letters.
    let name = name.replace("یٰ", "ا").replace("ىٰ", "ا").replace("بی بی", "بیبی");
    let plain: String = name
        .nfkd()
        .filter(|letter| !is_mark(*letter))
        .flat_map(char::to_lowercase)
        .map(|letter| if is_letter(letter) { letter } else { ' ' })
        .collect();
    plain.split_whitespace().map(str::to_owned).collect()
}

const fn is_mark(letter: char) -> bool {
    matches!(letter,
        '\u{0300}'..='\u{036F}' | '\u{0610}'..='\u{061A}' | '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}'
        | '\u{06D6}'..='\u{06ED}' | '\u{200D}' | '\'' | '`' | '\u{2018}' | '\u{2019}' | '\u{02BB}'..='\u{02BF}')
}

const fn is_letter(letter: char) -> bool {
    letter.is_ascii_lowercase()
        || matches!(letter, '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}' | '\u{0671}'..='\u{06D3}' | '\u{06D5}')
}

fn is_urdu(word: &str) -> bool {
    !word.is_ascii()
}

fn word(spelt: String) -> Option<Word> {
    let mut letters = if is_urdu(&spelt) { urdu::letters(&spelt) } else { latin::letters(&spelt) };
    // A last h is written and not heard: Fatima and Fatimah.
    if letters.len() > 1 && letters.last().is_some_and(|last| last.sound == 'h') {
        letters.pop();
    }
    let first = letters.first()?.sound;
    let strong =
        letters.iter().skip(1).map(|letter| letter.sound).filter(|sound| !matches!(sound, 'w' | 'y' | 'h'));
    let skeleton = std::iter::once(first).chain(strong).collect();
    Some(Word { skeleton, sounds: sounds(&letters), spelt })
}

/// Every way of sounding the letters that can be silent.
fn sounds(letters: &[Letter]) -> Vec<String> {
    let free = letters.iter().filter(|letter| letter.is_free).count();
    let ways = 1_usize << free.min(FREE + 1);
    let mut sounds: Vec<String> = (0..ways).map(|way| sound(letters, way)).collect();
    sounds.sort_unstable();
    sounds.dedup();
    sounds
}

fn sound(letters: &[Letter], way: usize) -> String {
    let mut sound = String::new();
    let mut place = 0;
    for letter in letters {
        if letter.is_free {
            let is_silent = way >> place & 1 == 0;
            place = (place + 1).min(FREE);
            if is_silent {
                continue;
            }
        }
        // Two long vowels in a row are heard as one.
        if !(matches!(letter.sound, 'w' | 'y') && sound.ends_with(letter.sound)) {
            sound.push(letter.sound);
        }
    }
    sound
}

#[cfg(test)]
mod tests;
