//! `done-unlock` for an account that was not locked: what else may be wrong. Nothing was used up, so a new
//! password can still be chosen.

use super::event::Effect;
use super::form::{Form, Heard};
use super::journey::Journey;
use super::{Context, Next, Step, actions, choose_method, new_password};
use crate::domain::outcome::Ending;
use crate::domain::visible::visible;
use crate::page::{Action, Page, PageId, Text};

pub struct NotLocked {
    pub(super) form: Form,
    pub(super) journey: Journey,
    /// Whether they typed the password that they have: nothing keeps them out, and nothing else need be looked for.
    knows: bool,
}

pub fn page_of(journey: Journey, knows: bool, context: Context<'_>) -> Step {
    let mut form = Form::of_actions(actions(&[Action::NewPassword, Action::StartOver], context.house));
    if knows {
        form.focus_on_action(Action::StartOver);
    }
    Step::NotLocked(NotLocked { form, journey, knows })
}

impl NotLocked {
    pub(super) fn page(&self) -> Page {
        let login = visible(self.journey.person.login.as_str(), 60);
        let (first, more): (_, &[&str]) =
            if self.knows { ("not-locked-known", &[]) } else { ("not-locked-lead", &["not-locked-keys", "not-locked-other"]) };
        self.form.dress(Page {
            title: Text::new("not-locked-title"),
            lead: [Text::new(first).with("login", login)].into_iter().chain(more.iter().copied().map(Text::new)).collect(),
            help: if self.knows { "not-locked-known" } else { "not-locked" },
            ..Page::new(PageId::DoneUnlock)
        })
    }

    pub(super) fn on(self, heard: Heard, context: Context<'_>) -> Next {
        match heard {
            Heard::Pressed(Action::NewPassword) => Next::to(new_password::blank(self.journey, context)),
            Heard::Pressed(Action::StartOver) => {
                Next { step: Step::NotLocked(self), effects: vec![Effect::Leave(Ending::Completed), Effect::Over] }
            }
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Edited | Heard::Nothing => Next::to(Step::NotLocked(self)),
        }
    }

    pub(super) fn tick(self, context: Context<'_>) -> Next {
        match self.journey.expires() {
            Some(expires) if expires <= context.now => choose_method::again_after_expiry(self.journey, context),
            _ => Next::to(Step::NotLocked(self)),
        }
    }
}
