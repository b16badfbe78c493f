//! Which faults come, in which order and for how long: all of it follows from the seed.

use std::time::Duration;

use rand::RngExt as _;
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;

use super::cluster::Stop;
use super::gateways::Gateway;
use super::line::Manner;

/// Something that happens to the processes or to the database. One at a time; each is recovered from before the next.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault {
    /// `kill -9` of these serving and these working processes, which are started again after a moment.
    Kill {
        serving: &'static [usize],
        working: &'static [usize],
        away: Duration,
    },
    /// A process that stands still for a while: when a working one wakes up, its jobs are somebody else's.
    PauseServing {
        number: usize,
        lasts: Duration,
    },
    PauseWorking {
        number: usize,
        lasts: Duration,
    },
    /// Every process is told to stop and started again, one after the other.
    Roll,
    /// PostgreSQL is stopped hard and started after a while.
    StopDatabase {
        how: Stop,
        away: Duration,
    },
    /// One of PostgreSQL's processes is killed; PostgreSQL then restarts itself.
    KillBackend,
    /// The line to the database is bad.
    BadLine {
        manner: Manner,
        lasts: Duration,
    },
}

/// A gateway behaves badly for a while. These come beside everything else.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trouble {
    pub(super) gateway: Gateway,
    pub(super) manner: Manner,
    pub(super) lasts: Duration,
}

/// Every kind of fault once, in an order of chance. `longest` is how long the database may stay away.
pub(super) fn deck(dice: &mut StdRng, longest: Duration) -> Vec<Fault> {
    let moment = |dice: &mut StdRng| Duration::from_millis(dice.random_range(0..1500));
    let outage = |dice: &mut StdRng| dice.random_range(Duration::from_secs(1)..longest);
    let number = |dice: &mut StdRng| dice.random_range(0..2);
    let one: [&'static [usize]; 2] = [&[0], &[1]];
    let mut deck = vec![
        Fault::Kill { serving: one[number(dice)], working: &[], away: moment(dice) },
        Fault::Kill { serving: &[], working: one[number(dice)], away: moment(dice) },
        Fault::Kill { serving: one[number(dice)], working: one[number(dice)], away: moment(dice) },
        Fault::Kill { serving: &[], working: &[0, 1], away: moment(dice) },
        Fault::Kill { serving: &[0, 1], working: &[0, 1], away: moment(dice) },
        Fault::PauseServing { number: number(dice), lasts: outage(dice) },
        // Longer than the lease of ten seconds.
        Fault::PauseWorking {
            number: number(dice),
            lasts: Duration::from_millis(dice.random_range(13_000..18_000)),
        },
        Fault::Roll,
        Fault::StopDatabase { how: Stop::Immediate, away: outage(dice) },
        Fault::StopDatabase { how: Stop::Kill, away: outage(dice) },
        Fault::KillBackend,
        Fault::BadLine { manner: Manner::Down, lasts: outage(dice) },
        Fault::BadLine { manner: Manner::Silent, lasts: outage(dice) },
        Fault::BadLine { manner: Manner::Swallows, lasts: outage(dice) },
        Fault::BadLine { manner: Manner::CutsShort, lasts: outage(dice) },
        Fault::BadLine { manner: Manner::Forgets, lasts: outage(dice) },
        Fault::BadLine { manner: Manner::Slow(Duration::from_millis(100)), lasts: outage(dice) },
    ];
    deck.shuffle(dice);
    deck
}

/// The next trouble with a gateway.
pub(super) fn trouble(dice: &mut StdRng, longest: Duration) -> Trouble {
    let gateway = Gateway::ALL[dice.random_range(0..Gateway::ALL.len())];
    let manners = [
        Manner::Slow(Duration::from_millis(dice.random_range(200..3000))),
        Manner::Slow(Duration::from_secs(12)),
        Manner::Down,
        Manner::Silent,
        Manner::Swallows,
        Manner::Swallows,
        Manner::CutsShort,
        Manner::Twice,
    ];
    let mut manner = manners[dice.random_range(0..manners.len())];
    // A mail server that answers everything twice is out of step with what it is asked: that is no mail server.
    if gateway == Gateway::Mail && manner == Manner::Twice {
        manner = Manner::Swallows;
    }
    Trouble { gateway, manner, lasts: dice.random_range(Duration::from_secs(1)..longest) }
}
