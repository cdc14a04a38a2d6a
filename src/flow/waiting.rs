//! Between an effect and its reply: the page that was left stays on the screen, and after a moment
//! says that something is being done. Its goods are with the effect, so no key can send them again.

use super::answer_questions::Sheet;
use super::ask_help::request::HelpRequest;
use super::captcha::Captcha;
use super::choose_method::ChooseMethod;
use super::desk::Desk;
use super::enter_own_code::Source;
use super::event::Reply;
use super::farewell::Stays;
use super::forgot_user_id::ForgotUserId;
use super::form::Heard;
use super::identify::Identify;
use super::my_account::MyAccount;
use super::new_password::NewPassword;
use super::sign_in::SignIn;
use super::unlock::Unlock;
use super::{Context, Next, Step, answer_questions, confirm_phone, enter_code, enter_own_code, farewell, settings, sign_key};
use crate::domain::time::{Moment, Span};
use crate::input::{Input, Key};
use crate::page::{Action, Notice, Page, Text};

/// Shorter waits are not worth a word.
const UNNOTICED: Span = Span::from_millis(300);

pub struct Waiting {
    page: Box<Page>,
    since: Moment,
    errand: Errand,
}

/// What is being waited for, with what stays behind meanwhile.
pub enum Errand {
    Identify(Identify),
    Riddle(Captcha),
    Solve(Captcha),
    Open(ChooseMethod),
    Resend(Desk),
    AnswerCode(Desk),
    AnswerOwnCode { desk: Desk, source: Source },
    Sign(Desk),
    AnswerQuestions(Sheet),
    Reset(NewPassword),
    Unlock(Unlock),
    SignIn(SignIn),
    SetLanguage(MyAccount),
    Change(NewPassword),
    AskHelp(HelpRequest),
    SendUserId(ForgotUserId),
    Settings(settings::Errand),
    ConfirmPhone(Desk),
}

/// The one key that counts meanwhile, beside the language.
pub fn heard(input: &Input) -> Heard {
    match input {
        Input::Key(Key::F(10) | Key::Ctrl('c')) => Heard::Pressed(Action::Stop),
        Input::Key(_) | Input::Paste(_) | Input::Click { .. } => Heard::Nothing,
    }
}

/// The same for somebody who points at `action`.
pub const fn pointed(action: Action) -> Heard {
    if matches!(action, Action::Stop | Action::Language | Action::Help) { Heard::Pressed(action) } else { Heard::Nothing }
}

impl Waiting {
    /// Waits for the reply to `errand`, with `page` on the screen.
    pub fn over(page: Page, errand: Errand, context: Context<'_>) -> Step {
        Step::Waiting(Self { page: Box::new(page), since: context.now, errand })
    }

    pub(super) fn page(&self, context: Context<'_>) -> Page {
        let mut page = Page { unsettled: true, ..(*self.page).clone() };
        if self.since + UNNOTICED <= context.now {
            page.notices = vec![Notice::plain(Text::new("waiting"))];
        }
        page
    }

    pub(super) fn wake(&self, now: Moment) -> Option<Moment> {
        Some(self.since + UNNOTICED).filter(|noticed| now < *noticed)
    }

    /// Whether it is about what somebody registers.
    pub(super) fn is_setting_up(&self) -> bool {
        match &self.errand {
            Errand::Settings(_) | Errand::SetLanguage(_) => true,
            Errand::AnswerCode(desk) | Errand::Resend(desk) | Errand::AnswerOwnCode { desk, .. } | Errand::Sign(desk) => {
                desk.journey.is_to_settings()
            }
            Errand::AnswerQuestions(sheet) => sheet.journey.is_to_settings(),
            Errand::Open(page) => page.journey.is_to_settings(),
            Errand::Identify(_)
            | Errand::Riddle(_)
            | Errand::Solve(_)
            | Errand::SignIn(_)
            | Errand::Reset(_)
            | Errand::Unlock(_)
            | Errand::Change(_)
            | Errand::AskHelp(_)
            | Errand::SendUserId(_)
            | Errand::ConfirmPhone(_) => false,
        }
    }

