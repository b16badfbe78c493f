//! The draw: of what staff decided on a day each decision is looked at again with the share that its workflow declares. Whether
//! one is drawn follows from the hash of its event under a key of ours, so nobody foresees it, and drawing again draws the same.

use chrono::NaiveDate;
use futures::TryStreamExt as _;

use crate::app::App;
use crate::catalogue::Programme;
use crate::db;
use crate::error::Result;
use crate::seal::Sealer;
use crate::second_looks::{self, Decision};
use crate::workflow::Verdict;
use crate::workflow::vocabulary::MERGE;

/// Draws from every day that is over and was not drawn from, also after an outage; how many decisions were drawn.
///
/// # Errors
/// When the database fails, or a programme cannot be read.
pub async fn draw_all(app: &App) -> Result<usize> {
    let days = second_looks::days_to_draw(&mut *app.db.acquire().await?).await?;
    let mut drawn = 0;
    for day in days {
        drawn += draw_day(app, day).await?;
    }
    Ok(drawn)
}

async fn draw_day(app: &App, day: NaiveDate) -> Result<usize> {
    let mut tx = db::begin(&app.db).await?;
    if !second_looks::begin_day(&mut tx, day).await? {
        return Ok(0);
    }
    let done: Vec<Decision> = second_looks::decisions(&mut tx, day).try_collect().await?;
    let (mut decisions, mut drawn) = (0, 0);
    for decision in &done {
        let programme = app.catalogue.version(&mut tx, &decision.bundle).await?;
        let Some((verdict, share)) = looked_at_again(&programme, &decision.action) else { continue };
        decisions += 1;
        if is_drawn(&app.sealer, decision, share) {
            second_looks::draw(&mut tx, decision, verdict).await?;
            drawn += 1;
        }
    }
    second_looks::finish_day(&mut tx, day, (decisions, drawn)).await?;
    tx.commit().await?;
    tracing::info!(%day, decisions, drawn, "Decisions were drawn to be looked at again.");
    Ok(drawn)
}

/// Which way the action decides and which share of such decisions is looked at again. A merge is judged on two cases, so what
/// one case shows says nothing about it.
fn looked_at_again(programme: &Programme, action: &str) -> Option<(Verdict, u8)> {
    let verdict = programme.workflow.verdict(action).filter(|_| action != MERGE)?;
    Some((verdict, programme.workflow.second_look?))
}

/// Whether the number that the event's hash is given under our key lies within the share.
fn is_drawn(sealer: &Sealer, decision: &Decision, share: u8) -> bool {
    let lot = u128::from_be_bytes(sealer.index("second-look", &decision.hash)) >> 64;
    lot * 100 < u128::from(share) << 64
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;
    use zeroize::Zeroizing;

    use super::*;
    use crate::seal::MasterKey;

    fn decision(number: u32) -> Decision {
        let mut hash = [0; 32];
        hash[..4].copy_from_slice(&number.to_be_bytes());
        Decision {
            case: Uuid::nil(),
            seq: 1,
            at: chrono::DateTime::UNIX_EPOCH,
            action: "verify".to_owned(),
            by: Uuid::nil(),
            bundle: [0; 32],
            hash,
        }
    }

    fn sealer(secret: u8) -> Sealer {
        Sealer::new(&[MasterKey { version: 1, secret: Zeroizing::new([secret; 32]) }]).unwrap()
    }

    fn drawn(sealer: &Sealer, share: u8) -> Vec<u32> {
        (0..5_000).filter(|number| is_drawn(sealer, &decision(*number), share)).collect()
    }

    #[test]
    fn about_as_many_are_drawn_as_the_share_says_and_all_of_a_whole() {
        let sealer = sealer(1);
        for (share, least, most) in [(1, 20, 90), (2, 60, 150), (50, 2_350, 2_650), (100, 5_000, 5_000)] {
            let count = drawn(&sealer, share).len();
            assert!((least..=most).contains(&count), "{share}: {count}");
        }
    }

    #[test]
    fn the_same_are_drawn_again_and_others_under_another_key() {
        assert_eq!(drawn(&sealer(1), 2), drawn(&sealer(1), 2));
        assert_ne!(drawn(&sealer(1), 2), drawn(&sealer(2), 2));
    }

    #[test]
    fn a_greater_share_draws_what_a_smaller_one_does_and_more() {
        let (few, many) = (drawn(&sealer(1), 2), drawn(&sealer(1), 10));
        assert!(few.iter().all(|number| many.contains(number)) && many.len() > few.len());
    }
}
