//! `enter-code`: the code from the letter.

mod refused;
mod resending;
mod undelivered;

use self::refused::{DEAD, NEEDS_LONG, refusal};
use self::resending::{Resending, countdown};
use super::delivery::Delivery;
use super::desk::Desk;
use super::event::Effect;
use super::form::Heard;
use super::journey::Journey;
use super::pace::next_minute;
use super::troubled::Troubled;
use super::waiting::{Errand, Waiting};
use super::{Context, Next, Step, choose_method, sign_in};
use crate::domain::code::{Form, LONG};
use crate::domain::mask::Mask;
use crate::domain::method::{Gate, Method};
use crate::domain::outcome::{Answered, Challenge, Offer, Resent, Trouble};
use crate::domain::time::Moment;
use crate::page::{Action, Notice, Page, PageId, Text};

pub struct EnterCode {
    pub(super) desk: Desk,
    challenge: Challenge,
    resending: Resending,
}

/// The page for a challenge that was just opened.
pub fn fresh(journey: Journey, challenge: Challenge, context: Context<'_>) -> Step {
    let mut desk = Desk::new(journey, &challenge.way, &[Action::Resend], context);
    if challenge.resend_from <= context.now {
        desk.delivery = Delivery::late(context.now);
    }
    Step::EnterCode(EnterCode { desk, challenge, resending: Resending::Unasked })
}

impl EnterCode {
    pub(super) fn page(&self, context: Context<'_>) -> Page {
        let label = Text::new("enter-code-field").with("tag", self.tag());
        let is_lost = self.is_lost();
        let page = if is_lost { self.lost(context.now) } else { self.under_way(context.now) };
        let mut field = self.desk.field(label, self.tries().filter(|_| !is_lost), self.length(context));
        if let Some(error) = field.error.as_mut() {
            *error = self.true_now(error.clone(), context.now);
        }
        self.desk.form.dress(Page { step: self.desk.journey.step(), fields: vec![field], ..page })
    }

    /// What is told of a code that may still come.
    fn under_way(&self, now: Moment) -> Page {
        // Nobody types a code that is worth nothing, or looks for it.
        let is_good = !self.is_worthless(now);
        let sent = is_good.then(|| self.sent());
        let waited = is_good.then(|| self.waited(now));
        let instead = (!is_good && self.is_spared_the_wait(now)).then(|| Text::new("enter-code-or-another-way"));
        let lead = [sent, self.life(now), self.resend(now), waited, instead];
        Page {
            lead: lead.into_iter().flatten().collect(),
            notices: self.asked(now).into_iter().collect(),
            help: self.help(),
            ..Page::new(PageId::EnterCode)
        }
    }

