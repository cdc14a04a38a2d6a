//! A text for a camera. A page that has one also says the text in words: where it cannot be drawn, or
//! nobody has a camera, the words are enough.

use std::fmt;

use zeroize::Zeroizing;

use super::Text;

/// What a camera reads off the page. Silent in `Debug`: it may be the secret of an app.
#[derive(Clone, PartialEq, Eq)]
pub struct Qr {
    pub text: Zeroizing<String>,
    /// What stands below it where somebody asked to see nothing else.
    pub alone: Option<Text>,
    /// How to ask for that; said at the field, and only where it can be drawn.
    pub how: Option<Text>,
}

impl Qr {
    pub fn of(text: impl Into<String>) -> Self {
        Self { text: Zeroizing::new(text.into()), alone: None, how: None }
    }

    /// The same, with a word on how to see it alone.
    #[must_use]
    pub fn promising(self, how: Text) -> Self {
        Self { how: Some(how), ..self }
    }

    /// The same with nothing beside it, for a window that has no room for both; `below` is said where there is a row
    /// for it.
    #[must_use]
    pub fn alone(self, below: Text) -> Self {
        Self { alone: Some(below), ..self }
    }
}

impl fmt::Debug for Qr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Qr(..)")
    }
}
