//! What stays of a visit when it is over without a new password: whoever stops is told of it.

use super::Step;
use super::event::Reply;
use crate::domain::help::HelpNumber;
use crate::domain::method::Method;
use crate::domain::outcome::Answered;

#[derive(Clone, Copy, Debug, Default)]
pub struct Remains {
    /// The number of the request for help that was made.
    pub request: Option<HelpNumber>,
    /// A code of the sheet proved something, and opens nothing a second time.
    pub has_spent_code: bool,
}

impl Remains {
    /// What follows from `reply`.
    pub fn hear(&mut self, reply: &Reply) {
        if let Reply::Answered(Ok(answered)) = reply {
            self.has_spent_code |= match answered {
                Answered::Proved { proof, .. } => proof.method() == Method::RecoveryCode,
                // It was right, and the way ends behind it.
                Answered::Stop(stop) => stop.spent,
                Answered::Wrong { .. } => false,
            };
        }
    }

    /// The visit came to `step`, which is told where it speaks of what stays.
    pub fn reach(&mut self, step: &mut Step) {
        match step {
            Step::HelpSent(sent) => self.request = Some(sent.number()),
            // What it was spent for was had.
            Step::Done(_) => self.has_spent_code = false,
            Step::Farewell(farewell) => farewell.remains = *self,
            Step::EndVisit(end) => end.has_spent_code = self.has_spent_code,
            // Whoever starts over there sees no other page that says so.
            Step::Stopped(stopped) => stopped.has_spent_code = self.has_spent_code,
            Step::Start(_)
            | Step::Identify(_)
            | Step::Captcha(_)
            | Step::ChooseMethod(_)
            | Step::EnterCode(_)
            | Step::EnterOwnCode(_)
            | Step::SignKey(_)
            | Step::AnswerQuestions(_)
            | Step::NewPassword(_)
            | Step::Troubled(_)
            | Step::Waiting(_)
            | Step::HelpRequest(_)
            | Step::HelpElsewhere(_)
            | Step::ForgotUserId(_)
            | Step::Goal(_)
            | Step::SignIn(_)
            | Step::MyAccount(_)
            | Step::Unlock(_)
            | Step::NotLocked(_)
            | Step::UserIdSent(_)
            | Step::Settings(_)
            | Step::ConfirmPhone(_) => {}
        }
    }
}
