//! What a visitor presses, once it has been made out of bytes. Pure: bytes go in, keys come out.

pub mod decoder;
pub mod inputs;
pub mod line;
pub mod pasted;

use zeroize::Zeroizing;

use crate::domain::time::Span;

/// One key, or a paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    Key(Key),
    /// Text that arrived at once, with its line breaks; it never submits anything.
    Paste(Zeroizing<String>),
    /// The left button of a mouse, or a finger, on a cell; counted from 0.
    Click {
        column: u16,
        row: u16,
    },
}

/// A key, as far as some page knows what to do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    Char(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Backspace,
    Delete,
    /// F1 to F12.
    F(u8),
    /// A control character, by its letter in lower case.
    Ctrl(char),
    /// No page knows it, but it shows that somebody is there.
    Other,
}

/// How many columns and rows a window has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub columns: u16,
    pub rows: u16,
}

/// What a terminal sends, wherever it stands. A password may be among it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incoming {
    Bytes(Zeroizing<Vec<u8>>),
    Resize(Size),
    HangUp,
    /// The house closes in so long: whoever is inside may finish until then.
    Closing(Span),
    /// The house ends the visit.
    Dismissed,
}

/// What a terminal is sent. A password that is shown may be among it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outgoing {
    Bytes(Zeroizing<Vec<u8>>),
    /// Drop what was typed ahead and not read yet: it is not the next visitor's.
    ForgetTyped,
}
