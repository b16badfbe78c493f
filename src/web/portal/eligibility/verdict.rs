//! What a programme makes of answers, in words: whether it may fit, what speaks for it, what stands against it.

use serde::Serialize;

use crate::casework::prospects::Prospect;
use crate::eligibility::Explained;
use crate::web::page::Page;

/// A programme's answer to "may I get it?".
#[derive(Debug, Serialize)]
pub(in crate::web::portal) struct Verdict {
    code: String,
    title: String,
    is_likely: bool,
    /// In paisa; zero where it is not likely.
    amount: i64,
    /// What speaks for it, what excludes it, and how many points are missing.
    favours: Vec<String>,
    excludes: Vec<String>,
    points_missing: i32,
    /// How many questions are left, and when the others were answered.
    questions: usize,
    given_at: Option<String>,
}

impl Verdict {
    pub(in crate::web::portal) fn of(page: &Page, prospect: &Prospect) -> Self {
        let score = &prospect.score;
        let titles = |holds: fn(&Explained) -> bool| {
            let held = score.explanation.iter().filter(|one| one.matched && holds(one));
            held.map(|one| page.of(&one.title).to_owned()).collect()
        };
        Self {
            code: prospect.programme.code.clone(),
            title: page.of(&prospect.programme.title).to_owned(),
            is_likely: score.is_eligible,
            amount: score.amount,
            favours: titles(|one| one.points.is_some_and(|points| points > 0)),
            excludes: titles(|one| one.points.is_none()),
            points_missing: (score.threshold - score.value).max(0),
            questions: prospect.questions,
            given_at: prospect.given_at.map(|at| at.to_rfc3339()),
        }
    }

    #[cfg(test)]
    pub(in crate::web::portal) fn samples() -> Vec<Self> {
        let verdict = |is_likely: bool, excludes: &[&str], points_missing| Self {
            code: "cash-assistance".to_owned(),
            title: "نقد امداد".to_owned(),
            is_likely,
            amount: if is_likely { 1_150_000 } else { 0 },
            favours: vec!["گھرانے میں یتیم بچہ ہے".to_owned()],
            excludes: excludes.iter().map(|text| (*text).to_owned()).collect(),
            points_missing,
            questions: 2,
            given_at: Some("2026-03-02T06:00:00Z".to_owned()),
        };
        vec![
            verdict(true, &[], 0),
            verdict(false, &["گھرانے کے پاس گاڑی یا ٹریکٹر ہے"], 0),
            verdict(false, &[], 12),
        ]
    }
}
