//! `enter-totp` and `enter-recovery-code`: a code that the person has already, so that none is sent.

use super::desk::Desk;
use super::event::Effect;
use super::form::Heard;
use super::journey::Journey;
use super::troubled::Troubled;
use super::waiting::{Errand, Waiting};
use super::{Context, Next, Step, choose_method, digits};
use crate::domain::code::RECOVERY;
use crate::domain::method::Method;
use crate::domain::outcome::{Answered, Challenge, Offer, Trouble, WrongAnswer};
use crate::page::{Action, Notice, Page, PageId, Text};

/// Authenticator apps show six digits.
const DIGITS: usize = 6;

/// Where the person reads the code.
#[derive(Clone, Copy)]
pub enum Source {
    App,
    Sheet,
}

impl Source {
    fn page(self) -> PageId {
        match self {
            Self::App => PageId::EnterTotp,
            Self::Sheet => PageId::EnterRecoveryCode,
        }
    }

    fn length(self) -> usize {
        match self {
            Self::App => DIGITS,
            Self::Sheet => RECOVERY,
        }
    }

    fn lead(self) -> Text {
        Text::new(match self {
            Self::App => "enter-totp-lead",
            Self::Sheet => "enter-recovery-code-lead",
        })
    }

    fn label(self) -> Text {
        Text::new(match self {
            Self::App => "enter-totp-field",
            Self::Sheet => "enter-recovery-code-field",
        })
    }

    fn hint(self) -> Text {
        Text::new(match self {
            Self::App => "enter-totp-hint",
            Self::Sheet => "enter-recovery-code-hint",
        })
    }

    /// What is wrong with something that cannot be a code of its kind.
    fn slip(self, desk: &Desk) -> Text {
        match (self, desk.holds_too_much(self.length())) {
            (Self::App, _) => digits::slip(desk.form.text(0), DIGITS),
            (Self::Sheet, false) => Text::new("recovery-empty"),
            (Self::Sheet, true) => Text::new("recovery-too-long"),
        }
    }

    /// Whether what was typed could be a code of its kind.
    fn may_be(self, desk: &Desk) -> bool {
        match self {
            Self::App => desk.holds_code(DIGITS, true),
            Self::Sheet => desk.holds_code(RECOVERY, false),
        }
    }

    fn spent(self) -> Text {
        Text::new(match self {
            Self::App => "totp-spent",
            Self::Sheet => "recovery-spent",
        })
    }

    fn wrong(self, tries: u32) -> Text {
        match self {
            Self::App => Text::new("totp-wrong").with("tries", i64::from(tries)),
            // Nobody guesses one: there is always another try.
            Self::Sheet => Text::new("recovery-wrong"),
        }
    }
}

pub struct EnterOwnCode {
    pub(super) desk: Desk,
    challenge: Challenge,
    source: Source,
}

/// The page for a challenge that was just opened.
pub fn fresh(journey: Journey, challenge: Challenge, source: Source, context: Context<'_>) -> Step {
    let desk = Desk::new(journey, &challenge.way, &[], context);
    Step::EnterOwnCode(EnterOwnCode { desk, challenge, source })
}

impl EnterOwnCode {
    pub(super) fn page(&self, context: Context<'_>) -> Page {
        let source = self.source;
        self.desk.form.dress(Page {
            step: self.desk.journey.step(),
            lead: [source.lead()].into_iter().chain(self.tries()).collect(),
            fields: vec![self.desk.field(source.label(), Some(source.hint()), source.length())],
            help: self.help(context),
            ..Page::new(source.page())
        })
    }

