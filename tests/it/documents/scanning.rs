//! The virus scanner, played by a clamd that knows one virus.

use std::io::Cursor;

use pser::adapters::clamd::{Clamd, Finding};
use pser::error::Fault;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

pub(super) const EICAR: &[u8] = br"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

/// Answers as clamd does; the address where it listens.
pub(super) async fn fake_clamd() -> Clamd {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((caller, _)) = listener.accept().await {
            tokio::spawn(answer(caller));
        }
    });
    address.to_string().parse().unwrap()
}

async fn answer(mut caller: TcpStream) -> std::io::Result<()> {
    let mut command = [0; 10];
    caller.read_exact(&mut command).await?;
    assert_eq!(&command, b"zINSTREAM\0");
    let mut file = Vec::new();
    loop {
        let length = caller.read_u32().await?;
        if length == 0 {
            break;
        }
        let mut piece = vec![0; usize::try_from(length).unwrap()];
        caller.read_exact(&mut piece).await?;
        file.extend(piece);
    }
    let infected = file.windows(EICAR.len()).any(|window| window == EICAR);
    let verdict: &[u8] = if infected { b"stream: Eicar-Signature FOUND\0" } else { b"stream: OK\0" };
    caller.write_all(verdict).await
}

#[tokio::test]
async fn a_virus_is_named_and_a_clean_file_passes() {
    let clamd = fake_clamd().await;
    let infected = [vec![b' '; 200_000].as_slice(), EICAR].concat();
    let found = clamd.scan(Cursor::new(infected)).await.unwrap();
    assert_eq!(found, Finding::Infected("Eicar-Signature".to_owned()));
    assert_eq!(clamd.scan(Cursor::new(vec![b' '; 200_000])).await.unwrap(), Finding::Clean);
}

#[tokio::test]
async fn a_scanner_that_is_down_lets_nothing_pass() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let gone: Clamd = listener.local_addr().unwrap().to_string().parse().unwrap();
    drop(listener);
    assert!(matches!(gone.scan(Cursor::new(b"x")).await, Err(Fault::Unavailable { .. })));

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mute: Clamd = listener.local_addr().unwrap().to_string().parse().unwrap();
    tokio::spawn(async move { while listener.accept().await.is_ok() {} });
    assert!(matches!(mute.scan(Cursor::new(b"x")).await, Err(Fault::Unavailable { .. })));
}
