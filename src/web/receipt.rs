//! The receipt of a decision in the words of the page's language, for the citizen and for whoever looks at an appeal.

use serde::Serialize;

use crate::casework::decision::{Decision, Paper, PaperStanding};
use crate::checks::Check;
use crate::checks::means::{self, Kept};
use crate::eligibility::Explained;
use crate::texts;
use crate::web::page::Page;
use crate::workflow::Verdict;

/// What `portal/parts/receipt.html` shows.
#[derive(Debug, Clone, Serialize)]
pub(in crate::web) struct Receipt {
    reference: String,
    programme: String,
    /// `for` or `against`.
    verdict: &'static str,
    stage: String,
    at: String,
    is_open_again: bool,
    reason: Option<String>,
    /// In paisa; zero where nothing is given.
    amount: i64,
    /// How amounts come about, in words.
    gives: Option<String>,
    points: Option<Points>,
    /// What excludes the household.
    excluded: Vec<String>,
    /// What spoke for it, and what did not hold.
    held: Vec<Criterion>,
    not_held: Vec<Criterion>,
    checks: Vec<Checked>,
    papers: Vec<Shown>,
    /// Whether a paper was refused or missing.
    has_papers_to_mend: bool,
    submitted_at: String,
    snapshot: i16,
    /// The bundle: its hash, in hexadecimal in groups, and the language it is written in.
    rules: String,
    rules_language: i32,
}

#[derive(Debug, Clone, Serialize)]
struct Points {
    value: i32,
    threshold: i32,
    missing: i32,
}

#[derive(Debug, Clone, Serialize)]
struct Criterion {
    title: String,
    points: i32,
}