    /// Whether there is a password that could change; none where nobody can know.
    pub(super) fn has_password(&self) -> Option<bool> {
        match &self.errand {
            Errand::AnswerCode(desk)
            | Errand::Resend(desk)
            | Errand::AnswerOwnCode { desk, .. }
            | Errand::Sign(desk)
            | Errand::ConfirmPhone(desk) => desk.journey.person.known_password(),
            Errand::AnswerQuestions(sheet) => sheet.journey.person.known_password(),
            Errand::Open(page) => page.journey.person.known_password(),
            Errand::Reset(page) | Errand::Change(page) => page.journey.person.known_password(),
            Errand::Unlock(page) => page.journey.person.known_password(),
            // Whoever waits for these signed in with theirs.
            Errand::SetLanguage(_) | Errand::Settings(_) => Some(true),
            Errand::Identify(_)
            | Errand::Riddle(_)
            | Errand::Solve(_)
            | Errand::SignIn(_)
            | Errand::AskHelp(_)
            | Errand::SendUserId(_) => None,
        }
    }

    /// Stop while waiting: granted, except while the account is being changed. What is under way
    /// there is finished, so "nothing was changed" could be a lie.
    pub(super) fn stop(self) -> Next {
        let stays = if self.is_setting_up() { Stays::Registration } else { Stays::of_password(self.has_password()) };
        match self.errand {
            Errand::Reset(_) | Errand::Unlock(_) | Errand::Change(_) => Next::to(Step::Waiting(self)),
            Errand::Settings(ref errand) if errand.changes() => Next::to(Step::Waiting(self)),
            Errand::Identify(_)
            | Errand::Riddle(_)
            | Errand::Solve(_)
            | Errand::Open(_)
            | Errand::Resend(_)
            | Errand::SignIn(_)
            | Errand::SetLanguage(_)
            | Errand::AnswerCode(_)
            | Errand::AnswerOwnCode { .. }
            | Errand::Sign(_)
            | Errand::AnswerQuestions(_)
            | Errand::AskHelp(_)
            | Errand::SendUserId(_)
            | Errand::Settings(_)
            | Errand::ConfirmPhone(_) => farewell::stopped(stays),
        }
    }

    pub(super) fn reply(self, reply: Reply, context: Context<'_>) -> Next {
        match (self.errand, reply) {
            (Errand::Identify(step), Reply::Identified(reply)) => step.answered(reply, context),
            (Errand::Riddle(step), Reply::Riddle(reply)) => step.asked(reply, context),
            (Errand::Solve(step), Reply::Identified(reply)) => step.answered(reply, context),
            (Errand::Solve(step), Reply::HelpAsked(reply)) => step.help_asked(reply, context),
            (Errand::Solve(step), Reply::UserIdSent(reply)) => step.user_id_sent(reply, context),
            (Errand::Open(step), Reply::Opened(reply)) => step.opened(reply, context),
            (Errand::Resend(desk), Reply::Resent(reply)) => enter_code::resent(desk, reply, context),
            (Errand::AnswerCode(desk), Reply::Answered(reply)) => enter_code::answered(desk, reply, context),
            (Errand::AnswerOwnCode { desk, source }, Reply::Answered(reply)) => {
                enter_own_code::answered(desk, source, reply, context)
            }
            (Errand::Sign(desk), Reply::Answered(reply)) => sign_key::answered(desk, reply, context),
            (Errand::AnswerQuestions(sheet), Reply::QuestionsAnswered(reply)) => {
                answer_questions::answered(sheet, reply, context)
            }
            (Errand::Reset(step), Reply::Reset(reply)) => step.answered(reply, context),
            (Errand::Unlock(step), Reply::Unlocked(reply)) => step.answered(reply, context),
            (Errand::SignIn(step), Reply::SignedIn(reply)) => step.answered(reply, context),
            (Errand::Solve(step), Reply::SignedIn(reply)) => step.signed_in(reply, context),
            (Errand::SetLanguage(step), Reply::LanguageSet(reply)) => step.answered(reply, context),
            (Errand::Change(step), Reply::Changed(reply)) => step.changed(reply, context),
            (Errand::AskHelp(step), Reply::HelpAsked(reply)) => step.answered(reply, context),
            (Errand::SendUserId(step), Reply::UserIdSent(reply)) => step.answered(reply, context),
            (Errand::ConfirmPhone(desk), Reply::PhoneConfirmed(reply)) => confirm_phone::answered(desk, reply, context),
            (Errand::Settings(errand), Reply::Settings(told)) => match errand.answered(*told, context) {
                Ok(next) => next,
                Err(errand) => Next::to(Step::Waiting(Self { errand: Errand::Settings(errand), ..self })),
            },
            // Late: the answer to a question that was asked before this one.
            (errand, _) => Next::to(Step::Waiting(Self { errand, ..self })),
        }
    }
}
