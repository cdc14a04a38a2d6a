//! `done-reset`, `done-unlock`: what changed, and what to do next.

use super::event::Effect;
use super::form::{Form, Heard};
use super::{House, Next, Step, actions};
use crate::domain::outcome::{Done as What, Ending, Receipt};
use crate::domain::visible::visible;
use crate::page::{Action, Notice, Page, PageId, Text};

pub struct Done {
    pub(super) form: Form,
    receipt: Receipt,
}

/// The page of what was done. The visit is over for the authority as soon as it is shown.
pub fn page_of(receipt: Receipt, house: &House) -> Next {
    let form = Form::of_actions(actions(&[Action::StartOver], house));
    Next::asking(Step::Done(Done { form, receipt }), Effect::Leave(Ending::Completed))
}

impl Done {
    pub(super) fn page(&self) -> Page {
        let login = visible(&self.receipt.login, 60);
        let Words { id, title, lead, next } = words(self.receipt.done);
        let unlocked = self.receipt.was_locked && self.receipt.done == What::Reset;
        let notified = match self.receipt.notified.as_slice() {
            [] => Text::new("done-nobody"),
            masks => Text::new("done-notified").with("masks", masks.join(", ")),
        };
        let lines = [Some(Text::new(next)), unlocked.then(|| Text::new("done-reset-unlocked")), Some(notified)];
        self.form.dress(Page {
            title: Text::new(title),
            notices: vec![Notice::good(Text::new(lead).with("login", login))],
            lead: lines.into_iter().flatten().collect(),
            ..Page::new(id)
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

/// What is said of what was done.
struct Words {
    id: PageId,
    title: &'static str,
    lead: &'static str,
    next: &'static str,
}

const fn words(done: What) -> Words {
    match done {
        What::Reset => {
            Words { id: PageId::DoneReset, title: PageId::DoneReset.title(), lead: "done-reset-lead", next: "done-reset-next" }
        }
        What::FirstPassword => {
            Words { id: PageId::DoneReset, title: "done-first-title", lead: "done-first-lead", next: "done-first-next" }
        }
        What::Change => Words {
            id: PageId::DoneChange,
            title: PageId::DoneChange.title(),
            lead: "done-change-lead",
            next: "done-change-next",
        },
        What::Unlock => Words {
            id: PageId::DoneUnlock,
            title: PageId::DoneUnlock.title(),
            lead: "done-unlock-lead",
            next: "done-unlock-next",
        },
    }
}
