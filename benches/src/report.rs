//! What was measured, as a table with minimum, median and maximum of the rounds, and the page of the documentation that
//! holds it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::volume::Asked;

/// Where the bars stand on the page, and where what was asked at each volume.
pub(crate) const MEASURED: &str = "measured";
pub(crate) const VOLUMES: &str = "volumes";

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

/// What was asked at each volume, in Markdown: median and 99th percentile, and how the median grew from the first volume to
/// the last.
pub(crate) fn volumes(measured: &[Asked]) -> String {
    let mut text = String::from("| milliseconds: median · p99 |");
    for asked in measured {
        let (cases, open) = (grouped(asked.cases), grouped(asked.open));
        let _ = write!(text, " {cases} cases, {open} open, {:.1} GB |", gigabytes(asked.bytes));
    }
    let _ = writeln!(text, " growth |\n|---|{}---|", "---|".repeat(measured.len()));
    for (name, _) in measured.first().map_or(&[][..], |first| &first.times) {
        let times = |asked: &Asked| {
            let found = asked.times.iter().find(|(other, _)| other == name);
            found.map_or((f64::NAN, f64::NAN), |(_, times)| (part(times, 0.5), part(times, 0.99)))
        };
        let _ = write!(text, "| {name} |");
        for (p50, p99) in measured.iter().map(times) {
            let _ = write!(text, " **{}** · {} |", figure(p50), figure(p99));
        }
        let medians: Vec<f64> = measured.iter().map(|asked| times(asked).0).collect();
        let _ = writeln!(text, " {} |", figure(medians[medians.len() - 1] / medians[0]));
    }
    text
}

/// The figure below which this part of them lies.
fn part(figures: &[f64], part: f64) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place"
    )]
    let place = (sorted.len() as f64 * part) as usize;
    sorted.get(place.min(sorted.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

fn gigabytes(bytes: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "told with one digit")]
    let bytes = bytes as f64;
    bytes / 1e9
}

/// With commas between thousands.
fn grouped(number: impl Into<i64>) -> String {
    let digits = number.into().to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

/// Puts a text between the marks of a page, leaving the prose around it.
pub(crate) fn write(page: &Path, mark: &str, text: &str) -> Result<()> {
    let written = fs::read_to_string(page).with_context(|| format!("{} cannot be read", page.display()))?;
    let (begin, end) = (format!("<!-- {mark}: written by `make bench` -->"), format!("<!-- /{mark} -->"));
    let (before, rest) = written.split_once(&begin).with_context(|| format!("the page has no {begin}"))?;
    let (_, after) = rest.split_once(&end).with_context(|| format!("the page has no {end}"))?;
    fs::write(page, format!("{before}{begin}\n{text}{end}{after}"))?;
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
