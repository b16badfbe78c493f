//! The names of areas in the page's language: `Shalimar, Lahore` for a tehsil.

use std::collections::HashMap;

use crate::app::App;
use crate::areas;
use crate::error::Result;
use crate::texts::Language;
use crate::web::page::Page;

/// Names by code.
#[derive(Debug)]
pub(super) struct Areas {
    names: HashMap<String, String>,
    comma: &'static str,
}

impl Areas {
    /// Those of the province.
    pub(super) async fn read(app: &App, page: &Page) -> Result<Self> {
        let mut conn = app.db.acquire().await?;
        let all = areas::all(&mut conn).await?.into_iter();
        Ok(match page.language {
            Language::En => Self { names: all.map(|area| (area.code, area.name_en)).collect(), comma: ", " },
            Language::Ur => Self { names: all.map(|area| (area.code, area.name_ur)).collect(), comma: "، " },
        })
    }

    /// The area and the one it lies in, where that has another name; the code where nobody named it.
    pub(super) fn name(&self, code: &str) -> String {
        let Some(own) = self.names.get(code) else { return code.to_owned() };
        let around = code.rsplit_once('/').and_then(|(parent, _)| self.names.get(parent));
        match around {
            Some(around) if around != own => format!("{own}{}{around}", self.comma),
            _ => own.clone(),
        }
    }
}
