//! Accounts with their groups, contacts, apps and passwords. Contacts and seeds are unsealed here and
//! leave as domain values.

mod enrol;
mod read;

pub use enrol::{NewAccount, NewTotp};
pub use read::{ListedAccount, PasswordHashes};
pub(super) use read::{sealed_address, unsealed_address, unsealed_phone};

use read::{account, authenticator, listed, passwords};

use super::error::StoreError;
use super::sql::sql;
use super::{Store, Tx};
use crate::domain::account::{Account, Language};
use crate::domain::id::{AccountId, TotpId};
use crate::domain::login::LoginKey;
use crate::domain::proof::totp::Authenticator;
use crate::domain::time::Moment;

/// An account and what belongs to it: the account where `$condition` holds, what hangs on `$owner`, its id, and
/// `$more` of it. All in one statement, because a question to a database costs more than its answer. The value
/// is bound once for each of the five parts. `number` is where a contact or an earlier password stands among
/// its like, and of an account whether it has a password.
macro_rules! account_where {
    ($condition:literal, $owner:literal, $value:expr) => {
        account_where!($condition, $owner, "", $value)
    };
    ($condition:literal, $owner:literal, $more:literal, $value:expr) => {
        sql!(concat!(
            "SELECT 'account' AS kind, id, login, name, language, role, managed, enabled, must_change, locked_until, \
             revision, '' AS origin, '' AS kept, CASE WHEN password_hash IS NULL THEN 0 ELSE 1 END AS number, \
             COALESCE(confirmed_at, created_at) AS confirmed_at, reminded_since, skipped, \
             (SELECT COUNT(*) FROM answer WHERE account_id = account.id) AS questions, \
             (SELECT COUNT(*) FROM recovery_code WHERE account_id = account.id AND used_at IS NULL) AS recovery_codes \
             FROM account WHERE ",
            $condition,
            " UNION ALL SELECT 'contact', id, NULL, kind, NULL, NULL, NULL, NULL, NULL, NULL, NULL, origin, address, \
             position, NULL, NULL, NULL, NULL, NULL FROM contact WHERE account_id = ",
            $owner,
            " UNION ALL SELECT 'group', group_name, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', '', 0, \
             NULL, NULL, NULL, NULL, NULL FROM account_group WHERE account_id = ",
            $owner,
            " UNION ALL SELECT 'totp', id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', '', 0, \
             NULL, NULL, NULL, NULL, NULL FROM totp WHERE account_id = ",
            $owner,
            " UNION ALL SELECT 'key', id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', name, 0, \
             NULL, NULL, NULL, NULL, NULL FROM security_key WHERE account_id = ",
            $owner,
            $more
        ))
        .bind($value)
        .bind($value)
        .bind($value)
        .bind($value)
        .bind($value)
    };
}

impl Tx {
    pub async fn account_by_key(&mut self, key: &LoginKey) -> Result<Option<Account>, StoreError> {
        // PostgreSQL refuses a NUL in any text; no login has one.
        if key.as_str().contains('\0') {
            return Ok(None);
        }
        let rows = account_where!("login_key = ?", "(SELECT id FROM account WHERE login_key = ?)", key.as_str())
            .rows(self.connection())
            .await?;
        account(&rows, &self.keys)
    }

    pub async fn account(&mut self, id: &AccountId) -> Result<Option<Account>, StoreError> {
        let rows = account_where!("id = ?", "?", id).rows(self.connection()).await?;
        account(&rows, &self.keys)
    }

    /// Sets a new password, so that the person can sign in with it at once: not locked, not to be
    /// changed. False, and nothing changed, when the account is no longer at `revision`.
    pub async fn replace_password(&mut self, id: &AccountId, revision: i64, hash: &str, now: Moment) -> Result<bool, StoreError> {
        sql!(
            "UPDATE account SET password_hash = ?, must_change = 0, failed_sign_ins = 0, locked_until = NULL, \
             times_set = times_set + 1, \
             changed_at = ?, revision = revision + 1 WHERE id = ? AND revision = ?"
        )
        .bind(hash)
        .bind(now)
        .bind(id)
        .bind(revision)
        .holds(self.connection())
        .await
    }

    /// Lets somebody sign in again with the password they have. False, and nothing changed, when the account
    /// is no longer at `revision`.
    pub async fn unlock(&mut self, id: &AccountId, revision: i64) -> Result<bool, StoreError> {
        sql!(
            "UPDATE account SET failed_sign_ins = 0, locked_until = NULL, revision = revision + 1 \
             WHERE id = ? AND revision = ?"
        )
        .bind(id)
        .bind(revision)
        .holds(self.connection())
        .await
    }

