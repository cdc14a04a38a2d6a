//! A text for a camera. A page that has one also says the text in words: where it cannot be drawn, or
//! nobody has a camera, the words are enough.

use std::fmt;

use zeroize::Zeroizing;

/// What a camera reads off the page. Silent in `Debug`: it may be the secret of an app.
#[derive(Clone, PartialEq, Eq)]
pub struct Qr {
    pub text: Zeroizing<String>,
}

impl Qr {
    pub fn of(text: impl Into<String>) -> Self {
        Self { text: Zeroizing::new(text.into()) }
    }
}

impl fmt::Debug for Qr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Qr(..)")
    }
}
