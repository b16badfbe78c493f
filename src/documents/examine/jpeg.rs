//! Walks the segments of a JPEG without decoding: its size, how it is coded, and whether it goes on to its end. Decoders
//! fill a cut-off picture with grey and say nothing, so the end is looked for here.

use std::io::{BufRead, BufReader, Read};

use super::Unfit;
use super::image::Survey;
use super::reading::{byte, exactly, filled, skip};

const START_OF_IMAGE: u8 = 0xd8;
const END_OF_IMAGE: u8 = 0xd9;
const START_OF_SCAN: u8 = 0xda;

/// What the header says of the image, once its end was seen too (ITU-T T.81, annex B).
pub(super) fn survey(file: impl Read) -> Result<Survey, Unfit> {
    let mut file = BufReader::with_capacity(64 * 1024, file);
    if byte(&mut file)? != 0xff || byte(&mut file)? != START_OF_IMAGE {
        return Err(Unfit::unreadable());
    }
    let mut survey = None;
    let mut marker = next_marker(&mut file)?;
    loop {
        match marker {
            END_OF_IMAGE => return survey.ok_or_else(Unfit::unreadable),
            0x01 | 0xd0..=0xd8 => marker = next_marker(&mut file)?,
            START_OF_SCAN => {
                skip_segment(&mut file)?;
                marker = skip_scan(&mut file)?;
            }
            // Every kind of frame header; among them stand three tables that are none.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                survey = Some(frame(&mut file, marker)?);
                marker = next_marker(&mut file)?;
            }
            _ => {
                skip_segment(&mut file)?;
                marker = next_marker(&mut file)?;
            }
        }
    }
}

fn frame(file: &mut impl BufRead, marker: u8) -> Result<Survey, Unfit> {
    let length = segment_length(file)?;
    let mut fixed = [0; 6];
    exactly(file, &mut fixed)?;
    let [_precision, high, low, wide, narrow, components] = fixed;
    skip(file, length.checked_sub(fixed.len() as u64).ok_or_else(Unfit::unreadable)?)?;
    let samples = if components == 1 { 1 } else { 3 };
    // A progressive image keeps a 16-bit coefficient per sample until its last scan.
    let coefficients =
        if matches!(marker, 0xc2 | 0xc6 | 0xca | 0xce) { 2 * u64::from(components.max(1)) } else { 0 };
    Ok(Survey {
        width: u32::from(u16::from_be_bytes([wide, narrow])),
        height: u32::from(u16::from_be_bytes([high, low])),
        bytes_per_pixel: samples,
        extra_bytes_per_pixel: coefficients,
    })
}

/// The marker after the fill bytes that may stand before it.
fn next_marker(file: &mut impl BufRead) -> Result<u8, Unfit> {
    if byte(file)? != 0xff {
        return Err(Unfit::unreadable());
    }
    loop {
        let marker = byte(file)?;
        if marker != 0xff {
            return Ok(marker);
        }
    }
}

/// Skips coded data to the marker behind it.
fn skip_scan(file: &mut impl BufRead) -> Result<u8, Unfit> {
    loop {
        let buffer = filled(file)?;
        let Some(at) = buffer.iter().position(|byte| *byte == 0xff) else {
            let length = buffer.len();
            file.consume(length);
            continue;
        };
        file.consume(at + 1);
        let mut marker = byte(file)?;
        while marker == 0xff {
            marker = byte(file)?;
        }
        if !matches!(marker, 0x00 | 0xd0..=0xd7) {
            return Ok(marker);
        }
    }
}

fn skip_segment(file: &mut impl BufRead) -> Result<(), Unfit> {
    let length = segment_length(file)?;
    skip(file, length)
}

/// Length of a segment without the two bytes that say it.
fn segment_length(file: &mut impl BufRead) -> Result<u64, Unfit> {
    let mut length = [0; 2];
    exactly(file, &mut length)?;
    u64::from(u16::from_be_bytes(length)).checked_sub(2).ok_or_else(Unfit::unreadable)
}
