//! In which order addresses stand in lists, and what they are called there. One order and one name for each, on every
//! page and in every letter, whatever else changes.

use super::{Account, Address, Contact, Origin, PhoneContact};
use crate::domain::id::ContactId;
use crate::domain::mask::Mask;
use crate::domain::phone::Phone;

impl Account {
    /// Every address in the order of all lists: its owner's own, then those that an operator entered, each as they came.
    /// It stays when another is to get codes first: a list that moves under its reader's hands is read again.
    pub fn contacts_as_they_came(&self) -> Vec<&Contact> {
        let mut contacts: Vec<&Contact> = self.contacts.iter().collect();
        contacts.sort_by(|one, other| one.came().cmp(&other.came()));
        contacts
    }

    /// Whether codes go to `contact` before they go to another that is its owner's own.
    pub fn prefers(&self, contact: &Contact) -> bool {
        let mut own = self.contacts.iter().filter(|contact| contact.origin == Origin::Authentication);
        own.next().is_some_and(|first| first.id == contact.id) && own.next().is_some()
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
    let mut alike: Vec<_> = all.filter(|(_, other)| mask(other) == mask_shown).collect();
    alike.sort_by(|(one, _), (other, _)| one.as_str().cmp(other.as_str()));
    let mut told: Vec<&T> = Vec::new();
    for (_, other) in alike {
        if !told.contains(&other) {
            told.push(other);
        }
    }
    match told.iter().position(|other| *other == shown) {
        Some(place) if told.len() > 1 => mask_shown.numbered(place + 1),
        Some(_) | None => mask_shown,
    }
}

impl Contact {
    /// Its place among others, as they came.
    const fn came(&self) -> (Origin, &ContactId) {
        (self.origin, &self.id)
    }

    /// `contacts` as they are offered: the first of them, which gets codes where nobody chooses, and the others as they
    /// came.
    pub fn as_offered<'a>(contacts: impl Iterator<Item = &'a Self>) -> Vec<&'a Self> {
        let mut offered: Vec<&Self> = contacts.collect();
        if let Some((_, others)) = offered.split_first_mut() {
            others.sort_by(|one, other| one.came().cmp(&other.came()));
        }
        offered
    }
}
