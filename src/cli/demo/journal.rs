//! The demonstration's journal: every change that the service acknowledged, in a file that outlives both. What a test of
//! faults holds against the database afterwards.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

/// The open file. Cloning it shares it.
#[derive(Debug, Clone)]
pub(super) struct Journal(Arc<File>);

/// A request and its answer. Other than 2xx: an earlier sending of it got no answer, and it may have been done.
#[derive(Debug, Serialize)]
pub(super) struct Deed<'a> {
    pub(super) method: &'a str,
    /// Below `/api/v1`.
    pub(super) path: &'a str,
    /// The idempotency key.
    pub(super) key: &'a str,
    pub(super) status: u16,
    pub(super) answer: &'a Value,
}

impl Journal {
    /// Goes on at the end of the file, for its owner's eyes only: answers hold tokens of sessions.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).mode(0o600).open(path)?;
        Ok(Self(Arc::new(file)))
    }

    /// In one write, so that lines of several citizens do not mix.
    pub(super) fn write(&self, deed: &Deed<'_>) -> io::Result<()> {
        let mut line = serde_json::to_vec(deed)?;
        line.push(b'\n');
        (&*self.0).write_all(&line)
    }
}
