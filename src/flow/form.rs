//! What a page's keys do: which item has the focus, what is typed, chosen or pressed. Every page is
//! one form, so the same key does the same thing everywhere.

mod overfull;
mod pressing;
#[cfg(test)]
mod tests;

use self::overfull::Overfull;
use super::entry::Entry;
use crate::domain::secret::Secret;
use crate::page::{Action, Focus, Page, Sight, Text};

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

    /// What has the focus is in sight, wherever the visitor scrolled to.
    pub const fn focus_on(&mut self, focus: Focus) {
        (self.focus, self.scroll) = (focus, None);
    }

    /// The top of the page is in sight until the next key.
    pub const fn show_top(&mut self) {
        self.scroll = Some(0);
    }

    /// What is wrong with the field at `place` is said there: whoever types next mends it.
    pub const fn mend(&mut self, place: usize) {
        self.focus_on(Focus::Field(place));
    }

    /// The same where what stands there is no use: what is typed next takes its place.
    pub fn refuse(&mut self, place: usize) {
        self.entries.iter_mut().skip(place).take(1).for_each(Entry::refuse);
        self.mend(place);
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
}
