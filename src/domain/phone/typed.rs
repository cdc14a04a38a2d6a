//! Telephone numbers as visitors type them, in any usual way of their country. What is no number is told
//! apart from what is another number: only the latter is a try.

use super::{Phone, is_ornament};
use crate::domain::code::narrow;

/// The most digits that E.164 allows, and the fewest with which anybody can be reached from abroad.
const MOST: usize = 15;
const FEWEST: usize = 8;

/// A country, by which numbers that are written without one are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country(phonenumber::country::Id);

/// Why what was typed is no telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistyped {
    Empty,
    Letters,
    /// Something behind the number: `x12`, `#12`.
    Extension,
    TooLong,
    TooShort,
    /// It has no country, and nobody said which one is meant.
    NoCountry,
    NotANumber,
}

impl Country {
    /// The country with this ISO 3166 code of two letters.
    pub fn from_code(code: &str) -> Option<Self> {
        let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        code.parse().ok().filter(|_| is_code).map(Self)
    }
}

impl Phone {
    /// The number that somebody meant by `text`. One without its country is one of `home`.
    ///
    /// # Errors
    /// Why it is none.
    pub fn typed(text: &str, home: Option<Country>) -> Result<Self, Mistyped> {
        let bare = bare(text)?;
        let abroad = bare.strip_prefix('+').or_else(|| bare.strip_prefix("00"));
        // A country of one's own would read its habits into the numbers of others.
        let (number, home) = match (abroad, home) {
            (Some(digits), _) => (format!("+{digits}"), None),
            (None, Some(Country(home))) => (bare, Some(home)),
            (None, None) => return Err(Mistyped::NoCountry),
        };
        let digits = number.trim_start_matches('+').len();
        match digits {
            0 => return Err(Mistyped::NotANumber),
            // Digits that are dialled before a number may come on top of it.
            _ if digits > MOST + 3 || (home.is_none() && digits > MOST) => return Err(Mistyped::TooLong),
            _ => {}
        }
        let parsed = phonenumber::parse(home, &number).map_err(|error| mistyped(&error))?;
        let text = parsed.format().mode(phonenumber::Mode::E164).to_string();
        match text.trim_start_matches('+').len() {
            ..FEWEST => Err(Mistyped::TooShort),
            FEWEST..=MOST => Ok(Self(text)),
            _ => Err(Mistyped::TooLong),
        }
    }

    /// Whether both are one telephone: an operator may have written a 0 that is not dialled from abroad.
    pub fn reaches(&self, other: &Self) -> bool {
        let canonical = |phone: &Self| Self::typed(phone.as_str(), None).unwrap_or_else(|_| phone.clone());
        canonical(self) == canonical(other)
    }

    /// Whether the digits in `text` are this whole number, as it is written at home or from abroad, whatever stands
    /// between them. No copy is made of `text`: it may be a secret.
    pub fn is_spelled(&self, text: &str) -> bool {
        let digits = || text.chars().map(narrow).filter(char::is_ascii_digit);
        self.spellings().iter().any(|spelling| digits().eq(spelling.chars()))
    }

    /// The digits of the number with and without its country, and with what is dialled before it at home.
    fn spellings(&self) -> Vec<String> {
        let digits = |text: String| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let Ok(parsed) = phonenumber::parse(None, self.as_str()) else { return vec![digits(self.0.clone())] };
        let country = parsed.code().value().to_string();
        let whole = digits(parsed.format().mode(phonenumber::Mode::E164).to_string());
        let at_home = digits(parsed.format().mode(phonenumber::Mode::National).to_string());
        let bare = whole.strip_prefix(&country).unwrap_or_default().to_owned();
        let from_abroad = [whole, format!("{country}{at_home}")];
        let dialled = from_abroad.clone().map(|number| format!("00{number}"));
        from_abroad.into_iter().chain(dialled).chain([at_home, bare]).collect()
    }
}

/// The digits of `text`, a `+` before them or not.
fn bare(text: &str) -> Result<String, Mistyped> {
    let narrowed: String = text.chars().map(|c| if c == '\u{ff0b}' { '+' } else { narrow(c) }).collect();
    let text = narrowed.trim();
    let is_abroad = text.starts_with(['+']) || text.starts_with("00");
    let text = if is_abroad { text.replace("(0)", "") } else { text.to_owned() };
    let bare: String = text.chars().filter(|c| !is_ornament(*c) && !c.is_whitespace()).collect();
    if bare.is_empty() {
        return Err(Mistyped::Empty);
    }
    let digits = bare.trim_start_matches('+');
    let plus = bare.len() - digits.len();
    match digits.char_indices().find(|(_, c)| !c.is_ascii_digit()) {
        None if plus <= 1 => Ok(bare),
        Some((place, c)) if place >= FEWEST - 1 && extends(digits.get(place..).unwrap_or_default(), c) => {
            Err(Mistyped::Extension)
        }
        Some((_, c)) if c.is_alphabetic() => Err(Mistyped::Letters),
        None | Some(_) => Err(Mistyped::NotANumber),
    }
}

/// Whether what follows a number is one within the house: a word for it, and digits.
fn extends(rest: &str, first: char) -> bool {
    let word: String = rest.chars().take_while(|c| !c.is_ascii_digit()).collect::<String>().to_lowercase();
    matches!(first, '#' | ';' | ',') || ["x", "ext", "extension", "tst", "toestel"].contains(&word.trim_end_matches([':', '=']))
}

