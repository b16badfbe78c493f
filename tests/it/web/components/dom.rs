//! Markup as a browser sees it, one node a line: the order of attributes and classes, how elements end and the spaces
//! between them make no difference.

use scraper::{ElementRef, Html, Node};

/// The nodes of a piece of markup.
pub(super) fn outline(markup: &str) -> String {
    let document = Html::parse_fragment(markup);
    let mut lines = Vec::new();
    describe(document.root_element(), 0, &mut lines);
    lines.join("\n")
}

fn describe(parent: ElementRef<'_>, depth: usize, lines: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    for child in parent.children() {
        if let Some(element) = ElementRef::wrap(child) {
            lines.push(format!("{indent}{}", tag(element)));
            describe(element, depth + 1, lines);
        } else if let Node::Text(text) = child.value() {
            let has_neighbours = (child.prev_sibling().is_some(), child.next_sibling().is_some());
            let text = shown(text, parent, has_neighbours);
            if !text.trim().is_empty() {
                lines.push(format!("{indent}{text:?}"));
            }
        }
    }
}

fn tag(element: ElementRef<'_>) -> String {
    let attributes = element.value().attrs().map(|(name, value)| match name {
        "class" => format!(" class={:?}", sorted(value)),
        _ => format!(" {name}={value:?}"),
    });
    let mut attributes: Vec<String> = attributes.collect();
    attributes.sort();
    format!("<{}{}>", element.value().name(), attributes.concat())
}

fn sorted(classes: &str) -> String {
    let mut classes: Vec<&str> = classes.split_whitespace().collect();
    classes.sort_unstable();
    classes.join(" ")
}

/// Spaces at the edge of an element count only in words that are read aloud, where they keep two words apart.
fn shown(text: &str, parent: ElementRef<'_>, (has_before, has_after): (bool, bool)) -> String {
    if parent.value().name() == "textarea" {
        return text.to_owned();
    }
    let is_read_aloud = parent.value().classes().any(|class| class == "govuk-visually-hidden");
    let space = |counts: bool, is_there: bool| if counts && is_there { " " } else { "" };
    let words: Vec<&str> = text.split_whitespace().collect();
    format!(
        "{}{}{}",
        space(has_before || is_read_aloud, text.starts_with(char::is_whitespace)),
        words.join(" "),
        space(has_after || is_read_aloud, text.ends_with(char::is_whitespace)),
    )
}

/// Where two outlines part, with what stands around it; nothing when they are the same.
pub(super) fn difference(expected: &str, printed: &str) -> Option<String> {
    let (expected, printed): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), printed.lines().collect());
    if expected == printed {
        return None;
    }
    let same = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| pairs.take_while(|(a, b)| a == b).count();
    let head = same(&mut expected.iter().zip(&printed));
    let room = expected.len().min(printed.len()) - head;
    let tail = same(&mut expected.iter().rev().zip(printed.iter().rev())).min(room);
    let mut report: Vec<String> =
        expected[head.saturating_sub(3)..head].iter().map(|line| format!("   {line}")).collect();
    report.extend(expected[head..expected.len() - tail].iter().map(|line| format!("  -{line}")));
    report.extend(printed[head..printed.len() - tail].iter().map(|line| format!("  +{line}")));
    report.extend(expected[expected.len() - tail..].iter().take(2).map(|line| format!("   {line}")));
    Some(report.join("\n"))
}

#[test]
fn outlines_differ_where_a_reader_would_notice() {
    let same = |a: &str, b: &str| difference(&outline(a), &outline(b)).is_none();
    assert!(same("<p class='a b' id=x>\n Hello\n</p>", "<p id='x' class=\"b  a\">Hello</p>"));
    assert!(same("<div>\n<br/>\n</div>", "<div><br></div>"));
    assert!(!same("<p>Hello</p>", "<p>Hallo</p>"));
    assert!(!same("<p>a<b>b</b></p>", "<p>a <b>b</b></p>"));
    assert!(!same("<p hidden>a</p>", "<p>a</p>"));
    let report = difference(&outline("<p>a</p><p>b</p><p>c</p>"), &outline("<p>a</p><p>x</p><p>c</p>"));
    assert_eq!(report.unwrap(), "   <p>\n     \"a\"\n   <p>\n  -  \"b\"\n  +  \"x\"\n   <p>\n     \"c\"");
}
