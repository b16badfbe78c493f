//! `pser migrate`: brings the schema up to date, as the role that owns it.

use super::print;
use crate::config::{self, Sources};
use crate::db::migrations;

pub(super) async fn migrate(sources: &Sources) -> anyhow::Result<()> {
    let owner = config::owner_database(sources)?;
    let count = migrations::migrate(&owner.options()).await?;
    match count {
        0 => print("The database was up to date.\n"),
        1 => print("One migration was applied.\n"),
        many => print(&format!("{many} migrations were applied.\n")),
    }
}
