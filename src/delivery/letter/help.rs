//! The letter that tells the help desk of a request: who, when, where and why. It holds no word that a visitor
//! typed, so nobody writes to the desk through it.

use super::of;
use crate::domain::account::Language;
use crate::domain::help::HelpNumber;
use crate::domain::organisation::Organisation;
use crate::domain::place::Place;
use crate::domain::time::Moment;
use crate::page::{Arg, PageId, Text};

/// A request for help, as the desk is told of it.
#[derive(Debug)]
pub struct HelpLetter {
    pub language: Language,
    pub number: u32,
    pub at: Moment,
    pub place: Place,
    /// The login and the name of the account; none where nobody has the user ID that was typed.
    pub person: Option<(String, String)>,
    /// The name of the page that the visitor came from.
    pub page: String,
    pub support: String,
    /// The language of their pages.
    pub spoken: Language,
    /// Whether they wrote a line.
    pub has_words: bool,
}

impl HelpLetter {
    pub(super) fn subject(&self, house: &Organisation) -> Text {
        of(house, "letter-help-subject").with("number", self.spelled())
    }

    pub(super) fn paragraphs(&self, house: &Organisation) -> Vec<Text> {
        let who = match &self.person {
            Some((login, name)) => Text::new("letter-help-who").with("login", login.as_str()).with("name", name.as_str()),
            None => Text::new("letter-help-nobody"),
        };
        let page = PageId::ALL.into_iter().find(|page| page.name() == self.page);
        let title = page.map_or_else(|| Arg::from(self.page.as_str()), |page| Arg::Word(page.title()));
        let facts = Text::new("letter-help-facts")
            .with("when", Arg::Date(self.at))
            .with("place", self.place.name())
            .with("front", Arg::Word(front(&self.place)))
            .with("spoken", Arg::Word(spoken(self.spoken)))
            .with("page", title)
            .with("support", self.support.as_str());
        let words = self.has_words.then(|| Text::new("letter-help-words"));
        let how = Text::new("letter-help-how").with("number", i64::from(self.number).to_string());
        let lead = of(house, "letter-help-lead").with("number", self.spelled());
        [Some(lead), Some(who), Some(facts), words, Some(how), Some(Text::new("letter-help-care"))]
            .into_iter()
            .flatten()
            .collect()
    }

    fn spelled(&self) -> String {
        HelpNumber::from_stored(self.number.into()).map_or_else(String::new, |number| number.to_string())
    }
}

const fn front(place: &Place) -> &'static str {
    match place {
        Place::Terminal(_) => "letter-help-hall",
        Place::Ssh { .. } => "letter-help-ssh",
    }
}

const fn spoken(language: Language) -> &'static str {
    match language {
        Language::English => "letter-help-english",
        Language::Dutch => "letter-help-dutch",
    }
}
