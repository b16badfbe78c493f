//! Styles, script, font and icons: carried by the binary as `make assets` built them, compressed ahead, under names that
//! change with their content, so that a browser never asks twice.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use axum::Router;
use axum::body::Bytes;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use include_dir::{Dir, File, include_dir};
use serde::Deserialize;

use crate::error::Error;

const FOLDER: &str = "/assets/";

static BUILT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/web/dist");

static SHELF: LazyLock<Shelf> = LazyLock::new(Shelf::of_the_build);

/// What a page links to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asset {
    /// The style sheet of every page, left to right.
    Styles,
    /// The same for Urdu.
    StylesRightToLeft,
    /// What the office's pages add to it.
    OfficeStyles,
    OfficeStylesRightToLeft,
    /// The script of every page, a module.
    Script,
    /// What the office's pages add to it.
    OfficeScript,
    /// The font of pages in Urdu, and the sheet that loads it; neither for whoever asks to save data.
    Nastaliq,
    NastaliqStyles,
    Favicon,
    /// The mark beside the name, on dark ground.
    Mark,
}

impl Asset {
    pub const ALL: [Self; 10] = [
        Self::Styles,
        Self::StylesRightToLeft,
        Self::OfficeStyles,
        Self::OfficeStylesRightToLeft,
        Self::Script,
        Self::OfficeScript,
        Self::Nastaliq,
        Self::NastaliqStyles,
        Self::Favicon,
        Self::Mark,
    ];

    /// Its name in templates and in the build's manifest.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Styles => "app.css",
            Self::StylesRightToLeft => "app-rtl.css",
            Self::OfficeStyles => "office.css",
            Self::OfficeStylesRightToLeft => "office-rtl.css",
            Self::Script => "app.js",
            Self::OfficeScript => "office.js",
            Self::Nastaliq => "nastaliq.woff2",
            Self::NastaliqStyles => "nastaliq.css",
            Self::Favicon => "favicon.svg",
            Self::Mark => "mark.svg",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|asset| asset.name() == name)
    }

    /// Its address: `/assets/app.1a2b3c4d5e.css`. A build that lacks it gives an address that finds nothing; a test
    /// sees that none does.
    pub fn href(self) -> &'static str {
        SHELF.addresses.get(self.name()).map_or(FOLDER, String::as_str)
    }
}

/// One line of the manifest.
#[derive(Deserialize)]
struct Line {
    file: &'static str,
    #[serde(rename = "type")]
    content_type: &'static str,
}

struct Shelf {
    /// By the name that the manifest gives.
    addresses: HashMap<&'static str, String>,
    /// By the name of the file.
    files: HashMap<&'static str, Kept>,
}

struct Kept {
    content_type: &'static str,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

impl Shelf {
    fn of_the_build() -> Self {
        let manifest = content("manifest.json").unwrap_or_default();
        let lines: BTreeMap<&'static str, Line> =
            serde_json::from_slice(manifest).expect("the build writes its manifest whole");
        let addresses = lines.iter().map(|(name, line)| (*name, format!("{FOLDER}{}", line.file))).collect();
        let files = lines.into_values().filter_map(|line| Some((line.file, Kept::of(&line)?))).collect();
        Self { addresses, files }
    }
}

impl Kept {
    fn of(line: &Line) -> Option<Self> {
        Some(Self {
            content_type: line.content_type,
            plain: content(line.file)?,
            brotli: content(&format!("{}.br", line.file)),
            gzip: content(&format!("{}.gz", line.file)),
        })
    }

    /// The smallest form that the browser takes, and what it is called.
    fn for_browser(&self, accepted: &Accepted) -> (Option<&'static str>, &'static [u8]) {
        match (self.brotli, self.gzip) {
            (Some(brotli), _) if accepted.takes("br") => (Some("br"), brotli),
            (_, Some(gzip)) if accepted.takes("gzip") => (Some("gzip"), gzip),
            _ => (None, self.plain),
        }
    }
}

fn content(file: &str) -> Option<&'static [u8]> {
    BUILT.get_file(file).map(File::contents)
}

/// The encodings of `Accept-Encoding`, each with whether it is taken (`q=0` says that it is not).
struct Accepted(Vec<(String, bool)>);

impl Accepted {
    fn by(headers: &HeaderMap) -> Self {
        let lists = headers.get_all(ACCEPT_ENCODING).into_iter().filter_map(|list| list.to_str().ok());
        Self(lists.flat_map(|list| list.split(',')).map(coding).collect())
    }

    fn takes(&self, name: &str) -> bool {
        let said = |wanted: &str| self.0.iter().find(|(coding, _)| coding == wanted).map(|(_, taken)| *taken);
        said(name).or_else(|| said("*")).unwrap_or(false)
    }
}

fn coding(item: &str) -> (String, bool) {
    let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
    let weight = parameters.trim().strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok());
    (name.trim().to_ascii_lowercase(), weight.is_none_or(|weight| weight > 0.0))
}

/// Open to everybody: nothing here is about anybody.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/assets/{file}", get(show))
        .route("/favicon.ico", get(|| async { Redirect::temporary(Asset::Favicon.href()) }))
}

/// The name is compared as it was sent; names of files need no decoding.
async fn show(address: Uri, headers: HeaderMap) -> Result<Response, Error> {
    let file = address.path().strip_prefix(FOLDER).unwrap_or_default();
    let Some(kept) = SHELF.files.get(file) else { return Err(Error::NotFound) };
    let (encoding, bytes) = kept.for_browser(&Accepted::by(&headers));
    let headers = [
        (CONTENT_TYPE, kept.content_type),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (VARY, "Accept-Encoding"),
    ];
    let mut response = (headers, Bytes::from_static(bytes)).into_response();
    if let Some(encoding) = encoding {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}
