//! A text that people read, in both languages. Neither may be missing or blank.

/// The same sentence or label in English and in Urdu.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Text {
    pub en: String,
    pub ur: String,
}

impl Text {
    /// The text in a language by its code, English for any code but `ur`.
    pub fn in_language(&self, code: &str) -> &str {
        if code == "ur" { &self.ur } else { &self.en }
    }
}
