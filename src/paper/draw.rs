//! Sheets written as a PDF whose structure is tagged, so that it can be read aloud, searched and copied from.

use std::num::NonZeroU16;

use chrono::{Datelike as _, Timelike as _};
use krilla::color::rgb;
use krilla::configure::{ConfigurationBuilder, PdfVersion};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata, TextDirection};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TableHeaderScope, Tag, TagGroup, TagKind,
    TagTree,
};
use krilla::{Document, SerializeSettings};
use qrcode::QrCode;

use super::Paper;
use super::fonts::Fonts;
use super::line::Line;
use super::page::{HIGH, Mark, Outline, Sheets, WIDE};
use crate::error::{Fault, Result};
use crate::texts::Language;

const INK: [u8; 3] = [0x17, 0x21, 0x1b];
const RULE: [u8; 3] = [0xcf, 0xd8, 0xd2];
const HEAVY: [u8; 3] = [0x14, 0x53, 0x2d];

pub(super) fn pdf(paper: &Paper, placed: &Sheets, fonts: &Fonts) -> Result<Vec<u8>> {
    let configuration = ConfigurationBuilder::new()
        .with_version(PdfVersion::Pdf17)
        .finish()
        .map_err(|error| Fault::broken(format!("no such kind of PDF: {error:?}")))?;
    let mut document =
        Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    document.set_metadata(metadata(paper));
    let mut parts: Vec<Vec<Identifier>> = vec![Vec::new(); placed.parts.len()];
    let settings = PageSettings::from_wh(WIDE, HIGH).ok_or_else(|| Fault::broken("a sheet has no size"))?;
    for sheet in &placed.sheets {
        let mut page = document.start_page_with(settings.clone());
        let mut surface = page.surface();
        for mark in sheet {
            draw(&mut surface, mark, &mut parts, fonts, paper.language)?;
        }
        surface.finish();
        page.finish();
    }
    document.set_tag_tree(tree(placed, parts, paper.language));
    document
        .finish()
        .map_err(|error| Fault::broken(format!("a paper could not be written: {error:?}")).into())
}

fn metadata(paper: &Paper) -> Metadata {
    let at = paper.made_at;
    let part = |value: u32| u8::try_from(value).unwrap_or_default();
    let made = DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(part(at.month()))
        .day(part(at.day()))
        .hour(part(at.hour()))
        .minute(part(at.minute()))
        .second(part(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    let direction = match paper.language {
        Language::En => TextDirection::LeftToRight,
        Language::Ur => TextDirection::RightToLeft,
    };
    Metadata::new()
        .title(paper.title.to_read())
        .language(paper.language.code().to_owned())
        .creator("PSER".to_owned())
        .creation_date(made)
        .text_direction(direction)
}

fn draw(
    surface: &mut Surface<'_>,
    mark: &Mark,
    parts: &mut [Vec<Identifier>],
    fonts: &Fonts,
    language: Language,
) -> Result<()> {
    match mark {
        Mark::Line { x, baseline, line, part } => {
            let span = SpanTag::empty().with_lang(Some(language.code()));
            let tag = part.map_or_else(ornament, |_| ContentTag::Span(span));
            let identifier = surface.start_tagged(tag);
            write(surface, line, *x, *baseline, fonts);
            surface.end_tagged();
            if let Some(part) = part {
                parts[*part].push(identifier);
            }
        }
        Mark::Rule { x, y, width, heavy } => {
            let (colour, thick) = if *heavy { (HEAVY, 2.0) } else { (RULE, 0.6) };
            surface.start_tagged(ornament());
            fill(surface, colour);
            square(surface, *x, *y, *width, thick)?;
            surface.end_tagged();
        }
        Mark::Code { x, y, side, code, part } => {
            let identifier = surface.start_tagged(ContentTag::Other);
            fill(surface, INK);
            modules(surface, code, *x, *y, *side)?;
            surface.end_tagged();
            parts[*part].push(identifier);
        }
    }
    Ok(())
}

fn write(surface: &mut Surface<'_>, line: &Line, x: f32, baseline: f32, fonts: &Fonts) {
    fill(surface, line.style.colour);
    let mut x = x;
    for stretch in &line.stretches {
        let font = fonts.of(stretch.face).printed.clone();
        let start = Point::from_xy(x, baseline);
        surface.draw_glyphs(start, &stretch.glyphs, font, &stretch.text, stretch.size, false);
        x += stretch.width;
    }
}

/// The dark modules of a code as one path, with the quiet zone of four modules around it left to the page.
fn modules(surface: &mut Surface<'_>, code: &QrCode, x: f32, y: f32, side: f32) -> Result<()> {
    let count = code.width();
    let one = side / u16::try_from(count).map_or(1.0, f32::from);
    let mut path = PathBuilder::new();
    let dark = code.to_colors().into_iter().enumerate().filter(|(_, colour)| *colour == qrcode::Color::Dark);
    for (place, _) in dark {
        let column = u16::try_from(place % count).map_or(0.0, f32::from);
        let row = u16::try_from(place / count).map_or(0.0, f32::from);
        let (left, top) = (x + column * one, y + row * one);
        let module =
            Rect::from_xywh(left, top, one, one).ok_or_else(|| Fault::broken("a code has no size"))?;
        path.push_rect(module);
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
    Ok(())
}

fn square(surface: &mut Surface<'_>, x: f32, y: f32, width: f32, height: f32) -> Result<()> {
    let shape = Rect::from_xywh(x, y, width, height).ok_or_else(|| Fault::broken("a rule has no size"))?;
    let mut path = PathBuilder::new();
    path.push_rect(shape);
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
    Ok(())
}

fn fill(surface: &mut Surface<'_>, [red, green, blue]: [u8; 3]) {
    surface.set_fill(Some(Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }));
}

fn ornament<'a>() -> ContentTag<'a> {
    ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout))
}

