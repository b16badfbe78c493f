//! What every request and job has at hand: the pool, the keys, the catalogue and the policy. Built once at start; keeps
//! no state of its own between requests.

use sqlx::PgPool;

use crate::catalogue::Catalogue;
use crate::people::Passwords;
use crate::policy::Policy;
use crate::queue::Wake;
use crate::seal::Sealer;
use crate::workflow::WorkingCalendar;

/// The assembled program. Cheap to share behind an `Arc`.
#[derive(Debug)]
pub struct App {
    pub db: PgPool,
    pub sealer: Sealer,
    /// Hashes and judges passwords, on as many threads as there are cores.
    pub passwords: Passwords,
    pub catalogue: Catalogue,
    pub policy: Policy,
    /// The province's working days.
    pub calendar: WorkingCalendar,
    /// Tells workers that a commit left them work.
    pub wake: Wake,
}
