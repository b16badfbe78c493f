//! Answers beside answers: which rows of two lists are of the same person or thing, and where a household has told of itself
//! in two ways.

use serde_json::Value;

use super::{Answers, Form, Section};

/// One thing that is told in two ways.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    pub section: String,
    /// Of a repeated section the row here, from 0; none where a row is there only.
    pub row: Option<usize>,
    /// None where a whole row is here or there only.
    pub question: Option<String>,
    /// The answer or row here, masked; none where there is none.
    pub here: Option<Value>,
    /// The answer or row there, masked; none where there is none.
    pub there: Option<Value>,
}

/// Answers twice: as they are compared, identifiers by their blind indexes, and as they are shown.
#[derive(Debug)]
pub struct Given {
    pub indexed: Value,
    pub masked: Value,
}

impl From<&Answers> for Given {
    fn from(answers: &Answers) -> Self {
        Self { indexed: answers.indexed(), masked: answers.masked() }
    }
}

impl Given {
    /// The rows of a section, as they are compared and as they are shown; one of a section that is asked once.
    pub fn rows(&self, section: &str) -> (Vec<Value>, Vec<Value>) {
        (rows(&self.indexed[section]), rows(&self.masked[section]))
    }
}

fn rows(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(rows) => rows.clone(),
        Value::Object(_) => vec![value.clone()],
        _ => Vec::new(),
    }
}

impl Form {
    /// Where one household answers the questions about itself differently in two applications, in the order of the form.
    pub fn compare(&self, here: &Answers, there: &Answers) -> Vec<Difference> {
        let (here, there) = (Given::from(here), Given::from(there));
        let shared = self.sections.iter().filter(|section| self.is_shared(section));
        shared.flat_map(|section| self.compare_section(section, &here, &there)).collect()
    }

    fn compare_section(&self, section: &Section, here: &Given, there: &Given) -> Vec<Difference> {
        let (ours, our_shown) = here.rows(&section.name);
        let (theirs, their_shown) = there.rows(&section.name);
        if section.each.is_none() {
            let compared = (
                &ours.into_iter().next().unwrap_or_default(),
                &theirs.into_iter().next().unwrap_or_default(),
            );
            let shown = (
                &our_shown.into_iter().next().unwrap_or_default(),
                &their_shown.into_iter().next().unwrap_or_default(),
            );
            return section.compare_row(None, compared, shown);
        }
        let mut partners = section.partners(&ours, &theirs);
        // A child without a number whose name is written otherwise by now.
        if let Some(uses) = self.uses.members.as_ref().filter(|uses| uses.section == section.name) {
            let born = |row: &Value| row[&uses.date_of_birth].as_str().map(str::to_owned);
            pair_up(&mut partners, (&ours, &theirs), |one, other| {
                born(one).is_some_and(|day| Some(day) == born(other))
            });
        }
        let whole = |row: Option<usize>, here: Option<&Value>, there: Option<&Value>| Difference {
            section: section.name.clone(),
            row,
            question: None,
            here: here.cloned(),
            there: there.cloned(),
        };
        let mut found = Vec::new();
        for (place, partner) in partners.iter().enumerate() {
            match *partner {
                None => found.push(whole(Some(place), our_shown.get(place), None)),
                Some(other) => found.extend(section.compare_row(
                    Some(place),
                    (&ours[place], &theirs[other]),
                    (&our_shown[place], &their_shown[other]),
                )),
            }
        }
        let alone = (0..theirs.len()).filter(|other| !partners.contains(&Some(*other)));
        found.extend(alone.map(|other| whole(None, None, their_shown.get(other))));
        found
    }
}

impl Section {
    /// For each row here the one there that is of the same: those with one identifier, then those of one name.
    pub fn partners(&self, here: &[Value], there: &[Value]) -> Vec<Option<usize>> {
        let identifiers = self.questions.iter().filter(|question| question.kind.identifier().is_some());
        let identifiers: Vec<&str> = identifiers.map(|question| question.name.as_str()).collect();
        let mut partners = vec![None; here.len()];
        pair_up(&mut partners, (here, there), |one, other| {
            identifiers.iter().any(|name| !one[*name].is_null() && one[*name] == other[*name])
        });
        pair_up(&mut partners, (here, there), |one, other| {
            self.name_of(one).is_some_and(|name| Some(folded(name)) == self.name_of(other).map(folded))
        });
        partners
    }

    /// Where two rows differ: as they are compared, and as they are shown.
    fn compare_row(
        &self,
        row: Option<usize>,
        compared: (&Value, &Value),
        shown: (&Value, &Value),
    ) -> Vec<Difference> {
        let differs = self.questions.iter().filter(|question| {
            let of = |row: &Value| row[&question.name].clone();
            !is_same(&of(compared.0), &of(compared.1))
        });
        let answer = |row: &Value, name: &str| Some(row[name].clone()).filter(|value| !value.is_null());
        differs
            .map(|question| Difference {
                section: self.name.clone(),
                row,
                question: Some(question.name.clone()),
                here: answer(shown.0, &question.name),
                there: answer(shown.1, &question.name),
            })
            .collect()
    }
}

