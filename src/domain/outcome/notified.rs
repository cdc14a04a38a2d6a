//! Who hears of what was done to an account, and why nobody does.

use crate::domain::mask::Mask;

/// To whom a notice of a change goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notified {
    /// To the addresses with these masks.
    Addresses(Vec<Mask>),
    /// To so many addresses, of which nothing more may be told.
    Unnamed(usize),
    /// Nobody has an address of the account's owner.
    NoAddress,
    /// Nothing here sends mail.
    NoMail,
    /// The operator has no such notices sent.
    Off,
}
