//! What a row is to change about an account: pure, but for the names of new rows. Knows what is left as
//! it is, and no store.

use crate::domain::account::{Address, Managed, Role};
use crate::domain::id::{AccountId, ContactId};
use crate::domain::person::Described;
use crate::domain::phone::ContactKind;
use crate::domain::time::Moment;
use crate::service::ambient::{Ambient, NoEntropy};
use crate::store::{DirectoryContact, StagedPerson, StoredPerson};

/// What becomes of a row.
pub enum Plan {
    Add(StagedPerson),
    Change(StagedPerson),
    /// The account is as the row says already.
    Nothing,
}

/// What `person` is to change about the account that was `found` for them.
pub fn plan(person: &Described, found: Option<&StoredPerson>, ambient: &Ambient, now: Moment) -> Result<Plan, NoEntropy> {
    let naming = Naming { ambient, now };
    match found {
        None => added(person, &naming).map(Plan::Add),
        Some(found) => {
            let staged = changed(person, found, &naming)?;
            Ok(if is_nothing(&staged) { Plan::Nothing } else { Plan::Change(staged) })
        }
    }
}

/// Gives new rows their names.
struct Naming<'n> {
    ambient: &'n Ambient,
    now: Moment,
}

impl Naming<'_> {
    /// `values` as contacts: one that is there already stays the one it is, because a letter may be on
    /// its way to it.
    fn contacts(&self, values: &[String], known: &[DirectoryContact]) -> Result<Vec<DirectoryContact>, NoEntropy> {
        let contact = |(place, value): (usize, &String)| match known.iter().find(|contact| contact.value == *value) {
            Some(contact) => Ok(contact.clone()),
            None => Ok(DirectoryContact {
                id: ContactId::in_row(self.now, self.ambient.entropy()?, place),
                value: value.clone(),
                created: self.now,
            }),
        };
        values.iter().enumerate().map(contact).collect()
    }
}

fn added(person: &Described, naming: &Naming<'_>) -> Result<StagedPerson, NoEntropy> {
    let id = AccountId::new(naming.now, naming.ambient.entropy()?);
    let filled = person.contacts.iter().filter(|(_, values)| !values.is_empty());
    Ok(StagedPerson {
        is_new: true,
        login: Some(person.login.clone()),
        external_id: person.external_id.clone(),
        name: person.name.clone().or_else(|| Some(person.login.as_str().chars().take(100).collect())),
        language: person.language,
        role: person.role.or(Some(Role::User)),
        managed: person.managed.or(Some(Managed::Here)),
        enabled: person.enabled.or(Some(true)),
        password_hash: person.password_hash.clone(),
        groups: person.groups.clone().filter(|groups| !groups.is_empty()),
        contacts: filled.map(|(kind, values)| Ok((*kind, naming.contacts(values, &[])?))).collect::<Result<_, _>>()?,
        ..StagedPerson::nothing(id)
    })
}

fn changed(person: &Described, found: &StoredPerson, naming: &Naming<'_>) -> Result<StagedPerson, NoEntropy> {
    let known = |kind: ContactKind| found.contacts.get(&kind).map(Vec::as_slice).unwrap_or_default();
    let is_other = |kind: ContactKind, values: &[String]| !known(kind).iter().map(|contact| &contact.value).eq(values);
    let wanted = person.contacts.iter().map(|(kind, values)| (*kind, without_own(*kind, values, found)));
    let others = wanted.filter(|(kind, values)| is_other(*kind, values));
    let is_new_login = person.login != found.login;
    Ok(StagedPerson {
        login: is_new_login.then(|| person.login.clone()),
        is_renamed: is_new_login && person.login.key() != found.login.key(),
        external_id: person.external_id.clone().filter(|id| found.external_id.as_ref() != Some(id)),
        name: person.name.clone().filter(|name| *name != found.name),
        language: person.language.filter(|language| found.language != Some(*language)),
        role: person.role.filter(|role| *role != found.role),
        managed: person.managed.filter(|managed| *managed != found.managed),
        enabled: person.enabled.filter(|enabled| *enabled != found.enabled),
        // A password that is there was set later than the one that another system knows.
        password_hash: person.password_hash.clone().filter(|_| found.password_hash.is_none()),
        groups: person.groups.clone().filter(|groups| *groups != found.groups),
        contacts: others.map(|(kind, values)| Ok((kind, naming.contacts(&values, known(kind))?))).collect::<Result<_, _>>()?,
        ..StagedPerson::nothing(found.id.clone())
    })
}

/// `values` without the addresses that their owner proved: those are theirs, and stand once.
fn without_own(kind: ContactKind, values: &[String], found: &StoredPerson) -> Vec<String> {
    let is_own = |value: &String| {
        let address = Address::parse(value).filter(|_| kind == ContactKind::Email);
        address.is_some_and(|address| found.own.iter().any(|own| own.key() == address.key()))
    };
    values.iter().filter(|value| !is_own(value)).cloned().collect()
}

