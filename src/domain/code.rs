//! One-time codes: how they are drawn, written, typed and told apart.

use super::id::Entropy;
use super::secret::Secret;

/// A code of `digits` digits. Sixteen random bytes over at most ten digits leave a bias below 2^-94.
pub fn draw(entropy: Entropy, digits: u32) -> Secret {
    let digits = digits.min(18);
    let number = u128::from_le_bytes(entropy) % 10_u128.pow(digits);
    Secret::new(format!("{number:0width$}", width = digits as usize))
}

/// What was typed, as the digits it means: blanks, dashes and dots do not count, full-width digits do
/// as digits, anything else stays and makes the code wrong.
pub fn normalise(typed: &str) -> Secret {
    Secret::new(typed.chars().filter(|c| !is_separator(*c)).map(narrow).collect())
}

/// Whether `c` may stand between the digits of a code.
pub fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '.' | '\u{2010}'..='\u{2015}')
}

/// A digit of any width as its ASCII form.
pub fn narrow(c: char) -> char {
    match c {
        '\u{ff10}'..='\u{ff19}' => char::from_digit(c as u32 - 0xff10, 10).unwrap_or(c),
        other => other,
    }
}

/// A code for reading aloud and typing: in groups of three, `123 456`.
pub fn grouped(code: &str) -> String {
    let chars: Vec<char> = code.chars().collect();
    let groups: Vec<String> = chars.chunks(3).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

/// The letter on a code, so that somebody with three mails knows which one counts: A, B, C ...
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag(u8);

impl Tag {
    pub const FIRST: Self = Self(0);

    /// The next letter; after Z comes A again.
    #[must_use]
    pub const fn next(self) -> Self {
        Self((self.0 + 1) % 26)
    }

    pub const fn letter(self) -> char {
        (b'A' + self.0) as char
    }

    pub const fn number(self) -> i64 {
        self.0 as i64
    }

    pub fn from_number(number: i64) -> Self {
        Self(u8::try_from(number.rem_euclid(26)).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_zeros_are_part_of_a_code() {
        let mut entropy = [0; 16];
        entropy[0] = 42;
        assert_eq!(draw(entropy, 6).expose(), "000042");
        assert_eq!(draw([255; 16], 8).expose().len(), 8);
    }

    #[test]
    fn people_type_codes_in_many_ways() {
        for typed in ["123456", "123 456", " 123-456 ", "12.34.56", "１２３４５６", "123\u{2013}456"] {
            assert_eq!(normalise(typed).expose(), "123456", "{typed}");
        }
        assert_eq!(normalise("12345a").expose(), "12345a");
    }

    #[test]
    fn tags_go_on_from_a_to_z() {
        assert_eq!(Tag::FIRST.letter(), 'A');
        assert_eq!(Tag::FIRST.next().letter(), 'B');
        assert_eq!(Tag::from_number(25).next(), Tag::FIRST);
        assert_eq!(grouped("123456"), "123 456");
    }
}
