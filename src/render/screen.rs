//! A window somewhere, kept up to date by bytes: only what changed is sent. It has no terminal of
//! its own; whoever holds one sends the bytes there.

mod palette;
mod pen;
#[cfg(test)]
mod tests;

use std::convert::Infallible;

use ratatui::layout::Rect;
use ratatui::{Frame, Terminal};

use self::pen::Pen;
use super::look::Look;
use super::{House, fullscreen};
use crate::domain::account::Language;
use crate::input::Size;
use crate::page::Page;

/// A window beyond this is drawn in its upper left part only.
pub const LARGEST: Size = Size { columns: 300, rows: 100 };

/// Another screen than the shell's, pastes told from keys, keys in their plain forms, all black.
const OPEN: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?1l\x1b>\x1b[0m\x1b[2J\x1b[H";
/// Everything in sight and everything that can be scrolled back to.
const WIPE: &[u8] = b"\x1b[0m\x1b[2J\x1b[3J\x1b[H";
/// Reports of a mouse's buttons, in the form that has no largest column.
const MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const NO_MOUSE: &[u8] = b"\x1b[?1006l\x1b[?1000l";
const SHOW_CURSOR: &[u8] = b"\x1b[?25h";
/// The way back. Said also when there is nobody left to ask a `Screen` for it.
pub const CLOSE: &[u8] = b"\x1b[?1006l\x1b[?1000l\x1b[0m\x1b[2J\x1b[3J\x1b[H\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// A window, with what stands on it.
pub struct Screen {
    terminal: Terminal<Pen>,
    look: Look,
    /// Whether the terminal is asked to tell of its mouse.
    mouse: bool,
}

impl Screen {
    pub fn new(size: Size, look: Look) -> Self {
        let Ok(terminal) = Terminal::new(Pen::new(clamped(size), &look));
        Self { terminal, look, mouse: false }
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
        let Ok(_) = self.terminal.draw(paint);
        self.terminal.backend_mut().take()
    }

    /// The window has another size now. Everything is sent again by the next drawing.
    pub fn resize(&mut self, size: Size) {
        let size = clamped(size);
        self.terminal.backend_mut().resize(size);
        let done: Result<(), Infallible> = self.terminal.resize(Rect::new(0, 0, size.columns, size.rows));
        let Ok(()) = done;
    }

    /// Takes the window over.
    pub fn open(&mut self) -> Vec<u8> {
        let mouse: &[u8] = if self.mouse { MOUSE } else { b"" };
        self.begin_again(&[OPEN, mouse].concat())
    }

    /// Leaves nothing of what was drawn: neither on the window, nor above it, nor in memory.
    pub fn wipe(&mut self) -> Vec<u8> {
        // Half a report is nobody's any more.
        let (before, after): (&[u8], &[u8]) = if self.mouse { (NO_MOUSE, MOUSE) } else { (b"", b"") };
        self.begin_again(&[before, WIPE, after].concat())
    }

    /// The same, for a window that is written on from now on: with the cursor where the text goes on.
    pub fn wipe_for_text(&mut self) -> Vec<u8> {
        // There is nothing to point at.
        let before: &[u8] = if self.mouse { NO_MOUSE } else { b"" };
        self.begin_again(&[before, WIPE, SHOW_CURSOR].concat())
    }

    /// Gives the window back.
    pub fn close(&mut self) -> Vec<u8> {
        self.begin_again(CLOSE)
    }

    fn begin_again(&mut self, bytes: &[u8]) -> Vec<u8> {
        for _ in 0..2 {
            self.terminal.current_buffer_mut().reset();
            self.terminal.swap_buffers();
        }
        self.terminal.backend_mut().forget();
        bytes.to_vec()
    }
}

fn clamped(size: Size) -> Size {
    Size { columns: size.columns.clamp(1, LARGEST.columns), rows: size.rows.clamp(1, LARGEST.rows) }
}
