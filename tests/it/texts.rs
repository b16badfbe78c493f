//! What the product says: that nothing it can answer is without words.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use pser::texts::{Language, field_codes};

/// The codes that src/ gives to wrong fields: the last text in each `FieldError::new(...)` and `Refusal::field(...)`.
fn codes_in(folder: &Path, codes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            codes_in(&path, codes);
            continue;
        }
        let whole = fs::read_to_string(&path).unwrap();
        let product = whole.split("#[cfg(test)]").next().unwrap();
        for call in ["FieldError::new(", "Refusal::field("] {
            codes.extend(product.split(call).skip(1).filter_map(|after| last_text(arguments(after))));
        }
    }
}

/// Up to the bracket that closes the call.
fn arguments(after: &str) -> &str {
    let mut depth = 1;
    let end = after.find(|letter| {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    &after[..end.unwrap_or(0)]
}

fn last_text(arguments: &str) -> Option<String> {
    let last = arguments.rsplit(',').find(|argument| !argument.trim().is_empty())?.trim();
    let text = last.strip_prefix('"')?.strip_suffix('"')?;
    Some(text.to_owned())
}

#[test]
fn every_wrong_field_has_a_sentence_of_its_own() {
    let mut codes = BTreeSet::new();
    codes_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut codes);
    assert!(codes.len() > 30, "the codes were not found: {codes:?}");
    for language in Language::ALL {
        let known = field_codes(language);
        let silent: Vec<_> = codes.iter().filter(|code| !known.contains(code)).collect();
        assert!(silent.is_empty(), "{language:?} has no sentence for {silent:?}");
    }
}
