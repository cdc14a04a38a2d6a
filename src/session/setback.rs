//! Whether the clock went back under a visit. Knows no page: it watches, and tells the flow.

use crate::domain::time::Span;
use crate::flow::event::Event;
use crate::service::ambient::Ambient;

/// How far the clock had gone back when it was last looked at.
pub struct Setback(Span);

impl Setback {
    /// Watches from now on.
    pub fn of(ambient: &Ambient) -> Self {
        Self(ambient.set_back())
    }

    /// What a visit is to be told before anything else, when the clock went back since the last look.
    pub fn news(&mut self, ambient: &Ambient) -> Option<Event> {
        let before = std::mem::replace(&mut self.0, ambient.set_back());
        let span = Span::from_millis(self.0.millis() - before.millis());
        (!span.is_over()).then_some(Event::SetBack(span))
    }
}
