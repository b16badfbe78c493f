//! The virus scanner, by the protocol of clamd (INSTREAM). It fails closed: where one is configured and does not answer
//! clearly, nothing is taken.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use crate::error::Fault;

const PIECE_BYTES: usize = 64 * 1024;
/// clamd's own answers are one short line.
const LONGEST_ANSWER: u64 = 4096;
const PATIENCE: Duration = Duration::from_secs(30);

/// Where clamd listens: `host:port` or `unix:/path`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clamd {
    Tcp(String),
    Unix(PathBuf),
}

/// What the scanner says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    Clean,
    /// With the scanner's name for it.
    Infected(String),
}

impl FromStr for Clamd {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(path) = text.strip_prefix("unix:") {
            return if path.starts_with('/') { Ok(Self::Unix(path.into())) } else { Err("unix:/path") };
        }
        let is_address = text
            .rsplit_once(':')
            .is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok_and(|port| port > 0));
        if is_address { Ok(Self::Tcp(text.to_owned())) } else { Err("host:port or unix:/path") }
    }
}

impl Clamd {
    /// Sends the file to the scanner, a piece at a time.
    ///
    /// # Errors
    /// When the scanner does not answer, or not clearly.
    pub async fn scan(&self, file: impl Read + Send + 'static) -> Result<Finding, Fault> {
        let scanner = self.clone();
        tokio::task::spawn_blocking(move || scanner.ask(file))
            .await
            .map_err(|error| Fault::caused("asking the virus scanner failed", error))?
            .map_err(|error| Fault::unavailable("the virus scanner", error))
    }

    fn ask(&self, file: impl Read) -> io::Result<Finding> {
        match self {
            Self::Tcp(address) => {
                let address = address.to_socket_addrs()?.next().ok_or(io::ErrorKind::AddrNotAvailable)?;
                let scanner = TcpStream::connect_timeout(&address, Duration::from_secs(3))?;
                scanner.set_read_timeout(Some(PATIENCE))?;
                scanner.set_write_timeout(Some(PATIENCE))?;
                converse(scanner, file)
            }
            Self::Unix(path) => {
                let scanner = UnixStream::connect(path)?;
                scanner.set_read_timeout(Some(PATIENCE))?;
                scanner.set_write_timeout(Some(PATIENCE))?;
                converse(scanner, file)
            }
        }
    }
}

/// Pieces with their length in front, an empty one at the end, then one line of answer.
fn converse(mut scanner: impl Read + Write, mut file: impl Read) -> io::Result<Finding> {
    scanner.write_all(b"zINSTREAM\0")?;
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let length = file.read(&mut piece)?;
        let announced = u32::try_from(length).map_err(io::Error::other)?;
        scanner.write_all(&announced.to_be_bytes())?;
        if length == 0 {
            break;
        }
        scanner.write_all(&piece[..length])?;
    }
    scanner.flush()?;
    let mut answer = Vec::new();
    scanner.take(LONGEST_ANSWER).read_to_end(&mut answer)?;
    finding(&String::from_utf8_lossy(&answer))
}

fn finding(answer: &str) -> io::Result<Finding> {
    let verdict = answer.trim_end_matches('\0').trim().strip_prefix("stream:").unwrap_or_default().trim();
    if verdict == "OK" {
        Ok(Finding::Clean)
    } else if let Some(name) = verdict.strip_suffix("FOUND") {
        Ok(Finding::Infected(name.trim().to_owned()))
    } else {
        Err(io::Error::other("the virus scanner gave no verdict"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_answer_is_a_verdict() {
        assert_eq!(finding("stream: OK\0").unwrap(), Finding::Clean);
        assert_eq!(
            finding("stream: Eicar-Signature FOUND\0").unwrap(),
            Finding::Infected("Eicar-Signature".to_owned())
        );
        for unclear in ["", "stream: ", "INSTREAM size limit exceeded. ERROR", "stream: OK FOUND?", "OK"] {
            assert!(finding(unclear).is_err(), "{unclear}");
        }
    }

    #[test]
    fn an_address_is_a_port_of_a_host_or_a_socket() {
        assert_eq!("127.0.0.1:3310".parse(), Ok(Clamd::Tcp("127.0.0.1:3310".to_owned())));
        assert_eq!("unix:/run/clamd.sock".parse(), Ok(Clamd::Unix("/run/clamd.sock".into())));
        for wrong in ["", "clamd", "clamd:", ":3310", "unix:clamd.sock", "host:0"] {
            assert!(wrong.parse::<Clamd>().is_err(), "{wrong}");
        }
    }
}
