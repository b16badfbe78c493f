//! The queues as `workflows/queues.yaml` declares them: what each is called, what its page shows, and how much sooner a
//! vulnerable household's case comes. Adding one changes no program.

use std::sync::LazyLock;

use serde::Serialize;

use crate::workflow::reader::{Place, Reader, titles};
use crate::workflow::{Problem, Span, Text, yaml};

const FILE: &str = "queues.yaml";

static DECLARED: LazyLock<Vec<Queue>> = LazyLock::new(|| {
    let yaml = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/workflows/queues.yaml"));
    load(FILE, yaml).expect("the queues that the program comes with were read when it was tested")
});

static SKILLS: LazyLock<Vec<Skill>> = LazyLock::new(|| {
    let yaml = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/workflows/skills.yaml"));
    let titles = titles("skills.yaml", yaml)
        .expect("the skills that the program comes with were read when it was tested");
    titles.into_iter().map(|(name, title)| Skill { name, title }).collect()
});

/// A place where cases wait for the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    pub name: String,
    pub title: Text,
    /// What its page says when nothing waits.
    pub empty: Text,
    /// What its page shows of a case besides the reference, in this order.
    pub columns: Vec<Column>,
    /// What its cases ask for of whoever works on them.
    pub skill: Option<String>,
    /// By how many days a vulnerable household's case counts as due earlier.
    pub head_start: u16,
}

/// What somebody can do that not everybody can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skill {
    pub name: String,
    pub title: Text,
}

/// Something to show of a case that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Column {
    Deadline,
    Applicant,
    Programme,
    Area,
    Stage,
    Amount,
    Since,
    Holder,
}

impl Column {
    const ALL: [(&'static str, Self); 8] = [
        ("deadline", Self::Deadline),
        ("applicant", Self::Applicant),
        ("programme", Self::Programme),
        ("area", Self::Area),
        ("stage", Self::Stage),
        ("amount", Self::Amount),
        ("since", Self::Since),
        ("holder", Self::Holder),
    ];
}

/// Every queue, in the order of the file.
pub fn declared() -> &'static [Queue] {
    &DECLARED
}

/// Every skill, in the order of `workflows/skills.yaml`.
pub fn skills() -> &'static [Skill] {
    &SKILLS
}

/// The skill that a queue asks for.
pub fn skill_of(queue: Option<&str>) -> Option<&'static str> {
    find(queue?)?.skill.as_deref()
}

/// The queue of this name.
pub fn find(name: &str) -> Option<&'static Queue> {
    DECLARED.iter().find(|queue| queue.name == name)
}

/// How urgent a case is that entered at `at`, ascending: microseconds since 1970 of its deadline or, without one, of its
/// entry; a vulnerable household's comes by the head start of the queue sooner. Whoever entered later by more than the head
/// start and the longest term of the queue never goes before, so nobody waits for ever.
pub fn rank(queue: Option<&str>, at: i64, is_vulnerable: bool) -> i64 {
    const DAY: i64 = 24 * 60 * 60 * 1_000_000;
    let days = queue.and_then(find).filter(|_| is_vulnerable).map_or(0, |queue| queue.head_start);
    at - i64::from(days) * DAY
}

fn load(file: &str, yaml: &str) -> Result<Vec<Queue>, Vec<Problem>> {
    let root = yaml::parse(file, yaml).map_err(|problem| vec![problem])?;
    let mut reader = Reader::new(file);
    let entries = reader.entries(&Place::root(&root));
    let queues = entries.iter().filter_map(|(name, mark, place)| {
        let name = reader.name(*mark, &place.path, name);
        queue(&mut reader, name, place)
    });
    let queues = queues.collect();
    reader.finish(Some(queues))
}

fn queue(reader: &mut Reader, name: Option<String>, place: &Place<'_>) -> Option<Queue> {
    let fields = reader.fields(place, &["title", "empty", "columns", "skill", "head-start"]);
    let title = reader.required(&fields, "title").and_then(|place| reader.both_languages(&place));
    let empty = reader.required(&fields, "empty").and_then(|place| reader.both_languages(&place));
    let columns = reader.required(&fields, "columns").map(|place| columns(reader, &place));
    let known: Vec<&str> = skills().iter().map(|skill| skill.name.as_str()).collect();
    let skill = fields.get("skill").map(|place| reader.word(place, "skill", &known));
    let head_start = fields.get("head-start").map_or(Some(0), |place| days(reader, place));
    Some(Queue {
        name: name?,
        title: title?,
        empty: empty?,
        columns: columns?,
        // One that is not known is no queue that anybody may work on.
        skill: skill.map_or(Some(None), |skill| skill.map(Some))?,
        head_start: head_start?,
    })
}

fn columns(reader: &mut Reader, place: &Place<'_>) -> Vec<Column> {
    let words = reader.words(place, "column", &Column::ALL.map(|(name, _)| name));
    let column = |word: String| Column::ALL.into_iter().find(|(name, _)| *name == word);
    words.into_iter().filter_map(column).map(|(_, column)| column).collect()
}

fn days(reader: &mut Reader, place: &Place<'_>) -> Option<u16> {
    let text = reader.text(place)?;
    if let Some(Span::Days(days)) = Span::parse(text) {
        return Some(days);
    }
    reader.wrong(place, "expected a number of days, such as `3 days`");
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_queues_that_come_with_the_program_are_sound() {
        let names: Vec<&str> = declared().iter().map(|queue| queue.name.as_str()).collect();
        assert_eq!(names, ["verification", "visits", "decisions", "payments", "appeals", "grievances"]);
        assert_eq!(find("verification").map(|queue| queue.head_start), Some(3));
        assert_eq!(find("moon"), None);
        assert_eq!((skill_of(Some("visits")), skill_of(Some("payments"))), (Some("home-visits"), None));
    }

    #[test]
    fn every_mistake_is_told_with_its_place() {
        let yaml = "q:\n  title: { en: A, ur: ب }\n  empty: { en: A, ur: ب }\n  columns: [deadlines]\n  head-start: 3 working days\n";
        let problems = load("queues.yaml", yaml).unwrap_err();
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("deadline") && told[1].contains("3 days"), "{told:?}");
        let unknown =
            "q: { title: { en: A, ur: ب }, empty: { en: A, ur: ب }, columns: [area], skill: flying }";
        assert!(load("queues.yaml", unknown).unwrap_err()[0].to_string().contains("flying"));
        assert!(load("queues.yaml", "q: { title: { en: A, ur: ب } }").is_err());
    }

    proptest! {
        /// Whatever comes later than a case's own moment by more than the head start stands behind it: what can go before a
        /// case is bounded, so it is given at last.
        #[test]
        fn nothing_starves(at in 0..4_000_000_000_000_000_i64, later in 1..i64::from(u32::MAX), vulnerable: bool) {
            let queue = Some("verification");
            let bound = at - rank(queue, at, true);
            prop_assert!(rank(queue, at, false) < rank(queue, at + bound + later, vulnerable));
            prop_assert!(rank(queue, at, true) < rank(queue, at, false));
        }
    }
}
