//! What it is to leave where a visitor stands: what stays as it was, how the visit is told of, and whether it is asked
//! first.

use super::super::event::Effect;
use super::super::farewell::{self, Stays};
use super::super::journey::Journey;
use super::super::{Context, end_visit};
use super::{Next, Step};
use crate::domain::outcome::{Ending, Goal};

impl Step {
    /// What is as it was when the visit is stopped here.
    pub(in crate::flow) fn stays(&self) -> Stays {
        self.confirmed().unwrap_or_else(|| Stays::of_password(self.has_password()))
    }

    /// What stays where somebody who signed in looks at what they registered, or adds to it.
    fn confirmed(&self) -> Option<Stays> {
        match self {
            Self::MyAccount(step) => Some(Stays::of_member(Some(&step.member))),
            Self::Settings(step) => Some(if step.holds_draft() { Stays::Registration } else { Stays::of_member(step.member()) }),
            Self::ChooseMethod(step) => of_goal(&step.journey),
            Self::EnterCode(step) => of_goal(&step.desk.journey),
            Self::EnterOwnCode(step) => of_goal(&step.desk.journey),
            Self::SignKey(step) => of_goal(&step.desk.journey),
            Self::AnswerQuestions(step) => of_goal(&step.sheet.journey),
            Self::Troubled(step) => step.kept().and_then(Self::confirmed),
            Self::Waiting(step) => step.is_setting_up().then_some(Stays::Registration),
            Self::Start(_)
            | Self::Identify(_)
            | Self::Goal(_)
            | Self::SignIn(_)
            | Self::Captcha(_)
            | Self::ConfirmPhone(_)
            | Self::NewPassword(_)
            | Self::Unlock(_)
            | Self::NotLocked(_)
            | Self::Done(_)
            | Self::Stopped(_)
            | Self::EndVisit(_)
            | Self::Farewell(_)
            | Self::HelpRequest(_)
            | Self::HelpElsewhere(_)
            | Self::HelpSent(_)
            | Self::ForgotUserId(_)
            | Self::UserIdSent(_) => None,
        }
    }

    /// Whether there is a password that could change; none where nobody can know.
    fn has_password(&self) -> Option<bool> {
        match self {
            Self::Goal(step) => step.person.known_password(),
            Self::ChooseMethod(step) => step.journey.person.known_password(),
            Self::EnterCode(step) => step.desk.journey.person.known_password(),
            Self::EnterOwnCode(step) => step.desk.journey.person.known_password(),
            Self::SignKey(step) => step.desk.journey.person.known_password(),
            Self::ConfirmPhone(step) => step.desk.journey.person.known_password(),
            Self::AnswerQuestions(step) => step.sheet.journey.person.known_password(),
            Self::NewPassword(step) => step.journey.person.known_password(),
            Self::Unlock(step) => step.journey.person.known_password(),
            Self::Stopped(step) => step.has_password(),
            Self::Troubled(step) => step.kept().and_then(Self::has_password),
            Self::Waiting(step) => step.has_password(),
            // Whoever is here signed in with theirs, or has one to keep.
            Self::MyAccount(_) | Self::Settings(_) | Self::NotLocked(_) => Some(true),
            Self::Start(_)
            | Self::Identify(_)
            | Self::SignIn(_)
            | Self::Captcha(_)
            | Self::Done(_)
            | Self::EndVisit(_)
            | Self::Farewell(_)
            | Self::HelpRequest(_)
            | Self::HelpElsewhere(_)
            | Self::HelpSent(_)
            | Self::ForgotUserId(_)
            | Self::UserIdSent(_) => None,
        }
    }

    /// How a visit is told that ends here by itself.
    pub(in crate::flow) const fn ending(&self) -> Ending {
        if matches!(self, Self::Done(_)) { Ending::Completed } else { Ending::Abandoned }
    }

    /// Stop was pressed: asks first, unless there is nothing to lose.
    pub(in crate::flow) fn stop(self, context: Context<'_>) -> Next {
        match self {
            Self::Start(step) if context.house.may_quit => Next::asking(Self::Start(step), Effect::Quit),
            Self::Start(step) => Next::to(Self::Start(step)),
            Self::Identify(step) if step.form.is_blank() => farewell::stopped(Stays::Unsaid),
            Self::SignIn(step) if step.form.is_blank() => farewell::stopped(Stays::Unsaid),
            Self::Stopped(step) => farewell::stopped(Stays::of_password(step.has_password())),
            Self::Settings(step) if step.is_done() => Next::asking(Self::Settings(step), Effect::Over),
            Self::Done(step) => step.leave(),
            Self::Farewell(step) => Next::asking(Self::Farewell(step), Effect::Over),
            Self::EndVisit(step) => Next::to(Self::EndVisit(step)),
            Self::Waiting(step) => step.stop(),
            step @ (Self::Identify(_)
            | Self::Goal(_)
            | Self::SignIn(_)
            | Self::MyAccount(_)
            | Self::Captcha(_)
            | Self::ChooseMethod(_)
            | Self::EnterCode(_)
            | Self::EnterOwnCode(_)
            | Self::SignKey(_)
            | Self::AnswerQuestions(_)
            | Self::NewPassword(_)
            | Self::Unlock(_)
            | Self::NotLocked(_)
            | Self::Troubled(_)
            | Self::HelpRequest(_)
            | Self::HelpElsewhere(_)
            | Self::HelpSent(_)
            | Self::ForgotUserId(_)
            | Self::UserIdSent(_)
            | Self::Settings(_)
            | Self::ConfirmPhone(_)) => end_visit::ask(step),
        }
    }
}

/// What stays on the way to the goal of `journey`, where that is about what somebody registered.
fn of_goal(journey: &Journey) -> Option<Stays> {
    match journey.goal {
        Goal::Settings => Some(Stays::of_member(journey.member.as_ref())),
        Goal::Registration => Some(Stays::Registration),
        Goal::NewPassword | Goal::Unlock => None,
    }
}
