//! What every request and job has at hand: the pool, the keys, the catalogue and the policy. Built once at start; keeps
//! no state of its own between requests.

use sqlx::PgPool;

use crate::people::Passwords;
use crate::seal::Sealer;

/// The assembled program. Cheap to share behind an `Arc`.
#[derive(Debug)]
pub struct App {
    pub db: PgPool,
    pub sealer: Sealer,
    /// Hashes and judges passwords, on as many threads as there are cores.
    pub passwords: Passwords,
}
