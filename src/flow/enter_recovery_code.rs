//! `enter-recovery-code`: a code from the sheet that somebody keeps.

use super::desk::Desk;
use super::event::Effect;
use super::form::Heard;
use super::journey::Journey;
use super::troubled::Troubled;
use super::waiting::{Errand, Waiting};
use super::{Context, Next, Step, choose_method};
use crate::domain::code::RECOVERY;
use crate::domain::outcome::{Answered, Challenge, Trouble, WrongAnswer};
use crate::page::{Action, Notice, Page, PageId, Text};

pub struct EnterRecoveryCode {
    pub(super) desk: Desk,
    challenge: Challenge,
}

/// The page for a challenge that was just opened.
pub fn fresh(journey: Journey, challenge: Challenge, context: Context<'_>) -> Step {
    let desk = Desk::new(journey, &challenge.way, &[], context);
    Step::EnterRecoveryCode(EnterRecoveryCode { desk, challenge })
}

impl EnterRecoveryCode {
    pub(super) fn page(&self) -> Page {
        let hint = Text::new("enter-recovery-code-hint");
        self.desk.form.dress(Page {
            step: self.desk.journey.step(),
            lead: [Text::new("enter-recovery-code-lead")].into_iter().chain(self.tries()).collect(),
            fields: vec![self.desk.field(Text::new("enter-recovery-code-field"), Some(hint), RECOVERY)],
            ..Page::new(PageId::EnterRecoveryCode)
        })
    }

    /// How often it can be tried, unless an error says so.
    fn tries(&self) -> Option<Text> {
        let tries = i64::from(self.challenge.tries_left);
        (tries > 0 && !self.desk.tells_tries()).then(|| Text::new("enter-code-tries").with("tries", tries))
    }

    pub(super) fn tick(self, context: Context<'_>) -> Next {
        if self.desk.is_expired(context) {
            return choose_method::again_after_expiry(self.desk.journey, context);
        }
        Next::to(Step::EnterRecoveryCode(self))
    }

    pub(super) fn on(mut self, heard: Heard, context: Context<'_>) -> Next {
        self.desk.heard(&heard);
        match heard {
            Heard::Pressed(Action::Next) if self.desk.holds_no_code() => {
                self.desk.complain(Text::new("recovery-empty"));
                Next::to(Step::EnterRecoveryCode(self))
            }
            Heard::Pressed(Action::Next) => self.answer(context),
            Heard::Pressed(Action::Back | Action::AnotherWay) => self.desk.back(context),
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Edited | Heard::Nothing => Next::to(Step::EnterRecoveryCode(self)),
        }
    }

    fn answer(self, context: Context<'_>) -> Next {
        let page = self.page();
        let Self { desk, challenge } = self;
        let Some(typed) = desk.form.entry(0).map(super::entry::Entry::secret) else {
            return Next::to(Step::EnterRecoveryCode(Self { desk, challenge }));
        };
        Next::asking(Waiting::over(page, Errand::AnswerRecoveryCode(desk), context), Effect::Answer { challenge, typed })
    }
}

/// What the answer to a typed code leads to. What was typed stays after a miss: a slip in 25 characters is
/// sooner found than they are typed again.
pub fn answered(mut desk: Desk, reply: Result<Answered, (Challenge, Trouble)>, context: Context<'_>) -> Next {
    let step = match reply {
        Ok(Answered::Proved { proof, person }) => return desk.proved(proof, person, context),
        Ok(Answered::Stop(stop)) => desk.stopped(stop, context),
        Ok(Answered::Wrong { why: WrongAnswer::Dead | WrongAnswer::NeedsLong, .. }) => {
            // No code will do here any more: at the choice there is another chance.
            return choose_method::next(desk.journey, Some(Notice::error(Text::new("choose-totp-dead"))), context);
        }
        Ok(Answered::Wrong { challenge, why }) => {
            desk.complain(match why {
                WrongAnswer::Spent => Text::new("recovery-spent"),
                WrongAnswer::Code | WrongAnswer::OlderCode { .. } | WrongAnswer::Dead | WrongAnswer::NeedsLong => {
                    Text::new("recovery-wrong").with("tries", i64::from(challenge.tries_left))
                }
            });
            Step::EnterRecoveryCode(EnterRecoveryCode { desk, challenge })
        }
        Err((challenge, trouble)) => {
            Troubled::over(trouble, Step::EnterRecoveryCode(EnterRecoveryCode { desk, challenge }), context)
        }
    };
    Next::to(step)
}
