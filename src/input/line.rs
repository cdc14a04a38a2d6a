//! A line that somebody types where nothing is drawn: on a terminal that leaves the echo to us, or through
//! a pipe. Pure: keys go in, and what the terminal shall show of them comes out.
//!
//! The terminal's own line editing is not used. It cannot turn off its echo for one question without a
//! moment in which a key typed too early is shown, does not know a letter with its marks, and gives no key
//! to whoever does not press Enter.

#[cfg(test)]
mod tests;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;
use zeroize::Zeroizing;

use super::{Input, Key};

/// Code points of the longest line: more than any field takes, but for one of many lines. A longer one is refused whole, for half of a
/// password or an address would be another one.
pub const LONGEST: usize = 1024;

/// Takes the letter before the cursor off the screen.
const RUB_OUT: &str = "\u{8} \u{8}";

/// What a terminal shows of a line while it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Echo {
    Shown,
    /// A secret, or a pipe: whoever feeds one sees their own input.
    Hidden,
}

/// What a key came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Typed {
    /// The line has another letter, or one fewer, or the key means nothing.
    Nothing,
    /// The line is finished.
    Line(Zeroizing<String>),
    /// The line is finished, and nothing was kept of it.
    TooLong,
    /// A key that edits nothing.
    Key(Key),
}

/// The line as far as it is typed. Wiped when dropped; it never grows past its room, so no copy of a secret
/// is left behind by a moved buffer.
pub struct Draft {
    text: Zeroizing<String>,
    letters: usize,
    too_long: bool,
    /// In code points.
    room: usize,
}

impl Default for Draft {
    fn default() -> Self {
        Self::with_room(LONGEST)
    }
}

impl Draft {
    /// A line of at most `room` code points.
    pub fn with_room(room: usize) -> Self {
        Self { text: Zeroizing::new(String::with_capacity(room.saturating_mul(4))), letters: 0, too_long: false, room }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && !self.too_long
    }

    /// Whether more was typed than there is room for.
    pub const fn is_too_long(&self) -> bool {
        self.too_long
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Self::with_room(self.room);
    }

    /// Forgets everything, on the terminal too.
    pub fn rub_out(&mut self, echo: Echo, shown: &mut String) {
        self.keep(Some(0), echo, shown);
    }

    /// Takes `text` as if it had been typed; what the terminal shall show of it.
    pub fn put(&mut self, text: &str, echo: Echo) -> String {
        let mut shown = String::new();
        for c in text.chars() {
            self.insert(c, echo, &mut shown);
        }
        shown
    }

    /// Takes a key or a paste, which never finishes a line. What the terminal shall show of it is put to `shown`.
    pub fn press(&mut self, input: &Input, echo: Echo, shown: &mut String) -> Typed {
        match input {
            Input::Key(Key::Enter) => return self.finish(),
            Input::Key(Key::Char(c)) => self.insert(*c, echo, shown),
            Input::Paste(text) => shown.push_str(&self.put(text, echo)),
            Input::Key(Key::Backspace) => self.keep(self.text.grapheme_indices(true).next_back().map(|(at, _)| at), echo, shown),
            Input::Key(Key::Ctrl('u')) => self.rub_out(echo, shown),
            Input::Key(Key::Ctrl('w')) => self.keep(Some(start_of_last_word(&self.text)), echo, shown),
            Input::Key(key) => return Typed::Key(*key),
            // There is nothing to point at.
            Input::Click { .. } => {}
        }
        Typed::Nothing
    }

    fn insert(&mut self, c: char, echo: Echo, shown: &mut String) {
        if self.letters >= self.room {
            self.too_long = true;
            return;
        }
        self.text.push(c);
        self.letters += 1;
        if echo == Echo::Shown {
            shown.push(c);
        }
    }

    fn finish(&mut self) -> Typed {
        let draft = std::mem::replace(self, Self::with_room(self.room));
        if draft.too_long { Typed::TooLong } else { Typed::Line(draft.text) }
    }

    /// Keeps the line up to `end`; all of it when there is none. Where it went over more than one row of the
    /// window, the rows above keep what stood there: nothing that was said is taken back.
    fn keep(&mut self, end: Option<usize>, echo: Echo, shown: &mut String) {
        let end = end.unwrap_or(self.text.len());
        let gone = self.text.get(end..).unwrap_or_default();
        if echo == Echo::Shown {
            shown.push_str(&RUB_OUT.repeat(gone.width()));
        }
        self.letters -= gone.chars().count();
        self.text.truncate(end);
        self.too_long = false;
    }
}

fn start_of_last_word(text: &str) -> usize {
    text.trim_end().rfind(' ').map_or(0, |blank| blank + 1)
}
