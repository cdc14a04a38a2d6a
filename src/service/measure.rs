//! How good a password would be, but for its history; off the async threads.

use std::sync::Arc;

use super::Service;
use crate::domain::account::{Account, Origin};
use crate::domain::outcome::Trouble;
use crate::domain::password::{Assessment, PasswordRules, Words, assess};
use crate::domain::question::Known;
use crate::domain::secret::Secret;

/// A look at a half-typed password, by the rules and words that its page knows: a courtesy, which asks no
/// database. What counts is what a reset finds out.
pub async fn look(candidate: Secret, rules: PasswordRules, words: Arc<Words>) -> Result<Assessment, Trouble> {
    let look = move || assess(candidate.expose(), &rules, &words);
    tokio::task::spawn_blocking(look).await.map_err(|_| Trouble::Unavailable)
}

impl Service {
    /// What a page may say of a new password of `account` while it is typed: it judges whatever that is and counts
    /// nothing, so it knows no address that whoever stands there was not shown; before any proof none at all.
    pub(super) fn words_of_page(&self, account: &Account, rules: &PasswordRules, has_proved: bool) -> Arc<Words> {
        let own = account.contacts.iter().filter(|contact| has_proved && contact.origin == Origin::Authentication);
        let person = [account.login.as_str(), &account.name].into_iter().chain(own.map(|contact| contact.address.local()));
        Arc::new(Words::of(person, self.words_of_house(rules)))
    }

    /// What a new password of `account` must not be built on, all of it: for whoever has it set.
    pub(super) fn words(&self, account: &Account, rules: &PasswordRules) -> Arc<Words> {
        Arc::new(Words::of(account.known_words(), self.words_of_house(rules)))
    }

    /// What an answer to a question of `account` must not be, as far as its page may know: it judges whatever is typed
    /// and counts nothing, so only by what whoever signed in sees anyway, or proved.
    pub(super) fn known(&self, account: &Account, rules: &PasswordRules) -> Known {
        let names = [account.login.as_str(), &account.name].into_iter().chain(self.words_of_house(rules));
        let own = account.contacts.iter().filter(|contact| contact.origin == Origin::Authentication);
        Known {
            names: names.map(str::to_owned).collect(),
            addresses: own.map(|contact| contact.address.clone()).collect(),
            phones: Vec::new(),
        }
    }

    /// What the organisation is called.
    fn words_of_house<'a>(&'a self, rules: &'a PasswordRules) -> impl Iterator<Item = &'a str> {
        rules.organisation_words.iter().map(String::as_str).chain([self.organisation.name.as_str()])
    }
}
