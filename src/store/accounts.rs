//! Accounts with their groups, contacts, apps and passwords. Contacts and seeds are unsealed here and
//! leave as domain values.

mod enrol;

use std::fmt;

use sqlx::AnyConnection;

pub use enrol::{NewAccount, NewTotp};

use super::error::StoreError;
use super::keys::Keys;
use super::seal::SealedAt;
use super::sql::{Row, sql};
use super::{Store, Tx};
use crate::domain::account::{Account, Address, Contact, Language, Managed, Origin, Role};
use crate::domain::id::{AccountId, ContactId, TotpId};
use crate::domain::login::{Login, LoginKey};
use crate::domain::proof::totp::Authenticator;
use crate::domain::time::Moment;

/// The stored passwords of an account, as PHC strings.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PasswordHashes {
    pub current: Option<String>,
    /// The newest first.
    pub earlier: Vec<String>,
}

impl fmt::Debug for PasswordHashes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHashes(..)")
    }
}

/// An account as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedAccount {
    pub id: AccountId,
    pub login: Login,
    pub name: String,
    pub role: Role,
    pub managed: Managed,
    pub enabled: bool,
    pub contacts: u32,
    pub totps: u32,
}

impl Tx {
    pub async fn account_by_key(&mut self, key: &LoginKey) -> Result<Option<Account>, StoreError> {
        // PostgreSQL refuses a NUL in any text; no login has one.
        if key.as_str().contains('\0') {
            return Ok(None);
        }
        let found = sql!("SELECT id FROM account WHERE login_key = ?").bind(key.as_str()).row(self.connection()).await?;
        match found {
            Some(row) => self.account(&AccountId::from_stored(row.text("id")?)).await,
            None => Ok(None),
        }
    }

    pub async fn account(&mut self, id: &AccountId) -> Result<Option<Account>, StoreError> {
        let found = sql!(
            "SELECT login, name, language, role, managed, enabled, must_change, locked_until, revision \
             FROM account WHERE id = ?"
        );
        let Some(row) = found.bind(id).row(self.connection()).await? else { return Ok(None) };
        Ok(Some(Account {
            groups: groups(self.connection(), id).await?,
            contacts: self.contacts(id).await?,
            totps: totps(self.connection(), id).await?,
            id: id.clone(),
            login: Login::from_stored(row.text("login")?),
            name: row.text("name")?,
            language: row.maybe_text("language")?.as_deref().and_then(Language::from_code),
            role: row.named("role", Role::from_name)?,
            managed: row.named("managed", Managed::from_name)?,
            enabled: row.flag("enabled")?,
            must_change: row.flag("must_change")?,
            locked_until: row.maybe_moment("locked_until")?,
            revision: row.number("revision")?,
        }))
    }

    pub async fn password_hashes(&mut self, id: &AccountId) -> Result<PasswordHashes, StoreError> {
        let current = sql!("SELECT password_hash FROM account WHERE id = ?").bind(id).row(self.connection()).await?;
        let earlier = sql!("SELECT password_hash FROM password_history WHERE account_id = ? ORDER BY ordinal DESC");
        let earlier = earlier.bind(id).rows(self.connection()).await?;
        Ok(PasswordHashes {
            current: current.map(|row| row.maybe_text("password_hash")).transpose()?.flatten(),
            earlier: earlier.iter().map(|row| row.text("password_hash")).collect::<Result<_, _>>()?,
        })
    }

    /// Sets a new password, so that the person can sign in with it at once: not locked, not to be
    /// changed. False, and nothing changed, when the account is no longer at `revision`.
    pub async fn replace_password(&mut self, id: &AccountId, revision: i64, hash: &str, now: Moment) -> Result<bool, StoreError> {
        sql!(
            "UPDATE account SET password_hash = ?, must_change = 0, failed_sign_ins = 0, locked_until = NULL, \
             changed_at = ?, revision = revision + 1 WHERE id = ? AND revision = ?"
        )
        .bind(hash)
        .bind(now)
        .bind(id)
        .bind(revision)
        .holds(self.connection())
        .await
    }

