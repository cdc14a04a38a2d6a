//! What an import is to change, put down row by row until it is moved over. Contacts are sealed here as
//! they will stand in their account.

use sqlx::AnyConnection;

use super::super::accounts::sealed_address;
use super::super::error::StoreError;
use super::super::keys::Keys;
use super::super::people::DirectoryContact;
use super::super::sql::{Statement, many, sql};
use super::super::{Close, Store};
use super::StagedPerson;
use crate::domain::account::{Address, Language};
use crate::domain::id::{AccountId, ImportId};
use crate::domain::phone::ContactKind;
use crate::transact;

/// Rows put in by one statement: a question to a database costs more than its answer.
const ACCOUNTS_AT_ONCE: usize = 33;
const CONTACTS_AT_ONCE: usize = 65;
const GROUPS_AT_ONCE: usize = 65;

impl Store {
    /// Stages `people` in a transaction of its own. False, and nothing staged, when another import began
    /// meanwhile.
    pub async fn stage(&self, import: &ImportId, people: &[StagedPerson]) -> Result<bool, StoreError> {
        transact!(self, |tx| async {
            // Holds the row until the commit: an import that begins meanwhile takes these away too.
            let ours = sql!("UPDATE import_run SET started_at = started_at WHERE id = ?");
            if !ours.bind(import).holds(tx.connection()).await? {
                return Ok(Close::Undo(false));
            }
            put_accounts(tx.connection(), import, people).await?;
            let keys = std::sync::Arc::clone(&tx.keys);
            put_contacts(tx.connection(), import, people, &keys).await?;
            put_groups(tx.connection(), import, people).await?;
            Ok(Close::Commit(true))
        })
    }
}

macro_rules! account_row {
    () => {
        "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    };
}

macro_rules! insert_account {
    () => {
        concat!(
            "INSERT INTO import_account (import_id, account_id, is_new, login, login_key, external_id, name, language, role, \
             managed, enabled, password_hash, sets_email, sets_mobile, sets_office, sets_groups) VALUES ",
            account_row!()
        )
    };
}

async fn put_accounts(connection: &mut AnyConnection, import: &ImportId, people: &[StagedPerson]) -> Result<(), StoreError> {
    let (all, rest) = people.split_at(people.len() - people.len() % ACCOUNTS_AT_ONCE);
    for chunk in all.chunks(ACCOUNTS_AT_ONCE) {
        let insert =
            sql!(concat!(insert_account!(), many!(16, concat!(", ", account_row!())), many!(16, concat!(", ", account_row!()))));
        chunk.iter().fold(insert, |insert, person| bound_account(insert, import, person)).changed(connection).await?;
    }
    for person in rest {
        bound_account(sql!(insert_account!()), import, person).changed(connection).await?;
    }
    Ok(())
}

fn bound_account(insert: Statement, import: &ImportId, person: &StagedPerson) -> Statement {
    let login = person.login.as_ref();
    let key = login.filter(|_| person.is_new || person.is_renamed).map(|login| login.key().as_str().to_owned());
    let sets = |kind| person.contacts.contains_key(&kind);
    insert
        .bind(import)
        .bind(&person.account)
        .bind(person.is_new)
        .bind(login.map(|login| login.as_str().to_owned()))
        .bind(key)
        .bind(person.external_id.as_ref().map(|id| id.as_str().to_owned()))
        .bind(person.name.clone())
        .bind(person.language.map(Language::code).map(str::to_owned))
        .bind(person.role.map(|role| role.name().to_owned()))
        .bind(person.managed.map(|managed| managed.name().to_owned()))
        .bind(person.enabled)
        .bind(person.password_hash.clone())
        .bind(sets(ContactKind::Email))
        .bind(sets(ContactKind::Mobile))
        .bind(sets(ContactKind::Office))
        .bind(person.groups.is_some())
}

/// A contact with its place.
struct Placed<'p> {
    account: &'p AccountId,
    kind: ContactKind,
    position: i64,
    contact: &'p DirectoryContact,
}

fn placed(person: &StagedPerson) -> impl Iterator<Item = Placed<'_>> {
    person.contacts.iter().flat_map(|(kind, contacts)| {
        let numbered = (1_i64..).zip(contacts);
        numbered.map(|(position, contact)| Placed { account: &person.account, kind: *kind, position, contact })
    })
}

macro_rules! insert_contact {
    () => {
        "INSERT INTO import_contact (id, import_id, account_id, kind, position, address, blind, created_at) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    };
}

async fn put_contacts(
    connection: &mut AnyConnection,
    import: &ImportId,
    people: &[StagedPerson],
    keys: &Keys,
) -> Result<(), StoreError> {
    let contacts: Vec<Placed<'_>> = people.iter().flat_map(placed).collect();
    let (all, rest) = contacts.split_at(contacts.len() - contacts.len() % CONTACTS_AT_ONCE);
    for chunk in all.chunks(CONTACTS_AT_ONCE) {
        let insert = sql!(concat!(insert_contact!(), many!(", (?, ?, ?, ?, ?, ?, ?, ?)")));
        let insert = chunk.iter().try_fold(insert, |insert, placed| bound_contact(insert, import, placed, keys))?;
        insert.changed(connection).await?;
    }
    for placed in rest {
        bound_contact(sql!(insert_contact!()), import, placed, keys)?.changed(connection).await?;
    }
    Ok(())
}

fn bound_contact(insert: Statement, import: &ImportId, placed: &Placed<'_>, keys: &Keys) -> Result<Statement, StoreError> {
    let sealed = keys.seal(sealed_address(placed.account), placed.contact.value.as_bytes())?;
    let address = Address::parse(&placed.contact.value).filter(|_| placed.kind == ContactKind::Email);
    Ok(insert
        .bind(&placed.contact.id)
        .bind(import)
        .bind(placed.account)
        .bind(placed.kind.name())
        .bind(placed.position)
        .bind(sealed)
        .bind(address.map(|address| keys.blind(&address)))
        .bind(placed.contact.created))
}

async fn put_groups(connection: &mut AnyConnection, import: &ImportId, people: &[StagedPerson]) -> Result<(), StoreError> {
    let named = |person| groups_of(person).map(move |group| (person, group));
    let groups: Vec<(&StagedPerson, &str)> = people.iter().flat_map(named).collect();
    let bound =
        |insert: Statement, (person, group): &(&StagedPerson, &str)| insert.bind(import).bind(&person.account).bind(*group);
    let (all, rest) = groups.split_at(groups.len() - groups.len() % GROUPS_AT_ONCE);
    for chunk in all.chunks(GROUPS_AT_ONCE) {
        let insert =
            sql!(concat!("INSERT INTO import_group (import_id, account_id, group_name) VALUES (?, ?, ?)", many!(", (?, ?, ?)")));
        chunk.iter().fold(insert, bound).changed(connection).await?;
    }
    for group in rest {
        let insert = sql!("INSERT INTO import_group (import_id, account_id, group_name) VALUES (?, ?, ?)");
        bound(insert, group).changed(connection).await?;
    }
    Ok(())
}

fn groups_of(person: &StagedPerson) -> impl Iterator<Item = &str> {
    person.groups.iter().flatten().map(String::as_str)
}
