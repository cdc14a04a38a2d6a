//! What stands in a field, and the column of the cursor in it.

use std::borrow::Cow;

use ratatui::text::Span;
use unicode_segmentation::UnicodeSegmentation;

use super::wrap::width;
use crate::domain::code::{LONG, is_separator, narrow};
use crate::page::Value;
use crate::render::Ink;
use crate::render::look::Role;

/// Cells of a field's inside: enough for most addresses, and the same on every page.
const INSIDE: usize = 44;

/// A field as it stands on the screen.
pub struct Drawn<'a> {
    pub rows: Vec<Vec<Span<'a>>>,
    /// The row and the column of its cursor.
    pub cursor: (usize, u16),
}

/// The field in at most `room` cells.
pub fn drawn<'a>(value: &'a Value, focused: bool, room: usize, ink: Ink<'_>) -> Drawn<'a> {
    if let Value::Offered { text, cursor } = value {
        return whole(text, *cursor, focused, room.saturating_sub(2), ink);
    }
    let (row, column) = in_a_row(value, focused, room, ink);
    Drawn { rows: vec![row], cursor: (0, column) }
}

fn in_a_row<'a>(value: &'a Value, focused: bool, room: usize, ink: Ink<'_>) -> (Vec<Span<'a>>, u16) {
    let inside = room.saturating_sub(2).min(INSIDE);
    match value {
        Value::Plain { text, cursor } | Value::Words { text, cursor } | Value::Armour { text, cursor } => {
            line(ink.look.glyphs.spell_evenly(text), *cursor, focused, inside, ink)
        }
        Value::Answer { text, cursor, .. }
        | Value::Secret { shown: Some(text), cursor, .. }
        | Value::Offered { text, cursor } => line(Cow::Borrowed(text), *cursor, focused, inside, ink),
        Value::Secret { shown: None, length, cursor } => {
            line(Cow::Owned(ink.look.glyphs.mask.repeat(*length)), *cursor, focused, inside, ink)
        }
        Value::Code { text, cursor, length } if *length < LONG && tiled(text, *length) <= room => {
            tiles(text, *cursor, *length, focused, ink)
        }
        // A tile for each character of a long code would not fit a small window, nor for each that is too many.
        Value::Code { text, cursor, length } if *length < LONG => line(Cow::Borrowed(text), *cursor, focused, inside, ink),
        Value::Code { text, cursor, length } => {
            line(Cow::Borrowed(text), *cursor, focused, inside.min(length + length / 4 + 1), ink)
        }
    }
}

/// All of a text that is to be copied onto paper, in as many rows as it takes, broken behind dashes: each row
/// is a box of its own, so nobody reads a blank where none is.
fn whole<'a>(text: &'a str, cursor: usize, focused: bool, inside: usize, ink: Ink<'_>) -> Drawn<'a> {
    let style = ink.look.style(if focused { Role::Focus } else { Role::Strong });
    let (left, right) = ink.look.field_ends(focused);
    let (mut rows, mut at, mut before) = (Vec::new(), (0, 2), 0);
    for piece in pieces(text, inside.saturating_sub(2)) {
        let length = piece.graphemes(true).count();
        if before <= cursor {
            at = (rows.len(), cells(2 + (cursor - before).min(length)));
        }
        before += length;
        let (left, right) = (format!("{left} "), format!(" {right}"));
        let spans = [Span::styled(left, style), Span::styled(piece, style), Span::styled(right, style)];
        rows.push(spans.to_vec());
    }
    Drawn { rows, cursor: at }
}

/// `text` in pieces of at most `inside` cells, each but the last ending in a dash where there is one.
fn pieces(text: &str, inside: usize) -> Vec<&str> {
    let (mut pieces, mut from, mut to) = (Vec::new(), 0, 0);
    for part in text.split_inclusive('-') {
        if to > from && width(text.get(from..to + part.len()).unwrap_or_default()) > inside {
            pieces.extend(text.get(from..to));
            from = to;
        }
        to += part.len();
    }
    pieces.extend(text.get(from..));
    pieces
}

/// `[text      ]`, as much of the text as keeps the cursor in sight. What is borrowed stays
/// borrowed: a shown password is not copied on its way to the screen.
fn line<'a>(text: Cow<'a, str>, cursor: usize, focused: bool, inside: usize, ink: Ink<'_>) -> (Vec<Span<'a>>, u16) {
    let (from, to, column) = window(&text, cursor, inside);
    let (edge, inner) = if focused { (Role::Focus, Role::Focus) } else { (Role::Surface, Role::Input) };
    let seen = match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(from..to).unwrap_or_default()),
        Cow::Owned(text) => Cow::Owned(text.get(from..to).unwrap_or_default().to_owned()),
    };
    let (left, right) = ink.look.field_ends(focused);
    let blank = " ".repeat(inside.saturating_sub(width(&seen)));
    let spans = vec![
        Span::styled(left, ink.look.style(edge)),
        Span::styled(seen, ink.look.style(inner)),
        Span::styled(blank, ink.look.style(inner)),
        Span::styled(right, ink.look.style(edge)),
    ];
    (spans, cells(column + 1))
}

/// The bytes of `text` to show in `inside` cells, and the cursor's column among them. The cursor
/// may stand behind the last character, so it needs a cell of its own.
fn window(text: &str, cursor: usize, inside: usize) -> (usize, usize, usize) {
    let graphemes: Vec<(usize, &str)> = text.grapheme_indices(true).collect();
    let start = |place: usize| graphemes.get(place).map_or(text.len(), |(at, _)| *at);
    let cells_between = |from: usize, to: usize| width(text.get(start(from)..start(to)).unwrap_or_default());
    let cursor = cursor.min(graphemes.len());
    let first = (0..=cursor).find(|first| cells_between(*first, cursor) < inside).unwrap_or(cursor);
    let last = (cursor..=graphemes.len()).rev().find(|last| cells_between(first, *last) <= inside).unwrap_or(cursor);
    (start(first), start(last), cells_between(first, cursor))
}

/// The cells that [`tiles`] take.
fn tiled(text: &str, length: usize) -> usize {
    let digits = text.chars().filter(|c| !is_separator(*c)).count().max(length);
    digits * 4 - 1 + 2
}

/// A one-time code: a tile for each digit, in two groups. Blanks and dashes may be typed and are not
/// shown, for the tiles do their work.
fn tiles<'a>(text: &str, cursor: usize, length: usize, focused: bool, ink: Ink<'_>) -> (Vec<Span<'a>>, u16) {
    let digits: Vec<char> = text.chars().filter(|c| !is_separator(*c)).map(narrow).collect();
    let before: usize = text.graphemes(true).take(cursor).flat_map(str::chars).filter(|c| !is_separator(*c)).count();
    let style = ink.look.style(if focused { Role::Focus } else { Role::Surface });
    let (left, right) = ink.look.field_ends(focused);
    let (mut spans, mut column, mut at) = (Vec::new(), 0, 1);
    for place in 0..length.max(digits.len()) {
        let space = usize::from(place > 0) + usize::from(place > 0 && place * 2 == length) * 2;
        spans.push(Span::raw(" ".repeat(space)));
        spans.push(Span::styled(format!("{left}{}{right}", digits.get(place).unwrap_or(&' ')), style));
        column += space + 3;
        at = if place == before { column - 2 } else { at };
    }
    (spans, cells(if before >= length.max(digits.len()) { column.saturating_sub(2) } else { at }))
}

fn cells(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}
