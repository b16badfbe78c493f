//! Blocks placed on sheets of A4, from top to bottom. A row stays whole where a sheet has room for it; a heading never stands
//! last on its sheet.

use std::collections::VecDeque;

use qrcode::QrCode;

use super::fonts::Fonts;
use super::line::{Line, Style, lines};
use super::words::{Words, said};
use super::{Block, Paper};
use crate::error::{Fault, Result};
use crate::texts::Language;

/// A4, in points.
pub(super) const WIDE: f32 = 595.28;
pub(super) const HIGH: f32 = 841.89;
const MARGIN: f32 = 56.0;
const TOP: f32 = 96.0;
const BOTTOM: f32 = HIGH - 72.0;
const INNER: f32 = WIDE - 2.0 * MARGIN;

const INK: [u8; 3] = [0x17, 0x21, 0x1b];
const GREEN: [u8; 3] = [0x14, 0x53, 0x2d];
const GREY: [u8; 3] = [0x4b, 0x56, 0x50];

const TITLE: Style = Style { size: 21.0, strong: true, colour: GREEN };
const HEADING: Style = Style { size: 13.5, strong: true, colour: GREEN };
const TEXT: Style = Style { size: 10.5, strong: false, colour: INK };
const NAME: Style = Style { size: 10.5, strong: true, colour: INK };
const NOTE: Style = Style { size: 9.0, strong: false, colour: GREY };

/// How much of a row's width its name takes.
const NAMES: f32 = 0.36;
const GAP: f32 = 12.0;
const CODE: f32 = 110.0;

/// Something at its place on a sheet; `part` is the part of the paper's structure that it belongs to.
pub(super) enum Mark {
    Line { x: f32, baseline: f32, line: Line, part: Option<usize> },
    Rule { x: f32, y: f32, width: f32, heavy: bool },
    Code { x: f32, y: f32, side: f32, code: QrCode, part: usize },
}

/// What readers who listen are told of the paper: its parts in order, each by the number that its marks carry.
pub(super) enum Outline {
    Title(usize),
    Heading(usize),
    Paragraph(usize),
    Figure(usize),
    /// Whether the first cell of a row names it, the cells of the head, the cells of the rows.
    Table {
        rows_are_named: bool,
        head: Vec<usize>,
        rows: Vec<Vec<usize>>,
    },
}

/// A paper on its sheets.
pub(super) struct Sheets {
    pub(super) sheets: Vec<Vec<Mark>>,
    pub(super) outline: Vec<Outline>,
    /// The words of each part, as they are read.
    pub(super) parts: Vec<String>,
}

/// Places the blocks of a paper.
pub(super) fn sheets(fonts: &Fonts, paper: &Paper) -> Result<Sheets> {
    let mut layout = Layout {
        fonts,
        language: paper.language,
        placed: Sheets { sheets: vec![Vec::new()], outline: Vec::new(), parts: Vec::new() },
        y: TOP,
    };
    layout.title(&paper.title);
    for block in &paper.blocks {
        layout.block(block)?;
    }
    layout.around(paper);
    Ok(layout.placed)
}

struct Layout<'a> {
    fonts: &'a Fonts,
    language: Language,
    placed: Sheets,
    /// Where the next block begins on the last sheet.
    y: f32,
}

/// A cell of a row: from where, and its lines.
struct Cell {
    start: f32,
    width: f32,
    lines: VecDeque<Line>,
    part: usize,
}

