//! Telephone numbers as they are stored, and the kinds of contact there are. Knows no network and no
//! country's numbering but the length that E.164 allows.

use std::fmt;

use super::mask::Mask;

mod typed;

pub use typed::{Country, Mistyped};

/// What a contact is. Letters go to `Email` only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContactKind {
    Email,
    Mobile,
    Office,
}

impl ContactKind {
    pub const ALL: [Self; 3] = [Self::Email, Self::Mobile, Self::Office];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Mobile => "mobile",
            Self::Office => "office",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A number in E.164: `+`, then 8 to 15 digits that do not begin with 0.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(String);

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(..)")
    }
}

/// Why a text is no telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPhone {
    #[error("a number without its country: write +31 6 12345678 (spreadsheets keep the + in columns of text only)")]
    NoCountry,
    #[error("a telephone number is + and 8 to 15 digits")]
    NotANumber,
}

/// The calling code of the country whose numbers are written without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallingCode(String);

impl CallingCode {
    /// One to three digits that do not begin with 0, a `+` before them or not.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('+').unwrap_or(text);
        let fits = (1..=3).contains(&digits.len()) && !digits.starts_with('0') && digits.chars().all(|c| c.is_ascii_digit());
        fits.then(|| Self(digits.to_owned()))
    }
}

impl Phone {
    /// A number with its country, in front of it `+` or `00`; or one that begins with a single 0, when
    /// `home` says where. Blanks, dots, dashes, slashes and brackets do not count, nor does `(0)`.
    ///
    /// # Errors
    /// When it is something else.
    pub fn parse(text: &str, home: Option<&CallingCode>) -> Result<Self, BadPhone> {
        let bare: String = text.replace("(0)", "").chars().filter(|c| !is_ornament(*c)).collect();
        let digits = match (bare.strip_prefix('+'), bare.strip_prefix("00"), bare.strip_prefix('0'), home) {
            (Some(digits), ..) | (None, Some(digits), ..) => digits.to_owned(),
            (None, None, Some(digits), Some(CallingCode(home))) => format!("{home}{digits}"),
            _ if !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit()) => return Err(BadPhone::NoCountry),
            _ => return Err(BadPhone::NotANumber),
        };
        let fits = (8..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.chars().all(|c| c.is_ascii_digit());
        if fits { Ok(Self(format!("+{digits}"))) } else { Err(BadPhone::NotANumber) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a visitor may be told of it before any proof: `*** 42`.
    pub fn mask(&self) -> Mask {
        let last = self.0.get(self.0.len().saturating_sub(2)..).unwrap_or_default();
        Mask::Number { last: last.to_owned(), number: None }
    }
}

/// What people put between digits; spreadsheets write a no-break space, and some a real dash.
fn is_ornament(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '.' | '-' | '\u{2010}' | '\u{2011}' | '\u{2013}' | '/' | '(' | ')')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str, home: Option<&str>) -> Result<String, BadPhone> {
        let home = home.and_then(CallingCode::parse);
        Phone::parse(text, home.as_ref()).map(|phone| phone.0)
    }

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        for text in ["+31612345678", "+31 6 1234 5678", "0031-6-12345678", "+31 (0)6-12345678", "+31\u{a0}6.12.34.56.78"] {
            assert_eq!(parsed(text, None).as_deref(), Ok("+31612345678"), "{text}");
        }
        assert_eq!(parsed("06-12345678", Some("31")).as_deref(), Ok("+31612345678"));
        assert_eq!(parsed("+32 470 12 34 56", Some("+31")).as_deref(), Ok("+32470123456"));
    }

    #[test]
    fn what_is_no_number_says_why() {
        assert_eq!(parsed("06-12345678", None), Err(BadPhone::NoCountry));
        assert_eq!(parsed("61234567", Some("31")), Err(BadPhone::NoCountry));
        for text in ["", "+", "+316", "+3161234567890123", "+0612345678", "+31 6 1234 567x", "ada@example.org", "++31612345678"] {
            assert_eq!(parsed(text, None), Err(BadPhone::NotANumber), "{text}");
        }
    }

    #[test]
    fn a_calling_code_is_a_few_digits() {
        for text in ["", "0", "031", "1234", "nl", "+"] {
            assert_eq!(CallingCode::parse(text), None, "{text}");
        }
    }
}
