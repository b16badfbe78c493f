//! The name a citizen's file came with: shown to people, never part of a path or key.

/// A file name fit for display and for a download's header: no path, no control or direction-changing characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName(String);

impl FileName {
    /// Most characters that are kept.
    pub const MAX_CHARS: usize = 120;

    /// Cleans what the browser sent. Nothing usable left: `document`.
    pub fn clean(sent: &str) -> Self {
        let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
        let kept: String = last.chars().filter(|letter| !is_unfit(*letter)).collect();
        let kept = kept.trim_start_matches(|letter: char| letter == '.' || letter.is_whitespace()).trim_end();
        if kept.is_empty() {
            return Self("document".to_owned());
        }
        Self(shorten(kept))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Control characters, and those that are invisible or turn the direction of what follows (`gpj.exe` read backwards).
fn is_unfit(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '"' | '<' | '>' | '|' | '*' | '?' | ':'
            | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Cuts the stem and keeps the extension, so that the kind stays recognisable.
fn shorten(name: &str) -> String {
    if name.chars().count() <= FileName::MAX_CHARS {
        return name.to_owned();
    }
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let keeps_extension = (1..=8).contains(&extension.chars().count());
    let tail = if keeps_extension { format!(".{extension}") } else { String::new() };
    let stem: String = name.chars().take(FileName::MAX_CHARS - tail.chars().count()).collect();
    (stem + tail.as_str()).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::FileName;

    fn clean(sent: &str) -> String {
        FileName::clean(sent).as_str().to_owned()
    }

    #[test]
    fn paths_controls_and_direction_changers_vanish() {
        assert_eq!(clean("../../etc/passwd"), "passwd");
        assert_eq!(clean("C:\\Users\\me\\cnic.jpg"), "cnic.jpg");
        assert_eq!(clean("photo\u{202e}gpj.exe\r\nX: y"), "photogpj.exeX y");
        assert_eq!(clean("..."), "document");
        assert_eq!(clean(". .bashrc"), "bashrc");
        assert_eq!(clean(""), "document");
        assert_eq!(clean("شناختی کارڈ.png"), "شناختی کارڈ.png");
    }

    #[test]
    fn a_long_name_is_cut_and_keeps_its_extension() {
        let name = clean(&format!("{}.jpeg", "ش".repeat(300)));
        assert_eq!(name.chars().count(), FileName::MAX_CHARS);
        assert_eq!(name.rsplit_once('.').map(|(_, extension)| extension), Some("jpeg"));
    }
}
