//! Where on the window each item of a page stands, noted while it is drawn: so whoever points at something means
//! what they see.

use ratatui::layout::{Position, Rect};

use crate::page::Focus;

/// The spots of one drawing.
#[derive(Clone, Debug, Default)]
pub struct Spots(Vec<(Rect, Focus)>);

impl Spots {
    /// The item that stands on a cell.
    pub fn at(&self, column: u16, row: u16) -> Option<Focus> {
        self.0.iter().find(|(area, _)| area.contains(Position::new(column, row))).map(|(_, item)| *item)
    }

    pub(super) fn add(&mut self, area: Rect, item: Option<Focus>) {
        self.0.extend(item.map(|item| (area, item)));
    }
}
