//! The letter that tells of a change to what somebody has registered. It goes to those who were known before.

use super::{desk, of, place, sent_to};
use crate::domain::account::Language;
use crate::domain::organisation::Organisation;
use crate::domain::place::Place;
use crate::domain::registration::Changed;
use crate::domain::time::Moment;
use crate::page::{Arg, Text};

#[derive(Debug)]
pub struct RegistrationLetter {
    pub what: Changed,
    pub language: Language,
    pub name: String,
    pub place: Place,
    pub login: String,
    /// Of the address that it is about; empty where it is about none.
    pub mask: String,
    pub at: Moment,
}

impl RegistrationLetter {
    pub(super) fn subject(house: &Organisation) -> Text {
        of(house, "letter-registration-subject")
    }

    pub(super) fn paragraphs(&self, house: &Organisation) -> Vec<Text> {
        let mask = self.mask.as_str();
        let what = match self.what {
            Changed::AddressAdded => Text::new("letter-registration-address-added").with("mask", mask),
            Changed::AddressRemoved => Text::new("letter-registration-address-removed").with("mask", mask),
            Changed::AddressPreferred => Text::new("letter-registration-address-preferred").with("mask", mask),
            Changed::AppAdded => Text::new("letter-registration-app-added"),
            Changed::AppRemoved => Text::new("letter-registration-app-removed"),
            Changed::AnswersSet => Text::new("letter-registration-answers-set"),
            Changed::AnswersRemoved => Text::new("letter-registration-answers-removed"),
            Changed::SheetMade => Text::new("letter-registration-sheet-made"),
            Changed::SheetReplaced => Text::new("letter-registration-sheet-replaced"),
            Changed::SheetRemoved => Text::new("letter-registration-sheet-removed"),
            Changed::KeyAdded => Text::new("letter-registration-key-added"),
            Changed::KeyRemoved => Text::new("letter-registration-key-removed"),
        };
        let lead = of(house, "letter-registration-lead").with("login", self.login.as_str());
        let when = Text::new("letter-registration-when").with("when", Arg::Date(self.at)).with("place", place(&self.place));
        [lead, what, when, sent_to(house, "letter-not-you")].into_iter().chain(desk(&house.desk)).collect()
    }
}
