//! A section cut into steps of a few questions. A question that hangs on another of its section comes on a later step, so
//! that whether it is asked is known when its step is shown.

use super::{Optional, Question, QuestionKind, Section};

/// The most questions of one step; more are tiring on a small screen.
const MOST: usize = 5;

impl Section {
    /// The questions in their order, step by step. No step is empty.
    pub fn steps(&self) -> Vec<&[Question]> {
        let word = self.each.as_ref().map_or(self.name.as_str(), |each| each.name.as_str());
        let mut runs = Vec::new();
        let mut begin = 0;
        for (place, question) in self.questions.iter().enumerate() {
            if self.questions[begin..place].iter().any(|earlier| hangs_on(question, word, earlier)) {
                runs.push(&self.questions[begin..place]);
                begin = place;
            }
        }
        runs.push(&self.questions[begin..]);
        // Evenly: no step of many questions before one of few.
        runs.into_iter().flat_map(|run| run.chunks(run.len().div_ceil(run.len().div_ceil(MOST)))).collect()
    }
}

/// Whether a question is asked, or may be left, depending on an earlier one of its section.
fn hangs_on(question: &Question, word: &str, earlier: &Question) -> bool {
    let optional = match &question.optional {
        Optional::When(when) => Some(when),
        Optional::Fixed(_) => None,
    };
    let age = match &earlier.kind {
        QuestionKind::Date { age_as } => age_as.as_deref(),
        _ => None,
    };
    [question.when.as_ref(), optional].into_iter().flatten().any(|expression| {
        let names = [Some(earlier.name.as_str()), age];
        names.into_iter().flatten().any(|name| mentions(expression.text(), &format!("{word}.{name}")))
    })
}

/// Whether a path stands in an expression as a whole.
fn mentions(expression: &str, path: &str) -> bool {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    expression.match_indices(path).any(|(at, _)| {
        !expression[..at].ends_with(is_word) && !expression[at + path.len()..].starts_with(is_word)
    })
}

#[cfg(test)]
mod tests {
    use super::mentions;
    use crate::catalogue::form::Form;

    #[test]
    fn a_question_comes_on_a_later_step_than_what_it_hangs_on() {
        let form =
            Form::load("form.yaml", include_str!("../../../workflows/household-registration/form.yaml"))
                .unwrap();
        let steps = |section: &str| -> Vec<Vec<&str>> {
            let steps = form.section(section).unwrap().steps();
            steps.iter().map(|step| step.iter().map(|question| question.name.as_str()).collect()).collect()
        };
        assert_eq!(
            steps("income"),
            [vec!["has_other"], vec!["other_source", "other_monthly", "monthly_debt"]]
        );
        assert_eq!(
            steps("applicant"),
            [
                vec!["date_of_birth", "gender", "marital_status", "is_head"],
                vec!["education", "work", "monthly_income", "has_disability"],
                vec!["disability"],
            ]
        );
        // By the age that a date of birth stands for.
        assert_eq!(steps("members")[0], ["name", "relationship", "date_of_birth", "gender"]);
    }

    #[test]
    fn a_path_is_found_as_a_whole_only() {
        assert!(mentions("!home.owned && true", "home.owned"));
        assert!(!mentions("home.owned_by", "home.owned") && !mentions("my_home.owned", "home.owned"));
    }
}
