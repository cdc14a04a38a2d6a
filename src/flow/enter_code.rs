//! `enter-code`: the code from the letter.

use super::desk::Desk;
use super::event::Effect;
use super::form::Heard;
use super::journey::Journey;
use super::pace::{next_minute, next_second};
use super::troubled::Troubled;
use super::waiting::{Errand, Waiting};
use super::{Context, Next, Step, choose_method, sign_in};
use crate::domain::code::{Form, LONG};
use crate::domain::method::Method;
use crate::domain::outcome::{Answered, Challenge, Resent, Trouble, WrongAnswer};
use crate::domain::time::{Moment, Span};
use crate::page::{Action, Arg, Notice, Page, PageId, Text};

/// Most letters are there by then.
const SLOW: Span = Span::seconds(10);

pub struct EnterCode {
    pub(super) desk: Desk,
    challenge: Challenge,
    notice: Option<Notice>,
}

/// The page for a challenge that was just opened.
pub fn fresh(journey: Journey, challenge: Challenge, context: Context<'_>) -> Step {
    let desk = Desk::new(journey, &challenge.way, &[Action::Resend], context);
    Step::EnterCode(EnterCode { desk, challenge, notice: None })
}

impl EnterCode {
    pub(super) fn page(&self, context: Context<'_>) -> Page {
        let tag = self.challenge.tag.letter().to_string();
        let is_text = self.challenge.way.method() == Method::Sms;
        let sent = match (self.mask(), self.challenge.form) {
            (Some(mask), Form::Short) if is_text => Text::new("enter-text-lead").with("mask", mask),
            (Some(mask), Form::Long) if is_text => Text::new("enter-text-lead-long").with("mask", mask),
            (None, Form::Short) if is_text => Text::new("enter-text-lead-on-file"),
            (None, Form::Long) if is_text => Text::new("enter-text-lead-long-on-file"),
            (Some(mask), Form::Short) => Text::new("enter-code-lead").with("mask", mask),
            (Some(mask), Form::Long) => Text::new("enter-code-lead-long").with("mask", mask),
            (None, Form::Short) => Text::new("enter-code-lead-on-file"),
            (None, Form::Long) => Text::new("enter-code-lead-long-on-file"),
        };
        let waited = match self.mask() {
            Some(_) if is_text => "enter-text-not-arrived",
            None if is_text => "enter-text-nothing-comes",
            Some(_) if self.slow_from() <= context.now => "enter-code-slow",
            Some(_) => "enter-code-not-arrived",
            None if self.slow_from() <= context.now => "enter-code-slow-on-file",
            None => "enter-code-nothing-comes",
        };
        let label = Text::new("enter-code-field").with("tag", tag.as_str());
        self.desk.form.dress(Page {
            step: self.desk.journey.step(),
            lead: [Some(sent.with("tag", tag)), self.life(context.now), Some(self.resend(context.now)), Some(Text::new(waited))]
                .into_iter()
                .flatten()
                .collect(),
            notices: self.notice.iter().cloned().collect(),
            fields: vec![self.desk.field(label, self.tries(), self.length(context))],
            help: if is_text { "enter-text" } else { PageId::EnterCode.name() },
            ..Page::new(PageId::EnterCode)
        })
    }

    /// Where it was sent, where that may be told.
    fn mask(&self) -> Option<&str> {
        self.challenge.way.mask()
    }

    /// How many characters the code has.
    fn length(&self, context: Context<'_>) -> usize {
        match self.challenge.form {
            Form::Short => context.house.code_digits,
            Form::Long => LONG,
        }
    }

    /// How often it can still be tried; nothing where only a new code helps, nor where an error says so.
    fn tries(&self) -> Option<Text> {
        let tries = i64::from(self.challenge.tries_left);
        (tries > 0 && !self.desk.tells_tries()).then(|| Text::new("enter-code-tries").with("tries", tries))
    }

    /// Whether only a new code helps.
    fn is_dead(&self, now: Moment) -> bool {
        self.challenge.tries_left == 0 || self.challenge.expires <= now
    }

    /// How long the code lives; nothing where an error says already that it does not.
    fn life(&self, now: Moment) -> Option<Text> {
        let left = now.until(self.challenge.expires);
        if self.is_dead(now) {
            return (!self.desk.complains()).then(|| Text::new("code-dead"));
        }
        Some(match left.whole_minutes() {
            0 | 1 => Text::new("enter-code-lives-seconds").with("seconds", left.whole_seconds()),
            minutes => Text::new("enter-code-lives").with("minutes", minutes),
        })
    }

    fn resend(&self, now: Moment) -> Text {
        match now.until(self.challenge.resend_from).whole_seconds() {
            0 => Text::new("enter-code-resend-now"),
            seconds if seconds > 60 => Text::new("code-resend-later").with("until", Arg::end(self.challenge.resend_from, now)),
            seconds => Text::new("enter-code-resend-in").with("seconds", seconds),
        }
    }

    /// When a letter that is not there yet is late.
    fn slow_from(&self) -> Moment {
        self.desk.since() + SLOW
    }

