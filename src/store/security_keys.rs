//! The security keys that people registered, each with the counter of the last signature that was accepted.

use super::Tx;
use super::error::StoreError;
use super::keys::Keys;
use super::seal::SealedAt;
use super::sql::{Row, sql};
use crate::domain::id::{AccountId, SecurityKeyId};
use crate::domain::proof::signature::RegisteredKey;
use crate::domain::security_key::{NamedKey, SecurityKey};
use crate::domain::time::Moment;

/// A key to be registered.
pub struct NewSecurityKey<'a> {
    pub id: &'a SecurityKeyId,
    pub key: &'a SecurityKey,
    pub name: &'a str,
    /// Of the signature that proved it.
    pub counter: u32,
}

fn sealed_key(owner: &AccountId) -> SealedAt<'_> {
    SealedAt { table: "security_key", column: "public_key", owner: owner.as_str() }
}

fn sealed_name(owner: &AccountId) -> SealedAt<'_> {
    SealedAt { table: "security_key", column: "name", owner: owner.as_str() }
}

impl Tx {
    pub async fn add_security_key(&mut self, owner: &AccountId, new: &NewSecurityKey<'_>, now: Moment) -> Result<(), StoreError> {
        let key = self.keys.seal(sealed_key(owner), new.key.to_line().as_bytes())?;
        let name = self.keys.seal(sealed_name(owner), new.name.as_bytes())?;
        sql!("INSERT INTO security_key (id, account_id, public_key, name, counter, created_at) VALUES (?, ?, ?, ?, ?, ?)")
            .bind(new.id)
            .bind(owner)
            .bind(key)
            .bind(name)
            .bind(i64::from(new.counter))
            .bind(now)
            .changed(self.connection())
            .await?;
        Ok(())
    }

    pub async fn remove_security_key(&mut self, owner: &AccountId, id: &SecurityKeyId) -> Result<bool, StoreError> {
        sql!("DELETE FROM security_key WHERE id = ? AND account_id = ?").bind(id).bind(owner).holds(self.connection()).await
    }

    pub async fn security_keys(&mut self, owner: &AccountId) -> Result<Vec<RegisteredKey>, StoreError> {
        let rows = sql!("SELECT id, public_key, counter FROM security_key WHERE account_id = ? ORDER BY id");
        let rows = rows.bind(owner).rows(self.connection()).await?;
        rows.iter().map(|row| registered(row, owner, &self.keys)).collect()
    }

    /// Spends a counter of a key, and all before it. False when the key has come as far already, here or elsewhere:
    /// the rule is [`crate::domain::proof::signature::rises`].
    pub async fn spend_counter(&mut self, owner: &AccountId, id: &SecurityKeyId, counter: u32) -> Result<bool, StoreError> {
        sql!(
            "UPDATE security_key SET counter = ? WHERE id = ? AND account_id = ? \
             AND (counter < ? OR (counter = 0 AND ? = 0))"
        )
        .bind(i64::from(counter))
        .bind(id)
        .bind(owner)
        .bind(i64::from(counter))
        .bind(i64::from(counter))
        .holds(self.connection())
        .await
    }
}

fn registered(row: &Row, owner: &AccountId, keys: &Keys) -> Result<RegisteredKey, StoreError> {
    let line = keys.unseal_text(sealed_key(owner), &row.text("public_key")?)?;
    let (key, _) = SecurityKey::read(&line).map_err(|_| StoreError::Damaged("a security key".to_owned()))?;
    Ok(RegisteredKey { id: SecurityKeyId::from_stored(row.text("id")?), key, counter: row.count("counter")? })
}

/// A key as it comes with its account, its sealed name in `kept`.
pub(super) fn named(row: &Row, owner: &AccountId, keys: &Keys) -> Result<NamedKey, StoreError> {
    let name = keys.unseal_text(sealed_name(owner), &row.text("kept")?)?;
    Ok(NamedKey { id: SecurityKeyId::from_stored(row.text("id")?), name: name.to_string() })
}
