//! What is answered to somebody who knows their password.

use super::{Asked, Person, Receipt, Stop};
use crate::domain::account::Language;
use crate::domain::password::Complaint;
use crate::domain::proof::sign_in::SignedIn;
use crate::domain::reminder::Reminder;

/// The answer to "this is my user ID, and this my password".
#[derive(Debug, PartialEq, Eq)]
pub enum SignInAnswer {
    Welcome {
        signed_in: SignedIn,
        home: Home,
    },
    /// First a riddle.
    Captcha(Asked),
    /// One of the two is not right, nobody is told which; so many more are borne.
    Wrong {
        left: u32,
    },
    Stop(Stop),
}

/// What somebody who signed in sees and may choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    pub person: Person,
    pub name: String,
    /// An operator wants another password.
    pub must_change: bool,
    /// The language they are written to in; none where nobody said.
    pub language: Option<Language>,
    /// What they are reminded of.
    pub due: Option<Box<Reminder>>,
}

/// The answer to "write to me in this language".
#[derive(Debug, PartialEq, Eq)]
pub enum LanguageSet {
    Done { signed_in: SignedIn, language: Language },
    SignedOut,
}

/// The answer to "this is my new password" from somebody who signed in.
#[derive(Debug, PartialEq, Eq)]
pub enum ChangeAnswer {
    Done(Receipt, Option<Box<Onward>>),
    Refused {
        signed_in: SignedIn,
        complaints: Vec<Complaint>,
    },
    /// It took too long: the password is asked again.
    SignedOut,
    Stop(Stop),
}

/// Whoever chose a new password is signed in with it, where there is something to set up.
#[derive(Debug, PartialEq, Eq)]
pub struct Onward {
    pub signed_in: SignedIn,
    pub home: Home,
}
