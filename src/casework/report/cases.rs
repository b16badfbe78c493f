//! What is counted of cases. The database counts by stage; what a stage means - whose time it is, whether it is an end and
//! which - each case's own version of its workflow says.

use std::collections::BTreeMap;
use std::sync::Arc;

use sqlx::PgConnection;

use super::workload::{self, Workload};
use crate::app::App;
use crate::canonical::ContentHash;
use crate::catalogue::Programme;
use crate::error::{Fault, Result};
use crate::policy::{Actor, Scope};
use crate::reports::{self, AsAt, Day, Ended, Missed, Moved, OpenCases, Reason};
use crate::workflow::vocabulary::MERGE;
use crate::workflow::{Clock, Definition, Ending, Verdict};

/// What is known of the cases within the actor's areas and programmes.
#[derive(Debug)]
pub struct CaseFigures {
    pub open: Vec<OpenCases>,
    /// The last thirty days, the earliest first.
    pub days: Vec<Day>,
    /// Deadlines that passed in those days.
    pub missed: Vec<MissedInStage>,
    /// Why cases went back, were refused or waited for papers in those days, the most frequent first.
    pub reasons: Vec<Reason>,
    /// None for those who see nobody of the staff.
    pub workload: Option<Workload>,
    /// How cases ended in those days, by area.
    pub outcomes: Vec<Outcomes>,
}

/// How often time ran out in a stage, by whose time it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissedInStage {
    pub programme: String,
    pub stage: String,
    pub by_department: i64,
    pub by_citizen: i64,
}

/// How cases of an area ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcomes {
    pub area: String,
    /// In the order of `Ending::ALL`.
    pub cases: [i64; Ending::ALL.len()],
}

/// The versions of programmes by which stages are understood.
pub(super) struct Versions(BTreeMap<Vec<u8>, Arc<Programme>>);

impl Versions {
    pub(super) async fn read<'h>(
        app: &App,
        conn: &mut PgConnection,
        hashes: impl Iterator<Item = &'h Vec<u8>>,
    ) -> Result<Self> {
        let mut versions = BTreeMap::new();
        for hash in hashes {
            if !versions.contains_key(hash) {
                let known = ContentHash::try_from(hash.as_slice());
                let known = known.map_err(|_| Fault::broken("the hash of a bundle has not 32 bytes"))?;
                versions.insert(hash.clone(), app.catalogue.version(conn, &known).await?);
            }
        }
        Ok(Self(versions))
    }

    pub(super) fn workflow(&self, bundle: &[u8]) -> Option<&Definition> {
        self.0.get(bundle).map(|programme| &programme.workflow)
    }
}

pub(super) async fn read(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    (scope, as_at): (&Scope, &AsAt),
) -> Result<CaseFigures> {
    let moved = reports::past::moved_since(conn, scope, as_at).await?;
    let missed = reports::missed::missed(conn, scope, as_at).await?;
    let ended = reports::outcomes::ended(conn, scope, as_at).await?;
    let bundles = moved.iter().map(|moved| &moved.bundle);
    let bundles = bundles.chain(missed.iter().map(|missed| &missed.bundle));
    let versions = Versions::read(app, conn, bundles.chain(ended.iter().map(|ended| &ended.bundle))).await?;
    let mut open = reports::open::open_cases(conn, scope, as_at).await?;
    open_then(&mut open, &moved, &versions);
    let reasons = reports::reasons::reasons(conn, scope, as_at).await?;
    Ok(CaseFigures {
        open,
        days: reports::days::days(conn, scope, as_at, &deciding(app)).await?,
        missed: by_clock(missed, &versions),
        reasons: reasons.into_iter().filter(|reason| is_explained(app, reason)).collect(),
        workload: workload::read(app, conn, actor, (scope, as_at)).await?,
        outcomes: by_area(app, scope, (&ended, &moved), &versions),
    })
}

