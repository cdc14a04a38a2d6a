//! In which order addresses stand in lists, and what they are called there. One order and one name for each, on every
//! page and in every letter, whatever else changes.

use super::{Account, Address, Contact, Origin, PhoneContact};
use crate::domain::id::ContactId;
use crate::domain::mask::Mask;
use crate::domain::phone::Phone;

impl Account {
    /// Every address in the order of all lists, which is that of their numbers.
    pub fn contacts_as_they_came(&self) -> Vec<&Contact> {
        as_they_came(&self.contacts, |contact| &contact.id)
    }

    /// Whether codes go to `contact` before they go to another that is its owner's own.
    pub fn prefers(&self, contact: &Contact) -> bool {
        is_first_of_several(&contact.id, self.contacts.iter().map(|contact| (&contact.id, contact.origin)))
    }

    /// `contact` as it is shown: masked, and where others look the same numbered by age, whoever entered them: so it
    /// keeps its number when it is adopted. It is the same everywhere, on pages and in letters.
    pub fn mask_of(&self, contact: &Contact) -> Mask {
        told_apart(&contact.address, Address::mask, self.contacts.iter().map(|other| (&other.id, &other.address)))
    }

    /// The same for a telephone number.
    pub fn mask_of_phone(&self, phone: &PhoneContact) -> Mask {
        told_apart(&phone.number, Phone::mask, self.phones.iter().map(|other| (&other.id, &other.number)))
    }
}

/// The mask of `shown`, with its number among `all` that look the same; what is there twice is counted once.
fn told_apart<'a, T: PartialEq + 'a>(shown: &T, mask: fn(&T) -> Mask, all: impl Iterator<Item = (&'a ContactId, &'a T)>) -> Mask {
    let mask_shown = mask(shown);
    let alike: Vec<_> = all.filter(|(_, other)| mask(other) == mask_shown).collect();
    let mut told: Vec<&T> = Vec::new();
    for (_, other) in as_they_came(&alike, |(id, _)| id) {
        if !told.contains(other) {
            told.push(other);
        }
    }
    match told.iter().position(|other| *other == shown) {
        Some(place) if told.len() > 1 => mask_shown.numbered(place + 1),
        Some(_) | None => mask_shown,
    }
}

/// `listed` in the order in which they came, whoever entered them. It stays when one is adopted, or is to get codes
/// first: a list that moves under its reader's hands is read again.
pub fn as_they_came<T>(listed: &[T], id: fn(&T) -> &ContactId) -> Vec<&T> {
    let mut listed: Vec<&T> = listed.iter().collect();
    listed.sort_by_key(|one| id(one));
    listed
}

/// Whether `id` is the first of several that are their owner's own.
pub fn is_first_of_several<'a>(id: &ContactId, all: impl Iterator<Item = (&'a ContactId, Origin)>) -> bool {
    let mut own = all.filter(|(_, origin)| *origin == Origin::Authentication);
    own.next().is_some_and(|(first, _)| first == id) && own.next().is_some()
}

impl Contact {
    /// `contacts` as they are offered: the first of them, which gets codes where nobody chooses, and the others as they
    /// came.
    pub fn as_offered<'a>(mut contacts: impl Iterator<Item = &'a Self>) -> Vec<&'a Self> {
        let first = contacts.next();
        let others: Vec<&Self> = contacts.collect();
        first.into_iter().chain(as_they_came(&others, |contact| &contact.id).into_iter().copied()).collect()
    }
}
