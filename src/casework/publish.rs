//! Putting programmes on offer, with what each needs before the first application: areas to live in, working days to
//! count by, accounts for its money. Whoever runs the command line owns the installation, so nobody is asked here.

use sqlx::PgPool;

use crate::catalogue::publish::Published;
use crate::db;
use crate::error::Result;
use crate::offer::{self, Sound};
use crate::payments::ledger;
use crate::{areas, calendar};

/// Publishes what was proved, in one transaction. Publishing the same again changes nothing.
///
/// # Errors
/// Every finding of the proofs; nothing is published then.
pub async fn publish(db: &PgPool, sound: &Sound) -> Result<Vec<Published>> {
    let mut tx = db::begin(db).await?;
    areas::load(&mut tx).await?;
    calendar::load(&mut tx).await?;
    let published = offer::publish(&mut tx, sound).await?;
    for programme in &published {
        ledger::open_programme(&mut tx, &programme.programme).await?;
    }
    tx.commit().await?;
    for programme in published.iter().filter(|programme| programme.is_changed) {
        let hash = hex::encode(programme.hash);
        tracing::info!(
            programme.code = programme.programme,
            programme.bundle = hash,
            "a programme was published"
        );
    }
    Ok(published)
}
