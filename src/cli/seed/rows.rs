//! Rows as PostgreSQL's COPY takes them: text, a tab between columns, a line each.

use std::fmt::Write as _;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// Rows of one table that were not written yet.
#[derive(Debug)]
pub(super) struct Rows {
    statement: &'static str,
    text: String,
}

/// A row under construction; ended by `end`.
pub(super) struct Row<'r> {
    text: &'r mut String,
    is_first: bool,
}

impl Rows {
    /// `statement` is a `copy ... from stdin` that lists the columns.
    pub(super) const fn of(statement: &'static str) -> Self {
        Self { statement, text: String::new() }
    }

    pub(super) fn row(&mut self) -> Row<'_> {
        Row { text: &mut self.text, is_first: true }
    }

    /// Writes the rows in the caller's transaction.
    pub(super) async fn write(self, conn: &mut PgConnection) -> sqlx::Result<()> {
        if self.text.is_empty() {
            return Ok(());
        }
        let mut copying = conn.copy_in_raw(self.statement).await?;
        copying.send(self.text.as_bytes()).await?;
        copying.finish().await?;
        Ok(())
    }
}

impl Row<'_> {
    fn column(&mut self) -> &mut String {
        if !self.is_first {
            self.text.push('\t');
        }
        self.is_first = false;
        self.text
    }

    pub(super) fn text(mut self, text: &str) -> Self {
        let column = self.column();
        for letter in text.chars() {
            match letter {
                '\\' => column.push_str("\\\\"),
                '\n' => column.push_str("\\n"),
                '\r' => column.push_str("\\r"),
                '\t' => column.push_str("\\t"),
                other => column.push(other),
            }
        }
        self
    }

    /// An array of names, which are letters and hyphens.
    pub(super) fn names(self, names: &[String]) -> Self {
        self.plain(format_args!("{{{}}}", names.join(",")))
    }

    /// Anything whose spelling needs no escaping.
    pub(super) fn plain(mut self, value: impl std::fmt::Display) -> Self {
        write!(self.column(), "{value}").expect("a string takes all that is written");
        self
    }

    pub(super) fn bytes(self, bytes: &[u8]) -> Self {
        self.hex(&hex::encode(bytes))
    }

    /// Bytes that are spelt in hexadecimal already.
    pub(super) fn hex(mut self, digits: &str) -> Self {
        let column = self.column();
        column.push_str("\\\\x");
        column.push_str(digits);
        self
    }

    pub(super) fn time(self, at: DateTime<Utc>) -> Self {
        self.plain(at.to_rfc3339_opts(SecondsFormat::Micros, true))
    }

    pub(super) fn null(mut self) -> Self {
        self.column().push_str("\\N");
        self
    }

    pub(super) fn maybe<T>(self, value: Option<T>, write: impl FnOnce(Self, T) -> Self) -> Self {
        match value {
            Some(value) => write(self, value),
            None => self.null(),
        }
    }

    pub(super) fn maybe_text(self, text: Option<&str>) -> Self {
        self.maybe(text, Self::text)
    }

    pub(super) fn maybe_id(self, id: Option<Uuid>) -> Self {
        self.maybe(id, Self::plain)
    }

    pub(super) fn maybe_day(self, day: Option<NaiveDate>) -> Self {
        self.maybe(day, Self::plain)
    }

    pub(super) fn maybe_time(self, at: Option<DateTime<Utc>>) -> Self {
        self.maybe(at, Self::time)
    }

    pub(super) fn end(self) {
        self.text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_column_or_a_row_is_escaped() {
        let mut rows = Rows::of("copy nothing from stdin");
        rows.row()
            .names(&["x-y".to_owned(), "z".to_owned()])
            .text("a\tb\\c\nd")
            .plain(7)
            .bytes(&[1, 255])
            .null()
            .maybe_text(None)
            .end();
        assert_eq!(rows.text, "{x-y,z}\ta\\tb\\\\c\\nd\t7\t\\\\x01ff\t\\N\t\\N\n");
    }
}
