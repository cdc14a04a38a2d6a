//! What a visitor sees at one moment, described without saying how it is drawn.
//!
//! A page carries message ids and arguments, never finished text, so it can be drawn again in
//! another language, and everything a plain-text drawing needs as well as a full-screen one.

mod action;
pub mod advice;
mod arg;
mod command;
pub mod help;
mod id;
pub mod qr;
mod sight;
pub mod whom;

use std::fmt;

use zeroize::Zeroizing;

pub use action::Action;
pub use arg::Arg;
pub use command::Command;
pub use id::PageId;
pub use qr::Qr;
pub use sight::Sight;

use crate::domain::captcha::picture::Picture;

/// A message of `assets/locales` with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub id: &'static str,
    pub args: Vec<(&'static str, Arg)>,
}

impl Text {
    pub const fn new(id: &'static str) -> Self {
        Self { id, args: Vec::new() }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, arg: impl Into<Arg>) -> Self {
        self.args.push((name, arg.into()));
        self
    }
}

/// A page at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub id: PageId,
    pub title: Text,
    /// Where the visitor is on their way: "Step 1 of 2".
    pub step: Option<Text>,
    /// Running text, most important first: a small window may show the first paragraph only.
    pub lead: Vec<Text>,
    /// What just happened, or is worth knowing now.
    pub notices: Vec<Notice>,
    /// Characters to be read, above the fields. Where nothing can be drawn a question takes its place.
    pub picture: Option<Picture>,
    /// For a camera; the page says the same in words.
    pub qr: Option<Qr>,
    /// What the visitor runs on their own machine: it is copied whole, so no drawing cuts it anywhere but between its
    /// pieces, nor puts anything beside it.
    pub command: Option<Command>,
    pub fields: Vec<Field>,
    /// The rules that a password keeps, ticked as one types.
    pub checklist: Vec<Check>,
    pub strength: Option<Strength>,
    /// Numbered from 1.
    pub choices: Vec<Text>,
    /// How many of them, from the first, a digit picks as it is pressed: no others are drawn with their number.
    pub digits: usize,
    /// The action row, left to right.
    pub actions: Vec<Action>,
    pub focus: Focus,
    /// How many rows the visitor wants above the window; before they scroll, what has the focus is in sight.
    pub scroll: Option<u16>,
    /// Something is being found out and follows by itself. Whoever cannot take back what they said waits
    /// for it, and nothing that is typed meanwhile is lost.
    pub unsettled: bool,
    /// Seconds until the visit is wiped, where that is announced.
    pub left: Option<i64>,
    /// The name of the words that help with it: another than the page's where this is another form of it.
    pub help: &'static str,
}

impl Page {
    pub const fn new(id: PageId) -> Self {
        Self {
            id,
            title: Text::new(id.title()),
            step: None,
            lead: Vec::new(),
            notices: Vec::new(),
            picture: None,
            qr: None,
            command: None,
            fields: Vec::new(),
            checklist: Vec::new(),
            strength: None,
            choices: Vec::new(),
            digits: 9,
            actions: Vec::new(),
            focus: Focus::Action(0),
            scroll: None,
            unsettled: false,
            left: None,
            help: id.name(),
        }
    }
}

/// What has the visitor's attention; the hardware cursor stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    Field(usize),
    Choice(usize),
    Action(usize),
}

/// A line that is set off from the running text, led by its word ("Error:"), never by colour alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub tone: Tone,
    pub text: Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Good,
    Error,
}

impl Notice {
    pub const fn plain(text: Text) -> Self {
        Self { tone: Tone::Plain, text }
    }

    pub const fn good(text: Text) -> Self {
        Self { tone: Tone::Good, text }
    }

    pub const fn error(text: Text) -> Self {
        Self { tone: Tone::Error, text }
    }
}

/// Something to fill in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub label: Text,
    pub hint: Option<Text>,
    /// What is wrong with what was typed, and how to mend it.
    pub error: Option<Text>,
    pub value: Value,
}

/// What stands in a field, as far as it may be seen. Silent in `Debug` about codes, answers and passwords.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// `cursor` counts graphemes.
    Plain { text: String, cursor: usize },
    /// Words that may have been written in several lines before they were pasted.
    Words { text: String, cursor: usize },
    /// A signature as text, of many lines before it was pasted.
    Armour { text: String, cursor: usize },
    /// A one-time code, drawn in two groups; `length` is how many digits are expected.
    Code { text: String, cursor: usize, length: usize },
    /// An answer to a question: shown, for it is long and hard to type unseen, and as secret as a code. One that
    /// `is_new` nobody can compare with anything: who types it unseen types it twice.
    Answer { text: Zeroizing<String>, cursor: usize, is_new: bool },
    /// A password as dots, or as itself while the visitor asks for that.
    Secret { length: usize, cursor: usize, shown: Option<Zeroizing<String>> },
    /// A password that was made up for the visitor: to be read and written down, so it is shown whole.
    Offered { text: Zeroizing<String>, cursor: usize },
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain { text, cursor } => f.debug_struct("Plain").field("text", text).field("cursor", cursor).finish(),
            Self::Words { text, cursor } => f.debug_struct("Words").field("text", text).field("cursor", cursor).finish(),
            Self::Armour { .. } => f.write_str("Armour(..)"),
            Self::Code { .. } => f.write_str("Code(..)"),
            Self::Answer { .. } => f.write_str("Answer(..)"),
            Self::Secret { .. } => f.write_str("Secret(..)"),
            Self::Offered { .. } => f.write_str("Offered(..)"),
        }
    }
}

/// A rule of the checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    pub state: CheckState,
    pub text: Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckState {
    Open,
    Kept,
    Broken,
}

/// How hard a password is to guess: a word, a bar, and what would make it harder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strength {
    /// 0 to 4.
    pub score: u8,
    pub word: Text,
    pub advice: Vec<Text>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_code_answer_or_password() {
        let code = Value::Code { text: "042917".to_owned(), cursor: 0, length: 6 };
        let shown = Some(Zeroizing::new("hunter2".to_owned()));
        let password = Value::Secret { length: 7, cursor: 0, shown };
        let answer = Value::Answer { text: "Ghent".to_owned().into(), cursor: 0, is_new: false };
        let offered = Value::Offered { text: "tulip".to_owned().into(), cursor: 0 };
        let said = format!("{code:?} {answer:?} {password:?} {offered:?}");
        assert_eq!(said, "Code(..) Answer(..) Secret(..) Offered(..)");
    }
}
