//! How hard a password is to guess for somebody who speaks Dutch: zxcvbn knows English only.

use std::sync::LazyLock;

use zeroize::Zeroizing;
use zxcvbn::{Entropy, zxcvbn};

use super::Words;
use super::passphrase::DUTCH;

/// What Dutch passwords are made of, the likeliest word first.
const LIKELY: &str = include_str!("../../../assets/words/nl-passwords.txt");

/// zxcvbn takes the place in the list for how soon a word is tried, so what is likely goes before what is merely Dutch.
static KNOWN: LazyLock<Vec<(&'static str, Letters)>> =
    LazyLock::new(|| LIKELY.lines().chain(DUTCH.lines()).map(|word| (word, Letters::of(word))).collect());

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

/// The words that zxcvbn is to look for in `candidate`.
fn inputs<'a>(candidate: &str, words: &'a Words) -> Vec<&'a str> {
    let letters = Letters::readable_in(candidate);
    // zxcvbn copies what it is handed several times. A blank keeps the place of a word that cannot be in there.
    let known = KNOWN.iter().map(|(word, needed)| if letters.hold(*needed) { *word } else { "" });
    words.person.iter().chain(&words.organisation).map(String::as_str).chain(known).collect()
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

    /// It is guessed as by the whole list, in the whole list's order.
    #[test]
    fn no_word_is_left_out_that_could_be_read() {
        let all: Vec<&str> = KNOWN.iter().map(|(word, _)| *word).collect();
        let turned = |word: &str| word.chars().rev().collect::<String>();
        let disguised = |word: &str| word.replace('a', "4").replace('e', "3").replace('o', "0").replace('s', "$");
        let signs = |word: &str| word.replace('i', "!").replace('t', "+").replace('l', "|").replace('c', "(");
        for pair in all.chunks(2).step_by(23) {
            let (first, second) = (pair[0], pair[1]);
            for candidate in [
                format!("{first}{second}"),
                format!("{}7{}", first.to_uppercase(), turned(second)),
                format!("{}{}", disguised(first), signs(second)),
                format!("{first}{first}_{second}"),
            ] {
                let found = zxcvbn(&candidate, &inputs(&candidate, &Words::default())).guesses();
                let expected = zxcvbn(&candidate, &all).guesses();
                assert_eq!(found, expected, "{candidate}");
            }
        }
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
