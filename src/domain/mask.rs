//! What may be told of an address or a telephone number before anything was proved: nothing else, and not how long
//! it is. For the eye it is spelled here; who listens gets a sentence in their language instead, for stars are noise.

use std::fmt;

/// What is left of a contact when the rest is covered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mask {
    /// An address at `domain` that begins with `first`; numbered where its owner has several that look like this.
    Address { first: String, domain: String, number: Option<usize> },
    /// A telephone number with these digits at its end; numbered in the same way.
    Number { last: String, number: Option<usize> },
    /// Nothing is left out, for whoever has just typed it.
    Whole(String),
    /// Nothing may be told of it.
    #[default]
    Veiled,
}

impl Mask {
    /// The same, as the `number`th of several alike.
    #[must_use]
    pub fn numbered(self, number: usize) -> Self {
        match self {
            Self::Address { first, domain, .. } => Self::Address { first, domain, number: Some(number) },
            Self::Number { last, .. } => Self::Number { last, number: Some(number) },
            Self::Whole(_) | Self::Veiled => self,
        }
    }
}

impl fmt::Display for Mask {
    /// Always three stars. Its number has no brackets, for it often stands in some, and no word, for it is the same in
    /// every language.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address { first, domain, number: None } => write!(f, "{first}***@{domain}"),
            Self::Address { first, domain, number: Some(number) } => write!(f, "{first}***@{domain} #{number}"),
            Self::Number { last, number: None } => write!(f, "*** {last}"),
            Self::Number { last, number: Some(number) } => write!(f, "*** {last} #{number}"),
            Self::Whole(text) => f.write_str(text),
            Self::Veiled => f.write_str("***"),
        }
    }
}
