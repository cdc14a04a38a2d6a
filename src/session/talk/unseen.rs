//! What is typed where nobody sees it: how much of it came, that it is also a word, and what is new typed twice.

use super::{Remark, Talk};
use crate::domain::proof::answers::{Form, normal};
use crate::domain::secret::Secret;
use crate::flow::event::Event;
use crate::input::line::Echo;
use crate::page::{Focus, Notice, Page, PageId, Text, Value};
use crate::render::Ink;
use crate::render::linear::Prompt;

/// Something new, after it was typed the first time.
pub(super) struct Once {
    typed: Secret,
    /// Whether it will do is known, and it was asked for again.
    is_judged: bool,
}

impl Talk {
    /// What follows `text` if it has to be typed once more: nobody can tell a slip in something new that they do not
    /// see. What will not do is found out before that, so that nobody types it twice for nothing.
    pub(super) fn first_of_two(&mut self, place: usize, text: &str, page: &Page) -> Option<Vec<Event>> {
        let is_new = matches!(page.fields.get(place).map(|field| &field.value), Some(Value::Answer { is_new: true, .. }));
        if !is_new || !self.medium.is_terminal() {
            return None;
        }
        match self.once.take() {
            Some(once) if is_the_same(once.typed.expose(), text) => None,
            Some(_) => {
                self.remarks.push(Remark::Notice(Notice::error(Text::new("linear-unlike"))));
                Some(vec![])
            }
            None => {
                self.once = Some(Once { typed: Secret::new(text.to_owned()), is_judged: false });
                Some(self.tried(vec![Event::Judge(Secret::new(text.to_owned()))]))
            }
        }
    }

    /// Asks once more for what was typed the first time, unless `page` says what is wrong with it.
    pub(super) fn ask_once_more(&mut self, page: &Page, prompt: Prompt) {
        let Focus::Field(place) = prompt.asks else { return };
        if self.asked != Some(prompt) {
            return;
        }
        let is_refused = page.fields.get(place).is_some_and(|field| field.error.is_some());
        match &mut self.once {
            Some(once) if !once.is_judged && is_refused => self.once = None,
            Some(once) if !once.is_judged => {
                once.is_judged = true;
                self.remarks.push(Remark::Notice(Notice::plain(Text::new("linear-once-more"))));
            }
            Some(_) | None => {}
        }
    }

    /// That a line is begun already, where it is asked for again and nobody sees it.
    pub(super) fn begun_unseen(&self, page: &Page, prompt: Prompt, ink: Ink<'_>) -> Option<String> {
        let is_unseen = prompt.echo == Echo::Hidden && self.medium.is_terminal();
        let is_begun = is_unseen && !page.unsettled && !self.draft.is_empty();
        is_begun.then(|| ink.say(&Text::new("linear-begun")))
    }

    /// Asks whether `text` is a word or the answer, where it would be sent to somebody. The same again is the answer.
    pub(super) fn asks_which(&mut self, text: &str, place: usize, page: &Page) -> bool {
        let is_last = page.id == PageId::HelpRequest && place + 1 == page.fields.len();
        if !is_last || self.doubted.take().is_some_and(|doubted| doubted == text) {
            return false;
        }
        self.doubted = Some(text.to_owned());
        let which = Text::new("linear-word-or-answer").with("word", text.trim());
        self.remarks.push(Remark::Notice(Notice::plain(which)));
        true
    }

    /// Says that a word was taken for an answer. One that nobody saw is not said aloud, and of one that was there
    /// before nothing is said: whoever looks on would know it for one of a few dozen.
    pub(super) fn tell_taken(&mut self, text: &str, place: usize, page: &Page) {
        let taken = match page.fields.get(place).map(|field| &field.value) {
            Some(Value::Plain { .. } | Value::Words { .. } | Value::Armour { .. } | Value::Code { .. }) | None => {
                Text::new("linear-taken").with("word", text.trim())
            }
            Some(value) if is_chosen(value, page) => Text::new("linear-taken-hidden"),
            Some(Value::Answer { .. } | Value::Secret { .. } | Value::Offered { .. }) => return,
        };
        self.remarks.push(Remark::Notice(Notice::plain(taken)));
    }

    /// Says how much came of what was typed unseen: silence would be taken for a broken keyboard.
    pub(super) fn tell_unseen(&mut self, place: usize, text: &str, page: &Page) {
        match page.fields.get(place).map(|field| &field.value) {
            Some(Value::Secret { .. } | Value::Offered { .. }) if is_measured(place, page) => self.telling.forget_strength(),
            Some(Value::Secret { .. } | Value::Answer { .. } | Value::Offered { .. }) => {}
            Some(Value::Plain { .. } | Value::Words { .. } | Value::Armour { .. } | Value::Code { .. }) | None => return,
        }
        if self.medium.is_terminal() {
            let count = Text::new("linear-characters").with("count", text.chars().count());
            self.remarks.push(Remark::Notice(Notice::plain(count)));
        }
    }
}

/// Whether `one` and `other` are the same answer in every form in which answers are compared.
fn is_the_same(one: &str, other: &str) -> bool {
    normal(one, Form::V1).matches(&normal(other, Form::V1))
}

/// Whether what belongs into the field of `value` is made up here and now.
fn is_chosen(value: &Value, page: &Page) -> bool {
    match value {
        Value::Answer { is_new, .. } => *is_new,
        Value::Secret { .. } => page.id == PageId::NewPassword,
        Value::Offered { .. } => true,
        Value::Plain { .. } | Value::Words { .. } | Value::Armour { .. } | Value::Code { .. } => false,
    }
}

/// Whether the field at `place` is the one whose strength the page tells, and not its repetition.
fn is_measured(place: usize, page: &Page) -> bool {
    page.fields.iter().position(|field| matches!(field.value, Value::Secret { .. } | Value::Offered { .. })) == Some(place)
}
