//! Asking an administrator for help: what is asked, the number under which it is found, and what
//! becomes of it. Knows nothing of who asks.

use std::fmt;

use super::code::{grouped, is_separator, narrow};
use super::id::Entropy;
use super::outcome::{Asked, Stop};
use super::support::SupportCode;
use super::time::Moment;

/// A line in a visitor's own words, in code points.
pub const LONGEST_WORDS: usize = 200;

const FIRST: u32 = 100_000;
const LAST: u32 = 999_999;

/// The number of a request: six digits that can be read over the telephone. Drawn by chance: one that
/// counted up would tell how many there were, and whoever knows theirs could name somebody else's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HelpNumber(u32);

impl HelpNumber {
    pub fn draw(entropy: Entropy) -> Self {
        let range = u128::from(LAST - FIRST) + 1;
        let within = u32::try_from(u128::from_le_bytes(entropy) % range).unwrap_or(0);
        Self(FIRST + within)
    }

    /// The number as it was read out: `481 927`, with blanks and dashes wherever.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(|c| !is_separator(*c)).map(narrow).collect();
        Self::of(digits.parse().ok()?)
    }

    /// From a column that this program wrote.
    pub fn from_stored(number: i64) -> Option<Self> {
        Self::of(u32::try_from(number).ok()?)
    }

    pub const fn number(self) -> u32 {
        self.0
    }

    fn of(number: u32) -> Option<Self> {
        (FIRST..=LAST).contains(&number).then_some(Self(number))
    }
}

impl fmt::Display for HelpNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&grouped(&self.0.to_string()))
    }
}

/// What a visitor asks. Silent in `Debug`: people type passwords into whatever is in front of them.
#[derive(Clone, PartialEq, Eq)]
pub struct HelpWish {
    /// The user ID, or a name, as they typed it.
    pub login: String,
    /// A line in their own words; empty when they left it out.
    pub words: String,
    /// The name of the page that they come from.
    pub page: &'static str,
    /// The code on the stop page that they come from.
    pub support: Option<SupportCode>,
}

impl fmt::Debug for HelpWish {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HelpWish").field("page", &self.page).field("support", &self.support).finish_non_exhaustive()
    }
}

/// What a visitor can name who asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpReceipt {
    pub number: HelpNumber,
    pub support: SupportCode,
}

/// The answer to "I want to ask an administrator".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpAnswer {
    Sent(HelpReceipt),
    /// First a riddle.
    Captcha(Asked),
    /// So many requests came for this user ID, or from this place, that no more is taken before then.
    Enough {
        until: Moment,
    },
}

/// The answer to "send my user ID to this address": the same whether it is anybody's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserIdAnswer {
    Sent,
    /// First a riddle.
    Captcha(Asked),
    /// So many letters were asked for to this address that no more goes out before then.
    Enough {
        until: Moment,
    },
    Stop(Stop),
}

/// Whether somebody still has to look at a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HelpState {
    Open,
    Closed,
}

impl HelpState {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Open, Self::Closed].into_iter().find(|state| state.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_six_digits_whatever_chance_brings() {
        for entropy in [[0; 16], [255; 16], [1; 16], [0x5a; 16]] {
            let number = HelpNumber::draw(entropy);
            assert!((100_000..=999_999).contains(&number.number()), "{number}");
        }
        assert_ne!(HelpNumber::draw([1; 16]), HelpNumber::draw([2; 16]));
    }

    #[test]
    fn it_is_taken_as_people_say_it() {
        let number = HelpNumber::of(481_927).expect("a number");
        assert_eq!(number.to_string(), "481 927");
        for said in ["481927", "481 927", "481-927", " 4819 27 ", "４８１９２７"] {
            assert_eq!(HelpNumber::parse(said), Some(number), "{said}");
        }
        for other in ["", "48192", "4819270", "nonsense", "-48192", "048192", "99999999999999999999"] {
            assert_eq!(HelpNumber::parse(other), None, "{other}");
        }
    }

    #[test]
    fn debug_shows_nothing_that_was_typed() {
        let wish = HelpWish { login: "hunter2".to_owned(), words: "hunter3".to_owned(), page: "identify", support: None };
        assert!(!format!("{wish:?}").contains("hunter"));
    }
}
