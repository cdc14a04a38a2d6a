//! Whose kiosk this is: the name on every page and letter, and the desk that helps.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

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

/// Characters of the organisation's name in the namespace of signatures.
const LONGEST_WORD: usize = 20;

impl Organisation {
    /// What signatures for this organisation are made in, so that none for another counts here:
    /// `kiosk@contoso`. Its name in small letters without accents, with dashes between what else it has.
    pub fn namespace(&self) -> String {
        let plain = self.name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect::<String>();
        let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let slug: String = words.collect::<Vec<_>>().join("-").chars().take(LONGEST_WORD).collect();
        let slug = slug.trim_end_matches('-');
        // A name of other letters has none of these.
        format!("kiosk@{}", if slug.is_empty() { "organisation" } else { slug })
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_namespace_is_one_word_that_no_shell_stumbles_over() {
        let named = |name: &str| Organisation {
            name: name.to_owned(),
            example_login: String::new(),
            desk: Desk::default(),
            timezone: String::new(),
            mail_domains: vec![],
            place: String::new(),
            country: None,
        };
        for (name, namespace) in [
            ("Contoso", "kiosk@contoso"),
            ("Ministerie van Économie & $(rm -rf)", "kiosk@ministerie-van-econo"),
            ("Hôpital  St.-Jean 2", "kiosk@hopital-st-jean-2"),
            ("abcdefghijklmnopqrs tuvw", "kiosk@abcdefghijklmnopqrs"),
            ("東京", "kiosk@organisation"),
        ] {
            assert_eq!(named(name).namespace(), namespace, "{name}");
        }
    }
}
