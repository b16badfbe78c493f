//! What was handed in and decided on each of the last days.

use crate::reports::Day;
use crate::texts::{self, Language};
use crate::web::page::Page;
use crate::web::supervision::figures::chart::{self, Upright};
use crate::web::supervision::figures::figure::{Cell, Figure, PLAIN, SECOND};

/// The first day is named below its columns, and the one so many days later: the last.
const NAMED_DAYS: usize = 29;

/// What was handed in and decided on each of the last days; in the table the latest first, with what was closed for another
/// case.
pub(super) fn by_day(page: &Page, days: &[Day]) -> Figure {
    let group = |(place, day): (usize, &Day)| Upright {
        values: vec![(day.submitted, PLAIN), (day.decided, SECOND)],
        label: (place % NAMED_DAYS == 0).then(|| texts::day(day.day, page.language)),
    };
    let groups: Vec<Upright> = days.iter().enumerate().map(group).collect();
    let row = |day: &Day| {
        vec![
            Cell::Day(day.day),
            Cell::Count(day.submitted),
            Cell::Count(day.decided),
            Cell::Count(day.merged),
        ]
    };
    let rows = days.iter().rev().map(row).collect();
    let head = ["figures-day", "figures-submitted", "figures-decided", "figures-merged"];
    let mut figure = Figure::new(page, "days", &[], &head, rows);
    figure.drawing = chart::upright(&groups, page.language == Language::Ur);
    figure.legend = vec![(PLAIN, page.say("figures-submitted")), (SECOND, page.say("figures-decided"))];
    figure
}
