//! The letter with the user IDs that belong to an address.

use super::{of, place};
use crate::domain::account::Language;
use crate::domain::organisation::Organisation;
use crate::domain::place::Place;
use crate::page::Text;

/// An answer to "which user ID is mine?".
#[derive(Debug)]
pub struct UserIdLetter {
    pub language: Language,
    /// Empty where several people share the address.
    pub name: String,
    pub place: Place,
    pub logins: Vec<String>,
}

impl UserIdLetter {
    pub(super) fn subject(house: &Organisation) -> Text {
        of(house, "letter-user-id-subject")
    }

    pub(super) fn paragraphs(&self, house: &Organisation) -> Vec<Text> {
        let lead = of(house, "letter-user-id-lead").with("place", place(&self.place)).with("count", self.logins.len());
        let logins = self.logins.iter().map(|login| Text::new("letter-user-id-login").with("login", login.as_str()));
        [lead].into_iter().chain(logins).chain([Text::new("letter-user-id-not-you")]).collect()
    }
}
