//! Asking an administrator, from wherever a visitor is. What they were doing is kept as it was, and Back
//! returns to it.

pub mod elsewhere;
pub mod request;
pub mod sent;

use super::{Context, Next, Step};
use crate::domain::outcome::StopReason;
use crate::domain::support::SupportCode;
use crate::page::PageId;

/// Where a visitor came from, and comes back to.
pub struct Origin {
    pub(super) kept: Box<Step>,
    /// The page they left.
    page: PageId,
    /// The user ID that they gave before, if they gave one.
    login: Option<String>,
    /// The code on the stop page that they left.
    support: Option<SupportCode>,
}

/// The way to an administrator from `step`; none where the page says whom to ask itself, or is about that already.
pub fn ask(step: Step, context: Context<'_>) -> Next {
    if !may_ask(&step) {
        return Next::to(step);
    }
    let (page, login, support) = (step.page(context).id, login_of(&step).map(str::to_owned), support_of(&step));
    let origin = Origin { kept: Box::new(step), page, login, support };
    Next::to(match &context.house.organisation.desk.custom {
        Some(custom) => elsewhere::page_of(origin, custom.clone(), context),
        None => request::blank(origin, context),
    })
}

impl Origin {
    fn back(self, context: Context<'_>) -> Next {
        self.kept.tick(context)
    }
}

/// Whether the way to an administrator leads from `step`. Never from a page that keeps one about that: each
/// would keep the one before, without an end.
pub fn may_ask(step: &Step) -> bool {
    match step {
        Step::Stopped(step) => step.stop().reason != StopReason::Elsewhere,
        Step::Captcha(step) => !step.is_before_help(),
        Step::Troubled(step) => step.kept().is_none_or(may_ask),
        Step::EndVisit(step) => may_ask(step.kept()),
        Step::HelpRequest(_) | Step::HelpElsewhere(_) | Step::HelpSent(_) | Step::Waiting(_) => false,
        Step::Start(_)
        | Step::Identify(_)
        | Step::ChooseMethod(_)
        | Step::EnterCode(_)
        | Step::EnterOwnCode(_)
        | Step::SignKey(_)
        | Step::AnswerQuestions(_)
        | Step::NewPassword(_)
        | Step::Done(_)
        | Step::Farewell(_)
        | Step::Goal(_)
        | Step::SignIn(_)
        | Step::MyAccount(_)
        | Step::Unlock(_)
        | Step::NotLocked(_)
        | Step::ForgotUserId(_)
        | Step::UserIdSent(_)
        | Step::Settings(_)
        | Step::ConfirmPhone(_) => true,
    }
}

/// The user ID that was given before `step`, as far as it is known.
fn login_of(step: &Step) -> Option<&str> {
    let login = match step {
        Step::Identify(step) => step.login(),
        Step::Captcha(step) => step.login(),
        Step::Goal(step) => step.person.login.as_str(),
        Step::SignIn(step) => step.login(),
        Step::MyAccount(step) => step.member.home.person.login.as_str(),
        Step::Unlock(step) => step.journey.person.login.as_str(),
        Step::NotLocked(step) => step.journey.person.login.as_str(),
        Step::ChooseMethod(step) => step.journey.person.login.as_str(),
        Step::EnterCode(step) => step.desk.journey.person.login.as_str(),
        Step::EnterOwnCode(step) => step.desk.journey.person.login.as_str(),
        Step::SignKey(step) => step.desk.journey.person.login.as_str(),
        Step::ConfirmPhone(step) => step.desk.journey.person.login.as_str(),
        Step::AnswerQuestions(step) => step.sheet.journey.person.login.as_str(),
        Step::NewPassword(step) => step.journey.person.login.as_str(),
        Step::Settings(step) => step.login(),
        Step::Done(step) => step.login(),
        Step::Stopped(step) => step.login(),
        Step::Troubled(step) => return step.kept().and_then(login_of),
        Step::EndVisit(step) => return login_of(step.kept()),
        Step::Start(_)
        | Step::Farewell(_)
        | Step::Waiting(_)
        | Step::HelpRequest(_)
        | Step::HelpElsewhere(_)
        | Step::HelpSent(_)
        | Step::ForgotUserId(_)
        | Step::UserIdSent(_) => "",
    };
    Some(login.trim()).filter(|login| !login.is_empty())
}

fn support_of(step: &Step) -> Option<SupportCode> {
    match step {
        Step::Stopped(step) => Some(step.stop().support.clone()),
        Step::EndVisit(step) => support_of(step.kept()),
        Step::Start(_)
        | Step::Identify(_)
        | Step::Captcha(_)
        | Step::ChooseMethod(_)
        | Step::EnterCode(_)
        | Step::EnterOwnCode(_)
        | Step::SignKey(_)
        | Step::AnswerQuestions(_)
        | Step::NewPassword(_)
        | Step::Done(_)
        | Step::Troubled(_)
        | Step::Farewell(_)
        | Step::Waiting(_)
        | Step::HelpRequest(_)
        | Step::HelpElsewhere(_)
        | Step::HelpSent(_)
        | Step::ForgotUserId(_)
        | Step::Goal(_)
        | Step::SignIn(_)
        | Step::MyAccount(_)
        | Step::Unlock(_)
        | Step::NotLocked(_)
        | Step::UserIdSent(_)
        | Step::Settings(_)
        | Step::ConfirmPhone(_) => None,
    }
}
