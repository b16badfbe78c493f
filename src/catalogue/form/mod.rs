//! A programme's form as declared: sections of questions, rules across them, and the documents asked for. Adding a
//! question is a change of `form.yaml`, never of a program.

mod answers;
mod check;
mod compare;
mod identifier;
mod load;
mod reading;
mod steps;

use serde::Serialize;
use serde_json::Value;

use crate::catalogue::requirements::Requirement;
use crate::expression::{Expression, Kind, Scope};
use crate::workflow::Problem;
use crate::workflow::Text;

pub use answers::{Answers, Row};
pub use check::Checking;
pub use compare::{Difference, Given};
pub use identifier::Identifier;
pub(in crate::catalogue) use load::takes;
pub use reading::{Asked, Reading};

/// Everything a programme asks an applicant.
#[derive(Debug, Serialize)]
pub struct Form {
    /// The programme whose whole form comes before its own: who answered that once is not asked again.
    pub takes: Option<String>,
    pub consent: Consent,
    /// In the order in which they are asked.
    pub sections: Vec<Section>,
    /// Whose case comes sooner.
    #[serde(skip)]
    pub vulnerable: Option<Expression>,
    pub rules: Vec<Rule>,
    pub requirements: Vec<Requirement>,
    #[serde(skip)]
    pub uses: Uses,
    #[serde(skip)]
    scope: Scope,
}

/// What the citizen agrees to on handing in.
#[derive(Debug, Serialize)]
pub struct Consent {
    /// Recorded with the application, so that it can be told which text was agreed to.
    pub version: String,
    pub text: Text,
}

/// Questions that belong together; asked once, or once for each row of a list.
#[derive(Debug, Serialize)]
pub struct Section {
    pub name: String,
    /// Whether it came with the form that was taken over.
    pub is_taken: bool,
    pub title: Text,
    /// What the office calls it, where the title speaks to whoever answers.
    #[serde(skip)]
    pub office: Option<Text>,
    pub hint: Option<Text>,
    pub each: Option<Each>,
    pub questions: Vec<Question>,
}

/// How often a section is repeated, and what one repetition is called.
#[derive(Debug, Serialize)]
pub struct Each {
    /// The word for one row in expressions: `member`.
    pub name: String,
    pub title: Text,
    pub min: usize,
    pub max: usize,
}

/// One question.
#[derive(Debug, Serialize)]
pub struct Question {
    pub name: String,
    pub title: Text,
    /// What the office calls it, where the title speaks to whoever answers.
    #[serde(skip)]
    pub office: Option<Text>,
    pub hint: Option<Text>,
    #[serde(flatten)]
    pub kind: QuestionKind,
    pub optional: Optional,
    /// Asked only when this holds over earlier answers.
    pub when: Option<Expression>,
    /// What the account already knows stands here when a draft begins.
    pub prefill: Option<Prefill>,
}

/// Whether a question that is asked may be left unanswered.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Optional {
    Fixed(bool),
    When(Expression),
}

/// What kind of answer a question takes, with its limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum QuestionKind {
    /// At most this many characters.
    Text {
        max_length: usize,
    },
    Integer {
        min: i64,
        max: i64,
    },
    /// Whole paisa.
    Money {
        min: i64,
        max: i64,
    },
    /// A day in the past, `YYYY-MM-DD`. `age_as` names the completed years since then for expressions.
    Date {
        age_as: Option<String>,
    },
    Choice {
        options: Vec<Choice>,
    },
    YesNo,
    Cnic,
    Iban,
    Mobile,
    /// The code of an area of this level.
    Area {
        level: AreaLevel,
    },
}

/// One answer that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    pub name: String,
    pub title: Text,
}

/// How precise an area has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AreaLevel {
    Division,
    District,
    Tehsil,
}

/// What of the account a question begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Prefill {
    DateOfBirth,
    Address,
    Area,
}

/// Something that must be so across questions.
#[derive(Debug, Serialize)]
pub struct Rule {
    pub name: String,
    pub message: Text,
    /// The section or question at which the message is shown.
    pub at: String,
    pub must: Expression,
    /// Shown to the officer instead of refused.
    pub flag: bool,
}

/// Which answers the registry itself reads: where a case belongs, where the money goes, who lives together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Uses {
    /// Path of the question that gives the case its area; none in the form of a case about another.
    pub area: Option<String>,
    /// Path of the IBAN that is paid.
    pub account: Option<String>,
    pub members: Option<MemberUses>,
}

