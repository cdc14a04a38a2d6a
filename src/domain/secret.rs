//! Text that nobody may see: a password, a code, a key. Wiped when dropped, silent in `Debug`,
//! and not `Clone`, so that every copy is visible where it is made.
//!
//! What was typed or shown is wiped on its way too: packets, rows of keys and of events, cells, and the bytes that are
//! sent. What is not ours to wipe (copies of those who judge a password, of SSH and of databases, messages and lines of
//! which plain text is put together) is wiped as it is freed: by the allocator of the program (`main.rs`). Single letters
//! in registers and on stacks are not, nor what the kernel and the terminal keep of what was sent.

use std::fmt;

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// A secret text. [`Secret::expose`] is the only way to its content.
pub struct Secret(Zeroizing<String>);

impl Secret {
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether both are equal, in time that depends on the lengths only.
    pub fn matches(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }

    /// A second copy, wiped like the first.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self(self.0.clone())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_neither_content_nor_length() {
        let secret = Secret::new("hunter2".to_owned());
        assert_eq!(format!("{secret:?}"), "Secret(..)");
    }

    #[test]
    fn equal_means_every_byte() {
        let secret = Secret::new("123456".to_owned());
        assert!(secret.matches(&secret.duplicate()));
        assert!(!secret.matches(&Secret::new("123457".to_owned())));
        assert!(!secret.matches(&Secret::new("12345".to_owned())));
    }
}
