//! Why documents are not accepted, as `workflows/refusals.yaml` declares it. Adding a reason changes no program.

use std::sync::LazyLock;

use crate::workflow::Reason;
use crate::workflow::reader::titles;

static DECLARED: LazyLock<Vec<Reason>> = LazyLock::new(|| {
    let yaml = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/workflows/refusals.yaml"));
    let titles = titles("refusals.yaml", yaml)
        .expect("the reasons that the program comes with were read when it was tested");
    titles.into_iter().map(|(code, title)| Reason { code, title }).collect()
});

/// Every reason, in the order of the file.
pub fn reasons() -> &'static [Reason] {
    &DECLARED
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workflow::vocabulary::OTHER;

    #[test]
    fn the_reasons_are_read_and_the_last_leaves_it_to_words() {
        let codes: Vec<&str> = reasons().iter().map(|reason| reason.code.as_str()).collect();
        assert!(codes.len() > 3 && codes.last() == Some(&OTHER), "{codes:?}");
        // More words may follow a title.
        for reason in reasons() {
            assert!(!reason.title.en.ends_with('.') && !reason.title.ur.ends_with('۔'), "{reason:?}");
        }
    }
}
