//! Words on their way to paper. What people typed loses everything that cannot be seen, so that a name can neither break a
//! line nor turn what stands beside it; sentences of ours keep the marks that hold numbers in their own direction.

/// Longer words are cut: no answer and no reason may be longer.
const LONGEST: usize = 2_000;

/// Words ready to be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(String);

impl Words {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Without the marks of direction, for those who listen and for titles.
    pub(super) fn to_read(&self) -> String {
        self.0.chars().filter(|letter| !is_isolate(*letter)).collect()
    }
}

/// What somebody typed. It keeps its own direction, whatever stands around it.
pub fn typed(text: &str) -> Words {
    Words(format!("\u{2068}{}\u{2069}", visible(text, false)))
}

/// A sentence of the product, filled by `texts::say`.
pub fn said(sentence: &str) -> Words {
    Words(visible(sentence, true))
}

/// A reference, a CNIC, an amount: read from left to right in Urdu too.
pub fn number(text: &str) -> Words {
    Words(format!("\u{2066}{}\u{2069}", visible(text, false)))
}

fn visible(text: &str, with_isolates: bool) -> String {
    let letters = text.chars().filter_map(|letter| match letter {
        letter if is_isolate(letter) => with_isolates.then_some(letter),
        '\u{61c}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' => None,
        letter if letter.is_control() || letter.is_whitespace() => Some(' '),
        letter => Some(letter),
    });
    letters.take(LONGEST).collect()
}

const fn is_isolate(letter: char) -> bool {
    matches!(letter, '\u{2066}'..='\u{2069}')
}
