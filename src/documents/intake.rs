//! Taking a file in: its bytes go through the limits, the first look at its kind and the digest into a spool, a piece at
//! a time, however slowly they come.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use futures::{Stream, TryStreamExt as _};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use super::spool::SpoolWriter;
use super::{Kind, Limits, Spool};
use crate::error::{Error, Fault, Result};
use crate::refusal::Refusal;

/// Bytes that are gathered before they are handed to the disk.
const GATHER_BYTES: usize = 64 * 1024;
/// The unit in which memory for examinations is given out.
pub(super) const MEMORY_UNIT: u64 = 1024;

/// Takes files in and examines them, within limits that hold for the whole process.
#[derive(Debug, Clone)]
pub struct Intake {
    pub(super) limits: Limits,
    pub(super) folder: PathBuf,
    pub(super) memory: Arc<Semaphore>,
}

/// A file as it was received, before anybody looked inside.
#[derive(Debug)]
pub struct Received {
    pub spool: Spool,
    /// By its first bytes, which agree with what it was declared to be.
    pub kind: Kind,
    /// SHA-256 of the bytes as received.
    pub sha256: [u8; 32],
}

impl Intake {
    /// `folder` is where unnamed temporary files are made.
    pub fn new(limits: Limits, folder: PathBuf) -> Self {
        let units = usize::try_from(limits.examination_bytes / MEMORY_UNIT).unwrap_or(Semaphore::MAX_PERMITS);
        Self { limits, folder, memory: Arc::new(Semaphore::new(units)) }
    }

    /// The limits it keeps.
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Takes a file whose sender says it is of `content_type`. The stream's own errors come back as they are.
    ///
    /// # Errors
    /// `EmptyFile`, `FileTooLarge`, `FileKindNotTaken`: as soon as they are known, without reading further.
    pub async fn receive<S>(&self, content_type: Option<&str>, mut stream: S) -> Result<Received>
    where
        S: Stream<Item = Result<Bytes>> + Unpin,
    {
        let folder = self.folder.clone();
        let mut desk = blocking(move || Desk::open(&folder)).await?;
        let mut gathered = BytesMut::with_capacity(GATHER_BYTES);
        let mut kind = None;
        let mut taken = 0_u64;
        while let Some(piece) = stream.try_next().await? {
            taken += piece.len() as u64;
            if taken > self.limits.file_bytes {
                return Err(Refusal::FileTooLarge { limit_bytes: self.limits.file_bytes }.into());
            }
            gathered.extend_from_slice(&piece);
            if kind.is_none() && gathered.len() >= Kind::HEAD_BYTES {
                kind = Some(agreed_kind(&gathered, content_type)?);
            }
            if gathered.len() >= GATHER_BYTES {
                let ready = gathered.split().freeze();
                desk = blocking(move || desk.take(&ready)).await?;
            }
        }
        if taken == 0 {
            return Err(Refusal::EmptyFile.into());
        }
        let kind = kind.map_or_else(|| agreed_kind(&gathered, content_type), Ok)?;
        let (spool, sha256) = blocking(move || desk.take(&gathered)?.close()).await?;
        Ok(Received { spool, kind, sha256 })
    }
}

/// The kind of the first bytes, if it is taken and is what the sender said.
fn agreed_kind(head: &[u8], content_type: Option<&str>) -> Result<Kind, Refusal> {
    let kind = Kind::of(head).ok_or(Refusal::FileKindNotTaken)?;
    if content_type.and_then(Kind::declared) != Some(kind) {
        return Err(Refusal::FileKindNotTaken);
    }
    Ok(kind)
}

/// Where a file is written while it arrives.
struct Desk {
    writer: SpoolWriter,
    digest: Sha256,
}

impl Desk {
    fn open(folder: &std::path::Path) -> io::Result<Self> {
        Ok(Self { writer: SpoolWriter::create(folder)?, digest: Sha256::new() })
    }

    fn take(mut self, bytes: &[u8]) -> io::Result<Self> {
        self.digest.update(bytes);
        self.writer.write_all(bytes)?;
        Ok(self)
    }

    fn close(self) -> io::Result<(Spool, [u8; 32])> {
        Ok((self.writer.finish()?, self.digest.finalize().into()))
    }
}

/// Runs disk work off the runtime's threads. What fails there is the disk: full, or gone.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Fault::caused("writing a file on its way failed", error))?
        .map_err(|error| Error::Fault(Fault::unavailable("the folder for files on their way", error)))
}
