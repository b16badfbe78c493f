//! Files as citizens and attackers send them.

use std::io::{Cursor, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use futures::Stream;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use pser::error::Result;

const PROGRESSIVE: &str = "
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71
    ////m8H////6/+b9//j/wgALCAAQABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAwD/2gAIAQEAAAABFkv/xAAWEAEBAQAAAAAA
    AAAAAAAAAAACAAH/2gAIAQEAAQUCw2Gw2sm//8QAFxAAAwEAAAAAAAAAAAAAAAAAAAEQUf/aAAgBAQAGPwK6z//EABgQAAIDAAAA
    AAAAAAAAAAAAAAABECGB/9oACAEBAAE/IZAqMEf/2gAIAQEAAAAQL//EABoQAAICAwAAAAAAAAAAAAAAAAARAWFBcYH/2gAIAQEA
    AT8QqKioYsjhucH/2Q==";

/// A picture whose pixels all differ a little, so that it does not compress away.
fn picture(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, y| {
        let mix = x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503);
        let [one, two, three, _] = mix.to_be_bytes();
        Rgb([one, two, three])
    })
    .into()
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).unwrap();
    out.into_inner()
}

pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(&picture(width, height), ImageFormat::Png)
}

pub(crate) fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encoded(&picture(width, height), ImageFormat::Jpeg)
}

/// A photograph as a phone writes it: lying on its side (orientation 6), with the place where it was taken.
pub(super) fn phone_jpeg(width: u32, height: u32, place: &str) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    exif.extend(place.bytes());
    let mut out = b"\xff\xd8\xff\xe1".to_vec();
    out.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    out.extend(exif);
    out.extend(&jpeg(width, height)[2..]);
    out
}

/// A sound PDF of one page; `more` is an object of its own.
pub(super) fn pdf(more: &[u8]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
        2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n\
        3 0 obj\n<</Type/Page/Parent 2 0 R>>\nendobj\n4 0 obj\n"
        .to_vec();
    out.extend(more);
    out.extend(b"\nendobj\n");
    let at = out.len();
    out.extend(
        format!("xref\n0 1\n0000000000 65535 f \ntrailer\n<</Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n").bytes(),
    );
    out
}

/// A sound PDF of about this many bytes.
pub(super) fn pdf_of(bytes: usize) -> Vec<u8> {
    let filling: Vec<u8> = b"0 1 2 3 4 5 6 7 8 9 ".iter().copied().cycle().take(bytes).collect();
    pdf(&[b"<</Length 9>>\nstream\n".as_slice(), &filling, b"\nendstream"].concat())
}

/// A small PNG whose header announces 30,000 by 30,000 pixels, and whose data would inflate to them.
pub(super) fn png_bomb() -> Vec<u8> {
    png_of((30_000, 30_000), &[(b"IDAT", deflated(&vec![0; 1_000_000]))])
}

/// A PNG of four by four pixels with these chunks before its data.
pub(super) fn png_with(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let pixels = deflated(&[[0_u8; 17]; 4].concat());
    png_of((4, 4), &[chunks, &[(b"IDAT", pixels)]].concat())
}

fn png_of((width, height): (u32, u32), chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, content) in [&[(b"IHDR", header)], chunks, &[(b"IEND", Vec::new())]].concat() {
        out.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        out.extend(kind);
        out.extend(content);
        out.extend([0; 4]);
    }
    mend_sums(&mut out);
    out
}

/// Puts the right checksum behind each chunk of a PNG, as far as its chunks can be followed.
pub(super) fn mend_sums(png: &mut [u8]) {
    let mut at = 8;
    while let Some(length) = png.get(at..at + 4) {
        let length = u32::from_be_bytes(length.try_into().unwrap()) as usize;
        let (from, until) = (at + 4, at + 8 + length);
        let Some(chunk) = png.get(from..until) else { return };
        let mut sum = flate2::Crc::new();
        sum.update(chunk);
        let sum = sum.sum().to_be_bytes();
        let Some(place) = png.get_mut(until..until + 4) else { return };
        place.copy_from_slice(&sum);
        at = until + 4;
    }
}

pub(super) fn deflated(plain: &[u8]) -> Vec<u8> {
    let mut data = ZlibEncoder::new(Vec::new(), Compression::best());
    data.write_all(plain).unwrap();
    data.finish().unwrap()
}

/// A grey JPEG in several scans, sixteen pixels wide and high.
pub(super) fn progressive_jpeg() -> Vec<u8> {
    STANDARD.decode(PROGRESSIVE.replace(char::is_whitespace, "")).unwrap()
}

/// The file as it comes over the wire.
pub(super) fn wire(file: &[u8]) -> impl Stream<Item = Result<Bytes>> + Unpin + Send + use<> {
    let pieces: Vec<_> = file.chunks(8 * 1024).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    futures::stream::iter(pieces)
}
