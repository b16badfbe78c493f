//! Households as patterns: who lives there, of which age, on what. Each is read and scored once by the programme's own
//! form and scorecard; the cases that follow it differ in names, days and numbers, which change no score.

use anyhow::{Context as _, Result, ensure};
use chrono::{Datelike as _, NaiveDate};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::super::demo::household::{self, Applicant};
use super::super::demo::people::birthday;
use crate::applications;
use crate::catalogue::Programme;
use crate::catalogue::form::{Answers, Identifier};
use crate::catalogue::requirements::{self, Slot};
use crate::checks::{Finding, means};
use crate::eligibility::{self, Score};
use crate::seal::Sealer;

/// A household without names and numbers.
#[derive(Debug)]
pub(super) struct Shape {
    /// By section; whatever is somebody's own is put in by the case.
    pub(super) sections: Map<String, Value>,
    pub(super) is_woman: bool,
    pub(super) age: u32,
    pub(super) members: Vec<Member>,
    /// The papers that the programme asks of it.
    pub(super) slots: Vec<Slot>,
    pub(super) score: Score,
    pub(super) means: Finding,
}

/// Somebody beside the applicant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    pub(super) is_woman: bool,
    pub(super) age: u32,
    pub(super) has_cnic: bool,
}

/// The patterns, apart by whether they are eligible.
#[derive(Debug)]
pub(super) struct Shapes {
    pub(super) eligible: Vec<Shape>,
    pub(super) others: Vec<Shape>,
    /// Of whom little more than the name was kept.
    pub(super) alone: Shape,
}

impl Shapes {
    /// `count` patterns that the form takes.
    pub(super) fn draw(
        seed: u64,
        count: usize,
        programme: &Programme,
        sealer: &Sealer,
        today: NaiveDate,
    ) -> Result<Self> {
        let mut dice = StdRng::seed_from_u64(seed);
        let mut shapes = Self { eligible: Vec::new(), others: Vec::new(), alone: alone()? };
        for _ in 0..count {
            let Some(shape) = shape(&mut dice, programme, sealer, today)? else { continue };
            let like = if shape.score.is_eligible { &mut shapes.eligible } else { &mut shapes.others };
            like.push(shape);
        }
        ensure!(!shapes.eligible.is_empty() && !shapes.others.is_empty(), "too few households were drawn");
        Ok(shapes)
    }
}

/// A woman who lives alone, as she stands in a registry that kept the least of her.
fn alone() -> Result<Shape> {
    let sections = json!({
        "applicant": { "gender": "female", "date_of_birth": "-" },
        "household": { "area": "-" },
    });
    let score = Score { value: 0, threshold: 0, is_eligible: false, amount: 0, explanation: Vec::new() };
    Ok(Shape {
        sections: sections.as_object().cloned().context("sections are an object")?,
        is_woman: true,
        age: 52,
        members: Vec::new(),
        slots: Vec::new(),
        means: means::finding(&score),
        score,
    })
}

/// One pattern; none where the form finds something missing or broken in it.
fn shape(
    dice: &mut StdRng,
    programme: &Programme,
    sealer: &Sealer,
    today: NaiveDate,
) -> Result<Option<Shape>> {
    let (is_woman, age) = (dice.random_bool(0.55), dice.random_range(22..75));
    let born = birthday(dice, today, age);
    let drawn = household::of(dice, today, Applicant { name: "", is_woman, age, born });
    let mut sections: Map<String, Value> =
        drawn.sections().filter_map(|section| section.as_object().cloned()).flatten().collect();
    sections["household"]["area"] = json!("-");
    sections["household"]["address"] = json!("-");
    sections["bank"]["title"] = json!("-");
    let hide = |value: &mut Value, identifier| {
        if let Some(clear) = value.as_str() {
            *value = applications::seal(sealer, Uuid::nil(), identifier, clear);
        }
    };
    hide(&mut sections["bank"]["iban"], Identifier::Iban);
    let mut members = Vec::new();
    for row in sections["members"].as_array_mut().into_iter().flatten() {
        let born = row["date_of_birth"].as_str().and_then(|day| day.parse::<NaiveDate>().ok());
        let age = born.and_then(|born| today.years_since(born)).context("a member has an age")?;
        let has_cnic = row.get("cnic").is_some();
        if has_cnic {
            hide(&mut row["cnic"], Identifier::Cnic);
        }
        members.push(Member { is_woman: row["gender"] == "female", age, has_cnic });
    }
    let reading = programme.form.read(&Answers::stored(Value::Object(sections.clone())), today)?;
    let (refused, _) = programme.form.broken(&reading)?;
    if !reading.missing().is_empty() || !refused.is_empty() {
        return Ok(None);
    }
    let card = programme.scorecard.as_ref().context("the programme has a scorecard")?;
    let score = eligibility::score(card, reading.facts())?;
    Ok(Some(Shape {
        slots: requirements::slots(&programme.form, &reading)?,
        means: means::finding(&score),
        score,
        sections,
        is_woman,
        age,
        members,
    }))
}

/// The age is what counts, whenever somebody applied.
pub(super) fn born(dice: &mut StdRng, applied: NaiveDate, age: u32) -> NaiveDate {
    let born = birthday(dice, applied, age);
    debug_assert_eq!(applied.years_since(born), Some(age), "born in {}", born.year());
    born
}
