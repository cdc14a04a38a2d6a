//! One connection, from its first byte to its last: it has so long to shake hands and to press a first key, then it is a
//! visit like any other; whatever happens, it ends, and so does what belongs to it.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use russh::server::{Handle, RunningSession, run_stream};
use russh::{ChannelId, Disconnect};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::admission::{Offence, Pass};
use super::reception::Reception;
use super::visitor::{Arrival, Visitor, VisitorError};
use super::wire::Wire;
use crate::input::{Incoming, Outgoing};
use crate::service::source::Source;
use crate::session::{self, Ended, Line};

/// For the last words to arrive.
const LAST_WORDS: Duration = Duration::from_secs(2);
/// Drawings that wait to be sent. A visit whose client takes none for five seconds ends.
const WAITING: usize = 2;

/// How long a client has for each part of its way in.
#[derive(Clone, Copy, Debug)]
pub struct Deadlines {
    /// For what a program says by itself: its name, and the beginning of the key exchange.
    pub greeting: Duration,
    /// For what may wait for a person, who compares the fingerprint of a host that they never came to before.
    pub hand_shake: Duration,
    /// Until somebody shows that they are there.
    pub first_key: Duration,
}

impl Deadlines {
    /// The hand-shake's is OpenSSH's `LoginGraceTime`.
    pub const USUAL: Self =
        Self { greeting: Duration::from_secs(20), hand_shake: Duration::from_secs(120), first_key: Duration::from_secs(60) };
}

/// A newcomer who was let in.
pub struct Guest {
    pub stream: TcpStream,
    pub source: Source,
    pub pass: Pass,
}

type Running = RunningSession<Visitor>;

/// Serves `guest` until they are gone, or `stop` says that it is time.
pub async fn attend(guest: Guest, reception: Arc<Reception>, stop: CancellationToken) {
    let Guest { stream, source, mut pass } = guest;
    let deadlines = reception.deadlines();
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
        greeting = timeout(deadlines.greeting, greeting) => match greeting {
            Ok(running) => running,
            Err(_) => return reception.blame(&pass, Offence::Dawdled),
        },
        () = stop.cancelled() => return,
    };
    let running = match running {
        Ok(running) => running,
        Err(error) => return reception.note(&pass, &error),
    };
    let arrived = tokio::select! {
        arrived = timeout(deadlines.hand_shake, arrives) => arrived,
        () = stop.cancelled() => return,
    };
    match arrived {
        Ok(Ok(arrival)) => {
            pass.settle();
            serve(arrival, source, &reception, stop).await;
        }
        // They left, or were sent away.
        Ok(Err(_)) => {}
        Err(_) => return reception.blame(&pass, Offence::Dawdled),
    }
    // For the last words to arrive; then the line is cut.
    if let Ok(Err(error)) = timeout(LAST_WORDS, running).await {
        reception.note(&pass, &error);
    }
    drop(cut);
}

/// The visit itself.
async fn serve(arrival: Arrival, source: Source, reception: &Reception, stop: CancellationToken) {
    let Arrival { channel, handle, window, typed, line, first_key, terminal } = arrival;
    let (outgoing, drawn) = mpsc::channel(WAITING);
    let (front, size) = reception.front(source, window, terminal);
    let patience = reception.deadlines().first_key;
    let visit = session::run(front, Line { incoming: typed, outgoing, size });
    let nobody = async {
        tokio::select! {
            key = timeout(patience, first_key) => match key {
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
    tokio::select! {
        () = carry(visit, drawn, &handle, channel) => {}
        () = nobody => {}
    }
}

/// Brings what `visit` draws to the client, and then its last words. A client that takes nothing hears none of them.
async fn carry(visit: impl Future<Output = Ended>, mut drawn: mpsc::Receiver<Outgoing>, handle: &Handle, channel: ChannelId) {
    let send = async {
        while let Some(outgoing) = drawn.recv().await {
            // Keys that were sent and not read yet are dropped by the session itself.
            let Outgoing::Bytes(bytes) = outgoing else { continue };
            if handle.data(channel, bytes.to_vec()).await.is_err() {
                break;
            }
        }
        // Whatever is drawn after this goes nowhere, and the visit is told so.
        drop(drawn);
    };
    let (mut visit, mut send) = (pin!(visit), pin!(send));
    let ended = tokio::select! {
        ended = &mut visit => ended,
        () = &mut send => {
            visit.await;
            return;
        }
    };
    tracing::debug!(?ended, "a visit over SSH ended");
    let last_words = async {
        send.await;
        let _ = handle.exit_status_request(channel, 0).await;
        let _ = handle.eof(channel).await;
        let _ = handle.close(channel).await;
        let _ = handle.disconnect(Disconnect::ByApplication, String::new(), String::new()).await;
    };
    let _ = timeout(LAST_WORDS, last_words).await;
}
