//! What is no answer to any question, and what a stranger would try first: refusals, fillers, the commonest
//! passwords, keys and numbers in a row, one thing over and over. Knows no question and no person.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::BadAnswer;
use super::known::{ACCENTS, is_between};
use crate::domain::secret::Secret;

/// What people write who do not want to answer. All languages count in every visit: nobody refuses in the one that
/// their page happens to have.
const NO_ANSWERS: [&str; 2] =
    [include_str!("../../../assets/words/en-no-answers.txt"), include_str!("../../../assets/words/nl-no-answers.txt")];

/// What is typed where anything would do. No names and no things, however many passwords they are: a pet, a hero and a
/// town are what the questions ask for.
const EASY_ANSWERS: [&str; 2] =
    [include_str!("../../../assets/words/en-easy-answers.txt"), include_str!("../../../assets/words/nl-easy-answers.txt")];

/// Rows of keys, from either end.
const ROWS: [&str; 8] = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn", "qwertzuiop", "yxcvbnm"];
/// Keys of a row that nobody is called by; Reza and Azer have four.
const KEYS: usize = 5;
/// Letters or digits that follow one another, and are no name: Stu has three.
const RUN: usize = 4;
/// Letters of a piece that says nothing more when it is said again; "na" twice is somebody's grandmother.
const PIECE: usize = 3;
/// Canonical decomposition makes at most three times the bytes.
const GROWTH: usize = 3;

/// Why nobody may answer `answer`, which has its form, to any question.
pub(super) fn fault(answer: &Secret) -> Option<BadAnswer> {
    let signs = signs(answer);
    let piece = piece(&signs);
    let stem = stem(&signs);
    let is_one_of = |lists: [&str; 2]| [&signs[..], piece, stem].into_iter().any(|part| stands_in(lists, part, &signs));
    if signs.is_empty() || is_one_of(NO_ANSWERS) {
        Some(BadAnswer::NoAnswer)
    } else {
        let is_easy = is_one_of(EASY_ANSWERS) || is_pattern(piece, signs.len()) || is_row(piece) || is_row(stem);
        is_easy.then_some(BadAnswer::Common)
    }
}

/// What counts of `answer`: neither blanks nor marks, nor the accents of letters.
fn signs(answer: &Secret) -> Zeroizing<Vec<char>> {
    let mut signs = Zeroizing::new(Vec::with_capacity(answer.expose().len() * GROWTH));
    signs.extend(answer.expose().nfd().filter(|c| !is_between(*c) && !ACCENTS.contains(c)));
    signs
}

/// The shortest piece that `signs` are, once or over and over.
fn piece(signs: &[char]) -> &[char] {
    let again = |length: &usize| {
        let first = signs.get(..*length);
        signs.len().is_multiple_of(*length) && signs.chunks(*length).all(|chunk| Some(chunk) == first)
    };
    (1..signs.len()).find(again).and_then(|length| signs.get(..length)).unwrap_or(signs)
}

/// `signs` without the digits at their end: what was refused is often tried with a number behind it.
fn stem(signs: &[char]) -> &[char] {
    let end = signs.iter().rposition(|c| !c.is_ascii_digit()).map_or(0, |last| last + 1);
    signs.get(..end).unwrap_or(signs)
}

/// Whether `part` of `signs`, or all of them, is a line of `lists`.
fn stands_in(lists: [&str; 2], part: &[char], signs: &[char]) -> bool {
    let counts = part.len() == signs.len() || part.len() >= PIECE;
    let mut lines = lists.into_iter().flat_map(str::lines);
    counts && lines.any(|line| line.chars().filter(|c| !is_between(*c)).eq(part.iter().copied()))
}

/// Whether `piece`, as part of `length` signs, is one sign, or two that go on and on.
fn is_pattern(piece: &[char], length: usize) -> bool {
    piece.len() == 1 || (piece.len() == 2 && length > 4)
}

/// Whether `part` goes up or down the numbers, an alphabet or the keys of a row.
fn is_row(part: &[char]) -> bool {
    let goes =
        |follows: fn(char, char) -> bool| part.windows(2).all(|pair| matches!(pair, [one, other] if follows(*one, *other)));
    let is_run = part.len() >= RUN && (goes(follows) || goes(|one, other| follows(other, one)));
    is_run || (part.len() >= KEYS && ROWS.iter().any(|row| has(row.chars(), part) || has(row.chars().rev(), part)))
}

/// Whether `other` comes after `one`; after the nine comes the zero, as on a keyboard.
fn follows(one: char, other: char) -> bool {
    u32::from(other) == u32::from(one) + 1 || (one, other) == ('9', '0')
}

/// Whether `part` stands in `row` as it is.
fn has(row: impl Iterator<Item = char>, part: &[char]) -> bool {
    let row: Vec<char> = row.collect();
    row.windows(part.len()).any(|keys| keys == part)
}

#[cfg(test)]
mod tests;
