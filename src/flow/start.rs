//! `start`: what can be done here, and in which language.

use super::form::{Form, Heard};
use super::sign_in::Purpose;
use super::{Context, House, Next, Step, ask_help, identify, sign_in};
use crate::page::{Action, Page, PageId, Text};

const CANNOT_SIGN_IN: usize = 0;
const CHANGE: usize = 1;
const MY_ACCOUNT: usize = 2;
const ASK_FOR_HELP: usize = 3;
/// The choice that switches the language; the visit does that, not the step.
pub(super) const LANGUAGE: usize = 4;
const CHOICES: [&str; 5] = ["start-cannot-sign-in", "start-change", "start-my-account", "start-ask-for-help", "start-language"];

pub struct Start {
    pub(super) form: Form,
}

impl Start {
    pub fn new(house: &House) -> Self {
        let quit: &[Action] = if house.may_quit { &[Action::Stop] } else { &[] };
        let demo: &[Action] = if house.demo { &[Action::People, Action::Inbox] } else { &[] };
        Self { form: Form::new(vec![], CHOICES.len(), [&[Action::Help], demo, quit, &[Action::Linear]].concat()) }
    }

    pub(super) fn page(&self, context: Context<'_>) -> Page {
        let organisation = context.house.organisation.name.as_str();
        self.form.dress(Page {
            lead: vec![Text::new("start-lead-1"), Text::new("start-lead-2").with("organisation", organisation)],
            choices: CHOICES.into_iter().map(Text::new).collect(),
            ..Page::new(PageId::Start)
        })
    }

    pub(super) fn on(self, heard: Heard, context: Context<'_>) -> Next {
        match heard {
            Heard::Chosen(CANNOT_SIGN_IN) => Next::to(identify::blank(context.house)),
            Heard::Chosen(CHANGE) => Next::to(sign_in::blank(Purpose::Change, context.house)),
            Heard::Chosen(MY_ACCOUNT) => Next::to(sign_in::blank(Purpose::Account, context.house)),
            Heard::Chosen(ASK_FOR_HELP) => ask_help::ask(Step::Start(self), context),
            Heard::Chosen(_) | Heard::Pressed(_) | Heard::Edited | Heard::Nothing => Next::to(Step::Start(self)),
        }
    }
}
