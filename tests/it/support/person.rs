//! Whom a test adds to its kiosk.

use kiosk::domain::account::{Language, Managed, Origin, Role};
use kiosk::domain::phone::ContactKind;
use kiosk::domain::question::Question;
use kiosk::domain::time::Moment;

use super::{ANSWERS, OLD_PASSWORD, SEED};

/// Somebody to be added: `Person::named("ada").email("ada@example.org")`.
pub struct Person {
    pub login: &'static str,
    pub name: &'static str,
    pub emails: Vec<(Origin, &'static str)>,
    pub phones: Vec<(Origin, ContactKind, &'static str)>,
    pub totp: bool,
    /// Of the app, when there is one.
    pub seed: &'static [u8],
    pub answers: Vec<(Question, &'static str)>,
    pub groups: Vec<&'static str>,
    pub role: Role,
    pub managed: Managed,
    pub enabled: bool,
    pub language: Option<Language>,
    /// None for somebody who never had one.
    pub password: Option<&'static str>,
    pub must_change: bool,
    pub locked_until: Option<Moment>,
}

impl Person {
    pub fn named(login: &'static str) -> Self {
        Self {
            login,
            name: "Ada Lovelace",
            emails: vec![],
            phones: vec![],
            totp: false,
            seed: SEED,
            answers: vec![],
            groups: vec![],
            role: Role::User,
            managed: Managed::Here,
            enabled: true,
            language: None,
            password: Some(OLD_PASSWORD),
            must_change: false,
            locked_until: None,
        }
    }

    pub fn email(mut self, address: &'static str) -> Self {
        self.emails.push((Origin::Directory, address));
        self
    }

    pub fn mobile(mut self, number: &'static str) -> Self {
        self.phones.push((Origin::Directory, ContactKind::Mobile, number));
        self
    }

    pub fn totp(mut self) -> Self {
        self.totp = true;
        self
    }

    /// Has answers to all of [`ANSWERS`].
    pub fn questions(mut self) -> Self {
        self.answers = ANSWERS.iter().map(|(topic, answer)| (Question::Topic(*topic), *answer)).collect();
        self
    }

    pub fn group(mut self, group: &'static str) -> Self {
        self.groups.push(group);
        self
    }
}
