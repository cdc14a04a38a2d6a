//! Between an effect and its reply: the page that was left stays on the screen, and after a moment
//! says that something is being done. Its goods are with the effect, so no key can send them again.

use super::answer_questions::Sheet;
use super::captcha::Captcha;
use super::choose_method::ChooseMethod;
use super::desk::Desk;
use super::event::Reply;
use super::form::Heard;
use super::identify::Identify;
use super::new_password::NewPassword;
use super::{Context, Next, Step, answer_questions, enter_code, enter_totp, farewell};
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
    AnswerTotp(Desk),
    AnswerQuestions(Sheet),
    Reset(NewPassword),
}

/// The one key that counts meanwhile, beside the language.
pub fn heard(input: &Input) -> Heard {
    match input {
        Input::Key(Key::F(10) | Key::Ctrl('c')) => Heard::Pressed(Action::Stop),
        Input::Key(_) | Input::Paste(_) => Heard::Nothing,
    }
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

    /// Stop while waiting: granted, except while the password is being changed. What is under way
    /// there is finished, so "nothing was changed" could be a lie.
    pub(super) fn stop(self) -> Next {
        match self.errand {
            Errand::Reset(_) => Next::to(Step::Waiting(self)),
            Errand::Identify(_)
            | Errand::Riddle(_)
            | Errand::Solve(_)
            | Errand::Open(_)
            | Errand::Resend(_)
            | Errand::AnswerCode(_)
            | Errand::AnswerTotp(_)
            | Errand::AnswerQuestions(_) => farewell::stopped(),
        }
    }

    pub(super) fn reply(self, reply: Reply, context: Context<'_>) -> Next {
        match (self.errand, reply) {
            (Errand::Identify(step), Reply::Identified(reply)) => step.answered(reply, context),
            (Errand::Riddle(step), Reply::Riddle(reply)) => step.asked(reply, context),
            (Errand::Solve(step), Reply::Identified(reply)) => step.answered(reply, context),
            (Errand::Open(step), Reply::Opened(reply)) => step.opened(reply, context),
            (Errand::Resend(desk), Reply::Resent(reply)) => enter_code::resent(desk, reply, context),
            (Errand::AnswerCode(desk), Reply::Answered(reply)) => enter_code::answered(desk, reply, context),
            (Errand::AnswerTotp(desk), Reply::Answered(reply)) => enter_totp::answered(desk, reply, context),
            (Errand::AnswerQuestions(sheet), Reply::QuestionsAnswered(reply)) => {
                answer_questions::answered(sheet, reply, context)
            }
            (Errand::Reset(step), Reply::Reset(reply)) => step.answered(reply, context),
            // Late: the answer to a question that was asked before this one.
            (errand, _) => Next::to(Step::Waiting(Self { errand, ..self })),
        }
    }
}
