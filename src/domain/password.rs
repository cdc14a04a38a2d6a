//! What makes a new password good enough, and the exact reason when it is not.
//!
//! Length, words that belong to the person or the organisation, a list of common passwords, and zxcvbn's
//! estimate; character classes only where the operator keeps to Microsoft's classic rules. Whether it is
//! the current or an earlier one is asked of the stored hashes, not here.

mod class;
mod estimate;
pub mod passphrase;
mod rows;

pub use class::{CLASSES, count_classes};

use std::fmt;

use zxcvbn::feedback::{Suggestion, Warning};

/// One lower-case password a line, sorted by bytes.
const COMMON: &str = include_str!("../../assets/common-passwords.txt");

/// Words shorter than this are in too many good passwords to be refused.
const SHORTEST_WORD: usize = 4;

/// The rules for a new password of one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordRules {
    /// In code points.
    pub min: usize,
    pub max: usize,
    /// How many of the four [`class`]es of characters it must have; 0 asks for none.
    pub classes: usize,
    /// The least zxcvbn score, 0 to 4; 0 takes any.
    pub score: u8,
    /// How many earlier passwords are refused, beside the current one.
    pub history: usize,
    /// Words of the organisation, beside its name.
    pub organisation_words: Vec<String>,
}

impl PasswordRules {
    pub const MODERN: Self = Self { min: 12, max: 128, classes: 0, score: 3, history: 1, organisation_words: Vec::new() };

    /// Microsoft's: short ones are taken, if they are mixed, however easily they are guessed.
    pub const CLASSIC: Self = Self { min: 8, max: 256, classes: 3, score: 0, history: 1, organisation_words: Vec::new() };
}

/// Words that a password of this person must not be built on.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Words {
    person: Vec<String>,
    organisation: Vec<String>,
}

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Complaint {
    TooShort,
    TooLong,
    /// It has characters of too few classes.
    TooFewClasses,
    /// It contains the person's user ID, name or address.
    HoldsPersonalWord,
    /// It contains the organisation's name or one of its words.
    HoldsOrganisationWord,
    /// It stands in the list of common passwords.
    Common,
    /// It could be guessed.
    Weak,
    /// It is the password that is being replaced.
    Current,
    /// It was used before.
    UsedBefore,
}

/// What is known of a candidate while it is typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    pub complaints: Vec<Complaint>,
    /// zxcvbn's score, 0 to 4.
    pub score: u8,
    pub warning: Option<Warning>,
    pub suggestions: Vec<Suggestion>,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Words(..)")
    }
}

impl Words {
    /// From the texts of a person (user ID, name, addresses) and of the organisation.
    pub fn of<'a>(person: impl IntoIterator<Item = &'a str>, organisation: impl IntoIterator<Item = &'a str>) -> Self {
        Self { person: split(person), organisation: split(organisation) }
    }
}

fn split<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut words = Vec::new();
    for text in texts {
        for word in text.split(|c: char| !c.is_alphanumeric()).map(plain) {
            if word.chars().count() >= SHORTEST_WORD && !words.contains(&word) {
                words.push(word);
            }
        }
    }
    words
}

/// Assesses `candidate`. Takes some milliseconds: zxcvbn looks at the first hundred characters.
pub fn assess(candidate: &str, rules: &PasswordRules, words: &Words) -> Assessment {
    let estimate = estimate::of(candidate, words);
    let score = estimate.score;
    let mut complaints = spelling(candidate, rules, words);
    if score < rules.score {
        complaints.push(Complaint::Weak);
    }
    Assessment { complaints, score, warning: estimate.warning, suggestions: estimate.suggestions }
}

