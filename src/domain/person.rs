//! A person as a file of another system describes them: which columns there are, and what each may hold.
//! Knows no file format and no store.
//!
//! A column that is absent, and nearly every cell that is empty, leaves things as they are. An empty cell
//! of contacts takes the directory's contacts of that kind away: the other system knows of none any more.

mod column;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::account::{Address, Language, Managed, Role};
use super::login::Login;
use super::password_hash;
use super::phone::{CallingCode, ContactKind, Phone};
use super::visible::is_steering;
pub use column::{Cells, Column, column_of};

/// What separates the entries of a list in one cell.
pub const SEPARATOR: char = '|';

/// The longest name and the longest of other texts, in code points; the store has room for them.
const LONGEST_NAME: usize = 100;
const LONGEST_TEXT: usize = 255;
/// Contacts of one kind, and groups.
const MOST_CONTACTS: usize = 10;
const MOST_GROUPS: usize = 500;

/// What another system calls a person, whatever their login is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExternalId(String);

impl ExternalId {
    /// From a column that this program wrote.
    pub fn from_stored(text: String) -> Self {
        Self(text)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A person as a row describes them. None leaves what is there.
pub struct Described {
    pub login: Login,
    pub external_id: Option<ExternalId>,
    pub name: Option<String>,
    pub language: Option<Language>,
    pub role: Option<Role>,
    pub managed: Option<Managed>,
    pub enabled: Option<bool>,
    /// Sorted, each once.
    pub groups: Option<Vec<String>>,
    /// The directory's contacts of each kind that the file has, in their order.
    pub contacts: BTreeMap<ContactKind, Vec<String>>,
    pub password_hash: Option<String>,
}

/// What is wrong with a cell. Repeats nothing of what it holds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {why}", column.name())]
pub struct Fault {
    pub column: Column,
    pub why: String,
}

impl fmt::Debug for Described {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Described(..)")
    }
}

impl Described {
    /// The person in `cells`. A number without its country is one of `home`.
    ///
    /// # Errors
    /// Everything that is wrong, cell by cell.
    pub fn read(cells: &Cells, home: Option<&CallingCode>) -> Result<Self, Vec<Fault>> {
        let mut reading = Reading { cells, faults: Vec::new() };
        let login = reading.cell(Column::Login, |text| Login::enrol(text).map_err(|bad| bad.to_string()));
        let person = Self {
            login: login.unwrap_or_else(|| Login::from_stored(String::new())),
            external_id: reading.cell(Column::ExternalId, |text| bounded(text, LONGEST_TEXT)).map(ExternalId),
            name: reading.cell(Column::Name, |text| bounded(text, LONGEST_NAME)),
            language: reading.cell(Column::Language, language),
            role: reading.cell(Column::Role, |text| Role::from_name(&lower(text)).ok_or("user or administrator".to_owned())),
            managed: reading.cell(Column::Managed, |text| Managed::from_name(&lower(text)).ok_or("here or elsewhere".to_owned())),
            enabled: reading.cell(Column::Enabled, truth),
            groups: reading.cell(Column::Groups, groups),
            contacts: ContactKind::ALL.into_iter().filter_map(|kind| Some((kind, reading.contacts(kind, home)?))).collect(),
            password_hash: reading.cell(Column::PasswordHash, hash),
        };
        if !cells.contains_key(&Column::Login) || cells.get(&Column::Login).is_some_and(|cell| cell.trim().is_empty()) {
            reading.fault(Column::Login, "a login cannot be empty".to_owned());
        }
        if reading.faults.is_empty() { Ok(person) } else { Err(reading.faults) }
    }
}

struct Reading<'c> {
    cells: &'c Cells,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    /// What a cell holds, if there is one that is not empty.
    fn cell<T>(&mut self, column: Column, read: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        let text = self.text(column).filter(|text| !text.is_empty())?;
        read(text).map_err(|why| self.fault(column, why)).ok()
    }

    /// A cell without the blanks around it, if nothing in it steers.
    fn text(&mut self, column: Column) -> Option<&'_ str> {
        let text = self.cells.get(&column)?.trim_matches(' ');
        if text.chars().any(is_steering) {
            self.fault(column, "has a line end, a control or an invisible character".to_owned());
            return None;
        }
        Some(text.trim())
    }

    /// The contacts in a cell: none when it is empty.
    fn contacts(&mut self, kind: ContactKind, home: Option<&CallingCode>) -> Option<Vec<String>> {
        let column = column_of(kind);
        let read = |entry: &str| match kind {
            ContactKind::Email => Address::parse(entry)
                .map(|address| address.as_str().to_owned())
                .ok_or("not an e-mail address (several are separated by |)".to_owned()),
            ContactKind::Mobile | ContactKind::Office => {
                Phone::parse(entry, home).map(|phone| phone.as_str().to_owned()).map_err(|bad| bad.to_string())
            }
        };
        let text = self.text(column)?;
        match entries(text).map(read).collect::<Result<Vec<_>, _>>().and_then(|found| at_most(MOST_CONTACTS, each_once(found))) {
            Ok(found) => Some(found),
            Err(why) => {
                self.fault(column, why);
                None
            }
        }
    }

    fn fault(&mut self, column: Column, why: String) {
        self.faults.push(Fault { column, why });
    }
}

