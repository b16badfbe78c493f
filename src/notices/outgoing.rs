//! A notice on its way: opened for sending, and what became of it.

use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::written::{Channel, params_place, recipient_place};
use crate::error::Fault;
use crate::seal::Sealer;

/// A notice opened for sending; only in memory.
pub struct Outgoing {
    pub id: Uuid,
    pub kind: String,
    pub channel: Channel,
    /// `en` or `ur`.
    pub language: String,
    pub recipient: Zeroizing<String>,
    /// What fills the text, with `expires_at` where the notice has one.
    pub params: Value,
}

impl std::fmt::Debug for Outgoing {
    /// Without recipient and particulars.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Outgoing").field("id", &self.id).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// The notice, if it is to be sent now: `None` when it is gone, was sent, or has failed. One that has expired is marked
/// so and is not sent.
pub async fn due(conn: &mut PgConnection, sealer: &Sealer, id: Uuid) -> Result<Option<Outgoing>, Fault> {
    let row = sqlx::query!(
        r#"select kind, channel, language, recipient_sealed, params_sealed, expires_at,
                  coalesce(expires_at <= pser_now(), false) as "has_expired!"
           from notices where id = $1 and state = 'written'"#,
        id
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    if row.has_expired {
        sqlx::query!("update notices set state = 'expired' where id = $1 and state = 'written'", id)
            .execute(conn)
            .await?;
        return Ok(None);
    }
    let channel = Channel::parse(&row.channel)
        .ok_or_else(|| Fault::broken(format!("the channel {} is none we have", row.channel)))?;
    let mut params: Value = serde_json::from_slice(&sealer.open(params_place(id), &row.params_sealed)?)
        .map_err(|_| Fault::broken("the particulars of a notice are not JSON"))?;
    if let (Some(fields), Some(expires_at)) = (params.as_object_mut(), row.expires_at) {
        fields.insert("expires_at".to_owned(), expires_at.to_rfc3339().into());
    }
    Ok(Some(Outgoing {
        id,
        kind: row.kind,
        channel,
        language: row.language,
        recipient: sealer.open_text(recipient_place(id), &row.recipient_sealed)?,
        params,
    }))
}

/// The gateway has taken it.
pub async fn record_sent(conn: &mut PgConnection, id: Uuid) -> Result<(), Fault> {
    sqlx::query!(
        "update notices set state = 'sent', sent_at = pser_now(), tries = tries + 1, last_problem = null
         where id = $1 and state = 'written'",
        id
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// It was not taken, and never will be.
pub async fn record_failed(conn: &mut PgConnection, id: Uuid, why: &str) -> Result<(), Fault> {
    sqlx::query!(
        "update notices set state = 'failed', tries = tries + 1, last_problem = $2
         where id = $1 and state = 'written'",
        id,
        why
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// It was not taken this time.
pub async fn postpone(conn: &mut PgConnection, id: Uuid, why: &str) -> Result<(), Fault> {
    sqlx::query!(
        "update notices set tries = tries + 1, last_problem = $2 where id = $1 and state = 'written'",
        id,
        why
    )
    .execute(conn)
    .await?;
    Ok(())
}
