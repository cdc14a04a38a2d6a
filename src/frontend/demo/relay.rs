//! Between the terminal and the session: keys go in, unless the demo plays by itself, and what is
//! drawn comes out, past the recording. Knows no page and no key but the one that pauses.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc::{Receiver, Sender};
use tokio_util::sync::CancellationToken;

use super::captions::Captions;
use super::recording::Recording;
use crate::input::{Incoming, Outgoing, Size};
use crate::service::ambient::Ambient;

/// A recording with the clock that it goes by.
pub struct Tape {
    recording: Mutex<Recording>,
    ambient: Arc<Ambient>,
}

impl Tape {
    pub fn new(recording: Recording, ambient: Arc<Ambient>) -> Self {
        Self { recording: Mutex::new(recording), ambient }
    }

    /// Ends the recording.
    pub fn finish(self) -> std::io::Result<()> {
        self.recording.into_inner().unwrap_or_else(PoisonError::into_inner).finish()
    }

    fn with(&self, write: impl FnOnce(&mut Recording)) {
        write(&mut self.recording.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn output(&self, bytes: &[u8]) {
        self.with(|recording| recording.output(bytes, self.ambient.now()));
    }

    fn resize(&self, size: Size) {
        self.with(|recording| recording.resize(size, self.ambient.now()));
    }
}

/// The reins of a demo that plays by itself: a space pauses it, any other key takes it over for good
/// and does nothing else.
#[derive(Clone)]
pub struct Reins {
    pub captions: Arc<Captions>,
    /// Cancelled when the person took over.
    pub taken: CancellationToken,
}

impl Reins {
    /// Whether `bytes` were meant for the demo and not for the page.
    fn hold(&self, bytes: &[u8]) -> bool {
        if self.taken.is_cancelled() {
            return false;
        }
        if bytes.iter().all(|byte| *byte == b' ') {
            self.captions.pause_or_go_on();
        } else {
            self.taken.cancel();
            self.captions.fall_silent();
        }
        true
    }
}

/// Carries what the terminal sends to the session, until one of them is gone.
pub async fn carry_in(mut from: Receiver<Incoming>, to: Sender<Incoming>, reins: Option<Reins>, tape: Option<Arc<Tape>>) {
    while let Some(incoming) = from.recv().await {
        match &incoming {
            Incoming::Bytes(bytes) if reins.as_ref().is_some_and(|reins| reins.hold(bytes)) => continue,
            Incoming::Resize(size) => tape.iter().for_each(|tape| tape.resize(*size)),
            Incoming::Bytes(_) | Incoming::HangUp | Incoming::Closing(_) | Incoming::Dismissed => {}
        }
        if to.send(incoming).await.is_err() {
            return;
        }
    }
    // The player may hold a sender too, so that the session would not notice that the terminal is gone.
    let _ = to.send(Incoming::HangUp).await;
}

/// Carries what the session draws to the terminal, and onto the tape.
pub async fn carry_out(mut from: Receiver<Outgoing>, to: Sender<Outgoing>, tape: Option<Arc<Tape>>) {
    while let Some(outgoing) = from.recv().await {
        if let (Outgoing::Bytes(bytes), Some(tape)) = (&outgoing, &tape) {
            tape.output(bytes);
        }
        // A terminal that is gone shows where its input is read.
        let _ = to.send(outgoing).await;
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::{Notify, mpsc};

    use super::*;
    use crate::page::Text;

    #[tokio::test]
    async fn space_pauses_and_any_other_key_takes_over_and_is_lost() {
        let captions = Arc::new(Captions::new(Arc::new(Notify::new())));
        captions.say(Text::new("demo-play-welcome"));
        let reins = Reins { captions: Arc::clone(&captions), taken: CancellationToken::new() };
        let (terminal, from) = mpsc::channel(16);
        let (to, mut session) = mpsc::channel(16);
        let carried = tokio::spawn(carry_in(from, to, Some(reins.clone()), None));

        let resize = Incoming::Resize(Size { columns: 90, rows: 30 });
        terminal.send(Incoming::Bytes(b" ".to_vec().into())).await.unwrap();
        terminal.send(resize.clone()).await.unwrap();
        assert_eq!(session.recv().await, Some(resize.clone()), "the space was kept back");
        assert_eq!(captions.shown(), Some(Text::new("demo-paused")));
        assert!(!reins.taken.is_cancelled());

        for key in [" ", "x", " ", "y"] {
            terminal.send(Incoming::Bytes(key.as_bytes().to_vec().into())).await.unwrap();
        }
        assert_eq!(session.recv().await, Some(Incoming::Bytes(b" ".to_vec().into())), "the key after the one that took over");
        assert_eq!(session.recv().await, Some(Incoming::Bytes(b"y".to_vec().into())));
        assert!(reins.taken.is_cancelled() && captions.shown().is_none());

        drop(terminal);
        assert_eq!(session.recv().await, Some(Incoming::HangUp));
        carried.await.unwrap();
    }
}
