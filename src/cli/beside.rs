//! Commands beside a running `pser run`: what it brought along lies in the data folder for as long as it runs, so that
//! inviting somebody or verifying history there takes no settings.

use std::collections::BTreeMap;
use std::fs;

use anyhow::Context as _;

use crate::adapters::embedded::DataFolder;
use crate::config::{self, Sources};

const FILE: &str = "running.toml";

/// Leaves the settings that were brought along, for their owner's eyes only.
pub(super) fn leave(folder: &DataFolder, sources: &Sources) -> anyhow::Result<()> {
    let brought: BTreeMap<&str, &str> = sources.brought().collect();
    let text = toml::to_string(&brought).context("settings are text")?;
    folder.write_private(FILE, &text)?;
    Ok(())
}

/// Takes them away again. Where that fails, the next start writes over them.
pub(super) fn clear(folder: &DataFolder) {
    let _ = fs::remove_file(folder.path().join(FILE));
}

/// Takes over what a running `pser run` brought along, unless the operator named a database.
pub(super) fn join(mut sources: Sources) -> anyhow::Result<Sources> {
    if sources.has("DATABASE_URL") {
        return Ok(sources);
    }
    let file = config::data_dir(&sources)?.join(FILE);
    let Ok(text) = fs::read_to_string(&file) else { return Ok(sources) };
    let brought: BTreeMap<String, String> = toml::from_str(&text)
        .with_context(|| format!("{} is damaged: start `pser run` again", file.display()))?;
    for (name, value) in brought {
        sources.bring(&name, value);
    }
    Ok(sources)
}
