//! `done-reset`: what changed, and what to do next.

use super::event::Effect;
use super::form::{Form, Heard};
use super::{House, Next, Step, actions};
use crate::domain::outcome::{Ending, Receipt};
use crate::domain::visible::visible;
use crate::page::{Action, Notice, Page, PageId, Text};

pub struct Done {
    pub(super) form: Form,
    receipt: Receipt,
}

/// The page of a finished reset. The visit is over for the authority as soon as it is shown.
pub fn page_of(receipt: Receipt, house: &House) -> Next {
    let form = Form::of_actions(actions(&[Action::StartOver], house));
    Next::asking(Step::Done(Done { form, receipt }), Effect::Leave(Ending::Completed))
}

impl Done {
    pub(super) fn page(&self) -> Page {
        let login = visible(&self.receipt.login, 60);
        let unlocked = self.receipt.was_locked.then(|| Text::new("done-reset-unlocked"));
        let notified = match self.receipt.notified.as_slice() {
            [] => Text::new("done-reset-nobody"),
            masks => Text::new("done-reset-notified").with("masks", masks.join(", ")),
        };
        self.form.dress(Page {
            notices: vec![Notice::good(Text::new("done-reset-lead").with("login", login))],
            lead: [Some(Text::new("done-reset-next")), unlocked, Some(notified)].into_iter().flatten().collect(),
            ..Page::new(PageId::DoneReset)
        })
    }

    pub(super) fn login(&self) -> &str {
        &self.receipt.login
    }

    pub(super) fn on(self, heard: Heard) -> Next {
        match heard {
            Heard::Pressed(Action::StartOver) => Next::asking(Step::Done(self), Effect::Over),
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Edited | Heard::Nothing => Next::to(Step::Done(self)),
        }
    }
}
