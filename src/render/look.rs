//! How things look: which symbols a screen has, and which colours. Chosen per session, from values:
//! nothing here reads the environment.

mod colours;
mod glyphs;
mod spelling;
mod terminal;
#[cfg(test)]
mod tests;

use ratatui::style::Style;

pub use self::colours::{Colours, Role};
pub use self::glyphs::{GlyphSet, Glyphs};
pub use self::terminal::Terminal;

/// Symbols and colours of one session.
#[derive(Clone, Debug)]
pub struct Look {
    pub glyphs: Glyphs,
    pub colours: Colours,
}

/// What kiosk.toml asks for; nothing where it leaves the choice to what is known of the terminal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish {
    pub glyphs: Option<GlyphSet>,
    pub colours: Option<Colours>,
}

/// The left and the right end of something.
pub type Ends = (&'static str, &'static str);

const BRACKETS: Ends = ("[", "]");
const BLANKS: Ends = (" ", " ");

impl Look {
    pub const fn of(glyphs: GlyphSet, colours: Colours) -> Self {
        Self { glyphs: glyphs.glyphs(), colours }
    }

    /// A wish goes before what the terminal is known for: terminals lie, and operators can look.
    pub fn choose(wish: Wish, terminal: &Terminal<'_>) -> Self {
        Self::of(wish.glyphs.unwrap_or_else(|| terminal.glyphs()), wish.colours.unwrap_or_else(|| terminal.colours()))
    }

    pub fn style(&self, role: Role) -> Style {
        self.colours.style(role)
    }

    /// What stands at the ends of a button; nothing where it has a surface of its own.
    pub const fn button_ends(&self) -> Ends {
        match self.colours {
            Colours::Mono | Colours::Ansi8 | Colours::Ansi16 => BRACKETS,
            Colours::Rgb => BLANKS,
        }
    }

    /// What stands at the ends of a field. Its surface alone is too faint to say where one can type, so
    /// only a focused one, in reverse, does without brackets.
    pub const fn field_ends(&self, focused: bool) -> Ends {
        match self.colours {
            Colours::Rgb if focused => BLANKS,
            Colours::Mono | Colours::Ansi8 | Colours::Ansi16 | Colours::Rgb => BRACKETS,
        }
    }
}
