//! `farewell`: the last page of a visit that somebody stopped.

use super::event::Effect;
use super::form::{Form, Heard};
use super::journey::Member;
use super::remains::Remains;
use super::{Next, Step};
use crate::domain::outcome::Ending;
use crate::page::{Action, Page, PageId, Text};

pub struct Farewell {
    pub(super) form: Form,
    stays: Stays,
    pub(super) remains: Remains,
}

/// What is as it was when a visit is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stays {
    Password,
    /// There is none: somebody was about to choose their first.
    NoPassword,
    /// Nobody may be spoken of, or is known: whether there is a password is not said.
    Unsaid,
    /// Somebody was at their account or their ways back in, perhaps after they chose a new password: what they confirmed.
    Account,
    /// Somebody who signed in, and changed and confirmed nothing yet.
    SignedIn,
    /// What somebody confirmed, while they were setting something up that counts for nothing yet.
    Registration,
}

impl Stays {
    /// What stays of the visit of a `member` who sets nothing up.
    pub fn of_member(member: Option<&Member>) -> Self {
        if member.is_some_and(|member| member.confirmed) { Self::Account } else { Self::SignedIn }
    }

    /// What stays where it is known whether there `is` a password, if it is.
    pub const fn of_password(is: Option<bool>) -> Self {
        match is {
            Some(true) => Self::Password,
            Some(false) => Self::NoPassword,
            None => Self::Unsaid,
        }
    }
}

/// The page of a visit that is stopped.
pub fn stopped(stays: Stays) -> Next {
    let row = vec![Action::StartOver, Action::Help, Action::AskHelp, Action::Language];
    let step = Step::Farewell(Farewell { form: Form::of_actions(row), stays, remains: Remains::default() });
    Next::asking(step, Effect::Leave(Ending::Stopped))
}

impl Farewell {
    pub(super) fn page(&self) -> Page {
        let stays = match self.stays {
            Stays::Password => Some(Text::new("farewell-nothing-changed")),
            Stays::NoPassword => Some(Text::new("farewell-no-password")),
            Stays::Account | Stays::Registration => Some(Text::new("farewell-settings")),
            Stays::SignedIn | Stays::Unsaid => None,
        };
        let spent = self.remains.has_spent_code.then(|| Text::new("end-visit-code-spent"));
        let request = self.remains.request.map(|number| Text::new("farewell-request").with("number", number.to_string()));
        let lead = [Text::new("farewell-stopped")].into_iter().chain(stays).chain(spent).chain(request).collect();
        self.form.dress(Page { lead, ..Page::new(PageId::Farewell) })
    }

    pub(super) fn on(self, heard: Heard) -> Next {
        match heard {
            Heard::Pressed(Action::StartOver) => Next::asking(Step::Farewell(self), Effect::Over),
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Edited | Heard::Nothing => Next::to(Step::Farewell(self)),
        }
    }
}
