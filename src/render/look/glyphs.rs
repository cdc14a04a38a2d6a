//! The symbols that are drawn beside letters, and what becomes of letters that a screen lacks.

use std::borrow::Cow;

use ratatui::symbols::border;

use super::spelling;

/// A set of symbols that a kind of screen is known to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GlyphSet {
    /// Seven bits: what has been on every terminal for fifty years.
    Ascii,
    /// What both a Linux console with Debian's fonts and every terminal program can show: Latin
    /// letters, light lines, and the few blocks and bullets that all those fonts share.
    Vt,
    /// What the fonts of terminal programs have.
    Unicode,
}

/// The symbols of a set. Each takes one cell; only the marks are all as wide as each other.
#[derive(Clone, Debug)]
pub struct Glyphs {
    pub set: GlyphSet,
    /// Stands before what has the focus.
    pub marker: &'static str,
    /// Stands for a character of a hidden password.
    pub mask: &'static str,
    /// Leads a notice that has no word of its own.
    pub bullet: &'static str,
    /// Leads a rule that is not decided yet, ...
    pub open: &'static str,
    /// ... one that is kept, ...
    pub kept: &'static str,
    /// ... and one that is broken.
    pub broken: &'static str,
    pub bar_full: &'static str,
    pub bar_empty: &'static str,
    /// A cell of a character that is drawn large, ...
    pub cell: &'static str,
    /// ... and the dust around it.
    pub dust: &'static str,
    pub frame: border::Set<'static>,
}

impl GlyphSet {
    #[cfg(test)]
    pub const ALL: [Self; 3] = [Self::Ascii, Self::Vt, Self::Unicode];

    pub const fn glyphs(self) -> Glyphs {
        match self {
            Self::Ascii => ASCII,
            Self::Vt => VT,
            Self::Unicode => UNICODE,
        }
    }
}

const ASCII: Glyphs = Glyphs {
    set: GlyphSet::Ascii,
    marker: ">",
    mask: "*",
    bullet: "*",
    open: "[ ]",
    kept: "[x]",
    broken: "[!]",
    bar_full: "#",
    bar_empty: "-",
    cell: "#",
    dust: "-",
    frame: border::Set {
        top_left: "+",
        top_right: "+",
        bottom_left: "+",
        bottom_right: "+",
        vertical_left: "|",
        vertical_right: "|",
        horizontal_top: "-",
        horizontal_bottom: "-",
    },
};

const VT: Glyphs = Glyphs {
    set: GlyphSet::Vt,
    bullet: "\u{2022}",
    bar_full: "\u{2588}",
    bar_empty: "\u{2591}",
    cell: "\u{2588}",
    dust: "\u{2591}",
    frame: border::PLAIN,
    ..ASCII
};

const UNICODE: Glyphs = Glyphs {
    set: GlyphSet::Unicode,
    marker: "\u{276f}",
    mask: "\u{2022}",
    bullet: "\u{2022}",
    open: "\u{25cb}",
    kept: "\u{2713}",
    broken: "\u{2717}",
    bar_full: "\u{2584}",
    bar_empty: "\u{2581}",
    cell: "\u{2588}",
    dust: "\u{2591}",
    frame: border::ROUNDED,
};

impl Glyphs {
    /// `text` in letters that this screen has, to be read: it may become longer.
    pub fn spell(&self, text: String) -> String {
        match self.set {
            GlyphSet::Ascii => spelling::words(text),
            GlyphSet::Vt | GlyphSet::Unicode => text,
        }
    }

    /// `text` in letters that this screen has, one for each grapheme, so that a cursor in it stays true.
    pub fn spell_evenly<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self.set {
            GlyphSet::Ascii => spelling::evenly(text),
            GlyphSet::Vt | GlyphSet::Unicode => Cow::Borrowed(text),
        }
    }
}
