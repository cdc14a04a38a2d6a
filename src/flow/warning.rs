//! `idle-warning`: nobody pressed a key for long, or the time of a visit is nearly used up. It covers the page, and
//! shows nothing of the visit to whoever comes along.

use super::pace::Behind;
use crate::domain::time::{Moment, Span};
use crate::input::{Input, Key};
use crate::page::{Action, Notice, Page, PageId, Text};

/// Keys no farther apart are one answer.
const IN_ONE_GO: Span = Span::seconds(2);

/// What was typed since a warning came up: its first letter answers that, and what goes on behind it would be half of
/// what somebody was typing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Answer {
    /// When its last letter came, until its Enter.
    last: Option<Moment>,
    is_lost: bool,
}

impl Answer {
    /// Takes an `input` that came while a warning was there or not; whether it is the rest of an answer, and nothing else.
    /// Outside a field nothing can be halved.
    pub fn hear(&mut self, input: &Input, is_warned: bool, is_in_field: bool, now: Moment) -> bool {
        let goes_on = self.last.take().is_some_and(|last| last.until(now) <= IN_ONE_GO);
        let is_text = match input {
            Input::Key(Key::Char(c)) => goes_on || !c.is_whitespace(),
            Input::Paste(_) => true,
            Input::Key(_) | Input::Click { .. } => false,
        };
        let is_rest = goes_on && is_in_field && (is_text || *input == Input::Key(Key::Enter));
        self.is_lost = is_rest && !is_warned;
        self.last = (is_in_field && is_text && (is_warned || is_rest)).then_some(now);
        self.is_lost
    }

    /// That something was not taken.
    pub fn lost(&self) -> Option<Notice> {
        self.is_lost.then(|| Notice::plain(Text::new("idle-not-taken")))
    }
}

/// Nobody is there any more, it seems.
pub fn idle(now: Moment, until: Moment) -> Page {
    let lead = Text::new("idle-lead").with("seconds", now.until(until).whole_seconds());
    warning(vec![lead], Action::MoreTime, now, until)
}

/// The end of a visit, and what there is behind it.
pub fn time_up(now: Moment, until: Moment, behind: Behind) -> Page {
    let counted = |id| Text::new(id).with("seconds", now.until(until).whole_seconds());
    let (title, lead, action) = match behind {
        Behind::More(more) => {
            let more = Text::new("time-up-more").with("minutes", more.whole_minutes());
            ("time-up-title", vec![counted("time-up-lead"), more], Action::MoreTime)
        }
        Behind::Another => ("time-up-title", vec![counted("time-up-last")], Action::KeepGoing),
        Behind::Nothing => ("closing-title", vec![counted("closing-lead"), Text::new("closing-finish")], Action::KeepGoing),
    };
    Page { title: Text::new(title), ..warning(lead, action, now, until) }
}

/// A warning with the seconds that are left, of which plain text tells some.
fn warning(lead: Vec<Text>, action: Action, now: Moment, until: Moment) -> Page {
    let left = Some(now.until(until).whole_seconds());
    Page { lead, actions: vec![action], left, ..Page::new(PageId::IdleWarning) }
}
