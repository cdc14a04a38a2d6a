//! What somebody who has registered enough is advised to add. Things get lost; and nobody is sent to look for what is
//! not offered.

use super::{MOST_ADDRESSES, RegisteredContact, Registration};
use crate::domain::method::Method;

/// What would be wise beside what is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// One is to spare already.
    HasSpare,
    AnotherKind,
    /// Another app, on another device.
    AnotherApp,
    AnotherAddress,
    /// There is nothing that would help.
    Nothing,
}

impl Registration {
    /// Whether what can be added here is too little without a security key, which can be added elsewhere.
    pub fn lacks_key_of_elsewhere(&self) -> bool {
        let is_elsewhere = self.takes.contains(&Method::SecurityKey) && !self.takes_keys && self.keys.is_empty();
        is_elsewhere && self.can_add.len() + 1 == self.missing()
    }

    /// Another kind helps most, and a second of the only one there is more than none.
    pub fn advice(&self) -> Advice {
        let is_alone = |method, count| self.takes.contains(&method) && count == 1;
        let lasting = self.contacts.iter().filter(|contact| RegisteredContact::counts(contact)).count();
        match self.can_add.is_empty() {
            _ if self.has > self.needs => Advice::HasSpare,
            false => Advice::AnotherKind,
            true if is_alone(Method::Totp, self.apps.len()) => Advice::AnotherApp,
            true if self.mails && is_alone(Method::Email, lasting) && self.own_addresses() < MOST_ADDRESSES => {
                Advice::AnotherAddress
            }
            true => Advice::Nothing,
        }
    }
}
