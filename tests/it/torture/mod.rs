//! Kill tests: real processes of every kind, a durable database and everybody else the product speaks to, hurt in every way
//! that happens while people act. Afterwards what was acknowledged is there exactly once. docs/faults.md says what is
//! promised; `make torture` runs for ten minutes, and one minute of it is among the tests.

mod books;
mod cluster;
mod faults;
mod front;
mod gateways;
mod line;
mod many;
mod part;
mod people;
mod question;
mod story;
mod suffer;
mod town;
mod vanishing;

use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use tokio::time::sleep;

use faults::Fault;
use gateways::Gateways;
use people::{Crowd, People};
use story::Story;
use town::{Parts, Town};

/// A run.
#[derive(Debug, Clone, Copy)]
struct Plan {
    seed: u64,
    /// How long there are faults; the people go on until they are done.
    time: Duration,
    /// How long the database may stay away.
    longest: Duration,
    crowd: Crowd,
}

#[tokio::test]
async fn a_minute_of_faults_loses_nothing() {
    torture(&Plan {
        seed: number("PSER_TEST_TORTURE_SEED").unwrap_or(1),
        time: Duration::from_secs(50),
        longest: Duration::from_secs(6),
        crowd: Crowd { citizens: 12, patience_seconds: 400 },
    })
    .await;
}

#[tokio::test]
#[ignore = "ten minutes: `make torture`"]
async fn ten_minutes_of_faults_lose_nothing() {
    torture(&Plan {
        seed: number("PSER_TEST_TORTURE_SEED").unwrap_or(1),
        time: Duration::from_secs(number("PSER_TEST_TORTURE_SECONDS").unwrap_or(500)),
        longest: Duration::from_secs(20),
        crowd: Crowd { citizens: 40, patience_seconds: 400 },
    })
    .await;
}

#[expect(clippy::disallowed_methods, reason = "`make torture` hands the seed over by the environment")]
fn number(name: &str) -> Option<u64> {
    Some(std::env::var(name).ok()?.parse().expect("a number"))
}

#[expect(clippy::print_stdout, reason = "the report of a run; shown when it fails, and by `make torture`")]
async fn torture(plan: &Plan) {
    let mut town = Town::open().await;
    let people = People::of(&town, plan.seed, plan.crowd);
    let story = Story::begin();
    let end = Instant::now() + plan.time;
    let (came, faults, troubles) = {
        let Town { parts, gateways, .. } = &mut town;
        tokio::join!(
            people.act(end, &story),
            hurt(parts, plan, end, &story),
            trouble(gateways, plan, end, &story)
        )
    };
    books::settle(&town, &story).await;
    books::hold(&town, &people, &story).await;
    println!(
        "seed {}: {faults} kills and outages, {troubles} troubles with gateways; {} rounds of {} citizens, {} cases ended, \
         {} accounts corrected\n{}",
        plan.seed,
        came.rounds,
        plan.crowd.citizens,
        came.ended,
        came.accounts_corrected,
        story.told()
    );
    if !story.findings().is_empty() {
        let seed = plan.seed;
        panic!("seed {seed} found: {:#?}\nlogs and journal: {}", story.findings(), town.keep().display());
    }
}

/// One fault of processes or database after the other, all kinds before any comes again.
async fn hurt(parts: &mut Parts, plan: &Plan, end: Instant, story: &Story) -> usize {
    let mut dice = StdRng::seed_from_u64(plan.seed);
    let mut deck: Vec<Fault> = Vec::new();
    let mut suffered = 0;
    loop {
        if deck.is_empty() {
            deck = faults::deck(&mut dice, plan.longest);
        }
        let fault = deck.pop().expect("a deck has every kind");
        sleep(Duration::from_millis(dice.random_range(300..2500))).await;
        if Instant::now() > end {
            return suffered;
        }
        parts.suffer(&fault, story).await;
        suffered += 1;
    }
}

/// Troubles with gateways beside them.
async fn trouble(gateways: &Gateways, plan: &Plan, end: Instant, story: &Story) -> usize {
    let mut dice = StdRng::seed_from_u64(plan.seed ^ 0x6761_7465);
    let mut suffered = 0;
    loop {
        sleep(Duration::from_millis(dice.random_range(100..3000))).await;
        if Instant::now() > end {
            return suffered;
        }
        gateways.suffer(&faults::trouble(&mut dice, plan.longest.min(Duration::from_secs(15))), story).await;
        suffered += 1;
    }
}
