//! How hard a password is to guess for somebody who speaks Dutch: zxcvbn knows English only.

use std::collections::HashSet;
use std::sync::LazyLock;

use zeroize::Zeroizing;
use zxcvbn::feedback::{Feedback, Suggestion, Warning};
use zxcvbn::matching::Match;
use zxcvbn::matching::patterns::MatchPattern;
use zxcvbn::{Entropy, Score, zxcvbn};

use super::Words;
use super::passphrase::DUTCH;
use super::rows;

/// What Dutch passwords are made of, the likeliest word first.
const LIKELY: &str = include_str!("../../../assets/words/nl-passwords.txt");

/// The likely words, and all others, with the letters that each needs; each word once, for zxcvbn takes the last place of
/// one that it is told twice.
static KNOWN: LazyLock<[Vec<(&str, Letters)>; 2]> = LazyLock::new(|| {
    let mut told: HashSet<&str> = LIKELY.lines().collect();
    let others = DUTCH.lines().chain(rows::words()).filter(|word| told.insert(word));
    let others: Vec<&str> = others.collect();
    [LIKELY.lines().collect(), others].map(|list| list.into_iter().map(|word| (word, Letters::of(word))).collect())
});

/// From this score on zxcvbn has no advice.
const GOOD: u8 = 3;

/// The letters for which zxcvbn takes a digit or a sign, as in `p4$$`.
const DISGUISED: &str = "abcegilostxz";

/// How many guesses a password bears, and zxcvbn's advice about it.
pub struct Estimate {
    /// 0 to 4, as zxcvbn has it.
    pub score: u8,
    pub warning: Option<Warning>,
    pub suggestions: Vec<Suggestion>,
}

/// The least of zxcvbn's estimates, whatever stands between the words and behind them: it takes a blank or a `!!!` for a
/// third thing to be guessed, but whoever guesses words tries those first.
pub fn of(candidate: &str, words: &Words) -> Estimate {
    let inputs = inputs(candidate, words);
    let whole = weighed(&zxcvbn(candidate, &inputs));
    let joined = joined_up(candidate);
    if joined.len() == candidate.len() {
        return whole;
    }
    let joined = weighed(&zxcvbn(&joined, &inputs));
    if joined.score < whole.score { joined } else { whole }
}

/// `candidate` without what stands between its words and behind them, made in one piece: one that grows leaves copies.
fn joined_up(candidate: &str) -> Zeroizing<String> {
    let mut joined = Zeroizing::new(String::with_capacity(candidate.len()));
    joined.extend(without_sign(candidate).chars().filter(|c| !is_between_words(*c)));
    joined
}

/// zxcvbn's estimate, or what its pieces come to in all their orders, if that is less. It adds 10,000 guesses for the
/// second piece and multiplies them by as many for each that follows, so that three pieces are good whatever they are; but
/// "password 2026 spring" is what is tried first.
fn weighed(entropy: &Entropy) -> Estimate {
    let score = points(entropy.score()).min(score_of(joined(entropy.sequence())));
    let feedback = entropy.feedback();
    let suggestions = feedback.map(|feedback| feedback.suggestions().to_vec()).unwrap_or_default();
    // It has no advice for what it takes for good.
    let lacks_advice = suggestions.is_empty() && score < GOOD;
    Estimate {
        score,
        warning: feedback.and_then(Feedback::warning),
        suggestions: if lacks_advice { vec![Suggestion::AddAnotherWordOrTwo] } else { suggestions },
    }
}

/// How many guesses `pieces` bear together, in whatever order they stand. What follows from another piece, wherever that
/// stands, is tried with it and bears hardly any of its own.
fn joined(pieces: &[Match]) -> u64 {
    let (mut all, mut place) = (1_u64, 0_u64);
    for (at, piece) in pieces.iter().enumerate() {
        if pieces.iter().take(at).any(|before| follows(word(before), word(piece))) {
            all = all.saturating_mul(FOLLOWING);
        } else {
            place += 1;
            all = all.saturating_mul(piece.guesses.unwrap_or(u64::MAX)).saturating_mul(place);
        }
    }
    all
}

/// What a piece bears that follows from another: whether it does.
const FOLLOWING: u64 = 2;

/// Whether `next` comes to mind with `word`: the same once more, or another of its row.
fn follows(word: &str, next: &str) -> bool {
    word.eq_ignore_ascii_case(next) || rows::are_of_one(word, next)
}

/// What `piece` is without its disguise.
fn word(piece: &Match) -> &str {
    match &piece.pattern {
        MatchPattern::Dictionary(found) => &found.matched_word,
        _ => &piece.token,
    }
}

/// The score of so many guesses: zxcvbn's bounds, but for the 5 guesses that it adds to each.
const fn score_of(guesses: u64) -> u8 {
    match guesses {
        0..1_000 => 0,
        1_000..1_000_000 => 1,
        1_000_000..100_000_000 => 2,
        100_000_000..10_000_000_000 => 3,
        _ => 4,
    }
}

const fn points(score: Score) -> u8 {
    match score {
        Score::Zero => 0,
        Score::One => 1,
        Score::Two => 2,
        Score::Three => 3,
        // zxcvbn keeps its enum open; what it may add can only be stronger.
        _ => 4,
    }
}

/// The words that zxcvbn is to look for in `candidate`; it copies each several times, so none that cannot be in there.
/// It takes the place in the list for how soon a word is tried: a blank keeps the place of a likely one. The others stand
/// in the order of the alphabet, which says nothing: they come right behind.
fn inputs<'a>(candidate: &str, words: &'a Words) -> Vec<&'a str> {
    let letters = Letters::readable_in(candidate);
    let [likely, others] = &*KNOWN;
    let likely = likely.iter().map(|(word, needed)| if letters.hold(*needed) { *word } else { "" });
    let others = others.iter().filter(|(_, needed)| letters.hold(*needed)).map(|(word, _)| *word);
    words.person.iter().chain(&words.organisation).map(String::as_str).chain(likely).chain(others).collect()
}

/// The letters a to z of a text as a bit each, and one for all that is none of them.
#[derive(Clone, Copy)]
struct Letters(u32);

impl Letters {
    const OTHER: Self = Self(1 << 26);

    fn of(text: &str) -> Self {
        Self::of_all(text.chars())
    }

    /// Those of which zxcvbn could find a word in `candidate`: a digit or a sign may stand for one.
    fn readable_in(candidate: &str) -> Self {
        let lower = || candidate.chars().flat_map(char::to_lowercase);
        let signs = lower().any(|c| !c.is_alphabetic() && !is_between_words(c));
        let plain = Self::of_all(lower());
        if signs { plain.and(Self::of(DISGUISED)) } else { plain }
    }

    fn of_all(signs: impl Iterator<Item = char>) -> Self {
        signs.map(Self::one).fold(Self(0), Self::and)
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
mod tests;
