//! What is typed while a warning stands there: it answers that, and does nothing else.

use zeroize::{Zeroize as _, Zeroizing};

use super::{Remark, Talk};
use crate::domain::time::{Moment, Span};
use crate::input::inputs::Inputs;
use crate::input::{Input, Key};
use crate::page::{Notice, Text};
use crate::render::linear::words;

/// Letters that are kept of what answered a warning: longer than any word for going on.
const LONGEST_WORD: usize = 32;
/// Keys no farther apart are one answer.
const IN_ONE_GO: Span = Span::seconds(2);

/// What keys came to that answered a warning.
struct Taken {
    /// Somebody may miss what they typed.
    is_lost: bool,
    /// Something was begun that has no Enter yet.
    is_begun: bool,
}

impl Talk {
    /// As on a full screen, what answers a warning does nothing else. It is kept for a word that has only begun.
    /// Whoever went on typing their answer does not see that it is gone: they are told before they finish the rest.
    pub(super) fn answer_warning(&mut self, inputs: &[Input], now: Moment) {
        let taken = self.take_answer(inputs);
        self.answering = taken.is_begun.then_some(now);
        if taken.is_lost || may_be_missed(&self.answer) {
            self.tell_not_taken();
        }
    }

    /// Takes out of `inputs` what follows the answer to a warning so soon that it is the rest of it, up to its Enter: it
    /// would be half of what somebody was typing, and a counted try. That it is gone is said again when they are done.
    pub(super) fn finish_answer(&mut self, inputs: &mut Inputs, now: Moment) {
        if self.answering.take().is_none_or(|last| last.until(now) > IN_ONE_GO) {
            return;
        }
        let typed = inputs.as_slice().iter().take_while(|input| is_typed(input)).count();
        let next = inputs.as_slice().get(typed);
        let is_finished = next == Some(&Input::Key(Key::Enter));
        // Any other key is another wish, and stays.
        self.answering = next.is_none().then_some(now);
        let mut rest = Inputs::with_room(inputs.len());
        rest.extend(inputs.by_ref().take(typed + usize::from(is_finished)));
        if self.take_answer(rest.as_slice()).is_lost {
            self.tell_not_taken();
        }
    }

    fn take_answer(&mut self, inputs: &[Input]) -> Taken {
        let mut taken = Taken { is_lost: false, is_begun: false };
        for input in inputs {
            match input {
                Input::Key(Key::Char(c)) => {
                    taken.is_begun |= !c.is_whitespace();
                    self.keep(*c);
                }
                Input::Key(Key::Enter) => {
                    taken = Taken { is_lost: taken.is_lost || may_be_missed(&self.answer), is_begun: false };
                    self.answer.zeroize();
                }
                Input::Paste(text) => {
                    let is_text = may_be_missed(text);
                    text.chars().for_each(|c| self.keep(c));
                    taken = Taken { is_lost: taken.is_lost || is_text, is_begun: taken.is_begun || is_text };
                }
                Input::Key(_) | Input::Click { .. } => {}
            }
        }
        taken
    }

    /// Keeps a letter of what answers a warning, as far as a word can go on.
    fn keep(&mut self, letter: char) {
        if self.answer.chars().count() < LONGEST_WORD {
            self.answer.push(letter);
        }
    }

    pub(super) fn tell_not_taken(&mut self) {
        self.remarks.push(Remark::Notice(Notice::plain(Text::new("linear-not-taken"))));
    }
}

/// Room for what answers a warning. It may be the rest of a secret, so it never grows and leaves no copy behind.
pub(super) fn room_for_a_word() -> Zeroizing<String> {
    Zeroizing::new(String::with_capacity(LONGEST_WORD * 4))
}

/// Whether `line` goes on with what was `begun` at a warning and not taken, however long somebody paused: half of it is
/// not what they meant. Who heard that it was not taken begins it anew, or with a word; and a single letter was any key.
pub(super) fn is_rest_of(begun: &str, line: &str) -> bool {
    let begun = begun.trim();
    begun.chars().count() > 1 && !line.trim_start().starts_with(begun) && !line.starts_with('/')
}

/// Whether `typed` was more than an answer to a warning.
fn may_be_missed(typed: &str) -> bool {
    !typed.trim().is_empty() && !words::goes_on(typed)
}

/// Whether `input` belongs to a line that somebody types.
const fn is_typed(input: &Input) -> bool {
    matches!(input, Input::Key(Key::Char(_) | Key::Backspace) | Input::Paste(_))
}
