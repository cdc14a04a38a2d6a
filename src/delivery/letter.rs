//! What is written to people: a code, or the notice of what was done to their account. A letter lies in the
//! outbox as a sealed payload and becomes a mail when it is posted, in the language of its reader.
//!
//! Letters carry no links, only codes; the subject carries neither, as it shows on locked screens.

pub mod help;
mod payload;
pub mod registration;
mod text;
pub mod user_id;

use self::help::HelpLetter;
use self::registration::RegistrationLetter;
use self::user_id::UserIdLetter;
use super::Mail;
use crate::domain::account::{Address, Language};
use crate::domain::code::{Tag, grouped};
use crate::domain::id::LetterId;
use crate::domain::organisation::{Desk, Organisation};
use crate::domain::outcome::Done;
use crate::domain::place::Place;
use crate::domain::secret::Secret;
use crate::domain::time::Moment;
use crate::domain::visible::visible;
use crate::page::whom::whom;
use crate::page::{Arg, Text};
use crate::texts::{Zone, say};

/// A letter, before it is written out.
#[derive(Debug)]
pub enum Letter {
    Code(CodeLetter),
    Notice(NoticeLetter),
    Explain(ExplainLetter),
    Help(HelpLetter),
    UserId(UserIdLetter),
    Registration(RegistrationLetter),
}

/// What a code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeErrand {
    /// To get into an account.
    Account,
    /// To change what is registered.
    Settings,
    /// To register the address that it goes to.
    Address,
}

/// Why no code comes, to somebody of whom no page could say so.
#[derive(Debug)]
pub struct ExplainLetter {
    pub language: Language,
    pub name: String,
    pub place: Place,
    /// The name of the reason, as in the audit.
    pub reason: String,
}

/// A one-time code.
#[derive(Debug)]
pub struct CodeLetter {
    pub language: Language,
    pub name: String,
    /// Where the code was asked for; the courier may stand elsewhere.
    pub place: Place,
    pub code: Secret,
    pub tag: Tag,
    pub minutes: i64,
    pub errand: CodeErrand,
    /// When it was asked for: somebody may hold two letters of the same name. Older letters do not know.
    pub at: Option<Moment>,
}

/// The notice of what was done to an account.
#[derive(Debug)]
pub struct NoticeLetter {
    pub done: Done,
    pub language: Language,
    pub name: String,
    pub place: Place,
    pub login: String,
    pub at: Moment,
}

const LONGEST_NAME: usize = 100;

impl Letter {
    /// The mail to `to`, in the name of `house` and with times of its `zone`.
    pub fn written(&self, house: &Organisation, zone: &Zone, id: &LetterId, to: &Address) -> Mail {
        let (language, name) = match self {
            Self::Code(letter) => (letter.language, &letter.name),
            Self::Notice(letter) => (letter.language, &letter.name),
            Self::Explain(letter) => (letter.language, &letter.name),
            Self::Help(letter) => (letter.language, &String::new()),
            Self::UserId(letter) => (letter.language, &letter.name),
            Self::Registration(letter) => (letter.language, &letter.name),
        };
        let name = visible(name, LONGEST_NAME);
        let written: Vec<String> = self.paragraphs(house, &name).iter().map(|text| say(text, language, zone)).collect();
        Mail {
            id: id.clone(),
            to: to.clone(),
            to_name: name,
            from_name: say(&of(house, "letter-sender"), language, zone),
            subject: say(&self.subject(house), language, zone),
            body: Secret::new(written.join("\n\n") + "\n"),
        }
    }

    fn subject(&self, house: &Organisation) -> Text {
        match self {
            Self::Code(letter) => of(house, "letter-code-subject").with("tag", letter.tag.letter().to_string()),
            Self::Notice(letter) => of(house, notice_subject(letter.done)),
            Self::Explain(_) => of(house, "letter-explain-subject"),
            Self::Help(letter) => letter.subject(house),
            Self::UserId(_) => UserIdLetter::subject(house),
            Self::Registration(_) => RegistrationLetter::subject(house),
        }
    }

