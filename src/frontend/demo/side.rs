//! What stands beside the page: everybody's inbox, the phone with the apps, the card with the people,
//! and the captions of a demo that plays by itself. In a wide window inbox and phone stand to the
//! right; otherwise they are laid over the page when asked for. It never touches the visit.

mod card;
mod letters;
mod people;
mod phone;
mod places;
mod spoken;

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use tokio::sync::{Notify, watch};

pub use self::phone::Phone;
use super::captions::Captions;
use super::inbox::{Inbox, Received};
use super::paper::Paper;
use super::seen::Seen;
use crate::domain::account::Language;
use crate::input::{Input, Key};
use crate::page::{Page, PageId, Text};
use crate::render::Ink;
use crate::render::fullscreen::fits;
use crate::render::fullscreen::wrap::{width, wrap};
use crate::render::look::{Look, Role};
use crate::session::beside::{Aside, Beside, Panel};
use crate::texts::Zone;
use card::Card;
use letters::Head;
use places::{PAGE, inside, is_framed, is_wide, over, right_of, split};

/// What Page Down moves by.
const LEAP: u16 = 8;

/// The panels beside one page.
pub struct Side {
    pub phone: Phone,
    pub inbox: Arc<Inbox>,
    /// What somebody beside the screen writes.
    pub paper: Arc<Paper>,
    pub captions: Arc<Captions>,
    pub changes: Arc<Notify>,
    /// Told of every page that is shown.
    pub pages: watch::Sender<Option<Seen>>,
    pub look: Look,
    pub zone: Zone,
    pub view: View,
}

/// What of it is looked at.
#[derive(Default)]
pub struct View {
    /// The panel that takes the keys.
    open: Option<Panel>,
    /// The letter that is read; the latest when none was chosen.
    letter: Option<usize>,
    scroll: u16,
    /// How far the open panel can be scrolled, as it was drawn last.
    reach: AtomicU16,
}

impl Beside for Side {
    fn hear(&mut self, input: &Input) -> bool {
        let (Some(panel), Input::Key(key)) = (self.view.open, input) else {
            let is_open = self.view.open.is_some();
            // Whoever points has no keys at hand to close it with.
            if matches!(input, Input::Click { .. }) {
                self.close();
            }
            return is_open;
        };
        match (key, panel) {
            // Stopping and the language are the page's, whatever lies over it.
            (Key::F(10) | Key::Ctrl('c'), _) => {
                self.close();
                return false;
            }
            (Key::F(2), _) => return false,
            (Key::Esc, _) => self.close(),
            (Key::F(4), _) => self.show(Panel::People),
            (Key::F(5), _) => self.show(Panel::Inbox),
            (Key::Up, Panel::Inbox) => self.choose_letter(-1),
            (Key::Down, Panel::Inbox) => self.choose_letter(1),
            (key, _) => self.scroll(*key),
        }
        true
    }

    fn show(&mut self, panel: Panel) {
        let open = (self.view.open != Some(panel)).then_some(panel);
        self.view = View { open, ..View::default() };
    }

    fn shown(&mut self, page: &Page) {
        page.qr.iter().for_each(|qr| self.phone.apps.scan(&qr.text));
        self.paper.copy(page);
        let now = Seen::of(page);
        self.pages.send_if_modified(|seen| seen.replace(now.clone()) != Some(now));
    }

    fn room(&self, whole: Rect) -> Rect {
        if is_wide(whole) { Rect { width: PAGE, ..whole } } else { whole }
    }

    fn draw(&self, frame: &mut Frame<'_>, language: Language) {
        let whole = frame.area();
        if !fits(whole.width, whole.height) {
            return;
        }
        let ink = Ink { language, zone: &self.zone, look: &self.look };
        let room = self.room(whole);
        if is_wide(whole) {
            // The air around the cards is ours too: a light terminal must not shine through.
            let beside = Rect { x: room.right(), width: whole.width - room.width, ..whole };
            frame.buffer_mut().set_style(beside, self.look.style(Role::Plain));
            self.draw_beside(frame, right_of(room, whole), ink);
        }
        match self.view.open {
            Some(Panel::People) => self.lay_over(&people::card(ink, inside(room)), frame, room, ink),
            Some(Panel::Inbox) if !is_wide(whole) => self.lay_over(&self.pocket(room, ink), frame, room, ink),
            Some(Panel::Inbox) | None => {}
        }
        self.remind(frame, room, ink);
        self.caption(frame, room, ink);
    }

    fn told(&mut self, panel: Panel, language: Language) -> Vec<String> {
        let ink = Ink { language, zone: &self.zone, look: &self.look };
        match panel {
            Panel::People => spoken::people(ink),
            Panel::Inbox => {
                let unheard = self.inbox.unseen();
                self.inbox.mark_seen();
                spoken::inbox(&self.inbox.letters(), unheard, &self.phone, ink)
            }
        }
    }

    fn aside(&self, language: Language) -> Vec<Aside> {
        let ink = Ink { language, zone: &self.zone, look: &self.look };
        let unseen = self.inbox.unseen();
        let letters = (unseen > 0).then(|| {
            let line = ink.say(&Text::new("linear-letters").with("count", unseen));
            Aside { about: format!("letter {}", *self.inbox.arrived().borrow()), line }
        });
        let text = |number| Aside { about: format!("text {number}"), line: ink.say(&Text::new("linear-text")) };
        let texts = self.inbox.unseen_texts().map(text);
        let caption = self.captions.shown().map(|text| ink.say(&text)).map(|line| Aside { about: line.clone(), line });
        letters.into_iter().chain(texts).chain(caption).collect()
    }

