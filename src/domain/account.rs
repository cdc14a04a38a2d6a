//! A person's entry in the store, as far as the rules need it.

pub mod listing;

use super::id::{AccountId, ContactId, TotpId};
use super::login::{Login, LoginKey};
use super::mask::Mask;
use super::phone::{ContactKind, Phone};
use super::security_key::NamedKey;
use super::time::Moment;

/// An account with what it has registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub login: Login,
    pub name: String,
    /// The language the person is written to in; none where nobody said.
    pub language: Option<Language>,
    pub role: Role,
    pub managed: Managed,
    /// An operator's switch; no reset or unlock turns it on again.
    pub enabled: bool,
    pub groups: Vec<String>,
    pub contacts: Vec<Contact>,
    pub phones: Vec<PhoneContact>,
    pub totps: Vec<TotpId>,
    /// In the order in which they came.
    pub security_keys: Vec<NamedKey>,
    /// How many questions it has answers to.
    pub questions: usize,
    /// How many codes of its sheet have not been used.
    pub recovery_codes: usize,
    /// Whether there is a password to sign in with.
    pub has_password: bool,
    pub must_change: bool,
    /// Until when sign-in is refused after wrong passwords.
    pub locked_until: Option<Moment>,
    pub reminded: Reminded,
    /// Raised by every change; a reset that saw an older one begins again.
    pub revision: i64,
}

impl Account {
    /// What others know of its owner: user ID, name, and what stands before the @ of their addresses. Neither a password
    /// nor an answer is made of that.
    pub fn known_words(&self) -> impl Iterator<Item = &str> {
        let locals = self.contacts.iter().map(|contact| contact.address.local());
        [self.login.as_str(), self.name.as_str()].into_iter().chain(locals)
    }
}

/// What the store keeps of an account's reminders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reminded {
    /// When its owner last said that what is registered is right; when the account was made, where they never did.
    pub confirmed: Moment,
    /// When they were first told that something is missing.
    pub since: Option<Moment>,
    /// How often they put it off since.
    pub skipped: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    User,
    /// Always two gates, of different classes.
    Administrator,
}

impl Role {
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Administrator => "administrator",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::User, Self::Administrator].into_iter().find(|role| role.name() == name)
    }
}

/// Where the password is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Managed {
    Here,
    Elsewhere,
}

impl Managed {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Elsewhere => "elsewhere",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Here, Self::Elsewhere].into_iter().find(|managed| managed.name() == name)
    }
}

/// A language that the program speaks completely.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    English,
    Dutch,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::English, Self::Dutch];

    /// The BCP 47 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Dutch => "nl",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The one that the language key switches to.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::English => Self::Dutch,
            Self::Dutch => Self::English,
        }
    }
}

/// An e-mail address of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub id: ContactId,
    pub origin: Origin,
    pub address: Address,
}

/// A telephone of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneContact {
    pub id: ContactId,
    pub origin: Origin,
    pub kind: ContactKind,
    pub number: Phone,
}

/// Who put a contact there: what its owner proved comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Its owner, who proved it.
    Authentication,
    /// An operator.
    Directory,
}

impl Origin {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Authentication => "authentication",
            Self::Directory => "directory",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Authentication, Self::Directory].into_iter().find(|origin| origin.name() == name)
    }
}

/// An e-mail address: one `@`, something on both sides, nothing invisible, and no sign that ends or begins one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// An address that letters can go to, or none when `text` is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@')?;
        let is_odd = |c: char| c.is_whitespace() || super::visible::is_steering(c) || "@,;:<>()[]\\\"".contains(c);
        let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
        let fits = text.len() <= 254 && local.len() <= 64 && !local.is_empty();
        let sound = !local.chars().any(is_odd) && domain.contains('.') && domain.split('.').all(is_label);
        (fits && sound).then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the `@`.
    pub fn local(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// What stands behind the `@`, as domains are compared.
    pub fn domain_key(&self) -> String {
        self.key().rsplit_once('@').map_or_else(String::new, |(_, domain)| domain.to_owned())
    }

    /// Whether it is a mailbox of `domain`, which is canonical, or of one below it.
    pub fn is_within(&self, domain: &str) -> bool {
        let own = self.domain_key();
        own == domain || own.strip_suffix(domain).is_some_and(|below| below.ends_with('.'))
    }

    /// Whether it is a mailbox of one of `domains`, which are canonical.
    pub fn is_of(&self, domains: &[String]) -> bool {
        domains.iter().any(|domain| self.is_within(domain))
    }

    /// What it is matched on, however it is written: strictly capitals in the local part could matter, and
    /// nobody knows a mail server where they do.
    pub fn key(&self) -> String {
        LoginKey::of(&self.0).as_str().to_owned()
    }

    /// What a visitor may be told of it before any proof: `a***@example.org`.
    pub fn mask(&self) -> Mask {
        let domain = self.0.rsplit_once('@').map_or("", |(_, domain)| domain);
        Mask::Address { first: self.local().chars().take(1).collect(), domain: domain.to_owned(), number: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_shows_one_letter_and_not_the_length() {
        let mask = |text| Address::parse(text).map(|address| address.mask().to_string());
        assert_eq!(mask("ada@example.org").as_deref(), Some("a***@example.org"));
        assert_eq!(mask("adalbert.long@example.org").as_deref(), Some("a***@example.org"));
        assert_eq!(mask("é@example.org").as_deref(), Some("é***@example.org"));
    }

    #[test]
    fn what_is_no_address_is_none() {
        for text in [
            "",
            "ada",
            "@example.org",
            "ada@",
            "a da@example.org",
            "ada@localhost",
            "a@b@example.org",
            "a\r\nBcc: x@example.org",
            "ada@example.org;",
            "ada@example..org",
            "ada@example.org.",
            "Ada <ada@example.org>",
            "ada;bob@example.org",
        ] {
            assert_eq!(Address::parse(text), None, "{text:?}");
        }
    }
}
