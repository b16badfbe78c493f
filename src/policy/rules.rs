//! The table of who may do what, as casbin decides it. The only caller of the enforcer.

use std::fmt;
use std::sync::OnceLock;

use casbin::{CoreApi, DefaultModel, Enforcer, MemoryAdapter, MgmtApi};
use futures::FutureExt as _;

use super::table::{Rule, Words};
use crate::workflow::Problem;

/// In place of a programme's name where there is none, or one without rules of its own.
const NO_PROGRAMME: &str = "";

/// The enforcer with its answers. An enforcer takes 15 to 300 us for an answer, growing with the rules, so each question
/// is put once; the questions are as many as the declared words allow, and the rules do not change while the program runs.
pub(super) struct Rules {
    enforcer: Enforcer,
    roles: Vec<String>,
    deeds: Vec<(String, String)>,
    programmes: Vec<String>,
    answers: Vec<OnceLock<bool>>,
}

impl fmt::Debug for Rules {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Rules({} questions)", self.answers.len())
    }
}

impl Rules {
    /// Builds the enforcer from the model and rules whose every word was found known.
    pub(super) fn build(
        model: (&str, &str),
        rules: &[Rule],
        words: &Words<'_>,
    ) -> Result<Self, Vec<Problem>> {
        let (file, text) = model;
        let refused = |message: String| {
            vec![Problem { file: file.to_owned(), line: 0, column: 0, at: String::new(), message }]
        };
        check_model(text).map_err(refused)?;
        let lines = rules.iter().map(Rule::words).collect();
        let enforcer = enforcer(text, lines).map_err(|error| refused(error.to_string()))?;
        let mut programmes = vec![NO_PROGRAMME.to_owned()];
        programmes.extend(words.programmes.iter().map(|name| (*name).to_owned()));
        let questions = words.roles.len() * words.deeds.len() * programmes.len();
        Ok(Self {
            enforcer,
            roles: words.roles.iter().map(|role| role.name.clone()).collect(),
            deeds: words.deeds.iter().map(|deed| (deed.kind.name.to_owned(), deed.name.clone())).collect(),
            programmes,
            answers: vec![OnceLock::new(); questions],
        })
    }

    /// Whether a role may do a deed on things of a programme; roles and deeds by their places in the words.
    pub(super) fn allow(&self, role: usize, deed: usize, programme: Option<&str>) -> bool {
        let programme = programme.and_then(|name| self.programmes.iter().position(|known| known == name));
        let programme = programme.unwrap_or(0);
        let place = (role * self.deeds.len() + deed) * self.programmes.len() + programme;
        *self.answers[place].get_or_init(|| {
            let (kind, deed) = &self.deeds[deed];
            let question = (&self.roles[role], kind, deed, &self.programmes[programme]);
            self.enforcer.enforce(question).expect("loading tried the model on questions of this form")
        })
    }
}

/// casbin's set-up is asynchronous for the sake of adapters that wait; the one in memory never does.
fn enforcer(model: &str, rules: Vec<Vec<String>>) -> casbin::Result<Enforcer> {
    let built = async {
        let model = DefaultModel::from_str(model).await?;
        let mut enforcer = Enforcer::new(model, MemoryAdapter::default()).await?;
        enforcer.add_policies(rules).await?;
        Ok(enforcer)
    };
    built.now_or_never().expect("the adapter in memory never waits")
}

/// Rules with which a model is tried, and what it must answer: a misspelt field or operator in a matcher is no error to
/// casbin until a question meets it, and then may even be a yes.
const TRIAL: [[&str; 4]; 2] = [["role", "kind", "deed", "*"], ["role", "kind", "other", "programme"]];
const ANSWERS: [([&str; 4], bool); 9] = [
    (["role", "kind", "deed", "programme"], true),
    (["role", "kind", "deed", NO_PROGRAMME], true),
    (["nobody", "kind", "deed", "programme"], false),
    (["role", "thing", "deed", "programme"], false),
    (["role", "kind", "nothing", "programme"], false),
    (["role", "kind", "other", "programme"], true),
    (["role", "kind", "other", "elsewhere"], false),
    (["role", "kind", "other", NO_PROGRAMME], false),
    (["nobody", "kind", "other", "programme"], false),
];

/// Whether a model asks what this module takes it to ask.
fn check_model(model: &str) -> Result<(), String> {
    let rules = TRIAL.iter().map(|rule| rule.iter().map(|word| (*word).to_owned()).collect()).collect();
    let enforcer = enforcer(model, rules).map_err(|error| error.to_string())?;
    for ([role, kind, deed, programme], expected) in ANSWERS {
        let found = enforcer.enforce((role, kind, deed, programme)).map_err(|error| error.to_string())?;
        if found != expected {
            let rules = TRIAL.map(|rule| format!("({})", rule.join(", "))).join(" and ");
            let question = format!("({role}, {kind}, {deed}, {programme})");
            return Err(format!(
                "given {rules} the model answers {found} to {question}, expected {expected}"
            ));
        }
    }
    Ok(())
}
