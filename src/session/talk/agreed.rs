//! Secrets on a line whose other end shows what is typed there: nobody types one before they were told so, and want
//! to go on all the same.

use super::Talk;
use crate::domain::account::Language;
use crate::flow::event::Event;
use crate::input::line::Echo;
use crate::page::{Page, Text};
use crate::render::Ink;
use crate::render::linear::{Prompt, words};
use crate::session::manner::Medium;
use crate::texts::word;

/// Whether a visitor knows that their secrets are seen where they type them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Agreed {
    #[default]
    Unasked,
    /// They were just asked.
    Told,
    /// In this language.
    Yes(Language),
}

impl Agreed {
    /// Something else is asked for now.
    fn forget(&mut self) {
        if *self == Self::Told {
            *self = Self::Unasked;
        }
    }
}

impl Talk {
    /// Whether what `prompt` asks for would be seen, and the visitor has not said that it may.
    pub(super) fn must_agree(&self, prompt: Prompt) -> bool {
        self.medium == Medium::Echoing && prompt.echo == Echo::Hidden && !matches!(self.agreed, Agreed::Yes(_))
    }

    /// What is said before a secret is asked for: whoever is asked to say yes knows to what, however they came there.
    /// `is_said` when the whole page is.
    pub(super) fn warning_of_echo(&mut self, prompt: Prompt, is_said: bool, ink: Ink<'_>) -> Option<String> {
        if !self.must_agree(prompt) {
            self.agreed.forget();
            return None;
        }
        let is_news = is_said || self.agreed != Agreed::Told;
        self.agreed = Agreed::Told;
        is_news.then(|| ink.say(&Text::new("linear-echoed")))
    }

    /// What somebody has to know who leaves a line on which they typed secrets.
    pub fn still_there(&self) -> Option<String> {
        match self.agreed {
            Agreed::Yes(language) => Some(word("linear-still-there", language)),
            Agreed::Unasked | Agreed::Told => None,
        }
    }

    /// What `line` means to the question whether to go on: nothing but a word is taken for an answer, for it may be a
    /// secret that was typed ahead.
    pub(super) fn agree(&mut self, line: &str, page: &Page, language: Language) -> Vec<Event> {
        let said = line.trim().trim_start_matches('/');
        if words::agrees(said) {
            self.agreed = Agreed::Yes(language);
            // What the page says was heard already.
            self.telling.answered();
            return vec![];
        }
        match words::meant(said, page, language) {
            Some(word) => self.asked_for(word, page),
            None => self.refuse("linear-agree-first"),
        }
    }
}