fn tree(placed: &Sheets, leaves: Vec<Vec<Identifier>>, language: Language) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(language.code().to_owned()));
    let mut parts = Parts { words: &placed.parts, leaves };
    for item in &placed.outline {
        tree.push(match item {
            Outline::Title(part) => parts.group(*part, |words| Tag::Hn(NonZeroU16::MIN, Some(words))),
            Outline::Heading(part) => {
                parts.group(*part, |words| Tag::Hn(NonZeroU16::MIN.saturating_add(1), Some(words)))
            }
            Outline::Paragraph(part) => parts.group(*part, |words| Tag::P.with_actual_text(Some(words))),
            Outline::Figure(part) => parts.group(*part, |words| Tag::Figure(Some(words))),
            Outline::Table { rows_are_named, head, rows } => parts.table(*rows_are_named, head, rows),
        });
    }
    tree
}

/// The words of each part, in the order in which they are read, and where they stand on the sheets.
struct Parts<'a> {
    words: &'a [String],
    leaves: Vec<Vec<Identifier>>,
}

impl Parts<'_> {
    fn group<T: Into<TagKind>>(&mut self, part: usize, tag: impl FnOnce(String) -> T) -> TagGroup {
        let leaves = std::mem::take(&mut self.leaves[part]).into_iter().map(Node::Leaf).collect();
        TagGroup::with_children(tag(self.words[part].clone()), leaves)
    }

    fn table(&mut self, rows_are_named: bool, head: &[usize], rows: &[Vec<usize>]) -> TagGroup {
        let mut table = TagGroup::new(Tag::Table);
        if !head.is_empty() {
            let mut row = TagGroup::new(Tag::TR);
            for part in head {
                row.push(self.header(*part, TableHeaderScope::Column));
            }
            table.push(row);
        }
        for cells in rows {
            let mut row = TagGroup::new(Tag::TR);
            for (place, part) in cells.iter().enumerate() {
                row.push(match place {
                    0 if rows_are_named => self.header(*part, TableHeaderScope::Row),
                    _ => self.group(*part, |words| Tag::TD.with_actual_text(Some(words))),
                });
            }
            table.push(row);
        }
        table
    }

    fn header(&mut self, part: usize, scope: TableHeaderScope) -> TagGroup {
        self.group(part, |words| Tag::TH(scope).with_actual_text(Some(words)))
    }
}
