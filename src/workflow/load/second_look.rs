//! Which share of the decisions is looked at again: a whole number of percent, where there is something to look at.

use super::Loader;
use crate::workflow::definition::{Stage, Verdict};
use crate::workflow::reader::Place;
use crate::workflow::vocabulary::MERGE;
use crate::workflow::yaml::Value;

impl Loader<'_> {
    pub(super) fn second_look(&mut self, place: &Place<'_>, stages: &[Stage]) -> Option<u8> {
        let fields = self.reader.fields(place, &["share"]);
        let share = self.reader.required(&fields, "share")?;
        let percent = match share.value() {
            Value::Number(number) => u8::try_from(*number).ok().filter(|percent| (1..=100).contains(percent)),
            _ => None,
        };
        if percent.is_none() {
            self.reader.wrong(&share, "expected a whole number of percent from 1 to 100");
        }
        // Whoever looks again says which of the two it should have been.
        for verdict in Verdict::ALL {
            let mut actions = stages.iter().flat_map(|stage| &stage.actions);
            if !actions.any(|action| action.decides == Some(verdict) && action.name != MERGE) {
                let word = verdict.as_str();
                self.reader
                    .wrong(place, format!("there is nothing to look at again: no action `decides: {word}`"));
            }
        }
        percent
    }
}
