//! What a session waits for: keys and clicks, replies of the service, the time, and what stands beside the page;
//! and what they mean in the drawing that the visitor has.

use std::time::Duration;

use tokio::sync::mpsc;
use zeroize::Zeroizing;

use super::{Session, beside};
use crate::flow::Visit;
use crate::flow::event::{Event, Reply};
use crate::input::inputs::Inputs;
use crate::input::{Incoming, Input, Key};

/// A lone Esc is told from the beginning of a sequence by the silence after it.
const ESC_SILENCE: Duration = Duration::from_millis(50);

/// What came next.
pub(super) enum Heard {
    Events(Zeroizing<Vec<Event>>),
    HangUp,
    /// The house ends the visit.
    Dismissed,
    /// An errand ended without a word: it panicked.
    Failure,
}

impl Heard {
    pub(super) fn events(events: Vec<Event>) -> Self {
        Self::Events(Zeroizing::new(events))
    }

    /// Nothing, but something may look different.
    fn nothing() -> Self {
        Self::events(Vec::new())
    }
}

impl Session {
    /// Waits for whatever happens next.
    pub(super) async fn next(&mut self, visit: &Visit, replies: &mut mpsc::Receiver<Reply>) -> Heard {
        if self.gone {
            return Heard::HangUp;
        }
        let now = self.front.service.now();
        if let Some(heard) = self.heard_before(visit).await {
            return heard;
        }
        let reads = !(self.is_linear() && self.talk.holds(&visit.page(now)));
        let wake = visit.wake(now).map(|moment| self.front.service.ambient().wait_until(moment));
        tokio::select! {
            // What was pressed goes before the silence after it, or a slow machine would take the first
            // half of an F-key for Esc.
            biased;
            incoming = self.line.incoming.recv(), if reads => self.came(incoming.unwrap_or(Incoming::HangUp), visit),
            Some(reply) = replies.recv() => Heard::events(vec![Event::Reply(reply)]),
            Some(finished) = self.errands.finished() => finished.map_or(Heard::Failure, |()| Heard::nothing()),
            () = tokio::time::sleep(wake.unwrap_or_default()), if wake.is_some() => Heard::events(vec![Event::Tick]),
            () = tokio::time::sleep(ESC_SILENCE), if self.decoder.is_waiting() => {
                let inputs = self.decoder.flush();
                self.inputs(inputs, visit)
            }
            () = beside::changed(self.front.beside.as_deref()) => {
                self.shown = None;
                Heard::nothing()
            }
        }
    }

    fn came(&mut self, incoming: Incoming, visit: &Visit) -> Heard {
        match incoming {
            Incoming::HangUp => Heard::HangUp,
            Incoming::Dismissed => Heard::Dismissed,
            Incoming::Closing(within) => self.closing(within, visit),
            Incoming::Resize(size) => {
                self.resize(size);
                Heard::nothing()
            }
            Incoming::Bytes(bytes) => {
                let inputs = self.decoder.feed(&bytes);
                self.inputs(inputs, visit)
            }
        }
    }

    fn inputs(&mut self, inputs: Inputs, visit: &Visit) -> Heard {
        if self.is_linear() {
            let now = self.front.service.now();
            return Heard::events(self.talk.accept(inputs, &visit.page(now), now));
        }
        let is_small = self.is_small();
        // It never grows past its room, so no copy of what was typed is left behind.
        let mut events = Zeroizing::new(Vec::with_capacity(inputs.len()));
        for input in inputs {
            if self.front.beside.as_mut().is_some_and(|beside| beside.hear(&input)) {
                self.shown = None;
            } else if !is_small || works_unseen(&input) {
                events.extend(self.meant(input));
            }
        }
        Heard::Events(events)
    }

    fn meant(&self, input: Input) -> Option<Event> {
        let Input::Click { column, row } = input else { return Some(Event::Input(input)) };
        let shown = self.shown.as_ref().map(|(page, _)| page.id);
        self.pointer.meaning(column, row, shown, self.front.service.now())
    }
}

/// Keys that work on a window too small to show what they do: the way out, the language, and plain text.
fn works_unseen(input: &Input) -> bool {
    matches!(input, Input::Key(Key::Esc | Key::F(2 | 9 | 10) | Key::Ctrl('c')))
}
