//! Reads `form.yaml` strictly. Expressions are checked against what was declared before them, so that a question can
//! depend on earlier answers only.

mod questions;

use std::sync::Arc;

use super::{Consent, Each, Form, MemberUses, Optional, Question, QuestionKind, Rule, Section, Uses};
use crate::catalogue::requirements::{Per, Requirement};
use crate::expression::{Expression, Kind, Scope};
use crate::workflow::Text;
use crate::workflow::reader::{Place, Reader};
use crate::workflow::yaml::{self, Mark, Value};
use crate::workflow::{Problem, unknown};

const TAKES: &str = "takes";
/// A list of household members is never longer.
const MOST_ROWS: i64 = 100;
/// What CEL keeps for itself.
const RESERVED: [&str; 21] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "false",
    "for",
    "function",
    "if",
    "import",
    "in",
    "let",
    "loop",
    "namespace",
    "null",
    "package",
    "return",
    "true",
    "var",
    "void",
    "while",
];

pub(super) fn load<'a>(
    file: &str,
    yaml: &str,
    forms: &dyn Fn(&str) -> Option<&'a str>,
) -> Result<Form, Vec<Problem>> {
    let node = yaml::parse(file, yaml).map_err(|problem| vec![problem])?;
    let mut loader = Loader { reader: Reader::new(file), scope: Scope::default() };
    let root = Place::root(&node);
    let taken = loader.taken(&root, forms)?;
    let form = loader.form(&root, taken);
    loader.reader.finish(form)
}

pub(super) fn load_screener(file: &str, yaml: &str) -> Result<Form, Vec<Problem>> {
    let node = yaml::parse(file, yaml).map_err(|problem| vec![problem])?;
    let mut loader = Loader { reader: Reader::new(file), scope: Scope::default() };
    let form = loader.screener(&Place::root(&node));
    loader.reader.finish(form)
}

/// The programme whose form a form takes over.
pub(in crate::catalogue) fn takes(file: &str, yaml: &str) -> Option<String> {
    let node = yaml::parse(file, yaml).ok()?;
    let Value::Map(entries) = node.value else { return None };
    let taken = entries.into_iter().find(|entry| entry.key == TAKES)?;
    if let Value::Text(programme) = taken.node.value { Some(programme) } else { None }
}

struct Loader {
    reader: Reader,
    /// What was declared so far.
    scope: Scope,
}

