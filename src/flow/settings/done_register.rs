//! `done-register`: whether whoever registered can get back in by themselves now.

use super::super::event::Effect;
use super::super::form::{Form, Heard};
use super::super::{Context, Next, Step, actions};
use super::methods::wanted;
use super::{Keeper, Settings};
use crate::domain::outcome::Ending;
use crate::domain::registration::{Advice, Registration};
use crate::page::{Action, Notice, Page, PageId, Text};

pub struct DoneRegister {
    pub(in crate::flow) form: Form,
    login: String,
    registration: Registration,
}

/// The page, with which the visit is over for the authority.
pub fn page_of(keeper: Keeper, context: Context<'_>) -> Next {
    let form = Form::of_actions(actions(&[Action::StartOver], context.house));
    let login = keeper.member.home.person.login.as_str().to_owned();
    let step = Step::Settings(Settings::Done(DoneRegister { form, login, registration: keeper.registration }));
    Next::asking(step, Effect::Leave(Ending::Completed))
}

impl DoneRegister {
    pub(super) fn login(&self) -> &str {
        &self.login
    }

    pub(super) fn page(&self) -> Page {
        let (notice, lead) = match self.registration.missing() {
            0 if self.registration.may_reset => {
                let more = match self.registration.advice() {
                    Advice::HasSpare => Some("done-register-spare"),
                    Advice::AnotherKind => Some("done-register-enough"),
                    Advice::AnotherApp => Some("methods-enough-app"),
                    Advice::AnotherAddress => Some("methods-enough-address"),
                    Advice::Nothing => None,
                };
                (Notice::good(Text::new("done-register-lead")), more.map(Text::new).into_iter().collect())
            }
            _ => (Notice::plain(Text::new("done-register-not-yet")), vec![wanted(&self.registration)]),
        };
        self.form.dress(Page { notices: vec![notice], lead, ..Page::new(PageId::DoneRegister) })
    }

    pub(super) fn on(self, heard: Heard) -> Next {
        let step = Step::Settings(Settings::Done(self));
        match heard {
            Heard::Pressed(Action::StartOver) => Next::asking(step, Effect::Over),
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Edited | Heard::Nothing => Next::to(step),
        }
    }
}
