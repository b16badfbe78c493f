//! How often a thing may be done, per address or account, counted in the database so that every process counts together.
//! A count is written whatever becomes of the request, so it never stands in the request's transaction.

use std::net::IpAddr;

use sqlx::PgConnection;

use crate::error::Result;
use crate::refusal::Refusal;
use crate::seal::{BlindIndex, Sealer};

/// One limit: at most so many within a window of so many seconds, after which the count begins anew.
#[derive(Debug)]
pub struct Limit {
    name: &'static str,
    most: u32,
    seconds: u32,
}

const HOUR: u32 = 3_600;
const DAY: u32 = 86_400;

const fn limit(name: &'static str, most: u32, seconds: u32) -> Limit {
    Limit { name, most, seconds }
}

// Per source. Mobile networks put thousands of people behind one address, hence the room.
pub const REGISTRATIONS: Limit = limit("registrations", 100, HOUR);
pub const SIGN_INS: Limit = limit("sign-ins", 300, HOUR);
pub const CODES_TRIED: Limit = limit("codes-tried", 300, HOUR);
pub const CERTIFICATES_CHECKED: Limit = limit("certificates-checked", 120, HOUR);
pub const RECOVERIES: Limit = limit("recoveries", 100, HOUR);
pub const STATUS_LOOKUPS: Limit = limit("status-lookups", 60, HOUR);
// Per subject.
/// Codes to one mobile number, whatever they are for.
pub const CODES_TO_A_NUMBER: Limit = limit("codes-to-a-number", 10, DAY);
/// Links to confirm an e-mail address, to one account.
pub const LINKS_TO_AN_ACCOUNT: Limit = limit("links-to-an-account", 5, DAY);
/// Recoveries of one account, known or not, from one source: fewer than the account may have in all, so that no stranger
/// uses them up for its owner.
pub const RECOVERIES_FROM_A_SOURCE: Limit = limit("recoveries-from-a-source", 4, DAY);
/// Links to choose a new password, to one account.
pub const RESET_LINKS_TO_AN_ACCOUNT: Limit = limit("reset-links-to-an-account", 12, DAY);
/// How often the code or link of one recovery is sent anew.
pub const RESENDS_OF_A_RECOVERY: Limit = limit("resends-of-a-recovery", 3, DAY);
/// People whom one operator finds at a help centre.
pub const LOOKUPS_BY_AN_OPERATOR: Limit = limit("lookups-by-an-operator", 150, DAY);
/// Searches for cases by one account of the staff: more than anybody's work needs, fewer than it takes to list a town.
pub const SEARCHES_BY_AN_ACCOUNT: Limit = limit("searches-by-an-account", 400, HOUR);
/// Codes for a new password that one operator has sent.
pub const RECOVERIES_BY_AN_OPERATOR: Limit = limit("recoveries-by-an-operator", 30, DAY);
/// People whom one operator registers.
pub const REGISTRATIONS_BY_AN_OPERATOR: Limit = limit("registrations-by-an-operator", 150, DAY);
/// Warnings to one account that somebody tries to register with its CNIC.
pub const WARNINGS_TO_AN_ACCOUNT: Limit = limit("warnings-to-an-account", 3, DAY);
/// Sign-ins to one account from devices it does not know, from wherever.
pub const SIGN_INS_TO_AN_ACCOUNT: Limit = limit("sign-ins-to-an-account", 100, HOUR);
/// Downloads of everything that is kept about an account's owner.
pub const RECORDS_TAKEN: Limit = limit("records-taken", 5, DAY);
/// Messages of a citizen about one case.
pub const MESSAGES_OF_A_CASE: Limit = limit("messages-of-a-case", 10, DAY);
pub const STATUS_LOOKUPS_OF_A_CASE: Limit = limit("status-lookups-of-a-case", 30, HOUR);

/// Where a request comes from, as far as limits and lockouts are concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    name: String,
    allowance: u32,
}

impl Source {
    /// The address of a client as the web layer determined it. Of an IPv6 address the network of 64 bits counts: one
    /// subscriber has all of it.
    pub fn address(address: IpAddr) -> Self {
        let name = match address.to_canonical() {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        };
        Self { name, allowance: 1 }
    }

    /// A declared client of the API, that may do `allowance` times what one address may.
    pub fn client(name: &str, allowance: u32) -> Self {
        Self { name: format!("client {name}"), allowance: allowance.max(1) }
    }

    /// What this source is known by in keys and logs.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Counts one more for `source`.
///
/// # Errors
/// `TooManyRequests` beyond the limit.
pub async fn count_source(
    conn: &mut PgConnection,
    sealer: &Sealer,
    limit: &Limit,
    source: &Source,
) -> Result<()> {
    let most = limit.most.saturating_mul(source.allowance);
    count(conn, limit, most, key(sealer, limit, source.name.as_bytes())).await
}

/// Counts one more for `subject`: the bytes of an id or of a blind index.
///
/// # Errors
/// `TooManyRequests` beyond the limit.
pub async fn count_subject(
    conn: &mut PgConnection,
    sealer: &Sealer,
    limit: &Limit,
    subject: &[u8],
) -> Result<()> {
    count(conn, limit, limit.most, key(sealer, limit, subject)).await
}

/// Forgets the counts of windows that ended.
///
/// # Errors
/// When the database fails.
pub async fn forget(conn: &mut PgConnection) -> Result<u64> {
    // Two days are longer than the longest window.
    let done = sqlx::query!("delete from rate_counters where window_start < pser_now() - interval '2 days'")
        .execute(conn)
        .await?;
    Ok(done.rows_affected())
}

async fn count(conn: &mut PgConnection, limit: &Limit, most: u32, key: BlindIndex) -> Result<()> {
    // Windows begin at multiples of their length from a midnight in Karachi.
    let counted = sqlx::query!(
        r#"
        insert into rate_counters as counter (key, window_start, used)
        values ($1, date_bin(make_interval(secs => $2), pser_now(), timestamptz '2000-01-01 00:00+05'), 1)
        on conflict (key, window_start) do update set used = least(counter.used + 1, 2000000000)
        returning used, extract(epoch from window_start + make_interval(secs => $2) - pser_now())::bigint as "ends_in!"
        "#,
        key.as_slice(),
        f64::from(limit.seconds),
    )
    .fetch_one(conn)
    .await?;
    if i64::from(counted.used) <= i64::from(most) {
        return Ok(());
    }
    tracing::warn!(limit = limit.name, used = counted.used, "A limit was exceeded.");
    let retry_after_seconds = u64::try_from(counted.ends_in).unwrap_or_default().max(1);
    Err(Refusal::TooManyRequests { retry_after_seconds }.into())
}

fn key(sealer: &Sealer, limit: &Limit, subject: &[u8]) -> BlindIndex {
    sealer.index("limit", &[limit.name.as_bytes(), b"\0", subject].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_subscriber_is_one_source() {
        let source = |text: &str| Source::address(text.parse().unwrap());
        assert_eq!(source("2001:db8:1:2::1"), source("2001:db8:1:2:ffff::9"));
        assert_ne!(source("2001:db8:1:2::1"), source("2001:db8:1:3::1"));
        assert_eq!(source("::ffff:192.0.2.1"), source("192.0.2.1"));
        assert_ne!(source("192.0.2.1"), source("192.0.2.2"));
    }
}
