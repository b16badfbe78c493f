//! What was measured, as a table with minimum, median and maximum of the rounds, and the page of the documentation that
//! holds it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

const BEGIN: &str = "<!-- measured: written by `make bench` -->";
const END: &str = "<!-- /measured -->";

/// One bar: what was measured round by round, what it is compared with, and where the bar lies.
#[derive(Debug)]
pub(crate) struct Bar {
    pub(crate) name: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) ours: Vec<f64>,
    /// Measured in the same rounds; empty where the bar is an absolute one.
    pub(crate) limit: Vec<f64>,
    /// The bar in words: of the ratio where there is a limit, of the figure itself where there is none.
    pub(crate) bar: &'static str,
}

impl Bar {
    /// Ours to the limit's, round by round; nothing where there is no limit.
    fn ratios(&self) -> Vec<f64> {
        self.ours.iter().zip(&self.limit).map(|(ours, limit)| ours / limit).collect()
    }
}

/// The table, in Markdown.
pub(crate) fn table(bars: &[Bar]) -> String {
    let mut text = String::from("| | unit | ours | limit | ratio | bar |\n|---|---|---|---|---|---|\n");
    for bar in bars {
        let limit = if bar.limit.is_empty() { String::new() } else { spread(&bar.limit) };
        let ratios = bar.ratios();
        let ratio = if ratios.is_empty() { String::new() } else { spread(&ratios) };
        let Bar { name, unit, bar: aim, ours, .. } = bar;
        let _ = writeln!(text, "| {name} | {unit} | {} | {limit} | {ratio} | {aim} |", spread(ours));
    }
    text
}

/// Puts the table between the marks of a page, leaving the prose around it.
pub(crate) fn write(page: &Path, heading: &str, bars: &[Bar]) -> Result<()> {
    let text = fs::read_to_string(page).with_context(|| format!("{} cannot be read", page.display()))?;
    let (before, rest) = text.split_once(BEGIN).context("the page has no mark where the table begins")?;
    let (_, after) = rest.split_once(END).context("the page has no mark where the table ends")?;
    ensure!(!bars.is_empty(), "nothing was measured");
    let written = format!("{before}{BEGIN}\n{heading}\n\n{}{END}{after}", table(bars));
    fs::write(page, written)?;
    Ok(())
}

/// Minimum, median and maximum.
fn spread(figures: &[f64]) -> String {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let median = sorted[sorted.len() / 2];
    let (least, most) = (sorted[0], sorted[sorted.len() - 1]);
    if sorted.len() == 1 {
        return figure(median);
    }
    format!("{} · **{}** · {}", figure(least), figure(median), figure(most))
}

/// Three significant digits.
fn figure(value: f64) -> String {
    let digits = match value.abs() {
        100.0.. => 0,
        10.0..100.0 => 1,
        1.0..10.0 => 2,
        _ => 3,
    };
    format!("{value:.digits$}")
}