impl Layout<'_> {
    fn block(&mut self, block: &Block) -> Result<()> {
        match block {
            Block::Heading(words) => self.heading(words),
            Block::Text(words) => self.paragraph(words, TEXT),
            Block::Note(words) => self.paragraph(words, NOTE),
            Block::Facts(facts) => self.facts(facts),
            Block::Table { columns, rows } => self.table(columns, rows),
            Block::Code { address, says } => self.code(address, says)?,
        }
        Ok(())
    }

    fn title(&mut self, words: &Words) {
        let part = self.part(words.to_read());
        self.placed.outline.push(Outline::Title(part));
        let lines = self.lines(words, TITLE, INNER);
        self.flow(lines, part);
        self.y += 10.0;
    }

    fn heading(&mut self, words: &Words) {
        let part = self.part(words.to_read());
        self.placed.outline.push(Outline::Heading(part));
        let lines = self.lines(words, HEADING, INNER);
        // Room for what it stands above.
        self.room_for(height(lines.iter()) + 80.0);
        if self.y > TOP {
            self.y += 14.0;
        }
        self.flow(lines, part);
        self.y += 4.0;
    }

    fn paragraph(&mut self, words: &Words, style: Style) {
        let part = self.part(words.to_read());
        self.placed.outline.push(Outline::Paragraph(part));
        let lines = self.lines(words, style, INNER);
        self.flow(lines, part);
        self.y += 6.0;
    }

    fn facts(&mut self, facts: &[(Words, Words)]) {
        let names = (INNER - GAP) * NAMES;
        let mut rows = Vec::new();
        for (name, value) in facts {
            let name = self.cell(name, NAME, 0.0, names);
            let value = self.cell(value, TEXT, names + GAP, INNER - names - GAP);
            rows.push(vec![name.part, value.part]);
            self.row(vec![name, value]);
        }
        self.placed.outline.push(Outline::Table { rows_are_named: true, head: Vec::new(), rows });
        self.y += 8.0;
    }

    fn table(&mut self, columns: &[Words], rows: &[Vec<Words>]) {
        let count = u16::try_from(columns.len().max(1)).map_or(1.0, f32::from);
        let width = (INNER - GAP * (count - 1.0)) / count;
        let mut outline = Vec::new();
        let mut line = |layout: &mut Self, cells: &[Words], style: Style| {
            let mut start = 0.0;
            let mut row = Vec::new();
            for words in cells.iter().take(columns.len()) {
                row.push(layout.cell(words, style, start, width));
                start += width + GAP;
            }
            outline.push(row.iter().map(|cell| cell.part).collect::<Vec<usize>>());
            layout.row(row);
        };
        line(self, columns, Style { size: NOTE.size, ..NAME });
        for row in rows {
            line(self, row, Style { colour: INK, ..NOTE });
        }
        let head = outline.remove(0);
        self.placed.outline.push(Outline::Table { rows_are_named: false, head, rows: outline });
        self.y += 8.0;
    }

    fn code(&mut self, address: &str, says: &Words) -> Result<()> {
        let code = QrCode::new(address).map_err(|error| Fault::caused("an address fits no code", error))?;
        let figure = self.part(address.to_owned());
        self.placed.outline.push(Outline::Figure(figure));
        let part = self.part(says.to_read());
        self.placed.outline.push(Outline::Paragraph(part));
        let lines = self.lines(says, TEXT, INNER - CODE - GAP);
        self.room_for(CODE.max(height(lines.iter())) + 10.0);
        let y = self.y + 10.0;
        let x = self.left_of(0.0, CODE, CODE);
        self.mark(Mark::Code { x, y, side: CODE, code, part: figure });
        let mut baseline = y;
        for line in lines {
            let x = self.left_of(CODE + GAP, INNER - CODE - GAP, line.width);
            baseline += line.above;
            let below = line.below;
            self.mark(Mark::Line { x, baseline, line, part: Some(part) });
            baseline += below;
        }
        self.y = baseline.max(y + CODE) + 8.0;
        Ok(())
    }

    /// One row after another: whole where a sheet can hold it, by lines where none can.
    fn row(&mut self, mut cells: Vec<Cell>) {
        let tallest = cells.iter().map(|cell| height(cell.lines.iter())).fold(0.0, f32::max);
        if tallest < BOTTOM - TOP {
            self.room_for(tallest + 6.0);
        }
        while cells.iter().any(|cell| !cell.lines.is_empty()) {
            let top = self.y + 3.0;
            let mut lowest = top;
            // The first lines of a row stand on one line, whatever their faces.
            let above =
                cells.iter().filter_map(|cell| cell.lines.front()).map(|line| line.above).fold(0.0, f32::max);
            for cell in &mut cells {
                let mut y = top + cell.lines.front().map_or(0.0, |line| above - line.above);
                while let Some(line) = cell.lines.pop_front_if(|line| y + line.above + line.below <= BOTTOM) {
                    let x = self.left_of(cell.start, cell.width, line.width);
                    let (above, below) = (line.above, line.below);
                    self.mark(Mark::Line { x, baseline: y + above, line, part: Some(cell.part) });
                    y += above + below;
                }
                lowest = lowest.max(y);
            }
            self.y = lowest + 3.0;
            if cells.iter().any(|cell| !cell.lines.is_empty()) {
                self.turn();
            }
        }
        let y = self.y;
        self.mark(Mark::Rule { x: MARGIN, y, width: INNER, heavy: false });
    }

    fn cell(&mut self, words: &Words, style: Style, start: f32, width: f32) -> Cell {
        Cell { start, width, lines: self.lines(words, style, width).into(), part: self.part(words.to_read()) }
    }

    fn flow(&mut self, lines: Vec<Line>, part: usize) {
        for line in lines {
            self.room_for(line.above + line.below);
            let x = self.left_of(0.0, INNER, line.width);
            self.y += line.above;
            let (baseline, below) = (self.y, line.below);
            self.mark(Mark::Line { x, baseline, line, part: Some(part) });
            self.y += below;
        }
    }

    /// What stands on top and below of every sheet; the number of sheets is known by now.
    fn around(&mut self, paper: &Paper) {
        let count = self.placed.sheets.len();
        for number in 1..=count {
            let head = self.lines(&paper.head, Style { size: 11.0, ..HEADING }, INNER).into_iter().take(1);
            let foot = self.lines(&paper.foot, NOTE, INNER - 80.0).into_iter().take(1);
            let pages = self
                .lines(&said(&format!("\u{2066}{number} / {count}\u{2069}")), NOTE, 80.0)
                .into_iter()
                .take(1);
            let placed = head
                .map(|line| (self.left_of(0.0, INNER, line.width), 52.0, line))
                .chain(foot.map(|line| (self.left_of(0.0, INNER, line.width), HIGH - 40.0, line)))
                .chain(pages.map(|line| {
                    (self.left_of(INNER - line.width, line.width, line.width), HIGH - 40.0, line)
                }))
                .map(|(x, baseline, line)| Mark::Line { x, baseline, line, part: None })
                .chain([
                    Mark::Rule { x: MARGIN, y: 66.0, width: INNER, heavy: true },
                    Mark::Rule { x: MARGIN, y: HIGH - 60.0, width: INNER, heavy: false },
                ])
                .collect::<Vec<Mark>>();
            self.placed.sheets[number - 1].extend(placed);
        }
    }

    fn lines(&self, words: &Words, style: Style, width: f32) -> Vec<Line> {
        lines(self.fonts, words, self.language, style, width)
    }

    /// The left edge of something `width` wide in a space that begins `start` after the side on which reading starts.
    fn left_of(&self, start: f32, space: f32, width: f32) -> f32 {
        match self.language {
            Language::En => MARGIN + start,
            Language::Ur => WIDE - MARGIN - start - width.min(space),
        }
    }

    fn room_for(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.turn();
        }
    }

    fn turn(&mut self) {
        self.placed.sheets.push(Vec::new());
        self.y = TOP;
    }

    fn mark(&mut self, mark: Mark) {
        if let Some(sheet) = self.placed.sheets.last_mut() {
            sheet.push(mark);
        }
    }

    fn part(&mut self, words: String) -> usize {
        self.placed.parts.push(words);
        self.placed.parts.len() - 1
    }
}

fn height<'a>(lines: impl Iterator<Item = &'a Line>) -> f32 {
    lines.map(|line| line.above + line.below).sum()
}
