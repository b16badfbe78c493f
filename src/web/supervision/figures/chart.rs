//! Drawings: where each bar and word of a chart stands. Whole numbers in the units of the drawing's own box, so that no
//! page needs a style; on a page in Urdu everything begins at the right.

use serde::Serialize;

/// How wide every drawing is.
const WIDTH: i64 = 420;
/// A bar with its words above it.
const ROW: i64 = 62;
const BAR: i64 = 16;
/// From the top of a row to the foot of its words, and to its bar.
const WORDS: i64 = 24;
const BAR_FROM: i64 = 34;
/// From one line of a bar's words to the next, and how many characters stand in one: on a phone they are large. Those of
/// Urdu are narrow.
const LINE: i64 = 24;
const LONGEST: usize = 38;
const LONGEST_URDU: usize = 54;
/// How wide a digit is, on the safe side.
const DIGIT: i64 = 14;
const GAP: i64 = 6;

/// How high columns can get, and what stands above and below them.
const COLUMN: i64 = 150;
const HEAD: i64 = 22;
const FOOT: i64 = 30;

/// Something to draw.
#[derive(Debug, Serialize)]
pub(in crate::web::supervision) struct Drawing {
    width: i64,
    height: i64,
    bars: Vec<Bar>,
    words: Vec<Words>,
    /// The height of a line from side to side.
    axis: Option<i64>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Bar {
    x: i64,
    y: i64,
    width: i64,
    height: i64,
    class: &'static str,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Words {
    x: i64,
    y: i64,
    /// `start` or `end`.
    anchor: &'static str,
    text: String,
    /// Whether it is a number and the like, written the same in both languages.
    is_latin: bool,
    /// `ltr` or `rtl`; numbers within a line of Urdu change places otherwise.
    direction: &'static str,
}

/// A bar to be drawn across.
#[derive(Debug, Clone)]
pub(in crate::web::supervision) struct Across {
    pub(in crate::web::supervision) label: String,
    pub(in crate::web::supervision) value: i64,
    /// As it stands at the end of the bar.
    pub(in crate::web::supervision) shown: String,
    pub(in crate::web::supervision) class: &'static str,
}

/// A group of columns that stand together.
#[derive(Debug, Clone)]
pub(super) struct Upright {
    pub(super) values: Vec<(i64, &'static str)>,
    /// What stands below, where something does.
    pub(super) label: Option<String>,
}

/// Bars across, one below the other, each below its words; the longest is of the greatest value.
pub(super) fn across(bars: &[Across], is_rtl: bool) -> Drawing {
    across_of(bars, bars.iter().map(|bar| bar.value).max().unwrap_or(0), is_rtl)
}

/// As `across`, each bar a part of a whole.
pub(in crate::web::supervision) fn across_of(bars: &[Across], whole: i64, is_rtl: bool) -> Drawing {
    let most = whole.max(1);
    let digits = bars.iter().map(|bar| bar.shown.chars().count()).max().unwrap_or(0);
    let room = WIDTH - GAP - DIGIT * count(digits);
    let mut drawing = Drawing::empty(0);
    let longest = if is_rtl { LONGEST_URDU } else { LONGEST };
    for bar in bars {
        let mut top = drawing.height;
        for (place, line) in lines(&bar.label, longest).into_iter().enumerate() {
            top = drawing.height + LINE * count(place);
            drawing.words.push(Words::at(0, top + WORDS, line, false));
        }
        let width = scaled(bar.value, most, room);
        drawing.words.push(Words::at(width + GAP, top + BAR_FROM + BAR - 3, bar.shown.clone(), true));
        drawing.bars.push(Bar { x: 0, y: top + BAR_FROM, width, height: BAR, class: bar.class });
        drawing.height = top + ROW;
    }
    if is_rtl { drawing.mirrored() } else { drawing }
}

/// Groups of columns beside each other, with the highest value written above them.
pub(super) fn upright(groups: &[Upright], is_rtl: bool) -> Drawing {
    let values = || groups.iter().flat_map(|group| group.values.iter().map(|(value, _)| *value));
    let most = values().max().unwrap_or(0);
    let (foot, slot) = (HEAD + COLUMN, WIDTH / count(groups.len()).max(1));
    let mut drawing = Drawing::empty(foot + FOOT);
    drawing.axis = Some(foot);
    drawing.words.push(Words::at(0, HEAD - 8, most.to_string(), true));
    for (place, group) in groups.iter().enumerate() {
        let from = slot * count(place);
        let width = ((slot - 2) / count(group.values.len()).max(1)).max(1);
        for (beside, (value, class)) in group.values.iter().enumerate() {
            let height = scaled(*value, most.max(1), COLUMN);
            let x = from + 1 + width * count(beside);
            drawing.bars.push(Bar { x, y: foot - height, width, height, class });
        }
        if let Some(label) = &group.label {
            // Where it would run out of the box, it ends with its group.
            let is_late = from > WIDTH / 2;
            let mut words =
                Words::at(if is_late { from + slot } else { from }, foot + FOOT - 10, label.clone(), false);
            words.anchor = if is_late { "end" } else { "start" };
            drawing.words.push(words);
        }
    }
    if is_rtl { drawing.mirrored() } else { drawing }
}

impl Drawing {
    const fn empty(height: i64) -> Self {
        Self { width: WIDTH, height, bars: Vec::new(), words: Vec::new(), axis: None }
    }

