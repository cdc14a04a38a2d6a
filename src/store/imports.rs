//! An import of people: what it is to change is staged in short transactions, and moved over in one.
//!
//! Nothing but an import reads what is staged, so one that dies leaves everybody as they were; what it
//! left is removed by the next. There is one import at a time: a later one takes the row of the earlier,
//! which finds that out before it changes anything.

mod staging;

use std::collections::BTreeMap;

use super::error::StoreError;
use super::people::DirectoryContact;
use super::sql::{Statement, sql};
use super::{Close, Store, Tx};
use crate::domain::account::{Language, Managed, Role};
use crate::domain::id::{AccountId, ImportId};
use crate::domain::login::Login;
use crate::domain::person::ExternalId;
use crate::domain::phone::ContactKind;
use crate::domain::time::Moment;
use crate::transact;

/// What an import is to change about an account. None leaves what is there.
pub struct StagedPerson {
    pub account: AccountId,
    /// An account to be added; it has a login, a name, a role, a place of its password and a switch.
    pub is_new: bool,
    pub login: Option<Login>,
    /// Whether `login` is matched otherwise than the one before.
    pub is_renamed: bool,
    pub external_id: Option<ExternalId>,
    pub name: Option<String>,
    pub language: Option<Language>,
    pub role: Option<Role>,
    pub managed: Option<Managed>,
    pub enabled: Option<bool>,
    /// Taken only where there is no password yet.
    pub password_hash: Option<String>,
    pub groups: Option<Vec<String>>,
    /// What the directory's contacts of a kind are to be.
    pub contacts: BTreeMap<ContactKind, Vec<DirectoryContact>>,
}

impl StagedPerson {
    /// A change of `account` that changes nothing yet.
    pub fn nothing(account: AccountId) -> Self {
        Self {
            account,
            is_new: false,
            login: None,
            is_renamed: false,
            external_id: None,
            name: None,
            language: None,
            role: None,
            managed: None,
            enabled: None,
            password_hash: None,
            groups: None,
            contacts: BTreeMap::new(),
        }
    }
}

impl Store {
    /// Begins an import, and ends any that began before.
    pub async fn begin_import(&self, import: &ImportId, now: Moment) -> Result<(), StoreError> {
        let begun: Result<(), StoreError> = transact!(self, |tx| async {
            sql!("DELETE FROM import_run WHERE id <> ?").bind(import).changed(tx.connection()).await?;
            let insert = sql!("INSERT INTO import_run (id, started_at) VALUES (?, ?)");
            insert.bind(import).bind(now).changed(tx.connection()).await?;
            Ok(Close::Commit(()))
        });
        begun?;
        let connection = &mut *self.connection().await?;
        if let Some(preparation) = self.database.before_many_rows() {
            sqlx::raw_sql(preparation).execute(&mut *connection).await?;
        }
        for leftover in [
            sql!("DELETE FROM import_group WHERE import_id <> ?"),
            sql!("DELETE FROM import_contact WHERE import_id <> ?"),
            sql!("DELETE FROM import_account WHERE import_id <> ?"),
        ] {
            leftover.bind(import).changed_in_time(connection).await?;
        }
        Ok(())
    }

    /// Whether `import` was begun and neither moved over, ended nor overtaken.
    pub async fn import_waits(&self, import: &ImportId) -> Result<bool, StoreError> {
        let row = sql!("SELECT id FROM import_run WHERE id = ?").bind(import);
        Ok(row.row(&mut *self.connection().await?).await?.is_some())
    }

    /// Takes away what `import` staged, done or not.
    pub async fn end_import(&self, import: &ImportId) -> Result<(), StoreError> {
        let connection = &mut *self.connection().await?;
        for staged in [
            sql!("DELETE FROM import_run WHERE id = ?"),
            sql!("DELETE FROM import_group WHERE import_id = ?"),
            sql!("DELETE FROM import_contact WHERE import_id = ?"),
            sql!("DELETE FROM import_account WHERE import_id = ?"),
        ] {
            staged.bind(import).changed_in_time(connection).await?;
        }
        if let Some(counting) = self.database.after_many_rows() {
            sqlx::raw_sql(counting).execute(&mut *connection).await?;
        }
        Ok(())
    }
}

impl Tx {
    /// Changes everything that `import` staged. False, and nothing changed, when another import began
    /// meanwhile. Visitors wait for this transaction, so each statement is about all rows at once.
    ///
    /// # Errors
    /// [`StoreError::LoginTaken`] when somebody got one of the logins meanwhile; the transaction is of no
    /// use then.
    pub async fn move_import(&mut self, import: &ImportId, now: Moment) -> Result<bool, StoreError> {
        if !sql!("DELETE FROM import_run WHERE id = ?").bind(import).holds(self.connection()).await? {
            return Ok(false);
        }
        self.move_accounts(import, now).await.map_err(|error| match error {
            error if error.is_unique_violation() => StoreError::LoginTaken,
            other => other,
        })?;
        // Whoever proved an address since it was staged keeps it as their own.
        for replaced in replaced_contacts() {
            replaced.bind(import).changed_in_time(self.connection()).await?;
        }
        sql!(
            "INSERT INTO contact (id, account_id, origin, kind, position, address, blind, created_at) \
             SELECT id, account_id, 'directory', kind, position, address, blind, created_at FROM import_contact staged \
             WHERE import_id = ? AND NOT EXISTS (SELECT 1 FROM contact own WHERE own.account_id = staged.account_id \
             AND (own.id = staged.id OR own.blind = staged.blind) AND own.kind = 'email' AND own.origin = 'authentication')"
        )
        .bind(import)
        .changed_in_time(self.connection())
        .await?;
        self.move_groups(import).await?;
        Ok(true)
    }

