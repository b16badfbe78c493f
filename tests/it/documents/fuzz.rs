//! Files spoilt in places: each is kept, or refused with a reason; none makes a fault, and none takes more memory than
//! was set aside for it.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;
use pser::documents::{Fit, Intake, Limits};
use pser::error::{Error, Result};
use pser::refusal::Refusal;

use super::examining::plain;
use super::files;
use crate::spoilt::{self, most_memory, runs_alone, tries_a_few};

fn examined(content_type: &str, file: &[u8]) -> Result<Fit> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let intake = Intake::new(Limits::default(), std::env::temp_dir());
        let received = intake.receive(Some(content_type), files::wire(file)).await?;
        intake.examine(&received).await
    })
}

/// Kept, and then fit as it was kept; or refused.
fn is_settled(content_type: &str, file: &[u8]) {
    match examined(content_type, file) {
        Ok(fit) => {
            let again = examined(content_type, &plain(&fit));
            assert!(again.is_ok(), "what was kept is not fit: {again:?}");
        }
        Err(Error::Refused(_)) => {}
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn a_spoilt_photograph_is_kept_or_refused() {
    let sound = prop_oneof![
        Just(files::jpeg(40, 30)),
        Just(files::phone_jpeg(24, 16, "31.5204N 74.3587E")),
        Just(files::progressive_jpeg()),
    ];
    tries_a_few(&sound.prop_flat_map(spoilt::bytes), |file| is_settled("image/jpeg", &file));
}

#[test]
fn a_spoilt_png_is_kept_or_refused() {
    let sound = prop_oneof![
        Just(files::png(20, 15)),
        Just(files::png_with(&[(b"gAMA", vec![0, 0, 0xb1, 0x8f]), (b"iCCP", b"x\0\0not deflated".to_vec())])),
    ];
    let sums_right = (sound.prop_flat_map(spoilt::bytes), any::<bool>());
    tries_a_few(&sums_right, |(mut file, mend)| {
        if mend {
            files::mend_sums(&mut file);
        }
        is_settled("image/png", &file);
    });
}

#[test]
fn a_spoilt_pdf_is_kept_or_refused() {
    let stream = [
        b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>\nstream\n".as_slice(),
        &files::deflated(b"9 0 <</A/B>>"),
        b"\nendstream",
    ];
    let sound = prop_oneof![
        Just(files::pdf(&stream.concat())),
        Just(files::pdf(b"<</Type/Font/Name/F#31 /Length 3>>\nstream\nabc\nendstream")),
    ];
    tries_a_few(&sound.prop_flat_map(spoilt::bytes), |file| is_settled("application/pdf", &file));
}

fn refusal(content_type: &str, file: &[u8]) -> Refusal {
    match examined(content_type, file) {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

/// A decoder takes longer over an empty chunk than over a full one; a file of nothing else took a minute.
#[test]
fn a_png_in_a_million_pieces_is_refused_before_it_is_decoded() {
    let pieces = vec![(b"IDAT", Vec::new()); 20_000];
    assert_eq!(refusal("image/png", &files::png_with(&pieces)), Refusal::FileUnreadable);
    assert!(examined("image/png", &files::png_with(&pieces[..100])).is_ok());
}

/// Each object stream was looked for in the two thousand bytes before it, which streams without content shared.
#[test]
fn a_pdf_of_nothing_but_streams_is_refused() {
    let empty = files::deflated(b"");
    let stream = [b"obj<</First/Filter/FlateDecode>>stream\n".as_slice(), &empty, b"\nendstream\n"].concat();
    assert_eq!(refusal("application/pdf", &files::pdf(&stream.repeat(3_000))), Refusal::FileUnreadable);
    assert!(examined("application/pdf", &files::pdf(&stream.repeat(100))).is_ok());
    assert!(examined("application/pdf", &files::pdf(&b"stream\n".repeat(100_000))).is_ok());
}

/// A keyword inside a dictionary must not part it from what it says of its stream.
#[test]
fn a_script_behind_a_dictionary_with_a_keyword_in_it_is_not_kept() {
    let script = files::deflated(b"9 0 <</S/JavaScript/JS(x)>>");
    let long = "/Padding".repeat(1_000);
    for dictionary in [
        "<</X/a-stream\n/N 1/First 4/Filter/FlateDecode>>".to_owned(),
        "<</N 1/First 4/X/a-stream\n/Filter/FlateDecode>>".to_owned(),
        format!("<</N 1/First 4{long}/Filter/FlateDecode>>"),
    ] {
        let object = [dictionary.as_bytes(), b"stream\n", &script, b"\nendstream"].concat();
        let refused = refusal("application/pdf", &files::pdf(&object));
        assert!(matches!(refused, Refusal::FileUnreadable | Refusal::PdfActive), "{dictionary:.60}");
    }
}

#[test]
fn what_inflates_without_end_takes_no_memory() {
    runs_alone("documents::fuzz::bombs");
}

#[test]
#[ignore = "measured in a process of its own, by the test above"]
fn bombs() {
    let mut endless = ZlibEncoder::new(Vec::new(), Compression::best());
    let megabyte = vec![b'a'; 1 << 20];
    for _ in 0..80 {
        endless.write_all(&megabyte).unwrap();
    }
    let endless = endless.finish().unwrap();
    let before = most_memory();
    let profile = [b"x\0\0".as_slice(), &endless].concat();
    let text = [b"x\0\x01\0\0\0".as_slice(), &endless].concat();
    for (kind, content) in [(b"iCCP", &profile), (b"zTXt", &profile), (b"iTXt", &text), (b"IDAT", &endless)] {
        drop(examined("image/png", &files::png_with(&[(kind, content.clone())])));
    }
    let stream = [b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>\nstream\n".as_slice(), &endless].concat();
    assert_eq!(refusal("application/pdf", &files::pdf(&stream)), Refusal::FileUnreadable);
    let taken = most_memory() - before;
    assert!(taken < 40 << 20, "{taken} bytes");
}
