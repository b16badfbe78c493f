//! Takes the addresses the program listens on, before anything else is started.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr};

use anyhow::{Context as _, anyhow};
use tokio::net::TcpListener;

/// Listens on the address that `setting` gives.
pub(super) async fn listen(setting: &str, address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            anyhow!(
                "{address} is taken by another program: stop that one, or name another address with {setting}"
            )
        }
        ErrorKind::PermissionDenied => {
            anyhow!("only the superuser may listen on {address}: name a port from 1024 up with {setting}")
        }
        ErrorKind::AddrNotAvailable => {
            anyhow!("this machine has no address {}: name another with {setting}", address.ip())
        }
        _ => anyhow!(error).context(format!("{address}, named by {setting}, cannot be listened on")),
    })
}

/// Listens on any free port of loopback.
pub(super) async fn listen_anywhere() -> anyhow::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.context("loopback has no free port")
}

/// The listener's address as a web address.
pub(super) fn web_address(listener: &TcpListener) -> anyhow::Result<String> {
    let address = listener.local_addr().context("a listener has an address")?;
    Ok(format!("http://{address}"))
}
