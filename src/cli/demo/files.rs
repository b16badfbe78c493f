//! The papers of a demonstration: real JPEG and PDF files, each different, as a phone camera and a scanner make them.

use std::io::Cursor;

use anyhow::{Context, Result};
use image::{ImageFormat, Rgb, RgbImage};
use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, Stream, dictionary};

/// A photographed paper: a JPEG of 640 by 400 pixels whose pattern follows from `number`.
pub(super) fn photograph(number: u64) -> Result<Vec<u8>> {
    let [red, green, blue, ..] = number.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes();
    let picture = RgbImage::from_fn(640, 400, |x, y| {
        let stripe = u8::try_from((x / 8 + y / 5) % 64).unwrap_or(0);
        Rgb([red ^ stripe, green.wrapping_add(stripe), blue.wrapping_sub(stripe)])
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Jpeg).context("a generated picture encodes as JPEG")?;
    Ok(bytes.into_inner())
}

/// A scanned paper: a PDF of one page that carries `title` and `number`.
pub(super) fn paper(title: &str, number: u64) -> Result<Vec<u8>> {
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
    let line = |text: String, y: i64| {
        vec![
            Operation::new("BT", vec![]),
            Operation::new("Tf", vec!["F1".into(), 14.into()]),
            Operation::new("Td", vec![72.into(), y.into()]),
            Operation::new("Tj", vec![Object::string_literal(text)]),
            Operation::new("ET", vec![]),
        ]
    };
    let operations = [line(title.to_owned(), 700), line(format!("No. {number}"), 670)].concat();
    let content = Content { operations }.encode().context("a generated page encodes")?;
    let contents = document.add_object(Stream::new(dictionary! {}, content));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => contents, "Resources" => resources,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    document.objects.insert(
        pages,
        Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }),
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).context("a generated paper can be written")?;
    Ok(bytes)
}
