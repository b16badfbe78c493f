//! The letters that papers are printed with: Noto Sans and Noto Nastaliq Urdu, as `make assets` wrote them. They are read
//! when the first paper is printed, not before: a process that prints none keeps nothing of them.

use std::sync::OnceLock;

use harfrust::{FontRef, ShaperData};
use skrifa::MetadataProvider as _;
use skrifa::instance::{LocationRef, Size};

use crate::error::{Fault, Result};

static LATIN: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/web/fonts/latin.ttf"));
static STRONG: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/web/fonts/latin-strong.ttf"));
static NASTALIQ: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/web/fonts/nastaliq.ttf"));

static LOADED: OnceLock<Fonts> = OnceLock::new();

/// Which of the faces. Nastaliq has one weight: its bold runs its strokes into each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    Latin,
    Strong,
    Nastaliq,
}

pub(super) struct Fonts {
    latin: Font,
    strong: Font,
    nastaliq: Font,
}

pub(super) struct Font {
    pub(super) letters: FontRef<'static>,
    pub(super) shaper: ShaperData,
    pub(super) printed: krilla::text::Font,
    pub(super) units_per_em: f32,
    /// How far it reaches above and below the line, as a share of its size.
    pub(super) above: f32,
    pub(super) below: f32,
    /// Its size beside the other faces: Nastaliq is drawn small.
    pub(super) scale: f32,
}

impl Fonts {
    pub(super) fn of(&self, face: Face) -> &Font {
        match face {
            Face::Latin => &self.latin,
            Face::Strong => &self.strong,
            Face::Nastaliq => &self.nastaliq,
        }
    }
}

impl Font {
    fn read(bytes: &'static [u8], scale: f32) -> Result<Self> {
        let letters =
            FontRef::new(bytes).map_err(|error| Fault::caused("a font of papers is unreadable", error))?;
        let metrics = letters.metrics(Size::unscaled(), LocationRef::default());
        let units_per_em = f32::from(metrics.units_per_em);
        let printed = krilla::text::Font::new(bytes.into(), 0)
            .ok_or_else(|| Fault::broken("a font of papers cannot be printed with"))?;
        Ok(Self {
            shaper: ShaperData::new(&letters),
            letters,
            printed,
            units_per_em,
            above: metrics.ascent / units_per_em,
            below: -metrics.descent / units_per_em,
            scale,
        })
    }

    pub(super) fn has(&self, letter: char) -> bool {
        self.letters.charmap().map(letter).is_some()
    }
}

pub(super) fn loaded() -> Result<&'static Fonts> {
    if let Some(fonts) = LOADED.get() {
        return Ok(fonts);
    }
    let fonts = Fonts {
        latin: Font::read(LATIN, 1.0)?,
        strong: Font::read(STRONG, 1.0)?,
        nastaliq: Font::read(NASTALIQ, 1.15)?,
    };
    Ok(LOADED.get_or_init(|| fonts))
}
