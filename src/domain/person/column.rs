//! The columns in which other systems describe people, by the names that files give them.

use std::collections::BTreeMap;

use crate::domain::phone::ContactKind;

/// A column of people, by the name it has in files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    Login,
    ExternalId,
    Name,
    Language,
    Groups,
    Role,
    Emails,
    Phones,
    OfficePhones,
    Managed,
    Enabled,
    PasswordHash,
}

impl Column {
    pub const ALL: [Self; 12] = [
        Self::Login,
        Self::ExternalId,
        Self::Name,
        Self::Language,
        Self::Groups,
        Self::Role,
        Self::Emails,
        Self::Phones,
        Self::OfficePhones,
        Self::Managed,
        Self::Enabled,
        Self::PasswordHash,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::ExternalId => "external_id",
            Self::Name => "name",
            Self::Language => "language",
            Self::Groups => "groups",
            Self::Role => "role",
            Self::Emails => "emails",
            Self::Phones => "phones",
            Self::OfficePhones => "office_phones",
            Self::Managed => "managed",
            Self::Enabled => "enabled",
            Self::PasswordHash => "password_hash",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }
}

/// The cells of one row, of the columns that the file has.
pub type Cells = BTreeMap<Column, String>;

/// The column that holds contacts of `kind`.
pub const fn column_of(kind: ContactKind) -> Column {
    match kind {
        ContactKind::Email => Column::Emails,
        ContactKind::Mobile => Column::Phones,
        ContactKind::Office => Column::OfficePhones,
    }
}
