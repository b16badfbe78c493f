//! The figures as tables with a drawing each: what the reports count, in the visitor's words and in the order of the
//! workflow.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::super::words;
use super::chart::{self, Across, Drawing, Upright};
use crate::app::App;
use crate::casework::report::{CaseFigures, Figures, Money};
use crate::reports::{AGES, Day, OpenCases};
use crate::texts;
use crate::texts::Language;
use crate::web::page::Page;

const PLAIN: &str = "pser-chart__bar";
const SECOND: &str = "pser-chart__bar--2";
const THIRD: &str = "pser-chart__bar--3";
const BAD: &str = "pser-chart__bar--bad";
/// The first day is named below its columns, and the one so many days later: the last.
const NAMED_DAYS: usize = 29;

/// A table and its drawing.
#[derive(Debug, Serialize)]
pub(super) struct Figure {
    /// As its file is called.
    pub(super) name: &'static str,
    title: String,
    /// What is counted.
    text: String,
    drawing: Drawing,
    /// What the colours stand for, where there are several.
    legend: Vec<(&'static str, String)>,
    /// Whether the table is too wide to stand beside the drawing.
    is_wide: bool,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// What stands in a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "value", rename_all = "lowercase")]
pub(super) enum Cell {
    Text(String),
    Count(i64),
    /// In paisa.
    Money(i64),
    Day(NaiveDate),
}

/// Everything there is to show.
pub(super) fn of(app: &App, page: &Page, figures: &Figures) -> Vec<Figure> {
    let mut all = Vec::new();
    if let Some(CaseFigures { open, days }) = &figures.cases {
        all.push(stages(app, page, open));
        all.push(ages(page, open));
        all.push(deadlines(page, open, days));
    }
    if !figures.money.is_empty() {
        all.push(money(app, page, &figures.money));
    }
    // Its table is the longest.
    if let Some(CaseFigures { days, .. }) = &figures.cases {
        all.push(by_day(page, days));
    }
    all
}

/// Open cases by stage, in the order in which the programmes' workflows name them.
fn stages(app: &App, page: &Page, open: &[OpenCases]) -> Figure {
    let mut counted: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for group in open {
        *counted.entry((&group.programme, &group.stage)).or_default() += group.cases;
    }
    let mut offers = app.catalogue.offers();
    // Of appeals and complaints only where there are any.
    offers.retain(|offer| {
        offer.is_applied_for() || open.iter().any(|group| group.programme == offer.programme.code)
    });
    let is_one = offers.len() == 1;
    let named = |programme: &str, title: &str| {
        if is_one { title.to_owned() } else { format!("{}: {title}", words::programme(app, page, programme)) }
    };
    let mut found: Vec<(String, i64)> = Vec::new();
    for offer in &offers {
        for stage in offer.programme.workflow.stages.iter().filter(|stage| !stage.end) {
            let cases = counted.remove(&(offer.programme.code.as_str(), stage.name.as_str())).unwrap_or(0);
            found.push((named(&offer.programme.code, page.of(&stage.title)), cases));
        }
    }
    // Cases of an older version of a workflow may be in stages that it does not have any more.
    found.extend(counted.into_iter().map(|((programme, stage), cases)| (named(programme, stage), cases)));
    let bars: Vec<Across> = found.iter().map(|(label, cases)| counted_bar(label, *cases, PLAIN)).collect();
    let rows = found.into_iter().map(|(label, cases)| vec![Cell::Text(label), Cell::Count(cases)]).collect();
    figure(page, "stages", &bars, &["figures-stage", "figures-cases"], rows)
}

/// Open cases by how long they have been in their stage.
fn ages(page: &Page, open: &[OpenCases]) -> Figure {
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
    let found: Vec<(String, i64, &str)> = counted
        .into_iter()
        .enumerate()
        .map(|(place, cases)| (label(place), cases, if place == last { BAD } else { PLAIN }))
        .collect();
    let bars: Vec<Across> =
        found.iter().map(|(label, cases, class)| counted_bar(label, *cases, class)).collect();
    let rows =
        found.into_iter().map(|(label, cases, _)| vec![Cell::Text(label), Cell::Count(cases)]).collect();
    figure(page, "ages", &bars, &["figures-time", "figures-cases"], rows)
}

/// Deadlines that passed, by whose turn it was.
fn deadlines(page: &Page, open: &[OpenCases], days: &[Day]) -> Figure {
    let overdue: i64 =
        open.iter().filter(|group| group.clock == "department").map(|group| group.overdue).sum();
    let found = [
        ("figures-overdue", overdue, BAD),
        ("figures-missed-department", days.iter().map(|day| day.missed_by_department).sum(), PLAIN),
        ("figures-missed-citizen", days.iter().map(|day| day.missed_by_citizen).sum(), SECOND),
    ];
    let found = found.map(|(id, cases, class)| (page.say(id), cases, class));
    let bars: Vec<Across> =
        found.iter().map(|(label, cases, class)| counted_bar(label, *cases, class)).collect();
    let rows =
        found.into_iter().map(|(label, cases, _)| vec![Cell::Text(label), Cell::Count(cases)]).collect();
    figure(page, "deadlines", &bars, &["figures-deadline", "figures-cases"], rows)
}

/// What was handed in and decided on each of the last days; in the table the latest first, with what was closed for another
/// case.
fn by_day(page: &Page, days: &[Day]) -> Figure {
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
    let mut figure = figure(
        page,
        "days",
        &[],
        &["figures-day", "figures-submitted", "figures-decided", "figures-merged"],
        rows,
    );
    figure.drawing = chart::upright(&groups, page.language == Language::Ur);
    figure.legend = vec![(PLAIN, page.say("figures-submitted")), (SECOND, page.say("figures-decided"))];
    figure
}

/// The money of each programme.
fn money(app: &App, page: &Page, money: &[Money]) -> Figure {
    let is_one = money.len() == 1;
    let mut bars = Vec::new();
    let mut rows = Vec::new();
    for Money { programme, balances } in money {
        let title = words::programme(app, page, programme);
        let amounts = [
            ("figures-appropriated", balances.appropriated(), PLAIN),
            ("figures-held", balances.held, SECOND),
            ("figures-paid", balances.paid, PLAIN),
            ("figures-left", balances.available, THIRD),
        ];
        for (id, amount, class) in &amounts {
            let label = page.say(id);
            let label = if is_one { label } else { format!("{title}: {label}") };
            let paisa = amount.paisa();
            bars.push(Across { label, value: paisa, shown: texts::rupees(paisa), class });
        }
        let cells = amounts.iter().map(|(_, amount, _)| Cell::Money(amount.paisa()));
        rows.push([Cell::Text(title)].into_iter().chain(cells).collect());
    }
    let head = ["figures-programme", "figures-appropriated", "figures-held", "figures-paid", "figures-left"];
    figure(page, "money", &bars, &head, rows)
}

fn counted_bar(label: &str, cases: i64, class: &'static str) -> Across {
    Across { label: label.to_owned(), value: cases, shown: cases.to_string(), class }
}

fn figure(page: &Page, name: &'static str, bars: &[Across], head: &[&str], rows: Vec<Vec<Cell>>) -> Figure {
    Figure {
        name,
        title: page.say(&format!("figures-{name}-title")),
        text: page.say(&format!("figures-{name}-text")),
        drawing: chart::across(bars, page.language == Language::Ur),
        legend: Vec::new(),
        is_wide: head.len() > 3,
        head: head.iter().map(|id| page.say(id)).collect(),
        rows,
    }
}

#[cfg(test)]
pub(super) fn sample() -> Vec<Figure> {
    let bar = |value: i64, shown: &str| Across {
        label: "تصدیق <جاری>".to_owned(),
        value,
        shown: shown.to_owned(),
        class: PLAIN,
    };
    let figure = |name, title: &str, drawing, rows| Figure {
        name,
        title: title.to_owned(),
        text: "وضاحت۔".to_owned(),
        drawing,
        legend: vec![(PLAIN, "جمع ہوئیں".to_owned()), (SECOND, "فیصلہ ہوا".to_owned())],
        is_wide: name == "money",
        head: vec!["مرحلہ".to_owned(), "کیس".to_owned()],
        rows,
    };
    let day: NaiveDate = "2026-03-02".parse().expect("it is a day");
    let group = Upright { values: vec![(3, PLAIN), (1, SECOND)], label: Some("2 مارچ 2026".to_owned()) };
    vec![
        figure(
            "stages",
            "مراحل",
            chart::across(&[bar(5, "5"), bar(0, "0")], true),
            vec![vec![Cell::Text("تصدیق <جاری>".to_owned()), Cell::Count(5)]],
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
