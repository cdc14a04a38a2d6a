//! The door: takes one connection after another, whatever happens. When descriptors run out it gives up the one it has
//! kept for that, to turn the newcomer away instead of leaving them in the queue for ever, and takes a breath.

use std::fs::File;
use std::io;
use std::net::IpAddr;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};

/// How long nobody is let in when the system has no more to give.
const BREATH: Duration = Duration::from_millis(100);

pub struct Door {
    listener: TcpListener,
    /// A descriptor for the moment when there is no other.
    reserve: Option<File>,
}

impl Door {
    pub fn new(listener: TcpListener) -> io::Result<Self> {
        Ok(Self { listener, reserve: Some(keep_one()?) })
    }

    /// The next newcomer. Never fails: what goes wrong here goes wrong for somebody else than the next one, or passes.
    pub async fn next(&mut self) -> (TcpStream, IpAddr) {
        loop {
            match self.listener.accept().await {
                Ok((stream, from)) => return (stream, from.ip()),
                Err(error) => self.get_over(&error).await,
            }
        }
    }

    async fn get_over(&mut self, error: &io::Error) {
        if !is_exhausted(error) {
            // Whoever it was hung up between the kernel's hand-shake and ours.
            tracing::debug!(%error, "a newcomer was gone before they came in");
            return;
        }
        tracing::warn!(%error, "nobody can be let in for now");
        self.reserve = None;
        // The one who waits longest is turned away: their connection ends as it is dropped.
        let _ = tokio::time::timeout(BREATH, self.listener.accept()).await;
        self.reserve = keep_one().ok();
        tokio::time::sleep(BREATH).await;
    }
}

fn keep_one() -> io::Result<File> {
    File::open("/dev/null")
}

/// Whether the system, or this process, has no more descriptors or memory to give.
fn is_exhausted(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let exhausted = [Errno::MFILE, Errno::NFILE, Errno::NOBUFS, Errno::NOMEM];
    error.raw_os_error().is_some_and(|code| exhausted.iter().any(|errno| errno.raw_os_error() == code))
}
