//! The household behind an application, as answers to the form of cash assistance: who lives there, on what, in which
//! home, with which troubles.

use chrono::NaiveDate;
use rand::RngExt as _;
use rand::rngs::StdRng;
use serde_json::{Map, Value, json};

use super::names::{CHILDREN, MEN, REMARKS, WOMEN};
use super::people::{birthday, cnic, pick};

/// Paisa of a rupee.
const RUPEE: i64 = 100;
/// An account with this end is closed at the simulated bank, which then rejects the payment.
const CLOSED_ACCOUNT: &str = "01";

/// Answers by section, in the order of the form.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Household(Vec<(&'static str, Value)>);

/// Whose household it is.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct Applicant {
    pub(in crate::cli) name: &'static str,
    pub(in crate::cli) is_woman: bool,
    pub(in crate::cli) age: u32,
    pub(in crate::cli) born: NaiveDate,
}

/// Somebody who lives there.
struct Member {
    name: &'static str,
    relationship: &'static str,
    is_woman: bool,
    age: u32,
    is_head: bool,
    marital_status: &'static str,
    is_orphan: bool,
}

impl Household {
    /// The answers, a section at a time.
    pub(in crate::cli) fn sections(&self) -> impl Iterator<Item = Value> {
        self.0.iter().map(|(section, answers)| json!({ *section: answers }))
    }

    #[cfg(test)]
    pub(super) fn iban(&self) -> &str {
        let bank = self.0.iter().find(|(section, _)| *section == "bank");
        bank.and_then(|(_, answers)| answers["iban"].as_str()).expect("a household has an account")
    }
}

pub(in crate::cli) fn of(dice: &mut StdRng, today: NaiveDate, applicant: Applicant) -> Household {
    let marital_status = match dice.random_range(0..100) {
        0..12 if applicant.age < 40 => "single",
        0..70 => "married",
        70..93 => "widowed",
        _ => "divorced",
    };
    let members = members(dice, &applicant, marital_status);
    let is_head = !members.iter().any(|member| member.is_head);
    let rows: Vec<Value> = members.iter().map(|member| row(dice, today, member, is_head)).collect();
    Household(vec![
        ("applicant", about_oneself(dice, &applicant, marital_status, is_head)),
        ("members", Value::from(rows)),
        ("income", other_income(dice)),
        ("household", home(dice)),
        ("assets", assets(dice)),
        ("hardship", hardship(dice)),
        ("bank", json!({ "title": applicant.name, "iban": iban(dice) })),
    ])
}

fn members(dice: &mut StdRng, applicant: &Applicant, marital_status: &str) -> Vec<Member> {
    let mut members = Vec::new();
    if marital_status == "married" {
        members.push(Member {
            name: pick(dice, if applicant.is_woman { MEN } else { WOMEN }),
            relationship: if applicant.is_woman { "husband" } else { "wife" },
            is_woman: !applicant.is_woman,
            age: (applicant.age + dice.random_range(0..8)).saturating_sub(3).max(18),
            is_head: applicant.is_woman,
            marital_status: "married",
            is_orphan: false,
        });
    }
    if marital_status != "single" {
        for _ in 0..dice.random_range(0..6) {
            members.push(child(dice, applicant, marital_status == "widowed"));
        }
    }
    if applicant.age < 55 && dice.random_bool(0.25) {
        members.push(Member {
            name: pick(dice, WOMEN),
            relationship: "mother",
            is_woman: true,
            age: applicant.age + dice.random_range(18..30),
            is_head: false,
            marital_status: "widowed",
            is_orphan: false,
        });
    }
    members
}

fn child(dice: &mut StdRng, applicant: &Applicant, is_orphan: bool) -> Member {
    let oldest = (applicant.age - 18).clamp(1, 20);
    let age = dice.random_range(0..=oldest);
    let is_woman = dice.random_bool(0.5);
    Member {
        name: pick(dice, CHILDREN),
        relationship: if is_woman { "daughter" } else { "son" },
        is_woman,
        age,
        is_head: false,
        marital_status: "single",
        is_orphan: is_orphan && age < 18,
    }
}

