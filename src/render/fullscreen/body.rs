//! The part of a page that a window shows: blank rows give way first, then it scrolls.

use ratatui::Frame;
use ratatui::layout::{Position, Rect, Size};

use super::row::{Gap, Row};
use super::sheet::{self, Room};
use super::spots::Spots;
use crate::page::{Page, Sight, Text};
use crate::render::Ink;

/// The rows of a page, and which of them are in sight.
pub struct Body<'a> {
    rows: Vec<Row<'a>>,
    /// Rows above the window.
    offset: usize,
    /// Rows in the window.
    height: usize,
}

impl<'a> Body<'a> {
    pub fn roomy(page: &'a Page, ink: Ink<'_>, width: u16, height: u16) -> Self {
        let mut rows = sheet::rows(page, ink, width, Room::Roomy);
        rows.insert(0, Row::gap(Gap::Section));
        Self::shown(rows, usize::from(height), 0, page.scroll)
    }

    /// Without a frame the last row says how much there is below, when there is.
    pub fn unframed(page: &'a Page, ink: Ink<'_>, size: Size, room: Room) -> Self {
        let mut rows = sheet::rows(page, ink, size.width, room);
        for tighter in [Room::Bare, Room::Barest] {
            if page.picture.is_some() && count_needed(&rows) > usize::from(size.height) {
                rows = sheet::rows(page, ink, size.width, tighter);
            }
        }
        if room == Room::Roomy {
            rows.insert(0, Row::gap(Gap::Section));
        }
        Self::shown(rows, usize::from(size.height), 1, page.scroll)
    }

    fn shown(mut rows: Vec<Row<'a>>, height: usize, for_hint: usize, scroll: Option<u16>) -> Self {
        squeeze(&mut rows, height);
        let height = if rows.len() > height { height.saturating_sub(for_hint) } else { height };
        let offset = offset(&rows, height, scroll.map(usize::from));
        Self { rows, offset, height }
    }

    /// What says how many rows are out of sight, and where.
    pub fn more(&self) -> Option<Text> {
        let Sight { above, below, .. } = self.sight();
        let lines = |id, lines: u16| Text::new(id).with("lines", i64::from(lines));
        match (above, below) {
            (0, 0) => None,
            (0, below) => Some(lines("more-below", below)),
            (above, 0) => Some(lines("more-above", above)),
            (above, below) => Some(Text::new("more-both").with("above", i64::from(above)).with("below", i64::from(below))),
        }
    }

    fn sight(&self) -> Sight {
        let cells = |rows: usize| u16::try_from(rows).unwrap_or(u16::MAX);
        let below = self.rows.len().saturating_sub(self.offset + self.height);
        Sight { above: cells(self.offset), rows: cells(self.height), below: cells(below), lacks_code: false }
    }

    /// Draws the rows in sight; gives the place of the cursor when it is among them.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, spots: &mut Spots) -> Option<Position> {
        let mut cursor = None;
        spots.show(self.sight());
        for (y, row) in (area.y..area.bottom()).zip(self.rows.iter().skip(self.offset).take(self.height)) {
            frame.buffer_mut().set_line(area.x, y, &row.line, area.width);
            spots.add(Rect { y, height: 1, ..area }, row.item);
            cursor = cursor.or(row.cursor.map(|column| Position::new(area.x + column.min(area.width - 1), y)));
        }
        cursor
    }
}

/// Rows that hold something.
fn count_needed(rows: &[Row<'_>]) -> usize {
    rows.iter().filter(|row| row.gap.is_none()).count()
}

/// Takes blank rows out, from the bottom and the smaller ones first, until the rest fits.
fn squeeze(rows: &mut Vec<Row<'_>>, height: usize) {
    for gap in [Gap::Item, Gap::Section] {
        while rows.len() > height {
            let Some(last) = rows.iter().rposition(|row| row.gap == Some(gap)) else { break };
            rows.remove(last);
        }
    }
}

/// Where the visitor scrolled to; before they do, far enough to see all of what has the focus and no further than
/// what they copy into it, but at least the row with the cursor.
fn offset(rows: &[Row<'_>], height: usize, scroll: Option<usize>) -> usize {
    let most = rows.len().saturating_sub(height);
    if let Some(scroll) = scroll {
        return scroll.min(most);
    }
    let first = rows.iter().position(|row| row.focused || row.kept).unwrap_or(0);
    let last = rows.iter().rposition(|row| row.focused).unwrap_or(0);
    let cursor = rows.iter().position(|row| row.cursor.is_some()).unwrap_or(0);
    let whole = (last + 1).saturating_sub(height).min(first);
    whole.max((cursor + 1).saturating_sub(height)).min(most)
}
