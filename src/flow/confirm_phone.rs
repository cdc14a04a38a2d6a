//! `confirm-phone`: the whole number of the telephone that a text is to go to.

use super::desk::Desk;
use super::event::Effect;
use super::form::Heard;
use super::journey::Journey;
use super::stopped::Stopped;
use super::troubled::Troubled;
use super::waiting::{Errand, Waiting};
use super::{Context, Next, Step, choose_method, enter_code};
use crate::domain::outcome::{Challenge, PhoneAnswer, Trouble, WrongAnswer};
use crate::domain::phone::{Mistyped, Phone};
use crate::page::{Action, Notice, Page, PageId, Text};

pub struct ConfirmPhone {
    pub(super) desk: Desk,
    challenge: Challenge,
}

/// The page for a challenge that was just opened.
pub fn fresh(journey: Journey, challenge: Challenge, context: Context<'_>) -> Step {
    let desk = Desk::new(journey, &challenge.way, &[], context);
    Step::ConfirmPhone(ConfirmPhone { desk, challenge })
}

impl ConfirmPhone {
    pub(super) fn page(&self, context: Context<'_>) -> Page {
        let lead = match self.challenge.way.mask() {
            Some(mask) => Text::new("confirm-phone-lead").with("mask", mask),
            None => Text::new("confirm-phone-lead-on-file"),
        };
        let has_home = context.house.organisation.country.is_some();
        let hint = Text::new(if has_home { "confirm-phone-hint" } else { "confirm-phone-hint-abroad" });
        self.desk.form.dress(Page {
            step: self.desk.journey.step(),
            lead: [lead].into_iter().chain(self.tries()).collect(),
            fields: vec![self.desk.plain_field(Text::new("confirm-phone-field"), hint)],
            ..Page::new(PageId::ConfirmPhone)
        })
    }

    /// How often it can be tried, where a wrong number is called so.
    fn tries(&self) -> Option<Text> {
        let tries = i64::from(self.challenge.tries_left);
        let is_told = self.challenge.way.mask().is_some() && tries > 0 && !self.desk.tells_tries();
        is_told.then(|| Text::new("enter-code-tries").with("tries", tries))
    }

    pub(super) fn tick(self, context: Context<'_>) -> Next {
        if self.desk.is_expired(context) {
            return choose_method::again_after_expiry(self.desk.journey, context);
        }
        Next::to(Step::ConfirmPhone(self))
    }

    pub(super) fn on(mut self, heard: Heard, context: Context<'_>) -> Next {
        self.desk.heard(&heard);
        match heard {
            Heard::Pressed(Action::Next) => self.confirm(context),
            Heard::Pressed(Action::Back | Action::AnotherWay) => self.desk.back(context),
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Edited | Heard::Nothing => Next::to(Step::ConfirmPhone(self)),
        }
    }

    /// What is no number costs no try, nor does one that was wrong already.
    fn confirm(mut self, context: Context<'_>) -> Next {
        if let Some(again) = self.desk.refused_before() {
            self.desk.complain(again);
            return Next::to(Step::ConfirmPhone(self));
        }
        match Phone::typed(self.desk.form.text(0), context.house.organisation.country) {
            Ok(number) => {
                let page = self.page(context);
                let Self { desk, challenge } = self;
                let effect = Effect::ConfirmPhone { challenge, number };
                Next::asking(Waiting::over(page, Errand::ConfirmPhone(desk), context), effect)
            }
            Err(why) => {
                self.desk.complain(Text::new(complaint(why)));
                Next::to(Step::ConfirmPhone(self))
            }
        }
    }
}

const fn complaint(why: Mistyped) -> &'static str {
    match why {
        Mistyped::Empty => "phone-empty",
        Mistyped::Letters => "phone-letters",
        Mistyped::Extension => "phone-extension",
        Mistyped::TooLong => "phone-too-long",
        Mistyped::TooShort => "phone-too-short",
        Mistyped::NoCountry => "phone-no-country",
        Mistyped::NotANumber => "phone-no-number",
    }
}

/// What the answer to a number leads to. What was typed stays after a miss: a slip is sooner found than ten
/// digits are typed again.
pub fn answered(mut desk: Desk, reply: Result<PhoneAnswer, (Challenge, Trouble)>, context: Context<'_>) -> Next {
    let step = match reply {
        Ok(PhoneAnswer::Sent(code)) => enter_code::fresh(desk.journey, code, context),
        Ok(PhoneAnswer::Stop(stop)) => Stopped::page_of(stop, Some(desk.journey), context),
        Ok(PhoneAnswer::Changed(person)) => {
            desk.journey.person = person;
            return choose_method::next(desk.journey, Some(Notice::plain(Text::new("choose-changed"))), context);
        }
        // At its end, too, there is nothing left to be typed here.
        Ok(PhoneAnswer::Wrong { challenge, why }) if is_over(why, &challenge) => {
            return choose_method::next(desk.journey, Some(Notice::error(Text::new(last(why)))), context);
        }
        Ok(PhoneAnswer::Wrong { challenge, .. }) => {
            let error = Text::new("phone-wrong").with("tries", i64::from(challenge.tries_left));
            desk.refuse_in_place(error, Text::new("phone-unchanged"));
            Step::ConfirmPhone(ConfirmPhone { desk, challenge })
        }
        Err((challenge, trouble)) => Troubled::over(trouble, Step::ConfirmPhone(ConfirmPhone { desk, challenge }), context),
    };
    Next::to(step)
}

/// Whether no number will do here any more.
const fn is_over(why: WrongAnswer, challenge: &Challenge) -> bool {
    match why {
        WrongAnswer::Dead | WrongAnswer::NeedsLong => true,
        WrongAnswer::Code | WrongAnswer::Spent | WrongAnswer::OlderCode { .. } | WrongAnswer::Signature(_) => {
            challenge.tries_left == 0
        }
    }
}

/// What is said of the last number, where it was refused.
const fn last(why: WrongAnswer) -> &'static str {
    match why {
        WrongAnswer::Code | WrongAnswer::Spent | WrongAnswer::OlderCode { .. } | WrongAnswer::Signature(_) => {
            "choose-phone-wrong"
        }
        WrongAnswer::Dead | WrongAnswer::NeedsLong => "choose-phone-dead",
    }
}
