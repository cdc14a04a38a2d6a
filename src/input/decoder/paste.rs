//! The text between the two marks of a bracketed paste, made safe and kept short while it comes in.

use zeroize::Zeroizing;

use super::utf8::{Step, Utf8};
use crate::domain::visible::is_steering;
use crate::input::pasted::is_break;

const END: &[u8] = b"\x1b[201~";

/// Code points that a paste may have; the rest is dropped as it comes, never kept.
const LONGEST: usize = 4096;

/// It may be a password: it never grows past its room, so no copy is left behind by a moved buffer.
#[derive(Debug)]
pub struct Paste {
    text: Zeroizing<String>,
    length: usize,
    utf8: Utf8,
    /// How much of the end mark has been seen.
    matched: usize,
}

impl Default for Paste {
    fn default() -> Self {
        Self { text: Zeroizing::new(String::with_capacity(LONGEST * 4)), length: 0, utf8: Utf8::default(), matched: 0 }
    }
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
                self.text.push(c);
                self.length += 1;
            }
            Step::Character(_) | Step::Partial => {}
            Step::Broken => self.keep(byte),
        }
    }
}
