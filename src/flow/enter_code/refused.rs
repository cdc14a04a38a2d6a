//! Why a code is refused, and what is true of that at the moment it is read.

use super::super::digits;
use super::EnterCode;
use crate::domain::code::Form;
use crate::domain::outcome::WrongAnswer;
use crate::domain::time::Moment;
use crate::page::{Arg, Text};

/// The code is used up or too old.
pub(super) const DEAD: &str = "code-dead";
/// The same, for what was typed was wrong, and the last that could be tried.
const WRONG_DEAD: &str = "code-wrong-dead";
/// Too many short ones were wrong.
pub(super) const NEEDS_LONG: &str = "code-needs-long";

impl EnterCode {
    /// That the code is dead.
    pub(super) fn dead(&self, now: Moment) -> Text {
        self.true_now(Text::new(DEAD), now)
    }

    /// `error` with the time from which another code can be asked for, where that is not now.
    pub(super) fn true_now(&self, error: Text, now: Moment) -> Text {
        match error.id {
            _ if now >= self.challenge.resend_from => error,
            DEAD => self.waiting("code-dead-wait", now),
            WRONG_DEAD => self.waiting("code-wrong-dead-wait", now),
            NEEDS_LONG => self.waiting("code-needs-long-wait", now),
            _ => error,
        }
    }

    fn waiting(&self, id: &'static str, now: Moment) -> Text {
        Text::new(id).with("until", Arg::end(self.challenge.resend_from, now))
    }

    /// What is wrong with something that cannot be a code of `length` characters.
    pub(super) fn slip(&self, length: usize) -> Text {
        match (self.challenge.form, self.desk.holds_too_much(length)) {
            (Form::Short, _) => digits::slip(self.desk.form.text(0), length),
            (Form::Long, false) => Text::new("code-empty-long").with("digits", length),
            (Form::Long, true) => Text::new("code-too-long-long").with("digits", length),
        }
    }
}

/// Why what was typed is refused, with so many `tries` left.
pub(super) fn refusal(why: WrongAnswer, tries: i64) -> Text {
    match why {
        WrongAnswer::OlderCode { current } if tries > 0 => {
            Text::new("code-older").with("tag", current.letter().to_string()).with("tries", tries)
        }
        WrongAnswer::NeedsLong => Text::new(NEEDS_LONG),
        WrongAnswer::Code | WrongAnswer::Spent | WrongAnswer::Signature(_) if tries > 0 => {
            Text::new("code-wrong").with("tries", tries)
        }
        WrongAnswer::Code | WrongAnswer::Spent | WrongAnswer::Signature(_) | WrongAnswer::OlderCode { .. } => {
            Text::new(WRONG_DEAD)
        }
        WrongAnswer::Dead => Text::new(DEAD),
    }
}
