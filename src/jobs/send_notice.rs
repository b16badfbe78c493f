//! Sends one notice to its one recipient. Idempotent: the gateway knows the notice's id, and one that was sent, has
//! failed or has expired is not sent again.

use sqlx::PgPool;
use uuid::Uuid;

use crate::adapters::NotSent;
use crate::adapters::mail::{Mail, Mailing};
use crate::adapters::sms::Sms;
use crate::error::Fault;
use crate::notices::{self, Channel, Outgoing};
use crate::queue::Outcome;
use crate::seal::Sealer;
use crate::texts::{self, Language};

/// What sending needs.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    pub db: &'a PgPool,
    pub sealer: &'a Sealer,
    pub sms: &'a Sms,
    pub mail: &'a Mail,
}

/// Sends the notice, if it is still to be sent.
pub async fn send(desk: &Desk<'_>, notice: Uuid) -> Outcome {
    attempt(desk, notice).await.into()
}

async fn attempt(desk: &Desk<'_>, notice: Uuid) -> anyhow::Result<Outcome> {
    let mut conn = desk.db.acquire().await?;
    let Some(outgoing) = notices::due(&mut conn, desk.sealer, notice).await? else {
        return Ok(Outcome::Done);
    };
    // The gateway may take its time: no connection waits with it.
    drop(conn);
    let sent = match text(&outgoing) {
        Ok(text) => hand_over(desk, &outgoing, &text).await,
        // A text that cannot be filled now cannot be filled later: what fills it does not change.
        Err(fault) => Err(NotSent { why: fault.to_string(), is_final: true }),
    };
    let mut conn = desk.db.acquire().await?;
    match sent {
        Ok(()) => {
            notices::record_sent(&mut conn, notice).await?;
            tracing::info!(notice.id = %notice, notice.kind = outgoing.kind, "a notice was sent");
            Ok(Outcome::Done)
        }
        Err(NotSent { why, is_final: false }) => {
            notices::postpone(&mut conn, notice, &why).await?;
            Ok(Outcome::retry(why))
        }
        Err(NotSent { why, is_final: true }) => {
            notices::record_failed(&mut conn, notice, &why).await?;
            Ok(Outcome::fail(why))
        }
    }
}

/// A message as it is handed over.
enum Text {
    Sms(String),
    Email(texts::Letter),
}

fn text(outgoing: &Outgoing) -> Result<Text, Fault> {
    let language = Language::of(&outgoing.language);
    match outgoing.channel {
        Channel::Sms => texts::sms(&outgoing.kind, language, &outgoing.params).map(Text::Sms),
        Channel::Email => texts::letter(&outgoing.kind, language, &outgoing.params).map(Text::Email),
    }
}

async fn hand_over(desk: &Desk<'_>, outgoing: &Outgoing, text: &Text) -> Result<(), NotSent> {
    match text {
        Text::Sms(text) => desk.sms.send(outgoing.id, &outgoing.recipient, text).await,
        Text::Email(letter) => {
            let mailing = Mailing {
                id: outgoing.id,
                to: &outgoing.recipient,
                subject: &letter.subject,
                body: &letter.body,
            };
            desk.mail.send(mailing).await
        }
    }
}
