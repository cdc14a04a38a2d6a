//! How hard a password is to guess for somebody who speaks Dutch: zxcvbn knows English only.

use std::sync::LazyLock;

use zeroize::Zeroizing;
use zxcvbn::{Entropy, zxcvbn};

use super::Words;
use super::passphrase::DUTCH;

/// What Dutch passwords are made of, the likeliest word first.
const LIKELY: &str = include_str!("../../../assets/words/nl-passwords.txt");

/// Both lists, with the letters that each word needs.
static KNOWN: LazyLock<[Vec<(&str, Letters)>; 2]> =
    LazyLock::new(|| [LIKELY, DUTCH].map(|list| list.lines().map(|word| (word, Letters::of(word))).collect()));

/// The letters for which zxcvbn takes a digit or a sign, as in `p4$$`.
const DISGUISED: &str = "abcegilostxz";

/// zxcvbn's estimate, whatever stands between the words and behind them: it takes a blank or a `!!!` for a third thing
/// to be guessed, but whoever guesses words tries those first.
pub fn of(candidate: &str, words: &Words) -> Entropy {
    let inputs = inputs(candidate, words);
    let whole = zxcvbn(candidate, &inputs);
    let joined: Zeroizing<String> = Zeroizing::new(without_sign(candidate).chars().filter(|c| !is_between_words(*c)).collect());
    if joined.len() == candidate.len() {
        return whole;
    }
    let joined = zxcvbn(&joined, &inputs);
    if joined.guesses() < whole.guesses() { joined } else { whole }
}

/// The words that zxcvbn is to look for in `candidate`; it copies each several times, so none that cannot be in there.
/// It takes the place in the list for how soon a word is tried: a blank keeps the place of a likely one. The others stand
/// in the order of the alphabet, which says nothing: they come right behind.
fn inputs<'a>(candidate: &str, words: &'a Words) -> Vec<&'a str> {
    let letters = Letters::readable_in(candidate);
    let [likely, dutch] = &*KNOWN;
    let likely = likely.iter().map(|(word, needed)| if letters.hold(*needed) { *word } else { "" });
    let dutch = dutch.iter().filter(|(_, needed)| letters.hold(*needed)).map(|(word, _)| *word);
    words.person.iter().chain(&words.organisation).map(String::as_str).chain(likely).chain(dutch).collect()
}

/// The letters a to z of a text as a bit each, and one for all that is none of them.
#[derive(Clone, Copy)]
struct Letters(u32);

impl Letters {
    const OTHER: Self = Self(1 << 26);

    fn of(text: &str) -> Self {
        text.chars().map(Self::one).fold(Self(0), Self::and)
    }

    /// Those of which zxcvbn could find a word in `candidate`: a digit or a sign may stand for one.
    fn readable_in(candidate: &str) -> Self {
        let lower: Zeroizing<String> = Zeroizing::new(candidate.to_lowercase());
        let signs = lower.chars().any(|c| !c.is_alphabetic() && !is_between_words(c));
        let plain = Self::of(&lower);
        if signs { plain.and(Self::of(DISGUISED)) } else { plain }
    }

    fn one(c: char) -> Self {
        match c {
            'a'..='z' => Self(1 << (u32::from(c) - u32::from('a'))),
            _ => Self::OTHER,
        }
    }

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn hold(self, needed: Self) -> bool {
        needed.0 & !self.0 == 0
    }
}

/// `text` without the one sign, however often, that many rules ask for and most put at the end.
fn without_sign(text: &str) -> &str {
    let sign = text.chars().next_back().filter(|c| !c.is_alphanumeric());
    sign.map_or(text, |sign| text.trim_end_matches(sign))
}

const fn is_between_words(c: char) -> bool {
    matches!(c, ' ' | '-' | '_' | '.')
}

#[cfg(test)]
mod tests {
    use super::super::{Complaint, PasswordRules, assess};
    use super::*;

    fn is_weak(candidate: &str) -> bool {
        assess(candidate, &PasswordRules::MODERN, &Words::default()).complaints.contains(&Complaint::Weak)
    }

    #[test]
    fn what_the_dutch_think_of_first_is_weak() {
        for candidate in [
            "ikhouvanjou2026",
            "appeltaart123",
            "welkom amsterdam",
            "geheim geheim1",
            "zomervakantie",
            "Lente2026!!!",
            "W3lkom-September",
            "rotterdam_feyenoord",
            "mijnwachtwoord1",
        ] {
            assert!(is_weak(candidate), "{candidate}");
        }
    }

    #[test]
    fn no_word_is_left_out_that_could_be_read() {
        let turned = |word: &str| word.chars().rev().collect::<String>();
        let disguised = |word: &str| word.replace('a', "4").replace('e', "3").replace('o', "0").replace('s', "$");
        let signs = |word: &str| word.replace('i', "!").replace('t', "+").replace('l', "|").replace('c', "(");
        let none = Words::default();
        for word in LIKELY.lines().chain(DUTCH.lines()) {
            for candidate in [word.to_owned(), turned(&word.to_uppercase()), disguised(word), signs(word)] {
                assert!(inputs(&candidate, &none).contains(&word), "{word} in {candidate}");
            }
        }
    }

    #[test]
    fn a_likely_word_keeps_its_place_whatever_is_left_out() {
        for (place, word) in LIKELY.lines().enumerate() {
            assert_eq!(inputs(word, &Words::default()).get(place), Some(&word));
        }
        assert!(inputs("kk", &Words::default()).len() < 800, "what cannot be in there is not copied");
    }

    /// Four words that nobody would put together, and what no list holds.
    #[test]
    fn what_is_hard_to_guess_stays_so_in_dutch() {
        for candidate in ["tulp-koffer-anker-wolk", "zebra copper lantern wharf", "k#9$vL!2@mQ&", "hupzyd-cYxpe3-gudbip"] {
            assert!(!is_weak(candidate), "{candidate}");
        }
    }

    #[test]
    fn the_likely_words_are_plain_and_stand_once() {
        let mut words: Vec<&str> = LIKELY.lines().collect();
        assert!(
            words.len() > 500
                && words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
        );
        words.sort_unstable();
        assert!(words.windows(2).all(|pair| pair[0] != pair[1]), "a second one only makes the others look rarer");
    }
}
