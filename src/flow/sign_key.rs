//! `sign-key`: a text that a security key signs on the visitor's own machine.

use super::desk::Desk;
use super::entry::Entry;
use super::event::Effect;
use super::form::Heard;
use super::journey::Journey;
use super::troubled::Troubled;
use super::waiting::{Errand, Waiting};
use super::{Context, Next, Step, choose_method, signing};
use crate::domain::outcome::{Answered, Challenge, ToSign, Trouble, WrongAnswer};
use crate::domain::security_key::USUAL_FILE;
use crate::page::{Action, Command, Notice, Page, PageId, Text};

pub struct SignKey {
    pub(super) desk: Desk,
    challenge: Challenge,
}

/// The page for a challenge that was just opened.
pub fn fresh(journey: Journey, challenge: Challenge, context: Context<'_>) -> Step {
    let mut desk = Desk::holding(signing::entry(), journey, &challenge.way, &[], context);
    // In a small window what is to be done comes before where to paste what it makes.
    desk.form.show_top();
    Step::SignKey(SignKey { desk, challenge })
}

impl SignKey {
    pub(super) fn page(&self, context: Context<'_>) -> Page {
        let namespace = context.house.organisation.namespace();
        let command = |ToSign(text): &ToSign| Command::signing(text.expose(), &namespace, USUAL_FILE);
        self.desk.form.dress(Page {
            step: self.desk.journey.step(),
            lead: vec![Text::new("sign-key-lead")],
            command: self.challenge.to_sign.as_ref().map(command),
            fields: vec![self.desk.signature_field()],
            ..Page::new(PageId::SignKey)
        })
    }

    pub(super) fn tick(self, context: Context<'_>) -> Next {
        if self.desk.is_expired(context) {
            return choose_method::again_after_expiry(self.desk.journey, context);
        }
        Next::to(Step::SignKey(self))
    }

    pub(super) fn on(mut self, heard: Heard, context: Context<'_>) -> Next {
        self.desk.heard(&heard);
        match heard {
            Heard::Pressed(Action::Next) if signing::went_on(&mut self.desk.form) => Next::to(Step::SignKey(self)),
            Heard::Pressed(Action::Next) => match signing::stumble(&self.desk.form) {
                Some(slip) => {
                    self.desk.complain(slip);
                    Next::to(Step::SignKey(self))
                }
                None => self.answer(context),
            },
            Heard::Pressed(Action::Back | Action::AnotherWay) => self.desk.back(context),
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Edited | Heard::Nothing => Next::to(Step::SignKey(self)),
        }
    }

    fn answer(self, context: Context<'_>) -> Next {
        let page = self.page(context);
        let Self { desk, challenge } = self;
        let Some(typed) = desk.form.entry(0).map(Entry::secret) else {
            return Next::to(Step::SignKey(Self { desk, challenge }));
        };
        Next::asking(Waiting::over(page, Errand::Sign(desk), context), Effect::Answer { challenge, typed })
    }
}

/// What the answer to a pasted signature leads to.
pub fn answered(mut desk: Desk, reply: Result<Answered, (Challenge, Trouble)>, context: Context<'_>) -> Next {
    let step = match reply {
        Ok(Answered::Proved { proof, person }) => return desk.proved(proof, person, context),
        Ok(Answered::Stop(stop)) => desk.stopped(stop, context),
        Ok(Answered::Wrong { challenge, why: WrongAnswer::Signature(bad) }) if challenge.tries_left > 0 => {
            desk.refuse(signing::bad(bad, &context.house.organisation.namespace()));
            Step::SignKey(SignKey { desk, challenge })
        }
        Ok(Answered::Wrong { .. }) => {
            // This text takes no signature any more: at the choice there is another.
            let notice = Notice::error(Text::new("choose-signature-dead"));
            return choose_method::next(desk.journey, Some(notice), context);
        }
        Err((challenge, trouble)) => Troubled::over(trouble, Step::SignKey(SignKey { desk, challenge }), context),
    };
    Next::to(step)
}