    fn paragraphs(&self, house: &Organisation, name: &str) -> Vec<Text> {
        let greeting = (!name.is_empty()).then(|| Text::new("letter-greeting").with("name", name));
        let content = match self {
            Self::Code(letter) => code_body(letter, house),
            Self::Notice(letter) => notice_body(letter, house),
            Self::Explain(letter) => explain_body(letter, house),
            Self::Help(letter) => letter.paragraphs(house),
            Self::UserId(letter) => letter.paragraphs(house),
            Self::Registration(letter) => letter.paragraphs(house),
        };
        greeting.into_iter().chain(content).chain([of(house, "letter-footer")]).collect()
    }
}

impl CodeErrand {
    const ALL: [Self; 3] = [Self::Account, Self::Settings, Self::Address];

    const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Settings => "settings",
            Self::Address => "address",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|errand| errand.name() == name)
    }
}

fn of(house: &Organisation, id: &'static str) -> Text {
    Text::new(id).with("organisation", house.name.as_str())
}

fn code_body(letter: &CodeLetter, house: &Organisation) -> Vec<Text> {
    let (id, care) = match letter.errand {
        CodeErrand::Account => ("letter-code-body", "letter-code-care"),
        CodeErrand::Settings => ("letter-code-settings-body", "letter-code-settings-care"),
        CodeErrand::Address => ("letter-code-address-body", "letter-code-address-care"),
    };
    let body = of(house, id)
        .with("code", grouped(letter.code.expose()))
        .with("tag", letter.tag.letter().to_string())
        .with("minutes", letter.minutes)
        .with("place", place(&letter.place));
    let when = letter.at.map(|at| Text::new("letter-code-when").with("when", Arg::Date(at)));
    [body].into_iter().chain(when).chain([sent_to(house, care)]).collect()
}

const fn notice_subject(done: Done) -> &'static str {
    match done {
        Done::Reset => "letter-reset-subject",
        Done::FirstPassword => "letter-first-password-subject",
        Done::Unlock => "letter-unlock-subject",
        Done::Change => "letter-change-subject",
    }
}

fn notice_body(letter: &NoticeLetter, house: &Organisation) -> Vec<Text> {
    let id = match letter.done {
        Done::Reset => "letter-reset-body",
        Done::FirstPassword => "letter-first-password-body",
        Done::Unlock => "letter-unlock-body",
        Done::Change => "letter-change-body",
    };
    let body =
        of(house, id).with("login", letter.login.as_str()).with("when", Arg::Date(letter.at)).with("place", place(&letter.place));
    [body, sent_to(house, "letter-not-you")].into_iter().chain(desk(&house.desk)).collect()
}

fn explain_body(letter: &ExplainLetter, house: &Organisation) -> Vec<Text> {
    let body = of(house, "letter-explain-body").with("place", place(&letter.place));
    let why = match letter.reason.as_str() {
        "elsewhere" => "letter-explain-elsewhere",
        "account-off" => "letter-explain-off",
        "not-for-this-person" => "letter-explain-not-for-you",
        "no-channel" => "letter-explain-no-channel",
        "key-not-here" => "letter-explain-key-not-here",
        _ => "letter-explain-unregistered",
    };
    [body, sent_to(house, why), Text::new("letter-explain-not-you")].into_iter().chain(desk(&house.desk)).collect()
}

/// Where something was asked for or done, in words of the letter.
fn place(place: &Place) -> Arg {
    match place {
        Place::Terminal(name) => Arg::from(name.as_str()),
        Place::Ssh { host, .. } => Arg::Message(Text::new("letter-over-ssh").with("place", host.as_str())),
    }
}

/// A text that says whom to turn to.
fn sent_to(house: &Organisation, id: &'static str) -> Text {
    Text::new(id).with("whom", whom(&house.desk))
}

fn desk(desk: &Desk) -> impl Iterator<Item = Text> {
    let lines =
        [("desk-phone", "phone", &desk.phone), ("desk-address", "address", &desk.address), ("desk-hours", "hours", &desk.hours)];
    lines.into_iter().filter(|(_, _, line)| !line.is_empty()).map(|(id, name, line)| Text::new(id).with(name, line.as_str()))
}

#[cfg(test)]
mod tests;
