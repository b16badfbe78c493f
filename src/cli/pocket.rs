//! What a person of a demonstration has in the pocket: the password, and the authenticator that a newcomer does not own.

use std::fmt::Write as _;

use anyhow::{Context as _, bail};
use chrono::{DateTime, Utc};

use super::cast::{Cast, Person};
use crate::config::{self, Sources};
use crate::people::totp::{STEP_SECONDS, Secret};

/// Where `pser run` keeps who signs in how.
pub(super) const FILE: &str = "demonstration.json";

/// How somebody signs in at this moment, read from the data folder.
pub(super) fn show(sources: &Sources, email: &str) -> anyhow::Result<String> {
    let file = config::data_dir(sources)?.join(FILE);
    if !file.exists() {
        bail!(
            "there is no {}: `pser run` makes demonstration people at its first start, in the folder that PSER_DATA_DIR names",
            file.display()
        );
    }
    let cast = Cast::read(&file)?;
    match cast.people.iter().find(|person| person.email.eq_ignore_ascii_case(email.trim())) {
        Some(person) => told(person, clock()),
        None => {
            bail!("nobody of the demonstration has the address {email}; there are:\n{}", everybody(&cast))
        }
    }
}

fn told(person: &Person, now: DateTime<Utc>) -> anyhow::Result<String> {
    let secret = Secret::from_base32(&person.totp_secret).context("an authenticator secret is damaged")?;
    let step = i64::try_from(STEP_SECONDS).unwrap_or(i64::MAX);
    Ok(format!(
        "E-mail    {}\nPassword  {}\nCode      {}  (once, for another {} seconds)\n",
        person.email,
        person.password,
        secret.code_at(now),
        step - now.timestamp().rem_euclid(step)
    ))
}

fn everybody(cast: &Cast) -> String {
    let mut text = String::new();
    for person in &cast.people {
        writeln!(text, "  {:<34} may {}", person.email, person.may)
            .expect("a string takes all that is written");
    }
    text.trim_end().to_owned()
}

/// The authenticator's own clock.
#[expect(clippy::disallowed_methods, reason = "an authenticator stands outside the product")]
fn clock() -> DateTime<Utc> {
    Utc::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_that_of_the_moment_with_the_seconds_left_to_it() {
        let mut person = Cast::drawn().unwrap().people.remove(0);
        let secret = Secret::fresh();
        person.totp_secret = secret.base32().to_string();
        let now = "2026-11-25T09:00:20Z".parse().unwrap();
        let shown = told(&person, now).unwrap();
        assert!(shown.contains(&person.password), "{shown}");
        assert!(
            shown.contains(&format!("{}  (once, for another 10 seconds)", secret.code_at(now))),
            "{shown}"
        );
    }
}
