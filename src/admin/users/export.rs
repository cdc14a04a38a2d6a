//! `kiosk admin user export`: every account as CSV that can be imported again, or as JSON, a few at a
//! time. What people registered themselves is theirs and stays here.

use csv::Writer;
use serde_json::{Value, json};

use super::super::{Out, Outcome, open_store};
use crate::cli::ExportUsers;
use crate::config::Config;
use crate::domain::account::Language;
use crate::domain::person::{Column, ExternalId};
use crate::domain::phone::ContactKind;
use crate::store::{Store, StoredPerson};

/// Writes every account of the store of `config`.
pub async fn export(config: &Config, wanted: &ExportUsers, out: Out<'_>) -> anyhow::Result<Outcome> {
    let store = open_store(config).await?;
    if wanted.printed.json { as_json(&store, wanted, out).await } else { as_csv(&store, wanted, out).await }
}

async fn as_csv(store: &Store, wanted: &ExportUsers, out: Out<'_>) -> anyhow::Result<Outcome> {
    let columns = Column::ALL.into_iter().filter(|column| wanted.with_hashes || *column != Column::PasswordHash);
    let mut rows = Writer::from_writer(out);
    rows.write_record(columns.clone().map(Column::name))?;
    let mut last = None;
    loop {
        let page = store.people_after(last.as_ref()).await?;
        let Some(end) = page.last() else { break };
        last = Some(end.id.clone());
        for person in &page {
            rows.write_record(columns.clone().map(|column| no_formula(cell(person, column))))?;
        }
    }
    rows.flush()?;
    Ok(Outcome::Done)
}

/// One array, written as it comes.
async fn as_json(store: &Store, wanted: &ExportUsers, out: Out<'_>) -> anyhow::Result<Outcome> {
    let (mut last, mut before) = (None, "[");
    loop {
        let page = store.people_after(last.as_ref()).await?;
        let Some(end) = page.last() else { break };
        last = Some(end.id.clone());
        for person in &page {
            write!(out, "{before}{}", record(person, wanted.with_hashes))?;
            before = ",";
        }
    }
    writeln!(out, "{}]", if before == "[" { before } else { "" })?;
    Ok(Outcome::Done)
}

fn cell(person: &StoredPerson, column: Column) -> String {
    match column {
        Column::Login => person.login.as_str().to_owned(),
        Column::ExternalId => person.external_id.as_ref().map_or("", ExternalId::as_str).to_owned(),
        Column::Name => person.name.clone(),
        Column::Language => person.language.map_or("", Language::code).to_owned(),
        Column::Groups => person.groups.join("|"),
        Column::Role => person.role.name().to_owned(),
        Column::Emails => contacts(person, ContactKind::Email).join("|"),
        Column::Phones => contacts(person, ContactKind::Mobile).join("|"),
        Column::OfficePhones => contacts(person, ContactKind::Office).join("|"),
        Column::Managed => person.managed.name().to_owned(),
        Column::Enabled => if person.enabled { "yes" } else { "no" }.to_owned(),
        Column::PasswordHash => person.password_hash.clone().unwrap_or_default(),
    }
}

fn contacts(person: &StoredPerson, kind: ContactKind) -> Vec<&str> {
    person.contacts.get(&kind).into_iter().flatten().map(|contact| contact.value.as_str()).collect()
}

fn record(person: &StoredPerson, with_hash: bool) -> Value {
    let mut record = json!({
        "login": person.login.as_str(),
        "external_id": person.external_id.as_ref().map(ExternalId::as_str),
        "name": person.name,
        "language": person.language.map(Language::code),
        "groups": person.groups,
        "role": person.role.name(),
        "emails": contacts(person, ContactKind::Email),
        "phones": contacts(person, ContactKind::Mobile),
        "office_phones": contacts(person, ContactKind::Office),
        "managed": person.managed.name(),
        "enabled": person.enabled,
    });
    if let Some(fields) = record.as_object_mut().filter(|_| with_hash) {
        fields.insert(Column::PasswordHash.name().to_owned(), json!(person.password_hash));
    }
    record
}

/// A cell that a spreadsheet would calculate gets a sign before it that says it is text. The import takes
/// one off, so a text that has some already gets one more.
fn no_formula(cell: String) -> String {
    if cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_marked_as_text() {
        for cell in ["=1+1", "+31612345678", "-x", "@SUM(A1)", "'=x"] {
            assert_eq!(no_formula(cell.to_owned()), format!("'{cell}"));
        }
        for cell in ["ada", "'t Veld", "a=b", ""] {
            assert_eq!(no_formula(cell.to_owned()), cell);
        }
    }
}
