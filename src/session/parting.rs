//! What a visitor is told whose visit the house has ended: on their own line, when the kiosk is off it again.

use super::Session;
use super::hearing::Heard;
use super::manner::Medium;
use crate::domain::account::Language;
use crate::domain::time::Span;
use crate::flow::Visit;
use crate::flow::event::Event;
use crate::page::PageId;
use crate::render::fullscreen::wrap::wrap;
use crate::texts::word;

impl Session {
    /// The house closes `within` so long. Whoever has not begun has nothing to finish.
    pub(super) fn closing(&mut self, within: Span, visit: &Visit) -> Heard {
        self.is_closing = true;
        let now = self.front.service.now();
        match visit.page(now).id {
            PageId::Start => Heard::Dismissed,
            _ => Heard::events(vec![Event::Closing(now + within)]),
        }
    }

    /// The visit in `language` did not end by what its visitor did.
    pub(super) const fn cut_off(&mut self, language: Language) {
        self.parting = Some((if self.is_closing { "parting-closing" } else { "parting-time-up" }, language));
    }

    /// The last words, where there are any; the kiosk's own pages are off the line by now.
    pub(super) async fn part(&mut self) {
        let Some((message, language)) = self.parting.take() else { return };
        let medium = self.front.manner.medium;
        let end = medium.line_end();
        let before = if medium == Medium::Screen { "" } else { end };
        let width = if medium.is_terminal() { self.line.size.columns.into() } else { usize::MAX };
        let lines = wrap(&word(message, language), width).join(end);
        self.write(format!("{before}{lines}{end}").into_bytes()).await;
    }
}
