//! Where a private PostgreSQL lives and as whom it runs. It refuses to run as the superuser, and as another user it must be
//! able to pass through every folder above its own.

use std::fs;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, chown};
use std::path::{Path, PathBuf};

use nix::unistd::{Uid, User, geteuid};

use super::Trouble;
use super::folder::{DataFolder, name_of};

/// Folders and user of one cluster.
#[derive(Debug)]
pub(super) struct Places {
    /// PostgreSQL's own folder.
    pub(super) cluster: PathBuf,
    /// The folder of its socket: short, because the socket's path must stay under 107 bytes.
    pub(super) socket: PathBuf,
    /// As whom it runs, when not as us.
    pub(super) user: Option<User>,
    /// Whether the cluster had to live outside the data folder.
    pub(super) is_outside: bool,
}

/// Under which clusters live whose data folder their user cannot reach.
const OUTSIDE: &str = "/var/lib/pser";

impl Places {
    /// Settles where the folder's cluster lives; makes nothing yet.
    ///
    /// # Errors
    /// When we are the superuser and there is no user `postgres`.
    pub(super) fn of(folder: &DataFolder) -> Result<Self, Trouble> {
        let id = &folder.secrets().id;
        let socket = PathBuf::from(format!("/tmp/pser-{id}"));
        let inside = folder.path().join("postgresql");
        if !geteuid().is_root() {
            return Ok(Self { cluster: inside, socket, user: None, is_outside: false });
        }
        let user = User::from_name("postgres").ok().flatten().ok_or_else(|| {
            Trouble::new(
                "PostgreSQL does not run as root and there is no user `postgres` to run it as: install the server \
                 package (`apt-get install postgresql`), or run pser as an ordinary user",
            )
        })?;
        if can_pass(folder.path(), &user) {
            return Ok(Self { cluster: inside, socket, user: Some(user), is_outside: false });
        }
        Ok(Self { cluster: Path::new(OUTSIDE).join(id), socket, user: Some(user), is_outside: true })
    }

    /// Makes `path`, which only the cluster's user may enter, and hands it to that user.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(super) fn make(&self, path: &Path) -> Result<(), Trouble> {
        let made = || -> std::io::Result<()> {
            if self.is_outside
                && let Some(parent) = path.parent()
            {
                fs::DirBuilder::new().recursive(true).mode(0o755).create(parent)?;
            }
            fs::DirBuilder::new().mode(0o700).create(path)?;
            match &self.user {
                Some(user) => chown(path, Some(user.uid.as_raw()), Some(user.gid.as_raw())),
                None => Ok(()),
            }
        };
        made()
            .map_err(|error| Trouble::because(format!("the folder {} cannot be made", path.display()), error))
    }

    /// Makes the socket's folder anew. One of somebody else's under our name is not used.
    ///
    /// # Errors
    /// When it is somebody else's, or cannot be made.
    pub(super) fn make_socket_folder(&self) -> Result<(), Trouble> {
        let shown = self.socket.display();
        if let Ok(metadata) = self.socket.symlink_metadata() {
            let owner = Uid::from_raw(metadata.uid());
            if !metadata.is_dir() || owner != self.runs_as() {
                return Err(Trouble::new(format!(
                    "{shown}, where PostgreSQL's socket is to be, belongs to {}: remove it",
                    name_of(owner)
                )));
            }
            fs::remove_dir_all(&self.socket)
                .map_err(|error| Trouble::because(format!("the folder {shown} cannot be removed"), error))?;
        }
        self.make(&self.socket)
    }

    fn runs_as(&self) -> Uid {
        self.user.as_ref().map_or_else(geteuid, |user| user.uid)
    }
}

/// Whether `user` may pass through `path` and everything above it.
fn can_pass(path: &Path, user: &User) -> bool {
    path.ancestors().all(|folder| {
        folder.metadata().is_ok_and(|metadata| {
            let shift = if metadata.uid() == user.uid.as_raw() {
                6
            } else if metadata.gid() == user.gid.as_raw() {
                3
            } else {
                0
            };
            metadata.mode() >> shift & 0o1 == 0o1
        })
    })
}
