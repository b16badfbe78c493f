//! Images: the pixels its header announces are weighed first; then it is decoded whole, turned as its EXIF says, and
//! written anew, so that nothing survives but the pixels: no place of taking, no hidden archive behind the end.

use std::io::{BufWriter, Cursor, Write as _};
use std::path::Path;

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{PngDecoder, PngEncoder};
use image::{DynamicImage, ImageDecoder, ImageResult};

use super::Unfit;
use crate::documents::spool::SpoolWriter;
use crate::documents::{Kind, Limits, Spool};
use crate::refusal::Refusal;

/// Text stays sharp and a photograph of ten megapixels stays near three megabytes.
const JPEG_QUALITY: u8 = 88;
/// What profiles and text inside a PNG may take beside the pixels.
const ANCILLARY_BYTES: u64 = 4 * 1024 * 1024;

/// What an image's header announces.
#[derive(Debug, Clone, Copy)]
pub(super) struct Survey {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Of the decoded picture.
    pub(super) bytes_per_pixel: u64,
    /// That the decoder holds beside it.
    pub(super) extra_bytes_per_pixel: u64,
}

/// Bytes that decoding, turning and writing take at most. An image that alone exceeds the limit is refused here, before
/// a byte of it is decoded.
pub(super) fn memory_needed(survey: &Survey, file_bytes: u64, limits: &Limits) -> Result<u64, Unfit> {
    let pixels = u64::from(survey.width) * u64::from(survey.height);
    if pixels == 0 {
        return Err(Unfit::unreadable());
    }
    // The file twice (ours and the decoder's), the picture twice (turning and writing each need a second one).
    let fixed = 2 * file_bytes + 2 * ANCILLARY_BYTES;
    let per_pixel = 2 * survey.bytes_per_pixel + survey.extra_bytes_per_pixel;
    let affordable = limits.examination_bytes.saturating_sub(fixed) / per_pixel;
    let limit_pixels = limits.image_pixels.min(affordable);
    if pixels > limit_pixels {
        return Err(Unfit::Refused(Refusal::ImageTooLarge { limit_pixels }));
    }
    Ok(fixed + pixels * per_pixel)
}

/// Decodes the image in at most `memory` bytes and writes it into a new spool.
pub(super) fn written_anew(kind: Kind, file: Vec<u8>, memory: u64, folder: &Path) -> Result<Spool, Unfit> {
    let picture = decoded(kind, file, memory).map_err(|_| Unfit::unreadable())?;
    let mut out = BufWriter::with_capacity(64 * 1024, SpoolWriter::create(folder)?);
    let written = match kind {
        Kind::Jpeg => picture.write_with_encoder(JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY)),
        Kind::Png | Kind::Pdf => picture.write_with_encoder(PngEncoder::new(&mut out)),
    };
    written.map_err(|error| Unfit::Disk(std::io::Error::other(error)))?;
    out.flush()?;
    let writer = out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    Ok(writer.finish()?)
}

fn decoded(kind: Kind, file: Vec<u8>, memory: u64) -> ImageResult<DynamicImage> {
    let mut bounds = image::Limits::default();
    // Of what was set aside for it, so that a profile which inflates without end takes no more than that.
    bounds.max_alloc = Some(memory);
    let file = Cursor::new(file);
    match kind {
        Kind::Jpeg => turned(JpegDecoder::new(file)?, bounds),
        Kind::Png | Kind::Pdf => turned(PngDecoder::with_limits(file, bounds.clone())?, bounds),
    }
}

fn turned(mut decoder: impl ImageDecoder, bounds: image::Limits) -> ImageResult<DynamicImage> {
    decoder.set_limits(bounds)?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}
