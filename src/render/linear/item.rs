//! A piece of what there is to be said of a page: what kind of news it is, and its words.

use std::fmt;

use zeroize::Zeroizing;

use super::own;
use super::words::{self, Asked};
use crate::page::{Action, Arg, Command, Notice, Text, Tone};
use crate::render::Ink;

/// What to do while nothing has come yet.
const COMFORT: [&str; 8] = [
    "enter-code-not-arrived",
    "enter-code-nothing-comes",
    "enter-text-not-arrived",
    "enter-text-nothing-comes",
    "enter-code-slow",
    "enter-code-slow-on-file",
    "enter-code-slow-alone",
    "enter-code-slow-address",
];

/// A piece of a page that is said in one go, and not again while it stays as it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Title(Text),
    Step(Text),
    Lead(Text),
    /// What the visitor runs on their own machine.
    Command(Command),
    Notice(Notice),
    /// The rules that a password keeps.
    Rules(Vec<Text>),
    /// Those that what was typed does not keep.
    Missing(Vec<Text>),
    Strength(Text, Vec<Text>),
    Choices(Vec<Text>),
    /// What can be done beside answering, and what one answers to.
    Words(Vec<Action>, Asked),
    /// The way to the answer before this one.
    Previous,
    FieldError(usize, Text),
    /// What stands in a field before the one that is asked for, by its label.
    Stands(Text, Private),
    /// What to do, where nothing that is typed will do any more.
    Remedy(Action),
    Hint(usize, Text),
    /// Something stands already in a field, and Enter alone keeps it.
    Kept(usize),
    /// The same of what was made up for the visitor.
    KeptOffered,
    /// What a field was filled with for the visitor, by its label: to be written down.
    Offered(Text, Private),
}

/// What only the visitor may hear: silent in `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Private(Zeroizing<String>);

impl fmt::Debug for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Private(..)")
    }
}

impl From<Zeroizing<String>> for Private {
    fn from(text: Zeroizing<String>) -> Self {
        Self(text)
    }
}

impl Item {
    /// Does not say again what is `known` of every page; where nothing is asked, words are all there is to say.
    pub fn leave_out(&mut self, known: impl Fn(Action) -> bool) {
        if let Self::Words(actions, asked) = self
            && asked.is_anything()
        {
            actions.retain(|action| !known(*action));
        }
    }

    /// Whether it belongs to what is asked for.
    pub fn asks(&self) -> bool {
        match self {
            Self::Choices(_)
            | Self::Words(..)
            | Self::Previous
            | Self::Stands(..)
            | Self::FieldError(..)
            | Self::Remedy(_)
            | Self::Hint(..)
            | Self::Kept(_)
            | Self::KeptOffered
            | Self::Offered(..) => true,
            Self::Title(_)
            | Self::Step(_)
            | Self::Lead(_)
            | Self::Command(_)
            | Self::Notice(_)
            | Self::Rules(_)
            | Self::Missing(..)
            | Self::Strength(..) => false,
        }
    }

