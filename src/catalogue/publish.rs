//! Puts programmes on offer. Whatever is published was read and proved before; a bundle that is there already is left
//! alone, so that publishing the same folder again changes nothing.

use sqlx::PgConnection;

use super::bundle::{Bundle, LANGUAGE};
use super::programme::Programme;
use crate::canonical::ContentHash;
use crate::workflow::{Known, Problem};

/// What publishing did with one programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    pub programme: String,
    pub hash: ContentHash,
    /// Whether new applications now use another bundle than before.
    pub is_changed: bool,
}

/// Reads bundles into programmes; every problem of all of them is told at once. `prove` says what else is wrong with a
/// programme that was read: the proofs of its workflow against the policy.
///
/// # Errors
/// The problems; nothing may be published then.
pub fn read_all(
    bundles: Vec<Bundle>,
    known: &Known<'_>,
    prove: &dyn Fn(&Programme) -> Vec<Problem>,
) -> Result<Vec<Programme>, Vec<Problem>> {
    let (mut programmes, mut problems) = (Vec::new(), Vec::new());
    for bundle in bundles {
        match Programme::read(bundle, known) {
            Ok(programme) => {
                problems.extend(prove(&programme));
                programmes.push(programme);
            }
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(programmes) } else { Err(problems) }
}

/// Publishes programmes, in the caller's transaction: new applications use these bundles from its commit on.
///
/// # Errors
/// When the database fails.
pub async fn publish(conn: &mut PgConnection, programmes: &[Programme]) -> sqlx::Result<Vec<Published>> {
    let mut published = Vec::new();
    for programme in programmes {
        let hash = programme.hash.as_slice();
        sqlx::query!(
            "insert into bundles (hash, programme, language_version, content) values ($1, $2, $3, $4)
             on conflict (hash) do nothing",
            hash,
            programme.code,
            LANGUAGE,
            programme.bundle.content(),
        )
        .execute(&mut *conn)
        .await?;
        let changed = sqlx::query!(
            "insert into programmes (code, title_en, title_ur, bundle_hash) values ($1, $2, $3, $4)
             on conflict (code) do update
                set title_en = excluded.title_en, title_ur = excluded.title_ur, bundle_hash = excluded.bundle_hash
                where programmes.bundle_hash <> excluded.bundle_hash",
            programme.code,
            programme.title.en,
            programme.title.ur,
            hash,
        )
        .execute(&mut *conn)
        .await?;
        published.push(Published {
            programme: programme.code.clone(),
            hash: programme.hash,
            is_changed: changed.rows_affected() == 1,
        });
    }
    Ok(published)
}
