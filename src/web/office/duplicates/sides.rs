//! Two cases beside each other in the words of the page's language: who and where, question by question, document by
//! document. What differs is said in a word as well as shown in colour.

use serde::Serialize;
use serde_json::Value;

use super::super::case::{Shown, member, shown};
use super::super::words;
use crate::casework::duplicates::{Answered, Comparison, Paper, Papers, RowPair, Section, Shared};
use crate::casework::look::CaseView;
use crate::catalogue::form::QuestionKind;
use crate::texts;
use crate::web::page::Page;
use crate::web::page::places::Places;

/// A line of the comparison.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    title: String,
    here: Shown,
    there: Shown,
    /// `differs`, `same` where what is shown does not tell, or nothing.
    mark: &'static str,
}

/// Lines under a heading.
#[derive(Debug, Serialize)]
pub(super) struct Part {
    title: String,
    /// In a list, whose lines these are, and whether they are there on one side only: `here` or `there`.
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    name: Option<String>,
    only: &'static str,
    lines: Vec<Line>,
}

/// What was sent for one requirement.
#[derive(Debug, Serialize)]
pub(super) struct Sent {
    title: String,
    here: Vec<File>,
    there: Vec<File>,
}

#[derive(Debug, Serialize)]
struct File {
    id: String,
    name: String,
    /// The member of the household it belongs to.
    of: Option<String>,
    review: &'static str,
    is_in_both: bool,
}

/// Who and where, and how far either case is.
pub(super) fn facts(page: &Page, looked: &Comparison, places: &Places) -> Vec<Line> {
    let Comparison { here, there, .. } = looked;
    let line = |name: &str, of: &dyn Fn(&CaseView) -> Shown| {
        let (here, there) = (of(here), of(there));
        let mark = if here == there { "" } else { "differs" };
        Line { title: page.say(name), here, there, mark }
    };
    let cnic = |case: &CaseView| {
        Shown::latin(case.office.as_ref().map(|office| office.cnic.masked()).unwrap_or_default())
    };
    let cnic = Line {
        // What is masked alike may be of two people.
        mark: if looked.shared == Shared::Person { "same" } else { "differs" },
        ..line("office-cnic", &cnic)
    };
    let stage =
        |case: &CaseView| Shown::words(words::stage(page, &case.programme.workflow, &case.standing.stage));
    vec![
        line("office-compare-applicant", &|case| Shown::typed(&case.standing.applicant.name)),
        cnic,
        line("office-column-programme", &|case| Shown::words(words::of(page, &case.programme.title))),
        line("office-column-area", &|case| Shown::words(places.name(&case.standing.area))),
        line("office-compare-handed-in", &|case| {
            Shown::day(texts::day_of(case.standing.created_at).to_string())
        }),
        line("office-column-stage", &stage),
        line("office-compare-payment", &|case| Shown::words(payment(page, case))),
    ]
}

/// Where the money of a case is; exactly one of the facts holds.
fn payment(page: &Page, case: &CaseView) -> String {
    let facts = case.standing.facts["payment"].as_object();
    let holds = facts.and_then(|facts| facts.iter().find(|(_, holds)| **holds == Value::Bool(true)));
    page.say(&format!("office-compare-payment-{}", holds.map_or("none", |(name, _)| name)))
}

/// Question by question.
pub(super) fn parts(page: &Page, sections: &[Section], places: &Places) -> Vec<Part> {
    let row = |section: &Section, row: &RowPair| Row {
        name: row.name.clone(),
        only: match (section.is_list, row.is_here, row.is_there) {
            (true, true, false) => "here",
            (true, false, true) => "there",
            _ => "",
        },
        lines: row.answers.iter().map(|answered| line(page, answered, row, places)).collect(),
    };
    let part = |section: &Section| Part {
        title: words::of(page, &section.title),
        rows: section.rows.iter().map(|pair| row(section, pair)).collect(),
    };
    sections.iter().filter(|section| !section.rows.is_empty()).map(part).collect()
}

fn line(page: &Page, answered: &Answered, row: &RowPair, places: &Places) -> Line {
    let is_masked = matches!(answered.kind, QuestionKind::Cnic | QuestionKind::Iban | QuestionKind::Mobile);
    Line {
        title: words::of(page, &answered.title),
        here: shown(page, &answered.kind, &answered.here, places),
        there: shown(page, &answered.kind, &answered.there, places),
        mark: match (answered.is_same, is_masked) {
            // That the other side has no such row is said above it.
            _ if !(row.is_here && row.is_there) => "",
            (false, _) => "differs",
            (true, true) => "same",
            (true, false) => "",
        },
    }
}

/// Requirement by requirement; the names of members are those of either case.
pub(super) fn sent(page: &Page, papers: &[Papers], (here, there): (&[String], &[String])) -> Vec<Sent> {
    let file = |names: &[String], paper: &Paper| File {
        id: paper.document.id.to_string(),
        name: paper.document.file_name.clone(),
        of: member(names, paper.document.slot.member),
        review: paper.document.review.as_str(),
        is_in_both: paper.is_in_both,
    };
    let sent = |papers: &Papers| Sent {
        title: words::of(page, &papers.title),
        here: papers.here.iter().map(|paper| file(here, paper)).collect(),
        there: papers.there.iter().map(|paper| file(there, paper)).collect(),
    };
    papers.iter().map(sent).collect()
}

#[cfg(test)]
impl Line {
    pub(super) fn samples() -> Vec<Self> {
        ["differs", "same", ""]
            .map(|mark| Self {
                title: "نام".to_owned(),
                here: Shown::typed("غلام فاطمہ"),
                there: Shown::latin("•••• 6702"),
                mark,
            })
            .into()
    }
}

#[cfg(test)]
impl Part {
    pub(super) fn samples() -> Vec<Self> {
        let row =
            |name: Option<&str>, only| Row { name: name.map(str::to_owned), only, lines: Line::samples() };
        let part = |rows| Self { title: "گھرانے کے افراد".to_owned(), rows };
        vec![
            part(vec![row(None, "")]),
            part(vec![row(Some("احمد"), "here"), row(Some("ثنا"), "there"), row(None, "")]),
        ]
    }
}

#[cfg(test)]
impl Sent {
    pub(super) fn samples() -> Vec<Self> {
        let file = |review, is_in_both: bool| File {
            id: "0190".to_owned(),
            name: "card.jpg".to_owned(),
            of: is_in_both.then(|| "احمد".to_owned()),
            review,
            is_in_both,
        };
        let here = vec![file("none", true), file("accepted", false), file("refused", false)];
        vec![Self { title: "شناختی کارڈ".to_owned(), here, there: Vec::new() }]
    }
}