#[derive(Debug, Clone, Serialize)]
struct Checked {
    text: String,
    is_good: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Shown {
    title: String,
    of: Option<String>,
    /// `accepted`, `refused`, `sent` or `missing`.
    state: &'static str,
    reason: Option<String>,
}

impl Receipt {
    pub(in crate::web) fn of(page: &Page, decision: &Decision) -> Self {
        let programme = &decision.programme;
        let criteria = decision.score.as_ref().map_or(&[][..], |score| &score.criteria);
        let stage = programme.workflow.stage(&decision.stage);
        let papers: Vec<Shown> = decision.papers.iter().map(|paper| shown(page, paper)).collect();
        Self {
            reference: decision.reference.clone(),
            programme: page.of(&programme.title).to_owned(),
            verdict: decision.verdict.as_str(),
            stage: stage.map_or(decision.stage.as_str(), |stage| page.of(&stage.title)).to_owned(),
            at: decision.at.to_rfc3339(),
            is_open_again: decision.is_open_again,
            reason: decision.reason.clone(),
            amount: decision.amount,
            gives: programme
                .scorecard
                .as_ref()
                .and_then(|card| card.gives())
                .map(|text| page.of(text).to_owned()),
            points: decision.score.as_ref().map(points),
            excluded: excluded(page, criteria),
            held: with_points(page, criteria, true),
            not_held: with_points(page, criteria, false),
            checks: decision.checks.iter().filter_map(|check| checked(page, check)).collect(),
            has_papers_to_mend: decision.verdict == Verdict::Against
                && papers.iter().any(|paper| matches!(paper.state, "refused" | "missing")),
            papers,
            submitted_at: decision.submitted_at.to_rfc3339(),
            snapshot: decision.snapshot,
            rules: in_groups(&hex::encode(programme.hash)),
            rules_language: programme.bundle.language,
        }
    }
}

/// A line of a narrow screen has no room for 64 letters without a space.
fn in_groups(hash: &str) -> String {
    let groups = hash.as_bytes().chunks(8).filter_map(|group| std::str::from_utf8(group).ok());
    groups.collect::<Vec<_>>().join(" ")
}

fn points(score: &Kept) -> Points {
    let (value, threshold) = (score.points, score.threshold);
    Points { value, threshold, missing: threshold.saturating_sub(value).max(0) }
}

fn excluded(page: &Page, criteria: &[Explained]) -> Vec<String> {
    let excluding = criteria.iter().filter(|criterion| criterion.points.is_none() && criterion.matched);
    excluding.map(|criterion| page.of(&criterion.title).to_owned()).collect()
}

fn with_points(page: &Page, criteria: &[Explained], held: bool) -> Vec<Criterion> {
    let such = criteria.iter().filter(|criterion| criterion.matched == held);
    such.filter_map(|one| Some(Criterion { title: page.of(&one.title).to_owned(), points: one.points? }))
        .collect()
}

/// The means test is the points, which are shown themselves.
fn checked(page: &Page, check: &Check) -> Option<Checked> {
    if check.name == means::NAME {
        return None;
    }
    let named = texts::say(page.language, &format!("decision-check-{}-{}", check.name, check.result), []);
    let text = named.unwrap_or_else(|| page.say(&format!("decision-check-{}", check.result)));
    Some(Checked { text, is_good: check.result == "passed" })
}

fn shown(page: &Page, paper: &Paper) -> Shown {
    Shown {
        title: page.of(&paper.title).to_owned(),
        of: paper.of.clone(),
        state: match paper.standing {
            PaperStanding::Accepted => "accepted",
            PaperStanding::Refused => "refused",
            PaperStanding::Unreviewed => "sent",
            PaperStanding::Missing => "missing",
        },
        reason: paper.reason.clone(),
    }
}

#[cfg(test)]
impl Receipt {
    /// Of a rejection with everything that there can be.
    pub(in crate::web) fn sample() -> Self {
        let text = |text: &str| text.to_owned();
        let criterion = |title: &str, points| Criterion { title: text(title), points };
        let paper = |state, reason: Option<&str>, of: Option<&str>| Shown {
            title: text("شناختی کارڈ"),
            of: of.map(str::to_owned),
            state,
            reason: reason.map(str::to_owned),
        };
        Self {
            reference: text("C-7M3QK-0T8XW-2"),
            programme: text("نقد امداد"),
            verdict: "against",
            stage: text("منظور نہیں ہوئی"),
            at: text("2026-03-09T06:00:00Z"),
            is_open_again: false,
            reason: Some(text("آمدنی حد سے زیادہ ہے")),
            amount: 0,
            gives: Some(text("10 ہزار روپے")),
            points: Some(Points { value: 32, threshold: 40, missing: 8 }),
            excluded: vec![text("گھرانے کے پاس گاڑی یا ٹریکٹر ہے")],
            held: vec![criterion("سات یا زیادہ افراد", 8)],
            not_held: vec![criterion("گھرانے کے کسی فرد کو معذوری ہے", 12)],
            checks: vec![
                Checked { text: text("آپ کی معلومات درست ہیں"), is_good: true },
                Checked { text: text("کچھ اور جگہ بھی لکھا ہے"), is_good: false },
            ],
            papers: vec![
                paper("accepted", None, None),
                paper("refused", Some("دھندلی ہے"), Some("بلال")),
                paper("sent", None, None),
                paper("missing", None, None),
            ],
            has_papers_to_mend: true,
            submitted_at: text("2026-03-02T06:00:00Z"),
            snapshot: 1,
            rules: in_groups(&"0123456789abcdef".repeat(4)),
            rules_language: 2,
        }
    }

    /// Of an approval; of one without a scorecard and papers where `is_bare`.
    pub(in crate::web) fn sample_for(is_bare: bool) -> Self {
        let full = Self {
            verdict: "for",
            stage: "ادائیگی کے لیے منظور".to_owned(),
            amount: 1_600_000,
            reason: None,
            excluded: Vec::new(),
            has_papers_to_mend: false,
            points: Some(Points { value: 48, threshold: 40, missing: 0 }),
            ..Self::sample()
        };
        if !is_bare {
            return full;
        }
        Self {
            amount: 0,
            gives: None,
            points: None,
            held: Vec::new(),
            not_held: Vec::new(),
            checks: Vec::new(),
            papers: Vec::new(),
            is_open_again: true,
            ..full
        }
    }
}
