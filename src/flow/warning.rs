//! `idle-warning`: nobody pressed a key for long, or the time of a visit is nearly used up. It covers the page, and
//! shows nothing of the visit to whoever comes along.

use crate::domain::time::{Moment, Span};
use crate::page::{Action, Page, PageId, Text};

/// Nobody is there any more, it seems.
pub fn idle(now: Moment, until: Moment) -> Page {
    let lead = Text::new("idle-lead").with("seconds", now.until(until).whole_seconds());
    warning(vec![lead], Action::MoreTime, now, until)
}

/// The end of a visit; `more` is what a key adds, while it still does.
pub fn time_up(now: Moment, until: Moment, more: Option<Span>) -> Page {
    let seconds = now.until(until).whole_seconds();
    let (lead, action) = match more {
        Some(more) => {
            let more = Text::new("time-up-more").with("minutes", more.whole_minutes());
            (vec![Text::new("time-up-lead").with("seconds", seconds), more], Action::MoreTime)
        }
        None => (vec![Text::new("time-up-last").with("seconds", seconds)], Action::KeepGoing),
    };
    warning(lead, action, now, until)
}

/// A warning with the seconds that are left, of which plain text tells some.
fn warning(lead: Vec<Text>, action: Action, now: Moment, until: Moment) -> Page {
    let left = Some(now.until(until).whole_seconds());
    Page { lead, actions: vec![action], left, ..Page::new(PageId::IdleWarning) }
}
