//! A password that is made up for somebody who cannot think of one, by the rules and words that their page
//! knows. Nothing is kept of it here: it counts when it comes back as the new password.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::{Seat, Service};
use crate::domain::outcome::Trouble;
use crate::domain::password::{PasswordRules, Words, passphrase};
use crate::domain::secret::Secret;

/// Random draws of sixteen bytes for one suggestion: enough for some forty that are refused.
const DRAWS: usize = 128;

impl Service {
    /// A passphrase in the language of the visit, which `rules` take; none when no word is left that may be used.
    pub async fn suggest(&self, seat: &Seat, rules: PasswordRules, words: Arc<Words>) -> Result<Option<Secret>, Trouble> {
        let mut random = Zeroizing::new(Vec::with_capacity(DRAWS * 16));
        for _ in 0..DRAWS {
            random.extend_from_slice(&self.entropy()?);
        }
        let language = seat.language;
        let suggest = move || passphrase::suggest(language, &rules, &words, &random);
        tokio::task::spawn_blocking(suggest).await.map_err(|_| Trouble::Unavailable)
    }
}
