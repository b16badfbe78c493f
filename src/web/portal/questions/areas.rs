//! The province's areas as a question chooses among them and an answer names them.

use crate::app::App;
use crate::areas::Area;
use crate::casework;
use crate::catalogue::form::AreaLevel;
use crate::error::Result;
use crate::policy::Actor;
use crate::web::page::places::Places;
use crate::web::page::{Field, Page};

/// All areas.
#[derive(Debug)]
pub(in crate::web::portal) struct Areas(Vec<Area>);

impl Areas {
    /// Reads them.
    pub(in crate::web::portal) async fn read(app: &App, actor: &Actor) -> Result<Self> {
        casework::places::all(app, actor).await.map(Self)
    }

    #[cfg(test)]
    pub(in crate::web::portal) fn sample() -> Self {
        Self(crate::areas::embedded().unwrap_or_default())
    }

    /// The area with the one it lies in: `Shalimar, Lahore`.
    pub(super) fn name(&self, code: &str, page: &Page) -> String {
        Places::new(&self.0, page.language).name(code)
    }

    /// Adds the areas of a level to a list.
    pub(super) fn options(&self, field: Field, level: AreaLevel, page: &Page) -> Field {
        let places = Places::new(&self.0, page.language);
        if level == AreaLevel::Tehsil {
            return places.tehsils(field);
        }
        let of_level = self.0.iter().filter(|area| area.code.split('/').count() == level.depth());
        of_level.fold(field, |field, area| field.option(&area.code, places.name(&area.code)))
    }
}
