use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::*;

/// A sound file: the objects (numbered from 1), a cross-reference table and a trailer that names the first as root.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes();
    for (index, object) in objects.iter().enumerate() {
        table.extend(format!("{:010} 00000 n \n", out.len()).bytes());
        out.extend(format!("{} 0 obj\n", index + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let at = out.len();
    out.extend(table);
    out.extend(
        format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n", objects.len() + 1).bytes(),
    );
    out
}

fn pages(count: usize) -> Vec<Vec<u8>> {
    let mut objects = vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), b"<</Type /Pages /Kids []>>".to_vec()];
    objects.extend((0..count).map(|_| b"<</Type /Page /Parent 2 0 R>>".to_vec()));
    objects
}

fn with(object: &[u8]) -> Vec<u8> {
    let mut objects = pages(1);
    objects.push(object.to_vec());
    file(&objects)
}

fn deflated(plain: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}

fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    [dictionary.as_bytes(), b"\nstream\n", data, b"\nendstream"].concat()
}

fn verdict(file: &[u8]) -> Result<(), Refusal> {
    examine(file, &Limits::default())
}

#[test]
fn a_sound_file_passes_also_with_objects_in_a_stream_and_a_place_to_open_at() {
    assert_eq!(verdict(&file(&pages(50))), Ok(()));
    let inside = deflated(b"7 0 8 20 <</Type/Font>> <</OpenAction[3 0 R/Fit]>>");
    assert_eq!(verdict(&with(&stream("<</Type/ObjStm/N 2/First 9/Filter/FlateDecode>>", &inside))), Ok(()));
}

#[test]
fn a_file_that_acts_is_refused_however_its_names_are_written() {
    for action in [
        "<</S/JavaScript/JS(app.alert(1))>>",
        "<</S/J#61vaScript/JS(x)>>",
        "<</OpenAction<</S /Launch /F(cmd.exe)>>>>",
        "<</Names<</EmbeddedFiles 9 0 R>>>>",
        "<</Type/EmbeddedFile>>",
        "(not a comment) <</S/SubmitForm>>",
    ] {
        assert_eq!(verdict(&with(action.as_bytes())), Err(Refusal::PdfActive), "{action}");
    }
}

#[test]
fn a_script_inside_a_compressed_object_stream_is_found() {
    let inside = deflated(b"9 0 <</S/JavaScript/JS(x)>>");
    for dictionary in [
        "<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>",
        "<</Type /Obj#53tm /N 1 /First 4 /Filter [/FlateDecode]>>",
        "<</N 1/First 4/Filter/FlateDecode>>",
    ] {
        assert_eq!(verdict(&with(&stream(dictionary, &inside))), Err(Refusal::PdfActive), "{dictionary}");
    }
}

#[test]
fn an_object_stream_that_cannot_be_looked_into_is_refused() {
    let harmless = deflated(b"9 0 <</A/B>>");
    for dictionary in [
        "<</Type/ObjStm/N 1/First 4/Filter/LZWDecode>>",
        "<</Type/ObjStm/N 1/First 4/Filter[/ASCII85Decode/FlateDecode]>>",
        "<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/DecodeParms<</Predictor 12>>>>",
        "<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/X(\nstream\n)>>",
        "<</Type/ObjStm/N 1/First 4/Filter/FlateDecode %\n>>",
    ] {
        let refused = verdict(&with(&stream(dictionary, &harmless)));
        assert_eq!(refused, Err(Refusal::FileUnreadable), "{dictionary}");
    }
    let stray = with(b"<</Type/ObjStm/N 1>>");
    assert_eq!(verdict(&stray), Err(Refusal::FileUnreadable));
}

#[test]
fn a_deflate_bomb_is_not_inflated() {
    let bomb = deflated(&vec![b' '; 40 * 1024 * 1024]);
    let file = with(&stream("<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>", &bomb));
    assert!(file.len() < 100_000);
    assert_eq!(verdict(&file), Err(Refusal::FileUnreadable));
}

#[test]
fn a_locked_a_long_and_a_pageless_file_are_refused() {
    assert_eq!(verdict(&with(b"<</Encrypt 9 0 R>>")), Err(Refusal::PdfProtected));
    assert_eq!(verdict(&file(&pages(51))), Err(Refusal::PdfTooLong { limit_pages: 50 }));
    assert_eq!(verdict(&file(&pages(0))), Err(Refusal::FileUnreadable));
}

#[test]
fn a_cut_off_file_and_one_with_something_behind_its_end_are_refused() {
    let whole = file(&pages(2));
    for length in [0, 5, 9, whole.len() / 2, whole.len() - 10] {
        assert_eq!(verdict(&whole[..length]), Err(Refusal::FileUnreadable), "length {length}");
    }
    let with_archive = [whole.as_slice(), b"PK\x03\x04 an archive"].concat();
    assert_eq!(verdict(&with_archive), Err(Refusal::FileUnreadable));
    let not_at_the_beginning = [b"GIF89a\n".as_slice(), &whole].concat();
    assert_eq!(verdict(&not_at_the_beginning), Err(Refusal::FileUnreadable));
}
