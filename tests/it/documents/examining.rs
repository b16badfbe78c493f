//! What the intake finds inside files, and what is left of them when they are written anew.

use std::io::Read as _;

use image::GenericImageView as _;
use pser::documents::{Fit, Intake, Limits};
use pser::error::{Error, Result};
use pser::refusal::Refusal;

use super::files;
use super::receiving::intake;

async fn examined(intake: &Intake, content_type: &str, file: &[u8]) -> Result<Fit> {
    let received = intake.receive(Some(content_type), files::wire(file)).await?;
    intake.examine(&received).await
}

async fn refusal(content_type: &str, file: &[u8]) -> Refusal {
    match examined(&intake(), content_type, file).await {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

pub(super) fn plain(fit: &Fit) -> Vec<u8> {
    let mut plain = Vec::new();
    fit.spool.reader().read_to_end(&mut plain).unwrap();
    plain
}

#[tokio::test]
async fn a_photograph_is_turned_upright_and_loses_the_place_where_it_was_taken() {
    let photograph = files::phone_jpeg(60, 40, "31.5204N 74.3587E");
    let kept = plain(&examined(&intake(), "image/jpeg", &photograph).await.unwrap());
    assert_eq!(image::load_from_memory(&kept).unwrap().dimensions(), (40, 60));
    assert!(!kept.windows(7).any(|window| window == b"31.5204"));
    assert!(!kept.windows(4).any(|window| window == b"Exif"));
}

#[tokio::test]
async fn an_archive_behind_the_end_of_an_image_vanishes() {
    for (content_type, image) in [("image/png", files::png(30, 20)), ("image/jpeg", files::jpeg(30, 20))] {
        let polyglot = [image.as_slice(), b"PK\x03\x04<script>alert(1)</script>"].concat();
        let kept = plain(&examined(&intake(), content_type, &polyglot).await.unwrap());
        assert!(!kept.windows(8).any(|window| window == b"<script>"), "{content_type}");
        assert_eq!(image::load_from_memory(&kept).unwrap().dimensions(), (30, 20));
    }
}

#[tokio::test]
async fn a_png_keeps_every_pixel() {
    let file = files::png(64, 48);
    let kept = plain(&examined(&intake(), "image/png", &file).await.unwrap());
    assert_eq!(image::load_from_memory(&kept).unwrap(), image::load_from_memory(&file).unwrap());
}

#[tokio::test]
async fn an_image_of_thirty_thousand_by_thirty_thousand_is_refused_by_its_header() {
    assert!(matches!(refusal("image/png", &files::png_bomb()).await, Refusal::ImageTooLarge { .. }));
    let mut jpeg = files::jpeg(16, 16);
    let frame = jpeg.windows(2).position(|window| window == b"\xff\xc0").unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(b"\x75\x30\x75\x30");
    assert!(matches!(refusal("image/jpeg", &jpeg).await, Refusal::ImageTooLarge { .. }));
}

#[tokio::test]
async fn an_image_cut_off_anywhere_is_refused() {
    let (jpeg, png) = (files::jpeg(200, 150), files::png(200, 150));
    for part in [1, 5, 9] {
        let cut = &jpeg[..jpeg.len() * part / 10];
        assert_eq!(refusal("image/jpeg", cut).await, Refusal::FileUnreadable, "{part} tenths");
        let cut = &png[..png.len() * part / 10];
        assert_eq!(refusal("image/png", cut).await, Refusal::FileUnreadable, "{part} tenths");
    }
    assert_eq!(refusal("image/jpeg", b"\xff\xd8\xff\xd9junk").await, Refusal::FileUnreadable);
}

#[tokio::test]
async fn a_pdf_is_kept_as_it_came_unless_something_in_it_acts() {
    let sound = files::pdf(b"<</Type/Font>>");
    assert_eq!(plain(&examined(&intake(), "application/pdf", &sound).await.unwrap()), sound);
    let script = files::pdf(b"<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>");
    assert_eq!(refusal("application/pdf", &script).await, Refusal::PdfActive);
    let cut = &sound[..sound.len() - 20];
    assert_eq!(refusal("application/pdf", cut).await, Refusal::FileUnreadable);
}

#[tokio::test]
async fn examinations_wait_for_each_other_when_memory_is_short() {
    // Room for one such image at a time, not for two.
    let limits = Limits { examination_bytes: 11 * 1024 * 1024, ..Limits::default() };
    let intake = Intake::new(limits, std::env::temp_dir());
    let file = files::jpeg(640, 480);
    let all = futures::future::join_all((0..6).map(|_| examined(&intake, "image/jpeg", &file))).await;
    assert!(all.iter().all(Result::is_ok));
}