/// The repeated section that lists the household, and what its questions mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberUses {
    pub section: String,
    pub name: String,
    pub relationship: String,
    pub date_of_birth: String,
    pub cnic: String,
}

impl Form {
    /// Reads `form.yaml` strictly.
    ///
    /// # Errors
    /// Every mistake with its line and column.
    pub fn load(file: &str, yaml: &str) -> Result<Self, Vec<Problem>> {
        Self::load_beside(file, yaml, &|_| None)
    }

    /// As `load`; `forms` finds the form of another programme, which this one may take over.
    ///
    /// # Errors
    /// As `load`.
    pub fn load_beside<'a>(
        file: &str,
        yaml: &str,
        forms: &dyn Fn(&str) -> Option<&'a str>,
    ) -> Result<Self, Vec<Problem>> {
        load::load(file, yaml, forms)
    }

    /// Reads `screener.yaml`: sections of questions and nothing else, since nothing is consented to and no case comes of it.
    ///
    /// # Errors
    /// Every mistake with its line and column.
    pub fn load_screener(file: &str, yaml: &str) -> Result<Self, Vec<Problem>> {
        load::load_screener(file, yaml)
    }

    /// The section of a name.
    pub fn section(&self, name: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.name == name)
    }

    /// Whether what a section asks is asked of the household, once for all programmes that take the form over.
    pub fn is_shared(&self, section: &Section) -> bool {
        section.is_taken || self.takes.is_none()
    }

    /// Of answers handed in elsewhere those that are asked of the household.
    pub fn shared(&self, answers: &Answers) -> Answers {
        let sections = self.sections.iter().filter(|section| self.is_shared(section));
        let found = sections
            .filter_map(|section| Some((section.name.clone(), answers.value(&section.name)?.clone())));
        Answers::stored(Value::Object(found.collect()))
    }

    /// The names that scorecards and requirements may use.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The question at `section.question`, whether or not the section is repeated.
    pub fn question(&self, path: &str) -> Option<&Question> {
        let (section, question) = path.split_once('.')?;
        self.section(section)?.question(question)
    }

    /// The questions that begin with something the account knows, as paths. Repeated sections have none.
    pub fn prefilled(&self) -> impl Iterator<Item = (&Section, &Question, Prefill)> {
        self.sections.iter().flat_map(|section| {
            section
                .questions
                .iter()
                .filter_map(move |question| question.prefill.map(|source| (section, question, source)))
        })
    }
}

impl Question {
    /// Its title on the pages of the office.
    pub fn for_office(&self) -> &Text {
        self.office.as_ref().unwrap_or(&self.title)
    }
}

impl Section {
    /// Its title on the pages of the office.
    pub fn for_office(&self) -> &Text {
        self.office.as_ref().unwrap_or(&self.title)
    }

    /// What a row of a repeated section is called: its first text.
    pub fn name_of<'a>(&self, row: &'a Value) -> Option<&'a str> {
        let text = |question: &&Question| matches!(question.kind, QuestionKind::Text { .. });
        row[&self.questions.iter().find(text)?.name].as_str()
    }

    /// The question of a name.
    pub fn question(&self, name: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.name == name)
    }
}

impl QuestionKind {
    /// What an answer is to expressions. Identifiers are texts that can only be compared: their blind indexes.
    pub fn in_expressions(&self) -> Kind {
        match self {
            Self::Integer { .. } | Self::Money { .. } => Kind::Number,
            Self::YesNo => Kind::Flag,
            Self::Text { .. }
            | Self::Date { .. }
            | Self::Choice { .. }
            | Self::Cnic
            | Self::Iban
            | Self::Mobile
            | Self::Area { .. } => Kind::Text,
        }
    }

    /// The identifier it asks for, if it asks for one.
    pub fn identifier(&self) -> Option<Identifier> {
        match self {
            Self::Cnic => Some(Identifier::Cnic),
            Self::Iban => Some(Identifier::Iban),
            Self::Mobile => Some(Identifier::Mobile),
            _ => None,
        }
    }
}

impl AreaLevel {
    /// How many names the path of such an area has.
    pub const fn depth(self) -> usize {
        match self {
            Self::Division => 1,
            Self::District => 2,
            Self::Tehsil => 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Form;

    #[test]
    fn the_form_of_cash_assistance_loads_after_that_of_the_household() {
        let yaml = include_str!("../../../workflows/cash-assistance/form.yaml");
        let household = include_str!("../../../workflows/household-registration/form.yaml");
        let find = |name: &str| (name == "household-registration").then_some(household);
        let problems = Form::load_beside("form.yaml", yaml, &find).err().unwrap_or_default();
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }
}
