//! Plain questions with one-word answers, which can be read, or listened to. They hold words by name:
//! what is said, and so what answers it, follows the language.

use super::dice::Dice;
use super::words::{Family, Word};

/// The largest number that is said in words.
const LARGEST: usize = 20;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Question {
    /// Which of four words is of this family; one is.
    Which {
        family: Family,
        words: [Word; 4],
    },
    Sum {
        one: usize,
        other: usize,
    },
    Difference {
        one: usize,
        other: usize,
    },
    Number {
        extreme: Extreme,
        numbers: [usize; 4],
    },
    Letter {
        end: End,
        word: Word,
    },
    /// Which of four words comes first in the alphabet.
    Alphabet {
        words: [Word; 4],
    },
    /// Which word stands there among four.
    Place {
        place: Place,
        words: [Word; 4],
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Extreme {
    Largest,
    Smallest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    First,
    Last,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    Second,
    Last,
}

impl Question {
    pub(super) fn draw(dice: &mut Dice) -> Self {
        let drawn = match dice.below(8) {
            0 | 1 => which(dice),
            2 => Some(sum(dice)),
            3 => Some(difference(dice)),
            4 => numbers(dice),
            5 => letter(dice),
            6 => strangers(dice).map(|words| Self::Alphabet { words }),
            _ => placed(dice),
        };
        // Nothing runs out of words; if it did, a sum needs none.
        drawn.unwrap_or_else(|| sum(dice))
    }

    /// What answers it, when `say` says what a word is.
    pub fn answers(&self, say: &dyn Fn(Word) -> String) -> Vec<String> {
        match self {
            Self::Which { family, words } => {
                words.iter().filter(|word| family.words().contains(word)).map(|word| say(*word)).collect()
            }
            Self::Sum { one, other } => number(one + other, say),
            Self::Difference { one, other } => number(one.saturating_sub(*other), say),
            Self::Number { extreme, numbers } => {
                let found = match extreme {
                    Extreme::Largest => numbers.iter().max(),
                    Extreme::Smallest => numbers.iter().min(),
                };
                found.map_or_else(Vec::new, |found| number(*found, say))
            }
            Self::Letter { end, word } => {
                let said = say(*word);
                let letter = match end {
                    End::First => said.chars().next(),
                    End::Last => said.chars().next_back(),
                };
                letter.into_iter().map(String::from).collect()
            }
            Self::Alphabet { words } => first_in_alphabet(words.iter().map(|word| say(*word)).collect()),
            Self::Place { place, words: [_, second, _, last] } => match place {
                Place::Second => vec![say(*second)],
                Place::Last => vec![say(*last)],
            },
        }
    }
}

/// The first of `words`; and the one that is first for whoever learned that the Dutch ij stands with the y, as in
/// a telephone book.
fn first_in_alphabet(words: Vec<String>) -> Vec<String> {
    let first = words.iter().min().cloned();
    let by_book = words.into_iter().min_by_key(|word| word.replace("ij", "y")).filter(|word| Some(word) != first.as_ref());
    first.into_iter().chain(by_book).collect()
}

/// A number in words or in digits.
fn number(number: usize, say: &dyn Fn(Word) -> String) -> Vec<String> {
    vec![say(Word::number(number)), number.to_string()]
}

fn sum(dice: &mut Dice) -> Question {
    Question::Sum { one: dice.below(10) + 1, other: dice.below(10) + 1 }
}

/// Of what is left of twenty, so that it is never below one.
fn difference(dice: &mut Dice) -> Question {
    let one = dice.below(LARGEST - 1) + 2;
    Question::Difference { one, other: dice.below(one - 1) + 1 }
}

fn numbers(dice: &mut Dice) -> Option<Question> {
    let extreme = dice.pick(&[Extreme::Largest, Extreme::Smallest])?;
    let numbers = distinct(|dice| Some(dice.below(LARGEST) + 1), dice)?;
    Some(Question::Number { extreme, numbers })
}

fn letter(dice: &mut Dice) -> Option<Question> {
    let end = dice.pick(&[End::First, End::Last])?;
    Some(Question::Letter { end, word: any(dice)? })
}

fn placed(dice: &mut Dice) -> Option<Question> {
    let place = dice.pick(&[Place::Second, Place::Last])?;
    Some(Question::Place { place, words: strangers(dice)? })
}

/// One word of a family, anywhere among three of others that nobody would take for one of it.
fn which(dice: &mut Dice) -> Option<Question> {
    let family = dice.pick(&Family::ALL)?;
    let others: Vec<Family> = Family::ALL.into_iter().filter(|other| *other != family && !family.is_near(*other)).collect();
    let outside = |dice: &mut Dice| {
        let other = dice.pick(&others)?;
        dice.pick(other.words())
    };
    let mut words = distinct(outside, dice)?;
    let own = dice.pick(family.words())?;
    *words.get_mut(dice.below(4))? = own;
    Some(Question::Which { family, words })
}

/// Four words of any family.
fn strangers(dice: &mut Dice) -> Option<[Word; 4]> {
    distinct(any, dice)
}

fn any(dice: &mut Dice) -> Option<Word> {
    let family = dice.pick(&Family::ALL)?;
    dice.pick(family.words())
}

/// Four different things, each drawn by `draw`.
fn distinct<T: PartialEq>(draw: impl Fn(&mut Dice) -> Option<T>, dice: &mut Dice) -> Option<[T; 4]> {
    let mut drawn: Vec<T> = Vec::new();
    while drawn.len() < 4 {
        let one = draw(dice)?;
        if !drawn.contains(&one) {
            drawn.push(one);
        }
    }
    drawn.try_into().ok()
}
