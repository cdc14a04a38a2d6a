//! What others know of a person, and so would try as an answer first: name, user ID, addresses, telephone numbers,
//! and what the organisation is called.

use std::fmt;
use std::ops::RangeInclusive;

use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::domain::account::Address;
use crate::domain::phone::Phone;
use crate::domain::proof::answers::{Form, normal};
use crate::domain::secret::Secret;

/// The accents of Latin, Greek and Cyrillic, where a letter is taken apart from them.
pub(super) const ACCENTS: RangeInclusive<char> = '\u{300}'..='\u{36f}';
/// Words of one name that are tried in every order: 6! = 720 of them.
const FEW: usize = 6;

/// What others know of one person. Silent in `Debug`, for whole addresses are among it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// What somebody or something is called, in any script: each word is known without the others.
    pub names: Vec<String>,
    /// Known as a whole, and as all that stands before the @.
    pub addresses: Vec<Address>,
    pub phones: Vec<Phone>,
}

impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Known(..)")
    }
}

impl Known {
    /// Whether `typed` is one of these, or made of words of one name, however it is written. An answer that only has a
    /// known word among others is its owner's own.
    pub fn holds(&self, typed: &Secret) -> bool {
        let answer = plain(typed.expose());
        let mut letters = Zeroizing::new(String::with_capacity(answer.len()));
        letters.extend(words(&answer));
        let mut addresses = self.addresses.iter().flat_map(|address| [address.as_str(), address.local()]);
        !letters.is_empty()
            && (self.names.iter().any(|name| is_made_of(name, &answer, &letters))
                || addresses.any(|text| words(&plain(text)).collect::<String>() == *letters)
                || self.phones.iter().any(|phone| phone.is_spelled(typed.expose())))
    }
}

/// How `text` is compared: in the form of answers, without the accents that many leave out. Marks of other scripts than
/// Latin, Greek and Cyrillic stay, for there they are letters.
fn plain(text: &str) -> Zeroizing<String> {
    let normal = normal(text, Form::V1);
    // Room for all of it at once, so that no copy is left behind by a grown buffer: taken apart, no letter has more than
    // three times its bytes.
    let mut plain = Zeroizing::new(String::with_capacity(normal.expose().len().saturating_mul(3)));
    plain.extend(normal.expose().nfd().filter(|c| !ACCENTS.contains(c)));
    plain
}

/// Whether `answer`, whose `letters` alone these are, has words of `name` only, in any order; or some of them written as
/// one: in any order too where they are few, else as they follow one another there.
fn is_made_of(name: &str, answer: &str, letters: &str) -> bool {
    let name = plain(name);
    let known: Vec<&str> = words(&name).collect();
    words(answer).all(|word| known.contains(&word))
        || (known.len() <= FEW && is_pieced(&known, letters))
        || (0..known.len()).any(|first| is_run(known.iter().skip(first), letters))
}

/// Whether `letters` are some of `words`, each once, in any order.
fn is_pieced(words: &[&str], letters: &str) -> bool {
    letters.is_empty()
        || words.iter().enumerate().any(|(place, word)| {
            let others =
                || words.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, word)| *word).collect::<Vec<_>>();
            letters.strip_prefix(word).is_some_and(|left| is_pieced(&others(), left))
        })
}

/// Whether the first of `words`, written as one, are `letters`.
fn is_run<'a>(words: impl Iterator<Item = &'a &'a str>, letters: &str) -> bool {
    let mut left = Some(letters);
    words
        .map_while(|word| {
            left = left?.strip_prefix(word);
            left
        })
        .any(str::is_empty)
}

/// Words end at blanks and at marks; marks within a script's own letters are none.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_between).filter(|word| !word.is_empty())
}

/// Whether `c` stands between words: a blank or a mark.
pub(super) fn is_between(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_punctuation() || matches!(c, '\u{b7}' | '\u{2010}'..='\u{2019}' | '\u{3001}' | '\u{30fb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let names = [
            "Jan Willem van den Berg",
            "Contoso Ziekenhuis",
            "Οδυσσεύς Λαέρτης",
            "सीता मिश्रा",
            "Seán O\u{2019}Brien",
            "Zoë Müller-Đặng",
            "Ada Peeters",
        ];
        Known {
            names: names.map(str::to_owned).to_vec(),
            addresses: Address::parse("jw.bergen@example.org").into_iter().collect(),
            phones: Phone::parse("+31655501234", None).into_iter().collect(),
        }
    }

    fn is_known(answer: &str) -> bool {
        known().holds(&Secret::new(answer.to_owned()))
    }

    #[test]
    fn names_addresses_and_numbers_are_known_in_any_script_and_spelling() {
        for answer in [
            "berg",
            "Willemberg",
            "JAN",
            "van den  Berg",
            "vandenberg",
            "Willem van den Berg",
            "jan willem van den berg",
            "Berg, Jan Willem van den",
            "Berg Jan",
            "jan-willem",
            "janwillem",
            "ＢＥＲＧ",
            "contoso",
            "Contoso ziekenhuis",
            "ΟΔΥΣΣΕΎΣ",
            "मिश्रा",
            "O\u{2019}Brien",
            "obrien",
            "sean",
            "zoe",
            "muller",
            "Zoe Mu\u{308}ller",
            "đang",
            "Οδυσσευς",
            "peetersada",
            "AdaPeeters",
            "MullerZoe",
            "JW.Bergen@Example.org",
            "jw.bergen",
            "JW Bergen",
            "0655501234",
            "06-55 50 12 34",
            "06\u{2013}55501234",
            "+31 (0)6 55501234",
            "0031655501234",
            "655501234",
        ] {
            assert!(is_known(answer), "{answer}");
        }
    }

    #[test]
    fn what_only_contains_what_is_known_is_an_answer() {
        for answer in [
            "Uncle Jan",
            "Willemsberg",
            "peetersa",
            "मशर",
            "van der Berg",
            "jw.bergen@example.net",
            "bergen",
            "example",
            "Ziekenhuis West",
            "501234",
            "55501234",
            "1987",
            "Rex",
            "---",
        ] {
            assert!(!is_known(answer), "{answer}");
        }
    }

    /// What looks at the words from each to each other takes minutes.
    #[test]
    fn a_name_of_thousands_of_words_is_looked_at_at_once() {
        let (done, held) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let known = Known { names: vec!["x ".repeat(4_000), "x.".repeat(4_000)], ..Known::default() };
            let answers = ["x".repeat(40), format!("{}y", "x ".repeat(19))];
            done.send(answers.map(|answer| known.holds(&Secret::new(answer))))
        });
        assert_eq!(held.recv_timeout(std::time::Duration::from_secs(10)), Ok([true, false]));
    }

    #[test]
    fn nobody_finds_an_address_in_a_log() {
        assert_eq!(format!("{:?}", known()), "Known(..)");
    }
}