    fn changes(&self) -> Arc<Notify> {
        Arc::clone(&self.changes)
    }
}

impl Side {
    fn close(&mut self) {
        self.view = View::default();
    }

    fn scroll(&mut self, key: Key) {
        let scroll = match key {
            Key::Up => self.view.scroll.saturating_sub(1),
            Key::Down => self.view.scroll.saturating_add(1),
            Key::PageUp => self.view.scroll.saturating_sub(LEAP),
            Key::PageDown => self.view.scroll.saturating_add(LEAP),
            Key::Home => 0,
            Key::End => u16::MAX,
            _ => self.view.scroll,
        };
        self.view.scroll = scroll.min(self.view.reach.load(Ordering::Relaxed));
    }

    fn choose_letter(&mut self, by: isize) {
        let letters = self.inbox.letters();
        let place = self.place_of_chosen(&letters).saturating_add_signed(by).min(letters.len().saturating_sub(1));
        self.view.letter = letters.get(place).filter(|_| place > 0).map(|letter| letter.number);
        self.view.scroll = 0;
    }

    /// The place of the letter that is read, the latest being the first.
    fn place_of_chosen(&self, letters: &[Arc<Received>]) -> usize {
        letters.iter().position(|letter| Some(letter.number) == self.view.letter).unwrap_or(0)
    }

    /// The phone on top, as high as it has to be, and below it the inbox.
    fn draw_beside(&self, frame: &mut Frame<'_>, area: Rect, ink: Ink<'_>) {
        let columns = area.width - card::EDGES.0;
        let phone = self.phone.card(ink, columns);
        let [top, below] = split(area, phone.height());
        phone.draw(frame, top, None, ink);
        let is_held = self.view.open == Some(Panel::Inbox);
        let reach = self.letters(Head::Whole, ink, columns).draw(frame, below, is_held.then_some(self.view.scroll), ink);
        if is_held {
            self.view.reach.store(reach, Ordering::Relaxed);
        }
    }

    fn letters(&self, head: Head, ink: Ink<'_>, columns: u16) -> Card {
        self.inbox.mark_seen();
        let letters = self.inbox.letters();
        letters::card(&letters, self.place_of_chosen(&letters), head, ink, columns)
    }

    /// Inbox and phone on one card: first what the page asks for.
    fn pocket(&self, room: Rect, ink: Ink<'_>) -> Card {
        let columns = inside(room);
        let head = if is_framed(room) { Head::Whole } else { Head::Short };
        let (inbox, phone) = (self.letters(head, ink, columns), self.phone.card(ink, columns));
        // A phone that was texted is what the code comes from.
        let asks_for_app = self.pages.borrow().as_ref().is_some_and(|seen| match seen.page {
            PageId::EnterCode => self.inbox.last_is_text(),
            page => page == PageId::EnterTotp || seen.scans,
        });
        let [first, second] = if asks_for_app { [phone, inbox] } else { [inbox, phone] };
        let heading = Line::styled(second.title, ink.look.style(Role::Strong));
        let lines = [first.lines, vec![Line::default(), heading], second.lines].concat();
        Card { title: first.title, hint: ink.say(&Text::new("demo-close-inbox")), lines }
    }

    fn lay_over(&self, card: &Card, frame: &mut Frame<'_>, room: Rect, ink: Ink<'_>) {
        let reach = card.draw(frame, over(room), Some(self.view.scroll), ink);
        self.view.reach.store(reach, Ordering::Relaxed);
    }

    /// A letter nobody has seen is told of in the corner; where the page says something there, in the first row that is
    /// blank from end to end, never amid running text. Where there is none, what opens the inbox stands among the
    /// actions all the same; on the pages that end a visit it does not, and nothing is told.
    fn remind(&self, frame: &mut Frame<'_>, room: Rect, ink: Ink<'_>) {
        let unseen = self.inbox.unseen();
        let is_over = self.pages.borrow().as_ref().is_some_and(|seen| matches!(seen.page, PageId::EndVisit | PageId::Farewell));
        if unseen == 0 || is_over {
            return;
        }
        let text = format!(" {} ", ink.say(&Text::new("demo-new-letters").with("count", unseen)));
        let columns = u16::try_from(width(&text)).unwrap_or(room.width).min(room.width);
        let line = Line::styled(text, ink.look.style(Role::Focus));
        let bare = self.look.style(Role::Plain).bg.unwrap_or_default();
        let buffer = frame.buffer_mut();
        let is_bare =
            |at| buffer.cell(at).is_some_and(|cell| cell.symbol() == " " && cell.modifier.is_empty() && cell.bg == bare);
        let corner = |y| Rect { x: room.right() - columns, y, width: columns, height: 1 };
        let around = |y| if y == room.y { corner(y) } else { Rect { y, height: 1, ..room } };
        let row = (room.y..room.bottom()).find(|y| around(*y).positions().all(is_bare));
        let place = row.map(corner);
        if let Some(place) = place {
            buffer.set_line(place.x, place.y, &line, columns);
        }
    }

    /// On the last rows of the page's share, as many as it takes.
    fn caption(&self, frame: &mut Frame<'_>, room: Rect, ink: Ink<'_>) {
        let Some(said) = self.captions.shown() else { return };
        let columns = usize::from(room.width);
        let rows = wrap(&ink.say(&said), columns.saturating_sub(2));
        for (y, row) in (room.y..room.bottom()).rev().zip(rows.into_iter().rev()) {
            let row = Line::styled(format!(" {row:<columns$}"), ink.look.style(Role::Focus));
            frame.buffer_mut().set_line(room.x, y, &row, room.width);
        }
    }
}

#[cfg(test)]
mod tests;
