//! What somebody means who points at the window: the item that they see there.

use crate::domain::time::{Moment, Span};
use crate::flow::event::Event;
use crate::input::{Input, Key};
use crate::page::{PageId, Sight};
use crate::render::fullscreen::Spots;

/// Within this a second click belongs to the first: many click twice where once is enough, and the second is
/// not for whatever the first brought up.
const TWICE: Span = Span::from_millis(400);

/// Where the items of the page stand, and since when it is there.
pub struct Pointer {
    spots: Spots,
    since: Moment,
}

impl Pointer {
    pub fn new(now: Moment) -> Self {
        Self { spots: Spots::default(), since: now }
    }

    /// Another page is shown from `now` on.
    pub const fn turn(&mut self, now: Moment) {
        self.since = now;
    }

    /// The page was drawn.
    pub fn see(&mut self, spots: Spots) {
        self.spots = spots;
    }

    /// How much of it that showed.
    pub const fn sight(&self) -> Sight {
        self.spots.sight()
    }

    /// What a click on a cell of the page `shown` is at `now`, if anything. Beside everything it shows that somebody
    /// is there.
    pub fn meaning(&self, column: u16, row: u16, shown: Option<PageId>, now: Moment) -> Option<Event> {
        if now < self.since + TWICE {
            return None;
        }
        Some(match (self.spots.at(column, row), shown) {
            (Some(item), Some(page)) => Event::Point { page, item },
            (None, _) | (_, None) => Event::Input(Input::Key(Key::Other)),
        })
    }
}
