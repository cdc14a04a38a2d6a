//! A look at a half-typed password: a courtesy for the page, off the async threads.

use super::{Service, troubled};
use crate::domain::account::Account;
use crate::domain::login::LoginKey;
use crate::domain::outcome::Trouble;
use crate::domain::password::{Assessment, PasswordRules, Words, assess};
use crate::domain::policy::resolve;
use crate::domain::secret::Secret;
use crate::store::StoreError;

impl Service {
    /// How good `candidate` would be for the account of `login`, but for its history.
    pub async fn measure(&self, login: &LoginKey, candidate: Secret) -> Result<Assessment, Trouble> {
        let found = self.store.account(login).await;
        let account = found.and_then(|account| account.ok_or(StoreError::AccountGone)).map_err(|error| troubled(&error))?;
        self.assess(&account, candidate).await
    }

    pub(super) async fn assess(&self, account: &Account, candidate: Secret) -> Result<Assessment, Trouble> {
        let rules = resolve(&self.policy, account).password;
        let words = self.words(account, &rules);
        let look = move || assess(candidate.expose(), &rules, &words);
        tokio::task::spawn_blocking(look).await.map_err(|_| Trouble::Unavailable)
    }

    fn words(&self, account: &Account, rules: &PasswordRules) -> Words {
        let addresses = account.contacts.iter().map(|contact| contact.address.local());
        let person = [account.login.as_str(), account.name.as_str()].into_iter().chain(addresses);
        let organisation = rules.organisation_words.iter().map(String::as_str).chain([self.organisation.name.as_str()]);
        Words::of(person, organisation)
    }
}
