//! What may be told of an address or a telephone number before anything was proved: nothing else, and not how long
//! it is. For the eye it is spelled here; who listens gets a sentence in their language instead, for stars are noise.

use std::fmt;

/// What is left of a contact when the rest is covered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mask {
    /// An address at `domain` that begins with `first`.
    Address { first: String, domain: String },
    /// A telephone number with these digits at its end.
    Number { last: String },
    /// Nothing may be told of it.
    #[default]
    Veiled,
}

impl fmt::Display for Mask {
    /// Always three stars.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address { first, domain } => write!(f, "{first}***@{domain}"),
            Self::Number { last } => write!(f, "*** {last}"),
            Self::Veiled => f.write_str("***"),
        }
    }
}
