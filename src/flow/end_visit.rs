//! `end-visit`: whether to stop, asked before anything is lost.

use super::event::Reply;
use super::farewell;
use super::farewell::Stays;
use super::form::{Form, Heard};
use super::{Context, Next, Step, ask_help};
use crate::page::{Action, Page, PageId, Text};

pub struct EndVisit {
    pub(super) form: Form,
    kept: Box<Step>,
    /// A recovery code was used up on the way.
    pub(super) has_spent_code: bool,
}

/// Asks whether to stop here; the page that was left is kept as it was.
pub fn ask(step: Step) -> Next {
    let help: &[Action] = if ask_help::may_ask(&step) { &[Action::AskHelp] } else { &[] };
    let form = Form::of_actions([&[Action::KeepGoing, Action::YesStop, Action::Help], help, &[Action::Language]].concat());
    Next::to(Step::EndVisit(EndVisit { form, kept: Box::new(step), has_spent_code: false }))
}

impl EndVisit {
    pub(super) fn kept(&self) -> &Step {
        &self.kept
    }

    pub(super) fn page(&self) -> Page {
        let mut lead = match self.kept.stays() {
            Stays::Password => vec![Text::new("end-visit-lead"), Text::new("end-visit-nothing-changed")],
            Stays::NoPassword => vec![Text::new("end-visit-lead"), Text::new("end-visit-no-password")],
            Stays::Account => vec![Text::new("end-visit-account")],
            Stays::SignedIn => vec![Text::new("end-visit-signed-in")],
            Stays::Registration => vec![Text::new("end-visit-settings")],
            Stays::Unsaid => vec![Text::new("end-visit-lead")],
        };
        lead.extend(self.has_spent_code.then(|| Text::new("end-visit-code-spent")));
        self.form.dress(Page { lead, ..Page::new(PageId::EndVisit) })
    }

    pub(super) fn on(self, heard: Heard, context: Context<'_>) -> Next {
        match heard {
            Heard::Pressed(Action::YesStop) => farewell::stopped(self.kept.stays()),
            Heard::Pressed(Action::KeepGoing) => self.kept.tick(context),
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Edited | Heard::Nothing => Next::to(Step::EndVisit(self)),
        }
    }

    /// What the page that was left asked for in passing comes to it all the same.
    pub(super) fn meanwhile(self, reply: Reply, context: Context<'_>) -> Next {
        let Self { form, kept, has_spent_code } = self;
        let Next { step, effects } = kept.reply(reply, context);
        Next { step: Step::EndVisit(Self { form, kept: Box::new(step), has_spent_code }), effects }
    }
}
