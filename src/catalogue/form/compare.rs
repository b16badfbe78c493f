//! Where what was handed in differs from what the same household handed in another time: question by question, and person by
//! person where a section lists several.

use serde_json::Value;

use super::{Answers, Form, Row, Section};

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

/// Answers twice: as they are compared, and as they are shown. An identifier is compared by its blind index.
struct Told {
    compared: Answers,
    shown: Answers,
}

impl Told {
    fn of(answers: &Answers) -> Self {
        Self { compared: Answers::stored(answers.indexed()), shown: Answers::stored(answers.masked()) }
    }
}

impl Form {
    /// Where two applications answer the questions about the household differently, in the order of the form. People are the
    /// same who have the same CNIC, else the same name, else the same date of birth.
    pub fn compare(&self, here: &Answers, there: &Answers) -> Vec<Difference> {
        let (here, there) = (Told::of(here), Told::of(there));
        let mut found = Vec::new();
        for section in self.sections.iter().filter(|section| self.is_shared(section)) {
            if section.each.is_some() {
                self.compare_rows(section, (&here, &there), &mut found);
            } else {
                compare_answers(section, (&here, &there), &mut found);
            }
        }
        found
    }

    fn compare_rows(&self, section: &Section, (here, there): (&Told, &Told), found: &mut Vec<Difference>) {
        let name = section.name.as_str();
        let (ours, theirs) = (here.compared.rows(name), there.compared.rows(name));
        let (our_shown, their_shown) = (here.shown.rows(name), there.shown.rows(name));
        let partners = self.partners(section, &ours, &theirs);
        let whole = |row: Option<usize>, here: Option<&Row>, there: Option<&Row>| Difference {
            section: name.to_owned(),
            row,
            question: None,
            here: here.cloned().map(Value::Object),
            there: there.cloned().map(Value::Object),
        };
        for (place, partner) in partners.iter().enumerate() {
            let Some(partner) = *partner else {
                found.push(whole(Some(place), Some(our_shown[place]), None));
                continue;
            };
            let compared = (Some(ours[place]), Some(theirs[partner]));
            let shown = (Some(our_shown[place]), Some(their_shown[partner]));
            compare_row(section, Some(place), (compared, shown), found);
        }
        let is_alone = |place: &usize| !partners.contains(&Some(*place));
        found.extend(
            (0..theirs.len()).filter(is_alone).map(|place| whole(None, None, Some(their_shown[place]))),
        );
    }

    /// For each row here the one there that tells of the same.
    fn partners(&self, section: &Section, ours: &[&Row], theirs: &[&Row]) -> Vec<Option<usize>> {
        let mut partners = vec![None; ours.len()];
        let mut pair = |is_same: &dyn Fn(usize, usize) -> bool| {
            for place in 0..ours.len() {
                if partners[place].is_none() {
                    let free = (0..theirs.len()).filter(|other| !partners.contains(&Some(*other)));
                    partners[place] = free.into_iter().find(|other| is_same(place, *other));
                }
            }
        };
        let Some(members) = self.uses.members.as_ref().filter(|members| members.section == section.name)
        else {
            pair(&|place, other| ours[place] == theirs[other]);
            pair(&|place, other| place == other);
            return partners;
        };
        for question in [&members.cnic, &members.name, &members.date_of_birth] {
            let known = |row: &Row| row.get(question).filter(|value| !value.is_null()).map(folded);
            pair(&|place, other| known(ours[place]).is_some_and(|ours| Some(ours) == known(theirs[other])));
        }
        partners
    }
}

fn compare_answers(section: &Section, (here, there): (&Told, &Told), found: &mut Vec<Difference>) {
    let name = section.name.as_str();
    let compared = (here.compared.row(name), there.compared.row(name));
    let shown = (here.shown.row(name), there.shown.row(name));
    compare_row(section, None, (compared, shown), found);
}

/// Two rows or none, here and there.
type Pair<'a> = (Option<&'a Row>, Option<&'a Row>);

fn compare_row(
    section: &Section,
    row: Option<usize>,
    (compared, shown): (Pair<'_>, Pair<'_>),
    found: &mut Vec<Difference>,
) {
    for question in &section.questions {
        let of = |row: Option<&Row>| row?.get(&question.name).filter(|value| !value.is_null()).cloned();
        if of(compared.0).as_ref().map(folded) == of(compared.1).as_ref().map(folded) {
            continue;
        }
        found.push(Difference {
            section: section.name.clone(),
            row,
            question: Some(question.name.clone()),
            here: of(shown.0),
            there: of(shown.1),
        });
    }
}

/// An answer as it is compared: a word with other capitals, or a space too many, says the same.
fn folded(value: &Value) -> Value {
    let Value::String(text) = value else { return value.clone() };
    Value::from(text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
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
