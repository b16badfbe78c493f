//! Open cases: in which stage, and for how long.

use std::collections::BTreeMap;

use super::staged;
use crate::app::App;
use crate::reports::{AGES, OpenCases};
use crate::web::page::Page;
use crate::web::supervision::figures::chart::Across;
use crate::web::supervision::figures::figure::{BAD, Figure, PLAIN, counted_bar, counted_row};

/// Open cases by stage, in the order in which the programmes' workflows name them.
pub(super) fn stages(app: &App, page: &Page, open: &[OpenCases]) -> Figure {
    let mut counted: BTreeMap<(String, String), i64> = BTreeMap::new();
    for group in open {
        *counted.entry((group.programme.clone(), group.stage.clone())).or_default() += group.cases;
    }
    let found = staged(app, page, counted);
    let bars: Vec<Across> = found.iter().map(|(label, cases)| counted_bar(label, *cases, PLAIN)).collect();
    let rows = found.into_iter().map(|(label, cases)| counted_row(label, cases)).collect();
    Figure::new(page, "stages", &bars, &["figures-stage", "figures-cases"], rows)
}

/// Open cases by how long they have been in their stage.
pub(super) fn ages(page: &Page, open: &[OpenCases]) -> Figure {
    let mut counted = [0; AGES.len()];
    for group in open {
        if let Some(cases) = counted.get_mut(group.age) {
            *cases += group.cases;
        }
    }
    let label = |place: usize| match AGES[place].to {
        Some(to) => {
            page.say_with("figures-days-between", [("from", AGES[place].from.into()), ("to", to.into())])
        }
        None => page.say_with("figures-days-over", [("days", (AGES[place].from - 1).into())]),
    };
    let last = AGES.len() - 1;
    let class = |place| if place == last { BAD } else { PLAIN };
    let found = || counted.into_iter().enumerate();
    let bars: Vec<Across> =
        found().map(|(place, cases)| counted_bar(&label(place), cases, class(place))).collect();
    let rows = found().map(|(place, cases)| counted_row(label(place), cases)).collect();
    Figure::new(page, "ages", &bars, &["figures-time", "figures-cases"], rows)
}
