//! The end of an unlock: all gates are passed, and nothing has to be chosen any more. Seen only when the
//! answer takes long, or when there was none and it is tried again.

use super::event::Effect;
use super::form::{Form, Heard};
use super::journey::Journey;
use super::not_locked;
use super::stopped::Stopped;
use super::troubled::Troubled;
use super::waiting::{Errand, Waiting};
use super::{Context, Next, Step, actions, choose_method, done, end_visit};
use crate::domain::outcome::{Trouble, UnlockAnswer};
use crate::domain::proof::Proof;
use crate::page::{Action, Notice, Page, PageId, Text};

pub struct Unlock {
    pub(super) form: Form,
    pub(super) journey: Journey,
    /// Whether they typed the password that they have.
    knows: bool,
}

/// Asks for it. Takes the journey whole: only one whose gates are all passed leads here.
pub fn ask(journey: Journey, knows: bool, context: Context<'_>) -> Next {
    let form = Form::of_actions(actions(&[Action::Next], context.house));
    Unlock { form, journey, knows }.send(context)
}

impl Unlock {
    pub(super) fn page(&self) -> Page {
        self.form.dress(Page { lead: vec![Text::new("unlock-ready")], ..Page::new(PageId::Goal) })
    }

    pub(super) fn on(self, heard: Heard, context: Context<'_>) -> Next {
        match heard {
            Heard::Pressed(Action::Next) => self.send(context),
            Heard::Pressed(Action::Back) => end_visit::ask(Step::Unlock(self)),
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Edited | Heard::Nothing => Next::to(Step::Unlock(self)),
        }
    }

    fn send(mut self, context: Context<'_>) -> Next {
        let login = self.journey.person.login.clone();
        let proofs = std::mem::take(&mut self.journey.proofs);
        let page = self.page();
        Next::asking(Waiting::over(page, Errand::Unlock(self), context), Effect::Unlock { login, proofs })
    }

    pub(super) fn tick(self, context: Context<'_>) -> Next {
        match self.journey.expires() {
            Some(expires) if expires <= context.now => choose_method::again_after_expiry(self.journey, context),
            _ => Next::to(Step::Unlock(self)),
        }
    }

    pub(super) fn answered(mut self, reply: Result<UnlockAnswer, (Vec<Proof>, Trouble)>, context: Context<'_>) -> Next {
        match reply {
            Ok(UnlockAnswer::Done(receipt)) => done::page_of(receipt, None, context),
            Ok(UnlockAnswer::NotLocked { proofs }) => {
                self.journey.proofs = proofs;
                Next::to(not_locked::page_of(self.journey, self.knows, context))
            }
            Ok(UnlockAnswer::Again { person, proofs }) => {
                let journey = Journey { person, proofs, ..self.journey };
                choose_method::next(journey, Some(Notice::error(Text::new("choose-gate-expired"))), context)
            }
            Ok(UnlockAnswer::Stop(stop)) => Next::to(Stopped::ending(stop, &self.journey, context)),
            Err((proofs, trouble)) => {
                self.journey.proofs = proofs;
                Next::to(Troubled::over(trouble, Step::Unlock(self), context))
            }
        }
    }
}
