//! Deadlines: how many cases are past theirs, and in which stages time ran out lately, by whose time it was.

use std::collections::BTreeMap;

use super::staged;
use crate::app::App;
use crate::casework::report::{CaseFigures, MissedInStage};
use crate::web::page::Page;
use crate::web::supervision::figures::chart::Across;
use crate::web::supervision::figures::figure::{BAD, Cell, Figure, PLAIN, SECOND, counted_bar, counted_row};

/// The department's clock; cases wait on the citizen's as well.
const DEPARTMENT: &str = "department";

/// Deadlines that passed, by whose turn it was.
pub(super) fn deadlines(page: &Page, cases: &CaseFigures) -> Figure {
    let late = cases.open.iter().filter(|group| group.clock == DEPARTMENT);
    let found = [
        ("figures-overdue", late.map(|group| group.overdue).sum(), BAD),
        ("figures-missed-department", cases.days.iter().map(|day| day.missed_by_department).sum(), PLAIN),
        ("figures-missed-citizen", cases.days.iter().map(|day| day.missed_by_citizen).sum(), SECOND),
    ];
    let found = found.map(|(id, cases, class)| (page.say(id), cases, class));
    let bars: Vec<Across> =
        found.iter().map(|(label, cases, class)| counted_bar(label, *cases, class)).collect();
    let rows = found.into_iter().map(|(label, cases, _)| counted_row(label, cases)).collect();
    Figure::new(page, "deadlines", &bars, &["figures-deadline", "figures-cases"], rows)
}

/// Deadlines that passed lately, stage by stage. Bars are drawn only where there is something to see.
pub(super) fn missed(app: &App, page: &Page, missed: &[MissedInStage]) -> Figure {
    let row = |group: &MissedInStage| {
        let MissedInStage { programme, stage, by_department, by_citizen } = group.clone();
        ((programme, stage), (by_department, by_citizen))
    };
    let counted: BTreeMap<(String, String), (i64, i64)> = missed.iter().map(row).collect();
    let (department, citizen) = (page.say("figures-by-department"), page.say("figures-by-citizen"));
    let mut bars = Vec::new();
    let mut rows = Vec::new();
    for (label, (by_department, by_citizen)) in staged(app, page, counted) {
        let both = [(by_department, PLAIN), (by_citizen, SECOND)];
        bars.extend(
            both.iter()
                .filter(|(cases, _)| *cases > 0)
                .map(|(cases, class)| counted_bar(&label, *cases, class)),
        );
        rows.push(vec![Cell::Text(label), Cell::Count(by_department), Cell::Count(by_citizen)]);
    }
    let head = ["figures-stage", "figures-by-department", "figures-by-citizen"];
    let mut figure = Figure::new(page, "missed", &bars, &head, rows);
    figure.legend = vec![(PLAIN, department), (SECOND, citizen)];
    figure
}
