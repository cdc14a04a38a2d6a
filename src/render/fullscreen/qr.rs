//! A code for cameras: black on white whatever the colours of the page are, with the blank edge that
//! cameras look for. Half blocks make it small where the screen has them; blanks alone need no sign at
//! all, but twice the room both ways. Without colours nobody knows which of two shades is the darker,
//! so it is not drawn then.

use fast_qr::{ECL, QRBuilder};
use ratatui::Frame;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Style};

use crate::page::qr::Qr;
use crate::render::look::{Colours, Look};

/// The white edge, in modules. Cameras that miss it read nothing.
const QUIET: usize = 4;

/// How a module becomes cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// One cell for two modules, one above the other.
    Half,
    /// Two cells for each, which is about a square.
    Blank,
}

/// A code that has not found its place yet.
pub struct Drawing {
    /// Row by row, without the edge; true is black.
    modules: Vec<Vec<bool>>,
    black: Color,
    white: Color,
}

impl Drawing {
    /// The code for `qr`; nothing where this look cannot show one, or the text is longer than any holds.
    pub fn of(qr: &Qr, look: &Look) -> Option<Self> {
        let (black, white) = shades(look.colours)?;
        // A screen has no stains: the least correction makes the smallest code.
        let code = QRBuilder::new(qr.text.as_bytes()).ecl(ECL::L).build().ok()?;
        let cells = code.data.get(..code.size * code.size)?;
        let modules = cells.chunks(code.size.max(1)).map(|row| row.iter().map(|module| module.value()).collect()).collect();
        Some(Self { modules, black, white })
    }

    /// The cells that it takes, its edge included.
    pub fn size(&self, grain: Grain) -> Size {
        let side = u16::try_from(self.modules.len() + 2 * QUIET).unwrap_or(u16::MAX / 2);
        match grain {
            Grain::Half => Size::new(side, side.div_ceil(2)),
            Grain::Blank => Size::new(side * 2, side),
        }
    }

    /// Draws it with its upper left corner at `place`.
    pub fn draw(&self, grain: Grain, place: Position, frame: &mut Frame<'_>) {
        let Size { width, height } = self.size(grain);
        let area = Rect::new(place.x, place.y, width, height).intersection(frame.area());
        for at in area.positions() {
            let (x, y) = (usize::from(at.x - place.x), usize::from(at.y - place.y));
            let (above, below) = match grain {
                Grain::Half => (self.is_black(x, 2 * y), self.is_black(x, 2 * y + 1)),
                Grain::Blank => (self.is_black(x / 2, y), self.is_black(x / 2, y)),
            };
            let (sign, behind) = match (above, below) {
                (false, false) => (" ", self.white),
                (true, false) => ("\u{2580}", self.white),
                (false, true) => ("\u{2584}", self.white),
                // Full blocks leave gaps in many fonts, and what is behind a letter never does.
                (true, true) => (" ", self.black),
            };
            if let Some(cell) = frame.buffer_mut().cell_mut(at) {
                cell.reset();
                cell.set_symbol(sign).set_style(Style::new().fg(self.black).bg(behind));
            }
        }
    }

    /// Whether the module at a place that is counted from the edge's corner is black.
    fn is_black(&self, x: usize, y: usize) -> bool {
        let within = |place: usize| place.checked_sub(QUIET);
        within(y).and_then(|y| self.modules.get(y)).zip(within(x)).and_then(|(row, x)| row.get(x)).copied().unwrap_or(false)
    }
}

/// Black and white, as far as there are any: consoles have no bright colours behind letters.
const fn shades(colours: Colours) -> Option<(Color, Color)> {
    match colours {
        Colours::Mono => None,
        Colours::Ansi8 | Colours::Ansi16 => Some((Color::Black, Color::Gray)),
        Colours::Rgb => Some((Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255))),
    }
}

#[cfg(test)]
mod tests;
