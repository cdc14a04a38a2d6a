//! Where the panels stand: right of the page in a wide window, and over it in any other.

use ratatui::layout::Rect;

use super::card;

/// From this many columns on, inbox and phone stand beside the page.
const WIDE: u16 = 120;
/// The page's share of a wide window.
pub(super) const PAGE: u16 = 80;
/// The window that a page takes at most, and the smallest in which it has an edge.
const STAGE: (u16, u16) = (80, 24);
const FRAMED: (u16, u16) = (60, 18);
/// Longer lines are not easier to read.
const WIDEST: u16 = 60;

pub(super) const fn is_wide(whole: Rect) -> bool {
    whole.width >= WIDE
}

/// Whether a page of this size has an edge of its own.
pub(super) const fn is_framed(room: Rect) -> bool {
    room.width >= FRAMED.0 && room.height >= FRAMED.1
}

/// What a wide window has left beside the page.
pub(super) fn right_of(room: Rect, whole: Rect) -> Rect {
    let width = (whole.width - room.width - 1).min(WIDEST);
    Rect { x: room.right(), width, y: whole.y + 1, height: whole.height - 2 }
}

/// Where a card lies over the page: on the page's own card and action row, or on all of a small window.
pub(super) fn over(room: Rect) -> Rect {
    if !is_framed(room) {
        return room;
    }
    let (width, height) = (room.width.min(STAGE.0) - 2, room.height.min(STAGE.1) - 2);
    Rect { x: room.x + (room.width - width) / 2, y: room.y + (room.height - height) / 2, width, height }
}

/// The columns for text on a card over the page.
pub(super) fn inside(room: Rect) -> u16 {
    over(room).width - card::EDGES.0
}

pub(super) fn split(area: Rect, top: u16) -> [Rect; 2] {
    let top = top.min(area.height / 2);
    [Rect { height: top, ..area }, Rect { y: area.y + top, height: area.height - top, ..area }]
}
