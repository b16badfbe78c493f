//! The questions of a programme's form on pages: each as a field, what was typed as an answer, and answers in words. Knows
//! kinds of questions, never a question of some programme.

mod fields;
mod typed;
mod words;

pub(super) use fields::{Shown, field};
pub(super) use typed::{answer, keep_name, latin_digits, named};
pub(super) use words::{Words, words};
