//! Amounts of money: whole paisa in an integer, shown as rupees.

use std::fmt;
use std::iter::Sum;

use serde::{Deserialize, Serialize};

/// An amount in paisa. Serialised as the integer number of paisa; displayed in rupees: `12,500.00`.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type,
)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Money(i64);

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
    use super::*;

    #[test]
    fn amounts_are_shown_in_rupees_by_thousands() {
        for (paisa, shown) in [
            (1_250_005, "12,500.05"),
            (1, "0.01"),
            (0, "0.00"),
            (-100_000_000, "-1,000,000.00"),
            (i64::MIN, "-92,233,720,368,547,758.08"),
        ] {
            assert_eq!(Money::from_paisa(paisa).to_string(), shown);
        }
    }
}
