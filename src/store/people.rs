//! Accounts as another system's directory knows them, many at once: for imports, which compare, and for
//! exports. Of what people registered themselves only their addresses are told, so that none comes a second time.

use std::collections::{BTreeMap, HashMap};

use sqlx::AnyConnection;

use super::Store;
use super::accounts::sealed_address;
use super::error::StoreError;
use super::sql::{Row, Statement, many, sql};
use crate::domain::account::{Address, Language, Managed, Origin, Role};
use crate::domain::id::{AccountId, ContactId};
use crate::domain::login::{Login, LoginKey};
use crate::domain::person::ExternalId;
use crate::domain::phone::ContactKind;
use crate::domain::time::Moment;

/// How many are asked for at once.
pub const PEOPLE_AT_ONCE: usize = 64;

/// An account and what the directory says of it.
pub struct StoredPerson {
    pub id: AccountId,
    pub login: Login,
    pub external_id: Option<ExternalId>,
    pub name: String,
    pub language: Option<Language>,
    pub role: Role,
    pub managed: Managed,
    pub enabled: bool,
    pub password_hash: Option<String>,
    /// Sorted.
    pub groups: Vec<String>,
    /// The directory's contacts, in their order.
    pub contacts: BTreeMap<ContactKind, Vec<DirectoryContact>>,
    /// The addresses that their owner proved.
    pub own: Vec<Address>,
}

/// A contact that an operator or another system entered.
#[derive(Clone, PartialEq, Eq)]
pub struct DirectoryContact {
    pub id: ContactId,
    /// An e-mail address, or a telephone number in E.164.
    pub value: String,
    pub created: Moment,
}

/// An account that another system has a name for.
pub struct KnownElsewhere {
    pub id: AccountId,
    pub login: Login,
    pub enabled: bool,
}

/// Accounts that `$condition` finds, with what the directory says of them: three statements.
macro_rules! people_where {
    ($condition:expr) => {
        [
            sql!(concat!(
                "SELECT id, login, external_id, name, language, role, managed, enabled, password_hash FROM account WHERE ",
                $condition,
                " ORDER BY id"
            )),
            sql!(concat!(
                "SELECT account_id, id, origin, kind, address, created_at FROM contact \
                 WHERE (origin = 'directory' OR kind = 'email') AND account_id IN (SELECT id FROM account WHERE ",
                $condition,
                ") ORDER BY account_id, position"
            )),
            sql!(concat!(
                "SELECT account_id, group_name FROM account_group WHERE account_id IN (SELECT id FROM account WHERE ",
                $condition,
                ") ORDER BY account_id, group_name"
            )),
        ]
    };
}

/// As many marks as are asked for at once.
macro_rules! sixty_four_marks {
    () => {
        concat!(
            "(",
            many!(16, "?, "),
            many!(16, "?, "),
            many!(16, "?, "),
            many!(4, "?, "),
            many!(4, "?, "),
            many!(4, "?, "),
            "?, ?, ?, ?)"
        )
    };
}

impl Store {
    /// The next accounts after `after`, in the order of their ids; at most [`PEOPLE_AT_ONCE`], and none
    /// after the last. An account keeps its id, so one that is renamed meanwhile comes once.
    pub async fn people_after(&self, after: Option<&AccountId>) -> Result<Vec<StoredPerson>, StoreError> {
        let connection = &mut *self.connection().await?;
        let after = after.map_or("", AccountId::as_str);
        let last = sql!("SELECT MAX(id) AS last_id FROM (SELECT id FROM account WHERE id > ? ORDER BY id LIMIT 64) AS page");
        let Some(last) = last.bind(after).row(connection).await?.map(|row| row.maybe_text("last_id")).transpose()?.flatten()
        else {
            return Ok(Vec::new());
        };
        let page = people_where!("id > ? AND id <= ?").map(|statement| statement.bind(after).bind(last.as_str()));
        self.people(connection, page).await
    }

