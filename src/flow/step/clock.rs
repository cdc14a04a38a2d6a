//! What time does to where a visitor stands: how long it may take, when it looks different, what runs out.

use super::super::Context;
use super::super::pace::Patience;
use super::{Next, Step};
use crate::domain::time::Moment;

impl Step {
    pub(in crate::flow) const fn patience(&self) -> Patience {
        match self {
            Self::Start(_) | Self::Waiting(_) => Patience::Endless,
            Self::EnterCode(_) | Self::EnterOwnCode(_) | Self::SignKey(_) => Patience::Waiting,
            Self::Done(step) => step.patience(),
            Self::Farewell(_) => Patience::Closing,
            Self::Settings(step) => step.patience(),
            Self::Identify(_)
            | Self::Goal(_)
            | Self::SignIn(_)
            | Self::MyAccount(_)
            | Self::Captcha(_)
            | Self::ChooseMethod(_)
            | Self::AnswerQuestions(_)
            | Self::ConfirmPhone(_)
            | Self::NewPassword(_)
            | Self::Unlock(_)
            | Self::NotLocked(_)
            | Self::Stopped(_)
            | Self::Troubled(_)
            | Self::EndVisit(_)
            | Self::HelpRequest(_)
            | Self::HelpElsewhere(_)
            | Self::HelpSent(_)
            | Self::ForgotUserId(_)
            | Self::UserIdSent(_) => Patience::Typing,
        }
    }

    pub(in crate::flow) fn wake(&self, now: Moment) -> Option<Moment> {
        match self {
            Self::ChooseMethod(step) => step.wake(now),
            Self::EnterCode(step) => step.wake(now),
            Self::EnterOwnCode(step) => step.desk.journey.expires(),
            Self::SignKey(step) => step.desk.journey.expires(),
            Self::ConfirmPhone(step) => step.desk.journey.expires(),
            Self::AnswerQuestions(step) => step.sheet.journey.expires(),
            Self::NewPassword(step) => step.wake(now),
            Self::Unlock(step) => step.journey.expires(),
            Self::MyAccount(step) => step.member.until(),
            Self::NotLocked(step) => step.journey.expires(),
            Self::Settings(step) => step.until(),
            Self::Done(step) => step.until(),
            Self::Waiting(step) => step.wake(now),
            Self::Start(_)
            | Self::Identify(_)
            | Self::Goal(_)
            | Self::SignIn(_)
            | Self::Captcha(_)
            | Self::Stopped(_)
            | Self::Troubled(_)
            | Self::EndVisit(_)
            | Self::Farewell(_)
            | Self::HelpRequest(_)
            | Self::HelpElsewhere(_)
            | Self::HelpSent(_)
            | Self::ForgotUserId(_)
            | Self::UserIdSent(_) => None,
        }
    }

    pub(in crate::flow) fn tick(self, context: Context<'_>) -> Next {
        match self {
            Self::ChooseMethod(step) => step.tick(context),
            Self::EnterCode(step) => step.tick(context),
            Self::EnterOwnCode(step) => step.tick(context),
            Self::SignKey(step) => step.tick(context),
            Self::ConfirmPhone(step) => step.tick(context),
            Self::AnswerQuestions(step) => step.tick(context),
            Self::NewPassword(step) => step.tick(context),
            Self::Unlock(step) => step.tick(context),
            Self::MyAccount(step) => step.tick(context),
            Self::NotLocked(step) => step.tick(context),
            Self::Settings(step) => step.tick(context),
            Self::Done(step) => step.tick(context),
            step @ (Self::Start(_)
            | Self::Identify(_)
            | Self::Goal(_)
            | Self::SignIn(_)
            | Self::Captcha(_)
            | Self::Stopped(_)
            | Self::Troubled(_)
            | Self::EndVisit(_)
            | Self::Farewell(_)
            | Self::HelpRequest(_)
            | Self::HelpElsewhere(_)
            | Self::HelpSent(_)
            | Self::ForgotUserId(_)
            | Self::UserIdSent(_)
            | Self::Waiting(_)) => Next::to(step),
        }
    }
}
