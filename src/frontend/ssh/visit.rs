//! One connection, from its first byte to its last: it has so long to shake hands and to press a first key, then it is a
//! visit like any other; whatever happens, it ends, and so does what belongs to it.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use russh::ChannelId;
use russh::server::{Handle, RunningSession, run_stream};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::admission::{Offence, Pass};
use super::counts;
use super::reception::Reception;
use super::visitor::{Arrival, Visitor, VisitorError};
use super::wire::{Cut, Wire};
use crate::input::{Incoming, Outgoing};
use crate::session::{self, Line};

/// For what a program says by itself: its name, and the beginning of the key exchange.
const GREETING: Duration = Duration::from_secs(20);
/// For what may wait for a person, who compares the fingerprint of a host that they never came to before: OpenSSH's
/// `LoginGraceTime`.
const HAND_SHAKE: Duration = Duration::from_secs(120);
/// Until somebody shows that they are there.
const FIRST_KEY: Duration = Duration::from_secs(60);
/// For the last words to arrive.
const LAST_WORDS: Duration = Duration::from_secs(2);
/// Drawings that wait to be sent. A visit whose client takes none for five seconds ends.
const WAITING: usize = 2;

/// A newcomer who was let in.
pub struct Guest {
    pub stream: TcpStream,
    /// From where they come.
    pub address: IpAddr,
    pub pass: Pass,
}

type Running = RunningSession<Visitor>;

/// Serves `guest` until they are gone, or `stop` says that it is time.
pub async fn attend(guest: Guest, reception: Arc<Reception>, stop: CancellationToken) {
    let Guest { stream, address, mut pass } = guest;
    // A key is answered at once, or typing feels slow.
    let _ = stream.set_nodelay(true);
    let (wire, cut, greeted) = Wire::of(stream);
    let (visitor, arrives) = Visitor::new(reception.terminals());
    let greeting = async {
        let running = run_stream(reception.protocol(), wire, visitor).await?;
        // Without a word the connection has ended; the next wait says how.
        let _ = greeted.await;
        Ok(running)
    };
    let running: Result<Running, VisitorError> = tokio::select! {
        greeting = timeout(GREETING, greeting) => match greeting {
            Ok(running) => running,
            Err(_) => return reception.blame(&pass, Offence::Dawdled),
        },
        () = stop.cancelled() => return,
    };
    let mut running = match running {
        Ok(running) => running,
        Err(error) => return reception.note(&pass, &error),
    };
    let arrived = tokio::select! {
        arrived = timeout(HAND_SHAKE, arrives) => arrived,
        () = stop.cancelled() => return,
    };
    match arrived {
        Ok(Ok(arrival)) => {
            pass.settle();
            counts::visit_begun();
            serve(arrival, address, &reception, stop).await;
            end(running, cut).await;
        }
        // They left, or were sent away.
        Ok(Err(_)) => {
            if let Ok(Err(error)) = timeout(LAST_WORDS, &mut running).await {
                reception.note(&pass, &error);
            }
        }
        Err(_) => reception.blame(&pass, Offence::Dawdled),
    }
}

/// The visit itself.
async fn serve(arrival: Arrival, address: IpAddr, reception: &Reception, stop: CancellationToken) {
    let Arrival { channel, handle, window, typed, line, first_key, terminal } = arrival;
    let (outgoing, drawn) = mpsc::channel(WAITING);
    let Some((front, size)) = reception.front(address, window, terminal) else {
        let _ = handle.data(channel, format!("{}\n", reception.no_terminal())).await;
        return hang_up(&handle, channel, 1).await;
    };
    let visit = session::run(front, Line { incoming: typed, outgoing, size });
    let send = async {
        let mut drawn = drawn;
        while let Some(outgoing) = drawn.recv().await {
            // Keys that were sent and not read yet are dropped by the session itself.
            let Outgoing::Bytes(bytes) = outgoing else { continue };
            if handle.data(channel, bytes.to_vec()).await.is_err() {
                return;
            }
        }
    };
    let nobody = async {
        tokio::select! {
            key = timeout(FIRST_KEY, first_key) => match key {
                Ok(_) => stop.cancelled().await,
                Err(_) => {}
            },
            () = stop.cancelled() => {}
        }
        if let Some(line) = line.upgrade() {
            // A session that is gone needs no word.
            let _ = line.send(Incoming::HangUp).await;
        }
        std::future::pending::<()>().await;
    };
    let both = async { tokio::join!(visit, send).0 };
    let ended = tokio::select! {
        ended = both => ended,
        () = nobody => return,
    };
    tracing::debug!(?ended, "a visit over SSH ended");
    hang_up(&handle, channel, 0).await;
}

/// Ends the session as a program ends. A client that is gone hears none of it; one that is there closes the connection,
/// and would call it broken if we did.
async fn hang_up(handle: &Handle, channel: ChannelId, status: u32) {
    let _ = handle.exit_status_request(channel, status).await;
    let _ = handle.eof(channel).await;
    let _ = handle.close(channel).await;
}

/// Waits for the last words to arrive; then the line is cut.
async fn end(running: Running, cut: Cut) {
    let _ = timeout(LAST_WORDS, running).await;
    drop(cut);
}
