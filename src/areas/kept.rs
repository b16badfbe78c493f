//! The areas in memory, as every page names them. Every process keeps its own and looks now and then whether an
//! administrator changed one.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use sqlx::PgConnection;

use super::{Area, all};
use crate::db::Refreshed;
use crate::error::Result;

/// All areas at one moment, in the order of their codes.
#[derive(Debug, Default)]
pub struct Areas {
    all: Vec<Area>,
    by_code: HashMap<String, usize>,
}

impl Areas {
    pub fn new(all: Vec<Area>) -> Self {
        let by_code = all.iter().enumerate().map(|(place, area)| (area.code.clone(), place)).collect();
        Self { all, by_code }
    }

    pub fn all(&self) -> &[Area] {
        &self.all
    }

    /// The area of this code.
    pub fn find(&self, code: &str) -> Option<&Area> {
        self.by_code.get(code).map(|place| &self.all[*place])
    }

    /// What is told apart within the areas of somebody's work (none is the province): its districts, or where that is one,
    /// its tehsils.
    pub fn told_apart(&self, within: &[Option<String>]) -> Vec<&Area> {
        let is_within = |code: &str| {
            within.iter().any(|area| match area {
                Some(outer) => {
                    code == outer
                        || code.strip_prefix(outer.as_str()).is_some_and(|rest| rest.starts_with('/'))
                }
                None => true,
            })
        };
        let of_level = |level: &str| {
            self.all.iter().filter(|area| area.level == level && is_within(&area.code)).collect()
        };
        let districts: Vec<&Area> = of_level("district");
        if districts.len() > 1 { districts } else { of_level("tehsil") }
    }
}

/// The areas as they were read last.
#[derive(Debug, Clone, Default)]
pub struct Kept(Arc<RwLock<Arc<Areas>>>);

impl Kept {
    /// Reads them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(conn: &mut PgConnection) -> Result<Self> {
        let kept = Self::default();
        kept.refresh(conn).await?;
        Ok(kept)
    }

    /// As they were read last.
    pub fn now(&self) -> Arc<Areas> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads them again.
    ///
    /// # Errors
    /// When the database fails; what is in memory stays then.
    pub async fn refresh(&self, conn: &mut PgConnection) -> Result<()> {
        let read = Arc::new(Areas::new(all(conn).await?));
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = read;
        Ok(())
    }
}

impl Refreshed for Kept {
    const WHAT: &'static str = "the areas";
    const REFRESH: Duration = Duration::from_secs(60);

    async fn refresh(&self, conn: &mut PgConnection) -> Result<()> {
        self.refresh(conn).await
    }
}
