//! Declared files and conditions as nobody should write them: each is refused with a place or loads, and costs neither the
//! stack nor the memory of the program.

use std::fmt::Write as _;

use proptest::prelude::*;
use pser::workflow::check::{Against, Permits, prove};
use pser::workflow::vocabulary::FACTS;
use pser::workflow::{Guard, Problem, Span, scenario, yaml};
use serde_json::json;

use super::{CASH_ASSISTANCE, cash_assistance, load};
use crate::spoilt::{self, any_text, most_memory, runs_alone, tries};

const STORY: &str = include_str!("../../../workflows/cash-assistance/scenarios/payment-fails.yaml");

struct Nobody;

impl Permits for Nobody {
    fn roles_for(&self, _programme: &str, _action: &str) -> Vec<String> {
        Vec::new()
    }
}

fn are_told(problems: &[Problem], file: &str) -> bool {
    let lines = file.lines().count() + 1;
    (1..=200).contains(&problems.len()) && problems.iter().all(|problem| problem.line <= lines)
}

#[test]
fn a_workflow_spoilt_in_places_is_refused_with_places_or_can_be_proved_and_drawn() {
    tries(&spoilt::text(CASH_ASSISTANCE), |yaml| match load(&yaml) {
        Err(problems) => assert!(are_told(&problems, &yaml), "{problems:?}"),
        Ok(definition) => {
            assert!(definition.draw().starts_with("stateDiagram-v2"));
            let against = Against { permits: &Nobody, notice_exists: &|_, _| true };
            assert!(!prove(&definition, &against).is_empty(), "nobody may do anything");
        }
    });
}

#[test]
fn a_story_spoilt_in_places_is_told_or_refused_with_places() {
    let definition = cash_assistance();
    tries(&spoilt::text(STORY), |yaml| {
        if let Err(problems) = scenario::run(&definition, "story.yaml", &yaml) {
            assert!(are_told(&problems, &yaml), "{problems:?}");
        }
    });
}

#[test]
fn any_text_at_all_is_a_tree_or_a_problem() {
    let words = prop::collection::vec(
        prop_oneof![
            "[-?:,{}\\[\\]#&*!|>'\"%@` \\n\\t]{1,4}",
            "(- ){1,40}|(\\? ){1,40}|(\\[){1,40}|(\\{a: ){1,40}",
            "[a-z]{1,4}: ",
            "&[a-c] |\\*[a-c] |<<: ",
            "[0-9]{1,20}|0x[0-9a-f]{1,20}|[0-9.e+-]{1,8}|true|~|\\.inf",
            "\\PC",
        ],
        0..30,
    );
    tries(&words.prop_map(|words| words.concat()), |text| {
        if let Err(problem) = yaml::parse("any.yaml", &text) {
            assert!(problem.line <= text.lines().count() + 1, "{problem}");
        }
    });
}

/// Conditions that an author could write, and those a little beside.
fn condition() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => prop::sample::select(FACTS).prop_map(|fact| fact.name.to_owned()),
        2 => "-?[0-9]{1,20}",
        1 => "'[a-z]{0,5}'|true|false|null|1\\.5|b'x'|\\[\\]",
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            4 => (pair.clone(), prop::sample::select(vec!["&&", "||", "==", "!=", "<", ">=", "in", "+", "?"]))
                .prop_map(|((left, right), sign)| format!("({left} {sign} {right})")),
            1 => inner.clone().prop_map(|inner| format!("!{inner}")),
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(", "))),
            1 => inner.prop_map(|inner| format!("size({inner}).has(x)[{inner}]")),
        ]
    })
}

#[test]
fn a_condition_that_compiles_is_true_or_false_of_all_facts() {
    let facts = (any::<bool>(), any::<i64>(), "[a-z]{0,5}");
    tries(&(any_text(condition()), facts), |(text, (flag, number, word))| {
        let Ok(guard) = Guard::compile(&text, FACTS) else { return };
        assert_eq!(guard.text(), text);
        let mut all = json!({});
        for fact in FACTS {
            let (group, name) = fact.name.split_once('.').expect("facts have groups");
            all[group][name] = match fact.kind {
                pser::workflow::vocabulary::FactKind::Flag => json!(flag),
                pser::workflow::vocabulary::FactKind::Number => json!(number),
                pser::workflow::vocabulary::FactKind::Text => json!(word),
                pser::workflow::vocabulary::FactKind::Texts => json!([word]),
            };
        }
        assert!(guard.holds(&all).is_ok(), "{}", guard.text());
    });
}