/// Adds the cases that were open and have moved since to those that stand where they stood.
fn open_then(open: &mut Vec<OpenCases>, moved: &[Moved], versions: &Versions) {
    for group in moved {
        let stage = versions.workflow(&group.bundle).and_then(|workflow| workflow.stage(&group.stage));
        let Some(stage) = stage.filter(|stage| !stage.end) else { continue };
        let (clock, age) = (stage.clock.as_str(), usize::try_from(group.age).unwrap_or_default());
        let is_same = |other: &&mut OpenCases| {
            (&*other.programme, &*other.stage, &*other.clock, other.age)
                == (&*group.programme, &*group.stage, clock, age)
        };
        if let Some(same) = open.iter_mut().find(is_same) {
            same.cases += group.cases;
            same.overdue += group.overdue;
        } else {
            open.push(OpenCases {
                programme: group.programme.clone(),
                stage: group.stage.clone(),
                clock: clock.to_owned(),
                age,
                cases: group.cases,
                overdue: group.overdue,
            });
        }
    }
    open.sort_by(|one, other| {
        (&one.programme, &one.stage, &one.clock, one.age).cmp(&(
            &other.programme,
            &other.stage,
            &other.clock,
            other.age,
        ))
    });
}

/// The actions that decide in any programme on offer.
fn deciding(app: &App) -> Vec<String> {
    let offers = app.catalogue.offers();
    let mut names: Vec<String> =
        offers.iter().flat_map(|offer| offer.programme.workflow.deciding()).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    names
}

fn by_clock(missed: Vec<Missed>, versions: &Versions) -> Vec<MissedInStage> {
    let mut counted: BTreeMap<(String, String), (i64, i64)> = BTreeMap::new();
    for group in missed {
        let stage = versions.workflow(&group.bundle).and_then(|workflow| workflow.stage(&group.stage));
        let (department, citizen) = counted.entry((group.programme, group.stage)).or_default();
        match stage.map(|stage| stage.clock) {
            Some(Clock::Citizen) => *citizen += group.cases,
            Some(Clock::Department | Clock::Stopped) | None => *department += group.cases,
        }
    }
    let row = |((programme, stage), (by_department, by_citizen))| MissedInStage {
        programme,
        stage,
        by_department,
        by_citizen,
    };
    counted.into_iter().map(row).collect()
}

/// Whether it is something for which officers give a reason that a citizen did not get what they asked for, or had to
/// bring more. That a case was closed for another is no such thing.
fn is_explained(app: &App, reason: &Reason) -> bool {
    let Some(action) = reason.action.as_deref() else { return true };
    let Some(offer) = app.catalogue.current(&reason.programme) else { return false };
    let workflow = &offer.programme.workflow;
    let mut offered = workflow.stages.iter().filter_map(|stage| stage.action(action));
    let asks = offered.any(|offered| offered.reason_required || !offered.reasons.is_empty());
    asks && action != MERGE && workflow.verdict(action) != Some(Verdict::For)
}

/// The ends of cases by district or tehsil, every one of them that is told apart, in the order of their codes.
fn by_area(
    app: &App,
    scope: &Scope,
    (ended, moved): (&[Ended], &[Moved]),
    versions: &Versions,
) -> Vec<Outcomes> {
    let areas = app.areas.now();
    let shown = areas.told_apart(scope.columns().0);
    let mut counted: BTreeMap<&str, [i64; Ending::ALL.len()]> =
        shown.iter().map(|area| (&*area.code, Default::default())).collect();
    let recent = moved.iter().filter(|group| group.is_recent);
    let recent = recent.map(|group| (&*group.area, &group.bundle, &*group.stage, group.cases));
    let ended = ended.iter().map(|group| (&*group.area, &group.bundle, &*group.stage, group.cases));
    for (area, bundle, stage, cases) in ended.chain(recent) {
        let ending = versions.workflow(bundle).and_then(|workflow| workflow.ending(stage));
        let Some(place) = ending.and_then(|ending| Ending::ALL.iter().position(|other| *other == ending))
        else {
            continue;
        };
        let around = std::iter::successors(Some(area), |code| code.rsplit_once('/').map(|(outer, _)| outer));
        let row = around.into_iter().find(|code| counted.contains_key(code)).unwrap_or(area);
        counted.entry(row).or_default()[place] += cases;
    }
    counted.into_iter().map(|(area, cases)| Outcomes { area: area.to_owned(), cases }).collect()
}
