//! One figure: a table, a drawing of it, and what is counted, in the visitor's words.

use chrono::NaiveDate;
use serde::Serialize;

#[cfg(test)]
use super::chart::Upright;
use super::chart::{self, Across, Drawing};
use crate::texts::Language;
use crate::web::page::Page;

pub(in crate::web::supervision) const PLAIN: &str = "pser-chart__bar";
pub(super) const SECOND: &str = "pser-chart__bar--2";
pub(super) const THIRD: &str = "pser-chart__bar--3";
pub(super) const BAD: &str = "pser-chart__bar--bad";
/// The most rows of a table that stand on the page; its file has all.
const SHOWN: usize = 50;

/// A table and its drawing.
#[derive(Debug, Serialize)]
pub(in crate::web::supervision) struct Figure {
    /// As its file is called.
    pub(in crate::web::supervision) name: &'static str,
    title: String,
    /// What is counted.
    text: String,
    pub(in crate::web::supervision) drawing: Drawing,
    /// What the colours stand for, where there are several.
    pub(super) legend: Vec<(&'static str, String)>,
    /// Whether the table is too wide to stand beside the drawing.
    is_wide: bool,
    /// Whether it is too wide for a phone.
    scrolls: bool,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
    /// The last line, where there is one.
    pub(super) total: Option<Vec<Cell>>,
    /// How many rows stand on the page, and how many do not.
    shown: usize,
    more: usize,
    /// Where one reads more of it.
    pub(super) onward: Option<(&'static str, String)>,
}

/// What stands in a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "value", rename_all = "lowercase")]
pub(in crate::web::supervision) enum Cell {
    Text(String),
    /// What somebody is called.
    Name(String),
    Count(i64),
    /// In paisa.
    Money(i64),
    Day(NaiveDate),
}

impl Figure {
    /// A figure whose drawing is bars across. `head` are the names of its titles' sentences.
    pub(in crate::web::supervision) fn new(
        page: &Page,
        name: &'static str,
        bars: &[Across],
        head: &[&str],
        rows: Vec<Vec<Cell>>,
    ) -> Self {
        Self {
            name,
            title: page.say(&format!("figures-{name}-title")),
            text: page.say(&format!("figures-{name}-text")),
            drawing: chart::across(bars, page.language == Language::Ur),
            legend: Vec::new(),
            is_wide: head.len() > 3,
            scrolls: head.len() > 2,
            head: head.iter().map(|id| page.say(id)).collect(),
            shown: rows.len().min(SHOWN),
            more: rows.len().saturating_sub(SHOWN),
            rows,
            total: None,
            onward: None,
        }
    }

    /// Says more of what is counted.
    #[must_use]
    pub(super) fn saying(mut self, more: &str) -> Self {
        self.text = format!("{} {more}", self.text);
        self
    }
}

/// A bar for a number of cases.
pub(super) fn counted_bar(label: &str, cases: i64, class: &'static str) -> Across {
    Across { label: label.to_owned(), value: cases, shown: cases.to_string(), class }
}

/// A row for a number of cases.
pub(super) fn counted_row(label: String, cases: i64) -> Vec<Cell> {
    vec![Cell::Text(label), Cell::Count(cases)]
}

#[cfg(test)]
pub(super) fn sample() -> Vec<Figure> {
    let bar = |value: i64, shown: &str| Across {
        label: "تصدیق <جاری>".to_owned(),
        value,
        shown: shown.to_owned(),
        class: PLAIN,
    };
    let figure = |name, title: &str, drawing, rows: Vec<Vec<Cell>>| Figure {
        name,
        title: title.to_owned(),
        text: "وضاحت۔".to_owned(),
        drawing,
        legend: vec![(PLAIN, "جمع ہوئیں".to_owned()), (SECOND, "فیصلہ ہوا".to_owned())],
        is_wide: name == "money",
        scrolls: name != "days",
        head: vec!["مرحلہ".to_owned(), "کیس".to_owned()],
        total: (name == "stages").then(|| counted_row("کل".to_owned(), 5)),
        shown: rows.len(),
        more: usize::from(name == "stages"),
        rows,
        onward: (name == "stages").then(|| ("/supervision/staff", "عملہ".to_owned())),
    };
    let day: NaiveDate = "2026-03-02".parse().expect("it is a day");
    let group = Upright { values: vec![(3, PLAIN), (1, SECOND)], label: Some("2 مارچ 2026".to_owned()) };
    let named = vec![Cell::Name("آمنہ".to_owned()), Cell::Text("تصدیق".to_owned())];
    vec![
        figure(
            "stages",
            "مراحل",
            chart::across(&[bar(5, "5"), bar(0, "0")], true),
            vec![counted_row("تصدیق <جاری>".to_owned(), 5), named],
        ),
        figure(
            "money",
            "رقم",
            chart::across(&[bar(1_200_000, "Rs 12,000")], true),
            vec![vec![Cell::Text("نقد امداد".to_owned()), Cell::Money(1_200_000)]],
        ),
        figure("days", "دن", chart::upright(&[group], true), vec![vec![Cell::Day(day), Cell::Count(3)]]),
    ]
}