#[test]
fn a_span_is_read_back_as_it_is_shown() {
    tries(&any_text("[0-9]{1,5} (working )?days?"), |text| {
        if let Some(span) = Span::parse(&text) {
            assert_eq!(Span::parse(&span.to_string()), Some(span));
        }
    });
}

/// Each of these once ended the process, or would have filled its memory.
#[test]
fn what_is_nested_or_long_without_end_is_refused() {
    for (condition, expected) in [
        (format!("{}true{}", "(".repeat(41), ")".repeat(41)), "opening brackets"),
        ("[".repeat(1_999), "opening brackets"),
        (format!("true{}", " == true".repeat(100)), "deep"),
        (format!("a{}", ".a".repeat(999)), "deep"),
        ("!".repeat(100_000), "bytes long"),
    ] {
        let message = Guard::compile(&condition, FACTS).expect_err("too much");
        assert!(message.contains(expected), "{message}");
    }
    assert!(Guard::compile(&format!("{}true{}", "(".repeat(40), ")".repeat(40)), FACTS).is_ok());
    assert!(Guard::compile(&format!("true{}", " && true".repeat(240)), FACTS).is_ok());
    for yaml in [
        "- ".repeat(60),
        "- ".repeat(100_000),
        (0..300).map(|depth| format!("{}- \n", " ".repeat(depth))).collect::<Vec<_>>().concat(),
        "[".repeat(100_000),
        "{a: ".repeat(1_000),
        "? ".repeat(1_000),
        "x".repeat(300_000),
        format!("{}: 1", "k".repeat(201)),
        format!("stages: [{}]", "1,".repeat(20_000)),
    ] {
        assert_eq!(load(&yaml).expect_err("too much").len(), 1, "{yaml:.40}");
    }
}

#[test]
fn a_file_full_of_mistakes_is_answered_with_some_of_them() {
    let stages = (0..1_200).fold(String::from("stages:\n"), |mut yaml, number| {
        writeln!(yaml, "  stage-{number}: {{ title: {{ en: a, ur: b }}, clock: nobody, on: [] }}").unwrap();
        yaml
    });
    let problems = load(&stages).expect_err("no clock is called so");
    assert_eq!(problems.len(), 200);
    let long = format!("initial: {0}\nstages: {{ {1}: {{}} }}\n", "a".repeat(100_000), "b".repeat(200));
    assert!(load(&long).is_err());
}

#[test]
fn bombs_take_no_memory() {
    runs_alone("workflow::fuzz::bombs");
}

#[test]
#[ignore = "measured in a process of its own, by the test above"]
fn bombs() {
    let before = most_memory();
    let mut levels = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
    for level in 1..12 {
        let inner = vec![format!("*a{}", level - 1); 10].join(",");
        writeln!(levels, "a{level}: &a{level} [{inner}]").unwrap();
    }
    let repeated = |anchor: &str| format!("a: &a {anchor}\nb: [{}]\n", vec!["*a"; 20_000].join(","));
    let keys = (0..9_000).fold(String::new(), |mut keys, key| {
        writeln!(keys, "    k{key}: 1").unwrap();
        keys
    });
    for yaml in [
        levels,
        repeated(&"x".repeat(100_000)),
        repeated("{ b: c }"),
        format!("{}:\n  {}:\n{keys}", "k".repeat(200), "l".repeat(200)),
        "a: &a [*a]".to_owned(),
    ] {
        assert!(load(&yaml).is_err());
    }
    let taken = most_memory() - before;
    assert!(taken < 48 << 20, "{taken} bytes");
}

#[test]
fn a_thread_that_serves_has_room_for_the_deepest_that_is_taken() {
    let on_a_small_stack = std::thread::Builder::new().stack_size(2 << 20).spawn(|| {
        let deepest = format!("true{}", " == true".repeat(22));
        let guard = Guard::compile(&deepest, FACTS).expect("as deep as may be");
        assert_eq!(guard.holds(&json!({})), Ok(true));
        assert!(load(&"- ".repeat(24)).is_err());
    });
    on_a_small_stack.unwrap().join().expect("it has room");
}
