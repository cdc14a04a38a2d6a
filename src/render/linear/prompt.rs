//! What is asked for at the end of what is said: one thing at a time.

use zeroize::Zeroizing;

use super::held::{Held, held};
use crate::domain::proof::signature::{self, is_open};
use crate::input::Input;
use crate::input::line::{self, Echo};
use crate::input::pasted::{Breaks, in_one_line};
use crate::page::{Arg, Focus, Page, PageId, Text, Value};
use crate::render::Ink;

/// A question that waits for a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prompt {
    pub page: PageId,
    /// The field that the line is for, or that it is a choice, or what to do.
    pub asks: Focus,
    /// How the terminal shows what is typed.
    pub echo: Echo,
    /// What becomes of the line breaks in a paste.
    breaks: Breaks,
    /// It takes a signature: its lines, from the first mark to the last, are one answer.
    takes_armour: bool,
}

impl Prompt {
    /// What `page` asks for: the field that has the focus, and where that has none the first; without fields
    /// a choice; without choices what to do.
    pub fn of(page: &Page) -> Self {
        let asks = match page.focus {
            Focus::Field(place) if place < page.fields.len() => Focus::Field(place),
            _ if !page.fields.is_empty() => Focus::Field(0),
            _ if !page.choices.is_empty() => Focus::Choice(0),
            _ => Focus::Action(0),
        };
        Self { page: page.id, asks, echo: echo(page, asks), breaks: breaks(page, asks), takes_armour: takes_armour(page, asks) }
    }

    /// Whether what was `begun` goes on in the next line: an empty one ends it, whatever it is.
    pub fn goes_on(self, begun: &str) -> bool {
        self.takes_armour && !begun.ends_with(' ') && is_open(begun)
    }

    /// Code points of the longest answer.
    pub const fn longest(self) -> usize {
        if self.takes_armour { signature::LONGEST } else { line::LONGEST }
    }

    /// `input` as it is taken for an answer.
    pub fn cleaned(self, input: Input) -> Input {
        match input {
            Input::Paste(text) => Input::Paste(in_one_line(&text, self.breaks)),
            input => input,
        }
    }

    /// What stands in the field that is asked for, unless it was refused.
    pub fn held(self, page: &Page) -> Option<Held<'_>> {
        match self.asks {
            Focus::Field(place) => held(page, place),
            Focus::Choice(_) | Focus::Action(_) => None,
        }
    }

    /// How it is put, with what Enter alone keeps; `seen` where whoever types sees it, whatever we do.
    pub fn line(self, page: &Page, held: Option<Held<'_>>, seen: bool, ink: Ink<'_>) -> String {
        let place = match self.asks {
            Focus::Field(place) => place,
            Focus::Choice(_) => return asked(&ink.word("linear-choice"), &[]),
            Focus::Action(_) => return asked(&ink.word("linear-go-on"), &[]),
        };
        let label = page.fields.get(place).map_or_else(String::new, |field| match field.value {
            // What is suggested was said; who is asked here wants another.
            Value::Offered { .. } => ink.word("linear-own-password"),
            Value::Plain { .. }
            | Value::Words { .. }
            | Value::Armour { .. }
            | Value::Code { .. }
            | Value::Answer { .. }
            | Value::Secret { .. } => ink.say_aloud(&field.label),
        });
        let (number, count) = (place + 1, page.fields.len());
        let of = Text::new("linear-field-of").with("number", number).with("count", count);
        let unseen = match self.echo {
            Echo::Shown => None,
            Echo::Hidden => Some(ink.word(if seen { "linear-not-hidden" } else { "linear-hidden" })),
        };
        let filled = held.map(|held| match held {
            Held::Unsaid => ink.word("linear-filled"),
            Held::Seen(text) => {
                ink.say_aloud(&Text::new("linear-now").with("text", Arg::Secret(Zeroizing::new(text.trim_end().to_owned()))))
            }
        });
        let remarks: Vec<String> = (count > 1).then(|| ink.say_aloud(&of)).into_iter().chain(unseen).chain(filled).collect();
        asked(&label, &remarks)
    }
}

/// A code is used up as soon as it is looked at, and hard to type unseen; passwords and answers are good again.
fn echo(page: &Page, asks: Focus) -> Echo {
    let Focus::Field(place) = asks else { return Echo::Shown };
    match page.fields.get(place).map(|field| &field.value) {
        Some(Value::Answer { .. } | Value::Secret { .. } | Value::Offered { .. }) => Echo::Hidden,
        Some(Value::Plain { .. } | Value::Words { .. } | Value::Armour { .. } | Value::Code { .. }) | None => Echo::Shown,
    }
}

fn breaks(page: &Page, asks: Focus) -> Breaks {
    let Focus::Field(place) = asks else { return Breaks::End };
    match page.fields.get(place).map(|field| &field.value) {
        Some(Value::Words { .. } | Value::Armour { .. } | Value::Answer { .. }) => Breaks::Blank,
        Some(Value::Secret { .. } | Value::Offered { .. }) => Breaks::Gone,
        Some(Value::Plain { .. } | Value::Code { .. }) | None => Breaks::End,
    }
}

fn takes_armour(page: &Page, asks: Focus) -> bool {
    let Focus::Field(place) = asks else { return false };
    page.fields.get(place).is_some_and(|field| matches!(field.value, Value::Armour { .. }))
}

/// The label with what is worth knowing of it; a question keeps its mark, and a full stop gives way.
fn asked(label: &str, remarks: &[String]) -> String {
    let label = label.trim_end_matches('.');
    let end = if label.ends_with('?') && remarks.is_empty() { "" } else { ":" };
    let remarks = if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join(", ")) };
    format!("{label}{remarks}{end} ")
}
