//! What a message is told: numbers, times, names and words, none of them put into words yet.

use std::fmt;

use zeroize::Zeroizing;

use super::Text;
use crate::domain::mask::Mask;
use crate::domain::time::{Moment, Span};

/// An argument of a message.
#[derive(Clone, PartialEq, Eq)]
pub enum Arg {
    /// A name or number from outside, already safe to show.
    Text(String),
    /// What only the visitor may see: silent in `Debug`.
    Secret(Zeroizing<String>),
    /// One that goes by the name `minutes` or `seconds` counts down: it changes while nothing happens.
    Number(i64),
    /// A word that is a message of its own, and so differs from language to language.
    Word(&'static str),
    /// Several such words, one after another.
    Words(Vec<&'static str>),
    /// What is told of addresses and telephone numbers: spelled with stars for the eye, said in words for the ear.
    Masks(Vec<Mask>),
    /// A time of day in the organisation's zone: `14:05`.
    Clock(Moment),
    /// A day and a time of day, in words of the language.
    Date(Moment),
    /// A message within a message.
    Message(Text),
}

impl fmt::Debug for Arg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.debug_tuple("Text").field(text).finish(),
            Self::Secret(_) => f.write_str("Secret(..)"),
            Self::Number(number) => f.debug_tuple("Number").field(number).finish(),
            Self::Word(id) => f.debug_tuple("Word").field(id).finish(),
            Self::Words(ids) => f.debug_tuple("Words").field(ids).finish(),
            Self::Masks(masks) => f.debug_tuple("Masks").field(masks).finish(),
            Self::Clock(moment) => f.debug_tuple("Clock").field(moment).finish(),
            Self::Date(moment) => f.debug_tuple("Date").field(moment).finish(),
            Self::Message(text) => f.debug_tuple("Message").field(text).finish(),
        }
    }
}

impl Arg {
    /// When something ends, seen from `now`: a time of day while there is no doubt about the day. Whoever comes back in
    /// the minute that they were told finds it over.
    pub fn end(until: Moment, now: Moment) -> Self {
        const MINUTE: i64 = 60_000;
        let until = Moment::from_millis(until.millis().saturating_add(MINUTE - 1).div_euclid(MINUTE) * MINUTE);
        if now.until(until) < Span::hours(12) { Self::Clock(until) } else { Self::Date(until) }
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&Mask> for Arg {
    fn from(mask: &Mask) -> Self {
        Self::Masks(vec![mask.clone()])
    }
}

impl From<Text> for Arg {
    fn from(text: Text) -> Self {
        Self::Message(text)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<i32> for Arg {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}
