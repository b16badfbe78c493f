//! Automatic checks and the score, with what they rest on in words.

use serde::Serialize;
use serde_json::Value;

use super::answers::Shown;
use super::documents::requirement;
use crate::catalogue::Programme;
use crate::checks::means::Kept;
use crate::checks::{self, duplicates, identity, means};
use crate::texts;
use crate::web::page::Page;

/// A check as the page shows it.
#[derive(Debug, Serialize)]
pub(in crate::web::office) struct Check {
    title: String,
    /// `waiting`, `passed`, `failed` or `attention`.
    result: String,
    tries: i32,
    /// When it was answered, or else asked.
    at: String,
    is_answered: bool,
    /// Why there is no answer yet, as the other side put it.
    problem: Option<String>,
    facts: Vec<Fact>,
}

/// One thing that a result rests on.
#[derive(Debug, Serialize)]
struct Fact {
    /// A sentence or name in the page's language; a key of the evidence where nobody named it.
    name: String,
    is_key: bool,
    shown: Shown,
    /// The reference of another case.
    case: Option<String>,
}

/// The score and the rules it was made of.
#[derive(Debug, Serialize)]
pub(in crate::web::office) struct Score {
    value: i32,
    threshold: i32,
    is_eligible: bool,
    /// Those that held.
    matched: Vec<Rule>,
    /// Those that did not.
    others: Vec<Rule>,
}

#[derive(Debug, Serialize)]
struct Rule {
    title: String,
    /// None where it excludes.
    points: Option<i32>,
}

impl Check {
    pub(in crate::web::office) fn of(page: &Page, programme: &Programme, check: &checks::Check) -> Self {
        let evidence = check.evidence.as_ref();
        let facts = match (check.name.as_str(), evidence) {
            (_, None) => Vec::new(),
            (identity::NAME, Some(evidence)) => of_identity(page, evidence),
            (duplicates::NAME, Some(evidence)) => of_duplicates(page, programme, evidence),
            (means::NAME, Some(evidence)) => of_means(page, evidence),
            (_, Some(evidence)) => by_key(evidence),
        };
        let title = texts::say(page.language, &format!("office-check-{}", check.name), []);
        Self {
            title: title.unwrap_or_else(|| check.name.clone()),
            result: check.result.clone(),
            tries: check.tries,
            at: check.answered_at.unwrap_or(check.asked_at).to_rfc3339(),
            is_answered: check.answered_at.is_some(),
            problem: check.last_problem.clone().filter(|_| check.answered_at.is_none()),
            facts,
        }
    }
}

impl Fact {
    fn new(name: String, shown: Shown) -> Self {
        Self { name, is_key: false, shown, case: None }
    }
}

fn of_identity(page: &Page, evidence: &Value) -> Vec<Fact> {
    let word = evidence["registry"].as_str().unwrap_or("unknown");
    let registry = page.say(&format!("office-registry-{word}"));
    let mut facts = vec![Fact::new(page.say("office-registry"), Shown::words(registry))];
    for (key, yes, no) in [
        ("name", "office-agrees", "office-differs"),
        ("date_of_birth", "office-agrees", "office-differs"),
        ("is_alive", "office-yes", "office-no"),
    ] {
        if let Some(answer) = evidence["agrees"][key].as_bool() {
            let name = page.say(&format!("office-registry-{}", key.replace('_', "-")));
            facts.push(Fact::new(name, Shown::words(page.say(if answer { yes } else { no }))));
        }
    }
    facts
}

fn of_duplicates(page: &Page, programme: &Programme, evidence: &Value) -> Vec<Fact> {
    let found = evidence["found"].as_array().map_or(&[][..], Vec::as_slice);
    if found.is_empty() {
        return vec![Fact::new(
            page.say("office-duplicates"),
            Shown::words(page.say("office-duplicates-none")),
        )];
    }
    let fact = |likeness: &Value| {
        let by = likeness["by"].as_str().unwrap_or_default();
        let place = match (likeness["document"].as_str(), likeness["answer"].as_str()) {
            (Some(name), _) => Shown::words(requirement(page, programme, name)),
            (None, Some(path)) => of_answer(page, programme, path),
            (None, None) => Shown::default(),
        };
        Fact {
            name: page.say(&format!("office-like-{by}")),
            is_key: false,
            shown: place,
            case: likeness["case"].as_str().map(str::to_owned),
        }
    };
    found.iter().map(fact).collect()
}

/// The question at `members.2.cnic`, by its title.
pub(in crate::web::office) fn of_answer(page: &Page, programme: &Programme, path: &str) -> Shown {
    let parts: Vec<&str> = path.split('.').collect();
    let question = match parts.as_slice() {
        [section, question] | [section, _, question] => {
            programme.form.question(&format!("{section}.{question}"))
        }
        _ => None,
    };
    question.map_or_else(|| Shown::latin(path), |question| Shown::words(page.of(question.for_office())))
}

fn of_means(page: &Page, evidence: &Value) -> Vec<Fact> {
    let (Some(score), Some(threshold)) = (evidence["score"].as_i64(), evidence["threshold"].as_i64()) else {
        return vec![Fact::new(
            page.say("office-scorecard"),
            Shown::words(page.say("office-scorecard-none")),
        )];
    };
    vec![Fact::new(page.say("office-points"), Shown::latin(format!("{score} / {threshold}")))]
}

/// Evidence of a check that no page knows: its keys and values as they are.
fn by_key(evidence: &Value) -> Vec<Fact> {
    let Some(fields) = evidence.as_object() else {
        return vec![Fact { name: "evidence".to_owned(), is_key: true, shown: plain(evidence), case: None }];
    };
    fields
        .iter()
        .map(|(key, value)| Fact { name: key.clone(), is_key: true, shown: plain(value), case: None })
        .collect()
}

fn plain(value: &Value) -> Shown {
    Shown::latin(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

impl Score {
    pub(in crate::web::office) fn of(page: &Page, kept: &Kept) -> Self {
        let rules = |held: bool| -> Vec<Rule> {
            let such = kept.criteria.iter().filter(|criterion| criterion.matched == held);
            such.map(|one| Rule { title: page.of(&one.title).to_owned(), points: one.points }).collect()
        };
        Self {
            value: kept.points,
            threshold: kept.threshold,
            is_eligible: kept.is_eligible,
            matched: rules(true),
            others: rules(false),
        }
    }
}

#[cfg(test)]
impl Check {
    pub(in crate::web::office) fn samples() -> Vec<Self> {
        let fact = |case: Option<&str>, is_key| Fact {
            name: if is_key { "result".to_owned() } else { "نام".to_owned() },
            is_key,
            shown: if case.is_some() { Shown::default() } else { Shown::words("ملتا ہے") },
            case: case.map(str::to_owned),
        };
        ["waiting", "passed", "failed", "attention"]
            .map(|result| Self {
                title: "شناخت".to_owned(),
                result: result.to_owned(),
                tries: 2,
                at: "2026-03-02T06:00:00Z".to_owned(),
                is_answered: result != "waiting",
                problem: (result == "waiting").then(|| "no answer".to_owned()),
                facts: vec![fact(None, false), fact(Some("C-7M3QK-0T8XW-2"), false), fact(None, true)],
            })
            .into()
    }
}

#[cfg(test)]
impl Score {
    pub(in crate::web::office) fn sample() -> Self {
        let rule = |points| Rule { title: "آمدنی کم ہے".to_owned(), points };
        Self {
            value: 62,
            threshold: 40,
            is_eligible: true,
            matched: vec![rule(Some(40)), rule(None)],
            others: vec![rule(Some(6)), rule(None)],
        }
    }
}
