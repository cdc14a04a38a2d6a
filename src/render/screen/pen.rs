//! Turns changed cells into bytes, moving and colouring no more than it must. It sends no colour and
//! no letter that the look of the session does not have, whatever stands in the cells. The sixteen
//! colours go in their classic forms, 30-37 and 90-97: some consoles read the longer ones as something
//! else.

use std::convert::Infallible;
use std::io::Write as _;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size as CellSize};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::palette;
use super::tray::Tray;
use crate::input::Size;
use crate::render::look::{Colours, GlyphSet, Look};

const UNKNOWN: &str = "?";

/// Attributes that we use, with the number that turns each on.
const ATTRIBUTES: [(Modifier, u8); 2] = [(Modifier::BOLD, 1), (Modifier::REVERSED, 7)];

/// Writes cells into memory.
pub struct Pen {
    size: Size,
    colours: Colours,
    letters: GlyphSet,
    written: Tray,
    /// Where the terminal's cursor is; unknown after the last column, and after letters that
    /// terminals disagree about.
    at: Option<Position>,
    ink: Ink,
    cursor_shown: Option<bool>,
}

/// How the terminal writes now.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Ink {
    foreground: Color,
    background: Color,
    attributes: Modifier,
}

impl Ink {
    const RESET: Self = Self { foreground: Color::Reset, background: Color::Reset, attributes: Modifier::empty() };

    const fn of(cell: &Cell) -> Self {
        Self { foreground: cell.fg, background: cell.bg, attributes: cell.modifier }
    }
}

impl Pen {
    pub fn new(size: Size, look: &Look) -> Self {
        Self::with(size, look.colours, look.glyphs.set)
    }

    fn with(size: Size, colours: Colours, letters: GlyphSet) -> Self {
        Self { size, colours, letters, written: Tray::empty(), at: None, ink: Ink::RESET, cursor_shown: None }
    }

    /// One for another window of the same size, which writes nothing that is sent.
    pub fn fresh(&self) -> Self {
        Self::with(self.size, self.colours, self.letters)
    }

    pub const fn size(&self) -> Size {
        self.size
    }

    /// The terminal has moved things about in its own way, and is cleared.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.at = None;
        let Ok(()) = self.clear();
    }

    /// What was written since the last time.
    pub fn take(&mut self) -> Vec<u8> {
        self.written.take()
    }

    /// The terminal was reset, and nothing else is known about it.
    pub fn forget(&mut self) {
        *self = Self::with(self.size, self.colours, self.letters);
    }

    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        // Memory takes everything.
        let _ = self.written.write_fmt(text);
    }

    fn go(&mut self, to: Position) {
        let Position { x, y } = to;
        match self.at {
            Some(at) if at == to => {}
            Some(at) if at.y == y && x == at.x + 1 => self.write(format_args!("\x1b[C")),
            Some(at) if at.y == y && x > at.x => self.write(format_args!("\x1b[{}C", x - at.x)),
            Some(at) if at.y == y && x + 1 == at.x => self.write(format_args!("\x08")),
            _ => self.write(format_args!("\x1b[{};{}H", y + 1, x + 1)),
        }
        self.at = Some(to);
    }

    /// Changes what differs; where something has to be turned off, begins from nothing.
    fn dip(&mut self, ink: Ink) {
        if ink == self.ink {
            return;
        }
        let mut codes = Vec::new();
        if !ink.attributes.contains(self.ink.attributes) {
            codes.push("0".to_owned());
            self.ink = Ink::RESET;
        }
        let added = ink.attributes.difference(self.ink.attributes);
        codes
            .extend(ATTRIBUTES.into_iter().filter(|(attribute, _)| added.contains(*attribute)).map(|(_, code)| code.to_string()));
        if ink.foreground != self.ink.foreground {
            codes.extend(palette::code(ink.foreground, palette::Side::Front, self.colours));
        }
        if ink.background != self.ink.background {
            codes.extend(palette::code(ink.background, palette::Side::Back, self.colours));
        }
        if !codes.is_empty() {
            self.write(format_args!("\x1b[{}m", codes.join(";")));
        }
        self.ink = ink;
    }

    fn put(&mut self, at: Position, cell: &Cell) {
        self.go(at);
        self.dip(Ink::of(cell));
        if self.letters == GlyphSet::Ascii && !cell.symbol().is_ascii() {
            return self.put_unknown(cell);
        }
        self.written.put(cell.symbol().as_bytes());
        let plain = cell.symbol().width() == 1 && cell.symbol().chars().count() == 1;
        self.at = (plain && at.x + 1 < self.size.columns).then_some(Position::new(at.x + 1, at.y));
    }

    /// A letter that seven bits lack, of a password that is shown: nothing like it would be honest there.
    fn put_unknown(&mut self, cell: &Cell) {
        self.write(format_args!("{UNKNOWN:width$}", width = cell.symbol().width()));
        self.at = None;
    }

    fn show(&mut self, shown: bool) {
        if self.cursor_shown != Some(shown) {
            self.write(format_args!("\x1b[?25{}", if shown { 'h' } else { 'l' }));
            self.cursor_shown = Some(shown);
        }
    }
}

impl Backend for Pen {
    type Error = Infallible;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> Result<(), Infallible> {
        for (x, y, cell) in content {
            self.put(Position::new(x, y), cell);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.show(false);
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        self.show(true);
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.at.unwrap_or(Position::ORIGIN))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.go(position.into());
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        self.clear_region(ClearType::All)
    }

    /// Only ever the whole window: every part of it is drawn by cells.
    fn clear_region(&mut self, _: ClearType) -> Result<(), Infallible> {
        self.dip(Ink::RESET);
        self.write(format_args!("\x1b[2J"));
        Ok(())
    }

    fn size(&self) -> Result<CellSize, Infallible> {
        Ok(CellSize::new(self.size.columns, self.size.rows))
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize { columns_rows: CellSize::new(self.size.columns, self.size.rows), pixels: CellSize::ZERO })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}
