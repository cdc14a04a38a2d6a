//! One connection, from its first byte to its last: it has so long to shake hands and to press a first key, then it is a
//! visit like any other; whatever happens, it ends, and so does what belongs to it.

use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use russh::ChannelId;
use russh::server::{Handle, RunningSession, run_stream};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::admission::{Offence, Pass};
use super::counts;
use super::reception::Reception;
use super::visitor::{Arrival, Visitor, VisitorError};
use super::wire::Wire;
use crate::input::{Incoming, Outgoing};
use crate::session::{self, Ended, Line};

/// For the last words to arrive.
const LAST_WORDS: Duration = Duration::from_secs(2);
/// How a program ends that refused, as everywhere in this one.
const REFUSED: u32 = 4;
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

/// The end of all visits.
#[derive(Clone, Default)]
pub struct Closing {
    /// Nobody begins any more; whoever is inside may finish.
    pub soon: CancellationToken,
    /// Whoever is still inside is asked to leave.
    pub now: CancellationToken,
}

/// Serves `guest` until they are gone, or it is closing time.
pub async fn attend(guest: Guest, reception: Arc<Reception>, closing: Closing) {
    let Guest { stream, address, mut pass } = guest;
    // A key is answered at once, or typing feels slow.
    let _ = stream.set_nodelay(true);
    let (wire, cut, greeted) = Wire::of(stream);
    let (visitor, arrives) = Visitor::new(reception.terminals());
    let shaken = tokio::select! {
        shaken = shake_hands(wire, visitor, greeted, arrives, &reception) => shaken,
        () = closing.soon.cancelled() => return,
    };
    let (running, arrival) = match shaken {
        Ok(shaken) => shaken,
        Err(Parted::TimeUp) => return reception.blame(&pass, Offence::Dawdled),
        Err(Parted::Failed(error)) => return reception.note(&pass, &error),
    };
    if let Some(arrival) = arrival {
        pass.settle();
        counts::visit_begun();
        counts::crowd(pass.crowd());
        serve(arrival, address, &reception, closing).await;
    }
    // For the last words to arrive; then the line is cut.
    if let Ok(Err(error)) = timeout(LAST_WORDS, running).await {
        reception.note(&pass, &error);
    }
    drop(cut);
}

/// How a connection ends that comes to no visit.
enum Parted {
    TimeUp,
    Failed(VisitorError),
}

/// The way of a client to the first page; no arrival where it left before, or was sent away.
async fn shake_hands(
    wire: Wire,
    visitor: Visitor,
    greeted: oneshot::Receiver<()>,
    arrives: oneshot::Receiver<Arrival>,
    reception: &Reception,
) -> Result<(Running, Option<Arrival>), Parted> {
    let deadlines = reception.deadlines();
    let greeting = async {
        let running = run_stream(reception.protocol(), wire, visitor).await?;
        // Without a word the connection has ended; the next wait says how.
        let _ = greeted.await;
        Ok(running)
    };
    let running = timeout(deadlines.greeting, greeting).await.map_err(|_| Parted::TimeUp)?.map_err(Parted::Failed)?;
    let arrival = timeout(deadlines.hand_shake, arrives).await.map_err(|_| Parted::TimeUp)?;
    Ok((running, arrival.ok()))
}

/// The visit itself.
async fn serve(arrival: Arrival, address: IpAddr, reception: &Reception, closing: Closing) {
    let Arrival { channel, handle, window, typed, line, first_key, terminal } = arrival;
    let (outgoing, drawn) = mpsc::channel(WAITING);
    let Some((front, size)) = reception.front(address, window, terminal.as_deref()) else {
        let told = async {
            let _ = handle.data(channel, format!("{}\n", reception.no_terminal())).await;
            hang_up(&handle, channel, REFUSED).await;
        };
        let _ = timeout(LAST_WORDS, told).await;
        return;
    };
    let visit = session::run(front, Line { incoming: typed, outgoing, size });
    let say = async |word: Incoming| {
        // A session that is gone needs no word.
        if let Some(line) = line.upgrade() {
            let _ = line.send(word).await;
        }
    };
    let over = async {
        // A terminal in the hall waits for whoever comes.
        let is_there = async { terminal.is_some() || timeout(reception.deadlines().first_key, first_key).await.is_ok() };
        let stays = tokio::select! {
            is_there = is_there => is_there,
            () = closing.soon.cancelled() => true,
        };
        if stays {
            closing.soon.cancelled().await;
            say(Incoming::Closing(reception.grace())).await;
            closing.now.cancelled().await;
        }
        say(Incoming::Dismissed).await;
        // The visit ends by that.
        std::future::pending::<()>().await;
    };
    tokio::select! {
        () = carry(visit, drawn, &handle, channel) => {}
        () = over => {}
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
        hang_up(handle, channel, 0).await;
    };
    let _ = timeout(LAST_WORDS, last_words).await;
}

/// Ends the session as a program ends. A client that is gone hears none of it; one that is there closes the connection,
/// and would call it broken if we did.
async fn hang_up(handle: &Handle, channel: ChannelId, status: u32) {
    let _ = handle.exit_status_request(channel, status).await;
    let _ = handle.eof(channel).await;
    let _ = handle.close(channel).await;
}
