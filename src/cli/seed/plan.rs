//! What is to become of a case, and when: in which stage it stands today, and on which days it came there.

use chrono::{DateTime, TimeDelta, Utc};
use rand::RngExt as _;
use rand::rngs::StdRng;

/// Days between two runs of payments.
const RUN_EVERY: i64 = 28;
/// The last run is older than the days on which the bank is asked again about what it settled.
const LAST_RUN: i64 = 15;
/// Runs within the past year.
const RUNS: i64 = 12;

/// Where a case has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Its identity check still waits for the registry.
    Submitted,
    Pending,
    Verifying,
    Approved,
    Disbursed,
    /// Approved, and on hold since the bank refused its account.
    OnHold,
    Rejected,
    Withdrawn,
    Lapsed,
}

/// How many of a thousand cases of the past year come where.
const MIX: Mix<9> = [
    (Life::Whole(End::Submitted), 6),
    (Life::Whole(End::Pending), 70),
    (Life::Whole(End::Verifying), 150),
    (Life::Whole(End::Approved), 44),
    (Life::Whole(End::Disbursed), 500),
    (Life::Whole(End::OnHold), 10),
    (Life::Whole(End::Rejected), 150),
    (Life::Whole(End::Withdrawn), 30),
    (Life::Whole(End::Lapsed), 40),
];

/// How many of a thousand others: most of what a registry holds has been closed for years.
const LONG_MIX: Mix<9> = [
    (Life::Whole(End::Submitted), 1),
    (Life::Whole(End::Pending), 8),
    (Life::Whole(End::Verifying), 24),
    (Life::Whole(End::Approved), 6),
    (Life::Whole(End::OnHold), 1),
    (Life::Whole(End::Disbursed), 2),
    (Life::Whole(End::Rejected), 1),
    (Life::Short(End::Rejected), 57),
    (Life::Short(End::Withdrawn), 900),
];

type Mix<const N: usize> = [(Life, u64); N];

/// How much of a case is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Life {
    /// Everything, of the past year.
    Whole(End),
    /// Closed for a year or more: few answers, a short history, a citizen who came again and again.
    Short(End),
}

/// How many days ago those who come again came for the first time.
const COMING_FOR_DAYS: std::ops::Range<i64> = 2800..3650;
/// Days until somebody comes again. The last time lies more than a year back.
const COMES_AGAIN_AFTER: std::ops::Range<i64> = 100..150;
/// How often somebody comes.
pub(super) const VISITS: usize = 16;

/// When what happens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    pub(super) end: End,
    pub(super) handed_in: DateTime<Utc>,
    /// When an officer, or the citizen who withdraws, decides.
    pub(super) decided: DateTime<Utc>,
    /// The run of payments on which it is: how many runs ago.
    pub(super) run: i64,
}

/// The life of the case with this number, the first `recent` of which are of the past year: spread so that any thousand
/// in a row have the whole mix.
pub(super) const fn life_of(number: u64, recent: u64) -> Life {
    if number < recent { drawn(number, &MIX) } else { drawn(number, &LONG_MIX) }
}

const fn drawn<const N: usize>(number: u64, mix: &Mix<N>) -> Life {
    // 159 and 1,000 have no common divisor, and its multiples lie evenly: a few hundred cases have something of all.
    let mut place = (number % 1000) * 159 % 1000;
    let mut next = 0;
    while next < N - 1 && place >= mix[next].1 {
        place -= mix[next].1;
        next += 1;
    }
    mix[next].0
}

/// When a run of payments is proposed.
pub(super) fn run_at(now: DateTime<Utc>, run: i64) -> DateTime<Utc> {
    now - TimeDelta::days(LAST_RUN + RUN_EVERY * run)
}

/// Draws the days of somebody who comes for the first time, or again after the last time.
pub(super) fn draw_short(
    dice: &mut StdRng,
    end: End,
    now: DateTime<Utc>,
    last: Option<DateTime<Utc>>,
) -> Plan {
    let days = |dice: &mut StdRng, range: std::ops::Range<i64>| {
        TimeDelta::seconds(dice.random_range(range.start * 86_400..range.end * 86_400))
    };
    let handed_in = match last {
        None => now - days(dice, COMING_FOR_DAYS),
        Some(last) => last + days(dice, COMES_AGAIN_AFTER),
    };
    let hours = if end == End::Withdrawn { 1..9 } else { 20..70 };
    let decided = handed_in + TimeDelta::seconds(dice.random_range(hours.start * 3600..hours.end * 3600));
    Plan { end, handed_in, decided, run: 0 }
}

