//! A programme as it can be worked with: its bundle, read and found sound.

use chrono::NaiveDate;

use super::bundle::{Bundle, FORM, SCREENER, taken_file};
use super::form::{Answers, Form, Uses};
use crate::canonical::ContentHash;
use crate::eligibility::{self, Score, Scorecard};
use crate::error::Fault;
use crate::workflow::{Definition, Known, Problem, Text};

const WORKFLOW: &str = "workflow.yaml";
const ELIGIBILITY: &str = "eligibility.yaml";
const SCREENING: &str = "screening.yaml";

/// One version of a programme. That it exists says that its declarations were read without a problem.
#[derive(Debug)]
pub struct Programme {
    pub code: String,
    pub title: Text,
    pub hash: ContentHash,
    pub workflow: Definition,
    pub form: Form,
    /// A programme without one is decided by officers alone.
    pub scorecard: Option<Scorecard>,
    /// A few questions for whoever wants to know what programmes may fit.
    pub screener: Option<Form>,
    /// What the answers to them mean for this programme.
    pub screening: Option<Scorecard>,
    pub bundle: Bundle,
}

impl Programme {
    /// Reads the declarations of a bundle against the names the installation knows; the programme's own is one of them.
    ///
    /// # Errors
    /// Every problem of every file, with file, line and column.
    pub fn read(bundle: Bundle, known: &Known<'_>) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut known = known.clone();
        known.programmes.push(&bundle.programme);
        let workflow =
            declared(&bundle, WORKFLOW, &mut problems, |file, yaml| Definition::load(file, yaml, &known));
        let form = declared(&bundle, FORM, &mut problems, |file, yaml| {
            Form::load_beside(file, yaml, &|taken| bundle.file(&taken_file(taken, FORM)))
        });
        let scorecard = match &form {
            Some(form) if bundle.file(ELIGIBILITY).is_some() => {
                declared(&bundle, ELIGIBILITY, &mut problems, |file, yaml| {
                    Scorecard::load(file, yaml, form.scope())
                })
            }
            _ => None,
        };
        let screener = bundle
            .file(SCREENER)
            .and_then(|_| declared(&bundle, SCREENER, &mut problems, Form::load_screener));
        let screening = bundle.file(SCREENING).and_then(|_| screening(&bundle, form.as_ref(), &mut problems));
        if let Some(workflow) = &workflow
            && workflow.programme != bundle.programme
        {
            problems.push(whole_file(
                &bundle,
                WORKFLOW,
                format!("expected the programme of its folder, `{}`", bundle.programme),
            ));
        }
        if let (Some(workflow), Some(form)) = (&workflow, &form) {
            problems.extend(misused(&bundle, workflow, form));
        }
        match (workflow, form) {
            (Some(workflow), Some(form)) if problems.is_empty() => Ok(Self {
                code: bundle.programme.clone(),
                title: workflow.title.clone(),
                hash: bundle.hash,
                workflow,
                form,
                scorecard,
                screener,
                screening,
                bundle,
            }),
            _ => Err(problems),
        }
    }

    /// The programme whose form asks of the household: the one taken over, or this.
    pub fn household_form(&self) -> &str {
        self.form.takes.as_deref().unwrap_or(&self.code)
    }

    /// Whether money goes to those who apply.
    pub fn pays(&self) -> bool {
        self.form.uses.account.is_some()
    }

    /// What the scorecard says of answers on a day in Punjab; nothing where the programme has none.
    ///
    /// # Errors
    /// A fault when the scorecard has no answer.
    pub fn score(&self, answers: &Answers, today: NaiveDate) -> Result<Option<Score>, Fault> {
        let reading = self.form.read(answers, today)?;
        self.scorecard.as_ref().map(|card| eligibility::score(card, reading.facts())).transpose()
    }
}

fn screening(bundle: &Bundle, form: Option<&Form>, problems: &mut Vec<Problem>) -> Option<Scorecard> {
    let taken = form?.takes.as_deref();
    let path = taken.map_or_else(|| SCREENER.to_owned(), |taken| taken_file(taken, SCREENER));
    let screener = declared(bundle, &path, problems, Form::load_screener)?;
    declared(bundle, SCREENING, problems, |file, yaml| Scorecard::load(file, yaml, screener.scope()))
}

/// A case about another has its area and asks for no money; an application says where it belongs.
fn misused(bundle: &Bundle, workflow: &Definition, form: &Form) -> Option<Problem> {
    let message = match (workflow.about, &form.uses) {
        (None, uses) if uses.area.is_none() => "expected the key `uses` with the `area` of the case",
        (Some(_), uses) if *uses != Uses::default() => {
            "a case about another has its area: expected no `uses`"
        }
        _ => return None,
    };
    Some(whole_file(bundle, FORM, message.to_owned()))
}

fn declared<T>(
    bundle: &Bundle,
    path: &str,
    problems: &mut Vec<Problem>,
    load: impl FnOnce(&str, &str) -> Result<T, Vec<Problem>>,
) -> Option<T> {
    let Some(yaml) = bundle.file(path) else {
        problems.push(whole_file(bundle, path, "the file is missing".to_owned()));
        return None;
    };
    match load(&format!("{}/{path}", bundle.programme), yaml) {
        Ok(value) => Some(value),
        Err(found) => {
            problems.extend(found);
            None
        }
    }
}

fn whole_file(bundle: &Bundle, path: &str, message: String) -> Problem {
    Problem { file: format!("{}/{path}", bundle.programme), line: 0, column: 0, at: String::new(), message }
}
