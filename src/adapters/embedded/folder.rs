//! The data folder: whose it is, that one program at a time uses it, and the secrets drawn when it was made.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use nix::errno::Errno;
use nix::fcntl::{Flock, FlockArg};
use nix::unistd::{Uid, User, geteuid};
use serde::{Deserialize, Serialize};

use super::Trouble;
use crate::entropy;

const LOCK: &str = "lock";
const SECRETS: &str = "secrets.toml";
/// What an interrupted first writing of it leaves.
const DRAFT: &str = "secrets.new";

/// A data folder that is ours for as long as the value lives.
#[derive(Debug)]
pub struct DataFolder {
    path: PathBuf,
    secrets: Secrets,
    is_new: bool,
    _lock: Flock<File>,
}

/// What was drawn at first start. Without it the folder's data cannot be read any more.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secrets {
    /// Names the folder's data outside it, where PostgreSQL cannot live inside.
    pub id: String,
    /// As the setting `PSER_MASTER_KEYS`.
    pub master_keys: String,
    pub s3_access_key: String,
    pub s3_secret_key: String,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Secrets({})", self.id)
    }
}

impl DataFolder {
    /// Opens the folder, making it when absent.
    ///
    /// # Errors
    /// When it belongs to somebody else, holds other files, or is in use.
    pub fn open(path: &Path) -> Result<Self, Trouble> {
        let shown = path.display();
        make(path)?;
        let path = path
            .canonicalize()
            .map_err(|error| Trouble::because(format!("the data folder {shown} cannot be opened"), error))?;
        belongs_to_us(&path)?;
        let lock = lock(&path)?;
        let kept = path.join(SECRETS);
        let is_new = !kept.exists();
        let secrets = if is_new { draw(&path)? } else { read(&kept)? };
        Ok(Self { path, secrets, is_new, _lock: lock })
    }

    /// Where it is, without links.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether nothing was in it before.
    pub fn is_new(&self) -> bool {
        self.is_new
    }

    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// A folder inside that only its owner may enter, made when absent.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn private_folder(&self, name: &str) -> Result<PathBuf, Trouble> {
        let path = self.path.join(name);
        private_folder(&path)?;
        Ok(path)
    }

    /// Writes a file that only its owner may read, whole or not at all.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_private(&self, name: &str, text: &str) -> Result<PathBuf, Trouble> {
        write_private(&self.path.join(name), text)
    }
}

pub(super) fn private_folder(path: &Path) -> Result<(), Trouble> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .map_err(|error| Trouble::because(format!("the folder {} cannot be made", path.display()), error))
}

/// The operating system's name for a user, or the number of one without a name.
pub(super) fn name_of(uid: Uid) -> String {
    User::from_uid(uid).ok().flatten().map_or_else(|| format!("user number {uid}"), |user| user.name)
}

/// The superuser's folder may be passed through, because PostgreSQL runs as another user below it.
fn make(path: &Path) -> Result<(), Trouble> {
    if path.exists() {
        return Ok(());
    }
    private_folder(path)?;
    let mode = if geteuid().is_root() { 0o711 } else { 0o700 };
    fs::set_permissions(path, Permissions::from_mode(mode)).map_err(|error| {
        Trouble::because(format!("the data folder {} cannot be made", path.display()), error)
    })
}

fn belongs_to_us(path: &Path) -> Result<(), Trouble> {
    let shown = path.display();
    let unreadable = |error| Trouble::because(format!("the data folder {shown} cannot be read"), error);
    let metadata = path.metadata().map_err(unreadable)?;
    if !metadata.is_dir() {
        return Err(Trouble::new(format!("{shown} is not a folder: name another with PSER_DATA_DIR")));
    }
    let owner = Uid::from_raw(metadata.uid());
    if owner != geteuid() {
        return Err(Trouble::new(format!(
            "the data folder {shown} belongs to {}: run as {0}, or name another folder with PSER_DATA_DIR",
            name_of(owner)
        )));
    }
    let empty = fs::read_dir(path).map_err(unreadable)?.next().is_none();
    if !empty && !path.join(LOCK).exists() {
        return Err(Trouble::new(format!(
            "the folder {shown} holds files that are not PSER's: name another with PSER_DATA_DIR"
        )));
    }
    Ok(())
}

