//! A page with a code for cameras: the code to the right of the words where there is room for both,
//! below them otherwise, and the words alone where there is none; or the code alone, for whoever asked for that.

use std::borrow::Cow;

use ratatui::layout::{Position, Rect, Size};

use super::qr::{Drawing, Grain};
use super::{SMALLEST, STAGE};
use crate::page::{Action, Page, Text};
use crate::render::look::{GlyphSet, Look};

/// The fewest columns in which words can be read beside a code: what the largest code that is drawn in
/// half blocks leaves of 80.
const NARROWEST: u16 = 34;
/// The most that words take there.
const WIDEST: u16 = 46;

/// Where the words go, and where the code does.
pub struct Placed {
    pub words: Rect,
    pub drawing: Drawing,
    pub grain: Grain,
    pub code: Position,
}

/// Finds room for the code of `page`; nothing where it has none, or there is no room.
pub fn place(page: &Page, look: &Look, area: Rect) -> Option<Placed> {
    let drawing = Drawing::of(page.qr.as_ref()?, look)?;
    let (words, grain, code) = grains(look.glyphs.set).iter().find_map(|grain| {
        let (words, code) = to_the_right(drawing.size(*grain), area).or_else(|| below(drawing.size(*grain), area))?;
        Some((words, *grain, code))
    })?;
    Some(Placed { words, drawing, grain, code })
}

/// Whether `page` has a code for which there is no room, even alone.
pub fn lacks_code(page: &Page, look: &Look, area: Rect) -> bool {
    let fits = |drawing: Drawing| grains(look.glyphs.set).iter().any(|grain| fits(drawing.size(*grain), area));
    page.qr.as_ref().is_some_and(|qr| !Drawing::of(qr, look).is_some_and(fits))
}

/// `page` without the way to see its code alone, and with no word of a picture. The visit takes that way away too once
/// it knows what was drawn.
pub fn without_way_to_code(page: &Page) -> Cow<'_, Page> {
    let mut page = page.clone();
    for text in page.lead.iter_mut().filter(|text| text.id == "add-app-lead") {
        text.id = "add-app-lead-key";
    }
    page.actions.retain(|action| *action != Action::ShowPicture);
    Cow::Owned(page)
}

/// `page` with the words on how to see its code alone at its field, where it has some.
pub fn with_way_to_code(page: &Page) -> Cow<'_, Page> {
    let Some(how) = page.qr.as_ref().and_then(|qr| qr.how.as_ref()) else { return Cow::Borrowed(page) };
    let mut page = page.clone();
    page.fields.iter_mut().take(1).for_each(|field| field.hint = Some(how.clone()));
    Cow::Owned(page)
}

const fn fits(size: Size, area: Rect) -> bool {
    size.width <= area.width && size.height <= area.height
}

/// A code that nothing stands beside.
pub struct Alone<'p> {
    pub drawing: Drawing,
    pub grain: Grain,
    pub code: Position,
    /// What is said below it, and in which row; none where the code takes them all.
    pub below: Option<(&'p Text, u16)>,
}

/// Finds room for the code of `page` where that is all that is to be seen. Larger is easier to read for cameras, and
/// blanks leave no gaps.
pub fn alone<'p>(page: &'p Page, look: &Look, area: Rect) -> Option<Alone<'p>> {
    let qr = page.qr.as_ref()?;
    let (below, drawing) = (qr.alone.as_ref()?, Drawing::of(qr, look)?);
    let sizes = grains(look.glyphs.set).iter().rev().map(|grain| (*grain, drawing.size(*grain)));
    let mut fitting = sizes.into_iter().filter(|(_, size)| fits(*size, area)).collect::<Vec<_>>();
    // A smaller one that leaves a row to say how to go back is better than the largest.
    fitting.sort_by_key(|(_, size)| size.height == area.height);
    let (grain, size) = fitting.into_iter().next()?;
    let code = Position::new(area.x + (area.width - size.width) / 2, area.y + (area.height - size.height) / 2);
    let row = code.y + size.height;
    Some(Alone { drawing, grain, code, below: (row < area.bottom()).then_some((below, row)) })
}

/// The larger grain needs no sign that a font may lack: not even a console's.
const fn grains(set: GlyphSet) -> &'static [Grain] {
    match set {
        GlyphSet::Ascii | GlyphSet::Vt => &[Grain::Blank],
        GlyphSet::Unicode => &[Grain::Half, Grain::Blank],
    }
}

fn to_the_right(size: Size, area: Rect) -> Option<(Rect, Position)> {
    let left =
        area.width.checked_sub(size.width + 1).filter(|left| *left >= NARROWEST && area.height >= size.height)?.min(WIDEST);
    let (width, height) = (left + 1 + size.width, size.height.max(STAGE.1).min(area.height));
    let (x, y) = (area.x + (area.width - width) / 2, area.y + (area.height - height) / 2);
    let code = Position::new(x + left + 1, y + (height - size.height) / 2);
    Some((Rect::new(x, y, left, height), code))
}

fn below(size: Size, area: Rect) -> Option<(Rect, Position)> {
    let above = area.height.checked_sub(size.height).filter(|above| *above >= SMALLEST.1 && area.width >= size.width)?;
    let width = area.width.min(STAGE.0);
    let words = Rect::new(area.x + (area.width - width) / 2, area.y, width, above.min(STAGE.1));
    Some((words, Position::new(area.x + (area.width - size.width) / 2, words.bottom())))
}
