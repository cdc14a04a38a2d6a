//! How hard a password is to guess for somebody who speaks Dutch: zxcvbn knows English only.

use std::sync::LazyLock;

use zeroize::Zeroizing;
use zxcvbn::{Entropy, zxcvbn};

use super::Words;
use super::passphrase::DUTCH;

/// What Dutch passwords are made of, the likeliest word first.
const LIKELY: &str = include_str!("../../../assets/words/nl-passwords.txt");

/// zxcvbn takes the place in the list for how soon a word is tried, so what is likely goes before what is merely Dutch.
static KNOWN: LazyLock<Vec<&'static str>> = LazyLock::new(|| LIKELY.lines().chain(DUTCH.lines()).collect());

/// zxcvbn's estimate, whatever stands between the words and behind them: it takes a blank or a `!!!` for a third thing
/// to be guessed, but whoever guesses words tries those first.
pub fn of(candidate: &str, words: &Words) -> Entropy {
    let own = words.person.iter().chain(&words.organisation).map(String::as_str);
    let inputs: Vec<&str> = own.chain(KNOWN.iter().copied()).collect();
    let whole = zxcvbn(candidate, &inputs);
    let joined: Zeroizing<String> = Zeroizing::new(without_sign(candidate).chars().filter(|c| !is_between_words(*c)).collect());
    if joined.len() == candidate.len() {
        return whole;
    }
    let joined = zxcvbn(&joined, &inputs);
    if joined.guesses() < whole.guesses() { joined } else { whole }
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
