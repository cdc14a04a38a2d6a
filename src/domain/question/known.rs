//! What others know of a person, and so would try as an answer first: name, user ID, addresses, telephone numbers,
//! and what the organisation is called.

use std::fmt;

use crate::domain::proof::answers::{Form, normal};
use crate::domain::secret::Secret;

/// Fewer digits may be a year, or a house number.
const FEWEST_DIGITS: usize = 6;

/// What others know of one person. Silent in `Debug`, for whole addresses are among it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Known {
    texts: Vec<String>,
    /// As they are stored, with their country.
    phones: Vec<String>,
}

impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Known(..)")
    }
}

impl Known {
    /// From names and addresses, in any script, and telephone numbers in E.164.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>, phones: impl IntoIterator<Item = &'a str>) -> Self {
        let owned = |text: &str| text.to_owned();
        Self { texts: texts.into_iter().map(owned).collect(), phones: phones.into_iter().map(owned).collect() }
    }

    /// Whether `answer`, which is in `form`, is one of these, or some words of one in their order: a surname is known
    /// without the rest. An answer that only has a known word among others is its owner's own.
    pub(super) fn hold(&self, answer: &Secret, form: Form) -> bool {
        self.texts.iter().any(|text| has_run(text, answer, form)) || self.has_phone(answer)
    }

    /// Whether `answer` is a telephone number of theirs, in any usual way of writing it.
    fn has_phone(&self, answer: &Secret) -> bool {
        let is_ornament = |c: char| matches!(c, '+' | '-' | '.' | '/' | '(' | ')' | ' ');
        let digits: String = answer.expose().chars().filter(|c| !is_ornament(*c)).collect();
        let number = digits.trim_start_matches('0');
        let is_number = number.len() >= FEWEST_DIGITS && number.chars().all(|c| c.is_ascii_digit());
        is_number && self.phones.iter().any(|phone| phone.ends_with(number))
    }
}

/// Whether words that follow one another in `text` are `answer`. Words end at blanks and at marks; marks within a
/// script's own letters are none.
fn has_run(text: &str, answer: &Secret, form: Form) -> bool {
    let whole = normal(text, Form::V1);
    let between = || whole.expose().char_indices().filter(|(_, c)| is_between(*c));
    let starts = [0].into_iter().chain(between().map(|(place, c)| place + c.len_utf8()));
    let ends: Vec<usize> = between().map(|(place, _)| place).chain([whole.expose().len()]).collect();
    let mut runs = starts.flat_map(|start| ends.iter().filter_map(move |end| Some((start, *end)).filter(|_| start < *end)));
    runs.any(|(start, end)| whole.expose().get(start..end).is_some_and(|run| normal(run, form).matches(answer)))
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_punctuation() || matches!(c, '\u{b7}' | '\u{2010}'..='\u{2019}' | '\u{3001}' | '\u{30fb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let texts = [
            "Jan Willem van den Berg",
            "jw.berg@example.org",
            "jw.berg",
            "Contoso Ziekenhuis",
            "Οδυσσεύς Λαέρτης",
            "सीता मिश्रा",
            "Seán O\u{2019}Brien",
        ];
        Known::of(texts, ["+31612345678"])
    }

    fn is_known(answer: &str, form: Form) -> bool {
        known().hold(&normal(answer, form), form)
    }

    #[test]
    fn names_addresses_and_numbers_are_known_in_any_script_and_spelling() {
        for answer in [
            "berg",
            "JAN",
            "van den  Berg",
            "Willem van den Berg",
            "jan willem van den berg",
            "ＢＥＲＧ",
            "JW.Berg@Example.org",
            "jw.berg",
            "contoso",
            "Contoso ziekenhuis",
            "ΟΔΥΣΣΕΎΣ",
            "मिश्रा",
            "O\u{2019}Brien",
            "0612345678",
            "06-12 34 56 78",
            "0031612345678",
            "12345678",
        ] {
            assert!(is_known(answer, Form::V1), "{answer}");
        }
        for (answer, expected) in [("obrien", true), ("brien", true), ("JW Berg", false), ("vandenberg", false)] {
            assert_eq!(is_known(answer, Form::V1Unpunctuated), expected, "{answer}");
        }
    }

    #[test]
    fn what_only_contains_a_known_word_is_an_answer() {
        for answer in
            ["Uncle Jan", "Berg Jan", "Bergen", "van der Berg", "jw.berg@example.net", "Ziekenhuis West", "5678", "1987", "Rex"]
        {
            assert!(!is_known(answer, Form::V1), "{answer}");
        }
    }

    #[test]
    fn nobody_finds_an_address_in_a_log() {
        assert_eq!(format!("{:?}", known()), "Known(..)");
    }
}
