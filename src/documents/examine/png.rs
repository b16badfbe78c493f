//! Walks the chunks of a PNG without decoding: its size, and whether it goes on to its end in a number of pieces that a
//! decoder can be asked to look at.

use std::io::{BufReader, Read};

use super::Unfit;
use super::image::Survey;
use super::reading::{exactly, skip};

const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";
/// Most chunks of a file. Writers put eight kilobytes or more into each; a decoder takes longer over a chunk than over
/// what is in it, so that a file of nothing but empty chunks would keep it busy for a minute.
const MOST_CHUNKS: usize = 10_000;

/// What the header chunk says, which must be the first (PNG, section 11.2.1), once the last was seen too.
pub(super) fn survey(file: impl Read) -> Result<Survey, Unfit> {
    let mut file = BufReader::with_capacity(64 * 1024, file);
    let mut head = [0; 8];
    exactly(&mut file, &mut head)?;
    if head != *SIGNATURE || chunk(&mut file)? != (13, *b"IHDR") {
        return Err(Unfit::unreadable());
    }
    let mut header = [0; 13];
    exactly(&mut file, &mut header)?;
    skip(&mut file, CHECKSUM)?;
    for _ in 0..MOST_CHUNKS {
        let (length, kind) = chunk(&mut file)?;
        skip(&mut file, length + CHECKSUM)?;
        if kind == *b"IEND" {
            return Ok(announced(&header));
        }
    }
    Err(Unfit::unreadable())
}

/// Bytes behind the content of a chunk.
const CHECKSUM: u64 = 4;

/// The length and kind of the chunk that begins here.
fn chunk(file: &mut BufReader<impl Read>) -> Result<(u64, [u8; 4]), Unfit> {
    let (mut length, mut kind) = ([0; 4], [0; 4]);
    exactly(file, &mut length)?;
    exactly(file, &mut kind)?;
    Ok((u64::from(u32::from_be_bytes(length)), kind))
}

fn announced(header: &[u8; 13]) -> Survey {
    let number = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    let bytes_per_sample = if header[8] == 16 { 2 } else { 1 };
    // Grey may gain an alpha channel on decoding; palettes become colours.
    let samples = if matches!(header[9], 0 | 4) { 2 } else { 4 };
    Survey {
        width: number(0),
        height: number(4),
        bytes_per_pixel: samples * bytes_per_sample,
        extra_bytes_per_pixel: 0,
    }
}
