//! What a visitor presses, once it has been made out of bytes. Pure: bytes go in, keys come out.

pub mod decoder;

/// One key, or a paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    Key(Key),
    /// Text that arrived at once; it never submits anything.
    Paste(String),
}

/// A key that some page knows what to do with.
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
}
