//! Looking inside a file that was received: is it what it says, is it whole, and is there nothing in it that acts. What
//! passes is written anew (images) or kept as it came (PDF). Memory is bounded across all examinations of a process.

mod image;
mod jpeg;
mod names;
mod pdf;
mod png;
mod reading;

use std::io::{self, Read as _};
use std::path::Path;

use tokio::sync::OwnedSemaphorePermit;

use super::intake::MEMORY_UNIT;
use super::{Intake, Kind, Limits, Received, Spool};
use crate::error::{Error, Fault, Result};
use crate::refusal::Refusal;

/// A file that may be stored: what will be served later is exactly this.
#[derive(Debug)]
pub struct Fit {
    pub spool: Spool,
    pub kind: Kind,
}

/// Why a file does not pass.
#[derive(Debug)]
pub(super) enum Unfit {
    Refused(Refusal),
    Disk(io::Error),
}

impl From<io::Error> for Unfit {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

impl Unfit {
    fn unreadable() -> Self {
        Self::Refused(Refusal::FileUnreadable)
    }
}

impl Intake {
    /// Examines a received file. Waits while other examinations hold the memory it needs.
    ///
    /// # Errors
    /// `FileUnreadable`, `ImageTooLarge`, `PdfProtected`, `PdfActive`, `PdfTooLong`; `FileTooLarge` where the setting
    /// takes larger files than there is memory to examine.
    pub async fn examine(&self, received: &Received) -> Result<Fit> {
        let kind = received.kind;
        let (spool, limits) = (received.spool.clone(), self.limits);
        let needed = off_thread(move || memory_needed(kind, &spool, &limits)).await?;
        let permit = self.reserve(needed).await?;

        let (spool, limits, folder) = (received.spool.clone(), self.limits, self.folder.clone());
        let spool = off_thread(move || {
            let _held_until_done = permit;
            examined(kind, spool, (&limits, needed), &folder)
        })
        .await?;
        Ok(Fit { spool, kind })
    }

    async fn reserve(&self, bytes: u64) -> Result<OwnedSemaphorePermit> {
        // More than there is would be waited for without end.
        if bytes > self.limits.examination_bytes {
            return Err(Refusal::FileTooLarge { limit_bytes: self.limits.examination_bytes / 2 }.into());
        }
        let units = u32::try_from(bytes / MEMORY_UNIT)
            .map_err(|error| Fault::caused("an examination wants more memory than there is", error))?;
        let permit = std::sync::Arc::clone(&self.memory).acquire_many_owned(units).await;
        permit.map_err(|error| Error::Fault(Fault::caused("the intake was closed", error)))
    }
}

/// Bytes the examination will take at its peak, told from the file's header without decoding anything.
fn memory_needed(kind: Kind, spool: &Spool, limits: &Limits) -> Result<u64, Unfit> {
    match kind {
        Kind::Jpeg => image::memory_needed(&jpeg::survey(spool.reader())?, spool.plain_bytes(), limits),
        Kind::Png => image::memory_needed(&png::survey(spool.reader())?, spool.plain_bytes(), limits),
        Kind::Pdf => Ok(spool.plain_bytes() + pdf::WORKING_BYTES),
    }
}

fn examined(
    kind: Kind,
    spool: Spool,
    (limits, memory): (&Limits, u64),
    folder: &Path,
) -> Result<Spool, Unfit> {
    let mut bytes = Vec::with_capacity(usize::try_from(spool.plain_bytes()).unwrap_or_default());
    spool.reader().read_to_end(&mut bytes)?;
    match kind {
        Kind::Jpeg | Kind::Png => image::written_anew(kind, bytes, memory, folder),
        Kind::Pdf => pdf::examine(&bytes, limits).map(|()| spool).map_err(Unfit::Refused),
    }
}

/// Runs an examination off the runtime's threads. A decoder that panics has met a file it cannot read.
async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Unfit> + Send + 'static,
) -> Result<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(Unfit::Refused(refusal))) => Err(refusal.into()),
        Ok(Err(Unfit::Disk(error))) => {
            Err(Fault::unavailable("the folder for files on their way", error).into())
        }
        Err(error) if error.is_panic() => {
            tracing::warn!("a decoder panicked on a file; the file was refused");
            Err(Refusal::FileUnreadable.into())
        }
        Err(error) => Err(Fault::caused("an examination was cut short", error).into()),
    }
}
