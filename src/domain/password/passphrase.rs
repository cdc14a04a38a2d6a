//! A password made of words, for whoever cannot think of one. Drawn from random bytes that are handed in, so
//! it ends with them.
//!
//! Each word is one of 2,048, drawn alike: log2(2048) = 11 bits. Four of them are 44 bits, 1.8 * 10^13
//! passphrases; whoever stole the store and tries 10,000 a second, which takes a great many machines with
//! Argon2id at 46 MiB, needs 28 years for half of them. The dashes, the capital and the digit that some
//! rules ask for add nothing that we count. Where a long one is asked for there are more words. The last of
//! them must fit the length that is left: that takes away from what they add, never from the first four.

use zeroize::Zeroizing;

use super::{PasswordRules, Words, assess};
use crate::domain::account::Language;
use crate::domain::secret::Secret;

const ENGLISH: &str = include_str!("../../../assets/words/en.txt");
/// Whoever guesses knows it too.
pub(super) const DUTCH: &str = include_str!("../../../assets/words/nl.txt");

/// Words in a list; a power of two, so that a number of sixteen bits chooses without favour.
const WORDS: usize = 2_048;
/// The letters of a word.
const SHORTEST: usize = 4;
const LONGEST: usize = 7;
/// Every passphrase has as many at least.
const FEWEST: usize = 4;
/// Between words: seen on paper, where a blank is not, and for rules that ask for it a sign.
const DASH: char = '-';
/// Digits that nobody takes for a letter; eight of them, for the same reason as above.
const DIGITS: &[u8; 8] = b"23456789";

/// A passphrase in `language` that `rules` take from a person with these `words`; none when `random` is used
/// up before one is found. Takes some milliseconds for each that is refused.
pub fn suggest(language: Language, rules: &PasswordRules, words: &Words, random: &[u8]) -> Option<Secret> {
    let list = list(language);
    let mut numbers = random.chunks_exact(2).map(|pair| pair.iter().fold(0, |sum, byte| sum * 256 + usize::from(*byte)));
    loop {
        let candidate = compose(&list, rules, &mut numbers)?;
        if assess(candidate.expose(), rules, words).complaints.is_empty() {
            return Some(candidate);
        }
    }
}

fn list(language: Language) -> Vec<&'static str> {
    match language {
        Language::English => ENGLISH,
        Language::Dutch => DUTCH,
    }
    .lines()
    .collect()
}

/// Words until there are enough of them and the length is right.
fn compose(list: &[&str], rules: &PasswordRules, numbers: &mut impl Iterator<Item = usize>) -> Option<Secret> {
    let ways = Ways::within(rules);
    let mut text = Zeroizing::new(String::with_capacity(rules.max.saturating_add(LONGEST)));
    let (mut count, tail) = (0, usize::from(rules.classes >= 4));
    while count < FEWEST || text.len() + tail < rules.min {
        let word = list.get(numbers.next()? % WORDS)?;
        let dash = usize::from(count > 0);
        if !ways.lead_on_from(text.len() + tail + dash + word.len()) {
            continue;
        }
        text.extend((dash > 0).then_some(DASH));
        text.push_str(word);
        count += 1;
    }
    if rules.classes >= 3 {
        capitalise(&mut text);
    }
    if tail > 0 {
        text.extend(DIGITS.get(numbers.next()? % DIGITS.len()).map(|digit| char::from(*digit)));
    }
    Some(Secret::new(text.to_string()))
}

fn capitalise(text: &mut str) {
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
}

/// From which lengths words can still be added so that the end is neither too short nor too long.
struct Ways(Vec<bool>);

impl Ways {
    fn within(rules: &PasswordRules) -> Self {
        let mut good: Vec<bool> = (0..=rules.max).map(|length| length >= rules.min).collect();
        for length in (0..rules.min.min(good.len())).rev() {
            let ends = (SHORTEST..=LONGEST).any(|word| good.get(length + 1 + word).copied().unwrap_or(false));
            if let Some(place) = good.get_mut(length) {
                *place = ends;
            }
        }
        Self(good)
    }

    fn lead_on_from(&self, length: usize) -> bool {
        self.0.get(length).copied().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests;
