//! PDF files: whole, not locked, not too long, and with nothing in them that acts. Nothing is rendered and no object is
//! built: the bytes are read once for the names in them, wherever they stand, and object streams are inflated, a small
//! one at a time, for theirs. Time and memory are bounded by the file's length; docs/decisions/0007-pdf-by-names.md says
//! why no PDF library does this here.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::super::Limits;
use super::names::{Name, Names};
use crate::refusal::Refusal;

/// Most bytes that one object stream may inflate to, and all of a file together; those of fifty pages of text take some
/// hundred kilobytes.
const MOST_STREAM_BYTES: u64 = 4 * 1024 * 1024;
const MOST_INFLATED_BYTES: usize = 16 * 1024 * 1024;
/// Memory beside the file itself, with room for the growth of a buffer.
pub(super) const WORKING_BYTES: u64 = 3 * MOST_STREAM_BYTES;
/// Where the end mark is looked for: some writers pad their files.
const TAIL_BYTES: usize = 2048;
/// Most streams of a file that hold objects; writers put a hundred objects into each.
const MOST_OBJECT_STREAMS: usize = 2_000;

/// Whether the file may be stored.
///
/// # Errors
/// `FileUnreadable`, `PdfProtected`, `PdfActive`, `PdfTooLong`.
pub(super) fn examine(file: &[u8], limits: &Limits) -> Result<(), Refusal> {
    if !has_structure(file) {
        return Err(Refusal::FileUnreadable);
    }
    let mut found = Found::default();
    found.scan(file);
    if found.is_locked {
        return Err(Refusal::PdfProtected);
    }
    scan_object_streams(file, &mut found)?;
    if found.acts {
        return Err(Refusal::PdfActive);
    }
    if found.pages > limits.pdf_pages {
        return Err(Refusal::PdfTooLong { limit_pages: limits.pdf_pages as u64 });
    }
    // A cut-off or foreign file has no page or no catalogue.
    if found.pages == 0 || !found.has_root {
        return Err(Refusal::FileUnreadable);
    }
    Ok(())
}

/// The frame of every PDF: version line, a cross-reference where the last lines say, end mark, and nothing behind it.
fn has_structure(file: &[u8]) -> bool {
    let Some(version) = file.strip_prefix(b"%PDF-") else { return false };
    if !matches!(version, [b'1' | b'2', b'.', b'0'..=b'9', ..]) {
        return false;
    }
    let tail = &file[file.len().saturating_sub(TAIL_BYTES)..];
    let Some(end) = last(tail, b"%%EOF") else { return false };
    if !tail[end + 5..].iter().all(|byte| is_space(*byte)) {
        return false;
    }
    let Some(start) = last(&tail[..end], b"startxref") else { return false };
    let digits: String = tail[start + 9..end]
        .iter()
        .skip_while(|byte| is_space(**byte))
        .take_while(|byte| byte.is_ascii_digit())
        .map(|byte| char::from(*byte))
        .collect();
    let Some(at) = digits.parse::<usize>().ok().and_then(|offset| file.get(offset..)) else { return false };
    let at = at.trim_ascii_start();
    at.starts_with(b"xref") || at.first().is_some_and(u8::is_ascii_digit)
}

/// What the names in a file tell of it.
#[derive(Debug, Default)]
struct Found {
    acts: bool,
    is_locked: bool,
    has_root: bool,
    pages: usize,
    object_streams: usize,
}

impl Found {
    fn scan(&mut self, bytes: &[u8]) {
        let mut previous: Option<Name> = None;
        for name in Names::of(bytes) {
            self.note(&name, previous.as_ref());
            previous = Some(name);
        }
    }

    fn note(&mut self, name: &Name, previous: Option<&Name>) {
        match name.as_bytes() {
            // Scripts, programs, files within, forms that send themselves, players, dynamic forms.
            b"JavaScript" | b"Launch" | b"EmbeddedFile" | b"EmbeddedFiles" | b"SubmitForm"
            | b"ImportData" | b"GoToE" | b"Rendition" | b"RichMedia" | b"RichMediaContent" | b"XFA" => {
                self.acts = true;
            }
            b"Encrypt" => self.is_locked = true,
            b"Root" => self.has_root = true,
            b"ObjStm" => self.object_streams += 1,
            b"Page" if previous.is_some_and(|previous| previous.as_bytes() == b"Type") => self.pages += 1,
            _ => {}
        }
    }
}

