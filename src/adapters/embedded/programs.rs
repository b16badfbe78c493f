//! Finds PostgreSQL's server programs on this machine.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::Trouble;

/// The folder of `initdb` and `postgres`, with their major version.
#[derive(Debug, Clone)]
pub(super) struct Programs {
    pub(super) folder: PathBuf,
    pub(super) major: u32,
}

/// The oldest major version the product runs on.
const OLDEST: u32 = 14;
/// Where distributions keep one folder per major version: `<parent>/<version>/bin`, or `<parent><version>/bin`.
const PARENTS: [(&str, &str); 4] =
    [("/usr/lib/postgresql", ""), ("/usr/lib", "postgresql"), ("/usr", "pgsql-"), ("/usr/local", "pgsql")];
const REMEDY: &str =
    "install PostgreSQL's server programs, on Debian or Ubuntu with `apt-get install postgresql`";

impl Programs {
    /// The newest there are.
    ///
    /// # Errors
    /// When there are none, or only too old ones.
    pub(super) fn newest(search_path: &[PathBuf]) -> Result<Self, Trouble> {
        let newest = all(search_path).into_iter().max_by_key(|found| found.major);
        let Some(newest) = newest else {
            return Err(Trouble::new(format!("initdb and postgres were not found: {REMEDY}")));
        };
        if newest.major < OLDEST {
            return Err(Trouble::new(format!(
                "PostgreSQL {} is too old, {OLDEST} is the oldest that serves: {REMEDY}",
                newest.major
            )));
        }
        Ok(newest)
    }

    /// Those that made the data in `cluster`: the data of one major version cannot be read by another.
    ///
    /// # Errors
    /// When they are not installed any more.
    pub(super) fn of(cluster: &Path, search_path: &[PathBuf]) -> Result<Self, Trouble> {
        let made_by = std::fs::read_to_string(cluster.join("PG_VERSION"))
            .ok()
            .and_then(|text| text.trim().parse::<u32>().ok())
            .ok_or_else(|| {
                Trouble::new(format!("{} holds no PostgreSQL data: move it away", cluster.display()))
            })?;
        all(search_path).into_iter().find(|found| found.major == made_by).ok_or_else(|| {
            Trouble::new(format!(
                "the data in {} was made by PostgreSQL {made_by}, which is not installed: install postgresql-{made_by}",
                cluster.display()
            ))
        })
    }

    pub(super) fn initdb(&self) -> PathBuf {
        self.folder.join("initdb")
    }

    pub(super) fn postgres(&self) -> PathBuf {
        self.folder.join("postgres")
    }
}

fn all(search_path: &[PathBuf]) -> Vec<Programs> {
    let mut folders: Vec<PathBuf> = search_path.to_vec();
    for (parent, prefix) in PARENTS {
        let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
        let versions = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix));
        folders.extend(versions.map(|entry| entry.path().join("bin")));
    }
    folders.iter().filter_map(|folder| programs_in(folder)).collect()
}

fn programs_in(folder: &Path) -> Option<Programs> {
    // A link leads to the folder where the rest of the programs are.
    let folder = folder.join("initdb").canonicalize().ok()?.parent()?.to_owned();
    let answer = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
    let text = String::from_utf8(answer.stdout).ok()?;
    // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
    let version =
        text.split_whitespace().find(|word| word.starts_with(|first: char| first.is_ascii_digit()))?;
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    Some(Programs { folder, major: digits.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_of_a_version_that_is_gone_is_told_with_the_package_that_reads_it() {
        let cluster = tempfile::tempdir().unwrap();
        std::fs::write(cluster.path().join("PG_VERSION"), "9\n").unwrap();
        let refused = Programs::of(cluster.path(), &[]).unwrap_err().to_string();
        assert!(
            refused.ends_with("was made by PostgreSQL 9, which is not installed: install postgresql-9"),
            "{refused}"
        );
    }

    #[test]
    fn the_version_is_read_from_the_program() {
        let newest = Programs::newest(&[]).unwrap();
        assert!(newest.major >= OLDEST && newest.postgres().is_file() && newest.initdb().is_file());
    }
}
