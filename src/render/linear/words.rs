//! What can be done, as words, in both languages at once: whoever changed the language half-way may still
//! use the words they heard first.
//!
//! Where an answer is typed a word counts only behind a slash, and a slash that belongs to the answer is
//! typed twice. Anything else would make somebody's password or user ID impossible to type ("back" is one),
//! and would depend on what the visitor cannot know: whether the program takes this field for a secret.
//! What begins with one slash and is no word is refused and never looked at as an answer, so that no slip
//! costs a try.

use zeroize::Zeroizing;

use crate::domain::account::Language;
use crate::page::{Action, Page, Text};
use crate::render::Ink;
use crate::texts::word;

/// Lower-casing makes at most this many bytes of one.
const GROWTH: usize = 2;

/// What a word asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The action at this place of the page's row.
    Action(usize),
    Standing(Standing),
}

/// What can be asked for on any page, whether its row has it or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Help,
    Repeat,
    MoreTime,
    Language,
    Drawing,
    /// The answer before this one.
    Previous,
    Back,
    Stop,
}

impl Standing {
    const ALL: [Self; 8] =
        [Self::Help, Self::Repeat, Self::MoreTime, Self::Language, Self::Drawing, Self::Previous, Self::Back, Self::Stop];

    /// The message id of its words.
    const fn message(self) -> &'static str {
        match self {
            Self::Help => "command-help",
            Self::Repeat => "command-repeat",
            Self::MoreTime => "command-more-time",
            Self::Language => "command-language",
            Self::Drawing => "command-drawing",
            Self::Previous => "command-previous",
            Self::Back => "command-back",
            Self::Stop => "command-stop",
        }
    }
}

/// What a page asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    pub fields: usize,
    pub choices: usize,
    /// What Enter does behind the last answer, or where there is nothing to answer.
    pub enter: Option<Action>,
}

impl Asked {
    /// Whether the page asks for anything but how to go on.
    pub const fn is_anything(self) -> bool {
        self.fields > 0 || self.choices > 0
    }
}

/// The actions of `page` that this drawing has: neither a picture nor a password can be shown in it, and the
/// way to the other drawing is a word of its own.
pub fn offered(page: &Page) -> Vec<Action> {
    page.actions.iter().copied().filter(|action| is_offered(*action)).collect()
}

/// Whether this drawing has `action`.
pub fn is_offered(action: Action) -> bool {
    !matches!(action, Action::ShowPicture | Action::Reveal | Action::Conceal | Action::Linear)
}

/// Whether `action` is the same on so many pages that it is told on the first of them only.
pub fn is_everywhere(action: Action) -> bool {
    matches!(
        action,
        Action::Next
            | Action::Back
            | Action::Help
            | Action::AskHelp
            | Action::Language
            | Action::People
            | Action::Inbox
            | Action::Stop
    )
}

/// What `said` asks for on `page`; nothing when it is no word.
pub fn meant(said: &str, page: &Page, language: Language) -> Option<Word> {
    let said = plain(said);
    let names = |id: &str, label: &str| {
        // "Nederlands" is the way to Dutch for whoever reads English, and no way away from it.
        let spoken = if id == "command-language" { vec![language] } else { Language::ALL.to_vec() };
        spoken.into_iter().any(|language| {
            let listed = listed(id, language);
            plain(&word(label, language)) == said || listed.iter().any(|name| plain(name) == said)
        })
    };
    let mut actions = page.actions.iter().enumerate().filter(|(_, action)| is_offered(**action));
    if let Some((place, _)) = actions.find(|(_, action)| names(&message(**action), action.label())) {
        return Some(Word::Action(place));
    }
    let standing = Standing::ALL.into_iter().find(|standing| names(standing.message(), standing.message()));
    standing.map(Word::Standing)
}

/// Whether `said` is a word for the language that is spoken already: the way to it from the others, and from it none.
pub fn names_spoken(said: &str, language: Language) -> bool {
    let said = plain(said);
    let leads = |from: Language| listed("command-language", from).iter().any(|name| plain(name) == said);
    !leads(language) && leads(language.other())
}