    /// From the code for an address that was typed, the way back leads to that; from one for an address that an operator
    /// entered, or that is the only way, to no other.
    fn help(&self) -> &'static str {
        if self.is_text() {
            "enter-text"
        } else {
            self.by_ways(["enter-code-address", PageId::EnterCode.name(), "enter-code-alone"])
        }
    }

    fn tag(&self) -> String {
        self.challenge.tag.letter().to_string()
    }

    fn is_text(&self) -> bool {
        self.challenge.way.method() == Method::Sms
    }

    /// Where the code went.
    fn sent(&self) -> Text {
        let sent = match (self.mask(), self.challenge.form) {
            (Some(mask), Form::Short) if self.is_text() => Text::new("enter-text-lead").with("mask", mask),
            (Some(mask), Form::Long) if self.is_text() => Text::new("enter-text-lead-long").with("mask", mask),
            (None, Form::Short) if self.is_text() => Text::new("enter-text-lead-on-file"),
            (None, Form::Long) if self.is_text() => Text::new("enter-text-lead-long-on-file"),
            (Some(mask), Form::Short) => Text::new("enter-code-lead").with("mask", mask),
            (Some(mask), Form::Long) => Text::new("enter-code-lead-long").with("mask", mask),
            (None, Form::Short) => Text::new("enter-code-lead-on-file"),
            (None, Form::Long) => Text::new("enter-code-lead-long-on-file"),
        };
        sent.with("tag", self.tag())
    }

    /// What to do while nothing is there.
    fn waited(&self, now: Moment) -> Text {
        let is_slow = self.desk.delivery.slow_from() <= now;
        let id = match self.mask() {
            Some(_) if self.is_text() => "enter-text-not-arrived",
            None if self.is_text() => "enter-text-nothing-comes",
            Some(_) if is_slow => self.by_ways(["enter-code-slow-address", "enter-code-slow", "enter-code-slow-alone"]),
            Some(_) => "enter-code-not-arrived",
            None if is_slow => "enter-code-slow-on-file",
            None => "enter-code-nothing-comes",
        };
        if is_slow && !self.is_text() {
            Text::new(id).with("again", i32::from(self.challenge.resend_from <= now))
        } else {
            Text::new(id)
        }
    }

    /// What suits an address that somebody typed, to register it; somebody who has other ways; or somebody who has none.
    fn by_ways(&self, [address, ways, alone]: [&'static str; 3]) -> &'static str {
        match self.challenge.gate {
            Gate::Registration if self.is_adopted() => alone,
            Gate::Registration => address,
            Gate::First | Gate::Second | Gate::Settings if self.desk.journey.has_other_way(&self.challenge.way) => ways,
            Gate::First | Gate::Second | Gate::Settings => alone,
        }
    }

    /// Where it was sent, where that may be told.
    fn mask(&self) -> Option<&Mask> {
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

    /// Whether only a new code helps, or will be taken.
    fn is_worthless(&self, now: Moment) -> bool {
        self.is_dead(now) || self.desk.complains_of(NEEDS_LONG)
    }

    /// Whether there is another way to go on, before another code can be sent.
    fn is_spared_the_wait(&self, now: Moment) -> bool {
        let is_open = |offer: &Offer| offer.way != self.challenge.way && !offer.is_closed(now);
        let asks_for_ways = self.challenge.gate != Gate::Registration;
        asks_for_ways && now < self.challenge.resend_from && self.desk.journey.ways().into_iter().any(is_open)
    }

    /// Where only a new code helps, and one can be sent, that is what comes next.
    fn point_at_remedy(&mut self, now: Moment) {
        if self.is_worthless(now) && self.challenge.resend_from <= now {
            self.desk.form.focus_on_action(Action::Resend);
        }
    }

    /// How long the code lives; nothing where an error says already that it does not.
    fn life(&self, now: Moment) -> Option<Text> {
        let left = now.until(self.challenge.expires);
        if self.is_worthless(now) {
            return (!self.desk.complains()).then(|| self.dead(now));
        }
        Some(match left.whole_minutes() {
            0 | 1 => Text::new("enter-code-lives-seconds").with("seconds", left.whole_seconds()),
            minutes => Text::new("enter-code-lives").with("minutes", minutes),
        })
    }

    fn resend(&self, now: Moment) -> Option<Text> {
        // Of a code that is worth nothing it is said in the same breath when another can be had.
        let is_told = self.is_worthless(now) && now < self.challenge.resend_from;
        self.resending.when(&self.challenge, now).filter(|_| !is_told)
    }

    /// What came of asking for another; that it was sent is not said of one that is known not to come.
    fn asked(&self, now: Moment) -> Option<Notice> {
        let is_undone = self.is_lost() && matches!(self.resending, Resending::Sent);
        if is_undone { None } else { self.resending.notice(&self.challenge, now) }
    }

    pub(super) fn wake(&self, now: Moment) -> Option<Moment> {
        let slow = self.desk.delivery.wake(&self.challenge, now).filter(|_| !self.is_lost());
        let resend = (now < self.challenge.resend_from).then(|| countdown(now, self.challenge.resend_from));
        let life = (now < self.challenge.expires).then(|| next_minute(now, self.challenge.expires));
        [slow, resend, life, self.desk.journey.expires()].into_iter().flatten().min()
    }

    pub(super) fn tick(self, context: Context<'_>) -> Next {
        if self.desk.is_expired(context) {
            return choose_method::again_after_expiry(self.desk.journey, context);
        }
        self.asking(false, context)
    }

    pub(super) fn on(self, heard: Heard, context: Context<'_>) -> Next {
        match self.react(heard, context) {
            Next { step: Step::EnterCode(page), effects } if effects.is_empty() => page.asking(true, context),
            next => next,
        }
    }

    /// The page, with the question whether its code can still come when that is due.
    fn asking(mut self, is_key: bool, context: Context<'_>) -> Next {
        let is_open = !self.is_lost();
        let question = is_open.then(|| self.desk.delivery.question(&self.challenge, is_key, context.now)).flatten();
        Next { step: Step::EnterCode(self), effects: question.into_iter().collect() }
    }

    fn react(mut self, heard: Heard, context: Context<'_>) -> Next {
        self.desk.heard(&heard);
        match heard {
            // The page says already what is wrong, and what to do instead.
            Heard::Pressed(Action::Next) if self.is_lost() && self.desk.form.is_blank() => Next::to(Step::EnterCode(self)),
            Heard::Pressed(Action::Next) if self.is_dead(context.now) => {
                self.desk.complain(Text::new(DEAD));
                self.point_at_remedy(context.now);
                Next::to(Step::EnterCode(self))
            }
            Heard::Pressed(Action::Next) if !self.desk.holds_code(self.length(context), self.challenge.form == Form::Short) => {
                let slip = self.slip(self.length(context));
                self.desk.complain(slip);
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
        let Self { desk, challenge, resending: _ } = self;
        let Some(typed) = desk.form.entry(0).map(super::entry::Entry::secret) else {
            return Next::to(Step::EnterCode(Self { desk, challenge, resending: Resending::Unasked }));
        };
        Next::asking(Waiting::over(page, Errand::AnswerCode(desk), context), Effect::Answer { challenge, typed })
    }

    fn send_again(mut self, context: Context<'_>) -> Next {
        if context.now < self.challenge.resend_from {
            // Said, for silence sounds like success; nobody is bothered with an error for a second press.
            self.resending = Resending::TooSoon;
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
            let mut page = EnterCode { desk, challenge, resending: Resending::Unasked };
            page.mend_older();
            page.point_at_remedy(context.now);
            Step::EnterCode(page)
        }
        Err((challenge, trouble)) => {
            let step = Step::EnterCode(EnterCode { desk, challenge, resending: Resending::Unasked });
            Troubled::over(trouble, step, context)
        }
    };
    Next::to(step)
}

/// What the answer to "send it again" leads to.
pub fn resent(mut desk: Desk, reply: Result<Resent, (Challenge, Trouble)>, context: Context<'_>) -> Next {
    let step = match reply {
        Ok(Resent::Challenge(challenge)) => {
            desk.begin_again(context);
            Step::EnterCode(EnterCode { desk, challenge, resending: Resending::Sent })
        }
        Ok(Resent::NotYet { mut challenge, from }) => {
            challenge.resend_from = from;
            Step::EnterCode(EnterCode { desk, challenge, resending: Resending::TooSoon })
        }
        Ok(Resent::SignedOut) => sign_in::again(context.house),
        Ok(Resent::Stop(stop)) => desk.stopped(stop, context),
        Err((challenge, trouble)) => {
            let step = Step::EnterCode(EnterCode { desk, challenge, resending: Resending::Unasked });
            Troubled::over(trouble, step, context)
        }
    };
    Next::to(step)
}
