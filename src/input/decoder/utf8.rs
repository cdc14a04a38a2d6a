//! Characters out of bytes that may be cut anywhere; what is not UTF-8 is dropped.

/// The bytes of a character that has begun.
#[derive(Debug, Default)]
pub struct Utf8 {
    bytes: [u8; 4],
    length: usize,
}

/// What one more byte came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    Character(char),
    /// Not yet a character, or never one.
    Partial,
    /// What had begun is dropped; the byte begins something else and is to be taken again.
    Broken,
}

impl Utf8 {
    pub const fn is_partial(&self) -> bool {
        self.length > 0
    }

    pub fn take(&mut self, byte: u8) -> Step {
        let begun = self.is_partial();
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        }
        let so_far = self.bytes.get(..self.length).unwrap_or_default();
        match std::str::from_utf8(so_far) {
            Ok(text) => self.end(text.chars().next().map_or(Step::Partial, Step::Character)),
            // No error length: the bytes so far may still become a character.
            Err(error) if error.error_len().is_none() => Step::Partial,
            Err(_) => self.end(if begun { Step::Broken } else { Step::Partial }),
        }
    }

    fn end(&mut self, step: Step) -> Step {
        *self = Self::default();
        step
    }
}
