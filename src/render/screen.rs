//! A window somewhere, kept up to date by bytes: only what changed is sent. It has no terminal of
//! its own; whoever holds one sends the bytes there.

mod easel;
mod palette;
mod pen;
mod still;
#[cfg(test)]
mod tests;
mod tray;
mod way_back;

use ratatui::Frame;

pub use self::easel::Easel;
use self::pen::Pen;
use self::still::Still;
pub use self::way_back::{CLOSE, CLOSE_WRITTEN, WayBack};
use self::way_back::{ENTER, LEAVE};
use super::look::Look;
use super::{House, fullscreen};
use crate::domain::account::Language;
use crate::input::Size;
use crate::page::Page;

/// A window beyond this is drawn in its upper left part only.
pub const LARGEST: Size = Size { columns: 300, rows: 100 };

/// Pastes told from keys, and keys in their plain forms.
const KEYS: &[u8] = b"\x1b[?2004h\x1b[?1l\x1b>";
const BLANK: &[u8] = b"\x1b[0m\x1b[2J\x1b[H";
/// Everything in sight and everything that can be scrolled back to.
const WIPE: &[u8] = b"\x1b[0m\x1b[2J\x1b[3J\x1b[H";
/// Reports of a mouse's buttons, in the form that has no largest column.
const MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const NO_MOUSE: &[u8] = b"\x1b[?1006l\x1b[?1000l";
const SHOW_CURSOR: &[u8] = b"\x1b[?25h";
/// What a window is to a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// A screen of our own, drawn over from corner to corner, that can be pointed at.
    Drawn,
    /// The window that was found, written on from its top.
    Written,
}

/// A window, with what stands on it.
pub struct Screen {
    easel: Easel,
    pen: Pen,
    /// What it shows.
    still: Still,
    look: Look,
    surface: Surface,
    /// Whether the terminal is asked to tell of its mouse.
    mouse: bool,
}

impl Screen {
    pub fn new(size: Size, look: Look) -> Self {
        let pen = Pen::new(clamped(size), &look);
        Self { easel: Easel::default(), pen, still: Still::default(), look, surface: Surface::Drawn, mouse: false }
    }

    /// The same, drawn on an easel that others use too.
    #[must_use]
    pub fn on(self, easel: Easel) -> Self {
        Self { easel, ..self }
    }

    /// The same, with the terminal telling of its mouse.
    #[must_use]
    pub fn with_mouse(self, mouse: bool) -> Self {
        Self { mouse, ..self }
    }

    pub const fn look(&self) -> &Look {
        &self.look
    }

    /// The bytes that turn what stands on the window into `page`.
    pub fn draw(&mut self, page: &Page, language: Language, house: &House) -> Vec<u8> {
        let look = self.look.clone();
        self.draw_with(|frame| {
            let area = frame.area();
            fullscreen::draw(page, language, house, &look, frame, area);
        })
    }

    /// The bytes that turn what stands on the window into what `paint` draws.
    pub fn draw_with(&mut self, paint: impl FnOnce(&mut Frame<'_>)) -> Vec<u8> {
        self.still = self.easel.draw(&mut self.pen, &self.still, paint);
        self.pen.take()
    }

    /// The window has another size now. Everything is sent again by the next drawing.
    pub fn resize(&mut self, size: Size) {
        self.pen.resize(clamped(size));
        self.still = Still::default();
    }

    /// Takes the window over, as what it is to be.
    pub fn open(&mut self, surface: Surface) -> Vec<u8> {
        self.surface = surface;
        match surface {
            Surface::Drawn => self.begin_again(&self.entering()),
            // What stood there is not the visitor's to read.
            Surface::Written => self.begin_again(&[WIPE, KEYS].concat()),
        }
    }

    /// Leaves nothing of what was drawn or written: neither on the window, nor above it, nor in memory. From now on
    /// the window is `surface`.
    pub fn wipe(&mut self, surface: Surface) -> Vec<u8> {
        // Half a report of the mouse is nobody's any more.
        let (no_mouse, mouse): (&[u8], &[u8]) = if self.mouse { (NO_MOUSE, MOUSE) } else { (b"", b"") };
        let bytes = match (std::mem::replace(&mut self.surface, surface), surface) {
            (Surface::Drawn, Surface::Drawn) => [no_mouse, WIPE, mouse].concat(),
            (Surface::Drawn, Surface::Written) => [no_mouse, WIPE, LEAVE, WIPE, SHOW_CURSOR].concat(),
            (Surface::Written, Surface::Drawn) => [WIPE, &self.entering()].concat(),
            (Surface::Written, Surface::Written) => WIPE.to_vec(),
        };
        self.begin_again(&bytes)
    }

    /// Gives the window back.
    pub fn close(&mut self) -> Vec<u8> {
        self.begin_again(match self.surface {
            Surface::Drawn => CLOSE,
            Surface::Written => CLOSE_WRITTEN,
        })
    }

    /// Another screen than the shell's, all black, that tells of its mouse.
    fn entering(&self) -> Vec<u8> {
        let mouse: &[u8] = if self.mouse { MOUSE } else { b"" };
        [ENTER, KEYS, BLANK, mouse].concat()
    }

    fn begin_again(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.still = Still::default();
        self.pen.forget();
        bytes.to_vec()
    }
}

fn clamped(size: Size) -> Size {
    Size { columns: size.columns.clamp(1, LARGEST.columns), rows: size.rows.clamp(1, LARGEST.rows) }
}
