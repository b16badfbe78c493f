//! Who the citizens are. The number of a case says which CNICs, accounts and reference it has, so that none is given twice
//! and a second run with the same seed finds what the first has made.

use chrono::NaiveDate;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use uuid::Uuid;

use super::super::demo::household;
use super::super::demo::names::{CHILDREN, MEN, WOMEN};
use super::super::demo::people::pick;
use super::shapes::{self, Shape};
use crate::entropy;
use crate::reference::{Kind, Reference};

/// Localities 31000 to 39999 with seven digits each.
const CNICS: u128 = 9_000 * 10_000_000;
/// Without a common divisor with `CNICS`: successive people get CNICs far apart, and no two the same.
const STRIDE: u128 = 38_196_601_123;
/// Of one household at most.
const PEOPLE: u64 = 32;

/// Somebody with, or a child without, a CNIC.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// None for a child without CNIC, whom no row knows as a person.
    pub(super) known: Option<Known>,
    pub(super) name: &'static str,
    pub(super) father: &'static str,
    pub(super) born: NaiveDate,
}

#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) id: Uuid,
    /// 13 digits.
    pub(super) cnic: String,
}

/// An applicant with an account.
#[derive(Debug, Clone)]
pub(super) struct Citizen {
    pub(super) person: Uuid,
    pub(super) account: Uuid,
    pub(super) pser_id: Reference,
    /// As 923XXXXXXXXX.
    pub(super) mobile: String,
    pub(super) email: Option<String>,
    /// `en` or `ur`.
    pub(super) language: &'static str,
    pub(super) area: String,
    pub(super) address: String,
    pub(super) iban: String,
    /// The applicant first, then the members in the order of the form.
    pub(super) people: Vec<Person>,
}

impl Citizen {
    /// The same under the first word of the name, as many have no other.
    pub(super) fn by_first_name(mut self) -> Self {
        for person in &mut self.people {
            person.name = person.name.split(' ').next().unwrap_or(person.name);
        }
        self
    }
}

/// What decides about a case: the same for the same seed, number and attempt.
pub(super) fn dice(seed: u64, number: u64, attempt: u64) -> StdRng {
    StdRng::seed_from_u64(seed.rotate_left(32) ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ attempt)
}

/// The reference by which a case of this seed is found again, whatever else differed.
pub(super) fn reference(seed: u64, number: u64) -> Reference {
    let mut dice = StdRng::seed_from_u64(seed.rotate_left(17) ^ number.wrapping_mul(0xD1B5_4A32_D192_ED03));
    Reference::of(Kind::Case, &dice.random())
}

/// The applicant of a case and everybody they live with.
pub(super) fn draw(
    dice: &mut StdRng,
    (seed, number, attempt): (u64, u64, u64),
    shape: &Shape,
    (tehsils, applied): (&[String], NaiveDate),
    account_is_closed: bool,
) -> Citizen {
    let serial = |place: u64| {
        let seed = u128::from(seed.wrapping_add(attempt << 20));
        u64::try_from((u128::from(number * PEOPLE + place) * STRIDE + seed * 7_919) % CNICS)
            .expect("there are fewer CNICs than that")
    };
    let applicant = Person {
        known: Some(known(dice, serial(0), shape.is_woman)),
        name: pick(dice, if shape.is_woman { WOMEN } else { MEN }),
        father: pick(dice, MEN),
        born: shapes::born(dice, applied, shape.age),
    };
    let mut people = vec![applicant];
    for (place, member) in (1..PEOPLE).zip(&shape.members) {
        let names = if member.age < 18 { CHILDREN } else { [MEN, WOMEN][usize::from(member.is_woman)] };
        people.push(Person {
            known: member.has_cnic.then(|| known(dice, serial(place), member.is_woman)),
            name: pick(dice, names),
            father: pick(dice, MEN),
            born: shapes::born(dice, applied, member.age),
        });
    }
    let end = if account_is_closed { 1 } else { dice.random_range(10..100) };
    let bank = pick(dice, &["HABB", "NBPA", "MUCB", "BPUN", "UNIL"]);
    Citizen {
        person: people[0].known.as_ref().map(|known| known.id).expect("an applicant has a CNIC"),
        account: entropy::id(),
        pser_id: Reference::of(Kind::Citizen, &dice.random()),
        mobile: format!("9230{}{:07}", dice.random_range(0..10), dice.random_range(0..10_000_000)),
        email: dice.random_bool(0.4).then(|| format!("seeded-{seed}-{number}@mail.example")),
        language: if dice.random_bool(0.7) { "ur" } else { "en" },
        area: tehsils[dice.random_range(0..tehsils.len())].clone(),
        address: format!("House {}, Street {}", dice.random_range(1..400), dice.random_range(1..40)),
        iban: household::account(bank, serial(0) * 100 % 100_000_000_000_000 + attempt, end),
        people,
    }
}

fn known(dice: &mut StdRng, serial: u64, is_woman: bool) -> Known {
    let last = if is_woman { 2 * dice.random_range(1..5) } else { 2 * dice.random_range(0..5) + 1 };
    let (locality, number) = (31_000 + serial / 10_000_000, serial % 10_000_000);
    Known { id: entropy::id(), cnic: format!("{locality}{number:07}{last}") }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_people_of_a_seed_have_one_cnic() {
        let serials = (0..200_000_u128).map(|serial| (serial * STRIDE + 3 * 7_919) % CNICS);
        assert_eq!(serials.collect::<HashSet<_>>().len(), 200_000);
        let (mut one, mut other) = (STRIDE, CNICS);
        while other > 0 {
            (one, other) = (other, one % other);
        }
        assert_eq!(one, 1, "the stride meets every CNIC");
    }

    #[test]
    fn the_numbers_have_the_forms_that_the_product_takes() {
        let mut dice = dice(7, 1, 0);
        for serial in [0, 1, 89_999_999_999] {
            let known = known(&mut dice, serial, serial % 2 == 0);
            crate::people::Cnic::parse("cnic", &known.cnic).unwrap();
        }
        crate::payments::Iban::parse(&household::account("HABB", 99_999_999_999_999, 1)).unwrap();
        assert_eq!(reference(1, 2), reference(1, 2));
        assert_ne!(reference(1, 2), reference(2, 1));
    }
}
