//! Words set in lines: in which direction each stretch runs (UAX #9), which face has its letters, how they join, and where a
//! line must end. Lines break between words; a word longer than a line is cut.

use std::ops::Range;

use harfrust::{BufferFlags, Direction, GlyphBuffer, ShapeOptions, UnicodeBuffer};
use krilla::text::{GlyphId, KrillaGlyph};
use unicode_bidi::{Level, ParagraphBidiInfo};

use super::fonts::{Face, Fonts};
use super::words::Words;
use crate::texts::Language;

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    /// In points.
    pub(super) size: f32,
    pub(super) strong: bool,
    pub(super) colour: [u8; 3],
}

/// One line, its stretches from left to right.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) stretches: Vec<Stretch>,
    pub(super) width: f32,
    /// From the baseline up and down, with room to the next line.
    pub(super) above: f32,
    pub(super) below: f32,
    pub(super) style: Style,
}

/// Letters of one face and direction.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    pub(super) face: Face,
    pub(super) size: f32,
    /// What whoever copies or searches finds; glyphs name their letters in it.
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    pub(super) width: f32,
}

/// Sets words of one paragraph in lines no wider than `width` points.
pub(super) fn lines(fonts: &Fonts, words: &Words, language: Language, style: Style, width: f32) -> Vec<Line> {
    let setter = Setter::new(fonts, words.as_str(), language, style);
    let mut lines = Vec::new();
    let mut rest = 0;
    while let Some(range) = setter.next_line(rest, width) {
        lines.push(setter.line(range.start..setter.shown(range.start, range.end)));
        rest = range.end;
    }
    lines
}

struct Setter<'a> {
    fonts: &'a Fonts,
    text: &'a str,
    bidi: ParagraphBidiInfo<'a>,
    style: Style,
    language: Language,
}

impl<'a> Setter<'a> {
    fn new(fonts: &'a Fonts, text: &'a str, language: Language, style: Style) -> Self {
        let level = match language {
            Language::En => Level::ltr(),
            Language::Ur => Level::rtl(),
        };
        Self { fonts, text, bidi: ParagraphBidiInfo::new(text, Some(level)), style, language }
    }

    /// As many words from `start` on as fit. At least one letter does, so that every line moves on.
    fn next_line(&self, start: usize, width: f32) -> Option<Range<usize>> {
        let start = start + (self.text[start..].len() - self.text[start..].trim_start().len());
        let rest = &self.text[start..];
        if rest.is_empty() {
            return None;
        }
        // Words are measured one by one; how they join may make a line of them wider, so the line is measured again.
        let mut ends = Vec::new();
        let (mut end, mut sum) = (start, 0.0);
        for word in rest.split_inclusive(' ') {
            sum += self.width(end..end + word.trim_end().len());
            if sum > width {
                break;
            }
            sum += self.width(end + word.trim_end().len()..end + word.len());
            end += word.len();
            ends.push(end);
        }
        let fitting = ends.into_iter().rev().find(|end| self.width(start..self.shown(start, *end)) <= width);
        Some(start..fitting.unwrap_or_else(|| self.cut(start, width)))
    }

    /// Where a line that ends at `end` ends to the eye.
    fn shown(&self, start: usize, end: usize) -> usize {
        start + self.text[start..end].trim_end().len()
    }

    /// Where a word that is wider than a line must be cut.
    fn cut(&self, start: usize, width: f32) -> usize {
        let word = self.text[start..].split(' ').next().unwrap_or_default();
        let ends: Vec<usize> =
            word.char_indices().skip(1).map(|(at, _)| start + at).chain([start + word.len()]).collect();
        let fitting = ends.partition_point(|end| self.width(start..*end) <= width);
        ends.get(fitting.saturating_sub(1)).copied().unwrap_or(start + word.len())
    }

    fn width(&self, range: Range<usize>) -> f32 {
        self.stretches(range).iter().map(|stretch| stretch.width).sum()
    }