    fn help(&self, context: Context<'_>) -> &'static str {
        match self.source {
            Source::App if self.is_told_by_mail(context) => "enter-totp-by-mail",
            Source::App if !self.desk.journey.has_other_way(&self.challenge.way) => "enter-totp-alone",
            Source::App | Source::Sheet => self.source.page().name(),
        }
    }

    /// Whether a letter might say why every code of the app is refused: where nobody may be spoken of, no page does.
    fn is_told_by_mail(&self, context: Context<'_>) -> bool {
        let journey = &self.desk.journey;
        let is_mail = |offer: &Offer| offer.way.method() == Method::Email && !offer.is_closed(context.now);
        matches!(self.source, Source::App) && !journey.person.precise && journey.ways().into_iter().any(is_mail)
    }

    /// How often a code of the app can be tried, unless an error says so.
    fn tries(&self) -> Option<Text> {
        let tries = i64::from(self.challenge.tries_left);
        let is_counted = matches!(self.source, Source::App);
        (is_counted && tries > 0 && !self.desk.tells_tries()).then(|| Text::new("enter-code-tries").with("tries", tries))
    }

    pub(super) fn tick(self, context: Context<'_>) -> Next {
        if self.desk.is_expired(context) {
            return choose_method::again_after_expiry(self.desk.journey, context);
        }
        Next::to(Step::EnterOwnCode(self))
    }

    pub(super) fn on(mut self, heard: Heard, context: Context<'_>) -> Next {
        self.desk.heard(&heard);
        match heard {
            Heard::Pressed(Action::Next) if !self.source.may_be(&self.desk) => {
                let slip = self.source.slip(&self.desk);
                self.desk.complain(slip);
                Next::to(Step::EnterOwnCode(self))
            }
            Heard::Pressed(Action::Next) => match self.desk.refused_before() {
                Some(again) => {
                    self.desk.complain(again);
                    Next::to(Step::EnterOwnCode(self))
                }
                None => self.answer(context),
            },
            Heard::Pressed(Action::Back | Action::AnotherWay) => self.desk.back(context),
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Edited | Heard::Nothing => Next::to(Step::EnterOwnCode(self)),
        }
    }

    fn answer(self, context: Context<'_>) -> Next {
        let page = self.page(context);
        let Self { desk, challenge, source } = self;
        let Some(typed) = desk.form.entry(0).map(super::entry::Entry::secret) else {
            return Next::to(Step::EnterOwnCode(Self { desk, challenge, source }));
        };
        let errand = Errand::AnswerOwnCode { desk, source };
        Next::asking(Waiting::over(page, errand, context), Effect::Answer { challenge, typed })
    }
}

/// What the answer to a typed code leads to.
pub fn answered(mut desk: Desk, source: Source, reply: Result<Answered, (Challenge, Trouble)>, context: Context<'_>) -> Next {
    let step = match reply {
        Ok(Answered::Proved { proof, person }) => return desk.proved(proof, person, context),
        Ok(Answered::Stop(stop)) => desk.stopped(stop, context),
        Ok(Answered::Wrong { challenge, why }) => {
            let error = match why {
                WrongAnswer::Dead | WrongAnswer::NeedsLong => None,
                WrongAnswer::Spent => Some(source.spent()),
                WrongAnswer::Code | WrongAnswer::OlderCode { .. } | WrongAnswer::Signature(_) => {
                    Some(source.wrong(challenge.tries_left))
                }
            };
            let Some(error) = error.filter(|_| challenge.tries_left > 0) else {
                // No code will do here any more: at the choice there is another chance.
                let notice = Notice::error(Text::new(last(why)));
                return choose_method::next(desk.journey, Some(notice), context);
            };
            match source {
                Source::App => desk.refuse(error),
                Source::Sheet => {
                    let again = if why == WrongAnswer::Spent { source.spent() } else { Text::new("recovery-unchanged") };
                    desk.refuse_in_place(error, again);
                }
            }
            Step::EnterOwnCode(EnterOwnCode { desk, challenge, source })
        }
        Err((challenge, trouble)) => {
            Troubled::over(trouble, Step::EnterOwnCode(EnterOwnCode { desk, challenge, source }), context)
        }
    };
    Next::to(step)
}

/// What is said of the last code, where it was refused.
const fn last(why: WrongAnswer) -> &'static str {
    match why {
        WrongAnswer::Code | WrongAnswer::OlderCode { .. } | WrongAnswer::Signature(_) => "choose-own-code-wrong",
        WrongAnswer::Spent | WrongAnswer::Dead | WrongAnswer::NeedsLong => "choose-own-code-dead",
    }
}
