//! What a visit looks like on its line: drawn over the whole screen, or told in plain text.

use super::hearing::Heard;
use super::manner::{Drawing, Medium};
use super::talk::Talk;
use super::{SMALLEST, Session, too_small};
use crate::domain::account::Language;
use crate::flow::Visit;
use crate::input::Size;
use crate::page::{Page, PageId};
use crate::render::{Ink, fullscreen};
use crate::texts::word;

/// Packets of keys for which a page is drawn once where they wait together. With more of them somebody holds a key down,
/// and sees that something comes of it.
const AT_ONCE: u8 = 32;
/// What a terminal makes a sound at.
const TONE: &str = "\u{7}";

impl Session {
    /// Takes the line over.
    pub(super) async fn open(&mut self) {
        if self.front.manner.medium == Medium::Screen {
            let opening = self.screen.open(self.drawing.surface());
            self.write(opening).await;
        }
    }

    /// Gives the line back.
    pub(super) async fn close(&mut self) {
        if self.front.manner.medium == Medium::Screen {
            let closing = self.screen.close();
            self.write(closing).await;
        }
    }

    /// Says why it is over to whoever has fed a pipe to its end.
    pub(super) async fn tell_end(&mut self, language: Language) {
        if self.is_linear() && !self.front.manner.medium.is_terminal() {
            let end = self.front.manner.medium.line_end();
            self.write(format!("{end}{}{end}", word("linear-ended", language)).into_bytes()).await;
        }
    }

    /// Leaves nothing of what was seen. A typewriter cannot be wiped: it is turned on until all is out of
    /// sight. What went into a pipe is with whoever holds its other end.
    pub(super) async fn clear(&mut self) {
        let bytes = match self.front.manner.medium {
            Medium::Screen => self.screen.wipe(self.front.manner.drawing.surface()),
            Medium::Typewriter => Medium::Typewriter.line_end().repeat(usize::from(self.line.size.rows)).into_bytes(),
            Medium::Echoing => self.talk.still_there().map_or_else(Vec::new, |said| format!("{said}\n").into_bytes()),
            Medium::Pipe => vec![],
        };
        self.shown = None;
        self.toned = false;
        (self.drawing, self.wanted) = (self.front.manner.drawing, self.front.manner.drawing);
        self.talk.begin();
        self.write(bytes).await;
    }

    /// From the next drawing on the visitor has the other one, where there are two.
    pub(super) fn switch(&mut self) {
        if self.front.manner.medium == Medium::Screen {
            self.wanted = self.drawing.other();
        }
    }

    pub(super) async fn draw(&mut self, visit: &Visit) {
        if self.wanted != self.drawing {
            self.drawing = self.wanted;
            self.shown = None;
            let bytes = self.screen.wipe(self.drawing.surface());
            self.talk.take_over(&visit.page(self.front.service.now()));
            self.write(bytes).await;
        }
        if self.is_linear() { self.tell(visit).await } else { self.paint(visit).await }
    }

    async fn tell(&mut self, visit: &Visit) {
        let (page, language) = (visit.page(self.front.service.now()), visit.language());
        if Talk::by_itself(&page).is_some() {
            return;
        }
        let beside = self.front.beside.as_ref().map_or_else(Vec::new, |beside| beside.aside(language));
        let ink = Ink { language, zone: &self.front.sign.zone, look: &self.front.look };
        let told = self.talk.tell(&page, beside, self.line.size.columns, &self.front.sign, ink);
        if let Some(beside) = self.front.beside.as_mut() {
            beside.shown(&page);
        }
        if let Some(told) = told {
            let tone = if told.urgent && self.front.manner.tone { TONE } else { "" };
            self.write(format!("{tone}{}", *told.text).into_bytes()).await;
        }
    }

    /// What comes of what was heard before: a question in place of a picture, and lines that wait for their turn.
    pub(super) async fn heard_before(&mut self, visit: &Visit) -> Option<Heard> {
        if !self.is_linear() {
            return None;
        }
        let page = visit.page(self.front.service.now());
        if let Some(event) = Talk::by_itself(&page) {
            return Some(Heard::events(vec![event]));
        }
        if page.unsettled || !self.talk.has_waiting() {
            return None;
        }
        let ink = Ink { language: visit.language(), zone: &self.front.sign.zone, look: &self.front.look };
        let heard = self.talk.listen(&page, ink);
        self.write(heard.shown.into_bytes()).await;
        Some(Heard::events(heard.events))
    }

    /// Whether there are keys by which the page may be another one before anybody could see it.
    fn hears_more(&mut self) -> bool {
        let more = !self.line.incoming.is_empty() && self.undrawn < AT_ONCE;
        self.undrawn = if more { self.undrawn + 1 } else { 0 };
        more
    }

    async fn paint(&mut self, visit: &Visit) {
        if self.hears_more() {
            return;
        }
        let page = if self.is_small() { too_small(self.line.size) } else { visit.page(self.front.service.now()) };
        if self.shown.as_ref().is_some_and(|(shown, language)| *shown == page && *language == visit.language()) {
            return;
        }
        if let Some(beside) = self.front.beside.as_mut() {
            beside.shown(&page);
        }
        let is_alone = |page: &Page| page.qr.as_ref().is_some_and(|qr| qr.alone.is_some());
        if self.shown.as_ref().is_none_or(|(shown, _)| shown.id != page.id || is_alone(shown) != is_alone(&page)) {
            self.pointer.turn(self.front.service.now());
        }
        let mut bytes = self.painted(&page, visit.language());
        if page.id == PageId::Start && self.front.manner.tone && !std::mem::replace(&mut self.toned, true) {
            // Whoever cannot see hears that there is something here.
            bytes.extend(TONE.bytes());
        }
        self.shown = Some((page, visit.language()));
        self.write(bytes).await;
    }

    fn painted(&mut self, page: &Page, language: Language) -> Vec<u8> {
        let super::Front { sign, look, beside, .. } = &self.front;
        let pointer = &mut self.pointer;
        self.screen.draw_with(|frame| {
            let whole = frame.area();
            let room = beside.as_ref().map_or(whole, |beside| beside.room(whole));
            pointer.see(fullscreen::draw(page, language, sign, look, frame, room));
            if let Some(beside) = beside {
                beside.draw(frame, language);
            }
        })
    }

    pub(super) fn is_linear(&self) -> bool {
        self.drawing == Drawing::Linear
    }

    /// Whether the window is too small to be drawn on; plain text needs no room.
    pub(super) fn is_small(&self) -> bool {
        let Size { columns, rows } = self.line.size;
        !self.is_linear() && (columns < SMALLEST.columns || rows < SMALLEST.rows)
    }
}
