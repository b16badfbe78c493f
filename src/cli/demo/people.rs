//! The people of a demonstration: made-up households of the province, in sizes, incomes and troubles like real ones, with
//! the gaps real papers have. Everything follows from the seed.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};

/// A citizen who will register and apply.
#[derive(Debug, Clone)]
pub(super) struct Citizen {
    pub(super) cnic: String,
    pub(super) name: &'static str,
    pub(super) father: &'static str,
    pub(super) born: String,
    pub(super) mobile: String,
    pub(super) email: Option<String>,
    pub(super) language: &'static str,
    pub(super) area: String,
    pub(super) password: String,
    pub(super) household: Vec<Member>,
    /// Monthly income of the household in rupees.
    pub(super) income: i64,
    pub(super) iban: String,
    pub(super) housing: &'static str,
    /// Whether a paper is forgotten at first, so that an officer or the system has to ask.
    pub(super) forgets: bool,
}

/// Somebody of the household beside the applicant.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) name: &'static str,
    pub(super) relationship: &'static str,
    pub(super) gender: &'static str,
    pub(super) born: String,
    pub(super) cnic: Option<String>,
    pub(super) disability: bool,
}

const MEN: &[&str] = &[
    "Muhammad Akram", "Ghulam Rasool", "Abdul Sattar", "Allah Ditta", "Muhammad Yousaf", "Bashir Ahmad", "Imran Ali",
    "Nazir Hussain", "Zafar Iqbal", "Riaz Masih", "محمد اسلم", "غلام حسین",
];
const WOMEN: &[&str] = &[
    "Kaneez Fatima", "Zubaida Bibi", "Parveen Akhtar", "Nasreen Kausar", "Rukhsana Bibi", "Shamim Akhtar", "Saima Noreen",
    "Hajra Bibi", "Mumtaz Begum", "Shazia Masih", "نسیم بی بی", "زینب بی بی",
];
const CHILDREN: &[&str] = &["Ali Hamza", "Ayesha", "Hassan Raza", "Maryam", "Usman", "Fatima", "Bilal", "Iqra"];
const HOUSING: &[&str] = &["owned", "rented", "shared", "none"];

/// `count` citizens for a seed, living in the given tehsils.
pub(super) fn citizens(seed: u64, count: usize, tehsils: &[String]) -> Vec<Citizen> {
    let mut dice = StdRng::seed_from_u64(seed);
    (0..count).map(|number| citizen(&mut dice, seed, number, tehsils)).collect()
}

fn citizen(dice: &mut StdRng, seed: u64, number: usize, tehsils: &[String]) -> Citizen {
    let is_woman = dice.random_bool(0.55);
    let area = tehsils[dice.random_range(0..tehsils.len())].clone();
    let age = dice.random_range(22..75);
    let household = household(dice, is_woman, age);
    let earners = 1 + household.iter().filter(|member| member.cnic.is_some()).count();
    Citizen {
        cnic: cnic(dice, is_woman),
        name: pick(dice, if is_woman { WOMEN } else { MEN }),
        father: pick(dice, MEN),
        born: born(dice, age),
        mobile: format!("03{}{}-{:07}", dice.random_range(0..5), dice.random_range(0..10), dice.random_range(0..10_000_000)),
        email: dice.random_bool(0.4).then(|| format!("citizen{seed}-{number}@example.pk")),
        language: if dice.random_bool(0.7) { "ur" } else { "en" },
        area,
        password: format!("barsaat-{seed}-ka-mausam-{number}"),
        household,
        income: dice.random_range(2..14) * 2_500 * i64::try_from(earners).unwrap_or(1),
        iban: iban(dice),
        housing: pick(dice, HOUSING),
        forgets: dice.random_bool(0.35),
    }
}

fn household(dice: &mut StdRng, is_woman: bool, age: i64) -> Vec<Member> {
    let mut members = Vec::new();
    if dice.random_bool(0.7) {
        members.push(Member {
            name: pick(dice, if is_woman { MEN } else { WOMEN }),
            relationship: "spouse",
            gender: if is_woman { "male" } else { "female" },
            born: born(dice, (age - dice.random_range(-3..6)).max(20)),
            cnic: Some(cnic(dice, !is_woman)),
            disability: dice.random_bool(0.06),
        });
    }
    for _ in 0..dice.random_range(0..6) {
        let child_age = dice.random_range(0..17_i64).min(age - 18).max(0);
        let is_girl = dice.random_bool(0.5);
        members.push(Member {
            name: pick(dice, CHILDREN),
            relationship: "child",
            gender: if is_girl { "female" } else { "male" },
            born: born(dice, child_age),
            cnic: None,
            disability: dice.random_bool(0.04),
        });
    }
    members
}

/// A well-formed CNIC: first digit 1 to 7, last digit odd for men and even, not zero, for women.
fn cnic(dice: &mut StdRng, is_woman: bool) -> String {
    let locality = 30_000 + dice.random_range(0..9_999);
    let last = if is_woman { 2 * dice.random_range(1..5) } else { 2 * dice.random_range(0..5) + 1 };
    format!("{locality}-{:07}-{last}", dice.random_range(0..10_000_000))
}

/// An IBAN of the country with right check digits (ISO 13616: mod 97 of the rearranged number is 1).
fn iban(dice: &mut StdRng) -> String {
    const BANKS: &[&str] = &["HABB", "NBPA", "MUCB", "BPUN", "UNIL"];
    let account = format!("{}{:016}", pick(dice, BANKS), dice.random_range(0..10_u64.pow(15)));
    let remainder = format!("{account}PK00").bytes().fold(0_u64, |sum, byte| match byte {
        b'0'..=b'9' => (sum * 10 + u64::from(byte - b'0')) % 97,
        letter => (sum * 100 + u64::from(letter - b'A' + 10)) % 97,
    });
    format!("PK{:02}{account}", 98 - remainder)
}

fn born(dice: &mut StdRng, age: i64) -> String {
    format!("{}-{:02}-{:02}", 2026 - age, dice.random_range(1..11), dice.random_range(1..29))
}

fn pick<T: Copy>(dice: &mut StdRng, from: &[T]) -> T {
    from[dice.random_range(0..from.len())]
}

impl Citizen {
    /// The body of the registration.
    pub(super) fn registration(&self) -> Value {
        json!({
            "cnic": self.cnic, "name": self.name, "father_name": self.father, "date_of_birth": self.born,
            "mobile": self.mobile, "email": self.email, "address": "House 12, Street 4", "area": self.area,
            "password": self.password, "language": self.language,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_people() {
        let areas = ["lahore/lahore/shalimar".to_owned()];
        let (one, other) = (citizens(7, 20, &areas), citizens(7, 20, &areas));
        assert!(one.iter().zip(&other).all(|(left, right)| left.cnic == right.cnic && left.iban == right.iban));
        assert_ne!(citizens(8, 1, &areas)[0].cnic, one[0].cnic);
    }
}
