//! A file on its way: kept encrypted in an unnamed temporary file, so that a slow sender costs disk and not memory, and
//! a crash leaves nothing readable or named behind.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use futures::Stream;

use super::cipher::{self, Decrypting, Encrypting, Key};

const READ_BYTES: usize = 64 * 1024;

/// A whole file, encrypted under a key of its own. What it holds can go to the store as it is.
#[derive(Debug, Clone)]
pub struct Spool {
    file: Arc<File>,
    key: Key,
    plain_bytes: u64,
    sealed_bytes: u64,
}

impl Spool {
    /// The key under which the file is encrypted.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// Length of the file itself, in bytes.
    pub fn plain_bytes(&self) -> u64 {
        self.plain_bytes
    }

    /// Length of its ciphertext, in bytes.
    pub fn sealed_bytes(&self) -> u64 {
        self.sealed_bytes
    }

    /// The ciphertext from the beginning; may be asked for again when a send failed.
    pub fn sealed(&self) -> impl Stream<Item = io::Result<Bytes>> + Send + Sync + use<> {
        let (file, end) = (Arc::clone(&self.file), self.sealed_bytes);
        futures::stream::try_unfold(0, move |at| {
            let file = Arc::clone(&file);
            async move {
                if at >= end {
                    return Ok(None);
                }
                let reading = tokio::task::spawn_blocking(move || read_piece(&file, at, end));
                let bytes = reading.await.map_err(io::Error::other)??;
                let next = at + bytes.len() as u64;
                Ok(Some((bytes, next)))
            }
        })
    }

    /// Reads the file itself, decrypting a chunk at a time.
    pub fn reader(&self) -> SpoolReader {
        SpoolReader {
            file: Arc::clone(&self.file),
            at: 0,
            end: self.sealed_bytes,
            decrypting: Some(Decrypting::new(self.key.clone())),
            plain: Vec::new(),
            given: 0,
        }
    }
}

fn read_piece(file: &File, at: u64, end: u64) -> io::Result<Bytes> {
    let left = usize::try_from(end - at).unwrap_or(READ_BYTES);
    let mut piece = vec![0; left.min(READ_BYTES)];
    file.read_exact_at(&mut piece, at)?;
    Ok(Bytes::from(piece))
}

/// Writes a spool. Blocks on the disk.
#[derive(Debug)]
pub(super) struct SpoolWriter {
    file: File,
    key: Key,
    encrypting: Encrypting,
    sealed: Vec<u8>,
    plain_bytes: u64,
    sealed_bytes: u64,
}

impl SpoolWriter {
    /// A new spool in `folder`, under a fresh key.
    pub(super) fn create(folder: &Path) -> io::Result<Self> {
        let key = cipher::fresh_key();
        Ok(Self {
            file: tempfile::tempfile_in(folder)?,
            encrypting: Encrypting::new(&key),
            key,
            sealed: Vec::new(),
            plain_bytes: 0,
            sealed_bytes: 0,
        })
    }

    /// Writes the last chunk.
    pub(super) fn finish(mut self) -> io::Result<Spool> {
        let mut sealed = std::mem::take(&mut self.sealed);
        self.encrypting.finish(&mut sealed);
        self.file.write_all(&sealed)?;
        Ok(Spool {
            file: Arc::new(self.file),
            key: self.key,
            plain_bytes: self.plain_bytes,
            sealed_bytes: self.sealed_bytes + sealed.len() as u64,
        })
    }
}

impl Write for SpoolWriter {
    fn write(&mut self, plain: &[u8]) -> io::Result<usize> {
        self.encrypting.update(plain, &mut self.sealed);
        self.file.write_all(&self.sealed)?;
        self.plain_bytes += plain.len() as u64;
        self.sealed_bytes += self.sealed.len() as u64;
        self.sealed.clear();
        Ok(plain.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The plaintext of a spool. Blocks on the disk.
#[derive(Debug)]
pub struct SpoolReader {
    file: Arc<File>,
    at: u64,
    end: u64,
    decrypting: Option<Decrypting>,
    plain: Vec<u8>,
    given: usize,
}

impl SpoolReader {
    fn refill(&mut self) -> io::Result<()> {
        self.plain.clear();
        self.given = 0;
        while self.plain.is_empty() {
            let Some(mut decrypting) = self.decrypting.take() else { return Ok(()) };
            if self.at == self.end {
                return Ok(decrypting.finish(&mut self.plain)?);
            }
            let piece = read_piece(&self.file, self.at, self.end)?;
            self.at += piece.len() as u64;
            decrypting.update(&piece, &mut self.plain)?;
            self.decrypting = Some(decrypting);
        }
        Ok(())
    }
}

impl Read for SpoolReader {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.given == self.plain.len() {
            self.refill()?;
        }
        let count = out.len().min(self.plain.len() - self.given);
        out[..count].copy_from_slice(&self.plain[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use futures::TryStreamExt as _;

    use super::*;

    #[tokio::test]
    async fn a_spool_gives_back_what_was_written_and_holds_none_of_it_in_clear() {
        let folder = tempfile::tempdir().unwrap();
        let plain: Vec<u8> = b"Muhammad Aslam ".iter().copied().cycle().take(200_000).collect();
        let mut writer = SpoolWriter::create(folder.path()).unwrap();
        for piece in plain.chunks(33_333) {
            writer.write_all(piece).unwrap();
        }
        let spool = writer.finish().unwrap();
        assert_eq!(spool.plain_bytes(), 200_000);

        let mut read = Vec::new();
        spool.reader().read_to_end(&mut read).unwrap();
        assert_eq!(read, plain);

        let sealed: Vec<Bytes> = Box::pin(spool.sealed()).try_collect().await.unwrap();
        let sealed = sealed.concat();
        assert_eq!(sealed.len() as u64, spool.sealed_bytes());
        assert!(!sealed.windows(8).any(|window| window == b"Muhammad"));
        assert_eq!(folder.path().read_dir().unwrap().count(), 0);
    }
}
