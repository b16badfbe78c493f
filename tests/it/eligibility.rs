//! The scorecard of cash assistance, applied to households.

use pser::eligibility::Score;
use serde_json::{Value, json};

use crate::household::{self, check, programme, today, with};

fn score(typed: &Value) -> Score {
    programme().score(&check(typed).unwrap(), today()).unwrap().unwrap()
}

fn matched(score: &Score) -> Vec<&str> {
    score.explanation.iter().filter(|rule| rule.matched).map(|rule| rule.rule.as_str()).collect()
}

#[test]
fn the_points_of_a_household_are_explained_rule_by_rule() {
    let score = score(&household::answers());
    assert_eq!(
        matched(&score),
        ["very-low-income", "many-dependants", "widowed-applicant", "orphans", "disability", "few-assets"]
    );
    assert_eq!((score.value, score.threshold, score.is_eligible), (40 + 10 + 12 + 10 + 12 + 5, 40, true));
    let sum: i32 = score.explanation.iter().filter(|rule| rule.matched).filter_map(|rule| rule.points).sum();
    assert_eq!(sum, score.value);
    assert_eq!(score.amount, 1_000_000 + 2 * 150_000 + 300_000);
}

#[test]
fn income_per_head_decides_at_its_edges() {
    for (income, rule) in [
        (1_200_000, "very-low-income"),
        (1_200_003, "low-income"),
        (2_550_000, "low-income"),
        (2_550_003, "modest-income"),
    ] {
        let score = score(&with(household::answers(), "applicant.monthly_income", json!(income)));
        assert!(matched(&score).contains(&rule), "{income}: {:?}", matched(&score));
    }
}

#[test]
fn what_excludes_outweighs_all_points_and_leaves_no_amount() {
    for (path, value, rule) in [
        ("assets.has_car", json!(true), "owns-car"),
        ("assets.land_kanals", json!(101), "owns-land"),
        ("applicant.work", json!("public-employee"), "public-employee"),
        ("members.1.monthly_income", json!(7_000_000), "income-too-high"),
    ] {
        let score = score(&with(household::answers(), path, value));
        assert!(matched(&score).contains(&rule), "{path}");
        assert_eq!((score.is_eligible, score.amount), (false, 0), "{path}");
    }
}

#[test]
fn a_household_of_one_is_scored_and_an_empty_draft_is_too() {
    let alone = score(&with(household::answers(), "members", json!([])));
    assert!(!matched(&alone).contains(&"many-dependants"));
    assert_eq!(score(&json!({})).amount % 100, 0);
}

#[test]
fn the_largest_answers_that_are_taken_do_not_overflow() {
    let most = 1_000_000_000_000_i64;
    let member = with(household::answers(), "members.1.monthly_income", json!(most))["members"][1].clone();
    let mut typed = with(household::answers(), "applicant.monthly_income", json!(most));
    typed["members"] = Value::from(vec![member; 30]);
    assert!(!score(&typed).is_eligible);
}
