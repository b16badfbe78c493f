//! What the registry hands out on paper: certificates and the record of what it holds about somebody. A paper is words in
//! blocks; this module sets them in lines and pages and writes a PDF with them. It decides nothing and knows no case.

mod draw;
mod fonts;
mod line;
mod page;
mod press;
mod words;

use chrono::{DateTime, Utc};

use crate::error::Result;
use crate::texts::Language;

pub use press::Press;
pub use words::{Words, number, said, typed};

/// One document, in one language.
#[derive(Debug, Clone)]
pub struct Paper {
    pub language: Language,
    pub title: Words,
    /// Who hands it out; stands on top of every page.
    pub head: Words,
    /// Stands below every page, beside its number.
    pub foot: Words,
    pub blocks: Vec<Block>,
    pub made_at: DateTime<Utc>,
}

/// What a paper is made of, from top to bottom.
#[derive(Debug, Clone)]
pub enum Block {
    Heading(Words),
    Text(Words),
    /// Smaller and greyer than text.
    Note(Words),
    /// A name and a value a row.
    Facts(Vec<(Words, Words)>),
    /// Rows of as many cells as there are columns.
    Table {
        columns: Vec<Words>,
        rows: Vec<Vec<Words>>,
    },
    /// An address to be read by a telephone, with what it is for.
    Code {
        address: String,
        says: Words,
    },
}

/// The paper as a PDF.
fn set(paper: &Paper) -> Result<Vec<u8>> {
    let fonts = fonts::loaded()?;
    draw::pdf(paper, &page::sheets(fonts, paper)?, fonts)
}