impl Loader {
    /// The form taken over, whose answers the conditions of this one may use.
    fn taken<'a>(
        &mut self,
        root: &Place<'_>,
        forms: &dyn Fn(&str) -> Option<&'a str>,
    ) -> Result<Option<(String, Form)>, Vec<Problem>> {
        let Value::Map(entries) = root.value() else { return Ok(None) };
        let Some(entry) = entries.iter().find(|entry| entry.key == TAKES) else { return Ok(None) };
        let found = if let Value::Text(name) = &entry.node.value { Some((name, forms(name))) } else { None };
        let Some((name, Some(yaml))) = found else {
            let message = "expected a programme that has a form and takes over none itself";
            self.reader.wrong_at(entry.node.mark, TAKES, message);
            return Ok(None);
        };
        let mut form = load(&format!("{name}/form.yaml"), yaml, &|_| None)?;
        form.sections.iter_mut().for_each(|section| section.is_taken = true);
        form.requirements.iter_mut().for_each(|requirement| requirement.is_taken = true);
        self.scope = form.scope.clone();
        Ok(Some((name.clone(), form)))
    }

    fn form(&mut self, root: &Place<'_>, taken: Option<(String, Form)>) -> Option<Form> {
        let keys = [TAKES, "consent", "sections", "vulnerable", "rules", "documents", "uses"];
        let fields = self.reader.fields(root, &keys);
        let consent = self.reader.required(&fields, "consent").and_then(|place| self.consent(&place));
        let (takes, taken) = taken.unzip();
        let (mut sections, mut rules, mut requirements, vulnerable, uses) = taken
            .map_or_else(Default::default, |taken| {
                (taken.sections, taken.rules, taken.requirements, taken.vulnerable, Some(taken.uses))
            });
        let own = if takes.is_some() {
            fields.get("sections").cloned()
        } else {
            self.reader.required(&fields, "sections")
        };
        sections.extend(own.map(|place| self.sections(&place)).unwrap_or_default());
        let vulnerable = match fields.get("vulnerable") {
            Some(place) => self.expression(place, &Kind::Flag),
            None => vulnerable,
        };
        rules.extend(fields.get("rules").map(|place| self.rules(place, &sections)).unwrap_or_default());
        if let Some(place) = fields.get("documents") {
            let own = self.requirements(place, &sections);
            if let Some(twice) =
                own.iter().find(|one| requirements.iter().any(|taken| taken.name == one.name))
            {
                self.reader.wrong(place, format!("`{}` is asked for by the form taken over", twice.name));
            }
            requirements.extend(own);
        }
        let uses = match fields.get("uses") {
            Some(place) => self.uses(place, &sections, uses),
            None => uses,
        };
        let scope = std::mem::take(&mut self.scope);
        Some(Form {
            takes,
            consent: consent?,
            sections,
            vulnerable,
            rules,
            requirements,
            uses: uses.unwrap_or_default(),
            scope,
        })
    }

    fn screener(&mut self, root: &Place<'_>) -> Option<Form> {
        let fields = self.reader.fields(root, &["sections"]);
        let place = self.reader.required(&fields, "sections")?;
        let sections = self.sections(&place);
        if let Some(list) = sections.iter().find(|section| section.each.is_some()) {
            self.reader.wrong(&place, format!("`{}` is a list; a screener asks each thing once", list.name));
        }
        let nothing = || Text { en: String::new(), ur: String::new() };
        Some(Form {
            takes: None,
            consent: Consent { version: String::new(), text: nothing() },
            sections,
            vulnerable: None,
            rules: Vec::new(),
            requirements: Vec::new(),
            uses: Uses::default(),
            scope: std::mem::take(&mut self.scope),
        })
    }

    fn consent(&mut self, place: &Place<'_>) -> Option<Consent> {
        let fields = self.reader.fields(place, &["version", "text"]);
        let version = self.required_text(&fields, "version");
        let text = self.required_both(&fields, "text");
        Some(Consent { version: version?, text: text? })
    }

    fn sections(&mut self, place: &Place<'_>) -> Vec<Section> {
        let entries = self.reader.entries(place);
        entries.into_iter().filter_map(|(name, mark, place)| self.section(name, mark, &place)).collect()
    }

    fn section(&mut self, name: &str, mark: Mark, place: &Place<'_>) -> Option<Section> {
        let fields = self.reader.fields(place, &["title", "office", "hint", "each", "questions"]);
        let name = self.new_name(mark, &place.path, name);
        let title = self.required_both(&fields, "title");
        let hint = fields.get("hint").and_then(|place| self.reader.both_languages(place));
        let office = fields.get("office").and_then(|place| self.reader.both_languages(place));
        let each = fields.get("each").map(|place| self.each(place));
        let questions = self.reader.required(&fields, "questions");
        let (name, title, questions) = (name?, title?, questions?);
        // An unreadable `each` stops here: its expressions would all be wrong for the same reason.
        let each = match each {
            Some(each) => Some(each?),
            None => None,
        };
        let word = each.as_ref().map_or(name.as_str(), |each| each.name.as_str()).to_owned();
        let (questions, record) = self.questions(&questions, &word, each.is_some());
        self.scope.declare(&name, declared(each.is_some(), record));
        Some(Section { name, is_taken: false, title, office, hint, each, questions })
    }

    fn each(&mut self, place: &Place<'_>) -> Option<Each> {
        let fields = self.reader.fields(place, &["name", "title", "min", "max"]);
        let name = self.reader.required(&fields, "name");
        let name = name.and_then(|place| {
            let text = self.reader.text(&place)?;
            self.new_name(place.mark(), &place.path, text)
        });
        let title = self.required_both(&fields, "title");
        let min = fields.get("min").map_or(Some(0), |place| self.whole(place, 0, MOST_ROWS));
        let max = self.reader.required(&fields, "max").and_then(|place| self.whole(&place, 1, MOST_ROWS));
        let rows = |number: i64| usize::try_from(number).ok();
        Some(Each { name: name?, title: title?, min: rows(min?)?, max: rows(max?)? })
    }

    fn rules(&mut self, place: &Place<'_>, sections: &[Section]) -> Vec<Rule> {
        let entries = self.reader.entries(place);
        entries
            .into_iter()
            .filter_map(|(name, mark, place)| self.rule(name, mark, &place, sections))
            .collect()
    }

    fn rule(&mut self, name: &str, mark: Mark, place: &Place<'_>, sections: &[Section]) -> Option<Rule> {
        let fields = self.reader.fields(place, &["must", "message", "at", "flag"]);
        let name = self.reader.name(mark, &place.path, name);
        let must =
            self.reader.required(&fields, "must").and_then(|place| self.expression(&place, &Kind::Flag));
        let message = self.required_both(&fields, "message");
        let at = self.reader.required(&fields, "at").and_then(|place| self.path(&place, sections));
        let flag = self.reader.flag(&fields, "flag");
        Some(Rule { name: name?, message: message?, at: at?, must: must?, flag })
    }

    fn requirements(&mut self, place: &Place<'_>, sections: &[Section]) -> Vec<Requirement> {
        let entries = self.reader.entries(place);
        entries
            .into_iter()
            .filter_map(|(name, mark, place)| self.requirement(name, mark, &place, sections))
            .collect()
    }

    fn requirement(
        &mut self,
        name: &str,
        mark: Mark,
        place: &Place<'_>,
        sections: &[Section],
    ) -> Option<Requirement> {
        let fields = self.reader.fields(place, &["title", "office", "hint", "per", "when", "optional"]);
        let name = self.reader.name(mark, &place.path, name);
        let title = self.required_both(&fields, "title");
        let hint = fields.get("hint").and_then(|place| self.reader.both_languages(place));
        let office = fields.get("office").and_then(|place| self.reader.both_languages(place));
        let repeated: Vec<&Section> = sections.iter().filter(|section| section.each.is_some()).collect();
        let section = match fields.get("per") {
            None => None,
            Some(place) => {
                let words: Vec<&str> = repeated.iter().filter_map(|section| word_of(section)).collect();
                let word = self.reader.word(place, "repeated section", &words)?;
                repeated.into_iter().find(|section| word_of(section) == Some(&word))
            }
        };
        let when = fields.get("when").map(|place| self.condition_per(place, section));
        let optional = self.reader.flag(&fields, "optional");
        let when = match when {
            Some(when) => Some(when?),
            None => None,
        };
        let per = section.map_or(Per::Applicant, |section| Per::Each(section.name.clone()));
        Some(Requirement { name: name?, title: title?, office, hint, per, when, optional, is_taken: false })
    }

    /// A condition that, in a requirement for each row, may also ask about the row.
    fn condition_per(&mut self, place: &Place<'_>, section: Option<&Section>) -> Option<Expression> {
        let before = self.scope.clone();
        if let Some((section, each)) = section.and_then(|section| Some((section, section.each.as_ref()?)))
            && let Some(Kind::List(row)) = before.kind(&section.name)
        {
            self.scope.declare(&each.name, Kind::clone(row));
        }
        let condition = self.expression(place, &Kind::Flag);
        self.scope = before;
        condition
    }

    /// What is not said here is as in the form taken over.
    fn uses(&mut self, place: &Place<'_>, sections: &[Section], taken: Option<Uses>) -> Option<Uses> {
        let fields = self.reader.fields(place, &["area", "account", "members"]);
        let taken_area = taken.as_ref().and_then(|taken| taken.area.clone());
        let area = match (fields.get("area"), taken_area.is_some()) {
            (None, true) => None,
            _ => self.reader.required(&fields, "area"),
        };
        let area = area.map_or(taken_area, |place| {
            self.used(&place, sections, "an area that is always asked", |question| {
                matches!(question.kind, QuestionKind::Area { .. })
                    && matches!(question.optional, Optional::Fixed(false))
                    && question.when.is_none()
            })
        });
        let account = fields.get("account").map(|place| {
            self.used(place, sections, "an IBAN", |question| matches!(question.kind, QuestionKind::Iban))
        });
        let members = fields.get("members").map(|place| self.member_uses(place, sections));
        let (taken_account, taken_members) =
            taken.map_or((None, None), |taken| (taken.account, taken.members));
        // Of a key that is given but wrong the problem is noted; the form is not used then.
        Some(Uses {
            area: Some(area?),
            account: account.unwrap_or(taken_account),
            members: members.unwrap_or(taken_members),
        })
    }

    fn used(
        &mut self,
        place: &Place<'_>,
        sections: &[Section],
        what: &str,
        fits: fn(&Question) -> bool,
    ) -> Option<String> {
        let path = self.reader.text(place)?.to_owned();
        let found = path.split_once('.').and_then(|(section, question)| {
            let section = sections.iter().find(|known| known.name == section && known.each.is_none())?;
            section.question(question)
        });
        if found.is_some_and(fits) {
            return Some(path);
        }
        self.reader
            .wrong(place, format!("expected the path of a question for {what}, such as `household.area`"));
        None
    }

    fn member_uses(&mut self, place: &Place<'_>, sections: &[Section]) -> Option<MemberUses> {
        let keys = ["section", "name", "relationship", "date_of_birth", "cnic"];
        let fields = self.reader.fields(place, &keys);
        let [section, name, relationship, born, cnic] = keys.map(|key| {
            self.reader.required(&fields, key).and_then(|place| {
                let text = self.reader.text(&place)?.to_owned();
                Some((place, text))
            })
        });
        let (section_place, section) = section?;
        let Some(known) = sections.iter().find(|known| known.name == section && known.each.is_some()) else {
            self.reader.wrong(&section_place, "expected the name of a repeated section");
            return None;
        };
        let mut question = |given: Option<(Place<'_>, String)>,
                            what: &str,
                            fits: fn(&QuestionKind) -> bool| {
            let (place, name) = given?;
            if known.question(&name).is_some_and(|question| fits(&question.kind)) {
                return Some(name);
            }
            self.reader.wrong(&place, format!("expected the name of a question for {what} in `{section}`"));
            None
        };
        let name = question(name, "a text", |kind| matches!(kind, QuestionKind::Text { .. }));
        let relationship =
            question(relationship, "a choice", |kind| matches!(kind, QuestionKind::Choice { .. }));
        let born = question(born, "a date", |kind| matches!(kind, QuestionKind::Date { .. }));
        let cnic = question(cnic, "a CNIC", |kind| matches!(kind, QuestionKind::Cnic));
        Some(MemberUses {
            name: name?,
            relationship: relationship?,
            date_of_birth: born?,
            cnic: cnic?,
            section,
        })
    }

    /// The path of a section or question, where a message can be shown.
    fn path(&mut self, place: &Place<'_>, sections: &[Section]) -> Option<String> {
        let path = self.reader.text(place)?.to_owned();
        let (name, question) =
            path.split_once('.').map_or((path.as_str(), None), |(name, rest)| (name, Some(rest)));
        let names: Vec<&str> = sections.iter().map(|section| section.name.as_str()).collect();
        let Some(section) = sections.iter().find(|section| section.name == name) else {
            self.reader.wrong(place, unknown("section", name, &names));
            return None;
        };
        if let Some(question) = question
            && section.question(question).is_none()
        {
            let names: Vec<&str> = section.questions.iter().map(|known| known.name.as_str()).collect();
            self.reader.wrong(place, unknown("question", question, &names));
            return None;
        }
        Some(path)
    }

    fn expression(&mut self, place: &Place<'_>, wanted: &Kind) -> Option<Expression> {
        let text = self.reader.text(place)?;
        match Expression::compile(text, &self.scope, wanted) {
            Ok(expression) => Some(expression),
            Err(message) => {
                self.reader.wrong(place, message);
                None
            }
        }
    }

    /// A name that expressions can use and that stands for nothing else yet.
    fn new_name(&mut self, mark: Mark, path: &str, name: &str) -> Option<String> {
        let name = self.variable(mark, path, name)?;
        if self.scope.kind(&name).is_some() {
            self.reader.wrong_at(mark, path, format!("`{name}` already stands for something else"));
            return None;
        }
        Some(name)
    }

    fn variable(&mut self, mark: Mark, path: &str, name: &str) -> Option<String> {
        let letters =
            name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        if letters && name.starts_with(|first: char| first.is_ascii_lowercase()) && !RESERVED.contains(&name)
        {
            return Some(name.to_owned());
        }
        self.reader.wrong_at(
            mark,
            path,
            format!("expected a name of small letters, digits and underscores that is no word of CEL, found `{name}`"),
        );
        None
    }

    fn whole(&mut self, place: &Place<'_>, min: i64, max: i64) -> Option<i64> {
        match place.value() {
            Value::Number(number) if (min..=max).contains(number) => Some(*number),
            _ => {
                self.reader.wrong(place, format!("expected a whole number from {min} to {max}"));
                None
            }
        }
    }

    fn required_text(&mut self, fields: &crate::workflow::reader::Fields<'_>, key: &str) -> Option<String> {
        let place = self.reader.required(fields, key)?;
        self.reader.text(&place).map(str::to_owned)
    }

    fn required_both(&mut self, fields: &crate::workflow::reader::Fields<'_>, key: &str) -> Option<Text> {
        let place = self.reader.required(fields, key)?;
        self.reader.both_languages(&place)
    }
}

fn word_of(section: &Section) -> Option<&str> {
    section.each.as_ref().map(|each| each.name.as_str())
}

fn declared(is_repeated: bool, record: Scope) -> Kind {
    let record = Kind::Record(Arc::new(record));
    if is_repeated { Kind::List(Arc::new(record)) } else { record }
}