/// Gives each row that has none yet the first one of the other side that is like it and free.
fn pair_up(
    partners: &mut [Option<usize>],
    (here, there): (&[Value], &[Value]),
    is_alike: impl Fn(&Value, &Value) -> bool,
) {
    for (place, row) in here.iter().enumerate() {
        if partners[place].is_none() {
            let mut free = (0..there.len()).filter(|other| !partners.contains(&Some(*other)));
            partners[place] = free.find(|other| is_alike(row, &there[*other]));
        }
    }
}

/// Whether two answers say the same: a word with other capitals, or a space too many, does.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => folded(one) == folded(other),
        _ => one == other,
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn form() -> Form {
        let find = |name: &str| {
            (name == "household-registration")
                .then_some(include_str!("../../../workflows/household-registration/form.yaml"))
        };
        let yaml = include_str!("../../../workflows/cash-assistance/form.yaml");
        Form::load_beside("form.yaml", yaml, &find).unwrap()
    }

    fn cnic(index: &str) -> Value {
        // Sealed anew for every application, so the sealed text differs where the number does not.
        json!({ "sealed": crate::entropy::id().to_string(), "index": index, "last": "1234" })
    }

    fn differences(here: Value, there: Value) -> Vec<(String, Option<usize>, Option<String>)> {
        let found = form().compare(&Answers::stored(here), &Answers::stored(there));
        found.into_iter().map(|one| (one.section, one.row, one.question)).collect()
    }

    fn of(
        section: &str,
        row: Option<usize>,
        question: Option<&str>,
    ) -> (String, Option<usize>, Option<String>) {
        (section.to_owned(), row, question.map(str::to_owned))
    }

    #[test]
    fn the_same_told_twice_differs_in_nothing() {
        let told = |name: &str| {
            json!({
                "applicant": { "monthly_income": 1_200_000, "work": "daily-wage" },
                "members": [{ "name": name, "cnic": cnic("aa") }],
            })
        };
        assert_eq!(differences(told("Bilal Ahmed"), told(" bilal  ahmed")), []);
    }

    #[test]
    fn what_was_answered_once_only_differs_as_well() {
        let here = json!({ "applicant": { "monthly_income": 1_200_000, "work": "none" } });
        let there =
            json!({ "applicant": { "monthly_income": 5_000_000, "education": "matric", "work": "none" } });
        let expected =
            [of("applicant", None, Some("education")), of("applicant", None, Some("monthly_income"))];
        assert_eq!(differences(here, there), expected);
    }

    #[test]
    fn what_one_programme_alone_asks_is_not_compared() {
        let of = |title: &str| json!({ "bank": { "title": title } });
        assert_eq!(differences(of("One"), of("Another")), []);
    }

    #[test]
    fn people_are_found_again_by_cnic_then_name_then_date_of_birth() {
        let here = json!({ "members": [
            { "name": "Bilal", "cnic": cnic("aa"), "work": "none" },
            { "name": "Ayesha", "date_of_birth": "2015-02-03" },
            { "name": "Hamza", "date_of_birth": "2016-05-05" },
        ] });
        let there = json!({ "members": [
            { "name": "hamza", "date_of_birth": "2016-05-06" },
            { "name": "Aisha", "date_of_birth": "2015-02-03" },
            { "name": "Bilal Ahmed", "cnic": cnic("aa"), "work": "none" },
        ] });
        let expected = [
            of("members", Some(0), Some("name")),
            of("members", Some(1), Some("name")),
            of("members", Some(2), Some("date_of_birth")),
        ];
        assert_eq!(differences(here, there), expected);
    }

    #[test]
    fn rows_meet_by_their_number_then_by_their_name_wherever_they_stand() {
        let form = form();
        let member = |name: &str, index: Option<&str>| match index {
            Some(index) => json!({ "name": name, "cnic": { "index": index } }),
            None => json!({ "name": name }),
        };
        let here = [member("Ali", Some("aa")), member("Sana", None), member("Bilal", None)];
        let there = [member(" sana ", None), member("Ali Raza", Some("aa")), member("Zara", Some("bb"))];
        assert_eq!(form.section("members").unwrap().partners(&here, &there), [Some(1), Some(0), None]);
    }

    #[test]
    fn whoever_came_or_went_is_one_difference() {
        let here = json!({ "members": [{ "name": "Bilal" }, { "name": "Zara", "work": "student" }] });
        let there = json!({ "members": [{ "name": "Hamza", "cnic": cnic("bb") }, { "name": "Bilal" }] });
        let found = form().compare(&Answers::stored(here), &Answers::stored(there));
        let rows: Vec<_> =
            found.iter().map(|one| (one.row, one.here.is_some(), one.there.is_some())).collect();
        assert_eq!(rows, [(Some(1), true, false), (None, false, true)]);
        assert_eq!(found[1].there.as_ref().unwrap()["cnic"]["last"], "1234", "identifiers stay masked");
        assert!(!format!("{found:?}").contains("bb"), "and no index is handed out");
    }

    #[test]
    fn another_cnic_of_the_same_person_is_a_difference_though_its_end_is_the_same() {
        let of_one = |index: &str| json!({ "members": [{ "name": "Bilal", "cnic": cnic(index) }] });
        assert_eq!(differences(of_one("aa"), of_one("bb")), [of("members", Some(0), Some("cnic"))]);
    }
}