    /// Keeps the language in which somebody is written to; false when the account is gone.
    pub async fn set_language(&mut self, id: &AccountId, language: Language) -> Result<bool, StoreError> {
        sql!("UPDATE account SET language = ?, revision = revision + 1 WHERE id = ?")
            .bind(language.code())
            .bind(id)
            .holds(self.connection())
            .await
    }

    /// Whether the password was set at `at`. Asked when the answer to a commit was lost, and answered once that
    /// commit is decided.
    pub async fn was_changed_at(&mut self, id: &AccountId, at: Moment) -> Result<bool, StoreError> {
        sql!("UPDATE account SET revision = revision WHERE id = ?").bind(id).changed(self.connection()).await?;
        let found = sql!("SELECT COUNT(*) AS found FROM account WHERE id = ? AND changed_at = ?");
        found.bind(id).bind(at).row(self.connection()).await?.map_or(Ok(false), |row| row.flag("found"))
    }

    /// Keeps a replaced password.
    pub async fn remember_password(&mut self, id: &AccountId, replaced: &str, now: Moment) -> Result<(), StoreError> {
        sql!(
            "INSERT INTO password_history (account_id, ordinal, password_hash, replaced_at) \
             SELECT ?, COALESCE(MAX(ordinal), 0) + 1, ?, ? FROM password_history WHERE account_id = ?"
        )
        .bind(id)
        .bind(replaced)
        .bind(now)
        .bind(id)
        .changed(self.connection())
        .await?;
        Ok(())
    }

    /// Forgets all replaced passwords but the newest `keep`.
    pub async fn forget_passwords(&mut self, id: &AccountId, keep: usize) -> Result<(), StoreError> {
        sql!(
            "DELETE FROM password_history WHERE account_id = ? AND ordinal <= \
             (SELECT MAX(kept.ordinal) FROM password_history kept WHERE kept.account_id = ?) - ?"
        )
        .bind(id)
        .bind(id)
        .bind(i64::try_from(keep).unwrap_or(i64::MAX))
        .changed(self.connection())
        .await?;
        Ok(())
    }

    pub async fn authenticators(&mut self, id: &AccountId) -> Result<Vec<Authenticator>, StoreError> {
        let rows = sql!("SELECT id, seed, last_step FROM totp WHERE account_id = ? ORDER BY id");
        let rows = rows.bind(id).rows(self.connection()).await?;
        rows.iter().map(|row| authenticator(row, id, &self.keys)).collect()
    }

    /// Spends a step of an app, and all before it. False when it was spent already, here or elsewhere.
    pub async fn spend_step(&mut self, app: &TotpId, step: i64) -> Result<bool, StoreError> {
        sql!("UPDATE totp SET last_step = ? WHERE id = ? AND last_step < ?")
            .bind(step)
            .bind(app)
            .bind(step)
            .holds(self.connection())
            .await
    }
}

impl Store {
    /// The account of a login with its passwords. They may change before anything is done about them: that
    /// is for the account's revision to tell.
    pub async fn account_with_passwords(&self, key: &LoginKey) -> Result<Option<(Account, PasswordHashes)>, StoreError> {
        let found = account_where!(
            "login_key = ?",
            "(SELECT id FROM account WHERE login_key = ?)",
            " UNION ALL SELECT 'password', id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', password_hash, times_set, \
             NULL, NULL, NULL, NULL, NULL FROM account WHERE login_key = ? \
             UNION ALL SELECT 'earlier', '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', password_hash, ordinal, \
             NULL, NULL, NULL, NULL, NULL FROM password_history WHERE account_id = (SELECT id FROM account WHERE login_key = ?)",
            key.as_str()
        );
        let rows = found.bind(key.as_str()).bind(key.as_str()).rows(&mut *self.connection().await?).await?;
        let Some(account) = account(&rows, &self.keys)? else { return Ok(None) };
        Ok(Some((account, passwords(&rows)?)))
    }

    /// Every account, by login.
    pub async fn list_accounts(&self) -> Result<Vec<ListedAccount>, StoreError> {
        let rows = sql!(
            "SELECT id, login, external_id, name, role, managed, enabled, \
             (SELECT COUNT(*) FROM contact WHERE account_id = account.id AND kind = 'email') AS contacts, \
             (SELECT COUNT(*) FROM totp WHERE account_id = account.id) AS totps, \
             (SELECT COUNT(*) FROM security_key WHERE account_id = account.id) AS security_keys, \
             (SELECT COUNT(*) FROM answer WHERE account_id = account.id) AS questions \
             FROM account ORDER BY login_key"
        );
        rows.rows(&mut *self.connection().await?).await?.iter().map(listed).collect()
    }
}
