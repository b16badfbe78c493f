//! Amounts of money: whole paisa in an integer, read and shown as rupees.

use std::fmt;
use std::iter::Sum;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

const PAISA_PER_RUPEE: i64 = 100;

/// An amount in paisa. Serialised as the integer number of paisa; displayed in rupees: `12,500.00`.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type,
)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Money(i64);

/// The text is not an amount in rupees with at most two decimals, or is beyond what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an amount in rupees")]
pub struct NotMoney;

impl Money {
    pub const ZERO: Self = Self(0);

    pub const fn from_paisa(paisa: i64) -> Self {
        Self(paisa)
    }

    pub const fn paisa(self) -> i64 {
        self.0
    }

    /// The sum, unless it is beyond what is counted.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }
}

/// Panics on overflow rather than paying a wrong amount.
impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, |sum, amount| {
            sum.checked_add(amount).expect("all the money of the province is far below 2^63 paisa")
        })
    }
}

impl FromStr for Money {
    type Err = NotMoney;

    /// Reads rupees as people type them: `12500`, `12,500`, `12500.5`, `Rs 12,500.00`. Never negative.
    fn from_str(text: &str) -> Result<Self, NotMoney> {
        let text = text.trim();
        let text = text.strip_prefix("Rs").map_or(text, |rest| rest.trim_start_matches('.').trim_start());
        let (rupees, paisa) = text.split_once('.').unwrap_or((text, "0"));
        let rupees: String = rupees.chars().filter(|symbol| *symbol != ',').collect();
        let decimal = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !decimal(&rupees) || !decimal(paisa) || paisa.len() > 2 {
            return Err(NotMoney);
        }
        let rupees: i64 = rupees.parse().map_err(|_| NotMoney)?;
        let paisa: i64 = format!("{paisa:0<2}").parse().map_err(|_| NotMoney)?;
        rupees
            .checked_mul(PAISA_PER_RUPEE)
            .and_then(|whole| whole.checked_add(paisa))
            .map(Self)
            .ok_or(NotMoney)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (rupees, paisa) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let digits = rupees.to_string();
        let sign = if self.0 < 0 { "-" } else { "" };
        let grouped: Vec<&str> = digits
            .as_bytes()
            .rchunks(3)
            .rev()
            .map(|chunk| std::str::from_utf8(chunk).unwrap_or(""))
            .collect();
        write!(out, "{sign}{}.{paisa:02}", grouped.join(","))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rupees_are_read_as_people_type_them() {
        for (typed, paisa) in [
            ("12500", 1_250_000),
            ("12,500", 1_250_000),
            ("12,500.5", 1_250_050),
            ("Rs. 12,500.05", 1_250_005),
            (" 0.01 ", 1),
        ] {
            assert_eq!(typed.parse(), Ok(Money::from_paisa(paisa)), "{typed}");
        }
        for wrong in ["", "-5", "1.234", "1.", ".5", "1 000", "1e3", "٣", "99999999999999999999"] {
            assert_eq!(wrong.parse::<Money>(), Err(NotMoney), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(paisa in 0..i64::MAX) {
            let money = Money::from_paisa(paisa);
            prop_assert_eq!(money.to_string().parse(), Ok(money));
        }
    }
}