/// Only what the form asks of somebody of this age; for the head, only where it is not the applicant.
fn row(dice: &mut StdRng, today: NaiveDate, member: &Member, applicant_is_head: bool) -> Value {
    let Member { name, relationship, is_woman, age, .. } = *member;
    let mut row = Map::new();
    let mut set = |question: &str, answer: Value| {
        row.insert(question.to_owned(), answer);
    };
    set("name", json!(name));
    set("relationship", json!(relationship));
    set("date_of_birth", json!(birthday(dice, today, age).to_string()));
    set("gender", json!(gender(is_woman)));
    if age >= 18 || dice.random_bool(0.3) {
        set("cnic", json!(cnic(dice, is_woman)));
    }
    if !applicant_is_head && age >= 15 {
        set("is_head", json!(member.is_head));
    }
    if age >= 16 {
        set("marital_status", json!(member.marital_status));
    }
    if age < 18 {
        set("is_orphan", json!(member.is_orphan));
    }
    if (5..18).contains(&age) {
        set("in_school", json!(dice.random_bool(0.8)));
    }
    if age >= 5 {
        set("education", json!(education(dice, age)));
    }
    if age >= 14 {
        let (work, income) = if age < 18 { ("student", 0) } else { work(dice, is_woman, age) };
        set("work", json!(work));
        set("monthly_income", json!(income));
    }
    for (question, answer) in disability(dice, 0.05) {
        set(question, answer);
    }
    Value::Object(row)
}

fn about_oneself(dice: &mut StdRng, applicant: &Applicant, marital_status: &str, is_head: bool) -> Value {
    let (work, income) = work(dice, applicant.is_woman, applicant.age);
    let mut answers = json!({
        "date_of_birth": applicant.born.to_string(), "gender": gender(applicant.is_woman),
        "marital_status": marital_status, "is_head": is_head, "education": education(dice, applicant.age),
        "work": work, "monthly_income": income,
    });
    for (question, answer) in disability(dice, 0.09) {
        answers[question] = answer;
    }
    answers
}

const fn gender(is_woman: bool) -> &'static str {
    if is_woman { "female" } else { "male" }
}

fn education(dice: &mut StdRng, age: u32) -> &'static str {
    let known: &[&str] = match age {
        0..10 => &["none"],
        10..14 => &["none", "primary"],
        14..18 => &["primary", "middle", "matric"],
        _ => &["none", "none", "none", "primary", "primary", "middle", "matric", "intermediate", "degree"],
    };
    pick(dice, known)
}

/// A work and what it brings in a month, in paisa.
fn work(dice: &mut StdRng, is_woman: bool, age: u32) -> (&'static str, i64) {
    let works: &[&str] = match (is_woman, age) {
        (_, 63..) => &["none", "none", "retired", "own-account"],
        (true, _) => {
            &["household-work", "household-work", "household-work", "none", "daily-wage", "own-account"]
        }
        (false, _) => {
            &["daily-wage", "daily-wage", "daily-wage", "own-account", "private-employee", "looking", "none"]
        }
    };
    let work = if dice.random_bool(0.02) { "public-employee" } else { pick(dice, works) };
    let thousands = match work {
        "daily-wage" => 11..27,
        "own-account" => 8..34,
        "private-employee" => 22..48,
        "public-employee" => 35..90,
        "retired" => 6..20,
        _ => return (work, 0),
    };
    (work, dice.random_range(thousands) * 1000 * RUPEE)
}

fn disability(dice: &mut StdRng, share: f64) -> Vec<(&'static str, Value)> {
    if !dice.random_bool(share) {
        return vec![("has_disability", json!(false))];
    }
    let kind = pick(dice, &["moving", "seeing", "hearing", "mind", "several"]);
    vec![("has_disability", json!(true)), ("disability", json!(kind))]
}

fn other_income(dice: &mut StdRng) -> Value {
    let mut answers = json!({ "has_other": false });
    if dice.random_bool(0.25) {
        answers["has_other"] = json!(true);
        answers["other_source"] = json!(pick(dice, &["rent", "remittance", "zakat", "assistance", "other"]));
        answers["other_monthly"] = json!(dice.random_range(1..12) * 1000 * RUPEE);
    }
    if dice.random_bool(0.4) {
        answers["monthly_debt"] = json!(dice.random_range(1..8) * 500 * RUPEE);
    }
    answers
}

