//! The line of a session: what is sent on it, and what is forgotten of it between two visits.

use std::time::Duration;

use tokio::sync::mpsc;
use zeroize::Zeroizing;

use super::{Ended, Session};
use crate::input::decoder::Decoder;
use crate::input::{Incoming, Outgoing, Size};

/// A line that takes nothing for so long has nobody at its end who sees anything.
const SLOWEST_LINE: Duration = Duration::from_secs(5);

/// The line to a visitor: what they press, and what they see.
pub struct Line {
    pub incoming: mpsc::Receiver<Incoming>,
    pub outgoing: mpsc::Sender<Outgoing>,
    pub size: Size,
}

impl Session {
    /// Leaves nothing of a visit: not on the screen, not above it, not among the keys still to come.
    /// Says so when the line turns out to be gone.
    pub(super) async fn wipe(&mut self) -> Option<Ended> {
        self.decoder = Decoder::default();
        self.clear().await;
        if !self.front.manner.medium.is_terminal() {
            // Its next lines are the same hand's.
            return None;
        }
        self.send(Outgoing::ForgetTyped).await;
        self.forget_waiting()
    }

    /// Keys that were read already, and not looked at, are not the next visitor's either.
    fn forget_waiting(&mut self) -> Option<Ended> {
        while let Ok(incoming) = self.line.incoming.try_recv() {
            match incoming {
                Incoming::Bytes(_) => {}
                Incoming::Resize(size) => self.resize(size),
                Incoming::HangUp | Incoming::Dismissed => return Some(Ended::HungUp),
                Incoming::Closing(_) => self.is_closing = true,
            }
        }
        None
    }

    pub(super) async fn write(&mut self, bytes: Vec<u8>) {
        self.send(Outgoing::Bytes(Zeroizing::new(bytes))).await;
    }

    pub(super) async fn send(&mut self, outgoing: Outgoing) {
        let is_empty = matches!(&outgoing, Outgoing::Bytes(bytes) if bytes.is_empty());
        if !self.gone && !is_empty {
            let sent = tokio::time::timeout(SLOWEST_LINE, self.line.outgoing.send(outgoing)).await;
            self.gone = !matches!(sent, Ok(Ok(())));
        }
    }
}