/// Whether `said` is a word for going on, or for more time.
pub fn goes_on(said: &str) -> bool {
    is_one_of(&["command-more-time", "command-keep-going"], said)
}

/// Whether `said` is a word for wanting what one was warned of.
pub fn agrees(said: &str) -> bool {
    is_one_of(&["command-agree"], said)
}

/// Whether `said` is one of the words that a message of `ids` lists, in any language.
fn is_one_of(ids: &[&str], said: &str) -> bool {
    let said = plain(said);
    let named = |&id| Language::ALL.into_iter().any(|language| listed(id, language).iter().any(|name| plain(name) == said));
    ids.iter().any(named)
}

/// What can be done beside answering, as one sentence or two; nothing where there is nothing to be told.
pub fn announced(actions: &[Action], asked: Asked, ink: Ink<'_>) -> Option<String> {
    let id = if asked.fields > 1 { "linear-enter-last" } else { "linear-enter" };
    let (enter, rest): (Vec<Action>, Vec<Action>) = actions.iter().partition(|action| asked.enter == Some(**action));
    let enter = enter.first().map(|action| ink.say_aloud(&Text::new(id).with("action", ink.word(action.label()))));
    let slash = if asked.fields > 0 { "/" } else { "" };
    let numbers = (asked.fields > 0 && asked.choices > 0).then(|| ink.word("linear-numbers"));
    let words: Vec<String> = rest.into_iter().map(|action| named(action, slash, ink)).collect();
    let told = match (asked.fields, asked.choices) {
        (0, 1..) => Text::new("linear-number-or").with("count", asked.choices),
        _ => Text::new("linear-words"),
    };
    let words = (!words.is_empty()).then(|| ink.say_aloud(&told.with("words", words.join(", "))));
    let sentences: Vec<String> = [enter, words, numbers].into_iter().flatten().collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// What to type where only `action` helps.
pub fn remedy(action: Action, ink: Ink<'_>) -> String {
    ink.say_aloud(&Text::new("linear-remedy").with("word", named(action, "/", ink)))
}

/// The word for `action`.
pub fn first(action: Action, language: Language) -> String {
    let listed = listed(&message(action), language).into_iter().next();
    listed.unwrap_or_else(|| word(action.label(), language).to_lowercase())
}

/// The word for `action`, and what it does where the word alone does not tell.
fn named(action: Action, slash: &str, ink: Ink<'_>) -> String {
    let label = ink.word(action.label());
    match listed(&message(action), ink.language).into_iter().next() {
        Some(name) if plain(&name) != plain(&label) => format!("{slash}{} ({label})", ink.look.glyphs.spell(name)),
        Some(_) | None => format!("{slash}{}", label.to_lowercase()),
    }
}

/// The id of the words for `action`. They are found by its label, so that an action without words of its own
/// still goes by that.
fn message(action: Action) -> String {
    action.label().replacen("action-", "command-", 1)
}

/// The words that message `id` lists; none where there is no such message.
fn listed(id: &str, language: Language) -> Vec<String> {
    let list = word(id, language);
    if list == id { vec![] } else { list.split(',').map(|name| name.trim().to_owned()).collect() }
}

/// A word as it is compared: letters of any case, marks left out, one blank between two words. What is looked at
/// may be somebody's password, so there is one copy of it and that is wiped.
pub(super) fn plain(said: &str) -> Zeroizing<String> {
    // Room for all of it at once, so that no copy is left behind by a grown buffer.
    let mut plain = Zeroizing::new(String::with_capacity(said.len().saturating_mul(GROWTH)));
    for c in said.chars().filter(|c| !c.is_ascii_punctuation()).flat_map(char::to_lowercase) {
        match c.is_whitespace() {
            true if plain.is_empty() || plain.ends_with(' ') => {}
            true => plain.push(' '),
            false => plain.push(c),
        }
    }
    let end = plain.trim_end().len();
    plain.truncate(end);
    plain
}
