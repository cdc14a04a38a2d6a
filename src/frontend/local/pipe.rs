//! Standard input and output where they are no terminal: a pipe, a file, a socket. What comes in and goes
//! out is passed on as it is; whoever is at the other end sees their own input.
//!
//! Whether a pipe blocks belongs to everybody who has it open, so nothing of that is changed here: it is
//! asked whether something can be read or written before that is done.

use std::io;
use std::os::fd::{AsFd, OwnedFd};

use rustix::event::{PollFd, PollFlags, Timespec};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::{JoinHandle, JoinSet};

use super::ending::Ending;
use super::packet::Packet;
use crate::input::{Incoming, Outgoing, Size};
use crate::session::Line;

/// Packets that wait to be understood, and texts that wait to be sent.
const WAITING: usize = 16;
/// Bytes that a pipe takes without waiting when it takes any: `PIPE_BUF`.
const TAKEN_AT_ONCE: usize = 4096;
/// Nobody measures a pipe.
const SIZE: Size = Size { columns: 80, rows: 24 };

/// Standard input and output, until they are closed or dropped.
pub struct Pipe {
    listeners: JoinSet<()>,
    writer: JoinHandle<()>,
}

impl Pipe {
    /// Called within a tokio runtime.
    pub fn open() -> io::Result<(Self, Line)> {
        let input = End::of(io::stdin().as_fd(), Interest::READABLE)?;
        let (mut pipe, line, sender) = Self::unread()?;
        pipe.listeners.spawn(read(input, sender));
        Ok((pipe, line))
    }

    /// Standard output alone, for what is only to be looked at: what stands on standard input, and its end, are
    /// nobody's word. When nobody looks any more, it ends.
    pub fn open_to_show() -> io::Result<(Self, Line)> {
        let (Self { listeners, writer }, line, sender) = Self::unread()?;
        let writer = tokio::spawn(async move {
            let _ = writer.await;
            // A session that is gone needs no word.
            let _ = sender.send(Incoming::HangUp).await;
        });
        Ok((Self { listeners, writer }, line))
    }

    fn unread() -> io::Result<(Self, Line, Sender<Incoming>)> {
        let output = End::of(io::stdout().as_fd(), Interest::WRITABLE)?;
        let (sender, incoming) = channel(WAITING);
        let (outgoing, receiver) = channel(WAITING);
        let mut listeners = JoinSet::new();
        listeners.spawn(watch(Signals::new()?, sender.clone()));
        let writer = tokio::spawn(write(output, receiver));
        Ok((Self { listeners, writer }, Line { incoming, outgoing, size: SIZE }, sender))
    }

    /// Sends what is still waiting. The `Line` is dropped before.
    pub async fn close(mut self) {
        // Whoever reads slowly is waited for: a pipe keeps nobody else from anything.
        let _ = (&mut self.writer).await;
        self.listeners.shutdown().await;
    }
}

/// One end of a pipe, or a file, for which nobody ever has to wait.
enum End {
    Awaited(AsyncFd<OwnedFd>),
    Ready(OwnedFd),
}

impl End {
    fn of(fd: impl AsFd, interest: Interest) -> io::Result<Self> {
        let own = fd.as_fd().try_clone_to_owned()?;
        // The kernel refuses to wait for files: they are always ready.
        Ok(awaited(own.try_clone()?, interest).map_or(Self::Ready(own), Self::Awaited))
    }

    async fn read(&self, packet: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Awaited(end) => {
                end.async_io(Interest::READABLE, |fd| {
                    ready(fd, PollFlags::IN)?;
                    Ok(rustix::io::read(fd, &mut *packet)?)
                })
                .await
            }
            Self::Ready(fd) => Ok(rustix::io::read(fd, packet)?),
        }
    }

    async fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        let next = bytes.get(..TAKEN_AT_ONCE).unwrap_or(bytes);
        match self {
            Self::Awaited(end) => {
                end.async_io(Interest::WRITABLE, |fd| {
                    ready(fd, PollFlags::OUT)?;
                    Ok(rustix::io::write(fd, next)?)
                })
                .await
            }
            Self::Ready(fd) => Ok(rustix::io::write(fd, next)?),
        }
    }
}

/// Whether `fd` can be used now; otherwise that it would block, as one that does not block says by itself.
fn ready(fd: &OwnedFd, wanted: PollFlags) -> io::Result<()> {
    let mut polled = [PollFd::new(fd, wanted)];
    let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
    if rustix::event::poll(&mut polled, Some(&at_once))? > 0 { Ok(()) } else { Err(io::ErrorKind::WouldBlock.into()) }
}

#[expect(
    deprecated,
    reason = "unsound for owners that lie about their descriptor, which `OwnedFd` does not; the new form is unsafe"
)]
fn awaited(fd: OwnedFd, interest: Interest) -> io::Result<AsyncFd<OwnedFd>> {
    AsyncFd::with_interest(fd, interest)
}

async fn read(input: End, sender: Sender<Incoming>) {
    let mut packet = Packet::new();
    loop {
        let incoming = match input.read(packet.room()).await {
            Ok(length @ 1..) => packet.take(length),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Ok(_) | Err(_) => Incoming::HangUp,
        };
        let over = incoming == Incoming::HangUp;
        if sender.send(incoming).await.is_err() || over {
            return;
        }
    }
}

/// Ends with the session, or when nobody reads any more: then the session notices at its next word.
async fn write(output: End, mut receiver: Receiver<Outgoing>) {
    while let Some(outgoing) = receiver.recv().await {
        let Outgoing::Bytes(bytes) = outgoing else { continue };
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            match output.write(rest).await {
                Ok(written) => rest = rest.get(written..).unwrap_or_default(),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return,
            }
        }
    }
}

/// What asks the program to end: there is no terminal here whose keys could be meant for a page.
struct Signals {
    ending: Ending,
    interrupted: Signal,
}

impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self { ending: Ending::awaited()?, interrupted: signal(SignalKind::interrupt())? })
    }
}

async fn watch(mut signals: Signals, sender: Sender<Incoming>) {
    tokio::select! {
        () = signals.ending.asked() => {}
        _ = signals.interrupted.recv() => {}
    }
    // A session that is gone needs no word.
    let _ = sender.send(Incoming::HangUp).await;
}
