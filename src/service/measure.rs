//! How good a password would be, but for its history; off the async threads.

use std::sync::Arc;

use super::Service;
use crate::domain::account::Account;
use crate::domain::outcome::Trouble;
use crate::domain::password::{Assessment, PasswordRules, Words, assess};
use crate::domain::secret::Secret;

/// A look at a half-typed password, by the rules and words that its page knows: a courtesy, which asks no
/// database. What counts is what a reset finds out.
pub async fn look(candidate: Secret, rules: PasswordRules, words: Arc<Words>) -> Result<Assessment, Trouble> {
    let look = move || assess(candidate.expose(), &rules, &words);
    tokio::task::spawn_blocking(look).await.map_err(|_| Trouble::Unavailable)
}

impl Service {
    /// What a new password of `account` must not be built on.
    pub(super) fn words(&self, account: &Account, rules: &PasswordRules) -> Arc<Words> {
        let addresses = account.contacts.iter().map(|contact| contact.address.local());
        let person = [account.login.as_str(), account.name.as_str()].into_iter().chain(addresses);
        let organisation = rules.organisation_words.iter().map(String::as_str).chain([self.organisation.name.as_str()]);
        Arc::new(Words::of(person, organisation))
    }
}
