//! Accounts with their groups, contacts, apps and passwords. Contacts and seeds are unsealed here and
//! leave as domain values.

mod enrol;

use std::collections::BTreeMap;
use std::fmt;

pub use enrol::{NewAccount, NewTotp};

use super::error::StoreError;
use super::keys::Keys;
use super::seal::SealedAt;
use super::sql::{Row, sql};
use super::{Store, Tx};
use crate::domain::account::{Account, Address, Contact, Language, Managed, Origin, PhoneContact, Reminded, Role};
use crate::domain::id::{AccountId, ContactId, TotpId};
use crate::domain::login::{Login, LoginKey};
use crate::domain::person::ExternalId;
use crate::domain::phone::{ContactKind, Phone};
use crate::domain::proof::totp::Authenticator;
use crate::domain::time::Moment;

/// The stored passwords of an account, as PHC strings.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PasswordHashes {
    pub current: Option<String>,
    /// The newest first.
    pub earlier: Vec<String>,
    /// How often the password was set.
    pub times_set: i64,
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
    /// What another system calls the person.
    pub external_id: Option<ExternalId>,
    pub name: String,
    pub role: Role,
    pub managed: Managed,
    pub enabled: bool,
    /// E-mail addresses.
    pub contacts: u32,
    pub totps: u32,
    pub questions: u32,
}

/// An account and what belongs to it: the account where `$condition` holds, what hangs on `$owner`, its id, and
/// `$more` of it. All in one statement, because a question to a database costs more than its answer. The value
/// is bound once for each of the four parts. `number` is where a contact or an earlier password stands among
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
             position, NULL, NULL, NULL, NULL, NULL FROM contact WHERE kind IN ('email', 'mobile', 'office') AND account_id = ",
            $owner,
            " UNION ALL SELECT 'group', group_name, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', '', 0, \
             NULL, NULL, NULL, NULL, NULL FROM account_group WHERE account_id = ",
            $owner,
            " UNION ALL SELECT 'totp', id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', '', 0, \
             NULL, NULL, NULL, NULL, NULL FROM totp WHERE account_id = ",
            $owner,
            $more
        ))
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
             (SELECT COUNT(*) FROM answer WHERE account_id = account.id) AS questions \
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

/// The account in `rows`, with what belongs to it. Sorted here, because MariaDB would make a table on its
/// disk to sort them in.
fn account(rows: &[Row], keys: &Keys) -> Result<Option<Account>, StoreError> {
    let (mut found, mut groups, mut contacts, mut totps) = (None, Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        match row.text("kind")?.as_str() {
            "account" => found = Some(bare_account(row)?),
            "contact" => contacts.push(row),
            "group" => groups.push(row.text("id")?),
            "password" | "earlier" => {}
            _ => totps.push(TotpId::from_stored(row.text("id")?)),
        }
    }
    let Some(bare) = found else { return Ok(None) };
    groups.sort();
    totps.sort();
    let (contacts, phones) = contacts_of(&bare.id, &contacts, keys)?;
    Ok(Some(Account { groups, contacts, phones, totps, ..bare }))
}

/// An account without what belongs to it.
fn bare_account(row: &Row) -> Result<Account, StoreError> {
    Ok(Account {
        id: AccountId::from_stored(row.text("id")?),
        login: Login::from_stored(row.text("login")?),
        name: row.text("name")?,
        language: row.maybe_text("language")?.as_deref().and_then(Language::from_code),
        role: row.named("role", Role::from_name)?,
        managed: row.named("managed", Managed::from_name)?,
        enabled: row.flag("enabled")?,
        groups: Vec::new(),
        contacts: Vec::new(),
        phones: Vec::new(),
        totps: Vec::new(),
        questions: row.count("questions")? as usize,
        recovery_codes: row.count("recovery_codes")? as usize,
        has_password: row.flag("number")?,
        must_change: row.flag("must_change")?,
        locked_until: row.maybe_moment("locked_until")?,
        reminded: reminded(row)?,
        revision: row.number("revision")?,
    })
}

fn reminded(row: &Row) -> Result<Reminded, StoreError> {
    Ok(Reminded {
        confirmed: row.moment("confirmed_at")?,
        since: row.maybe_moment("reminded_since")?,
        skipped: row.count("skipped")?,
    })
}

/// What its owner proved first, then what an operator entered, each in its own order.
fn contacts_of(owner: &AccountId, rows: &[&Row], keys: &Keys) -> Result<(Vec<Contact>, Vec<PhoneContact>), StoreError> {
    let (mut contacts, mut phones) = (Vec::new(), Vec::new());
    for row in rows {
        let place = (row.named("origin", Origin::from_name)?, row.number("number")?);
        match row.named("name", ContactKind::from_name)? {
            ContactKind::Email => contacts.push((place, contact(row, owner, keys)?)),
            kind @ (ContactKind::Mobile | ContactKind::Office) => phones.push((place, phone(row, kind, owner, keys)?)),
        }
    }
    contacts.sort_by_key(|(place, _)| *place);
    phones.sort_by_key(|(place, _)| *place);
    Ok((contacts.into_iter().map(|(_, contact)| contact).collect(), phones.into_iter().map(|(_, phone)| phone).collect()))
}

fn phone(row: &Row, kind: ContactKind, owner: &AccountId, keys: &Keys) -> Result<PhoneContact, StoreError> {
    Ok(PhoneContact {
        id: ContactId::from_stored(row.text("id")?),
        origin: row.named("origin", Origin::from_name)?,
        kind,
        number: unsealed_phone(&row.text("kept")?, owner, keys)?,
    })
}

fn contact(row: &Row, owner: &AccountId, keys: &Keys) -> Result<Contact, StoreError> {
    Ok(Contact {
        id: ContactId::from_stored(row.text("id")?),
        origin: row.named("origin", Origin::from_name)?,
        address: unsealed_address(&row.text("kept")?, owner, keys)?,
    })
}

/// The passwords among `rows`; an account without one has an empty place.
fn passwords(rows: &[Row]) -> Result<PasswordHashes, StoreError> {
    let (mut current, mut earlier, mut times_set) = (None, BTreeMap::new(), 0);
    for row in rows {
        match row.text("kind")?.as_str() {
            "password" => (current, times_set) = (row.maybe_text("kept")?, row.number("number")?),
            "earlier" => {
                earlier.insert(row.number("number")?, row.text("kept")?);
            }
            _ => {}
        }
    }
    Ok(PasswordHashes { current, earlier: earlier.into_values().rev().collect(), times_set })
}

pub(super) fn unsealed_address(sealed: &str, owner: &AccountId, keys: &Keys) -> Result<Address, StoreError> {
    let text = keys.unseal_text(sealed_address(owner), sealed)?;
    Address::parse(&text).ok_or_else(|| StoreError::Damaged("a contact that is no address".to_owned()))
}

pub(super) fn unsealed_phone(sealed: &str, owner: &AccountId, keys: &Keys) -> Result<Phone, StoreError> {
    let text = keys.unseal_text(sealed_address(owner), sealed)?;
    Phone::parse(&text, None).map_err(|_| StoreError::Damaged("a contact that is no telephone number".to_owned()))
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
        external_id: row.maybe_text("external_id")?.map(ExternalId::from_stored),
        name: row.text("name")?,
        role: row.named("role", Role::from_name)?,
        managed: row.named("managed", Managed::from_name)?,
        enabled: row.flag("enabled")?,
        contacts: row.count("contacts")?,
        totps: row.count("totps")?,
        questions: row.count("questions")?,
    })
}
