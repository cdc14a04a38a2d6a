//! The text somebody is typing into a field. Every entry is wiped when dropped and never grows past
//! the room it was given, so no copy of a secret is left behind by a moved buffer.

use unicode_segmentation::UnicodeSegmentation;
use zeroize::Zeroizing;

use crate::domain::secret::Secret;
use crate::domain::visible::is_steering;
use crate::input::pasted::{Breaks, in_one_line};
use crate::input::{Input, Key};

/// One line of text with a cursor between two graphemes.
pub struct Entry {
    text: Zeroizing<String>,
    /// In bytes, always between two graphemes.
    cursor: usize,
    /// In code points.
    limit: usize,
    /// What becomes of those in a paste.
    breaks: Breaks,
    /// Nobody typed what stands there, or it was refused: what they type takes its place.
    offered: bool,
}

impl Entry {
    /// An empty entry for a name or a code of at most `limit` code points.
    pub fn new(limit: usize) -> Self {
        Self::of(limit, Breaks::End)
    }

    /// One for words that may have been written in several lines.
    pub fn of_words(limit: usize) -> Self {
        Self::of(limit, Breaks::Blank)
    }

    /// One for a password.
    pub fn of_password(limit: usize) -> Self {
        Self::of(limit, Breaks::Gone)
    }

    fn of(limit: usize, breaks: Breaks) -> Self {
        Self { text: Zeroizing::new(String::with_capacity(limit.saturating_mul(4))), cursor: 0, limit, breaks, offered: false }
    }

    /// Whether there is room for `more`, in the place of what stands there or behind it.
    pub fn has_room_for(&self, more: &str, replaces: bool) -> bool {
        let taken = if replaces || self.offered { 0 } else { self.text.chars().count() };
        taken + in_one_line(more, self.breaks).chars().count() <= self.limit
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// How many graphemes stand in it.
    pub fn length(&self) -> usize {
        self.text.graphemes(true).count()
    }

    /// How many graphemes stand before the cursor.
    pub fn cursor(&self) -> usize {
        self.before().graphemes(true).count()
    }

    /// A copy of the text, wiped like this one.
    pub fn secret(&self) -> Secret {
        Secret::new(self.text.to_string())
    }

    /// Another text instead, as far as there is room for it.
    pub fn fill(&mut self, text: &Secret) {
        self.clear();
        for c in text.expose().chars() {
            self.insert(c);
        }
    }

    /// Another text instead, until something is typed.
    pub fn offer(&mut self, text: &Secret) {
        self.fill(text);
        self.offered = true;
    }

    /// What stands there was refused, and stays to be looked at until something else is typed or pasted.
    pub const fn refuse(&mut self) {
        self.offered = true;
    }

    /// Forgets everything, to the last byte.
    pub fn clear(&mut self) {
        *self = Self::of(self.limit, self.breaks);
    }

    /// Holds `text` from now on, as much of it as there is room for.
    pub fn set(&mut self, text: &str) {
        self.clear();
        for c in text.chars() {
            self.insert(c);
        }
    }

    /// Takes a key or a paste; whether the text changed. Keys that do not edit are not for here.
    pub fn press(&mut self, input: &Input) -> bool {
        self.give_way(input);
        match input {
            Input::Key(Key::Char(c)) => self.insert(*c),
            Input::Paste(text) => {
                let text = in_one_line(text, self.breaks);
                text.chars().map(|c| self.insert(c)).fold(false, |any, done| any | done)
            }
            Input::Key(Key::Backspace) => self.remove(self.left(), self.cursor),
            Input::Key(Key::Delete) => self.remove(self.cursor, self.right()),
            Input::Key(Key::Ctrl('u')) => self.remove(0, self.cursor),
            Input::Key(Key::Left) => self.move_to(self.left()),
            Input::Key(Key::Right) => self.move_to(self.right()),
            Input::Key(Key::Home | Key::Ctrl('a')) => self.move_to(0),
            Input::Key(Key::End | Key::Ctrl('e')) => self.move_to(self.text.len()),
            Input::Key(_) | Input::Click { .. } => false,
        }
    }

    /// What was offered or refused gives way to what is typed; whoever mends it keeps the rest.
    fn give_way(&mut self, input: &Input) {
        match input {
            Input::Key(Key::Char(_)) | Input::Paste(_) if self.offered => self.clear(),
            Input::Key(Key::Backspace | Key::Delete | Key::Ctrl('u')) => self.offered = false,
            Input::Key(_) | Input::Paste(_) | Input::Click { .. } => {}
        }
    }

    fn insert(&mut self, c: char) -> bool {
        if is_steering(c) || self.text.chars().count() >= self.limit {
            return false;
        }
        self.text.insert(self.cursor, c);
        self.cursor += c.len_utf8();
        true
    }

    fn remove(&mut self, from: usize, to: usize) -> bool {
        if from == to {
            return false;
        }
        self.text.replace_range(from..to, "");
        self.cursor = from;
        true
    }

    fn move_to(&mut self, place: usize) -> bool {
        self.cursor = place;
        false
    }

    fn before(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or_default()
    }

    fn left(&self) -> usize {
        self.before().grapheme_indices(true).next_back().map_or(0, |(start, _)| start)
    }

    fn right(&self) -> usize {
        let after = self.text.get(self.cursor..).unwrap_or_default();
        self.cursor + after.graphemes(true).next().map_or(0, str::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str, keys: &[Key]) -> Entry {
        let mut entry = Entry::new(16);
        entry.press(&Input::Paste(text.to_owned().into()));
        for key in keys {
            entry.press(&Input::Key(*key));
        }
        entry
    }

    #[test]
    fn editing_goes_by_grapheme() {
        assert_eq!(typed("zoe\u{308}", &[Key::Backspace]).text(), "zo");
        assert_eq!(typed("abc", &[Key::Left, Key::Left, Key::Char('x')]).text(), "axbc");
        assert_eq!(typed("abc", &[Key::Home, Key::Delete]).text(), "bc");
        assert_eq!(typed("abc", &[Key::Left, Key::Ctrl('u')]).text(), "c");
        assert_eq!(typed("abc", &[Key::Right, Key::Home, Key::Left, Key::Backspace]).text(), "abc");
    }

    #[test]
    fn a_megabyte_fills_the_field_and_no_more() {
        let entry = typed(&"é".repeat(1 << 20), &[]);
        assert_eq!(entry.length(), 16);
        assert_eq!(entry.text.capacity(), 64);
    }

    #[test]
    fn what_steers_a_terminal_is_left_out() {
        assert_eq!(typed("a\u{1b}[2J\u{202e}b\r\n", &[]).text(), "a[2Jb");
    }
}
