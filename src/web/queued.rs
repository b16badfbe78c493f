//! What a page or a program asks of a queue in an address: filters, and where the list goes on.

use serde::Deserialize;
use utoipa::IntoParams;

use crate::db;
use crate::error::Result;
use crate::policy::Actor;
use crate::queues::{After, Due, Filter, Holder};
use crate::refusal::Refusal;
use crate::web::address::given;

/// The query. What is empty filters nothing, because a form sends every field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(in crate::web) struct Asked {
    /// Only cases of this programme.
    pub(in crate::web) programme: String,
    /// Only cases in this area and what lies in it.
    pub(in crate::web) area: String,
    /// Only cases in this stage.
    pub(in crate::web) stage: String,
    /// `overdue`, or `soon` for what is due within two days or overdue.
    pub(in crate::web) due: String,
    /// `nobody`, `somebody` or `me`.
    pub(in crate::web) holder: String,
    /// `open` for those that may be of the same people as another case, and nobody has looked.
    pub(in crate::web) duplicates: String,
    /// The `next` of the page before.
    pub(in crate::web) after: String,
}

impl Asked {
    /// As the queue understands it, and after which row the page begins.
    ///
    /// # Errors
    /// `Invalid` on what is none of the words, and on a cursor that is none.
    pub(in crate::web) fn read(&self, actor: &Actor) -> Result<(Filter<'_>, Option<After>)> {
        let due = match self.due.as_str() {
            "" => None,
            "overdue" => Some(Due::Overdue),
            "soon" => Some(Due::Soon),
            _ => return Err(Refusal::field("due", "field-type").into()),
        };
        let holder = match (self.holder.as_str(), actor) {
            ("", _) => None,
            ("nobody", _) => Some(Holder::Nobody),
            ("somebody", _) => Some(Holder::Somebody),
            ("me", Actor::Staff { account, .. }) => Some(Holder::One(*account)),
            _ => return Err(Refusal::field("holder", "field-type").into()),
        };
        let has_duplicates = match self.duplicates.as_str() {
            "" => false,
            "open" => true,
            _ => return Err(Refusal::field("duplicates", "field-type").into()),
        };
        let filter = Filter {
            programme: given(&self.programme),
            area: given(&self.area),
            stage: given(&self.stage),
            due,
            holder,
            has_duplicates,
        };
        Ok((filter, given(&self.after).map(db::read_cursor).transpose()?))
    }

    /// The filters by name, those that are empty as well.
    pub(in crate::web) fn filters(&self) -> [(&'static str, &str); 6] {
        [
            ("programme", &self.programme),
            ("area", &self.area),
            ("stage", &self.stage),
            ("due", &self.due),
            ("holder", &self.holder),
            ("duplicates", &self.duplicates),
        ]
    }

    /// The query of the very page: its filters, and where the list goes on.
    pub(in crate::web) fn whole(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(self.query(""));
        query.extend_pairs(given(&self.after).map(|after| ("after", after)));
        query.finish()
    }

    /// The filters as the query of an address, without the one called `but`.
    pub(in crate::web) fn query(&self, but: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let filters = self.filters().into_iter();
        query.extend_pairs(filters.filter(|(name, value)| *name != but && !value.is_empty()));
        query.finish()
    }
}