/// Draws the days of a case of the past year.
pub(super) fn draw(dice: &mut StdRng, end: End, now: DateTime<Utc>) -> Plan {
    let run = if end == End::OnHold { 0 } else { dice.random_range(0..RUNS) };
    let mut back = |from: DateTime<Utc>, least: i64, most: i64| {
        from - TimeDelta::seconds(dice.random_range(least * 3600..most * 3600))
    };
    let (handed_in, decided) = match end {
        End::Submitted => (now - TimeDelta::minutes(dice.random_range(2..50)), now),
        End::Pending => (back(now, 1, 28 * 24), now),
        // Most of a backlog is young.
        End::Verifying => {
            let oldest = back(now, 2, 25 * 24);
            (oldest + (now - oldest) / 3, now)
        }
        End::Approved => {
            let decided = back(now, 2, 11 * 24);
            (back(decided, 12, 9 * 24), decided)
        }
        End::Disbursed | End::OnHold => {
            let decided = back(run_at(now, run), 3, 4 * 24);
            (back(decided, 12, 9 * 24), decided)
        }
        End::Rejected | End::Withdrawn => {
            let decided = back(now, 2, 355 * 24);
            (back(decided, 12, 9 * 24), decided)
        }
        End::Lapsed => (back(now, 33 * 24, 365 * 24), now),
    };
    Plan { end, handed_in, decided, run }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use rand::SeedableRng as _;

    use super::*;

    #[test]
    fn a_thousand_cases_have_the_mix_and_three_hundred_have_something_of_all() {
        let count = |numbers: std::ops::Range<u64>, recent: u64| {
            let mut found = BTreeMap::new();
            for number in numbers {
                *found.entry(format!("{:?}", life_of(number, recent))).or_insert(0) += 1;
            }
            found
        };
        for (mix, recent) in [(&MIX[..], 50_000), (&LONG_MIX[..], 4_000)] {
            assert_eq!(mix.iter().map(|(_, share)| share).sum::<u64>(), 1000);
            for (life, share) in mix {
                assert_eq!(count(5000..6000, recent)[&format!("{life:?}")], *share, "{life:?}");
            }
        }
        assert_eq!(count(0..300, 50_000).len(), MIX.len());
    }

    #[test]
    fn of_many_cases_one_in_twenty_five_is_open() {
        let is_open = |(life, _): &&(Life, u64)| match life {
            Life::Whole(end) => !matches!(end, End::Disbursed | End::Rejected | End::Withdrawn | End::Lapsed),
            Life::Short(_) => false,
        };
        assert_eq!(LONG_MIX.iter().filter(is_open).map(|(_, share)| share).sum::<u64>(), 40);
    }

    #[test]
    fn nothing_happens_after_today_or_out_of_order() {
        let (mut dice, now) = (StdRng::seed_from_u64(1), "2026-11-23T06:00:00Z".parse().unwrap());
        for number in 0..5000 {
            let Life::Whole(end) = life_of(number, 5000) else { panic!("{number} is of the past year") };
            let plan = draw(&mut dice, end, now);
            assert!(plan.handed_in < plan.decided && plan.decided <= now, "{plan:?}");
            assert!(now - plan.handed_in < TimeDelta::days(400), "{plan:?}");
            if matches!(plan.end, End::Disbursed | End::OnHold) {
                assert!(plan.decided < run_at(now, plan.run), "{plan:?}");
            }
        }
        for _ in 0..500 {
            let mut last = None;
            for visit in 0..VISITS {
                let end = if visit % 2 == 0 { End::Withdrawn } else { End::Rejected };
                let plan = draw_short(&mut dice, end, now, last);
                assert!(last.is_none_or(|last| last < plan.handed_in) && plan.handed_in < plan.decided);
                assert!(now - plan.decided > TimeDelta::days(365), "{plan:?}");
                last = Some(plan.decided);
            }
        }
    }
}