    /// Keeps a replaced password, and of all that were replaced the newest `keep`.
    pub async fn remember_password(
        &mut self,
        id: &AccountId,
        replaced: &str,
        keep: usize,
        now: Moment,
    ) -> Result<(), StoreError> {
        let newest = sql!("SELECT COALESCE(MAX(ordinal), 0) AS newest FROM password_history WHERE account_id = ?");
        let newest = newest.bind(id).row(self.connection()).await?.map_or(Ok(0), |row| row.number("newest"))? + 1;
        sql!("INSERT INTO password_history (account_id, ordinal, password_hash, replaced_at) VALUES (?, ?, ?, ?)")
            .bind(id)
            .bind(newest)
            .bind(replaced)
            .bind(now)
            .changed(self.connection())
            .await?;
        sql!("DELETE FROM password_history WHERE account_id = ? AND ordinal <= ?")
            .bind(id)
            .bind(newest.saturating_sub_unsigned(keep as u64))
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

    async fn contacts(&mut self, id: &AccountId) -> Result<Vec<Contact>, StoreError> {
        // "authentication" sorts before "directory", and that is the order wanted.
        let rows = sql!("SELECT id, origin, address FROM contact WHERE account_id = ? ORDER BY origin, position");
        let rows = rows.bind(id).rows(self.connection()).await?;
        rows.iter().map(|row| contact(row, id, &self.keys)).collect()
    }
}

impl Store {
    /// The login of an account.
    pub async fn login(&self, id: &AccountId) -> Result<Option<Login>, StoreError> {
        let found = sql!("SELECT login FROM account WHERE id = ?").bind(id).row(&mut *self.connection().await?).await?;
        found.map(|row| row.text("login").map(Login::from_stored)).transpose()
    }

    /// Every account, by login.
    pub async fn list_accounts(&self) -> Result<Vec<ListedAccount>, StoreError> {
        let rows = sql!(
            "SELECT id, login, name, role, managed, enabled, \
             (SELECT COUNT(*) FROM contact WHERE account_id = account.id) AS contacts, \
             (SELECT COUNT(*) FROM totp WHERE account_id = account.id) AS totps \
             FROM account ORDER BY login_key"
        );
        rows.rows(&mut *self.connection().await?).await?.iter().map(listed).collect()
    }
}

/// Where the address of a contact of `owner` is sealed.
pub(super) fn sealed_address(owner: &AccountId) -> SealedAt<'_> {
    SealedAt { table: "contact", column: "address", owner: owner.as_str() }
}

fn sealed_seed(owner: &AccountId) -> SealedAt<'_> {
    SealedAt { table: "totp", column: "seed", owner: owner.as_str() }
}

async fn groups(connection: &mut AnyConnection, id: &AccountId) -> Result<Vec<String>, StoreError> {
    let rows = sql!("SELECT group_name FROM account_group WHERE account_id = ? ORDER BY group_name");
    rows.bind(id).rows(connection).await?.iter().map(|row| row.text("group_name")).collect()
}

async fn totps(connection: &mut AnyConnection, id: &AccountId) -> Result<Vec<TotpId>, StoreError> {
    let rows = sql!("SELECT id FROM totp WHERE account_id = ? ORDER BY id").bind(id).rows(connection).await?;
    rows.iter().map(|row| row.text("id").map(TotpId::from_stored)).collect()
}

fn contact(row: &Row, owner: &AccountId, keys: &Keys) -> Result<Contact, StoreError> {
    Ok(Contact {
        id: ContactId::from_stored(row.text("id")?),
        origin: row.named("origin", Origin::from_name)?,
        address: unsealed_address(&row.text("address")?, owner, keys)?,
    })
}

pub(super) fn unsealed_address(sealed: &str, owner: &AccountId, keys: &Keys) -> Result<Address, StoreError> {
    let text = keys.unseal_text(sealed_address(owner), sealed)?;
    Address::parse(&text).ok_or_else(|| StoreError::Damaged("a contact that is no address".to_owned()))
}

fn authenticator(row: &Row, owner: &AccountId, keys: &Keys) -> Result<Authenticator, StoreError> {
    Ok(Authenticator {
        id: TotpId::from_stored(row.text("id")?),
        seed: keys.unseal(sealed_seed(owner), &row.text("seed")?)?,
        last_step: row.number("last_step")?,
    })
}

fn listed(row: &Row) -> Result<ListedAccount, StoreError> {
    Ok(ListedAccount {
        id: AccountId::from_stored(row.text("id")?),
        login: Login::from_stored(row.text("login")?),
        name: row.text("name")?,
        role: row.named("role", Role::from_name)?,
        managed: row.named("managed", Managed::from_name)?,
        enabled: row.flag("enabled")?,
        contacts: row.count("contacts")?,
        totps: row.count("totps")?,
    })
}
