//! The text between the two marks of a bracketed paste, made safe and kept short while it comes in.

use zeroize::Zeroizing;

use super::utf8::{Step, Utf8};
use crate::domain::visible::is_steering;
use crate::input::pasted::is_break;

const END: &[u8] = b"\x1b[201~";

/// Code points that a paste may have; the rest is dropped as it comes, never kept.
const LONGEST: usize = 4096;

/// Bytes that a paste has room for at first.
const ROOM: usize = 64;

/// It may be a password: where it grows out of its room, what it leaves behind is wiped. It takes no more room than it
/// needs, for a megabyte holds many pastes of nothing.
#[derive(Debug, Default)]
pub struct Paste {
    text: Zeroizing<String>,
    length: usize,
    utf8: Utf8,
    /// How much of the end mark has been seen.
    matched: usize,
}

impl Paste {
    /// Takes a byte; says whether it was the last of the end mark.
    pub fn take(&mut self, byte: u8) -> bool {
        if END.get(self.matched) == Some(&byte) {
            self.matched += 1;
        } else {
            // What looked like the mark was text; its ESC is none.
            for seen in END.iter().take(std::mem::take(&mut self.matched)) {
                self.keep(*seen);
            }
            self.restart(byte);
        }
        self.matched == END.len()
    }

    pub fn into_text(self) -> Zeroizing<String> {
        self.text
    }

    fn restart(&mut self, byte: u8) {
        if END.first() == Some(&byte) {
            self.matched = 1;
        } else {
            self.keep(byte);
        }
    }

    fn keep(&mut self, byte: u8) {
        match self.utf8.take(byte) {
            Step::Character(c) if (!is_steering(c) || is_break(c)) && self.length < LONGEST => {
                self.push(c);
                self.length += 1;
            }
            Step::Character(_) | Step::Partial => {}
            Step::Broken => self.keep(byte),
        }
    }

    fn push(&mut self, c: char) {
        if self.text.len() + c.len_utf8() > self.text.capacity() {
            let mut wider = Zeroizing::new(String::with_capacity((self.text.capacity() * 2).max(ROOM)));
            wider.push_str(&self.text);
            self.text = wider;
        }
        self.text.push(c);
    }
}
