//! `busy` and `unavailable`: nothing can be answered now. The page that was left is kept as it was.

use super::event::Effect;
use super::farewell::Stays;
use super::form::{Form, Heard};
use super::{Context, Next, Step, actions, actions_without_help, ask_help, desk_lines};
use crate::domain::outcome::{Ending, Trouble};
use crate::domain::time::Moment;
use crate::page::whom::whom;
use crate::page::{Action, Arg, Page, PageId, Text};

pub struct Troubled {
    pub(super) form: Form,
    trouble: Trouble,
    /// What can be tried again; nothing when it may have happened already.
    kept: Option<Box<Step>>,
    /// When it came up: an operator finds it in the log by that, where no audit could be written.
    since: Moment,
}

impl Troubled {
    /// The page for `trouble` that came up on `step`.
    pub fn over(trouble: Trouble, step: Step, context: Context<'_>) -> Step {
        let (kept, own): (_, &[Action]) = match trouble {
            Trouble::Busy | Trouble::Unavailable => (Some(Box::new(step)), &[Action::TryAgain]),
            Trouble::Unknown => (None, &[Action::StartOver]),
        };
        let row = if kept.as_deref().is_none_or(ask_help::may_ask) { actions } else { actions_without_help };
        Step::Troubled(Self { form: Form::of_actions(row(own, context.house)), trouble, kept, since: context.now })
    }

    pub(super) fn kept(&self) -> Option<&Step> {
        self.kept.as_deref()
    }

    pub(super) fn page(&self, context: Context<'_>) -> Page {
        let stays = self.kept().map_or(Stays::Unsaid, Step::stays);
        let (id, texts) = match (self.trouble, stays) {
            (Trouble::Busy, Stays::Password) => (PageId::Busy, ["busy-lead", "busy-kept"]),
            (Trouble::Busy, Stays::Account | Stays::SignedIn | Stays::Registration | Stays::NoPassword | Stays::Unsaid) => {
                (PageId::Busy, ["busy-lead", "busy-kept-settings"])
            }
            (Trouble::Unavailable, Stays::Password) => (PageId::Unavailable, ["unavailable-lead", "unavailable-kept"]),
            (
                Trouble::Unavailable,
                Stays::Account | Stays::SignedIn | Stays::Registration | Stays::NoPassword | Stays::Unsaid,
            ) => (PageId::Unavailable, ["unavailable-lead", "unavailable-kept-settings"]),
            (Trouble::Unknown, _) => (PageId::Unavailable, ["unavailable-lead", "unavailable-unknown"]),
        };
        let told = if self.trouble == Trouble::Busy { vec![] } else { self.to_tell(context) };
        let whom = whom(&context.house.organisation.desk);
        let lead = texts.into_iter().map(|id| Text::new(id).with("whom", whom.clone())).chain(told).collect();
        self.form.dress(Page { lead, ..Page::new(id) })
    }

    /// Whom to tell, and what they find it by.
    fn to_tell(&self, context: Context<'_>) -> Vec<Text> {
        let place = context.house.organisation.place.as_str();
        let when = Text::new("unavailable-when").with("place", place).with("when", Arg::Clock(self.since));
        desk_lines(context.house).into_iter().chain([when]).collect()
    }

    pub(super) fn on(self, heard: Heard, context: Context<'_>) -> Next {
        match (heard, self.kept) {
            (Heard::Pressed(Action::TryAgain), Some(kept)) => kept.tick(context),
            (Heard::Pressed(Action::StartOver), kept) => Next {
                step: Step::Troubled(Self { kept, ..self }),
                effects: vec![Effect::Leave(Ending::Abandoned), Effect::Over],
            },
            (Heard::Pressed(_) | Heard::Chosen(_) | Heard::Edited | Heard::Nothing, kept) => {
                Next::to(Step::Troubled(Self { kept, ..self }))
            }
        }
    }
}
