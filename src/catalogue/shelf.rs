//! The programmes in memory: the bundles new applications use, and older ones as cases need them. Every process keeps
//! its own and looks now and then whether another has published.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use sqlx::PgConnection;

use super::bundle::Bundle;
use super::programme::Programme;
use crate::canonical::ContentHash;
use crate::db::Refreshed;
use crate::error::{Fault, Result};
use crate::workflow::Known;

/// A programme as it is offered now.
#[derive(Debug, Clone)]
pub struct Offer {
    pub programme: Arc<Programme>,
    pub is_open: bool,
}

impl Offer {
    /// Whether one applies to it of one's own accord; appeals and complaints begin where one looks at what they are about.
    pub fn is_applied_for(&self) -> bool {
        self.programme.workflow.about.is_none()
    }
}

/// What is on offer, and every version somebody asked for.
#[derive(Debug, Clone)]
pub struct Catalogue {
    known: Arc<Known<'static>>,
    shelf: Arc<RwLock<Shelf>>,
}

#[derive(Debug, Default)]
struct Shelf {
    offers: BTreeMap<String, Offer>,
    versions: HashMap<ContentHash, Arc<Programme>>,
}

impl Refreshed for Catalogue {
    const WHAT: &'static str = "the catalogue";
    const REFRESH: Duration = Duration::from_secs(5);

    async fn refresh(&self, conn: &mut PgConnection) -> Result<()> {
        self.refresh(conn).await
    }
}

impl Catalogue {
    /// Reads what is published.
    ///
    /// # Errors
    /// A fault when the database fails or a published bundle cannot be read by this program.
    pub async fn load(conn: &mut PgConnection, known: Known<'static>) -> Result<Self> {
        let catalogue = Self { known: Arc::new(known), shelf: Arc::default() };
        catalogue.refresh(conn).await?;
        Ok(catalogue)
    }

    /// The programmes on offer, by code.
    pub fn offers(&self) -> Vec<Offer> {
        self.read(|shelf| shelf.offers.values().cloned().collect())
    }

    /// The programmes that one applies to of one's own accord; first those whose answers others take over.
    pub fn applied_for(&self) -> Vec<Offer> {
        let mut offers = self.offers();
        let taken: HashSet<String> =
            offers.iter().filter_map(|offer| offer.programme.form.takes.clone()).collect();
        offers.retain(Offer::is_applied_for);
        offers.sort_by_key(|offer| !taken.contains(&offer.programme.code));
        offers
    }

    /// The programme of this code as it is offered now.
    pub fn current(&self, code: &str) -> Option<Offer> {
        self.read(|shelf| shelf.offers.get(code).cloned())
    }

    /// As `current`; where the programme is not in memory, another process may just have published it.
    ///
    /// # Errors
    /// As `refresh`.
    pub async fn find(&self, conn: &mut PgConnection, code: &str) -> Result<Option<Offer>> {
        if let Some(offer) = self.current(code) {
            return Ok(Some(offer));
        }
        self.refresh(conn).await?;
        Ok(self.current(code))
    }

    /// The version with this hash, from memory or else from the database.
    ///
    /// # Errors
    /// A fault when no such bundle was published, or it cannot be read by this program.
    pub async fn version(&self, conn: &mut PgConnection, hash: &ContentHash) -> Result<Arc<Programme>> {
        if let Some(programme) = self.read(|shelf| shelf.versions.get(hash).cloned()) {
            return Ok(programme);
        }
        let row = sqlx::query!(
            "select programme, language_version, content from bundles where hash = $1",
            hash.as_slice()
        )
        .fetch_optional(conn)
        .await?
        .ok_or_else(|| Fault::broken("a bundle that is referred to was never published"))?;
        let bundle = Bundle::stored((&row.programme, row.language_version), hash, &row.content)?;
        let programme = Arc::new(self.parse(&bundle)?);
        self.write(|shelf| shelf.versions.insert(*hash, Arc::clone(&programme)));
        Ok(programme)
    }

    /// Takes over what was published meanwhile, and which programmes are open.
    ///
    /// # Errors
    /// As `version`; what is in memory stays then.
    pub async fn refresh(&self, conn: &mut PgConnection) -> Result<()> {
        let rows = sqlx::query!("select code, bundle_hash, is_open from programmes order by code")
            .fetch_all(&mut *conn)
            .await?;
        let mut offers = BTreeMap::new();
        for row in rows {
            let hash: ContentHash = row
                .bundle_hash
                .try_into()
                .map_err(|_| Fault::broken("the hash of a published bundle has not 32 bytes"))?;
            let programme = self.version(conn, &hash).await?;
            offers.insert(row.code, Offer { programme, is_open: row.is_open });
        }
        self.write(|shelf| shelf.offers = offers);
        Ok(())
    }

    fn parse(&self, bundle: &Bundle) -> Result<Programme, Fault> {
        Programme::read(bundle.clone(), &self.known).map_err(|problems| {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            Fault::broken(format!("a published bundle cannot be read: {}", problems.join("; ")))
        })
    }

    // A panic elsewhere leaves maps that are whole: entries are only ever replaced.
    fn read<T>(&self, look: impl FnOnce(&Shelf) -> T) -> T {
        look(&self.shelf.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write<T>(&self, change: impl FnOnce(&mut Shelf) -> T) -> T {
        change(&mut self.shelf.write().unwrap_or_else(PoisonError::into_inner))
    }
}
