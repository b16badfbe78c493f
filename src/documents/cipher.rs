//! Encryption of a file as it flows: XChaCha20-Poly1305 in the STREAM construction, 64 KiB at a time, so that neither
//! side ever holds the whole file and no chunk can be altered, moved, dropped or added.
//!
//! Layout: one byte of format, 19 bytes of random nonce prefix, then the chunks, each with its tag of 16 bytes. The nonce
//! of a chunk is the prefix, its number (32 bits) and a flag that is set on the last chunk only.

use aead_stream::{DecryptorBE32, EncryptorBE32};
use bytes::Bytes;
use chacha20poly1305::XChaCha20Poly1305;
use futures::{Stream, TryStreamExt as _};
use zeroize::Zeroizing;

use crate::entropy;

/// The key of one document.
pub type Key = Zeroizing<[u8; 32]>;

/// Bytes of plaintext per chunk.
pub const CHUNK_BYTES: usize = 64 * 1024;
const TAG_BYTES: usize = 16;
const FORMAT: u8 = 1;
const PREFIX_BYTES: usize = 19;
const HEADER_BYTES: usize = 1 + PREFIX_BYTES;
const NOTHING: &[u8] = b"";

/// The file was altered, cut short or extended, or the key is not its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the encrypted file is not whole or not as it was written")]
pub struct Altered;

impl From<Altered> for std::io::Error {
    fn from(altered: Altered) -> Self {
        Self::new(std::io::ErrorKind::InvalidData, altered)
    }
}

/// A fresh key. A key encrypts one file, once.
pub fn fresh_key() -> Key {
    Zeroizing::new(entropy::bytes())
}

/// Encrypts a file that arrives in pieces.
pub struct Encrypting {
    cipher: EncryptorBE32<XChaCha20Poly1305>,
    header: Option<[u8; HEADER_BYTES]>,
    pending: Vec<u8>,
}

impl std::fmt::Debug for Encrypting {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Encrypting({} bytes pending)", self.pending.len())
    }
}

impl Encrypting {
    pub fn new(key: &Key) -> Self {
        let prefix = entropy::bytes::<PREFIX_BYTES>();
        let mut header = [FORMAT; HEADER_BYTES];
        header[1..].copy_from_slice(&prefix);
        Self {
            cipher: EncryptorBE32::new(&(**key).into(), &prefix.into()),
            header: Some(header),
            pending: Vec::with_capacity(CHUNK_BYTES + TAG_BYTES),
        }
    }

    /// Takes more plaintext; appends to `out` the chunks that are certainly not the last.
    pub fn update(&mut self, mut plain: &[u8], out: &mut Vec<u8>) {
        self.write_header(out);
        while !plain.is_empty() {
            if self.pending.len() == CHUNK_BYTES {
                self.cipher
                    .encrypt_next_in_place(NOTHING, &mut self.pending)
                    .expect("a file has far fewer chunks than the counter has numbers");
                out.append(&mut self.pending);
            }
            let (now, later) = plain.split_at(plain.len().min(CHUNK_BYTES - self.pending.len()));
            self.pending.extend_from_slice(now);
            plain = later;
        }
    }

    /// Appends the last chunk, which may be empty.
    pub fn finish(mut self, out: &mut Vec<u8>) {
        self.write_header(out);
        self.cipher
            .encrypt_last_in_place(NOTHING, &mut self.pending)
            .expect("a file has far fewer chunks than the counter has numbers");
        out.append(&mut self.pending);
    }

    fn write_header(&mut self, out: &mut Vec<u8>) {
        if let Some(header) = self.header.take() {
            out.extend_from_slice(&header);
        }
    }
}

/// Decrypts a file that arrives in pieces. What it gives out is genuine; whether it is whole, only `finish` tells.
pub struct Decrypting {
    key: Key,
    cipher: Option<DecryptorBE32<XChaCha20Poly1305>>,
    pending: Vec<u8>,
}

impl std::fmt::Debug for Decrypting {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Decrypting({} bytes pending)", self.pending.len())
    }
}

impl Decrypting {
    pub fn new(key: Key) -> Self {
        Self { key, cipher: None, pending: Vec::with_capacity(CHUNK_BYTES + TAG_BYTES) }
    }

    /// Takes more ciphertext; appends to `out` the plaintext of the chunks that are certainly not the last.
    ///
    /// # Errors
    /// `Altered`; nothing that follows may be used then.
    pub fn update(&mut self, mut sealed: &[u8], out: &mut Vec<u8>) -> Result<(), Altered> {
        while !sealed.is_empty() {
            let full = if self.cipher.is_some() { CHUNK_BYTES + TAG_BYTES } else { HEADER_BYTES };
            if self.pending.len() == full {
                self.advance(out)?;
                continue;
            }
            let (now, later) = sealed.split_at(sealed.len().min(full - self.pending.len()));
            self.pending.extend_from_slice(now);
            sealed = later;
        }
        Ok(())
    }

    /// Appends the plaintext of the last chunk.
    ///
    /// # Errors
    /// `Altered`, also when the file was cut short or has something behind its end.
    pub fn finish(mut self, out: &mut Vec<u8>) -> Result<(), Altered> {
        let cipher = self.cipher.take().ok_or(Altered)?;
        cipher.decrypt_last_in_place(NOTHING, &mut self.pending).map_err(|_| Altered)?;
        out.append(&mut self.pending);
        Ok(())
    }

