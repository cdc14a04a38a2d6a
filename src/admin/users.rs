//! `kiosk admin user`: accounts are added, listed, shown, let off, imported and exported.

use std::io::{BufRead, Read};

use serde_json::{Value, json};

use super::{Out, Outcome, open_store};
use crate::config::Config;
use crate::domain::account::{Account, Contact, Language};
use crate::domain::login::LoginKey;
use crate::domain::person::ExternalId;
use crate::domain::phone::ContactKind;
use crate::domain::time::Moment;
use crate::domain::visible::visible;
use crate::store::{Close, ListedAccount, StoreError, StoredPerson};
use crate::transact;

mod add;
mod export;
mod import;
mod unblock;

pub use add::{Enrolment, add};
pub use export::export;
pub use import::{ImportFaults, Importing, import, import_into};
pub use unblock::unblock;

/// Longer than any password that is taken; the rest of a mistaken pipe is not read.
const LONGEST_LINE: u64 = 4_096;

/// Every account.
pub async fn list(config: &Config, json: bool, out: Out<'_>) -> anyhow::Result<Outcome> {
    let accounts = open_store(config).await?.list_accounts().await?;
    if json {
        writeln!(out, "{}", accounts.iter().map(listed).collect::<Value>())?;
    } else {
        for account in &accounts {
            writeln!(out, "{}", line(account))?;
        }
    }
    Ok(Outcome::Done)
}

/// The account of `login`.
pub async fn show(config: &Config, login: &str, json: bool, out: Out<'_>) -> anyhow::Result<Outcome> {
    let store = open_store(config).await?;
    let key = LoginKey::of(login);
    let found: Result<Option<Account>, StoreError> =
        transact!(store, |tx| async { Ok(Close::Undo(tx.account_by_key(&key).await?)) });
    let Some(account) = found? else {
        return Ok(Outcome::NotFound(format!("no account has the login {}", visible(login, 120))));
    };
    let known = store.people_with_logins(std::slice::from_ref(&key)).await?.pop();
    let known = Directory::of(known.as_ref());
    if json {
        writeln!(out, "{}", shown(&account, &known))?;
    } else {
        write_account(&account, &known, out)?;
    }
    Ok(Outcome::Done)
}

/// What another system says of a person, apart from what the rules need.
struct Directory<'p> {
    external_id: Option<&'p str>,
    phones: Vec<&'p str>,
    office_phones: Vec<&'p str>,
}

impl<'p> Directory<'p> {
    fn of(person: Option<&'p StoredPerson>) -> Self {
        let contacts = |kind| person.and_then(|person| person.contacts.get(&kind)).into_iter().flatten();
        let values = |kind| contacts(kind).map(|contact| contact.value.as_str()).collect();
        Self {
            external_id: person.and_then(|person| person.external_id.as_ref()).map(ExternalId::as_str),
            phones: values(ContactKind::Mobile),
            office_phones: values(ContactKind::Office),
        }
    }
}

/// The first line of `input`, without its end.
fn read_line(input: &mut dyn BufRead) -> std::io::Result<String> {
    let mut line = String::new();
    input.take(LONGEST_LINE).read_line(&mut line)?;
    let end = line.trim_end_matches(['\r', '\n']).len();
    line.truncate(end);
    Ok(line)
}

fn listed(account: &ListedAccount) -> Value {
    json!({
        "login": account.login.as_str(),
        "external_id": account.external_id.as_ref().map(ExternalId::as_str),
        "name": account.name,
        "role": account.role.name(),
        "managed": account.managed.name(),
        "enabled": account.enabled,
        "addresses": account.contacts,
        "apps": account.totps,
        "security_keys": account.security_keys,
        "questions": account.questions,
    })
}

fn line(account: &ListedAccount) -> String {
    let off = if account.enabled { "" } else { ", disabled" };
    let name = visible(&account.name, 60);
    let role = account.role.name();
    let counts = format!(
        "addresses {}, apps {}, keys {}, questions {}",
        account.contacts, account.totps, account.security_keys, account.questions
    );
    format!("{:<30} {name:<30} {role}, managed {}, {counts}{off}", visible(account.login.as_str(), 120), account.managed.name())
}

fn shown(account: &Account, known: &Directory<'_>) -> Value {
    json!({
        "login": account.login.as_str(),
        "external_id": known.external_id,
        "name": account.name,
        "language": account.language.map(Language::code),
        "role": account.role.name(),
        "managed": account.managed.name(),
        "enabled": account.enabled,
        "groups": account.groups,
        "emails": account.contacts_as_they_came().into_iter().map(|contact| address(account, contact)).collect::<Value>(),
        "phones": known.phones,
        "office_phones": known.office_phones,
        "apps": account.totps.len(),
        "security_keys": account.security_keys.iter().map(|key| key.name.as_str()).collect::<Value>(),
        "questions": account.questions,
        "must_change": account.must_change,
        "locked_until": account.locked_until.map(Moment::millis),
    })
}

fn address(account: &Account, contact: &Contact) -> Value {
    json!({
        "address": contact.address.as_str(),
        "origin": contact.origin.name(),
        "preferred": account.prefers(contact),
    })
}

fn write_account(account: &Account, known: &Directory<'_>, out: Out<'_>) -> std::io::Result<()> {
    let emails = account.contacts_as_they_came().into_iter().map(|contact| {
        let preferred = if account.prefers(contact) { ", preferred" } else { "" };
        format!("{} ({}{preferred})", contact.address.as_str(), contact.origin.name())
    });
    let rows = [
        ("login", account.login.to_string()),
        ("external id", known.external_id.unwrap_or_default().to_owned()),
        ("name", account.name.clone()),
        ("language", account.language.map_or("", |language| language.code()).to_owned()),
        ("role", account.role.name().to_owned()),
        ("managed", account.managed.name().to_owned()),
        ("enabled", yes_or_no(account.enabled)),
        ("groups", account.groups.join(", ")),
        ("emails", emails.collect::<Vec<_>>().join(", ")),
        ("phones", known.phones.join(", ")),
        ("office", known.office_phones.join(", ")),
        ("apps", account.totps.len().to_string()),
        ("keys", keys(account)),
        ("questions", account.questions.to_string()),
        ("must change", yes_or_no(account.must_change)),
        ("locked", yes_or_no(account.locked_until.is_some())),
    ];
    let mut filled = rows.iter().filter(|(_, value)| !value.is_empty());
    filled.try_for_each(|(name, value)| writeln!(out, "{name:<12} {}", visible(value, 2_000)))
}

/// How many security keys, and what they are called.
fn keys(account: &Account) -> String {
    let named: Vec<&str> = account.security_keys.iter().map(|key| key.name.as_str()).filter(|name| !name.is_empty()).collect();
    let count = account.security_keys.len();
    if named.is_empty() { count.to_string() } else { format!("{count} ({})", named.join(", ")) }
}

fn yes_or_no(holds: bool) -> String {
    if holds { "yes" } else { "no" }.to_owned()
}

#[cfg(test)]
mod tests;
