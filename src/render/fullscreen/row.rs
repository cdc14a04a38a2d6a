//! One row of a page's body, before anybody knows whether a window shows it.

use ratatui::text::Line;

use crate::page::Focus;

/// One row of the body.
pub struct Row<'a> {
    pub line: Line<'a>,
    /// It belongs to what has the focus.
    pub focused: bool,
    /// What has the focus is filled in from it: it is to be in sight too.
    pub kept: bool,
    /// The column of the hardware cursor, when it stands in this row.
    pub cursor: Option<u16>,
    pub gap: Option<Gap>,
    /// What somebody means who points at it.
    pub item: Option<Focus>,
}

/// A blank row; where rows are scarce the smaller ones go first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    Item,
    Section,
}

impl<'a> Row<'a> {
    pub fn of(line: Line<'a>) -> Self {
        Self { line, focused: false, kept: false, cursor: None, gap: None, item: None }
    }

    pub fn gap(gap: Gap) -> Self {
        Self { gap: Some(gap), ..Self::of(Line::default()) }
    }
}