/// Tehsil and address are known from the registration already.
fn home(dice: &mut StdRng) -> Value {
    let tenure = pick(dice, &["owned", "owned", "owned", "rented", "rented", "rent-free", "none"]);
    let has_electricity = dice.random_bool(0.88);
    let mut answers = json!({
        "tenure": tenure, "water": pick(dice, &["piped", "pump", "pump", "fetched"]), "has_electricity": has_electricity,
    });
    if tenure != "none" {
        answers["walls"] = json!(pick(dice, &["brick", "brick", "mixed", "mud"]));
        answers["rooms"] = json!(dice.random_range(1..5));
    }
    if has_electricity && dice.random_bool(0.6) {
        answers["electricity_bill"] = json!(dice.random_range(4..60) * 100 * RUPEE);
    }
    answers
}

fn assets(dice: &mut StdRng) -> Value {
    let land = match dice.random_range(0..100) {
        0..78 => 0,
        78..97 => dice.random_range(2..60),
        _ => dice.random_range(101..400),
    };
    json!({
        "land_kanals": land, "cattle": if dice.random_bool(0.3) { dice.random_range(1..5) } else { 0 },
        "has_motorcycle": dice.random_bool(0.3), "has_car": dice.random_bool(0.03),
    })
}

fn hardship(dice: &mut StdRng) -> Value {
    let disaster =
        if dice.random_bool(0.15) { pick(dice, &["flood", "flood", "fire", "other"]) } else { "none" };
    let mut answers = json!({ "disaster": disaster, "has_chronic_illness": dice.random_bool(0.2) });
    if dice.random_bool(0.2) {
        answers["remarks"] = json!(pick(dice, REMARKS));
    }
    answers
}

fn iban(dice: &mut StdRng) -> String {
    let bank = pick(dice, &["HABB", "NBPA", "MUCB", "BPUN", "UNIL"]);
    let account = format!("{bank}{:014}", dice.random_range(0..10_u64.pow(14)));
    let end = format!("{:02}", dice.random_range(0..100));
    with_check_digits(&(account + if dice.random_bool(0.02) { CLOSED_ACCOUNT } else { &end }))
}

/// The account that a citizen gives when the bank could not pay to the first: the bank has nothing against it.
pub(super) fn another_account(citizen: usize) -> String {
    account("MEZN", u64::try_from(citizen).unwrap_or_default(), 50)
}

/// The account of a number at a bank; the simulated bank goes by the last two digits.
pub(in crate::cli) fn account(bank: &str, number: u64, end: u8) -> String {
    with_check_digits(&format!("{bank}{number:014}{end:02}"))
}

/// An IBAN of the country with right check digits (ISO 13616: mod 97 of the rearranged number is 1).
fn with_check_digits(account: &str) -> String {
    let remainder = format!("{account}PK00").bytes().fold(0_u64, |sum, byte| match byte {
        b'0'..=b'9' => (sum * 10 + u64::from(byte - b'0')) % 97,
        letter => (sum * 100 + u64::from(letter - b'A' + 10)) % 97,
    });
    format!("PK{:02}{account}", 98 - remainder)
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng as _;

    use super::*;

    fn households() -> Vec<Household> {
        let mut dice = StdRng::seed_from_u64(3);
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        (0..200)
            .map(|number| {
                let age = 22 + number % 53;
                let born = birthday(&mut dice, today, age);
                of(&mut dice, today, Applicant { name: "Hajra Bibi", is_woman: number % 2 == 0, age, born })
            })
            .collect()
    }

    fn section<'h>(household: &'h Household, name: &str) -> &'h Value {
        &household.0.iter().find(|(section, _)| *section == name).unwrap().1
    }

    #[test]
    fn a_household_has_one_head() {
        for household in households() {
            let rows = section(&household, "members").as_array().unwrap();
            let heads = rows.iter().filter(|row| row["is_head"] == true).count();
            let oneself = usize::from(section(&household, "applicant")["is_head"] == true);
            assert_eq!(heads + oneself, 1);
        }
    }

    #[test]
    fn sizes_and_incomes_differ() {
        let sizes: std::collections::BTreeSet<usize> = households()
            .iter()
            .map(|household| section(household, "members").as_array().unwrap().len())
            .collect();
        assert!(sizes.len() >= 6, "{sizes:?}");
        let earning = households()
            .iter()
            .filter(|household| section(household, "applicant")["monthly_income"].as_i64().unwrap() > 0)
            .count();
        assert!((30..170).contains(&earning), "{earning}");
    }
}