/// Inflates each object stream and looks at the names in it.
///
/// Objects hide in compressed streams only where a dictionary says so. Such a dictionary must be plain: no strings and no
/// comments in which a second, false one could stand, and no filter but the common one. No byte is looked at twice.
fn scan_object_streams(file: &[u8], found: &mut Found) -> Result<(), Refusal> {
    let expected = found.object_streams;
    let (mut met, mut looked_into, mut inflated, mut consumed) = (0, 0, 0, 0);
    let (mut from, mut behind) = (0, 0);
    let mut content = Vec::new();
    while let Some(keyword) = first(&file[from..], b"stream").map(|at| from + at) {
        from = keyword + b"stream".len();
        let Some(data) = stream_data(file, keyword) else { continue };
        let dictionary = dictionary_in(&file[behind..keyword]);
        behind = from;
        if !Names::of(dictionary).any(|name| matches!(name.as_bytes(), b"ObjStm" | b"First")) {
            continue;
        }
        looked_into += 1;
        if looked_into > MOST_OBJECT_STREAMS {
            return Err(Refusal::FileUnreadable);
        }
        met += Names::of(dictionary).filter(|name| name.as_bytes() == b"ObjStm").count();
        if is_inflatable(dictionary)? {
            content.clear();
            let mut decoder = ZlibDecoder::new(data).take(MOST_STREAM_BYTES + 1);
            decoder.read_to_end(&mut content).map_err(|_| Refusal::FileUnreadable)?;
            inflated += content.len();
            // Sound streams stand one behind the other; those that share their bytes would be inflated over and over.
            consumed += decoder.get_ref().total_in();
            if content.len() as u64 > MOST_STREAM_BYTES
                || inflated > MOST_INFLATED_BYTES
                || consumed > file.len() as u64
            {
                return Err(Refusal::FileUnreadable);
            }
            found.scan(&content);
        }
    }
    // One that was not met stands where no stream of a sound file stands.
    if met == expected { Ok(()) } else { Err(Refusal::FileUnreadable) }
}

/// The bytes behind the keyword `stream`, unless it is a mere word or the end of another keyword.
fn stream_data(file: &[u8], keyword: usize) -> Option<&[u8]> {
    if file[..keyword].ends_with(b"end") {
        return None;
    }
    let behind = &file[keyword + b"stream".len()..];
    behind.strip_prefix(b"\r\n").or_else(|| behind.strip_prefix(b"\n"))
}

/// The dictionary behind the object's header, in what stands between one keyword `stream` and the next. Without a header
/// it is all of that, which is not plain: a keyword may have been put into the dictionary itself.
fn dictionary_in(between: &[u8]) -> &[u8] {
    last(between, b"obj").map_or(between, |at| &between[at + b"obj".len()..])
}

/// Whether the object stream is deflated (or, false, not encoded at all). Anything less plain is refused.
fn is_inflatable(dictionary: &[u8]) -> Result<bool, Refusal> {
    if !is_plain(dictionary) {
        return Err(Refusal::FileUnreadable);
    }
    let names: Vec<Name> = Names::of(dictionary).collect();
    let is = |name: &Name, word: &[u8]| name.as_bytes() == word;
    if names.iter().any(|name| matches!(name.as_bytes(), b"DecodeParms" | b"DP" | b"F")) {
        return Err(Refusal::FileUnreadable);
    }
    let coders = names.iter().filter(|name| name.as_bytes().ends_with(b"Decode")).count();
    let filters: Vec<usize> = (0..names.len()).filter(|at| is(&names[*at], b"Filter")).collect();
    match filters.as_slice() {
        [] if coders == 0 => Ok(false),
        [at] if coders == 1 && names.get(at + 1).is_some_and(|name| is(name, b"FlateDecode")) => Ok(true),
        _ => Err(Refusal::FileUnreadable),
    }
}

/// Whether it is one balanced dictionary without strings and comments.
fn is_plain(dictionary: &[u8]) -> bool {
    let text = dictionary.trim_ascii();
    if !text.starts_with(b"<<") || text.iter().any(|byte| matches!(byte, b'(' | b')' | b'%')) {
        return false;
    }
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some((&byte, behind)) = rest.split_first() {
        rest = match byte {
            b'<' if behind.starts_with(b"<") => {
                depth += 1;
                &behind[1..]
            }
            b'>' if behind.starts_with(b">") && depth > 0 => {
                depth -= 1;
                &behind[1..]
            }
            b'<' | b'>' => return false,
            _ => behind,
        };
        if depth == 0 {
            return rest.is_empty();
        }
    }
    false
}

fn first(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == word[0]) {
        if bytes[from + at..].starts_with(word) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

fn last(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|window| window == word)
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

#[cfg(test)]
mod tests;
