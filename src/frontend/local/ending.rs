//! The signals that ask the program to end, wherever its bytes come from. What a signal of a key means, each way
//! in decides for itself.

use std::io;

use tokio::signal::unix::{Signal, SignalKind, signal};

pub struct Ending {
    terminated: Signal,
    hung_up: Signal,
}

impl Ending {
    pub fn awaited() -> io::Result<Self> {
        Ok(Self { terminated: signal(SignalKind::terminate())?, hung_up: signal(SignalKind::hangup())? })
    }

    /// Returns when the program is asked to end.
    pub async fn asked(&mut self) {
        tokio::select! {
            _ = self.terminated.recv() => {}
            _ = self.hung_up.recv() => {}
        }
    }
}
