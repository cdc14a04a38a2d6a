//! What is typed while a warning stands there: it answers that, and does nothing else.

use zeroize::{Zeroize as _, Zeroizing};

use super::{Remark, Talk};
use crate::input::{Input, Key};
use crate::page::{Notice, Text};
use crate::render::linear::words;

/// Letters that are kept of what answered a warning: longer than any word for going on.
const LONGEST_WORD: usize = 32;

impl Talk {
    /// As on a full screen, what answers a warning does nothing else. It is kept for a word that has only begun.
    /// Whoever went on typing their answer does not see that it is gone: they are told before they finish the rest.
    pub(super) fn answer_warning(&mut self, inputs: &[Input]) {
        let mut is_lost = false;
        for input in inputs {
            match input {
                Input::Key(Key::Char(c)) if self.answer.chars().count() < LONGEST_WORD => self.answer.push(*c),
                Input::Key(Key::Enter) => {
                    is_lost |= may_be_missed(&self.answer);
                    self.answer.zeroize();
                }
                Input::Paste(text) => is_lost |= may_be_missed(text),
                Input::Key(_) | Input::Click { .. } => {}
            }
        }
        if is_lost || may_be_missed(&self.answer) {
            self.remarks.push(Remark::Notice(Notice::plain(Text::new("linear-not-taken"))));
        }
    }
}

/// Room for what answers a warning. It may be the rest of a secret, so it never grows and leaves no copy behind.
pub(super) fn room_for_a_word() -> Zeroizing<String> {
    Zeroizing::new(String::with_capacity(LONGEST_WORD * 4))
}

/// Whether `typed` was more than an answer to a warning.
fn may_be_missed(typed: &str) -> bool {
    !typed.trim().is_empty() && !words::goes_on(typed)
}