fn spelling(candidate: &str, rules: &PasswordRules, words: &Words) -> Vec<Complaint> {
    let length = candidate.chars().count();
    let spelled = plain(candidate);
    let holds = |words: &[String]| words.iter().any(|word| spelled.contains(word.as_str()));
    [
        (length < rules.min, Complaint::TooShort),
        (length > rules.max, Complaint::TooLong),
        (count_classes(candidate) < rules.classes, Complaint::TooFewClasses),
        (holds(&words.person), Complaint::HoldsPersonalWord),
        (holds(&words.organisation), Complaint::HoldsOrganisationWord),
        (is_common(candidate), Complaint::Common),
    ]
    .into_iter()
    .filter_map(|(holds, complaint)| holds.then_some(complaint))
    .collect()
}

/// Whether `candidate` stands in the bundled list, whatever its case.
pub fn is_common(candidate: &str) -> bool {
    let wanted = candidate.to_lowercase();
    let (mut low, mut high) = (0, COMMON.len());
    // A binary search over the text itself: no table to build, nothing to keep in memory.
    while low < high {
        let middle = line_start(low + (high - low) / 2);
        let line = COMMON.get(middle..).and_then(|rest| rest.lines().next()).unwrap_or("");
        match line.cmp(wanted.as_str()) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = middle + line.len() + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    false
}

/// Where the line around byte `at` begins.
fn line_start(at: usize) -> usize {
    COMMON.as_bytes().get(..at).and_then(|before| before.iter().rposition(|byte| *byte == b'\n')).map_or(0, |newline| newline + 1)
}

/// `text` as somebody means it who writes `C0nt0$o`: lower case, the usual substitutes undone.
fn plain(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .map(|c| match c {
            '0' => 'o',
            '1' | '!' => 'l',
            '3' => 'e',
            '$' | '5' => 's',
            '@' | '4' => 'a',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> PasswordRules {
        PasswordRules::MODERN
    }

    fn words() -> Words {
        Words::of(["alain", "Alain Dubois", "alain.charon@example.org"], ["Contoso", "Wingtip Toys"])
    }

    fn complaints(candidate: &str) -> Vec<Complaint> {
        assess(candidate, &rules(), &words()).complaints
    }

    #[test]
    fn the_bounds_are_exact_and_count_code_points() {
        let bounds = |candidate: &str| {
            complaints(candidate)
                .into_iter()
                .filter(|c| matches!(c, Complaint::TooShort | Complaint::TooLong))
                .collect::<Vec<_>>()
        };
        assert_eq!(bounds("kz7 vq9 mw2"), [Complaint::TooShort]);
        assert_eq!(bounds("kz7 vq9 mw2x"), []);
        assert_eq!(bounds("ééééééééééé"), [Complaint::TooShort]);
        assert_eq!(bounds("éééééééééééé"), []);
        assert_eq!(bounds(&"x".repeat(128)), []);
        assert_eq!(bounds(&"x".repeat(129)), [Complaint::TooLong]);
    }

    #[test]
    fn words_of_the_person_and_the_house_are_found_under_their_disguise() {
        assert!(complaints("zebra-DUB0IS-lantern").contains(&Complaint::HoldsPersonalWord));
        assert!(complaints("zebra ch@ron lantern").contains(&Complaint::HoldsPersonalWord));
        assert!(complaints("zebra c0nt0$o lantern").contains(&Complaint::HoldsOrganisationWord));
        assert_eq!(complaints("zebra copper lantern wharf"), []);
    }

    #[test]
    fn common_passwords_are_refused_in_any_case() {
        assert!(is_common("password1234"));
        assert!(is_common("PassWord1234"));
        assert!(!is_common("password1234 "));
        assert!(!is_common(""));
        assert!(!is_common("zebra copper lantern wharf"));
    }

    #[test]
    fn the_search_finds_every_line_of_the_list() {
        for line in COMMON.lines() {
            assert!(is_common(line), "{line}");
        }
        assert!(COMMON.lines().is_sorted(), "the list is searched by halves");
    }

    #[test]
    fn what_can_be_guessed_is_weak_and_the_reason_is_given() {
        let weak = assess("qwertyuiop12", &rules(), &words());
        assert!(weak.complaints.contains(&Complaint::Weak));
        assert!(weak.warning.is_some());
        assert!(assess("zebra copper lantern wharf", &rules(), &words()).score >= 3);
    }
}