fn entries(text: &str) -> impl Iterator<Item = &str> {
    text.split(SEPARATOR).map(str::trim).filter(|entry| !entry.is_empty())
}

fn each_once(found: Vec<String>) -> Vec<String> {
    let mut known = BTreeSet::new();
    found.into_iter().filter(|entry| known.insert(entry.clone())).collect()
}

fn at_most(most: usize, found: Vec<String>) -> Result<Vec<String>, String> {
    if found.len() <= most { Ok(found) } else { Err(format!("more than {most}")) }
}

fn groups(text: &str) -> Result<Vec<String>, String> {
    let found = entries(text).map(|entry| bounded(entry, LONGEST_TEXT)).collect::<Result<BTreeSet<_>, _>>()?;
    at_most(MOST_GROUPS, found.into_iter().collect())
}

fn bounded(text: &str, longest: usize) -> Result<String, String> {
    if text.chars().count() <= longest { Ok(text.to_owned()) } else { Err(format!("longer than {longest} characters")) }
}

/// `nl`, or `nl-NL` as directories write it.
fn language(text: &str) -> Result<Language, String> {
    let text = lower(text);
    let code = text.split(['-', '_']).next().unwrap_or_default();
    Language::from_code(code).ok_or_else(|| format!("one of {}", Language::ALL.map(Language::code).join(", ")))
}

/// Yes or no, also as PowerShell and spreadsheets in English and Dutch write it.
fn truth(text: &str) -> Result<bool, String> {
    match lower(text).as_str() {
        "yes" | "true" | "1" | "ja" | "waar" => Ok(true),
        "no" | "false" | "0" | "nee" | "onwaar" => Ok(false),
        _ => Err("yes or no".to_owned()),
    }
}

fn hash(text: &str) -> Result<String, String> {
    password_hash::read(text).map(|_| text.to_owned()).map_err(|bad| bad.to_string())
}

fn lower(text: &str) -> String {
    text.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(row: &[(Column, &str)]) -> Cells {
        row.iter().map(|(column, text)| (*column, (*text).to_owned())).collect()
    }

    fn read(row: &[(Column, &str)]) -> Result<Described, Vec<Fault>> {
        Described::read(&cells(row), None)
    }

    fn fault(row: &[(Column, &str)]) -> String {
        let faults = read(row).err().unwrap_or_else(|| panic!("{row:?} is taken"));
        faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn an_absent_column_and_an_empty_cell_are_told_apart() {
        let person =
            read(&[(Column::Login, "ada"), (Column::Emails, ""), (Column::Name, ""), (Column::Groups, " ")]).expect("a person");
        assert_eq!((person.name, person.groups, person.enabled), (None, None, None));
        assert_eq!(person.contacts, BTreeMap::from([(ContactKind::Email, Vec::new())]));
    }

    #[test]
    fn a_full_row_is_read() {
        let person = read(&[
            (Column::Login, " Ada@contoso.com "),
            (Column::ExternalId, "7"),
            (Column::Language, "nl-NL"),
            (Column::Groups, "staff|ict | staff|"),
            (Column::Role, "Administrator"),
            (Column::Emails, "a@example.org|b@example.org|a@example.org"),
            (Column::OfficePhones, "+31 20 123 4567"),
            (Column::Enabled, "ONWAAR"),
        ]);
        let person = person.expect("a person");
        assert_eq!(
            (person.login.as_str(), person.role, person.enabled),
            ("Ada@contoso.com", Some(Role::Administrator), Some(false))
        );
        assert_eq!((person.groups, person.language), (Some(vec!["ict".to_owned(), "staff".to_owned()]), Some(Language::Dutch)));
        let contacts = |kind| person.contacts.get(&kind).map(|found: &Vec<String>| found.join(" "));
        assert_eq!(contacts(ContactKind::Email).as_deref(), Some("a@example.org b@example.org"));
        assert_eq!(contacts(ContactKind::Office).as_deref(), Some("+31201234567"));
        assert_eq!(contacts(ContactKind::Mobile), None);
    }

    #[test]
    fn what_steers_is_refused_in_every_column() {
        for column in Column::ALL {
            for text in ["a\rb", "a\nb", "a\u{1b}[2J", "a\u{202e}b", "a\0b", "a\tb", "a\u{200b}b", "\na", "a\r\n"] {
                let said = fault(&[(Column::Login, "ada"), (column, text)]);
                assert!(said.starts_with(column.name()) && said.contains("control"), "{column:?} {text:?}: {said}");
            }
        }
    }

    #[test]
    fn every_wrong_cell_is_named() {
        let said = fault(&[(Column::Login, "аdmin"), (Column::Emails, "ada"), (Column::Phones, "x"), (Column::Role, "king")]);
        for column in ["login: ", "emails: ", "phones: ", "role: "] {
            assert!(said.contains(column), "{column} in {said}");
        }
        let long = "a".repeat(300);
        for column in [Column::ExternalId, Column::Name, Column::Groups, Column::Language, Column::Managed, Column::Enabled] {
            assert!(fault(&[(Column::Login, "ada"), (column, &long)]).starts_with(column.name()), "{column:?}");
        }
        assert_eq!(fault(&[(Column::Name, "Ada")]), "login: a login cannot be empty");
        assert_eq!(fault(&[(Column::Login, " ")]), "login: a login cannot be empty");
    }
}