    async fn move_accounts(&mut self, import: &ImportId, now: Moment) -> Result<(), StoreError> {
        // Two who exchange their logins would be in each other's way. No login's key has capitals, and
        // every id has, so an id is a key that nobody has.
        sql!(
            "UPDATE account SET login_key = id WHERE id IN \
             (SELECT account_id FROM import_account WHERE import_id = ? AND is_new = 0 AND login_key IS NOT NULL)"
        )
        .bind(import)
        .changed_in_time(self.connection())
        .await?;
        changed_accounts(import, now).changed_in_time(self.connection()).await?;
        sql!(
            "INSERT INTO account (id, login, login_key, external_id, name, language, role, managed, enabled, password_hash, \
             must_change, must_register, failed_sign_ins, locked_until, changed_at, created_at, revision) \
             SELECT account_id, login, login_key, external_id, name, language, role, managed, enabled, password_hash, \
             0, 0, 0, NULL, CASE WHEN password_hash IS NULL THEN NULL ELSE ? END, ?, 1 \
             FROM import_account WHERE import_id = ? AND is_new = 1"
        )
        .bind(now)
        .bind(now)
        .bind(import)
        .changed_in_time(self.connection())
        .await?;
        Ok(())
    }

    async fn move_groups(&mut self, import: &ImportId) -> Result<(), StoreError> {
        sql!(
            "DELETE FROM account_group WHERE account_id IN \
             (SELECT account_id FROM import_account WHERE import_id = ? AND is_new = 0 AND sets_groups = 1)"
        )
        .bind(import)
        .changed_in_time(self.connection())
        .await?;
        sql!(
            "INSERT INTO account_group (account_id, group_name) \
             SELECT account_id, group_name FROM import_group WHERE import_id = ?"
        )
        .bind(import)
        .changed_in_time(self.connection())
        .await?;
        Ok(())
    }
}

/// What is staged in `$column` for the account at hand, or what it has.
macro_rules! staged_or_kept {
    ($column:literal) => {
        concat!(
            $column,
            " = COALESCE((SELECT staged.",
            $column,
            " FROM import_account staged WHERE staged.import_id = ? AND staged.account_id = account.id), account.",
            $column,
            "), "
        )
    };
}

/// The columns of accounts that are there already. A password that is there was set later than the one
/// that another system knows, so it stays.
fn changed_accounts(import: &ImportId, now: Moment) -> Statement {
    let change = sql!(concat!(
        "UPDATE account SET ",
        staged_or_kept!("login"),
        staged_or_kept!("login_key"),
        staged_or_kept!("external_id"),
        staged_or_kept!("name"),
        staged_or_kept!("language"),
        staged_or_kept!("role"),
        staged_or_kept!("managed"),
        staged_or_kept!("enabled"),
        "password_hash = COALESCE(account.password_hash, (SELECT staged.password_hash FROM import_account staged \
         WHERE staged.import_id = ? AND staged.account_id = account.id)), \
         changed_at = CASE WHEN account.password_hash IS NULL AND (SELECT staged.password_hash FROM import_account staged \
         WHERE staged.import_id = ? AND staged.account_id = account.id) IS NOT NULL THEN ? ELSE account.changed_at END, \
         revision = revision + 1 \
         WHERE id IN (SELECT account_id FROM import_account WHERE import_id = ? AND is_new = 0)"
    ));
    (0..10).fold(change, |change, _| change.bind(import)).bind(now).bind(import)
}

/// Takes the directory's contacts away of whom others are staged.
fn replaced_contacts() -> [Statement; 3] {
    [
        sql!(
            "DELETE FROM contact WHERE origin = 'directory' AND kind = 'email' AND account_id IN \
             (SELECT account_id FROM import_account WHERE import_id = ? AND is_new = 0 AND sets_email = 1)"
        ),
        sql!(
            "DELETE FROM contact WHERE origin = 'directory' AND kind = 'mobile' AND account_id IN \
             (SELECT account_id FROM import_account WHERE import_id = ? AND is_new = 0 AND sets_mobile = 1)"
        ),
        sql!(
            "DELETE FROM contact WHERE origin = 'directory' AND kind = 'office' AND account_id IN \
             (SELECT account_id FROM import_account WHERE import_id = ? AND is_new = 0 AND sets_office = 1)"
        ),
    ]
}
