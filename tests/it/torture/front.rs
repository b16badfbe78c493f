//! The address that people use: spreads connections over the serving processes, and tries the next where one takes none.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};

/// The front of two servers. Knows nothing of HTTP.
pub(super) struct Front {
    pub(super) address: SocketAddr,
    servers: Arc<Mutex<[Option<SocketAddr>; 2]>>,
}

impl Front {
    pub(super) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let servers = Arc::new(Mutex::new([None; 2]));
        let known = Arc::clone(&servers);
        tokio::spawn(async move {
            for turn in 0.. {
                let Ok((near, _)) = listener.accept().await else { continue };
                let mut order: [Option<SocketAddr>; 2] = *known.lock().unwrap();
                order.rotate_left(turn % 2);
                tokio::spawn(carry(near, order));
            }
        });
        Self { address, servers }
    }

    /// From now on this one is there, or is not.
    pub(super) fn knows(&self, number: usize, server: Option<SocketAddr>) {
        self.servers.lock().unwrap()[number] = server;
    }
}

async fn carry(mut near: TcpStream, servers: [Option<SocketAddr>; 2]) {
    let _ = near.set_nodelay(true);
    for server in servers.into_iter().flatten() {
        let Ok(mut far) = TcpStream::connect(server).await else { continue };
        let _ = far.set_nodelay(true);
        // A connection that breaks, breaks for both.
        let _ = copy_bidirectional(&mut near, &mut far).await;
        return;
    }
}
