//! Papers as PDF: what a reader program finds in them.

use std::io::Read as _;

use flate2::read::ZlibDecoder;
use pser::paper::{Block, Paper, Press, Words, number, said, typed};
use pser::texts::Language;

fn paper(language: Language, blocks: Vec<Block>) -> Paper {
    Paper {
        language,
        title: said("اندراج کا سرٹیفکیٹ"),
        head: said("PSER"),
        foot: said("26 نومبر 2026"),
        blocks,
        made_at: "2026-11-26T05:00:00Z".parse().unwrap(),
    }
}

/// The file with all its streams inflated.
pub(crate) fn opened(pdf: &[u8]) -> String {
    let mut out = String::new();
    let mut rest = pdf;
    while let Some(start) = find(rest, b"stream\n") {
        out.push_str(&String::from_utf8_lossy(&rest[..start]));
        rest = &rest[start + 7..];
        let end = find(rest, b"endstream").expect("a stream ends");
        let mut inflated = Vec::new();
        let read = ZlibDecoder::new(&rest[..end]).read_to_end(&mut inflated);
        out.push_str(&String::from_utf8_lossy(if read.is_ok() { &inflated } else { &rest[..end] }));
        rest = &rest[end + b"endstream".len()..];
    }
    out.push_str(&String::from_utf8_lossy(rest));
    out
}

/// Words as they stand in the structure of a file: UTF-16 in hexadecimal, or as they are.
pub(crate) fn reads(pdf: &str, words: &str) -> bool {
    let bytes: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let hex = hex::encode_upper(bytes);
    pdf.contains(&format!("FEFF{hex}")) || pdf.contains(&format!("({words})"))
}

/// A file without what stands in parentheses: strings, which nobody acts on.
fn without_strings(file: &str) -> String {
    let (mut out, mut depth, mut is_escaped) = (String::new(), 0_u32, false);
    for letter in file.chars() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' if depth > 0 => is_escaped = true,
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            letter if depth == 0 => out.push(letter),
            _ => {}
        }
    }
    out
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn pages(pdf: &str) -> usize {
    pdf.matches("/Type/Page/").count() + pdf.matches("/Type/Page\n").count()
}

#[tokio::test]
async fn a_paper_says_its_language_its_title_and_its_parts() {
    let blocks = vec![
        Block::Heading(said("گھرانہ")),
        Block::Facts(vec![(said("نام"), typed("محمد اسلم خان")), (said("CNIC"), number("35202-*****67-1"))]),
        Block::Code { address: "https://example.org/verify/R-1".to_owned(), says: said("جانچ") },
    ];
    let pdf = Press::default().print(paper(Language::Ur, blocks)).await.unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7"));
    let file = opened(&pdf);
    for part in ["/Lang(ur)", "/H1", "/H2", "/Table", "/TH", "/TD", "/Figure", "/MarkInfo"] {
        assert!(file.contains(part), "{part}");
    }
    for words in ["محمد اسلم خان", "35202-*****67-1", "اندراج کا سرٹیفکیٹ"] {
        assert!(reads(&file, words), "{words}");
    }
}

#[tokio::test]
async fn the_same_paper_is_the_same_file() {
    let press = Press::default();
    let blocks = || vec![Block::Text(said("ایک"))];
    let (one, other) =
        tokio::join!(press.print(paper(Language::Ur, blocks())), press.print(paper(Language::Ur, blocks())));
    assert_eq!(one.unwrap(), other.unwrap());
}

#[tokio::test]
async fn a_long_paper_takes_as_many_sheets_as_it_needs() {
    let row = |number: usize| vec![typed(&format!("Row {number}")), typed(&"x".repeat(400))];
    let columns = vec![said("Name"), said("Value")];
    let table = Block::Table { columns, rows: (0..200).map(row).collect() };
    // One cell that is taller than a sheet goes on over the next.
    let tall = Block::Facts(vec![(said("Tall"), typed(&"word ".repeat(2_000)))]);
    let pdf = Press::default().print(paper(Language::En, vec![table, tall])).await.unwrap();
    let file = opened(&pdf);
    assert!(pages(&file) > 10, "{}", pages(&file));
    assert!(reads(&file, "Row 199"));
}

#[tokio::test]
async fn hostile_words_are_words_on_paper() {
    let hostile = "<script>alert(1)</script> {{7*7}} =cmd|' /A (js) \u{202e}gpj \u{0}\r\n/JavaScript endstream) /OpenAction <<";
    let facts = Block::Facts(vec![(said("Name"), typed(hostile))]);
    let none: Vec<(Words, Words)> = Vec::new();
    let blocks = vec![facts, Block::Heading(typed(hostile)), Block::Facts(none), Block::Text(typed(""))];
    for language in Language::ALL {
        let pdf = Press::default().print(paper(language, blocks.clone())).await.unwrap();
        let file = without_strings(&opened(&pdf));
        for acting in ["/JavaScript", "/OpenAction", "/JS", "/URI", "/Launch"] {
            assert!(!file.contains(acting), "{acting}");
        }
        assert!(pdf.ends_with(b"%%EOF"));
    }
}