    /// The next accounts after `after` that another system knows; at most 1,000, and none after the last.
    pub async fn accounts_known_elsewhere(&self, after: Option<&AccountId>) -> Result<Vec<KnownElsewhere>, StoreError> {
        let rows = sql!("SELECT id, login, enabled FROM account WHERE external_id IS NOT NULL AND id > ? ORDER BY id LIMIT 1000");
        let rows = rows.bind(after.map_or("", AccountId::as_str)).rows(&mut *self.connection().await?).await?;
        rows.iter()
            .map(|row| {
                let (id, login) = (AccountId::from_stored(row.text("id")?), Login::from_stored(row.text("login")?));
                Ok(KnownElsewhere { id, login, enabled: row.flag("enabled")? })
            })
            .collect()
    }

    /// The accounts that another system calls by one of `ids`; at most [`PEOPLE_AT_ONCE`] are looked for.
    pub async fn people_called(&self, ids: &[&ExternalId]) -> Result<Vec<StoredPerson>, StoreError> {
        self.people_among(people_where!(concat!("external_id IN ", sixty_four_marks!())), ids.iter().map(|id| id.as_str())).await
    }

    /// The accounts with one of these logins; at most [`PEOPLE_AT_ONCE`] are looked for.
    pub async fn people_with_logins(&self, keys: &[LoginKey]) -> Result<Vec<StoredPerson>, StoreError> {
        self.people_among(people_where!(concat!("login_key IN ", sixty_four_marks!())), keys.iter().map(LoginKey::as_str)).await
    }

    async fn people_among(
        &self,
        statements: [Statement; 3],
        wanted: impl Iterator<Item = &str> + Clone,
    ) -> Result<Vec<StoredPerson>, StoreError> {
        if wanted.clone().next().is_none() {
            return Ok(Vec::new());
        }
        // The marks that are left over ask for the empty text, which nobody is called by.
        let padded = wanted.chain(std::iter::repeat("")).take(PEOPLE_AT_ONCE);
        let bound = statements.map(|statement| padded.clone().fold(statement, Statement::bind));
        self.people(&mut *self.connection().await?, bound).await
    }

    async fn people(&self, connection: &mut AnyConnection, statements: [Statement; 3]) -> Result<Vec<StoredPerson>, StoreError> {
        let [accounts, contacts, groups] = statements;
        let mut people = accounts.rows(connection).await?.iter().map(person).collect::<Result<Vec<_>, _>>()?;
        if people.is_empty() {
            return Ok(people);
        }
        let places: HashMap<String, usize> = people.iter().map(|person| person.id.to_string()).zip(0..).collect();
        for row in contacts.rows(connection).await? {
            let place = places.get(&row.text("account_id")?);
            if let Some(person) = place.and_then(|place| people.get_mut(*place)) {
                let contact = self.directory_contact(&row, &person.id)?;
                match row.named("origin", Origin::from_name)? {
                    Origin::Directory => {
                        let kind = row.named("kind", ContactKind::from_name)?;
                        person.contacts.entry(kind).or_default().push(contact);
                    }
                    Origin::Authentication => person.own.extend(Address::parse(&contact.value)),
                }
            }
        }
        for row in groups.rows(connection).await? {
            let place = places.get(&row.text("account_id")?);
            if let Some(person) = place.and_then(|place| people.get_mut(*place)) {
                person.groups.push(row.text("group_name")?);
            }
        }
        // Databases sort as their language does.
        for person in &mut people {
            person.groups.sort();
        }
        Ok(people)
    }

    fn directory_contact(&self, row: &Row, owner: &AccountId) -> Result<DirectoryContact, StoreError> {
        Ok(DirectoryContact {
            id: ContactId::from_stored(row.text("id")?),
            value: self.keys.unseal_text(sealed_address(owner), &row.text("address")?)?.to_string(),
            created: row.moment("created_at")?,
        })
    }
}

fn person(row: &Row) -> Result<StoredPerson, StoreError> {
    Ok(StoredPerson {
        id: AccountId::from_stored(row.text("id")?),
        login: Login::from_stored(row.text("login")?),
        external_id: row.maybe_text("external_id")?.map(ExternalId::from_stored),
        name: row.text("name")?,
        language: row.maybe_text("language")?.as_deref().and_then(Language::from_code),
        role: row.named("role", Role::from_name)?,
        managed: row.named("managed", Managed::from_name)?,
        enabled: row.flag("enabled")?,
        password_hash: row.maybe_text("password_hash")?,
        groups: Vec::new(),
        contacts: BTreeMap::new(),
        own: Vec::new(),
    })
}
