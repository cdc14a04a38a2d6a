//! From rows to accounts and what belongs to them.

use std::collections::BTreeMap;
use std::fmt;

use super::super::error::StoreError;
use super::super::keys::Keys;
use super::super::seal::SealedAt;
use super::super::security_keys::named;
use super::super::sql::Row;
use crate::domain::account::{Account, Address, Contact, Language, Managed, Origin, PhoneContact, Reminded, Role};
use crate::domain::id::{AccountId, ContactId, TotpId};
use crate::domain::login::Login;
use crate::domain::person::ExternalId;
use crate::domain::phone::{ContactKind, Phone};
use crate::domain::proof::totp::Authenticator;

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
    pub security_keys: u32,
    pub questions: u32,
}

/// Where the address of a contact of `owner` is sealed.
pub(in crate::store) fn sealed_address(owner: &AccountId) -> SealedAt<'_> {
    SealedAt { table: "contact", column: "address", owner: owner.as_str() }
}

pub(super) fn sealed_seed(owner: &AccountId) -> SealedAt<'_> {
    SealedAt { table: "totp", column: "seed", owner: owner.as_str() }
}

/// The account in `rows`, with what belongs to it. Sorted here, because MariaDB would make a table on its
/// disk to sort them in.
pub(super) fn account(rows: &[Row], keys: &Keys) -> Result<Option<Account>, StoreError> {
    let (mut found, mut groups, mut contacts, mut totps, mut held) = (None, Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        match row.text("kind")?.as_str() {
            "account" => found = Some(bare_account(row)?),
            "contact" => contacts.push(row),
            "group" => groups.push(row.text("id")?),
            "password" | "earlier" => {}
            "key" => held.push(row),
            _ => totps.push(TotpId::from_stored(row.text("id")?)),
        }
    }
    let Some(bare) = found else { return Ok(None) };
    groups.sort();
    totps.sort();
    let (contacts, phones) = contacts_of(&bare.id, &contacts, keys)?;
    let mut security_keys = held.into_iter().map(|row| named(row, &bare.id, keys)).collect::<Result<Vec<_>, _>>()?;
    security_keys.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(Some(Account { groups, contacts, phones, totps, security_keys, ..bare }))
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
        security_keys: Vec::new(),
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

/// What its owner proved first, then what an operator entered, each in its own order; an address that both did is the
/// owner's, once.
fn contacts_of(owner: &AccountId, rows: &[&Row], keys: &Keys) -> Result<(Vec<Contact>, Vec<PhoneContact>), StoreError> {
    let (mut contacts, mut phones) = (Vec::new(), Vec::new());
    for row in rows {
        // What waits to be proved, or was taken away, is none.
        let Some(kind) = ContactKind::from_name(&row.text("name")?) else { continue };
        let place = (row.named("origin", Origin::from_name)?, row.number("number")?);
        match kind {
            ContactKind::Email => contacts.push((place, contact(row, owner, keys)?)),
            ContactKind::Mobile | ContactKind::Office => phones.push((place, phone(row, kind, owner, keys)?)),
        }
    }
    contacts.sort_by_key(|(place, _)| *place);
    let own: Vec<String> = contacts.iter().filter(|(_, contact)| is_own(contact)).map(|(_, own)| own.address.key()).collect();
    contacts.retain(|(_, contact)| is_own(contact) || !own.contains(&contact.address.key()));
    phones.sort_by_key(|(place, _)| *place);
    Ok((contacts.into_iter().map(|(_, contact)| contact).collect(), phones.into_iter().map(|(_, phone)| phone).collect()))
}

fn is_own(contact: &Contact) -> bool {
    contact.origin == Origin::Authentication
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
pub(super) fn passwords(rows: &[Row]) -> Result<PasswordHashes, StoreError> {
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

pub(in crate::store) fn unsealed_address(sealed: &str, owner: &AccountId, keys: &Keys) -> Result<Address, StoreError> {
    let text = keys.unseal_text(sealed_address(owner), sealed)?;
    Address::parse(&text).ok_or_else(|| StoreError::Damaged("a contact that is no address".to_owned()))
}

pub(in crate::store) fn unsealed_phone(sealed: &str, owner: &AccountId, keys: &Keys) -> Result<Phone, StoreError> {
    let text = keys.unseal_text(sealed_address(owner), sealed)?;
    Phone::parse(&text, None).map_err(|_| StoreError::Damaged("a contact that is no telephone number".to_owned()))
}

pub(super) fn authenticator(row: &Row, owner: &AccountId, keys: &Keys) -> Result<Authenticator, StoreError> {
    Ok(Authenticator {
        id: TotpId::from_stored(row.text("id")?),
        seed: keys.unseal(sealed_seed(owner), &row.text("seed")?)?,
        last_step: row.number("last_step")?,
    })
}

pub(super) fn listed(row: &Row) -> Result<ListedAccount, StoreError> {
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
        security_keys: row.count("security_keys")?,
        questions: row.count("questions")?,
    })
}
