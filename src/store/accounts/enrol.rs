//! A new account with all that an operator gives it, in one go.

use zeroize::Zeroizing;

use super::super::Tx;
use super::super::answers::NewAnswer;
use super::super::error::StoreError;
use super::super::sql::sql;
use super::read::{sealed_address, sealed_seed};
use crate::domain::account::{Contact, Language, Managed, PhoneContact, Role};
use crate::domain::id::{AccountId, TotpId};
use crate::domain::login::Login;
use crate::domain::time::Moment;

/// An account to be added.
pub struct NewAccount {
    pub id: AccountId,
    pub login: Login,
    pub name: String,
    pub language: Option<Language>,
    pub role: Role,
    pub managed: Managed,
    pub enabled: bool,
    pub groups: Vec<String>,
    /// In the order in which they are offered.
    pub contacts: Vec<Contact>,
    pub phones: Vec<PhoneContact>,
    pub totps: Vec<NewTotp>,
    pub answers: Vec<NewAnswer>,
    /// A PHC string, where the account has a password here.
    pub password_hash: Option<String>,
    pub must_change: bool,
    /// Until when sign-in is refused.
    pub locked_until: Option<Moment>,
}

/// An authenticator app to be registered.
pub struct NewTotp {
    pub id: TotpId,
    pub seed: Zeroizing<Vec<u8>>,
}

impl Tx {
    /// Adds an account.
    ///
    /// # Errors
    /// [`StoreError::LoginTaken`] when another account has the login; the transaction is of no use then.
    pub async fn add_account(&mut self, new: &NewAccount, now: Moment) -> Result<(), StoreError> {
        self.insert_account(new, now).await.map_err(|error| match error {
            error if error.is_unique_violation() => StoreError::LoginTaken,
            other => other,
        })?;
        for group in &new.groups {
            self.insert_group(&new.id, group).await?;
        }
        for (position, contact) in (1_i64..).zip(&new.contacts) {
            self.insert_contact(&new.id, position, contact, now).await?;
        }
        for (position, phone) in (1_i64..).zip(&new.phones) {
            self.insert_phone(&new.id, position, phone, now).await?;
        }
        for totp in &new.totps {
            self.insert_totp(&new.id, totp, now).await?;
        }
        for answer in &new.answers {
            self.insert_answer(&new.id, answer, now).await?;
        }
        Ok(())
    }

    async fn insert_account(&mut self, new: &NewAccount, now: Moment) -> Result<(), StoreError> {
        sql!(
            "INSERT INTO account (id, login, login_key, name, language, role, managed, enabled, password_hash, \
             must_change, must_register, failed_sign_ins, locked_until, changed_at, created_at, revision) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?, 1)"
        )
        .bind(&new.id)
        .bind(new.login.as_str())
        .bind(new.login.key().as_str())
        .bind(new.name.as_str())
        .bind(new.language.map(|language| language.code().to_owned()))
        .bind(new.role.name())
        .bind(new.managed.name())
        .bind(new.enabled)
        .bind(new.password_hash.clone())
        .bind(new.must_change)
        .bind(new.locked_until)
        .bind(new.password_hash.as_ref().map(|_| now))
        .bind(now)
        .changed(self.connection())
        .await?;
        Ok(())
    }

    async fn insert_group(&mut self, id: &AccountId, group: &str) -> Result<(), StoreError> {
        sql!("INSERT INTO account_group (account_id, group_name) VALUES (?, ?)")
            .bind(id)
            .bind(group)
            .changed(self.connection())
            .await?;
        Ok(())
    }

    async fn insert_contact(&mut self, id: &AccountId, position: i64, contact: &Contact, now: Moment) -> Result<(), StoreError> {
        let address = self.keys.seal(sealed_address(id), contact.address.as_str().as_bytes())?;
        sql!(
            "INSERT INTO contact (id, account_id, origin, kind, position, address, blind, created_at) \
             VALUES (?, ?, ?, 'email', ?, ?, ?, ?)"
        )
        .bind(&contact.id)
        .bind(id)
        .bind(contact.origin.name())
        .bind(position)
        .bind(address)
        .bind(self.keys.blind(&contact.address))
        .bind(now)
        .changed(self.connection())
        .await?;
        Ok(())
    }

    async fn insert_phone(&mut self, id: &AccountId, position: i64, phone: &PhoneContact, now: Moment) -> Result<(), StoreError> {
        let number = self.keys.seal(sealed_address(id), phone.number.as_str().as_bytes())?;
        sql!(
            "INSERT INTO contact (id, account_id, origin, kind, position, address, created_at) \
             VALUES (?, ?, ?, ?, ?, ?, ?)"
        )
        .bind(&phone.id)
        .bind(id)
        .bind(phone.origin.name())
        .bind(phone.kind.name())
        .bind(position)
        .bind(number)
        .bind(now)
        .changed(self.connection())
        .await?;
        Ok(())
    }

    pub(in crate::store) async fn insert_totp(&mut self, id: &AccountId, totp: &NewTotp, now: Moment) -> Result<(), StoreError> {
        let seed = self.keys.seal(sealed_seed(id), &totp.seed)?;
        sql!("INSERT INTO totp (id, account_id, seed, last_step, created_at) VALUES (?, ?, ?, 0, ?)")
            .bind(&totp.id)
            .bind(id)
            .bind(seed)
            .bind(now)
            .changed(self.connection())
            .await?;
        Ok(())
    }
}
