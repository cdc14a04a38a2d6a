//! The support code: eight characters on a stop page that an operator finds in the audit.

use std::fmt;

use super::id::Entropy;

/// Crockford's base 32: no I, L, O or U, so it survives being read over the phone.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A support code such as `7QXK-2M9D`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportCode(String);

impl SupportCode {
    pub fn new(entropy: Entropy) -> Self {
        let mut code = String::with_capacity(9);
        for (place, byte) in entropy.into_iter().take(8).enumerate() {
            if place == 4 {
                code.push('-');
            }
            code.push(char::from(ALPHABET.get(usize::from(byte & 31)).copied().unwrap_or(b'0')));
        }
        Self(code)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SupportCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_two_groups_of_four() {
        let code = SupportCode::new([0, 1, 31, 32, 255, 9, 10, 11, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(code.as_str(), "01Z0-Z9AB");
    }
}
