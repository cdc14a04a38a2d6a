//! What a key or a paste does on any page: it moves, chooses, presses, scrolls, or goes into a field.

use super::{Entry, Form, Heard};
use crate::input::{Input, Key};
use crate::page::{Focus, Sight};

/// Rows that one press of Page Down moves.
const SCROLL_BY: u16 = 4;

impl Form {
    /// Takes a key or a paste.
    pub fn press(&mut self, input: &Input) -> Heard {
        match input {
            Input::Key(Key::Enter) => self.enter(),
            Input::Key(Key::Esc) if self.clears_field() => {
                self.scroll = None;
                Heard::Edited
            }
            Input::Key(Key::Tab | Key::Down) => self.step(1),
            Input::Key(Key::BackTab | Key::Up) => self.step(-1),
            Input::Key(Key::PageDown) => self.scroll_to(self.sight.down(SCROLL_BY)),
            Input::Key(Key::PageUp) => self.scroll_to(self.sight.up(SCROLL_BY)),
            Input::Key(key) => match self.shortcut(*key) {
                Some(heard) => heard,
                None => self.edit(input),
            },
            Input::Paste(_) => self.edit(input),
            // Which item that is, only a drawing knows; it comes as [`Form::point`].
            Input::Click { .. } => Heard::Nothing,
        }
    }

    /// What follows is about what stands at the focus, so that is in sight.
    fn enter(&mut self) -> Heard {
        self.scroll = None;
        match self.focus {
            Focus::Field(place) if self.overfull.has(place) => Heard::Nothing,
            Focus::Field(place) if place + 1 < self.entries.len() && !self.lacks(place) => self.step(1),
            Focus::Field(_) => self.press_action(0),
            Focus::Choice(place) => Heard::Chosen(place),
            Focus::Action(place) => self.press_action(place),
        }
    }

    /// The first action takes what stands in the fields. Where that is half of what was meant, or nothing, it is not
    /// taken for the answer: it leads to the field.
    pub(super) fn press_action(&mut self, place: usize) -> Heard {
        if let (0, Some(field)) = (place, self.overfull.first()) {
            (self.focus, self.scroll) = (Focus::Field(field), None);
            return Heard::Nothing;
        }
        self.row().nth(place).map_or(Heard::Nothing, Heard::Pressed)
    }

    /// Whether `input` is a paste that the field has no room for: cut, it would be something else.
    fn overfills(&mut self, input: &Input) -> bool {
        let (Focus::Field(place), Input::Paste(text)) = (self.focus, input) else { return false };
        let is_overfull = self.entry(place).is_some_and(|entry| !entry.has_room_for(text, false));
        if is_overfull {
            self.overfull.find(place, false);
        }
        is_overfull
    }

    fn lacks(&self, place: usize) -> bool {
        self.demanding && place == 0 && self.text(0).trim().is_empty()
    }

    /// The first Esc in a filled field clears it, or what is said of it, so that no typing slip costs the page.
    fn clears_field(&mut self) -> bool {
        let Focus::Field(place) = self.focus else { return false };
        let is_overfull = self.overfull.forgive(place);
        match self.entries.get_mut(place) {
            Some(entry) if is_overfull || !entry.is_empty() => {
                entry.clear();
                true
            }
            _ => false,
        }
    }

    fn step(&mut self, by: isize) -> Heard {
        let items = self.entries.len() + self.choices + self.row().count();
        let next = self.place().checked_add_signed(by).filter(|next| *next < items);
        self.focus = self.at(next.unwrap_or(if by > 0 { 0 } else { items.saturating_sub(1) }));
        self.scroll = None;
        Heard::Nothing
    }

    fn place(&self) -> usize {
        match self.focus {
            Focus::Field(place) => place,
            Focus::Choice(place) => self.entries.len() + place,
            Focus::Action(place) => self.entries.len() + self.choices + place,
        }
    }

    fn at(&self, place: usize) -> Focus {
        match place.checked_sub(self.entries.len()) {
            None => Focus::Field(place),
            Some(rest) if rest < self.choices => Focus::Choice(rest),
            Some(rest) => Focus::Action(rest - self.choices),
        }
    }

    /// At an end nothing moves, and what has the focus goes on being followed.
    fn scroll_to(&mut self, sight: Sight) -> Heard {
        if sight != self.sight {
            (self.scroll, self.sight) = (Some(sight.above), sight);
        }
        Heard::Nothing
    }

    fn shortcut(&mut self, key: Key) -> Option<Heard> {
        let key = if key == Key::Ctrl('c') { Key::F(10) } else { key };
        if let (Key::Char(digit @ '1'..='9'), false) = (key, matches!(self.focus, Focus::Field(_))) {
            let choice = digit as usize - '1' as usize;
            return (choice < self.digits).then(|| {
                // Whoever comes back finds their choice again.
                self.focus = Focus::Choice(choice);
                Heard::Chosen(choice)
            });
        }
        let place = self.row().position(|action| action.key() == Some(key))?;
        Some(self.press_action(place))
    }

    /// Whoever types sees what they type.
    fn edit(&mut self, input: &Input) -> Heard {
        self.leave_action_for(input);
        if self.overfills(input) {
            self.scroll = None;
            return Heard::Nothing;
        }
        match (self.focus, input) {
            (Focus::Field(place), _) => match self.entries.get_mut(place).map(|entry| entry.press(input)) {
                Some(true) => {
                    (self.scroll, self.typed_in) = (None, Some(place));
                    self.overfull.forgive(place);
                    Heard::Edited
                }
                Some(false) | None => Heard::Nothing,
            },
            (Focus::Choice(_) | Focus::Action(_), Input::Key(Key::Right)) => self.step(1),
            (Focus::Choice(_) | Focus::Action(_), Input::Key(Key::Left)) => self.step(-1),
            (Focus::Choice(_) | Focus::Action(_), _) => Heard::Nothing,
        }
    }

    /// No button takes text, so what is typed there was meant for a field: the one typed in last, else the first that
    /// is empty. A blank may be meant to press the button.
    fn leave_action_for(&mut self, input: &Input) {
        let is_text = match input {
            Input::Key(Key::Char(c)) => !c.is_whitespace(),
            Input::Paste(_) => true,
            Input::Key(_) | Input::Click { .. } => false,
        };
        if self.entries.is_empty() || !is_text || !matches!(self.focus, Focus::Action(_)) {
            return;
        }
        let empty = self.entries.iter().position(Entry::is_empty);
        self.focus = Focus::Field(self.typed_in.or(empty).unwrap_or(0));
    }
}