    pub(super) fn wake(&self, now: Moment) -> Option<Moment> {
        let slow = Some(self.slow_from()).filter(|slow| now < *slow);
        let resend = (now < self.challenge.resend_from).then(|| next_second(now, self.challenge.resend_from));
        let life = (now < self.challenge.expires).then(|| next_minute(now, self.challenge.expires));
        [slow, resend, life, self.desk.journey.expires()].into_iter().flatten().min()
    }

    pub(super) fn tick(self, context: Context<'_>) -> Next {
        if self.desk.is_expired(context) {
            return choose_method::again_after_expiry(self.desk.journey, context);
        }
        Next::to(Step::EnterCode(self))
    }

    pub(super) fn on(mut self, heard: Heard, context: Context<'_>) -> Next {
        self.desk.heard(&heard);
        match heard {
            Heard::Pressed(Action::Next) if self.is_dead(context.now) => {
                self.desk.complain(Text::new("code-dead"));
                Next::to(Step::EnterCode(self))
            }
            Heard::Pressed(Action::Next) if !self.desk.holds_code(self.length(context), self.challenge.form == Form::Short) => {
                let digits = i64::try_from(self.length(context)).unwrap_or_default();
                let id = if self.challenge.form == Form::Long { "code-empty-long" } else { "code-empty" };
                self.desk.complain(Text::new(id).with("digits", digits));
                Next::to(Step::EnterCode(self))
            }
            Heard::Pressed(Action::Next) => self.answer(context),
            Heard::Pressed(Action::Resend) => self.send_again(context),
            Heard::Pressed(Action::Back | Action::AnotherWay) => self.desk.back(context),
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Edited | Heard::Nothing => Next::to(Step::EnterCode(self)),
        }
    }

    fn answer(self, context: Context<'_>) -> Next {
        let page = self.page(context);
        let Self { desk, challenge, notice: _ } = self;
        let Some(typed) = desk.form.entry(0).map(super::entry::Entry::secret) else {
            return Next::to(Step::EnterCode(Self { desk, challenge, notice: None }));
        };
        Next::asking(Waiting::over(page, Errand::AnswerCode(desk), context), Effect::Answer { challenge, typed })
    }

    fn send_again(mut self, context: Context<'_>) -> Next {
        if context.now < self.challenge.resend_from {
            // The page counts down to it; nobody is bothered with an error for a second press.
            self.notice = None;
            return Next::to(Step::EnterCode(self));
        }
        let page = self.page(context);
        Next::asking(Waiting::over(page, Errand::Resend(self.desk), context), Effect::Resend { challenge: self.challenge })
    }
}

/// What the answer to a typed code leads to.
pub fn answered(mut desk: Desk, reply: Result<Answered, (Challenge, Trouble)>, context: Context<'_>) -> Next {
    let step = match reply {
        Ok(Answered::Proved { proof, person }) => return desk.proved(proof, person, context),
        Ok(Answered::Stop(stop)) => desk.stopped(stop, context),
        Ok(Answered::Wrong { challenge, why }) => {
            desk.refuse(refusal(why, i64::from(challenge.tries_left)));
            Step::EnterCode(EnterCode { desk, challenge, notice: None })
        }
        Err((challenge, trouble)) => {
            let step = Step::EnterCode(EnterCode { desk, challenge, notice: None });
            Troubled::over(trouble, step, context)
        }
    };
    Next::to(step)
}

fn refusal(why: WrongAnswer, tries: i64) -> Text {
    match why {
        WrongAnswer::OlderCode { current } if tries > 0 => {
            Text::new("code-older").with("tag", current.letter().to_string()).with("tries", tries)
        }
        WrongAnswer::NeedsLong => Text::new("code-needs-long"),
        WrongAnswer::Code | WrongAnswer::Spent if tries > 0 => Text::new("code-wrong").with("tries", tries),
        WrongAnswer::Code | WrongAnswer::Spent | WrongAnswer::OlderCode { .. } | WrongAnswer::Dead => Text::new("code-dead"),
    }
}

/// What the answer to "send it again" leads to.
pub fn resent(mut desk: Desk, reply: Result<Resent, (Challenge, Trouble)>, context: Context<'_>) -> Next {
    let step = match reply {
        Ok(Resent::Challenge(challenge)) => {
            desk.begin_again(context);
            let mut page = EnterCode { desk, challenge, notice: None };
            let sent = match page.mask() {
                Some(mask) => Text::new("code-sent-again").with("mask", mask),
                None => Text::new("code-sent-again-on-file"),
            };
            page.notice = Some(Notice::good(sent.with("tag", page.challenge.tag.letter().to_string())));
            Step::EnterCode(page)
        }
        Ok(Resent::NotYet { mut challenge, from }) => {
            challenge.resend_from = from;
            Step::EnterCode(EnterCode { desk, challenge, notice: None })
        }
        Ok(Resent::SignedOut) => sign_in::again(context.house),
        Ok(Resent::Stop(stop)) => desk.stopped(stop, context),
        Err((challenge, trouble)) => {
            let step = Step::EnterCode(EnterCode { desk, challenge, notice: None });
            Troubled::over(trouble, step, context)
        }
    };
    Next::to(step)
}
