//! The lines of `policy.csv`: a role, a deed on a kind of thing, a programme. Every word of them must be known.

use super::roles::Role;
use super::vocabulary::Deed;
use crate::workflow::{Problem, unknown};

/// The words that rules may use.
pub(super) struct Words<'w> {
    pub roles: &'w [Role],
    pub deeds: &'w [Deed],
    pub programmes: Vec<&'w str>,
}

/// One line.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    line: usize,
    role: String,
    kind: String,
    deed: String,
    /// `*` is every one.
    programme: String,
}

impl Rule {
    /// As casbin takes it.
    pub(super) fn words(&self) -> Vec<String> {
        [&self.role, &self.kind, &self.deed, &self.programme].map(Clone::clone).to_vec()
    }

    fn says_the_same(&self, other: &Self) -> bool {
        self.words() == other.words()
    }
}

/// Reads the rules and checks their words.
pub(super) fn read(file: &str, text: &str, words: &Words<'_>) -> Result<Vec<Rule>, Vec<Problem>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let (mut rules, mut problems) = (Vec::new(), Vec::new());
    for record in reader.records() {
        match record
            .map_err(|error| problem(file, 0, error.to_string()))
            .and_then(|record| rule(file, &record))
        {
            Ok(rule) => {
                let wrong = wrong_word(&rule, words).or_else(|| repeated(&rule, &rules));
                problems.extend(wrong.map(|message| problem(file, rule.line, message)));
                rules.push(rule);
            }
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(rules) } else { Err(problems) }
}

fn rule(file: &str, record: &csv::StringRecord) -> Result<Rule, Problem> {
    let line = record.position().map_or(0, csv::Position::line);
    let line = usize::try_from(line).unwrap_or(usize::MAX);
    let fields: Vec<&str> = record.iter().collect();
    let ["p", role, kind, deed, programme] = fields[..] else {
        return Err(problem(file, line, "expected `p, role, kind, deed, programme`"));
    };
    let [role, kind, deed, programme] = [role, kind, deed, programme].map(str::to_owned);
    Ok(Rule { line, role, kind, deed, programme })
}

fn repeated(rule: &Rule, earlier: &[Rule]) -> Option<String> {
    let same = earlier.iter().find(|earlier| earlier.says_the_same(rule))?;
    Some(format!("the same rule stands in line {}", same.line))
}

fn wrong_word(rule: &Rule, words: &Words<'_>) -> Option<String> {
    let Rule { role, kind, programme, .. } = rule;
    let roles: Vec<&str> = words.roles.iter().map(|role| role.name.as_str()).collect();
    if !roles.contains(&role.as_str()) {
        return Some(unknown("role", role, &roles));
    }
    let of_kind: Vec<&Deed> = words.deeds.iter().filter(|deed| deed.kind.name == kind).collect();
    if of_kind.is_empty() {
        let mut kinds: Vec<&str> = words.deeds.iter().map(|deed| deed.kind.name).collect();
        kinds.dedup();
        return Some(unknown("kind", kind, &kinds));
    }
    let Some(deed) = of_kind.iter().find(|deed| deed.name == rule.deed) else {
        let deeds: Vec<&str> = of_kind.iter().map(|deed| deed.name.as_str()).collect();
        return Some(unknown(&format!("deed on {kind}"), &rule.deed, &deeds));
    };
    if programme == "*" {
        return None;
    }
    if !words.programmes.contains(&programme.as_str()) {
        return Some(unknown("programme", programme, &words.programmes));
    }
    let declared = deed.programmes.as_ref().is_none_or(|names| names.contains(programme));
    (!declared).then(|| format!("the workflow of {programme} declares no action {}", rule.deed))
}

fn problem(file: &str, line: usize, message: impl Into<String>) -> Problem {
    Problem { file: file.to_owned(), line, column: 1, at: String::new(), message: message.into() }
}
