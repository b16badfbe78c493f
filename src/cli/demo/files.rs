//! The papers of a demonstration: real JPEG and PDF files, each different, as a phone camera and a scanner make them.

use std::io::{Cursor, Write as _};

use anyhow::{Context as _, Result};
use image::{ImageFormat, Rgb, RgbImage};

/// A photographed paper: a JPEG of 640 by 400 pixels whose pattern follows from `number`.
pub(in crate::cli) fn photograph(number: u64) -> Result<Vec<u8>> {
    let [red, green, blue, slant, ..] = number.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes();
    let slant = u32::from(slant % 13) + 3;
    let picture = RgbImage::from_fn(640, 400, |x, y| {
        let stripe = u8::try_from((x / 8 + y / slant) % 64).expect("a remainder of 64 is a byte");
        Rgb([red ^ stripe, green.wrapping_add(stripe), blue.wrapping_sub(stripe)])
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Jpeg).context("a generated picture encodes as JPEG")?;
    Ok(bytes.into_inner())
}

/// A scanned paper: a PDF (ISO 32000) of one page that carries a title, in Latin letters, and a number.
pub(in crate::cli) fn paper(title: &str, number: u64) -> Vec<u8> {
    let text = format!("BT /F1 14 Tf 72 720 Td ({title}) Tj 0 -24 Td (No. {number}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (place, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        write!(file, "{} 0 obj\n{object}\nendobj\n", place + 1).expect("memory takes all that is written");
    }
    let start = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1)
        .expect("memory takes all that is written");
    for offset in offsets {
        writeln!(file, "{offset:010} 00000 n ").expect("memory takes all that is written");
    }
    write!(file, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1)
        .expect("memory takes all that is written");
    file
}

/// Whether a downloaded file begins as a file of its type does.
pub(super) fn looks_right(media_type: &str, bytes: &[u8]) -> bool {
    match media_type {
        "application/pdf" => bytes.starts_with(b"%PDF-"),
        "image/jpeg" => bytes.starts_with(&[0xFF, 0xD8, 0xFF]),
        "image/png" => bytes.starts_with(b"\x89PNG"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_paper_is_another_and_of_its_type() {
        let photographs = [photograph(1).unwrap(), photograph(2).unwrap()];
        assert_ne!(photographs[0], photographs[1]);
        assert!(photographs.iter().all(|file| looks_right("image/jpeg", file)));
        let papers = [paper("Proof of address", 1), paper("Proof of address", 2)];
        assert_ne!(papers[0], papers[1]);
        assert!(papers.iter().all(|file| looks_right("application/pdf", file)));
        assert!(!looks_right("image/jpeg", &papers[0]));
    }

    #[test]
    fn the_cross_reference_of_a_pdf_names_where_its_objects_begin() {
        let file = paper("Proof of income", 7);
        let text = String::from_utf8(file.clone()).unwrap();
        let table = text.split("65535 f \n").nth(1).unwrap();
        for (place, line) in table.lines().take(5).enumerate() {
            let offset: usize = line[..10].parse().unwrap();
            assert!(file[offset..].starts_with(format!("{} 0 obj", place + 1).as_bytes()));
        }
    }
}