    fn line(&self, range: Range<usize>) -> Line {
        let stretches = self.stretches(range);
        let own = match self.language {
            Language::En => Face::Latin,
            Language::Ur => Face::Nastaliq,
        };
        let faces = stretches.iter().map(|stretch| stretch.face).chain([own]);
        let reach = faces.map(|face| {
            let font = self.fonts.of(face);
            (font.above * font.scale * self.style.size, font.below * font.scale * self.style.size)
        });
        let (above, below) =
            reach.fold((0.0_f32, 0.0_f32), |most, next| (most.0.max(next.0), most.1.max(next.1)));
        let width = stretches.iter().map(|stretch| stretch.width).sum();
        Line { stretches, width, above, below, style: self.style }
    }

    fn stretches(&self, range: Range<usize>) -> Vec<Stretch> {
        if range.is_empty() {
            return Vec::new();
        }
        let (levels, runs) = self.bidi.visual_runs(range);
        let mut stretches = Vec::new();
        for run in runs {
            let is_rtl = levels[run.start].is_rtl();
            let mut parts = self.faces(run);
            if is_rtl {
                parts.reverse();
            }
            let shaped = parts.into_iter().map(|(face, part)| self.shape(face, part, is_rtl));
            // What has no letters is a mark of direction, and done with.
            stretches.extend(shaped.filter(|stretch| !stretch.glyphs.is_empty()));
        }
        stretches
    }

    /// Stretches of one face, in the order of the text. What both faces have goes with what stands before it.
    fn faces(&self, run: Range<usize>) -> Vec<(Face, Range<usize>)> {
        let latin = if self.style.strong { Face::Strong } else { Face::Latin };
        let mut parts: Vec<(Face, Range<usize>)> = Vec::new();
        for (at, letter) in self.text[run.clone()].char_indices() {
            let range = run.start + at..run.start + at + letter.len_utf8();
            let face = parts
                .last()
                .map(|(face, _)| *face)
                .filter(|face| is_neutral(letter) && (is_joiner(letter) || self.fonts.of(*face).has(letter)))
                .unwrap_or_else(|| {
                    if self.fonts.of(latin).has(letter) || !self.fonts.of(Face::Nastaliq).has(letter) {
                        latin
                    } else {
                        Face::Nastaliq
                    }
                });
            match parts.last_mut() {
                Some((last, part)) if *last == face => part.end = range.end,
                _ => parts.push((face, range)),
            }
        }
        parts
    }

    fn shape(&self, face: Face, part: Range<usize>, is_rtl: bool) -> Stretch {
        let font = self.fonts.of(face);
        let text = &self.text[part];
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(if is_rtl { Direction::RightToLeft } else { Direction::LeftToRight });
        buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        buffer.guess_segment_properties();
        let shaped = font.shaper.shaper(&font.letters).build().shape(buffer, ShapeOptions::new());
        let (text, clusters) = match face {
            Face::Nastaliq => by_words(text),
            Face::Latin | Face::Strong => (text.to_owned(), by_clusters(&shaped, text.len())),
        };
        let share = |units: i32| {
            #[expect(clippy::cast_precision_loss, reason = "font units are small")]
            let units = units as f32;
            units / font.units_per_em
        };
        let glyphs: Vec<KrillaGlyph> = shaped
            .glyph_infos()
            .iter()
            .zip(shaped.glyph_positions())
            .map(|(info, position)| {
                let start = info.cluster as usize;
                let letters = clusters.iter().find(|cluster| cluster.contains(&start)).cloned();
                KrillaGlyph::new(
                    GlyphId::new(info.glyph_id),
                    share(position.x_advance),
                    share(position.x_offset),
                    share(position.y_offset),
                    share(position.y_advance),
                    letters.unwrap_or(0..text.len()),
                    None,
                )
            })
            .collect();
        let size = self.style.size * font.scale;
        let width = glyphs.iter().map(|glyph| glyph.x_advance * size).sum();
        Stretch { face, size, text, glyphs, width }
    }
}

