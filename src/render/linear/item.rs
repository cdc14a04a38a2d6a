//! What there is to be said of a page, piece by piece and in its order.

use zeroize::Zeroizing;

use super::own;
use super::words::{self, Asked};
use crate::page::{Action, Arg, CheckState, Field, Focus, Notice, Page, Strength, Text, Tone, Value};
use crate::render::Ink;

/// A piece of a page that is said in one go, and not again while it stays as it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Title(Text),
    Step(Text),
    Lead(Text),
    Notice(Notice),
    /// The rules that a password keeps.
    Rules(Vec<Text>),
    /// Those that what was typed does not keep, and whether the question for another is behind.
    Missing {
        rules: Vec<Text>,
        is_behind: bool,
    },
    Strength(Text, Vec<Text>),
    Choices(Vec<Text>),
    /// What can be done beside answering, and what one answers to.
    Words(Vec<Action>, Asked),
    FieldError(usize, Text),
    Hint(usize, Text),
    /// Something stands already in a field whose content is not said.
    Kept(usize),
    /// What a field was filled with for the visitor, by its label: to be written down.
    Offered(Text, Zeroizing<String>),
}

/// Everything that is to be said of `page`; as long as it is unsettled, only that one has to wait.
pub fn of(page: &Page) -> Vec<Item> {
    let notices = |wanted: fn(Tone) -> bool| {
        page.notices.iter().filter(move |notice| wanted(notice.tone)).cloned().map(Item::Notice).collect::<Vec<_>>()
    };
    if page.unsettled {
        return notices(|tone| tone == Tone::Plain);
    }
    let mut items = vec![Item::Title(page.title.clone())];
    items.extend(page.step.clone().map(Item::Step));
    items.extend(notices(|tone| tone != Tone::Plain));
    items.extend(page.lead.iter().cloned().map(Item::Lead));
    items.extend(notices(|tone| tone == Tone::Plain));
    items.extend(rules(page));
    if !offers(page) {
        items.extend(judged(page));
    }
    if !page.choices.is_empty() {
        items.push(Item::Choices(page.choices.clone()));
    }
    items.extend(actions(page));
    items.extend(page.fields.iter().enumerate().flat_map(|(place, field)| about(place, field, page)));
    items
}

fn rules(page: &Page) -> Option<Item> {
    let rules: Vec<Text> = page.checklist.iter().map(|check| check.text.clone()).collect();
    (!rules.is_empty()).then_some(Item::Rules(rules))
}

/// A score from which on the word for it is praise.
const PRAISE: u8 = 3;

/// How good what was typed is. What it lacks comes first, and without all that it needs it is not praised.
fn judged(page: &Page) -> Vec<Item> {
    let missing = missing(page);
    let is_refused = missing.is_some() || has_failed(page);
    let strength = page.strength.as_ref().filter(|strength| !is_refused || strength.score < PRAISE);
    missing
        .into_iter()
        .chain(strength.map(|Strength { word, advice, .. }| Item::Strength(word.clone(), advice.clone())))
        .collect()
}

/// The rules that are broken; nothing where the page says so itself. That both are the same is told by the second field.
fn missing(page: &Page) -> Option<Item> {
    let is_broken = |state: CheckState| state == CheckState::Broken;
    let broken = page.checklist.iter().filter(|check| is_broken(check.state) && check.text.id != REPEATED);
    let rules: Vec<Text> = broken.map(|check| check.text.clone()).collect();
    let is_behind = matches!(page.focus, Focus::Field(place) if place > 0);
    (!rules.is_empty() && !has_failed(page)).then_some(Item::Missing { rules, is_behind })
}

/// The rule about the second field.
const REPEATED: &str = "check-repeat";

fn has_failed(page: &Page) -> bool {
    page.notices.iter().any(|notice| notice.tone == Tone::Error)
}

fn actions(page: &Page) -> Option<Item> {
    let offered = words::offered(page);
    let enter = page.actions.first().copied().filter(|_| !page.fields.is_empty() || page.choices.is_empty());
    let asked = Asked { fields: page.fields.len(), choices: page.choices.len(), enter };
    (!offered.is_empty()).then_some(Item::Words(offered, asked))
}

/// What is to be said of a field before its prompt. What is wrong is said wherever it is, the rest when the
/// field is asked for.
fn about(place: usize, field: &Field, page: &Page) -> Vec<Item> {
    let error = field.error.clone().map(|error| Item::FieldError(place, error));
    let is_asked = page.focus == Focus::Field(place) || (place == 0 && !matches!(page.focus, Focus::Field(_)));
    let is_offered = matches!(field.value, Value::Offered { .. });
    let hint = field.hint.clone().filter(|_| is_asked || is_offered).map(|hint| Item::Hint(place, hint));
    let kept = (is_asked && field.error.is_none() && holds_something_unsaid(&field.value)).then_some(Item::Kept(place));
    let offered = match &field.value {
        Value::Offered { text, .. } => Some(Item::Offered(field.label.clone(), text.clone())),
        Value::Plain { .. } | Value::Words { .. } | Value::Code { .. } | Value::Answer { .. } | Value::Secret { .. } => None,
    };
    // How good something is, is said of what was heard.
    let judged = if is_offered { judged(page) } else { vec![] };
    [error, offered].into_iter().flatten().chain(judged).chain(hint).chain(kept).collect()
}

/// Whether a field of `page` was filled for the visitor.
pub fn offers(page: &Page) -> bool {
    page.fields.iter().any(|field| matches!(field.value, Value::Offered { .. }))
}

