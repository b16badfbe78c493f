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

/// How many of a thousand cases come where.
const MIX: [(End, u64); 9] = [
    (End::Submitted, 6),
    (End::Pending, 70),
    (End::Verifying, 150),
    (End::Approved, 44),
    (End::Disbursed, 500),
    (End::OnHold, 10),
    (End::Rejected, 150),
    (End::Withdrawn, 30),
    (End::Lapsed, 40),
];

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

/// The end of the case with this number: spread so that any thousand in a row have the whole mix.
pub(super) const fn end_of(number: u64) -> End {
    // 159 and 1,000 have no common divisor, and its multiples lie evenly: a few hundred cases have something of all.
    let mut place = (number % 1000) * 159 % 1000;
    let mut next = 0;
    while next < MIX.len() - 1 && place >= MIX[next].1 {
        place -= MIX[next].1;
        next += 1;
    }
    MIX[next].0
}

/// When a run of payments is proposed.
pub(super) fn run_at(now: DateTime<Utc>, run: i64) -> DateTime<Utc> {
    now - TimeDelta::days(LAST_RUN + RUN_EVERY * run)
}

/// Draws the days.
pub(super) fn draw(dice: &mut StdRng, number: u64, now: DateTime<Utc>) -> Plan {
    let end = end_of(number);
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
        assert_eq!(MIX.iter().map(|(_, share)| share).sum::<u64>(), 1000);
        let count = |numbers: std::ops::Range<u64>| {
            let mut found = BTreeMap::new();
            for number in numbers {
                *found.entry(format!("{:?}", end_of(number))).or_insert(0) += 1;
            }
            found
        };
        for (end, share) in MIX {
            assert_eq!(count(5000..6000)[&format!("{end:?}")], share, "{end:?}");
        }
        assert_eq!(count(0..300).len(), MIX.len());
    }

    #[test]
    fn nothing_happens_after_today_or_out_of_order() {
        let (mut dice, now) = (StdRng::seed_from_u64(1), "2026-11-23T06:00:00Z".parse().unwrap());
        for number in 0..5000 {
            let plan = draw(&mut dice, number, now);
            assert!(plan.handed_in < plan.decided && plan.decided <= now, "{plan:?}");
            assert!(now - plan.handed_in < TimeDelta::days(400), "{plan:?}");
            if matches!(plan.end, End::Disbursed | End::OnHold) {
                assert!(plan.decided < run_at(now, plan.run), "{plan:?}");
            }
        }
    }
}
