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

/// Everything that is said in Urdu, by file, without the comments.
fn urdu() -> Vec<(String, String)> {
    let is_urdu = |path: &str| {
        path.contains("/locales/ur/")
            || path.ends_with(".ur.txt")
            || path.contains("/workflows/")
            || path.ends_with("/roles.yaml")
    };
    let mut folders: Vec<_> = ["templates/locales", "templates/notices", "workflows", "policies"]
        .map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
        .into();
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if is_urdu(path.to_str().unwrap()) {
                let text = fs::read_to_string(&path).unwrap();
                let said: Vec<_> = text.lines().filter(|line| !line.trim_start().starts_with('#')).collect();
                texts.push((path.display().to_string(), said.join("\n")));
            }
        }
    }
    assert!(texts.len() > 60, "the texts were not found");
    texts
}

#[test]
fn urdu_says_one_word_for_one_thing() {
    let guide = include_str!("../../docs/urdu.md").split_once("| not |").unwrap().1;
    let rows = guide.lines().filter_map(|row| row.split('|').nth(3)).skip(1);
    let unwanted: Vec<_> =
        rows.flat_map(|words| words.split('،')).map(str::trim).filter(|word| !word.is_empty()).collect();
    assert!(unwanted.len() > 30, "the table was not found");
    for (file, text) in urdu() {
        // Diacritics belong to their word.
        let is_within = |letter: char| letter.is_alphanumeric() || ('\u{64b}'..='\u{652}').contains(&letter);
        let words: Vec<_> = text.split(|letter| !is_within(letter)).filter(|word| !word.is_empty()).collect();
        let words = format!(" {} ", words.join(" "));
        for word in &unwanted {
            assert!(!words.contains(&format!(" {word} ")), "{file} says {word}: see docs/urdu.md");
        }
    }
}

#[test]
fn urdu_is_written_in_its_own_letters_and_marks() {
    // Arabic's yeh, alef maksura, kaf, heh and teh marbuta, the stretching stroke, and a digit.
    let strays = ['\u{64a}', '\u{649}', '\u{643}', '\u{647}', '\u{629}', '\u{640}', '\u{664}'];
    for (file, text) in urdu() {
        for line in text.lines() {
            assert!(!line.contains(strays), "{file} has a letter that is not Urdu's: {line}");
            let mut pairs = line.chars().zip(line.chars().skip(1));
            let is_latin = pairs.any(|(letter, mark)| ('ء'..='ے').contains(&letter) && ".;?".contains(mark));
            assert!(!is_latin, "{file} has a mark that is not Urdu's: {line}");
        }
    }
}
