//! A table as a file of comma-separated values that spreadsheets open. What they would take for a formula is made text:
//! the names of stages and programmes are data, and whoever opens the file trusts it.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use chrono::NaiveDate;

use super::figure::{Cell, Figure};
use crate::error::{Fault, Result};
use crate::payments::Money;

/// Tells spreadsheets that the text is UTF-8; else they spoil Urdu.
const MARK: &str = "\u{feff}";

/// The file of a figure. Where it is as of a day, its last column says so in each row: rows are copied from file to file.
///
/// # Errors
/// A fault when the rows are not as wide as the head.
pub(in crate::web::supervision) fn response(
    figure: &Figure,
    as_at: Option<(&str, NaiveDate)>,
    file: &str,
) -> Result<Response> {
    let mut writer = csv::Writer::from_writer(MARK.as_bytes().to_vec());
    let unwritten = |error| Fault::caused("a table cannot be written", error);
    let head = figure.head.iter().map(|title| inert(title));
    writer.write_record(head.chain(as_at.map(|(title, _)| inert(title)))).map_err(unwritten)?;
    for row in figure.rows.iter().chain(&figure.total) {
        writer
            .write_record(row.iter().map(text).chain(as_at.map(|(_, day)| day.to_string())))
            .map_err(unwritten)?;
    }
    let bytes = writer.into_inner().map_err(|error| Fault::caused("a table cannot be written", error))?;
    let disposition = format!("attachment; filename=\"{file}\"");
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, disposition)];
    Ok((headers, bytes).into_response())
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Name(text) => inert(text),
        Cell::Count(count) => count.to_string(),
        // Plain digits: what has thousands set apart is no number for a spreadsheet.
        Cell::Money(paisa) => Money::from_paisa(*paisa).to_string().replace(',', ""),
        Cell::Day(day) => day.to_string(),
    }
}

/// Text that no spreadsheet takes for a formula.
fn inert(text: &str) -> String {
    let is_formula =
        text.trim_start().starts_with(['=', '+', '-', '@', '|', '%']) || text.starts_with(['\t', '\r', '\n']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_a_formula_is_text() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "%1", "|cmd"] {
            assert_eq!(inert(formula), format!("'{formula}"));
        }
        assert_eq!(inert("Being verified"), "Being verified");
        assert_eq!(inert("تصدیق جاری ہے"), "تصدیق جاری ہے");
    }

    #[test]
    fn amounts_are_numbers_in_rupees() {
        assert_eq!(text(&Cell::Money(123_456_789)), "1234567.89");
        assert_eq!(text(&Cell::Day("2026-03-02".parse().unwrap())), "2026-03-02");
    }
}