    fn mirrored(mut self) -> Self {
        for bar in &mut self.bars {
            bar.x = self.width - bar.x - bar.width;
        }
        for words in &mut self.words {
            words.x = self.width - words.x;
            if words.is_latin {
                words.anchor = if words.anchor == "start" { "end" } else { "start" };
            } else {
                // Words that run to the left start at their right end by themselves.
                words.direction = "rtl";
            }
        }
        self
    }
}

impl Words {
    const fn at(x: i64, y: i64, text: String, is_latin: bool) -> Self {
        Self { x, y, anchor: "start", text, is_latin, direction: "ltr" }
    }
}

/// Words in lines that are not too long, broken between words.
fn lines(words: &str, longest: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= longest => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The part of `room` that a value takes; one unit at least, so that something is not drawn as nothing.
fn scaled(value: i64, most: i64, room: i64) -> i64 {
    let part = i128::from(value.max(0)) * i128::from(room) / i128::from(most.max(1));
    let part = i64::try_from(part).unwrap_or(room).min(room);
    if value > 0 { part.max(1) } else { 0 }
}

fn count(things: usize) -> i64 {
    i64::try_from(things).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(value: i64) -> Across {
        Across { label: "Open".to_owned(), value, shown: value.to_string(), class: "" }
    }

    #[test]
    fn bars_are_as_long_as_their_values_and_never_leave_the_drawing() {
        let drawing = across(&[bar(1000), bar(500), bar(1), bar(0)], false);
        let widths: Vec<i64> = drawing.bars.iter().map(|bar| bar.width).collect();
        assert_eq!(widths, [358, 179, 1, 0]);
        let ends = drawing.words.iter().filter(|words| words.is_latin);
        assert!(ends.map(|words| words.x + 4 * DIGIT).all(|end| end <= WIDTH));
        assert_eq!(drawing.height, 4 * ROW);
    }

    #[test]
    fn words_that_are_too_long_for_a_phone_go_on_in_another_line_above_their_bar() {
        let long = "Household registration: Waiting for your documents";
        let drawing = across(&[Across { label: long.to_owned(), ..bar(1) }, bar(2)], false);
        let said: Vec<&str> = drawing.words.iter().map(|words| &*words.text).collect();
        assert_eq!(said, ["Household registration: Waiting for", "your documents", "1", "Open", "2"]);
        let below = |bar: usize, words: usize| drawing.bars[bar].y - drawing.words[words].y;
        assert_eq!((below(0, 1), below(1, 3)), (BAR_FROM - WORDS, BAR_FROM - WORDS));
        assert_eq!(drawing.height, 2 * ROW + LINE);
        let word = "x".repeat(2 * LONGEST);
        assert_eq!(lines(&word, LONGEST), [word.as_str()]);
    }

    #[test]
    fn a_page_in_urdu_gets_the_mirror_image() {
        let drawing = across(&[bar(10)], true);
        let Bar { x, width, .. } = drawing.bars[0];
        assert_eq!(x + width, WIDTH);
        let [label, number] = drawing.words.as_slice() else { panic!("a label and a number") };
        assert_eq!((label.x, label.anchor, label.direction), (WIDTH, "start", "rtl"));
        assert_eq!((number.anchor, number.direction), ("end", "ltr"));
        assert!(number.x < x);
    }

    #[test]
    fn columns_stand_on_the_axis_and_nothing_is_drawn_of_nothing() {
        let group = |values: [i64; 2]| Upright {
            values: values.iter().map(|value| (*value, "")).collect(),
            label: None,
        };
        let drawing = upright(&[group([4, 2]), group([0, 0])], false);
        for bar in &drawing.bars {
            assert_eq!(Some(bar.y + bar.height), drawing.axis);
        }
        let heights: Vec<i64> = drawing.bars.iter().map(|bar| bar.height).collect();
        assert_eq!(heights, [COLUMN, COLUMN / 2, 0, 0]);
        assert!(upright(&[], false).bars.is_empty() && across(&[], true).bars.is_empty());
    }
}
