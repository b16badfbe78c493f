//! Who of the staff has how much of which queue.

use std::collections::BTreeMap;

use crate::casework::report::{Worked, Workload};
use crate::queues::declared;
use crate::web::page::Page;
use crate::web::supervision::figures::chart::Across;
use crate::web::supervision::figures::figure::{BAD, Cell, Figure, PLAIN, SECOND, counted_bar};

/// The staff, queue by queue; drawn are the queues as a whole.
pub(super) fn workload(page: &Page, workload: &Workload) -> Figure {
    let Workload { rows, tells_held } = workload;
    let mut head = vec!["figures-officer", "figures-queue"];
    if *tells_held {
        head.extend(["figures-claimed", "figures-on-hold", "figures-overdue-of-them"]);
    }
    head.push("figures-moved-on");
    let cells = rows.iter().map(|row| {
        let officer = match &row.officer {
            Some(officer) => Cell::Name(officer.name.clone()),
            None => Cell::Text(page.say("figures-other-staff")),
        };
        let mut cells = vec![officer, Cell::Text(queue(page, &row.queue))];
        if *tells_held {
            cells.extend([row.held, row.on_hold, row.overdue].map(Cell::Count));
        }
        cells.push(Cell::Count(row.decided));
        cells
    });
    let mut figure = Figure::new(page, "workload", &bars(page, workload), &head, cells.collect());
    figure.legend = if *tells_held {
        vec![
            (PLAIN, page.say("figures-claimed")),
            (BAD, page.say("figures-overdue-of-them")),
            (SECOND, page.say("figures-moved-on")),
        ]
    } else {
        vec![(SECOND, page.say("figures-moved-on"))]
    };
    figure.onward = Some(("/supervision/staff", page.say("figures-to-staff")));
    if *tells_held { figure } else { figure.saying(&page.say("figures-workload-past")) }
}

fn bars(page: &Page, workload: &Workload) -> Vec<Across> {
    let mut queues: BTreeMap<&str, [i64; 3]> = BTreeMap::new();
    for Worked { queue, held, overdue, decided, .. } in &workload.rows {
        let sums = queues.entry(queue).or_default();
        for (sum, more) in sums.iter_mut().zip([held, overdue, decided]) {
            *sum += more;
        }
    }
    let first = if workload.tells_held { 0 } else { 2 };
    let of_queue = |(name, sums): (&str, [i64; 3])| {
        let label = queue(page, name);
        let bars = sums.into_iter().zip([PLAIN, BAD, SECOND]).skip(first);
        bars.map(|(sum, class)| counted_bar(&label, sum, class)).collect::<Vec<_>>()
    };
    queues.into_iter().flat_map(of_queue).collect()
}

fn queue(page: &Page, name: &str) -> String {
    declared::find(name).map_or_else(|| name.to_owned(), |queue| page.of(&queue.title).to_owned())
}
