//! A page over a whole window, drawn with ratatui: what the page says in the middle, what can be
//! done at the bottom, and the hardware cursor on what has the focus, because that is what screen
//! readers and Braille lines follow.

mod actions;
mod beside;
mod body;
mod field;
mod picture;
mod qr;
mod row;
mod sheet;
mod spots;
#[cfg(test)]
mod tests;
pub mod wrap;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Block;

use self::body::Body;
use self::sheet::Room;
pub use self::spots::Spots;
use super::look::{Look, Role};
use super::{House, Ink};
use crate::domain::account::Language;
use crate::page::{Focus, Page, PageId, Text};

/// What every page is complete in. A larger window gets more air around it, not longer lines.
const STAGE: (u16, u16) = (80, 24);
/// Below this a page has no frame and starts with what matters most.
const FRAMED: (u16, u16) = (60, 18);
/// Below this no page can be used.
const SMALLEST: (u16, u16) = (40, 12);
/// Below this there is room for one line.
const ONE_LINE: (u16, u16) = (20, 8);

/// Whether a page can be used in a window of this many columns and rows.
pub const fn fits(columns: u16, rows: u16) -> bool {
    columns >= SMALLEST.0 && rows >= SMALLEST.1
}

/// Draws `page` into `area`; where its items stand now.
pub fn draw(page: &Page, language: Language, house: &House, look: &Look, frame: &mut Frame<'_>, area: Rect) -> Spots {
    let mut spots = Spots::default();
    let lacks_code = beside::lacks_code(page, look, area);
    let page = &*if lacks_code { beside::without_way_to_code(page) } else { beside::with_way_to_code(page) };
    let ink = Ink { language, zone: &house.zone, look };
    let has = |(columns, rows): (u16, u16)| area.width >= columns && area.height >= rows;
    frame.buffer_mut().set_style(area, look.style(Role::Plain));
    if let Some(alone) = beside::alone(page, look, area) {
        // Whoever points anywhere means to go back, as with any key.
        spots.add(area, Some(Focus::Field(0)));
        camera_only(&alone, ink, frame, area);
    } else if let Some(placed) = beside::place(page, look, area).filter(|_| has(SMALLEST)) {
        column(page, ink, frame, placed.words, Room::Roomy, &mut spots);
        placed.drawing.draw(placed.grain, placed.code, frame);
    } else if page.command.is_some() && has(FRAMED) {
        // What is marked with a mouse goes from one side of the window to the other: nothing stands there but the command.
        column(page, ink, frame, middle(area), Room::Roomy, &mut spots);
    } else if has(FRAMED) {
        framed(page, &house.name, ink, frame, middle(area), &mut spots);
    } else if has(SMALLEST) {
        column(page, ink, frame, area, Room::Scarce, &mut spots);
    } else {
        too_small(ink, frame, area, has(ONE_LINE));
    }
    if lacks_code {
        spots.lack_code();
    }
    spots
}

fn middle(area: Rect) -> Rect {
    let (width, height) = (area.width.min(STAGE.0), area.height.min(STAGE.1));
    Rect::new(area.x + (area.width - width) / 2, area.y + (area.height - height) / 2, width, height)
}

/// A code for cameras, with a line below it where there is a row left.
fn camera_only(alone: &beside::Alone<'_>, ink: Ink<'_>, frame: &mut Frame<'_>, area: Rect) {
    alone.drawing.draw(alone.grain, alone.code, frame);
    let Some((below, y)) = alone.below else { return };
    let line = Line::styled(ink.say(below), ink.look.style(Role::Strong));
    let x = area.x + area.width.saturating_sub(u16::try_from(line.width()).unwrap_or(area.width)) / 2;
    frame.buffer_mut().set_line(x, y, &line, area.right().saturating_sub(x));
    frame.set_cursor_position(Position::new(x, y));
}

/// The organisation, a card with the page, and the action row below it.
fn framed(page: &Page, organisation: &str, ink: Ink<'_>, frame: &mut Frame<'_>, area: Rect, spots: &mut Spots) {
    let row = actions::rows(page, ink, area.width - 4);
    let card = Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 - row.height() };
    let inside = Rect { x: card.x + 2, y: card.y + 1, width: card.width - 4, height: card.height - 2 };
    let body = Body::roomy(page, ink, inside.width, inside.height);

    let name = format!(" {} ", ink.look.glyphs.spell(organisation.to_owned()));
    let name = Line::styled(name, ink.look.style(Role::House));
    frame.buffer_mut().set_line(area.x + 1, area.y, &name, area.width - 2);
    frame.render_widget(border(page, &body, ink), card);
    let in_body = body.draw(frame, inside, spots);
    let in_row = row.draw(frame, Position::new(area.x + 2, card.bottom()), spots);
    settle(page, frame, in_body, in_row.unwrap_or(area.as_position()));
}