/// Whether `value` is typed unseen and not empty.
pub fn holds_something_unsaid(value: &Value) -> bool {
    match value {
        Value::Plain { .. } | Value::Words { .. } | Value::Code { .. } | Value::Offered { .. } => false,
        Value::Answer { text, .. } => !text.is_empty(),
        Value::Secret { length, .. } => *length > 0,
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
            Self::Choices(_) | Self::Words(..) | Self::FieldError(..) | Self::Hint(..) | Self::Kept(_) | Self::Offered(..) => {
                true
            }
            Self::Title(_)
            | Self::Step(_)
            | Self::Lead(_)
            | Self::Notice(_)
            | Self::Rules(_)
            | Self::Missing { .. }
            | Self::Strength(..) => false,
        }
    }

    /// Whether it says what is wrong with what the visitor said last.
    pub fn is_refusal(&self) -> bool {
        match self {
            Self::Notice(notice) => notice.tone == Tone::Error,
            Self::FieldError(..) => true,
            Self::Title(_)
            | Self::Step(_)
            | Self::Lead(_)
            | Self::Rules(_)
            | Self::Missing { .. }
            | Self::Strength(..)
            | Self::Choices(_)
            | Self::Words(..)
            | Self::Hint(..)
            | Self::Kept(_)
            | Self::Offered(..) => false,
        }
    }

    /// Whether it holds for the whole visit, whichever page it stands on.
    pub fn is_about_visit(&self) -> bool {
        matches!(self, Self::Notice(notice) if notice.text.id == "language-offer")
    }

    /// Whether it says how to go about what the page asks for.
    pub const fn explains(&self) -> bool {
        matches!(self, Self::Lead(_))
    }

    /// Whether it says until when something has to wait that was asked for.
    pub fn bids_wait(&self) -> bool {
        match self {
            Self::Notice(Notice { tone: Tone::Plain, text }) => {
                text.args.iter().any(|(name, _)| is_countdown(name) || *name == "until")
            }
            Self::Notice(_)
            | Self::Title(_)
            | Self::Step(_)
            | Self::Lead(_)
            | Self::Rules(_)
            | Self::Missing { .. }
            | Self::Strength(..)
            | Self::Choices(_)
            | Self::Words(..)
            | Self::FieldError(..)
            | Self::Hint(..)
            | Self::Kept(_)
            | Self::Offered(..) => false,
        }
    }

    /// Whether it says how much time there is.
    pub fn counts_down(&self) -> bool {
        match self {
            Self::Lead(text) => text.args.iter().any(|(name, _)| is_countdown(name)),
            Self::Title(_)
            | Self::Step(_)
            | Self::Notice(_)
            | Self::Rules(_)
            | Self::Missing { .. }
            | Self::Strength(..)
            | Self::Choices(_)
            | Self::Words(..)
            | Self::FieldError(..)
            | Self::Hint(..)
            | Self::Kept(_)
            | Self::Offered(..) => false,
        }
    }

    /// Whether `other` would be no news to whoever heard this: a countdown goes on without a word, and which fields
    /// are filled each says itself.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Lead(one), Self::Lead(other)) => is_the_same(one, other),
            (Self::Notice(one), Self::Notice(other)) => one.tone == other.tone && is_the_same(&one.text, &other.text),
            (Self::Missing { rules: one, .. }, Self::Missing { rules: other, .. }) => one == other,
            (Self::Kept(_), Self::Kept(_)) => true,
            _ => self == other,
        }
    }

    /// It as paragraphs.
    pub fn lines(&self, ink: Ink<'_>) -> Vec<String> {
        match self {
            Self::Title(text) | Self::Step(text) | Self::Lead(text) | Self::Hint(_, text) => {
                own::worded(text).iter().map(|text| ink.say(text)).collect()
            }
            Self::Notice(Notice { tone, text }) => {
                own::worded(text).map(|text| notice(&Notice { tone: *tone, text }, ink)).into_iter().collect()
            }
            Self::FieldError(_, text) => vec![notice(&Notice::error(text.clone()), ink)],
            Self::Rules(rules) => {
                let heading = ink.word("linear-rules");
                std::iter::once(heading).chain(rules.iter().map(|rule| ink.say(rule))).collect()
            }
            Self::Missing { rules, is_behind } => vec![lacking(rules, *is_behind, ink)],
            Self::Strength(word, advice) => {
                let word = format!("{}: {}.", ink.word("strength-label"), ink.say(word));
                let said = std::iter::once(word).chain(advice.iter().map(|text| ink.say(text)));
                vec![said.collect::<Vec<_>>().join(" ")]
            }
            Self::Choices(choices) => {
                let numbered = choices.iter().enumerate().map(|(place, text)| format!("{}. {}", place + 1, ink.say(text)));
                numbered.collect()
            }
            Self::Words(actions, asked) => words::announced(actions, *asked, ink).into_iter().collect(),
            Self::Kept(_) => vec![ink.word("linear-kept")],
            Self::Offered(label, text) => vec![format!("{}: {}", ink.say(label), text.as_str())],
        }
    }
}

/// What a password needs that was typed, and how to type another where another question stands now.
fn lacking(rules: &[Text], is_behind: bool, ink: Ink<'_>) -> String {
    let rules: Vec<String> = rules.iter().map(|rule| ink.say(rule)).collect();
    let lacking = ink.say(&Text::new("linear-missing").with("rules", rules.join("; ")));
    if is_behind { format!("{lacking} {}", ink.word("linear-missing-previous")) } else { lacking }
}

/// A notice behind the word for what it is.
pub fn notice(notice: &Notice, ink: Ink<'_>) -> String {
    let text = ink.say(&notice.text);
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

fn is_countdown(name: &str) -> bool {
    matches!(name, "minutes" | "seconds")
}
