//! What a page's keys do: which item has the focus, what is typed, chosen or pressed. Every page is
//! one form, so the same key does the same thing everywhere.

mod overfull;
#[cfg(test)]
mod tests;

use self::overfull::Overfull;
use super::entry::Entry;
use crate::domain::secret::Secret;
use crate::input::{Input, Key};
use crate::page::{Action, Focus, Page, Sight, Text};

/// Rows that one press of Page Down moves.
const SCROLL_BY: u16 = 4;

/// The choices that have a digit of their own: a second digit would be a second key.
const DIGITS: usize = 9;

/// The fields, choices and actions of one page.
pub struct Form {
    entries: Vec<Entry>,
    choices: usize,
    /// How many of the choices, from the first, a digit picks.
    digits: usize,
    actions: Vec<Action>,
    focus: Focus,
    /// The field that was typed in last.
    typed_in: Option<usize>,
    /// The first field has to be filled before what follows is asked for.
    demanding: bool,
    /// The fields for which something was too long.
    overfull: Overfull,
    /// Rows above the window, once the visitor scrolled; until then what has the focus is in sight.
    scroll: Option<u16>,
    /// What they see of the page.
    sight: Sight,
}

/// What a press came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// The focus moved, or nothing happened.
    Nothing,
    /// A field has another text now.
    Edited,
    Chosen(usize),
    Pressed(Action),
}

impl Form {
    /// A form whose first item has the focus. The first action is what Enter in the last field does.
    pub fn new(entries: Vec<Entry>, choices: usize, actions: Vec<Action>) -> Self {
        let focus = match (entries.is_empty(), choices) {
            (false, _) => Focus::Field(0),
            (true, 0) => Focus::Action(0),
            (true, _) => Focus::Choice(0),
        };
        Self {
            entries,
            choices,
            digits: choices.min(DIGITS),
            actions,
            focus,
            typed_in: None,
            demanding: false,
            overfull: Overfull::default(),
            scroll: None,
            sight: Sight::default(),
        }
    }

    /// The form of a page where one key too many must not choose: by arrows and Enter, or a click.
    #[must_use]
    pub fn without_digits(self) -> Self {
        Self { digits: 0, ..self }
    }

    /// A form with actions only.
    pub fn of_actions(actions: Vec<Action>) -> Self {
        Self::new(Vec::new(), 0, actions)
    }

    /// The same with a first field that has to be filled: Enter in it, while it is blank, is what Enter in the last one
    /// is, so that the page says at once what it lacks.
    #[must_use]
    pub fn demanding(self) -> Self {
        Self { demanding: true, ..self }
    }

    pub fn entry(&self, place: usize) -> Option<&Entry> {
        self.entries.get(place)
    }

    /// The text of the field at `place`; nothing when there is no such field.
    pub fn text(&self, place: usize) -> &str {
        self.entry(place).map_or("", Entry::text)
    }

    pub fn focus(&self) -> Focus {
        self.focus
    }

    pub fn focus_on(&mut self, focus: Focus) {
        self.focus = focus;
    }

    /// The top of the page is in sight until the next key.
    pub const fn show_top(&mut self) {
        self.scroll = Some(0);
    }

    /// What is wrong with the field at `place` is said there: whoever types next mends it.
    pub const fn mend(&mut self, place: usize) {
        (self.focus, self.scroll) = (Focus::Field(place), None);
    }

    /// What has the focus is in sight again, wherever the visitor scrolled to.
    pub const fn follow(&mut self) {
        self.scroll = None;
    }

    /// Puts the focus on `action`, where the page has it.
    pub fn focus_on_action(&mut self, action: Action) {
        let place = self.row().position(|known| known == action);
        if let Some(place) = place {
            self.focus = Focus::Action(place);
        }
    }

    /// Whether the page has `action`.
    pub fn offers(&self, action: Action) -> bool {
        self.row().any(|known| known == action)
    }

    /// Empties every field and puts the focus on the first.
    pub fn clear(&mut self) {
        self.entries.iter_mut().for_each(Entry::clear);
        (self.focus, self.typed_in) = (Focus::Field(0), None);
        self.overfull.forgive_all();
    }

    /// Empties the field at `place` and leaves the focus where it is.
    pub fn clear_field(&mut self, place: usize) {
        self.entries.iter_mut().skip(place).take(1).for_each(Entry::clear);
        self.overfull.forgive(place);
    }

    /// Puts `text` into the field at `place` and leaves the focus where it is.
    pub fn fill_field(&mut self, place: usize, text: &Secret) {
        self.entries.iter_mut().skip(place).take(1).for_each(|entry| entry.fill(text));
        self.overfull.forgive(place);
    }

    /// Puts `text` into the field at `place`, until something else is typed there.
    pub fn offer_field(&mut self, place: usize, text: &Secret) {
        self.entries.iter_mut().skip(place).take(1).for_each(|entry| entry.offer(text));
        self.overfull.forgive(place);
    }

    pub fn is_blank(&self) -> bool {
        self.entries.iter().all(Entry::is_empty)
    }

    /// Gives `page` this form's digits, actions, focus and scroll.
    pub fn dress(&self, mut page: Page) -> Page {
        page.actions = self.row().collect();
        page.focus = self.focus;
        page.digits = self.digits;
        page.scroll = self.scroll;
        for (place, field) in page.fields.iter_mut().enumerate() {
            if self.overfull.has(place) {
                field.error = Some(Text::new("field-too-long"));
            }
        }
        page
    }

    /// The page was drawn so.
    pub fn see(&mut self, sight: Sight) {
        let focused = match self.focus {
            Focus::Action(place) => self.row().nth(place),
            Focus::Field(_) | Focus::Choice(_) => None,
        };
        self.sight = sight;
        // The row may be another one now, but what has the focus keeps it.
        if let Some(action) = focused {
            self.focus_on_action(action);
        }
    }

    /// The actions that are offered: a code for cameras is shown alone only where there is room for that.
    fn row(&self) -> impl Iterator<Item = Action> {
        let lacks_code = self.sight.lacks_code;
        self.actions.iter().copied().filter(move |action| !lacks_code || *action != Action::ShowPicture)
    }

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

    /// Somebody pointed at an item. A button is pressed and takes no focus: whoever types goes on typing.
    pub fn point(&mut self, item: Focus) -> Heard {
        match item {
            Focus::Field(place) if place < self.entries.len() => {
                (self.focus, self.scroll) = (item, None);
                Heard::Nothing
            }
            Focus::Choice(place) if place < self.choices => {
                (self.focus, self.scroll) = (item, None);
                Heard::Chosen(place)
            }
            Focus::Action(place) => self.press_action(place),
            Focus::Field(_) | Focus::Choice(_) => Heard::Nothing,
        }
    }

    /// Goes to the field at `place` and has it hold `text`.
    pub fn fill(&mut self, place: usize, text: &str) -> Heard {
        let Some(entry) = self.entries.get_mut(place) else { return Heard::Nothing };
        let fits = entry.has_room_for(text, true);
        entry.set(if fits { text } else { "" });
        self.overfull.find(place, fits);
        (self.focus, self.scroll, self.typed_in) = (Focus::Field(place), None, Some(place));
        Heard::Edited
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
    fn press_action(&mut self, place: usize) -> Heard {
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
