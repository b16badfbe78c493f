//! The people of a demonstration: made-up households of the province, in sizes, incomes and troubles like real ones, with
//! the gaps real papers have. Everything follows from the seed.

use chrono::{Days, Months, NaiveDate};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};

use super::household::{self, Household};
use super::names::{MEN, WOMEN};
use crate::texts::Language;

/// A citizen who will register and apply.
#[derive(Debug, Clone)]
pub(super) struct Citizen {
    /// From 0, in the order of the seed.
    pub(super) number: usize,
    pub(super) cnic: String,
    pub(super) name: &'static str,
    father: &'static str,
    born: NaiveDate,
    /// As 923XXXXXXXXX.
    pub(super) mobile: String,
    pub(super) email: Option<String>,
    pub(super) language: Language,
    area: String,
    pub(super) password: String,
    /// What the form is answered with, section by section.
    pub(super) household: Household,
    /// Whether papers are forgotten at first, so that the citizen has to be asked.
    pub(super) forgets: bool,
    /// Whether a photograph is blurred at first, so that an officer has to refuse it.
    pub(super) blurs: bool,
}

/// On what the making of people rests.
#[derive(Debug, Clone)]
pub(super) struct Ground {
    pub(super) seed: u64,
    /// Codes of the tehsils where people live.
    pub(super) tehsils: Vec<String>,
    pub(super) today: NaiveDate,
}

/// `count` citizens.
pub(super) fn citizens(ground: &Ground, count: usize) -> Vec<Citizen> {
    let mut dice = StdRng::seed_from_u64(ground.seed);
    (0..count).map(|number| citizen(&mut dice, ground, number)).collect()
}

fn citizen(dice: &mut StdRng, ground: &Ground, number: usize) -> Citizen {
    let is_woman = dice.random_bool(0.55);
    let age = dice.random_range(22..75);
    let name = pick(dice, if is_woman { WOMEN } else { MEN });
    let born = birthday(dice, ground.today, age);
    let seed = ground.seed;
    Citizen {
        number,
        cnic: cnic(dice, is_woman),
        name,
        father: pick(dice, MEN),
        born,
        mobile: mobile(dice),
        email: dice.random_bool(0.4).then(|| format!("citizen-{seed}-{number}@mail.example")),
        language: if dice.random_bool(0.7) { Language::Ur } else { Language::En },
        area: pick_text(dice, &ground.tehsils),
        password: format!("barsaat {seed} ka mausam {number}"),
        household: household::of(dice, ground.today, household::Applicant { name, is_woman, age, born }),
        forgets: dice.random_bool(0.3),
        blurs: dice.random_bool(0.15),
    }
}

/// A well-formed CNIC: first digit 1 to 7, last digit odd for men and even, not zero, for women.
pub(super) fn cnic(dice: &mut StdRng, is_woman: bool) -> String {
    let locality = 31_000 + dice.random_range(0..8_999);
    let last = if is_woman { 2 * dice.random_range(1..5) } else { 2 * dice.random_range(0..5) + 1 };
    // A few stand for people whom the registry knows otherwise: it goes by the two digits before the last.
    let end = if dice.random_bool(0.03) { 1 } else { dice.random_range(0..100) };
    format!("{locality}-{:05}{end:02}-{last}", dice.random_range(0..100_000))
}

fn mobile(dice: &mut StdRng) -> String {
    let (network, digit) = (dice.random_range(0..5), dice.random_range(0..10));
    format!("923{network}{digit}{:07}", dice.random_range(0..10_000_000))
}

/// A day on which somebody of this age has had the birthday.
pub(in crate::cli) fn birthday(dice: &mut StdRng, today: NaiveDate, age: u32) -> NaiveDate {
    let since = Days::new(dice.random_range(1..360));
    let latest = today.checked_sub_months(Months::new(12 * age)).and_then(|day| day.checked_sub_days(since));
    latest.expect("people are less than a hundred years old")
}

pub(in crate::cli) fn pick<T: Copy>(dice: &mut StdRng, from: &[T]) -> T {
    from[dice.random_range(0..from.len())]
}

fn pick_text(dice: &mut StdRng, from: &[String]) -> String {
    from[dice.random_range(0..from.len())].clone()
}

impl Citizen {
    /// The body of the registration.
    pub(super) fn registration(&self) -> Value {
        json!({
            "cnic": self.cnic, "full_name": self.name, "father_name": self.father,
            "date_of_birth": self.born.to_string(), "mobile": format!("+{}", self.mobile), "email": self.email,
            "address": format!("House {}, Street {}", self.number % 90 + 1, self.number % 17 + 1),
            "area": self.area, "password": self.password, "language": self.language.code(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ground(seed: u64) -> Ground {
        let tehsils = vec!["lahore/lahore/shalimar".to_owned(), "multan/multan/multan-city".to_owned()];
        Ground { seed, tehsils, today: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap() }
    }

    #[test]
    fn the_same_seed_makes_the_same_people() {
        let registrations =
            |seed| -> Vec<Value> { citizens(&ground(seed), 20).iter().map(Citizen::registration).collect() };
        assert_eq!(registrations(7), registrations(7));
        assert_ne!(registrations(7), registrations(8));
    }

    #[test]
    fn identifiers_have_the_forms_that_the_product_takes() {
        for citizen in citizens(&ground(1), 200) {
            crate::people::Cnic::parse("cnic", &citizen.cnic).unwrap();
            crate::people::Mobile::parse("mobile", &format!("+{}", citizen.mobile)).unwrap();
            crate::payments::Iban::parse(citizen.household.iban()).unwrap();
            crate::payments::Iban::parse(&household::another_account(citizen.number)).unwrap();
        }
    }

    #[test]
    fn there_is_something_of_everything() {
        let people = citizens(&ground(1), 200);
        let share = |is: fn(&Citizen) -> bool| people.iter().filter(|citizen| is(citizen)).count();
        for some in [
            share(|citizen| citizen.forgets),
            share(|citizen| citizen.blurs),
            share(|citizen| citizen.email.is_some()),
            share(|citizen| citizen.language == Language::En),
            share(|citizen| citizen.area.starts_with("lahore/")),
        ] {
            assert!((10..190).contains(&some), "{some}");
        }
    }
}