/// The card's border, with the title, the step, and how much is above and below.
fn border<'a>(page: &Page, body: &Body<'_>, ink: Ink<'_>) -> Block<'a> {
    let on_border = |text: String, role| Line::styled(format!(" {text} "), ink.look.style(role));
    let mut block = Block::bordered()
        .border_set(ink.look.glyphs.frame)
        .border_style(ink.look.style(Role::Quiet))
        .title_top(on_border(ink.say(&page.title), Role::Strong));
    if let Some(step) = &page.step {
        block = block.title_top(on_border(ink.say(step), Role::Quiet).right_aligned());
    }
    if let Some(more) = body.more() {
        block = block.title_bottom(on_border(ink.say(&more), Role::Accent).right_aligned());
    }
    block
}

/// No frame: the title, what matters most where there is little room, and the action row.
fn column(page: &Page, ink: Ink<'_>, frame: &mut Frame<'_>, area: Rect, room: Room, spots: &mut Spots) {
    let row = actions::rows(page, ink, area.width);
    let head = heading(page, ink, area.width);
    let top = u16::try_from(head.len()).unwrap_or(area.height).min(area.height);
    let inside = Rect { y: area.y + top, height: (area.height - top).saturating_sub(row.height()), ..area };
    let body = Body::unframed(page, ink, inside.as_size(), room);

    for (y, line) in (area.y..).zip(&head) {
        frame.buffer_mut().set_line(area.x, y, line, area.width);
    }
    let in_body = body.draw(frame, inside, spots);
    if let Some(more) = body.more().filter(|_| inside.height > 0) {
        let hint = Line::styled(ink.say(&more), ink.look.style(Role::Accent));
        frame.buffer_mut().set_line(inside.x + sheet::INDENT, inside.bottom() - 1, &hint, inside.width - sheet::INDENT);
    }
    let in_row = row.draw(frame, Position::new(area.x, inside.bottom()), spots);
    settle(page, frame, in_body, in_row.unwrap_or(area.as_position()));
}

/// The title, and the step behind it where there is room, below it otherwise.
fn heading(page: &Page, ink: Ink<'_>, width: u16) -> Vec<Line<'static>> {
    let (strong, quiet) = (ink.look.style(Role::Strong), ink.look.style(Role::Quiet));
    let mut lines: Vec<Line<'static>> =
        wrap::wrap(&ink.say(&page.title), usize::from(width)).into_iter().map(|line| Line::styled(line, strong)).collect();
    let Some(step) = page.step.as_ref().map(|step| ink.say(step)) else { return lines };
    let room = usize::from(width).saturating_sub(wrap::width(&step));
    match lines.last_mut() {
        Some(last) if last.width() < room => {
            last.push_span(Span::styled(" ".repeat(room - last.width()) + &step, quiet));
        }
        _ => lines.push(Line::styled(step, quiet)),
    }
    lines
}

/// The cursor stands on what has the focus. Where that was scrolled away there is none: anywhere else it would say that
/// one types there.
fn settle(page: &Page, frame: &mut Frame<'_>, in_body: Option<Position>, in_row: Position) {
    let place = match page.focus {
        Focus::Field(_) | Focus::Choice(_) => in_body,
        Focus::Action(_) => Some(in_row),
    };
    if let Some(place) = place {
        frame.set_cursor_position(place);
    }
}

fn too_small(ink: Ink<'_>, frame: &mut Frame<'_>, area: Rect, in_full: bool) {
    let lead = Text::new("too-small-lead")
        .with("columns", i64::from(area.width))
        .with("rows", i64::from(area.height))
        .with("needed-columns", i64::from(SMALLEST.0))
        .with("needed-rows", i64::from(SMALLEST.1));
    let title = ink.word(PageId::TooSmall.title());
    let wrapped = |text: &str| wrap::wrap(text, usize::from(area.width));
    let lines = if in_full { [wrapped(&title), wrapped(&ink.say(&lead))].concat() } else { vec![title] };
    frame.set_cursor_position(area.as_position());
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        frame.buffer_mut().set_stringn(area.x, y, line, usize::from(area.width), ink.look.style(Role::Plain));
    }
}
