//! The door: takes one connection after another, whatever happens. When descriptors run out it gives up the one it has
//! kept for that, to turn the newcomer away instead of leaving them in the queue for ever, and takes a breath.

use std::fs::File;
use std::io;
use std::net::IpAddr;
use std::time::Duration;

use rustix::net::sockopt;
use tokio::net::{TcpListener, TcpStream};

/// How long nobody is let in when the system has no more to give.
const BREATH: Duration = Duration::from_millis(100);
/// What the system keeps for a connection in each direction: some pages, or what is pasted. Left to itself it keeps
/// megabytes for whoever floods us, and for whoever does not read.
const KEPT: usize = 64 * 1024;
/// After how long without a word the system asks a client whether it is there, and how much later it gives them up: a
/// terminal in the hall waits without one for hours, and its plug may have been pulled.
const QUIET: Duration = Duration::from_mins(1);

pub struct Door {
    listener: TcpListener,
    /// A descriptor for the moment when there is no other.
    reserve: Option<File>,
}

impl Door {
    pub fn new(listener: TcpListener) -> io::Result<Self> {
        // Every connection that is taken has it from here.
        sockopt::set_socket_send_buffer_size(&listener, KEPT)?;
        sockopt::set_socket_recv_buffer_size(&listener, KEPT)?;
        sockopt::set_socket_keepalive(&listener, true)?;
        sockopt::set_tcp_keepidle(&listener, QUIET)?;
        sockopt::set_tcp_keepintvl(&listener, QUIET / 6)?;
        sockopt::set_tcp_keepcnt(&listener, 6)?;
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

#[cfg(test)]
mod tests {
    use rustix::io::Errno;
    use tokio::io::AsyncReadExt as _;

    use super::*;

    const SOON: Duration = Duration::from_secs(10);

    /// As accepting fails when there are no more descriptors. Whoever waits is turned away, and the next one comes in.
    #[tokio::test]
    async fn a_door_gets_over_having_nothing_left() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let mut door = Door::new(listener).expect("a door");
        for _ in 0..2 {
            let mut waiting = TcpStream::connect(address).await.expect("connected");
            let exhausted = Errno::MFILE.into();
            let over = door.get_over(&exhausted);
            tokio::time::timeout(SOON, over).await.expect("it is over");
            let told = tokio::time::timeout(SOON, waiting.read(&mut [0])).await.expect("an end");
            assert!(matches!(told, Ok(0) | Err(_)), "whoever waited is turned away: {told:?}");
            assert!(door.reserve.is_some(), "and there is one in reserve again");
        }
        // Nobody waits.
        tokio::time::timeout(SOON, door.get_over(&Errno::NFILE.into())).await.expect("it is over");
        let next = TcpStream::connect(address).await.expect("connected");
        let (stream, _) = tokio::time::timeout(SOON, door.next()).await.expect("somebody");
        assert_eq!(stream.peer_addr().ok(), next.local_addr().ok());
    }
}
