//! What must hold at every moment, whoever was killed in the middle of what: a rule is a sentence and the one statement
//! that finds what breaks it. Every noun keeps the rules of its own rows; `doctor` asks them all. Reads, never mends.

use futures::TryStreamExt as _;
use futures::stream::BoxStream;
use serde::Serialize;
use sqlx::PgConnection;

use crate::error::Fault;

/// How many of the things that break a rule are named; the others are counted.
pub const NAMED: usize = 20;

/// What breaks a rule: each a word for what it is and what it is called by, such as `case C-7M3QK-0T8XW-2`.
pub type Breaches<'c> = BoxStream<'c, sqlx::Result<String>>;

/// Something that must always hold.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The rule, as a sentence.
    pub says: &'static str,
    /// Finds what breaks it, in one statement, so that everything is seen at the same moment.
    pub breaches: for<'c> fn(&'c mut PgConnection) -> Breaches<'c>,
}

/// A rule that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Broken {
    pub rule: &'static str,
    /// How many things break it.
    pub count: u64,
    /// The first of them.
    pub by: Vec<String>,
}

impl Broken {
    /// Counts what breaks the rule and keeps the first names; none where nothing does.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(rule: &'static str, mut breaches: Breaches<'_>) -> Result<Option<Self>, Fault> {
        let mut broken = Self { rule, count: 0, by: Vec::new() };
        while let Some(breach) = breaches.try_next().await? {
            broken.take(breach);
        }
        Ok((broken.count > 0).then_some(broken))
    }

    /// Counts one more.
    pub fn take(&mut self, breach: String) {
        if self.by.len() < NAMED {
            self.by.push(breach);
        }
        self.count += 1;
    }
}

/// Those of the rules that do not hold.
///
/// # Errors
/// When the database fails.
pub async fn broken(conn: &mut PgConnection, rules: &[Rule]) -> Result<Vec<Broken>, Fault> {
    let mut found = Vec::new();
    for rule in rules {
        found.extend(Broken::of(rule.says, (rule.breaches)(&mut *conn)).await?);
    }
    Ok(found)
}