fn is_nothing(staged: &StagedPerson) -> bool {
    let StagedPerson {
        account: _,
        is_new: _,
        is_renamed: _,
        login,
        external_id,
        name,
        language,
        role,
        managed,
        enabled,
        password_hash,
        groups,
        contacts,
    } = staged;
    let texts = login.is_none() && external_id.is_none() && name.is_none() && password_hash.is_none();
    let choices = language.is_none() && role.is_none() && managed.is_none() && enabled.is_none();
    texts && choices && groups.is_none() && contacts.is_empty()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::login::Login;
    use crate::domain::person::{Cells, Column, ExternalId};

    const NOW: Moment = Moment::from_millis(1_795_183_500_000);

    fn stored() -> StoredPerson {
        let contact = |value: &str| DirectoryContact {
            id: ContactId::from_stored(value.to_owned()),
            value: value.to_owned(),
            created: Moment::from_millis(1),
        };
        StoredPerson {
            id: AccountId::from_stored("A".to_owned()),
            login: Login::enrol("ada").expect("a login"),
            external_id: Some(ExternalId::from_stored("7".to_owned())),
            name: "Ada".to_owned(),
            language: None,
            role: Role::User,
            managed: Managed::Here,
            enabled: true,
            password_hash: Some("$2b$old".to_owned()),
            groups: vec!["staff".to_owned()],
            contacts: BTreeMap::from([(ContactKind::Email, vec![contact("a@example.org"), contact("b@example.org")])]),
            own: vec![Address::parse("own@example.org").expect("an address")],
        }
    }

    fn planned(row: &[(Column, &str)], found: Option<&StoredPerson>) -> Plan {
        let cells: Cells = row.iter().map(|(column, text)| (*column, (*text).to_owned())).collect();
        let person = Described::read(&cells, None).expect("a person");
        plan(&person, found, &Ambient::fixed(NOW), NOW).expect("names")
    }

    #[test]
    fn a_row_that_says_what_is_there_changes_nothing() {
        let hash = format!("$2y$10${}", "a".repeat(53));
        for row in [
            &[(Column::Login, "ada")][..],
            &[(Column::Login, "ada"), (Column::Name, ""), (Column::Groups, ""), (Column::Enabled, "")],
            &[(Column::Login, "ada"), (Column::ExternalId, "7"), (Column::Name, "Ada"), (Column::Groups, "staff")],
            &[(Column::Login, "ada"), (Column::Emails, "a@example.org|b@example.org"), (Column::Phones, "")],
            &[(Column::Login, "ada"), (Column::PasswordHash, &hash)],
        ] {
            assert!(matches!(planned(row, Some(&stored())), Plan::Nothing), "{row:?}");
        }
    }

    #[test]
    fn a_contact_that_stays_keeps_its_name() {
        let row = [(Column::Login, "Anna"), (Column::Emails, "c@example.org|b@example.org")];
        let Plan::Change(staged) = planned(&row, Some(&stored())) else { panic!("no change") };
        assert!(staged.is_renamed && staged.groups.is_none());
        let names: Vec<_> = staged.contacts[&ContactKind::Email].iter().map(|contact| contact.id.as_str()).collect();
        assert_eq!((names.len(), names[1]), (2, "b@example.org"));
        assert_ne!(names[0], "c@example.org");
    }

    #[test]
    fn an_address_that_its_owner_proved_is_left_alone() {
        let row = |emails| [(Column::Login, "ada"), (Column::Emails, emails)];
        for emails in ["own@example.org|a@example.org|b@example.org", "a@example.org|OWN@Example.org|b@example.org"] {
            assert!(matches!(planned(&row(emails), Some(&stored())), Plan::Nothing), "{emails}");
        }
        let Plan::Change(staged) = planned(&row("c@example.org|own@example.org"), Some(&stored())) else { panic!("no change") };
        let values: Vec<_> = staged.contacts[&ContactKind::Email].iter().map(|contact| contact.value.as_str()).collect();
        assert_eq!(values, ["c@example.org"]);
    }

    #[test]
    fn an_empty_cell_takes_the_directorys_contacts_away() {
        let Plan::Change(staged) = planned(&[(Column::Login, "ADA"), (Column::Emails, "")], Some(&stored())) else {
            panic!("no change")
        };
        assert!(staged.contacts[&ContactKind::Email].is_empty() && !staged.is_renamed && staged.login.is_some());
    }

    #[test]
    fn somebody_new_gets_what_the_row_leaves_open() {
        let Plan::Add(staged) = planned(&[(Column::Login, "bob"), (Column::Emails, "")], None) else { panic!("nobody new") };
        assert_eq!((staged.name.as_deref(), staged.role, staged.enabled), (Some("bob"), Some(Role::User), Some(true)));
        assert!(staged.contacts.is_empty() && staged.groups.is_none());
    }
}
