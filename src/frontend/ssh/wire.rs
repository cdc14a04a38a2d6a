//! A client's TCP connection as the SSH library sees it. What comes in is read no faster than a person types and
//! pastes, so whatever a client floods us with waits on its own side; a client without the strict key exchange is sent
//! away; and whoever holds a `Cut` ends the connection, even one that nobody reads at its other end.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use rustix::net::Shutdown;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::time::{Instant, Sleep};

use super::allowance::Allowance;
use super::greeting::{self, Verdict};

/// Bytes that are read at once from whoever was quiet before: a key exchange, or a signature that is pasted.
const BURST: usize = 64 * 1024;
/// Bytes a second that are read for long: a megabyte that was pasted by mistake is gone in a minute, and of key
/// exchanges, for which we compute as much as the client, there are some forty.
const RATE: usize = 16 * 1024;
/// Bytes that are worth waking up for.
const WORTH: usize = 512;
/// A client that takes nothing for so long of what it is sent has nobody before it who sees anything.
const STALLED: Duration = Duration::from_secs(10);

const TOO_OLD: &str = "this ssh program is too old to be safe (it has no strict key exchange): please update it";

pub struct Wire {
    stream: Arc<TcpStream>,
    /// What was said until it was known what kind of client this is.
    said: Option<Vec<u8>>,
    greeted: Option<oneshot::Sender<()>>,
    intake: Intake,
    /// Until it is given up that the client takes what waits. There is none while it takes it.
    giving_up: Option<Pin<Box<Sleep>>>,
}

/// Ends a connection when it is dropped.
pub struct Cut(Arc<TcpStream>);

impl Wire {
    /// The wire over `stream`, its end, and word of the client having begun the key exchange.
    pub fn of(stream: TcpStream) -> (Self, Cut, oneshot::Receiver<()>) {
        let stream = Arc::new(stream);
        let cut = Cut(Arc::clone(&stream));
        let (greeted, greeting) = oneshot::channel();
        (Self { stream, said: Some(Vec::new()), greeted: Some(greeted), intake: Intake::new(), giving_up: None }, cut, greeting)
    }

    /// Looks at what was read until it is known what kind of client this is.
    fn hear(&mut self, read: &[u8]) -> io::Result<()> {
        let Some(said) = &mut self.said else { return Ok(()) };
        said.extend_from_slice(read);
        match greeting::judge(said) {
            Verdict::Unfinished => Ok(()),
            Verdict::Strict => {
                self.said = None;
                // Whoever is not waiting for it any more ends this wire too.
                self.greeted.take().map(|greeted| greeted.send(()));
                Ok(())
            }
            Verdict::Lax => {
                // As far as it is taken at once; nobody waits for such a client.
                let _ = self.stream.try_write(&greeting::farewell(TOO_OLD));
                Err(io::Error::new(io::ErrorKind::Unsupported, "no strict key exchange"))
            }
            Verdict::NoClient => Err(io::Error::new(io::ErrorKind::InvalidData, "no SSH client")),
        }
    }
}

impl Drop for Cut {
    fn drop(&mut self) {
        // One that is closed already is not an error worth telling.
        let _ = rustix::net::shutdown(&*self.0, Shutdown::Both);
    }
}

impl AsyncRead for Wire {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let wire = self.get_mut();
        let most = ready!(wire.intake.poll(context)).min(buffer.remaining());
        loop {
            ready!(wire.stream.poll_read_ready(context))?;
            let Some(room) = buffer.initialize_unfilled().get_mut(..most) else { return Poll::Ready(Ok(())) };
            match wire.stream.try_read(room) {
                Ok(length) => {
                    wire.intake.allowance.spend(length);
                    let read = room.get(..length).unwrap_or_default();
                    wire.hear(read)?;
                    buffer.advance(length);
                    return Poll::Ready(Ok(()));
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let wire = self.get_mut();
        while wire.stream.poll_write_ready(context)?.is_ready() {
            match wire.stream.try_write(bytes) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                written => {
                    wire.giving_up = None;
                    return Poll::Ready(written);
                }
            }
        }
        let giving_up = wire.giving_up.get_or_insert_with(|| Box::pin(tokio::time::sleep(STALLED)));
        ready!(giving_up.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(rustix::net::shutdown(&*self.stream, Shutdown::Write).map_err(io::Error::from))
    }
}

/// How much may be read now, and the wait for more.
struct Intake {
    allowance: Allowance,
    /// Until it is worth reading again. There is none while nobody has to wait.
    pause: Option<Pin<Box<Sleep>>>,
}

impl Intake {
    fn new() -> Self {
        Self { allowance: Allowance::new(BURST, RATE, Instant::now()), pause: None }
    }

    /// How many bytes may be read, once there are any.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<usize> {
        loop {
            if let Some(pause) = &mut self.pause {
                ready!(pause.as_mut().poll(context));
                self.pause = None;
            }
            match self.allowance.left(Instant::now()) {
                0 => self.pause = Some(Box::pin(tokio::time::sleep(self.allowance.time_for(WORTH)))),
                left => return Poll::Ready(left),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    async fn connected() -> (TcpStream, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let client = TcpStream::connect(listener.local_addr().expect("an address")).await.expect("connected");
        (client, listener.accept().await.expect("accepted").0)
    }

    #[tokio::test]
    async fn a_flood_waits_on_its_own_side() {
        let (mut client, server) = connected().await;
        let (mut wire, _cut, _) = Wire::of(server);
        wire.said = None;
        let flood = tokio::spawn(async move { client.write_all(&vec![7; 8 * BURST]).await });
        let (mut read, mut packet) = (0, vec![0; 4096]);
        let begun = Instant::now();
        while read < BURST + 2 * WORTH {
            read += wire.read(&mut packet).await.expect("bytes");
        }
        let least = wire.intake.allowance.time_for(WORTH);
        assert!(begun.elapsed() >= least, "what is beyond a burst took {:?}", begun.elapsed());
        flood.abort();
    }

    #[tokio::test]
    async fn whoever_holds_the_cut_ends_a_connection_that_nobody_reads() {
        let (client, server) = connected().await;
        let (mut wire, cut, _) = Wire::of(server);
        let stuck = tokio::spawn(async move { wire.write_all(&vec![7; 64 * 1024 * 1024]).await });
        drop(cut);
        assert!(stuck.await.expect("no panic").is_err());
        drop(client);
    }

    #[tokio::test]
    async fn an_old_client_is_told_why_it_is_sent_away() {
        let (mut client, server) = connected().await;
        let (mut wire, _cut, _) = Wire::of(server);
        let mut said = b"SSH-2.0-old\r\n".to_vec();
        said.extend(60_u32.to_be_bytes());
        said.extend([4, 20]);
        said.extend([0; 58]);
        client.write_all(&said).await.expect("written");
        assert!(wire.read(&mut [0; 4096]).await.is_err());
        drop(wire);
        let mut told = vec![0; 16 + TOO_OLD.len()];
        client.read_exact(&mut told).await.expect("a farewell");
        assert!(String::from_utf8_lossy(&told).contains("please"), "{told:?}");
    }
}
