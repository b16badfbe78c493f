//! A TCP proxy that stands between the product and something it leans on, and behaves like a bad line to it.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;

/// How the line behaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Manner {
    Plain,
    /// Every piece of an answer comes this much later.
    Slow(Duration),
    /// Connections are cut, and new ones too.
    Down,
    /// Connections are taken, and nothing comes through, in either direction.
    Silent,
    /// What is asked arrives; instead of the answer the connection is cut.
    Swallows,
    /// Half of the answer arrives.
    CutsShort,
    /// Every answer arrives twice.
    Twice,
    /// The other end has vanished without a word: what stands is never answered again, nor cut; new connections wait.
    Forgets,
}

/// What is behind the line.
#[derive(Debug, Clone)]
pub(super) enum Behind {
    Tcp(SocketAddr),
    Socket(PathBuf),
}

/// Which pieces from behind are an answer that matters. Only those are swallowed or cut short: a greeting is none.
pub(super) type IsAnswer = fn(&[u8]) -> bool;

/// A line that can be made bad at any time, also for connections that stand.
pub(super) struct Line {
    pub(super) address: SocketAddr,
    manner: watch::Sender<Manner>,
}

impl Line {
    /// A plain line to what is behind it.
    pub(super) async fn to(behind: Behind, is_answer: IsAnswer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (manner, seen) = watch::channel(Manner::Plain);
        tokio::spawn(async move {
            let behind = Arc::new(behind);
            loop {
                let Ok((socket, _)) = listener.accept().await else { continue };
                tokio::spawn(connection(socket, Arc::clone(&behind), seen.clone(), is_answer));
            }
        });
        Self { address, manner }
    }

    pub(super) fn behave(&self, manner: Manner) {
        self.manner.send_replace(manner);
    }
}

trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Wire for T {}

/// Whether the other end has vanished for this connection, for good.
type Forgotten = Arc<AtomicBool>;

async fn connection(
    near: TcpStream,
    behind: Arc<Behind>,
    mut manner: watch::Receiver<Manner>,
    is_answer: IsAnswer,
) {
    let is_open = |manner: &Manner| ![Manner::Silent, Manner::Forgets].contains(manner);
    if manner.wait_for(is_open).await.is_err() || *manner.borrow() == Manner::Down {
        return;
    }
    // Answers are waited for.
    let _ = near.set_nodelay(true);
    let far: Box<dyn Wire> = match &*behind {
        Behind::Tcp(address) => match TcpStream::connect(address).await {
            Ok(socket) => Box::new(socket),
            Err(_) => return,
        },
        Behind::Socket(path) => match UnixStream::connect(path).await {
            Ok(socket) => Box::new(socket),
            Err(_) => return,
        },
    };
    let (near_reads, near_writes) = near.into_split();
    let (far_reads, far_writes) = tokio::io::split(far);
    let (mut cut, forgotten) = (manner.clone(), Forgotten::default());
    // Whatever ends first ends the connection, in both directions.
    tokio::select! {
        _ = questions(near_reads, far_writes, manner.clone(), &forgotten) => {}
        _ = answers((far_reads, near_writes), manner.clone(), is_answer, &forgotten) => {}
        _ = cut.wait_for(|manner| *manner == Manner::Down) => {}
        () = vanish(manner, &forgotten) => {}
    }
}

/// Remembers that the other end vanished once; never returns.
async fn vanish(mut manner: watch::Receiver<Manner>, forgotten: &Forgotten) {
    let _ = manner.wait_for(|manner| *manner == Manner::Forgets).await;
    forgotten.store(true, Ordering::Relaxed);
    std::future::pending::<()>().await;
}

async fn questions(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    mut manner: watch::Receiver<Manner>,
    forgotten: &Forgotten,
) -> Option<()> {
    let mut piece = vec![0; 64 * 1024];
    loop {
        let length = from.read(&mut piece).await.ok().filter(|length| *length > 0)?;
        manner.wait_for(|manner| *manner != Manner::Silent).await.ok()?;
        if !forgotten.load(Ordering::Relaxed) {
            to.write_all(&piece[..length]).await.ok()?;
        }
    }
}

async fn answers(
    (mut from, mut to): (impl AsyncRead + Unpin, impl AsyncWrite + Unpin),
    mut manner: watch::Receiver<Manner>,
    is_answer: IsAnswer,
    forgotten: &Forgotten,
) -> Option<()> {
    let mut piece = vec![0; 64 * 1024];
    loop {
        let length = from.read(&mut piece).await.unwrap_or(0);
        if forgotten.load(Ordering::Relaxed) {
            // Not even that it hangs up is heard.
            return std::future::pending().await;
        }
        if length == 0 {
            return None;
        }
        let piece = &piece[..length];
        let now = *manner.wait_for(|manner| *manner != Manner::Silent).await.ok()?;
        match now {
            Manner::Swallows if is_answer(piece) => return None,
            Manner::CutsShort if is_answer(piece) => {
                to.write_all(&piece[..length / 2]).await.ok()?;
                return None;
            }
            Manner::Slow(time) => tokio::time::sleep(time).await,
            Manner::Twice => to.write_all(piece).await.ok()?,
            _ => {}
        }
        to.write_all(piece).await.ok()?;
    }
}

#[tokio::test]
async fn what_is_swallowed_has_arrived() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let line = Line::to(Behind::Tcp(listener.local_addr().unwrap()), |_| true).await;
    line.behave(Manner::Swallows);
    let mut near = TcpStream::connect(line.address).await.unwrap();
    near.write_all(b"question").await.unwrap();
    let (mut far, _) = listener.accept().await.unwrap();
    let mut heard = [0; 8];
    far.read_exact(&mut heard).await.unwrap();
    far.write_all(b"answer").await.unwrap();
    assert_eq!(&heard, b"question");
    assert_eq!(near.read(&mut heard).await.unwrap_or(0), 0, "the connection is cut");
}

#[tokio::test]
async fn what_is_silent_goes_on_afterwards_and_what_is_down_is_cut() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let line = Line::to(Behind::Tcp(listener.local_addr().unwrap()), |_| true).await;
    let mut near = TcpStream::connect(line.address).await.unwrap();
    let (mut far, _) = listener.accept().await.unwrap();
    line.behave(Manner::Silent);
    far.write_all(b"late").await.unwrap();
    line.behave(Manner::Twice);
    let mut heard = [0; 8];
    near.read_exact(&mut heard).await.unwrap();
    assert_eq!(&heard, b"latelate");
    line.behave(Manner::Down);
    assert_eq!(near.read(&mut heard).await.unwrap_or(0), 0, "the connection is cut");
}