    /// Whether it says what is wrong with what the visitor said last.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::FieldError(..) | Self::Remedy(_) | Self::Notice(Notice { tone: Tone::Error, .. }))
    }

    /// The field of which it says that something is wrong.
    pub const fn field_in_error(&self) -> Option<usize> {
        if let Self::FieldError(place, _) = self { Some(*place) } else { None }
    }

    /// Whether it says what a password needs that was typed.
    pub const fn is_lack(&self) -> bool {
        matches!(self, Self::Missing(..))
    }

    /// Whether it holds for the whole visit, whichever page it stands on.
    pub fn is_about_visit(&self) -> bool {
        matches!(self, Self::Notice(notice) if notice.text.id == "language-offer")
    }

    /// How many tries it says to be left.
    pub fn tries(&self) -> Option<i64> {
        let text = match self {
            Self::Lead(text) | Self::Hint(_, text) | Self::FieldError(_, text) | Self::Notice(Notice { text, .. }) => text,
            Self::Title(_)
            | Self::Step(_)
            | Self::Command(_)
            | Self::Rules(_)
            | Self::Missing(_)
            | Self::Strength(..)
            | Self::Choices(_)
            | Self::Words(..)
            | Self::Previous
            | Self::Stands(..)
            | Self::Remedy(_)
            | Self::Kept(_)
            | Self::KeptOffered
            | Self::Offered(..) => return None,
        };
        text.args.iter().find_map(|(name, arg)| match arg {
            Arg::Number(tries) if *name == "tries" => Some(*tries),
            _ => None,
        })
    }

    /// Whether a number of tries is all that it says.
    pub fn only_counts_tries(&self) -> bool {
        matches!(self, Self::Lead(text) | Self::Hint(_, text) if matches!(text.id, "enter-code-tries" | "questions-tries"))
    }

    /// Whether it is said once on a page, though it goes and comes with what is asked: the way to the answer before, that
    /// one is kept, what an answer looks like, and what to do while nothing has come yet.
    pub fn is_said_once(&self) -> bool {
        matches!(self, Self::Previous | Self::Kept(_))
            || matches!(self, Self::Lead(text) if COMFORT.contains(&text.id))
            || matches!(self, Self::Hint(_, text) if matches!(text.id, "identify-example" | "suggest-repeat-hint"))
    }

    /// Whether `other` says the same, of whatever.
    pub fn is_of_one_message(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Lead(one), Self::Lead(other)) => one.id == other.id,
            (Self::Kept(_), Self::Kept(_)) => true,
            _ => self == other,
        }
    }

    /// Whether it says how to go about what the page asks for.
    pub const fn explains(&self) -> bool {
        matches!(self, Self::Lead(_))
    }

    /// Whether it says until when something has to wait that was asked for.
    pub fn bids_wait(&self) -> bool {
        let is_wait = |text: &Text| speaks_of(text, |name| is_countdown(name) || name == "until");
        matches!(self, Self::Notice(Notice { tone: Tone::Plain, text }) if is_wait(text))
    }

    /// Whether it says how much time there is.
    pub fn counts_down(&self) -> bool {
        matches!(self, Self::Lead(text) if speaks_of(text, is_countdown))
    }

    /// Whether `other` would be no news to whoever heard this: a countdown goes on without a word, and which fields
    /// are filled each says itself.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Lead(one), Self::Lead(other)) => is_the_same(one, other),
            (Self::Notice(one), Self::Notice(other)) => one.tone == other.tone && is_the_same(&one.text, &other.text),
            (Self::Kept(_), Self::Kept(_)) => true,
            // Whoever comes to the page, or back to it, does not see it.
            (Self::Stands(..), Self::Stands(..)) => false,
            _ => self == other,
        }
    }

    /// It as paragraphs.
    pub fn lines(&self, ink: Ink<'_>) -> Vec<String> {
        match self {
            Self::Title(text) | Self::Step(text) | Self::Lead(text) | Self::Hint(_, text) => {
                own::worded(text).iter().map(|text| ink.say_aloud(text)).collect()
            }
            Self::Notice(Notice { tone, text }) => {
                own::worded(text).map(|text| notice(&Notice { tone: *tone, text }, ink)).into_iter().collect()
            }
            Self::FieldError(_, text) => own::worded(text).map(|text| notice(&Notice::error(text), ink)).into_iter().collect(),
            Self::Command(command) => vec![command.in_one_line()],
            Self::Rules(rules) => std::iter::once(ink.word("linear-rules")).chain(each(rules, ink)).collect(),
            Self::Missing(rules) => {
                let rules: Vec<String> = each(rules, ink).collect();
                vec![ink.say_aloud(&Text::new("linear-missing").with("rules", rules.join("; ")))]
            }
            Self::Strength(word, advice) => vec![strength(word, advice, ink)],
            Self::Choices(choices) => {
                each(choices, ink).enumerate().map(|(place, text)| format!("{}. {text}", place + 1)).collect()
            }
            Self::Previous => vec![ink.say_aloud(&Text::new("linear-words").with("words", ink.word("linear-previous")))],
            Self::Stands(label, Private(text)) => vec![stands(label, text, ink)],
            Self::Words(actions, asked) => words::announced(actions, *asked, ink).into_iter().collect(),
            Self::Remedy(action) => vec![words::remedy(*action, ink)],
            Self::Kept(_) => vec![ink.word("linear-kept")],
            Self::KeptOffered => vec![ink.word("linear-kept-offered")],
            Self::Offered(label, Private(text)) => vec![format!("{}: {}", ink.say_aloud(label), text.as_str())],
        }
    }
}

fn each<'a>(texts: &'a [Text], ink: Ink<'a>) -> impl Iterator<Item = String> + 'a {
    texts.iter().map(move |text| ink.say_aloud(text))
}

/// How hard a password is to guess, and what would make it harder, in one line.
fn strength(word: &Text, advice: &[Text], ink: Ink<'_>) -> String {
    let word = format!("{}: {}.", ink.word("strength-label"), ink.say_aloud(word));
    std::iter::once(word).chain(each(advice, ink)).collect::<Vec<_>>().join(" ")
}

/// A field by its label, and what stands in it.
fn stands(label: &Text, text: &Zeroizing<String>, ink: Ink<'_>) -> String {
    let now = Text::new("linear-now").with("text", Arg::Secret(text.clone()));
    format!("{} ({}).", ink.say_aloud(label).trim_end_matches('.'), ink.say_aloud(&now))
}

/// A notice behind the word for what it is.
pub fn notice(notice: &Notice, ink: Ink<'_>) -> String {
    let text = ink.say_aloud(&notice.text);
    match notice.tone {
        Tone::Plain => text,
        Tone::Good => format!("{} {text}", ink.word("tone-good")),
        Tone::Error => format!("{} {text}", ink.word("tone-error")),
    }
}

fn is_the_same(one: &Text, other: &Text) -> bool {
    let lasting =
        |text: &Text| -> Vec<(&'static str, Arg)> { text.args.iter().filter(|(name, _)| !is_countdown(name)).cloned().collect() };
    one.id == other.id && lasting(one) == lasting(other)
}

/// Whether an argument of `text` goes by a name that is `wanted`.
fn speaks_of(text: &Text, wanted: impl Fn(&str) -> bool) -> bool {
    text.args.iter().any(|(name, _)| wanted(name))
}

fn is_countdown(name: &str) -> bool {
    matches!(name, "minutes" | "seconds")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_nothing_of_what_a_field_holds() {
        let [label, private] = [Text::new("new-password-field"), Text::new("identify-field")];
        let hidden = |text: &str| Private(Zeroizing::new(text.to_owned()));
        let said =
            format!("{:?} {:?}", Item::Offered(label, hidden("tulip-anchor")), Item::Stands(private, hidden("ada@contoso")));
        assert!(said.contains("new-password-field") && said.contains("identify-field"), "{said}");
        assert!(!said.contains("tulip") && !said.contains("ada"), "{said}");
    }
}
