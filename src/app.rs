//! What every request and job has at hand: the pool, the keys, the catalogue and the policy. Built once at start; keeps
//! no state of its own between requests.

use sqlx::PgPool;

use crate::seal::Sealer;

/// The assembled program. Cheap to share behind an `Arc`.
#[derive(Debug)]
pub struct App {
    pub db: PgPool,
    pub sealer: Sealer,
}
