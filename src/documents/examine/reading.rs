//! Reading a file from front to end, a buffer at a time. Where it ends too early it is unreadable.

use std::io::{BufRead, ErrorKind};

use super::Unfit;

pub(super) fn skip(file: &mut impl BufRead, mut count: u64) -> Result<(), Unfit> {
    while count > 0 {
        let here = filled(file)?.len();
        let now = usize::try_from(count).unwrap_or(here).min(here);
        file.consume(now);
        count -= now as u64;
    }
    Ok(())
}

pub(super) fn byte(file: &mut impl BufRead) -> Result<u8, Unfit> {
    let first = filled(file)?[0];
    file.consume(1);
    Ok(first)
}

/// The buffer with at least one byte in it; the file's end comes too early.
pub(super) fn filled(file: &mut impl BufRead) -> Result<&[u8], Unfit> {
    let buffer = file.fill_buf()?;
    if buffer.is_empty() { Err(Unfit::unreadable()) } else { Ok(buffer) }
}

pub(super) fn exactly(file: &mut impl BufRead, out: &mut [u8]) -> Result<(), Unfit> {
    file.read_exact(out).map_err(|error| match error.kind() {
        ErrorKind::UnexpectedEof => Unfit::unreadable(),
        _ => Unfit::Disk(error),
    })
}
