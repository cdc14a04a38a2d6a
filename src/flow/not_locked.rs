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
}

pub fn page_of(journey: Journey, context: Context<'_>) -> Step {
    let form = Form::of_actions(actions(&[Action::NewPassword, Action::StartOver], context.house));
    Step::NotLocked(NotLocked { form, journey })
}

impl NotLocked {
    pub(super) fn page(&self) -> Page {
        let login = visible(self.journey.person.login.as_str(), 60);
        let lead = ["not-locked-keys", "not-locked-other"].into_iter().map(Text::new);
        self.form.dress(Page {
            title: Text::new("not-locked-title"),
            lead: [Text::new("not-locked-lead").with("login", login)].into_iter().chain(lead).collect(),
            help: "not-locked",
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