fn lock(path: &Path) -> Result<Flock<File>, Trouble> {
    let shown = path.display();
    let unusable =
        |error: std::io::Error| Trouble::because(format!("the data folder {shown} cannot be written"), error);
    let mut file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .mode(0o600)
        .open(path.join(LOCK))
        .map_err(unusable)?;
    let mut holder = String::new();
    file.read_to_string(&mut holder).map_err(unusable)?;
    let mut lock = Flock::lock(file, FlockArg::LockExclusiveNonblock).map_err(|(_, errno)| match errno {
        Errno::EWOULDBLOCK => Trouble::new(format!(
            "the data folder {shown} is in use by another pser (process {}): stop that one, or name another folder with \
             PSER_DATA_DIR",
            holder.trim()
        )),
        other => unusable(other.into()),
    })?;
    lock.set_len(0).map_err(unusable)?;
    std::io::Seek::rewind(&mut *lock).map_err(unusable)?;
    writeln!(lock, "{}", std::process::id()).map_err(unusable)?;
    Ok(lock)
}

fn draw(path: &Path) -> Result<Secrets, Trouble> {
    // Drawing new keys beside data sealed with lost ones would look like a working start and be none.
    let left: Vec<String> = fs::read_dir(path)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name != LOCK && name != DRAFT)
        .collect();
    if !left.is_empty() {
        return Err(Trouble::new(format!(
            "{} is missing although the folder holds data: put the file back, or name another folder with PSER_DATA_DIR",
            path.join(SECRETS).display()
        )));
    }
    let secrets = Secrets {
        id: hex::encode(entropy::bytes::<6>()),
        master_keys: format!("1:{}", STANDARD.encode(entropy::bytes::<32>())),
        s3_access_key: hex::encode(entropy::bytes::<10>()),
        s3_secret_key: hex::encode(entropy::bytes::<20>()),
    };
    let text = toml::to_string(&secrets).expect("four texts are TOML");
    write_private(&path.join(SECRETS), &text)?;
    Ok(secrets)
}

fn read(path: &Path) -> Result<Secrets, Trouble> {
    let shown = path.display();
    let unreadable = |error| Trouble::because(format!("{shown} cannot be read"), error);
    let metadata = path.metadata().map_err(unreadable)?;
    if metadata.mode() & 0o077 != 0 {
        return Err(Trouble::new(format!("{shown} can be read by others: run `chmod 600 {shown}`")));
    }
    let text = fs::read_to_string(path).map_err(unreadable)?;
    toml::from_str(&text)
        .map_err(|_| Trouble::new(format!("{shown} is damaged: put back the copy from your backup")))
}

fn write_private(path: &Path, text: &str) -> Result<PathBuf, Trouble> {
    let written = || -> std::io::Result<()> {
        let draft = path.with_extension("new");
        let mut file = OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&draft)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&draft, path)
    };
    written().map_err(|error| Trouble::because(format!("{} cannot be written", path.display()), error))?;
    Ok(path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_program_is_told_who_uses_the_folder() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("var");
        let first = DataFolder::open(&path).unwrap();
        assert!(first.is_new());
        let refused = DataFolder::open(&path).unwrap_err().to_string();
        assert!(refused.contains(&format!("process {}", std::process::id())), "{refused}");
    }

    #[test]
    fn the_secrets_are_drawn_once_and_are_the_owners_alone() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("var");
        let first = DataFolder::open(&path).unwrap().secrets().master_keys.clone();
        let again = DataFolder::open(&path).unwrap();
        assert!(!again.is_new());
        assert_eq!(again.secrets().master_keys, first);
        let kept = path.join(SECRETS);
        assert_eq!(kept.metadata().unwrap().mode() & 0o777, 0o600);
        drop(again);

        fs::set_permissions(&kept, Permissions::from_mode(0o644)).unwrap();
        let refused = DataFolder::open(&path).unwrap_err().to_string();
        assert!(refused.contains("chmod 600"), "{refused}");
    }

    #[test]
    fn no_new_keys_are_drawn_beside_data_of_lost_ones() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("var");
        drop(DataFolder::open(&path).unwrap());
        fs::create_dir(path.join("postgresql")).unwrap();
        fs::remove_file(path.join(SECRETS)).unwrap();
        let refused = DataFolder::open(&path).unwrap_err().to_string();
        assert!(refused.contains("secrets.toml is missing"), "{refused}");
    }

    #[test]
    fn a_folder_of_other_files_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("thesis.txt"), "chapter one").unwrap();
        let refused = DataFolder::open(folder.path()).unwrap_err().to_string();
        assert!(refused.contains("not PSER's"), "{refused}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
