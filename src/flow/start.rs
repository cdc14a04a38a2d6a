//! `start`: what can be done here, and in which language.

use super::form::{Form, Heard};
use super::sign_in::Purpose;
use super::{Context, House, Next, Step, ask_help, identify, sign_in};
use crate::page::{Action, Page, PageId, Text};

/// What somebody can come for.
#[derive(Clone, Copy)]
enum Choice {
    CannotSignIn,
    Change,
    MyAccount,
    AskForHelp,
    /// The visit does that, not the step.
    Language,
}

/// Numbers run from 1 in every house, though the same thing then has another one where nobody can be let in: a
/// list that began with 2 would look broken, and nobody types a number before they read what it is for.
fn choices(house: &House) -> &'static [Choice] {
    if house.resets {
        &[Choice::CannotSignIn, Choice::Change, Choice::MyAccount, Choice::AskForHelp, Choice::Language]
    } else {
        &[Choice::Change, Choice::AskForHelp, Choice::Language]
    }
}

impl Choice {
    const fn message(self) -> &'static str {
        match self {
            Self::CannotSignIn => "start-cannot-sign-in",
            Self::Change => "start-change",
            Self::MyAccount => "start-my-account",
            Self::AskForHelp => "start-ask-for-help",
            Self::Language => "start-language",
        }
    }
}

pub struct Start {
    pub(super) form: Form,
}

impl Start {
    pub fn new(house: &House) -> Self {
        let quit: &[Action] = if house.may_quit { &[Action::Stop] } else { &[] };
        let demo: &[Action] = if house.demo { &[Action::People, Action::Inbox] } else { &[] };
        Self { form: Form::new(vec![], choices(house).len(), [&[Action::Help], demo, quit, &[Action::Linear]].concat()) }
    }

    /// Whether the choice at `place` is the other language.
    pub(super) fn is_language(house: &House, place: usize) -> bool {
        matches!(choices(house).get(place), Some(Choice::Language))
    }

    pub(super) fn page(&self, context: Context<'_>) -> Page {
        let organisation = context.house.organisation.name.as_str();
        self.form.dress(Page {
            lead: if context.house.resets {
                vec![Text::new("start-lead-1"), Text::new("start-lead-2").with("organisation", organisation)]
            } else {
                vec![Text::new("start-no-reset").with("organisation", organisation)]
            },
            choices: choices(context.house).iter().map(|choice| Text::new(choice.message())).collect(),
            ..Page::new(PageId::Start)
        })
    }

    pub(super) fn on(self, heard: Heard, context: Context<'_>) -> Next {
        let choice = match heard {
            Heard::Chosen(place) => choices(context.house).get(place),
            Heard::Pressed(_) | Heard::Edited | Heard::Nothing => None,
        };
        match choice {
            Some(Choice::CannotSignIn) => Next::to(identify::blank(context.house)),
            Some(Choice::Change) => Next::to(sign_in::blank(Purpose::Change, context.house)),
            Some(Choice::MyAccount) => Next::to(sign_in::blank(Purpose::Account, context.house)),
            Some(Choice::AskForHelp) => ask_help::ask(Step::Start(self), context),
            Some(Choice::Language) | None => Next::to(Step::Start(self)),
        }
    }
}