    fn advance(&mut self, out: &mut Vec<u8>) -> Result<(), Altered> {
        if let Some(cipher) = &mut self.cipher {
            cipher.decrypt_next_in_place(NOTHING, &mut self.pending).map_err(|_| Altered)?;
            out.append(&mut self.pending);
            return Ok(());
        }
        let (&format, prefix) = self.pending.split_first().ok_or(Altered)?;
        if format != FORMAT {
            return Err(Altered);
        }
        let prefix: [u8; PREFIX_BYTES] = prefix.try_into().map_err(|_| Altered)?;
        self.cipher = Some(DecryptorBE32::new(&(*self.key).into(), &prefix.into()));
        self.pending.clear();
        Ok(())
    }
}

/// The plaintext of an encrypted stream; it ends in an error where the file is not whole.
pub fn decrypted<S>(sealed: S, key: Key) -> impl Stream<Item = std::io::Result<Bytes>> + Send
where
    S: Stream<Item = std::io::Result<Bytes>> + Send + Unpin,
{
    futures::stream::try_unfold(
        (sealed, Some(Decrypting::new(key))),
        |(mut sealed, mut decrypting)| async move {
            let mut out = Vec::new();
            while out.is_empty() {
                let Some(mut decrypter) = decrypting.take() else { return Ok(None) };
                match sealed.try_next().await? {
                    Some(bytes) => {
                        decrypter.update(&bytes, &mut out)?;
                        decrypting = Some(decrypter);
                    }
                    None => decrypter.finish(&mut out)?,
                }
            }
            Ok(Some((Bytes::from(out), (sealed, decrypting))))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encrypt(key: &Key, plain: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut encrypting = Encrypting::new(key);
        for piece in plain.chunks(10_007) {
            encrypting.update(piece, &mut out);
        }
        encrypting.finish(&mut out);
        out
    }

    fn decrypt(key: &Key, sealed: &[u8]) -> Result<Vec<u8>, Altered> {
        let mut out = Vec::new();
        let mut decrypting = Decrypting::new(key.clone());
        for piece in sealed.chunks(7_919) {
            decrypting.update(piece, &mut out)?;
        }
        decrypting.finish(&mut out)?;
        Ok(out)
    }

    fn sample(length: usize) -> Vec<u8> {
        (0..length).map(|at| u8::try_from(at * 31 % 251).unwrap()).collect()
    }

    #[test]
    fn files_of_every_length_around_a_chunk_come_back_as_they_went_in() {
        let key = fresh_key();
        for length in
            [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 3 * CHUNK_BYTES + 5]
        {
            let plain = sample(length);
            let sealed = encrypt(&key, &plain);
            assert_eq!(decrypt(&key, &sealed).as_deref(), Ok(plain.as_slice()), "length {length}");
        }
    }

    #[test]
    fn a_cut_extended_reordered_or_altered_file_does_not_open() {
        let key = fresh_key();
        let sealed = encrypt(&key, &sample(3 * CHUNK_BYTES));
        let chunk = CHUNK_BYTES + TAG_BYTES;
        let last_chunk_gone = &sealed[..HEADER_BYTES + 2 * chunk];
        let cut_in_a_chunk = &sealed[..sealed.len() - 1];
        let extended = [sealed.as_slice(), b"more"].concat();
        let mut reordered = sealed.clone();
        reordered[HEADER_BYTES..HEADER_BYTES + 2 * chunk].rotate_left(chunk);
        let mut altered = sealed.clone();
        altered[HEADER_BYTES + chunk + 9] ^= 1;
        let mut other_prefix = sealed.clone();
        other_prefix[3] ^= 1;
        let mut other_format = sealed.clone();
        other_format[0] = 2;
        for broken in [
            last_chunk_gone,
            cut_in_a_chunk,
            &extended,
            &reordered,
            &altered,
            &other_prefix,
            &other_format,
            &[],
        ] {
            assert_eq!(decrypt(&key, broken), Err(Altered));
        }
        assert_eq!(decrypt(&fresh_key(), &sealed), Err(Altered));
    }

    #[test]
    fn the_same_file_never_looks_the_same_twice() {
        let key = fresh_key();
        assert_ne!(encrypt(&key, b"same"), encrypt(&key, b"same"));
    }

    #[tokio::test]
    async fn a_stream_that_ends_early_ends_in_an_error() {
        let key = fresh_key();
        let sealed = encrypt(&key, &sample(CHUNK_BYTES + 10));
        let pieces = |bytes: &[u8]| {
            let pieces: Vec<_> = bytes.chunks(5_000).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
            futures::stream::iter(pieces)
        };
        let whole: Vec<Bytes> =
            Box::pin(decrypted(pieces(&sealed), key.clone())).try_collect().await.unwrap();
        assert_eq!(whole.concat(), sample(CHUNK_BYTES + 10));
        let cut = &sealed[..sealed.len() - 3];
        let cut: Result<Vec<Bytes>, _> = Box::pin(decrypted(pieces(cut), key)).try_collect().await;
        assert!(cut.is_err());
    }
}
