//! The people of a demonstration: who plays which part and how each signs in. `pser run` writes the file at first start,
//! `pser demo` reads it.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use crate::entropy;
use crate::people::Token;
use crate::people::grants::Grant;

/// Who there is to be, before anybody has a password.
const EMBEDDED: &str = include_str!("../../data/demonstration.json");

/// Everybody, with what they need to sign in.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cast {
    pub(super) client: Client,
    pub(super) budget: Budget,
    pub(super) people: Vec<Person>,
}

/// The program through which the demonstration calls.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Client {
    pub(super) name: String,
    pub(super) allowance: u32,
    #[serde(default)]
    pub(super) secret: String,
}

/// What a programme is given to spend.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Budget {
    pub(super) programme: String,
    /// In paisa.
    pub(super) amount: i64,
    pub(super) authority: String,
}

/// Somebody of the staff.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Person {
    pub(super) email: String,
    pub(super) name: String,
    pub(super) cnic: String,
    pub(super) part: Part,
    /// What they may do, to follow "may".
    pub(super) may: String,
    pub(super) grants: Vec<Grant>,
    #[serde(default)]
    pub(super) password: String,
    /// In base32, as an authenticator takes it; empty until the invitation was taken up.
    #[serde(default)]
    pub(super) totp_secret: String,
}

/// What somebody does in a demonstration. What they may do is the policy's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Part {
    Helps,
    Verifies,
    Reviews,
    Makes,
    Approves,
    Audits,
    Administers,
}

impl Cast {
    /// The people that come with the program, each with a password drawn for this installation.
    pub(super) fn drawn() -> anyhow::Result<Self> {
        let mut cast: Self = serde_json::from_str(EMBEDDED).context("the embedded people are readable")?;
        Token::fresh().reveal().clone_into(&mut cast.client.secret);
        for person in &mut cast.people {
            // Hexadecimal spells nobody's name, which a password must not hold.
            person.password = hex::encode(entropy::bytes::<12>());
        }
        Ok(cast)
    }

    /// The people in a file.
    pub(super) fn read(file: &Path) -> anyhow::Result<Self> {
        let shown = file.display();
        let text = fs::read_to_string(file).with_context(|| format!("{shown} cannot be read"))?;
        serde_json::from_str(&text).with_context(|| format!("{shown} is not a file of demonstration people"))
    }

    pub(super) fn text(&self) -> anyhow::Result<String> {
        serde_json::to_string_pretty(self).context("people are JSON")
    }

    /// Everybody with a part.
    pub(super) fn playing(&self, part: Part) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(move |person| person.part == part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_played_and_nobody_shares_a_password() {
        let cast = Cast::drawn().unwrap();
        let count = |part| cast.playing(part).count();
        assert_eq!(
            [
                Part::Helps,
                Part::Verifies,
                Part::Reviews,
                Part::Makes,
                Part::Approves,
                Part::Audits,
                Part::Administers,
            ]
            .map(count),
            [1, 4, 1, 1, 2, 1, 1]
        );
        let mut passwords: Vec<&str> = cast.people.iter().map(|person| person.password.as_str()).collect();
        passwords.sort_unstable();
        passwords.dedup();
        assert_eq!(passwords.len(), cast.people.len());
    }
}
