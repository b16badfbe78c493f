//! The one way out over HTTP to addresses an operator configured: bounded in time, without redirects or proxies, and
//! never to loopback or a private network unless that was opened.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, Url, redirect};

use crate::error::Fault;

/// How long a call may take.
#[derive(Debug, Clone, Copy)]
pub struct Timeouts {
    /// Until the connection stands.
    pub connect: Duration,
    /// Until the answer is complete.
    pub whole: Duration,
}

/// A client for the service at `address`. `allow_private` opens loopback and private networks.
///
/// # Errors
/// When the address itself is a closed one, or TLS cannot be set up.
pub fn client(address: &Url, timeouts: Timeouts, allow_private: bool) -> Result<Client, Fault> {
    // An address in digits is never resolved, so the resolver below would not see it.
    let literal = address.host_str().and_then(|host| host.trim_matches(['[', ']']).parse::<IpAddr>().ok());
    if !allow_private && literal.is_some_and(|ip| !is_public(ip)) {
        return Err(Fault::broken("an outgoing address leads to loopback or a private network"));
    }
    // Whoever builds the first client of the process chooses; all choose the same.
    drop(rustls::crypto::ring::default_provider().install_default());
    let builder = Client::builder()
        .connect_timeout(timeouts.connect)
        .timeout(timeouts.whole)
        .redirect(redirect::Policy::none())
        .no_proxy();
    let builder = if allow_private { builder } else { builder.dns_resolver(Arc::new(PublicOnly)) };
    builder.build().map_err(|error| Fault::caused("an HTTP client cannot be built", error))
}

/// Resolves names and keeps only addresses of the public network.
#[derive(Debug)]
struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|address| is_public(address.ip())).collect();
            if public.is_empty() {
                return Err(io::Error::other("the name leads to loopback or a private network").into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(mapped) => is_public_v4(mapped),
            None => is_public_v6(ip),
        },
    }
}

/// The IANA registry of special-purpose addresses, as far as it is not reachable from everywhere.
fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [first, second, third, _] = ip.octets();
    let is_special = ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation()
        || first == 0
        || first >= 240
        || (first == 100 && (64..128).contains(&second))
        || (first == 192 && second == 0 && third == 0)
        || (first == 198 && (18..20).contains(&second));
    !is_special
}

/// Global unicast without the documentation prefixes and the translations of IPv4.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    let is_global_unicast = (0x2000..0x4000).contains(&first);
    is_global_unicast && first != 0x2002 && !(first == 0x2001 && (second == 0x0db8 || second < 0x0200))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIMEOUTS: Timeouts = Timeouts { connect: Duration::from_secs(1), whole: Duration::from_secs(1) };

    #[test]
    fn only_addresses_of_the_public_network_are_public() {
        for ip in ["8.8.8.8", "203.99.0.1", "2a00:1450::1"] {
            assert!(is_public(ip.parse().unwrap()), "{ip}");
        }
        for ip in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "::ffff:127.0.0.1",
            "2002:7f00:1::",
        ] {
            assert!(!is_public(ip.parse().unwrap()), "{ip}");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_to_loopback_is_refused_unless_opened() {
        let address: Url = "http://localhost:9/".parse().unwrap();
        let closed =
            client(&address, TIMEOUTS, false).unwrap().get(address.clone()).send().await.unwrap_err();
        assert!(format!("{closed:?}").contains("private network"), "{closed:?}");
        let opened = client(&address, TIMEOUTS, true).unwrap().get(address).send().await.unwrap_err();
        assert!(!format!("{opened:?}").contains("private network"), "{opened:?}");
    }

    #[test]
    fn a_private_address_in_digits_is_refused_at_once() {
        for address in ["http://127.0.0.1:9/", "http://[::1]/", "https://169.254.169.254/"] {
            assert!(client(&address.parse().unwrap(), TIMEOUTS, false).is_err(), "{address}");
        }
    }
}
