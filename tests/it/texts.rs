//! Whatever the program may say to people has words in both languages.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use pser::texts::{self, Language};

/// The codes that follow a field's name in `FieldError::new` and `Refusal::field` somewhere below the folder.
fn field_codes(folder: &Path, codes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            field_codes(&path, codes);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let whole = fs::read_to_string(&path).unwrap();
            let product = whole.split("#[cfg(test)]\nmod tests {").next().unwrap();
            for call in ["FieldError::new(", "Refusal::field("] {
                codes.extend(product.split(call).skip(1).filter_map(last_argument));
            }
        }
    }
}

/// The last argument of a call whose opening bracket was just passed, if it is a plain text.
fn last_argument(after: &str) -> Option<String> {
    let mut depth = 1_u32;
    let end = after.find(|letter| {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    let last = after[..end].trim_end().trim_end_matches(',').rsplit(',').next()?;
    Some(last.trim().strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

#[test]
fn every_wrong_field_has_a_sentence_in_each_language() {
    let mut codes = BTreeSet::new();
    field_codes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut codes);
    assert!(codes.contains("cnic-malformed") && codes.contains("field-missing"), "{codes:?}");
    for language in Language::ALL {
        let said: BTreeSet<String> = texts::field_codes(language).into_iter().collect();
        let silent: Vec<_> = codes.difference(&said).collect();
        assert!(silent.is_empty(), "{language:?} has no sentence for {silent:?}");
    }
}

#[test]
fn every_notice_of_the_shipped_workflow_has_a_text() {
    let kinds = texts::message_kinds();
    for kind in crate::workflow::known().notices {
        assert!(kinds.contains(kind), "{kind}");
        assert!(texts::has_letter(kind), "{kind}");
    }
}
