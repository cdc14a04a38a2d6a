//! The support code: eight characters on a stop page that an operator finds in the audit.

use std::fmt;

use super::code::{is_separator, narrow};
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

    /// The code as it was read out: `7qxk 2m9d`. An O is taken for a 0, an I or L for a 1: the code has none.
    pub fn parse(text: &str) -> Option<Self> {
        let read: Vec<char> = text.chars().filter(|c| !is_separator(*c)).map(likeness).collect();
        let known = |c: &char| u8::try_from(*c).is_ok_and(|byte| ALPHABET.contains(&byte));
        if read.len() != 8 || !read.iter().all(known) {
            return None;
        }
        let (first, second) = read.split_at(4);
        Some(Self([first, &['-'], second].concat().into_iter().collect()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn likeness(c: char) -> char {
    match narrow(c).to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
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

    #[test]
    fn it_is_taken_as_people_say_it() {
        for said in ["01Z0-Z9AB", "01z0z9ab", " O1z0 z9ab ", "0lZ0-Z9AB", "０１Ｚ０-Z9AB"] {
            assert_eq!(SupportCode::parse(said).as_ref().map(SupportCode::as_str), Some("01Z0-Z9AB"), "{said}");
        }
        for other in ["", "01Z0-Z9A", "01Z0-Z9ABC", "01Z0-Z9AU", "%%%%-%%%%", "01Z0'Z9AB"] {
            assert_eq!(SupportCode::parse(other), None, "{other}");
        }
    }
}
