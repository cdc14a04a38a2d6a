//! The action row: what can be done, each with its key, broken into as many rows as it takes.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::spots::Spots;
use crate::input::Key;
use crate::page::{Action, Focus, Page};
use crate::render::Ink;
use crate::render::look::Role;

/// The buttons, laid out.
pub struct ActionRows {
    rows: Vec<Line<'static>>,
    /// Column and row of the one that has the focus.
    cursor: Option<Position>,
    /// Where each of them stands, from the first cell of its bracket on.
    places: Vec<Rect>,
}

/// How much of a button is drawn.
#[derive(Clone, Copy)]
struct Trim {
    air: &'static str,
    keys: bool,
    label: fn(Action) -> &'static str,
}

const AIRY: Trim = Trim { air: " ", keys: true, label: Action::label };

/// From the most that is drawn to the least; Tab reaches a button without its key all the same.
const TIGHT: [Trim; 3] = [
    Trim { air: "", ..AIRY },
    Trim { air: "", label: Action::short_label, ..AIRY },
    Trim { air: "", label: Action::short_label, keys: false },
];

/// More rows than this are taken from the page in a small window.
const MOST_ROWS: u16 = 2;

/// The buttons of `page` in rows of `columns`: with air in them when one row is enough then, and shorter
/// where they would take too much from the page.
pub fn rows(page: &Page, ink: Ink<'_>, columns: u16) -> ActionRows {
    let lay = |trim| lay(page, ink, usize::from(columns), trim);
    let airy = lay(AIRY);
    if airy.height() <= 1 {
        return airy;
    }
    let [tight, short, shortest] = TIGHT.map(lay);
    match (tight.height(), short.height()) {
        (0..=MOST_ROWS, _) => tight,
        (_, 0..=MOST_ROWS) => short,
        _ => shortest,
    }
}

fn lay(page: &Page, ink: Ink<'_>, columns: usize, trim: Trim) -> ActionRows {
    let mut laid = ActionRows { rows: Vec::new(), cursor: None, places: Vec::new() };
    for (place, action) in page.actions.iter().enumerate() {
        let focused = page.focus == Focus::Action(place);
        let button = button(*action, focused, trim, ink);
        laid.append(button, focused, columns, trim.air);
    }
    laid
}

impl ActionRows {
    pub fn height(&self) -> u16 {
        u16::try_from(self.rows.len()).unwrap_or(u16::MAX)
    }

    /// Draws the rows from `place` down; gives the place of the cursor when a button has the focus.
    pub fn draw(&self, frame: &mut Frame<'_>, place: Position, spots: &mut Spots) -> Option<Position> {
        let area = frame.area();
        for (number, at) in self.places.iter().enumerate() {
            let at = Rect { x: place.x + at.x, y: place.y + at.y, ..*at };
            spots.add(at.intersection(area), Some(Focus::Action(number)));
        }
        for (y, line) in (place.y..area.bottom()).zip(&self.rows) {
            frame.buffer_mut().set_line(place.x, y, line, area.right().saturating_sub(place.x));
        }
        self.cursor.map(|cursor| Position::new(place.x + cursor.x, place.y + cursor.y))
    }

    /// Puts a button behind the last one, or below where the row is full.
    fn append(&mut self, button: Line<'static>, focused: bool, columns: usize, air: &str) {
        let (mut column, width) = (0, button.width());
        match self.rows.last_mut() {
            Some(row) if row.width() + air.len() + button.width() <= columns => {
                column = row.width() + air.len();
                row.push_span(Span::raw(air.to_owned()));
                row.extend(button);
            }
            _ => self.rows.push(button),
        }
        let cells = |columns: usize| u16::try_from(columns).unwrap_or(u16::MAX);
        // The first cell is the marker's, or air.
        self.places.push(Rect::new(cells(column + 1), self.height() - 1, cells(width.saturating_sub(1)), 1));
        if focused {
            // On the first letter of the label: behind the marker, the bracket and the air.
            self.cursor = Some(Position::new(cells(column + 2 + air.len()), self.height() - 1));
        }
    }
}

/// A marker's place, then `[ label key ]` in three spans: end and label, key, end.
fn button(action: Action, focused: bool, trim: Trim, ink: Ink<'_>) -> Line<'static> {
    let look = ink.look;
    let (text, hint) = if focused { (Role::Focus, Role::Focus) } else { (Role::Surface, Role::SurfaceKey) };
    let (left, right) = look.button_ends();
    let marker = if focused { look.glyphs.marker } else { " " };
    let air = trim.air;
    let key = action.key().filter(|_| trim.keys).and_then(name).map_or_else(String::new, |key| format!(" {key}"));
    Line::from(vec![
        Span::styled(marker, look.style(Role::Marker)),
        Span::styled(format!("{left}{air}{}", ink.word((trim.label)(action))), look.style(text)),
        Span::styled(key, look.style(hint)),
        Span::styled(format!("{air}{right}"), look.style(text)),
    ])
}

/// A key as it is printed on keyboards; only keys that stand beside actions have one.
fn name(key: Key) -> Option<String> {
    match key {
        Key::Esc => Some("Esc".to_owned()),
        Key::F(number) => Some(format!("F{number}")),
        Key::Char(_)
        | Key::Enter
        | Key::Tab
        | Key::BackTab
        | Key::Up
        | Key::Down
        | Key::Left
        | Key::Right
        | Key::Home
        | Key::End
        | Key::PageUp
        | Key::PageDown
        | Key::Backspace
        | Key::Delete
        | Key::Ctrl(_)
        | Key::Other => None,
    }
}
