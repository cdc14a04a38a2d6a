//! One-time codes: how they are drawn, written, typed and told apart.

use super::id::Entropy;
use super::method::Gate;
use super::secret::Secret;

/// How long a code is, and so whether it can be guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A few digits, whose tries the counters of the method and the account limit.
    Short,
    /// Twelve characters: nobody guesses one, so it is sent and taken even while those counters are full.
    Long,
}

impl Form {
    /// The name in the store.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Long => "long",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Short, Self::Long].into_iter().find(|form| form.name() == name)
    }
}

/// How many characters a long code has: over 2^55 codes.
pub const LONG: usize = 12;

/// What long codes are made of: nothing that is taken for something else on paper, on a screen or on
/// the phone (no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V).
const LONG_ALPHABET: [char; 24] =
    ['3', '4', '6', '7', '9', 'A', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P', 'Q', 'R', 'T', 'V', 'W', 'X', 'Y'];

/// How many drawn characters a text that is to be signed has: over 2^73 texts, and none lives longer than its visit.
const TO_SIGN: usize = 16;

/// How many characters a code on a sheet has: over 2^114 codes. It lies in a drawer for years, so it is far
/// longer than one that lives for minutes.
pub const RECOVERY: usize = 25;

/// A code of twelve characters. Sixteen random bytes over 24^12 leave a bias below 2^-72.
pub fn draw_long(entropy: Entropy) -> Secret {
    let mut code = String::with_capacity(LONG);
    push_characters(&mut code, entropy, LONG);
    Secret::new(code)
}

/// A code for a sheet. Each half has bytes of its own: over 24^13 they leave a bias below 2^-68.
pub fn draw_recovery(halves: [Entropy; 2]) -> Secret {
    let [first, second] = halves;
    let mut code = String::with_capacity(RECOVERY);
    push_characters(&mut code, first, LONG);
    push_characters(&mut code, second, RECOVERY - LONG);
    Secret::new(code)
}

/// A text that is to be signed: a word for what it is signed for, which its signer reads too, and what was drawn.
/// Nothing in it means anything to a shell.
pub fn draw_to_sign(gate: Gate, entropy: Entropy) -> Secret {
    let mut text = String::with_capacity(TO_SIGN * 2);
    text.push_str(match gate {
        Gate::First | Gate::Second => "reset-",
        Gate::Settings => "settings-",
        Gate::Registration => "register-",
    });
    push_characters(&mut text, entropy, TO_SIGN);
    Secret::new(text)
}

fn push_characters(code: &mut String, entropy: Entropy, count: usize) {
    let mut number = u128::from_le_bytes(entropy);
    for _ in 0..count {
        let place = usize::try_from(number % 24).unwrap_or(0);
        code.extend(LONG_ALPHABET.get(place));
        number /= 24;
    }
}

/// A code of `digits` digits. Sixteen random bytes over at most ten digits leave a bias below 2^-94.
pub fn draw(entropy: Entropy, digits: u32) -> Secret {
    let digits = digits.min(18);
    let number = u128::from_le_bytes(entropy) % 10_u128.pow(digits);
    Secret::new(format!("{number:0width$}", width = digits as usize))
}

/// What was typed, as the code it means: blanks, dashes and dots do not count, nor does the case of a
/// letter; full-width characters do as their narrow forms. Anything else stays and makes the code wrong.
pub fn normalise(typed: &str) -> Secret {
    Secret::new(typed.chars().filter(|c| !is_separator(*c)).map(|c| narrow(c).to_ascii_uppercase()).collect())
}

/// Whether `typed` could be a code of `length` digits, or of letters and digits. Everybody may know how long a code
/// is: what has another shape cannot be right, and is a slip, not a try.
pub fn has_shape(typed: &str, length: usize, of_digits: bool) -> bool {
    let code = normalise(typed);
    let fits = |c: char| if of_digits { c.is_ascii_digit() } else { c.is_ascii_alphanumeric() };
    code.expose().chars().count() == length && code.expose().chars().all(fits)
}

/// What stands in a code of digits that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stray {
    /// Letters that look like digits; the first of them.
    LookAlike(char),
    Letter,
}

