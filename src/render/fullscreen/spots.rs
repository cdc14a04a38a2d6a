//! Where on the window each item of a page stands, noted while it is drawn: so whoever points at something means
//! what they see.

use ratatui::layout::{Position, Rect};

use crate::page::{Focus, Sight};

/// The spots of one drawing, and how much of the page is among them.
#[derive(Clone, Debug, Default)]
pub struct Spots {
    items: Vec<(Rect, Focus)>,
    sight: Sight,
}

impl Spots {
    /// The item that stands on a cell.
    pub fn at(&self, column: u16, row: u16) -> Option<Focus> {
        self.items.iter().find(|(area, _)| area.contains(Position::new(column, row))).map(|(_, item)| *item)
    }

    pub const fn sight(&self) -> Sight {
        self.sight
    }

    pub(super) const fn show(&mut self, sight: Sight) {
        self.sight = sight;
    }

    /// There is no room for the page's code for cameras.
    pub(super) const fn lack_code(&mut self) {
        self.sight.lacks_code = true;
    }

    pub(super) fn add(&mut self, area: Rect, item: Option<Focus>) {
        self.items.extend(item.map(|item| (area, item)));
    }
}
