//! A password that is made up for somebody who cannot think of one, by the rules that their page
//! knows and all words of theirs. Nothing is kept of it here: it counts when it comes back as the new password.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::{Seat, Service};
use crate::domain::login::LoginKey;
use crate::domain::outcome::Trouble;
use crate::domain::password::{PasswordRules, Words, passphrase};
use crate::domain::secret::Secret;

/// Random draws of sixteen bytes for one suggestion: enough for some forty that are refused.
const DRAWS: usize = 128;

impl Service {
    /// A passphrase in the language of the visit, which `rules` take of whoever typed `login`; none when no word is left
    /// that may be used. The page knows some `words` of theirs; all others of the account are left out too, for what was
    /// suggested is not refused afterwards, and a word that is merely not drawn tells nothing.
    pub async fn suggest(
        &self,
        seat: &Seat,
        login: &LoginKey,
        rules: PasswordRules,
        words: Arc<Words>,
    ) -> Result<Option<Secret>, Trouble> {
        // Without a database there is a suggestion all the same.
        let found = self.store.account_with_passwords(login).await.ok().flatten();
        let words = found.map_or(words, |(account, _)| self.words(&account, &rules));
        let mut random = Zeroizing::new(Vec::with_capacity(DRAWS * 16));
        for _ in 0..DRAWS {
            random.extend_from_slice(&self.entropy()?);
        }
        let language = seat.language;
        let suggest = move || passphrase::suggest(language, &rules, &words, &random);
        tokio::task::spawn_blocking(suggest).await.map_err(|_| Trouble::Unavailable)
    }
}