/// The letters in `typed`, where digits only are expected.
pub fn stray(typed: &str) -> Option<Stray> {
    let letters: Vec<char> = typed.chars().map(narrow).filter(|c| c.is_alphabetic()).collect();
    let first = letters.first()?;
    let is_look_alike = letters.iter().all(|c| matches!(c, 'O' | 'o' | 'l' | 'I'));
    Some(if is_look_alike { Stray::LookAlike(*first) } else { Stray::Letter })
}

/// Whether more was typed than a code of `length` has.
pub fn is_too_long(typed: &str, length: usize) -> bool {
    normalise(typed).expose().chars().count() > length
}

/// Whether `c` may stand between the digits of a code.
pub fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '.' | '\u{2010}'..='\u{2015}')
}

/// A digit or letter of any width as its ASCII form.
pub fn narrow(c: char) -> char {
    match c {
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
            char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
        }
        other => other,
    }
}

/// How many characters of a code of `length` stand together.
pub const fn group_of(length: usize) -> usize {
    match length {
        0..LONG => 3,
        LONG..RECOVERY => 4,
        _ => 5,
    }
}

/// A code for reading aloud and typing, in groups: `123 456`, `AC3D EF6H JKMN`, five of five on a sheet.
pub fn grouped(code: &str) -> String {
    let chars: Vec<char> = code.chars().collect();
    let groups: Vec<String> = chars.chunks(group_of(chars.len())).map(|group| group.iter().collect()).collect();
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
        assert_eq!(normalise("12345a").expose(), "12345A");
        for typed in ["AC3DEF6HJKMN", "ac3d ef6h jkmn", "AC3D-ef6h.JKMN", "ＡＣ３Ｄｅｆ６ｈＪＫＭＮ"] {
            assert_eq!(normalise(typed).expose(), "AC3DEF6HJKMN", "{typed}");
        }
    }

    #[test]
    fn what_stands_between_the_digits_makes_no_code_too_long() {
        for (typed, expected) in
            [("1234567", true), ("123 - 456", false), ("１２３４５６７", true), ("12345", false), ("", false)]
        {
            assert_eq!(is_too_long(typed, 6), expected, "{typed}");
        }
    }

    #[test]
    fn a_long_code_has_nothing_that_looks_alike() {
        assert_eq!(draw_long([255; 16]).expose().len(), LONG);
        let mut seen: Vec<char> =
            (0..=u8::MAX).flat_map(|byte| draw_long([byte; 16]).expose().chars().collect::<Vec<_>>()).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen, LONG_ALPHABET, "each of them is drawn");
        assert!(!seen.iter().any(|c| "0O1IL2Z5S8BU".contains(*c)));
        assert_eq!(grouped("AC3DEF6HJKMN"), "AC3D EF6H JKMN");
    }

    #[test]
    fn a_code_on_a_sheet_is_drawn_from_all_its_bytes() {
        let drawn = |first: u8, second: u8| draw_recovery([[first; 16], [second; 16]]).expose().to_owned();
        assert_eq!(drawn(1, 2).chars().count(), RECOVERY);
        assert!(drawn(1, 2) != drawn(3, 2) && drawn(1, 2) != drawn(1, 3));
        assert_eq!(grouped(&"ACDEF".repeat(5)), ["ACDEF"; 5].join(" "));
        let mut seen: Vec<char> = (0..=u8::MAX).flat_map(|byte| drawn(byte, 255 - byte).chars().collect::<Vec<_>>()).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen, LONG_ALPHABET, "nothing that looks alike, and nothing left out");
    }

    #[test]
    fn tags_go_on_from_a_to_z() {
        assert_eq!(Tag::FIRST.letter(), 'A');
        assert_eq!(Tag::FIRST.next().letter(), 'B');
        assert_eq!(Tag::from_number(25).next(), Tag::FIRST);
        assert_eq!(grouped("123456"), "123 456");
    }
}
