//! Input that nobody means: sound, spoilt in places, or anything at all. `make test` tries some hundred of each parser;
//! `make fuzz` goes on for as long as it is told to.

use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;

/// For how many seconds each test goes on; one round where it is not set.
const SECONDS: &str = "PSER_TEST_FUZZ_SECONDS";

/// Tries a property on as many values as a round has (`PROPTEST_CASES`, or 256).
#[track_caller]
pub(crate) fn tries<S: Strategy>(values: &S, holds: impl Fn(S::Value)) {
    rounds(&ProptestConfig::default(), values, holds);
}

/// As `tries`, for what takes its time: an eighth of a round.
#[track_caller]
pub(crate) fn tries_a_few<S: Strategy>(values: &S, holds: impl Fn(S::Value)) {
    let whole = ProptestConfig::default();
    rounds(&ProptestConfig { cases: whole.cases.div_ceil(8), ..whole }, values, holds);
}

#[track_caller]
fn rounds<S: Strategy>(config: &ProptestConfig, values: &S, holds: impl Fn(S::Value)) {
    let end = Instant::now() + patience();
    loop {
        let mut runner = TestRunner::new(ProptestConfig { failure_persistence: None, ..config.clone() });
        if let Err(error) = runner.run(values, |value| {
            holds(value);
            Ok(())
        }) {
            panic!("{error}");
        }
        if Instant::now() >= end {
            return;
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "`make fuzz` says by the environment how long it goes on")]
fn patience() -> Duration {
    let seconds = std::env::var(SECONDS).ok().and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(seconds.unwrap_or_default())
}

/// The text with a few passages cut out, doubled, swapped for others or put elsewhere.
pub(crate) fn text(sound: impl Into<String>) -> impl Strategy<Value = String> {
    let sound: Vec<char> = sound.into().chars().collect();
    let put = prop_oneof![
        Just(String::new()),
        "[ -~]{0,6}",
        "[{}\\[\\]()<>:;,.&*!|>'\"%@\\n\\t/\\\\ -]{1,4}",
        "[0-9]{1,24}",
        "\\PC{0,4}",
        any::<String>(),
    ];
    let piece = put.prop_map(|put| put.chars().collect());
    spoilt(sound, piece).prop_map(|letters| letters.into_iter().collect())
}

/// The bytes, likewise.
pub(crate) fn bytes(sound: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let put = prop_oneof![
        Just(Vec::new()),
        vec(any::<u8>(), 1..5),
        vec(prop_oneof![Just(0), Just(0xff), Just(0x7f), Just(0x80)], 1..9),
    ];
    spoilt(sound, put)
}

/// Sound, spoilt, or anything.
pub(crate) fn any_text(sound: impl Strategy<Value = String> + 'static) -> impl Strategy<Value = String> {
    let sound = sound.boxed();
    prop_oneof![
        3 => sound.clone(),
        4 => sound.prop_flat_map(text),
        1 => "[ -~]{0,40}",
        1 => "\\PC{0,40}",
        1 => any::<String>(),
    ]
}

fn spoilt<T: Clone + std::fmt::Debug + 'static>(
    sound: Vec<T>,
    put: impl Strategy<Value = Vec<T>> + 'static,
) -> impl Strategy<Value = Vec<T>> {
    let change = (any::<Index>(), 0_usize..40, any::<Index>(), 0_usize..4, put);
    vec(change, 1..5).prop_map(move |changes| {
        let mut out = sound.clone();
        for (from, length, to, copies, put) in changes {
            let from = from.index(out.len() + 1);
            let until = (from + length).min(out.len());
            let passage: Vec<T> = match copies {
                0 => out.splice(from..until, put).collect(),
                _ => out[from..until]
                    .iter()
                    .cloned()
                    .cycle()
                    .take((until - from) * copies)
                    .chain(put)
                    .collect(),
            };
            let to = to.index(out.len() + 1);
            if copies > 0 {
                out.splice(to..to, passage);
            }
        }
        out
    })
}

/// The most memory that this process ever had, in bytes.
pub(crate) fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells of this process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the most memory is told");
    let kilobytes = line.trim().trim_end_matches(" kB").parse::<u64>().expect("in kilobytes");
    kilobytes * 1024
}

/// Runs a hidden test of this binary in a process of its own, where nothing else takes memory.
pub(crate) fn runs_alone(test: &str) {
    let program = std::env::current_exe().expect("this binary has a path");
    let done = std::process::Command::new(program)
        .args(["--exact", test, "--ignored", "--nocapture"])
        .output()
        .expect("this binary can be run");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(
        done.status.success() && said.contains("1 passed"),
        "{said}{}",
        String::from_utf8_lossy(&done.stderr)
    );
}
