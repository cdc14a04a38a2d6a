//! Whose kiosk this is: the name on every page and letter, and the desk that helps.

use super::account::{Address, Language};
use super::phone::Country;

/// The organisation, as its visitors see it. Every text is already safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    pub name: String,
    /// What a user ID looks like here.
    pub example_login: String,
    pub desk: Desk,
    /// IANA name of the zone times are shown in.
    pub timezone: String,
    /// The domains of its own mailboxes, which nobody reads without the password. Canonical.
    pub mail_domains: Vec<String>,
    /// Where this front end stands, for letters and audit: "Hall B".
    pub place: String,
    /// Whose telephone numbers are written without their country here.
    pub country: Option<Country>,
}

/// The help desk; a part that is empty is not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    pub phone: String,
    pub address: String,
    pub hours: String,
    /// Where requests for help are mailed.
    pub email: Option<Address>,
    /// The language that is written to the desk; none for the visitor's own.
    pub language: Option<Language>,
    /// What people are shown instead of a request.
    pub custom: Option<CustomHelp>,
}

impl Desk {
    /// Whether people are told where to find it.
    pub const fn is_told(&self) -> bool {
        !self.phone.is_empty() || !self.address.is_empty() || !self.hours.is_empty() || self.custom.is_some()
    }
}

/// The organisation's own way of helping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CustomHelp {
    /// An address to which people write by themselves.
    Mail(Address),
    /// A web page.
    Web(String),
}
