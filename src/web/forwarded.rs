//! Who the client is when proxies stand before us. Only proxies that the settings name are believed; what anybody else
//! writes into `X-Forwarded-For` changes nothing.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use ipnet::IpNet;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// Makes `ConnectInfo` on all routes of `router` name the client instead of a trusted proxy.
pub fn through(router: Router, trusted: Vec<IpNet>) -> Router {
    router.layer(from_fn_with_state(Arc::<[IpNet]>::from(trusted), resolve))
}

async fn resolve(State(trusted): State<Arc<[IpNet]>>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
    if let Some(peer) = peer {
        let ip = client(peer.ip(), request.headers(), &trusted);
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(ip, peer.port())));
    }
    next.run(request).await
}

/// Each proxy appends whom it heard from: read from the end, the first that is no proxy of ours is the client.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |ip: IpAddr| trusted.iter().any(|network| network.contains(&ip.to_canonical()));
    let mut client = peer.to_canonical();
    let lines: Vec<&str> =
        headers.get_all(FORWARDED_FOR).iter().filter_map(|line| line.to_str().ok()).collect();
    let mut heard_from = lines.iter().rev().flat_map(|line| line.rsplit(','));
    while is_trusted(client) {
        let Some(Ok(earlier)) = heard_from.next().map(|text| text.trim().parse::<IpAddr>()) else { break };
        client = earlier.to_canonical();
    }
    client
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client_of(peer: &str, header: &[&'static str]) -> String {
        let mut headers = HeaderMap::new();
        for line in header {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        let trusted = ["10.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()];
        client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn a_stranger_cannot_pass_for_another() {
        assert_eq!(client_of("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(client_of("10.0.0.7", &["198.51.100.1, 203.0.113.9"]), "203.0.113.9");
        assert_eq!(client_of("10.0.0.7", &["198.51.100.1", "203.0.113.9"]), "203.0.113.9");
    }

    #[test]
    fn the_client_is_the_last_address_that_is_no_proxy_of_ours() {
        assert_eq!(client_of("10.0.0.7", &["203.0.113.9, 10.1.2.3"]), "203.0.113.9");
        assert_eq!(client_of("::ffff:10.0.0.7", &["2001:db8::1"]), "2001:db8::1");
        assert_eq!(client_of("10.0.0.7", &[]), "10.0.0.7");
        assert_eq!(client_of("10.0.0.7", &["unknown"]), "10.0.0.7");
    }
}
