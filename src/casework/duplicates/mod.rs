//! Cases that may be of the same people: an officer looks at the two side by side and says whether they belong together, are
//! of different people, or are one, in which case one of them is closed for the other. Nothing here decides by itself.

mod compare;
mod found;
mod judge;
mod merge;

use std::sync::Arc;

use serde_json::json;
use sqlx::PgConnection;

use super::act::{doer_kind, person_of};
use super::look::{self, CaseView};
use super::second_look;
use crate::app::App;
use crate::cases::pairs::{self, Pair};
use crate::cases::{self, Standing};
use crate::catalogue::Programme;
use crate::error::{Error, Result};
use crate::history::{self, Doer, Happening};
use crate::plain;
use crate::policy::{Actor, Resource};
use crate::reference::Reference;
use crate::refusal::Refusal;

pub use compare::{Answered, Comparison, Offers, Paper, Papers, RowPair, Section, Shared, compare};
pub use found::{keep_found, lock_found};
pub use judge::{Made, judge, undo};
pub use merge::{merge, unmerge};

/// The deed of judging a pair.
const JUDGE: &str = "judge-duplicates";

/// What an officer says of a pair, and which state of it they looked at.
#[derive(Debug, Clone, Copy)]
pub struct Saying<'a> {
    /// The revision of the pair; 0 where it was none.
    pub revision: i32,
    pub reason: &'a str,
}

/// A pair of a case, as somebody sees it who may see that case.
#[derive(Debug)]
pub struct Twin {
    pub pair: Pair,
    /// The programme of the other case as it stands there; none for those who may not see that case.
    pub seen: Option<Arc<Programme>>,
}

/// A case and those that may be of the same people, the ones that nobody has judged first.
///
/// # Errors
/// `NotFound` where the actor may not see the case.
pub async fn list(app: &App, actor: &Actor, reference: &Reference) -> Result<(CaseView, Vec<Twin>)> {
    let mut conn = app.db.acquire().await?;
    let standing = look::seen(app, &mut conn, actor, reference).await?;
    let hidden = second_look::hidden_case(&mut conn, actor).await?;
    let mut twins = Vec::new();
    for pair in pairs::of(&mut conn, standing.id, None).await? {
        let seen = if is_seen(app, actor, &pair) && hidden != Some(pair.other.id) {
            Some(app.catalogue.version(&mut conn, &pair.other.bundle).await?)
        } else {
            None
        };
        twins.push(Twin { pair, seen });
    }
    Ok((look::view(app, &mut conn, actor, standing).await?, twins))
}

/// Whether somebody may see the other case of a pair.
pub(super) fn is_seen(app: &App, actor: &Actor, pair: &Pair) -> bool {
    let other = Resource {
        kind: "case",
        programme: Some(&pair.other.programme),
        area: Some(&pair.other.area),
        owner: Some(pair.other.person),
        ..Resource::default()
    };
    app.policy.authorize(actor, "see", &other).is_ok()
}

/// Two cases that the actor may see, and what was made of them.
struct Both {
    this: Standing,
    that: Standing,
    /// As `this` sees it.
    pair: Option<Pair>,
}

impl Both {
    /// Reads the two.
    async fn read(
        app: &App,
        conn: &mut PgConnection,
        actor: &Actor,
        (this, that): (&Reference, &Reference),
    ) -> Result<Self> {
        let this = look::seen(app, conn, actor, this).await?;
        let other = cases::find_id(conn, that).await?.ok_or(Error::NotFound)?;
        if other == this.id {
            return Err(Error::NotFound);
        }
        let pair = pairs::between(conn, this.id, other).await?;
        let that = match look::seen(app, conn, actor, that).await {
            // That there is another case is known from this one; who it is of stays with those of its area.
            Err(Error::NotFound) if pair.is_some() => return Err(Refusal::OtherElsewhere.into()),
            seen => seen?,
        };
        Ok(Self { this, that, pair })
    }

    /// Reads the two and keeps everybody else from changing either until the transaction ends.
    async fn lock(
        app: &App,
        conn: &mut PgConnection,
        actor: &Actor,
        references: (&Reference, &Reference),
    ) -> Result<Self> {
        let both = Self::read(app, conn, actor, references).await?;
        pairs::lock_all(conn, &[both.this.id, both.that.id]).await?;
        Self::read(app, conn, actor, references).await
    }

    /// Refuses where the actor may not do this to one of them.
    fn authorize(&self, app: &App, actor: &Actor, deed: &str) -> Result<()> {
        for standing in [&self.this, &self.that] {
            let asked = super::act::resource(standing);
            app.policy.authorize(actor, deed, &asked).map_err(|no| no.into_error(deed))?;
        }
        Ok(())
    }

    fn revision(&self) -> i32 {
        self.pair.as_ref().map_or(0, |pair| pair.revision)
    }

    /// Writes into the history of both what was made of them.
    async fn remember(
        &self,
        conn: &mut PgConnection,
        actor: &Actor,
        (kind, reason): (&str, &str),
    ) -> Result<()> {
        for (case, other) in [(&self.this, &self.that), (&self.that, &self.this)] {
            remember(conn, actor, (case, other), (kind, reason)).await?;
        }
        Ok(())
    }
}

/// Writes into the history of one case what was made of it and another.
async fn remember(
    conn: &mut PgConnection,
    actor: &Actor,
    (case, other): (&Standing, &Standing),
    (kind, reason): (&str, &str),
) -> Result<()> {
    let doer = Doer { kind: doer_kind(actor), person: person_of(actor) };
    let detail = json!({ "other": other.reference, "reason": reason });
    history::append(conn, &Happening { case_id: case.id, kind, action: None, doer, detail: &detail }).await?;
    Ok(())
}

/// The reason that a judgement has to have.
fn reason(typed: &str) -> Result<String> {
    let reason = plain::reason("reason", Some(typed)).map_err(Refusal::from)?;
    Ok(reason.ok_or_else(|| Refusal::field("reason", "reason-missing"))?)
}