fn mistyped(error: &phonenumber::ParseError) -> Mistyped {
    match error {
        phonenumber::ParseError::TooShortAfterIdd | phonenumber::ParseError::TooShortNsn => Mistyped::TooShort,
        phonenumber::ParseError::TooLong => Mistyped::TooLong,
        phonenumber::ParseError::NoNumber
        | phonenumber::ParseError::InvalidCountryCode
        | phonenumber::ParseError::MalformedInteger(_) => Mistyped::NotANumber,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str, home: &str) -> Result<String, Mistyped> {
        Phone::typed(text, Country::from_code(home)).map(|phone| phone.as_str().to_owned())
    }

    #[test]
    fn a_number_is_the_same_in_each_way_of_writing_it() {
        let dutch = [
            "+31612345678",
            "+31 6 12345678",
            "0031 6 1234 5678",
            "+31 (0)6-12345678",
            "06-12345678",
            "06 12 34 56 78",
            "(06) 12345678",
            "06.12.34.56.78",
            "０６１２３４５６７８",
            "＋31 6/12345678",
            "+31 06 12345678",
            "0031 (0)6 12345678",
        ];
        let number = Phone::parse("+31612345678", None).unwrap();
        for text in dutch {
            assert_eq!(typed(text, "NL").as_deref(), Ok("+31612345678"), "{text}");
            assert!(number.is_spelled(text), "{text}");
        }
        for text in ["", "+31", "12345678", "612345679", "06 12345678 9", "Rex"] {
            assert!(!number.is_spelled(text), "{text}");
        }
    }

    #[test]
    fn each_country_has_its_own_way_without_itself() {
        let numbers = [
            ("NL", "020 123 4567", "+31201234567"),
            ("BE", "0470 12 34 56", "+32470123456"),
            ("DE", "0151-23456789", "+4915123456789"),
            ("FR", "06 12 34 56 78", "+33612345678"),
            ("GB", "07400 123456", "+447400123456"),
            ("US", "(201) 555-0123", "+12015550123"),
            ("US", "1-201-555-0123", "+12015550123"),
            ("IT", "06 1234 5678", "+390612345678"),
            ("IT", "312 345 6789", "+393123456789"),
            ("ES", "612 34 56 78", "+34612345678"),
            ("DK", "32 12 34 56", "+4532123456"),
            ("HU", "06 20 123 4567", "+36201234567"),
            ("SR", "741-2345", "+5977412345"),
            ("TR", "0501 234 56 78", "+905012345678"),
            ("IN", "081234 56789", "+918123456789"),
        ];
        for (home, text, number) in numbers {
            assert_eq!(typed(text, home).as_deref(), Ok(number), "{home} {text}");
            assert!(Phone::parse(number, None).unwrap().is_spelled(text), "{home} {text}");
        }
    }

    #[test]
    fn a_country_of_ones_own_does_not_read_numbers_of_others() {
        for home in ["NL", "US", "IT", "RU"] {
            assert_eq!(typed("+39 06 1234 5678", home).as_deref(), Ok("+390612345678"), "{home}");
            assert_eq!(typed("0044 7400 123456", home).as_deref(), Ok("+447400123456"), "{home}");
        }
        assert_eq!(typed("06 12345678", ""), Err(Mistyped::NoCountry));
    }

    #[test]
    fn what_is_no_number_says_why() {
        let wrong = [
            ("", Mistyped::Empty),
            (" - () ", Mistyped::Empty),
            ("ada", Mistyped::Letters),
            ("06-1234567a", Mistyped::Letters),
            ("0612345678 x12", Mistyped::Extension),
            ("0612345678 ext. 12", Mistyped::Extension),
            ("0612345678#12", Mistyped::Extension),
            ("020 1234567 toestel 12", Mistyped::Extension),
            ("+31 6 12345678 90123456", Mistyped::TooLong),
            ("06123456789012345678901", Mistyped::TooLong),
            ("+31 6", Mistyped::TooShort),
            ("06", Mistyped::TooShort),
            ("++31612345678", Mistyped::NotANumber),
            ("+", Mistyped::NotANumber),
            ("06*12345678", Mistyped::NotANumber),
            ("tel:+31612345678;phone-context=x", Mistyped::Letters),
            ("+31612345678;phone-context=+A1", Mistyped::Extension),
        ];
        for (text, why) in wrong {
            assert_eq!(typed(text, "NL"), Err(why), "{text:?}");
        }
    }

    #[test]
    fn what_an_operator_wrote_with_a_zero_too_many_is_the_same_telephone() {
        let stored = Phone::parse("+31 06 12345678", None).unwrap();
        assert_eq!(stored.as_str(), "+310612345678");
        assert!(Phone::typed("06 12345678", Country::from_code("NL")).unwrap().reaches(&stored));
        assert!(!Phone::typed("06 12345679", Country::from_code("NL")).unwrap().reaches(&stored));
        assert_eq!(stored.mask().to_string(), "*** 78");
        assert_eq!(format!("{stored:?}"), "Phone(..)");
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_typed_is_a_number_or_says_why(text in "\\PC{0,40}") {
            for home in [None, Country::from_code("NL"), Country::from_code("US")] {
                if let Ok(phone) = Phone::typed(&text, home) {
                    proptest::prop_assert!(phone.reaches(&phone) && (9..=16).contains(&phone.as_str().len()));
                }
            }
        }

        #[test]
        fn digits_in_any_order_are_read_without_harm(text in "[+0-9() .-]{0,30}") {
            for home in [None, Country::from_code("NL"), Country::from_code("RU")] {
                let _: Result<Phone, Mistyped> = Phone::typed(&text, home);
            }
        }
    }
}
