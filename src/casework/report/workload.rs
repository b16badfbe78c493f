//! Who has how much of which queue, and how much they moved on. Only staff whom the actor sees are named; what the others
//! have and did is told in one line a queue.

use std::collections::BTreeMap;

use sqlx::PgConnection;
use uuid::Uuid;

use super::cases::Versions;
use crate::app::App;
use crate::casework::absence;
use crate::error::Result;
use crate::people::staff::Colleague;
use crate::policy::{Actor, SEE, Scope};
use crate::reports::AsAt;
use crate::reports::workload::{decided, held};

/// The work of the staff.
#[derive(Debug)]
pub struct Workload {
    /// Those with most that is overdue first.
    pub rows: Vec<Worked>,
    /// Whether it says what each has at hand: of a past date nobody knows.
    pub tells_held: bool,
}

/// What somebody has of a queue, and moved on from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worked {
    pub queue: String,
    /// None: those whom the actor does not see, together.
    pub officer: Option<Officer>,
    pub held: i64,
    pub on_hold: i64,
    pub overdue: i64,
    /// Verified, rejected, sent back or waiting for papers by them, in the last days.
    pub decided: i64,
}

/// Somebody of the staff.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Officer {
    pub name: String,
    pub account: Uuid,
}

type Rows = BTreeMap<(Option<Officer>, String), Worked>;

pub(super) async fn read(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    (scope, as_at): (&Scope, &AsAt),
) -> Result<Option<Workload>> {
    if !app.policy.ever(actor, "absence", SEE) {
        return Ok(None);
    }
    let colleagues = absence::seen(app, conn, actor).await?;
    let mut rows = Rows::new();
    if !as_at.is_past {
        for group in held(conn, scope, as_at).await? {
            let row = row(&mut rows, &colleagues, |one| one.account == group.account, &group.queue);
            row.held += group.cases;
            row.on_hold += group.on_hold;
            row.overdue += group.overdue;
        }
    }
    let decided = decided(conn, scope, as_at).await?;
    let versions = Versions::read(app, conn, decided.iter().map(|group| &group.bundle)).await?;
    for group in decided {
        let stage = versions.workflow(&group.bundle).and_then(|workflow| workflow.stage(&group.stage));
        if let Some(queue) = stage.and_then(|stage| stage.queue.clone()) {
            row(&mut rows, &colleagues, |one| one.person == group.person, &queue).decided += group.cases;
        }
    }
    let mut rows: Vec<Worked> = rows.into_values().collect();
    // By name within what is equally urgent; those without a name last.
    rows.sort_by_key(|row| (row.officer.is_none(), std::cmp::Reverse((row.overdue, row.held, row.decided))));
    Ok(Some(Workload { rows, tells_held: !as_at.is_past }))
}

fn row<'r>(
    rows: &'r mut Rows,
    colleagues: &[Colleague],
    is_theirs: impl Fn(&Colleague) -> bool,
    queue: &str,
) -> &'r mut Worked {
    let colleague = colleagues.iter().find(|one| is_theirs(one));
    let officer = colleague.map(|one| Officer { name: one.name.clone(), account: one.account });
    let nothing = || Worked {
        queue: queue.to_owned(),
        officer: officer.clone(),
        held: 0,
        on_hold: 0,
        overdue: 0,
        decided: 0,
    };
    rows.entry((officer.clone(), queue.to_owned())).or_insert_with(nothing)
}
