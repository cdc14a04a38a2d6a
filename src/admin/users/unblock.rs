//! Letting somebody off whom strangers, or their own mistakes, have blocked.

use super::super::{Out, Outcome, open_store};
use crate::config::Config;
use crate::domain::audit::{Entry, Fact};
use crate::domain::login::LoginKey;
use crate::domain::time::Moment;
use crate::domain::visible::visible;
use crate::store::{Close, StoreError};
use crate::transact;

/// Forgets the failures of `login` and ends the blocks that followed, everywhere; recorded with it.
pub async fn unblock(config: &Config, login: &str, now: Moment, out: Out<'_>) -> anyhow::Result<Outcome> {
    let store = open_store(config).await?;
    let key = LoginKey::of(login);
    let done: Result<Option<bool>, StoreError> = transact!(store, |tx| async {
        let Some(account) = tx.account_by_key(&key).await? else { return Ok(Close::Undo(None)) };
        if !tx.clear_counters(&store.subject(&key)).await? {
            return Ok(Close::Undo(Some(false)));
        }
        let place = "admin".to_owned();
        tx.audit(&Entry { at: now, account: Some(account.id), visit: None, place, fact: Fact::AccountUnblocked }).await?;
        Ok(Close::Commit(Some(true)))
    });
    let login = visible(login, 120);
    match done? {
        None => return Ok(Outcome::NotFound(format!("no account has the login {login}"))),
        Some(true) => writeln!(out, "unblocked {login}: what failed before no longer counts")?,
        Some(false) => writeln!(out, "{login} is not blocked")?,
    }
    Ok(Outcome::Done)
}