/// The letters that belong together, from where the shaper says that a group begins to where the next one does.
fn by_clusters(shaped: &GlyphBuffer, length: usize) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([length]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Nastaliq is copied and searched by words: its dots stand so far from their letters that readers of PDFs take them for
/// letters of other lines. They also take what they find to stand from left to right and turn it round, as pdfium
/// (Chrome) and poppler do, so a word is given the way it stands. What is read aloud is in the paper's structure, in order.
fn by_words(text: &str) -> (String, Vec<Range<usize>>) {
    let (mut turned, mut words) = (String::new(), Vec::new());
    for word in text.split_inclusive(' ') {
        let letters = word.trim_end_matches(' ');
        let start = turned.len();
        turned.extend(letters.chars().rev());
        words.push(start..turned.len());
        turned.push_str(&word[letters.len()..]);
        words.push(start + letters.len()..turned.len());
    }
    (turned, words)
}

fn is_neutral(letter: char) -> bool {
    !letter.is_alphanumeric()
}

fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::fonts;
    use crate::paper::words::{number, said, typed};

    const STYLE: Style = Style { size: 10.5, strong: false, colour: [0, 0, 0] };

    fn set(words: &Words, language: Language, width: f32) -> Vec<Line> {
        lines(fonts::loaded().unwrap(), words, language, STYLE, width)
    }

    /// What stands on a line from left to right, without the marks of direction.
    fn seen(line: &Line) -> String {
        let is_mark = |letter: char| letter.is_whitespace() || ('\u{2066}'..='\u{2069}').contains(&letter);
        let texts = line.stretches.iter().map(|stretch| stretch.text.trim_matches(is_mark));
        texts.filter(|text| !text.is_empty()).collect::<Vec<&str>>().join("|")
    }

    #[test]
    fn urdu_runs_to_the_left_and_numbers_in_it_to_the_right() {
        let sentence = said("شناختی کارڈ \u{2066}35202-1234567-1\u{2069} ہے");
        let lines = set(&sentence, Language::Ur, 500.0);
        assert_eq!(lines.len(), 1);
        assert_eq!(seen(&lines[0]), "ےہ|35202-1234567-1|یتخانش ڈراک");
        assert!(lines[0].stretches.iter().any(|stretch| stretch.face == Face::Nastaliq));
    }

    #[test]
    fn a_telephone_number_keeps_its_order() {
        for language in Language::ALL {
            assert_eq!(seen(&set(&number("+92 300 1234567"), language, 500.0)[0]), "+92 300 1234567");
        }
    }

    #[test]
    fn no_line_is_wider_than_its_space_and_nothing_is_lost() {
        let long = format!("{} محمد اسلم خان {}", "ک".repeat(300), "Wx".repeat(200));
        for language in Language::ALL {
            let lines = set(&typed(&long), language, 120.0);
            assert!(lines.iter().all(|line| line.width <= 120.0), "{language:?}");
            let letters: usize = lines
                .iter()
                .map(|line| seen(line).chars().filter(|letter| letter.is_alphabetic()).count())
                .sum();
            assert_eq!(letters, long.chars().filter(|letter| letter.is_alphabetic()).count());
        }
    }

    #[test]
    fn a_hostile_name_neither_turns_nor_breaks_a_line() {
        let name = typed("<script>{{7*7}}\r\n=cmd\u{202e}exe\u{2066}\u{7}");
        for language in Language::ALL {
            let lines = set(&name, language, 500.0);
            assert_eq!(
                (lines.len(), seen(&lines[0]).as_str()),
                (1, "<script>{{7*7}}  =cmdexe"),
                "{language:?}"
            );
        }
        assert!(set(&typed(""), Language::Ur, 500.0).iter().all(|line| line.width == 0.0));
        assert!(set(&said("  "), Language::En, 500.0).is_empty());
    }
}
