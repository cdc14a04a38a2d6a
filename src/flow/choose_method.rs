//! `choose-method`: which way to prove it, once per gate, never twice the same class.

use super::enter_own_code::Source;
use super::event::Effect;
use super::form::{Form, Heard};
use super::journey::{Journey, Member};
use super::stopped::Stopped;
use super::troubled::Troubled;
use super::waiting::{Errand, Waiting};
use super::{
    Context, Next, Step, actions, answer_questions, confirm_phone, desk_lines, end_visit, enter_code, enter_own_code, goal,
    identify, new_password, settings, sign_in, sign_key, unlock,
};
use crate::domain::mask::Mask;
use crate::domain::method::{Gate, Method};
use crate::domain::outcome::{Goal, Offer, Opened, Trouble, Way};
use crate::domain::time::Moment;
use crate::page::whom::whom;
use crate::page::{Action, Arg, Focus, Notice, Page, PageId, Text};

pub struct ChooseMethod {
    pub(super) form: Form,
    pub(super) journey: Journey,
    gate: Gate,
    notice: Option<Notice>,
    /// The way that was chosen last.
    chosen: Option<Way>,
}

/// The page that stands next for `journey`: a choice at the next gate, or its end when all gates are passed.
pub fn next(journey: Journey, notice: Option<Notice>, context: Context<'_>) -> Next {
    if journey.goal == Goal::Registration {
        // There is one way to prove an address, and it was taken or given up.
        return settings::arrive(journey, context);
    }
    let step = match journey.gate() {
        Some(gate) => {
            let mut form = Form::new(vec![], journey.ways().len(), actions(&[Action::Back], context.house));
            if let Some(open) = journey.ways().iter().position(|offer| !offer.is_closed(context.now)) {
                form.focus_on(Focus::Choice(open));
            }
            Step::ChooseMethod(ChooseMethod { form, journey, gate, notice, chosen: None })
        }
        None => return end(journey, context),
    };
    Next::to(step)
}

fn end(journey: Journey, context: Context<'_>) -> Next {
    match journey.end() {
        Goal::NewPassword => Next::to(new_password::blank(journey, context)),
        Goal::Unlock => unlock::ask(journey, false, context),
        Goal::Settings | Goal::Registration => settings::arrive(journey, context),
    }
}

/// Back to the gate whose proof ran out, with a word about it.
pub fn again_after_expiry(mut journey: Journey, context: Context<'_>) -> Next {
    if journey.member.is_some() {
        return Next::to(sign_in::again(context.house));
    }
    journey.drop_expired(context.now);
    next(journey, Some(Notice::error(Text::new("choose-gate-expired"))), context)
}

impl ChooseMethod {
    /// When a proof runs out, or a way that is shown closed opens.
    pub(super) fn wake(&self, now: Moment) -> Option<Moment> {
        let ends = self.journey.ways().into_iter().filter_map(|offer| offer.blocked);
        ends.filter(|end| now < *end && *end != Moment::NEVER).chain(self.journey.expires()).min()
    }

    pub(super) fn page(&self, context: Context<'_>) -> Page {
        let lead = match (self.gate, self.journey.end(), self.journey.person.has_password) {
            (Gate::First, Goal::NewPassword, true) => "choose-first-lead",
            (Gate::First, Goal::NewPassword, false) => "choose-first-lead-new",
            (Gate::First, Goal::Unlock, _) => "choose-first-lead-unlock",
            (Gate::Second, _, _) => "choose-second-lead",
            (Gate::First, Goal::Settings | Goal::Registration, _) | (Gate::Settings | Gate::Registration, _, _) => {
                "choose-settings-lead"
            }
        };
        let of_settings = if self.gate.is_of_member() { self.price_and_desk(context) } else { Vec::new() };
        self.form.dress(Page {
            step: self.journey.step(),
            lead: [Text::new(lead)].into_iter().chain(of_settings).collect(),
            notices: self.notice.iter().cloned().collect(),
            choices: labels(&self.journey.ways(), context.now),
            ..Page::new(PageId::ChooseMethod)
        })
    }

    /// What a look at one's settings costs, and who helps whoever lost the one way that leads there.
    fn price_and_desk(&self, context: Context<'_>) -> Vec<Text> {
        let takes_codes = self.journey.ways().iter().any(|offer| offer.way == Way::RecoveryCode);
        let codes = self.journey.member.as_ref().map(|member| member.codes).filter(|_| takes_codes);
        let price = codes.map(|codes| Text::new("choose-settings-code").with("count", codes));
        let is_told = context.house.organisation.desk.is_told();
        let lost = if is_told { "choose-settings-lost" } else { "choose-settings-lost-ask" };
        price.into_iter().chain([Text::new(lost)]).chain(desk_lines(context.house)).collect()
    }

    pub(super) fn on(self, heard: Heard, context: Context<'_>) -> Next {
        match (heard, self.gate) {
            (Heard::Chosen(place), _) => self.choose(place, context),
            (Heard::Pressed(Action::Back), Gate::First) => Next::to(self.back(context)),
            (Heard::Pressed(Action::Back), Gate::Settings | Gate::Registration) => match self.journey.member {
                // What they were on their way to add is not begun, and what they were reminded of is not done with.
                Some(member) => Next::to(settings::home(Member { adds: None, typed: None, ..member }, Vec::new(), context)),
                None => Next::to(sign_in::again(context.house)),
            },
            // A passed gate is never opened again.
            (Heard::Pressed(Action::Back), Gate::Second) => end_visit::ask(Step::ChooseMethod(self)),
            (Heard::Pressed(_) | Heard::Edited | Heard::Nothing, _) => Next::to(Step::ChooseMethod(self)),
        }
    }

    /// One step back: to what they came for, where that was asked.
    fn back(self, context: Context<'_>) -> Step {
        match (self.journey.person, self.journey.typed) {
            (person, Some(typed)) if person.may_unlock => goal::ask(person, typed, context),
            (_, Some(typed)) => identify::again(&typed, context.house),
            (_, None) => identify::blank(context.house),
        }
    }

    fn choose(mut self, place: usize, context: Context<'_>) -> Next {
        let Some(offer) = self.journey.ways().get(place).map(|offer| (*offer).clone()) else {
            return Next::to(Step::ChooseMethod(self));
        };
        if let Some(until) = offer.blocked.filter(|until| context.now < *until) {
            self.notice = Some(Notice::error(match until {
                Moment::NEVER => Text::new("choose-method-closed").with("whom", whom(&context.house.organisation.desk)),
                until => Text::new("choose-method-blocked").with("until", Arg::end(until, context.now)),
            }));
            return Next::to(Step::ChooseMethod(self));
        }
        self.chosen = Some(offer.way.clone());
        let effect = Effect::Open { login: self.journey.person.login.clone(), gate: self.gate, way: offer.way };
        let page = self.page(context);
        Next::asking(Waiting::over(page, Errand::Open(self), context), effect)
    }

    pub(super) fn opened(mut self, reply: Result<Opened, Trouble>, context: Context<'_>) -> Next {
        match reply {
            Ok(Opened::Challenge(challenge)) => match challenge.way {
                Way::Email { .. } => Next::to(enter_code::fresh(self.journey, challenge, context)),
                Way::Totp => Next::to(enter_own_code::fresh(self.journey, challenge, Source::App, context)),
                Way::Sms { .. } => Next::to(confirm_phone::fresh(self.journey, challenge, context)),
                Way::RecoveryCode => Next::to(enter_own_code::fresh(self.journey, challenge, Source::Sheet, context)),
                Way::SecurityKey => Next::to(sign_key::fresh(self.journey, challenge, context)),
                // Without the questions there is nothing to answer.
                Way::Questions { .. } => Next::to(Step::ChooseMethod(self)),
            },
            Ok(Opened::Questions(set)) => Next::to(answer_questions::fresh(self.journey, set, context)),
            Ok(Opened::Changed(person)) => {
                self.journey.person = person;
                next(self.journey, Some(Notice::plain(Text::new("choose-changed"))), context)
            }
            Ok(Opened::SignedOut) => Next::to(sign_in::again(context.house)),
            Ok(Opened::Stop(stop)) => Next::to(Stopped::after(stop, Some(self.journey), self.chosen.as_ref(), context)),
            Err(trouble) => Next::to(Troubled::over(trouble, Step::ChooseMethod(self), context)),
        }
    }

    pub(super) fn tick(self, context: Context<'_>) -> Next {
        match self.journey.expires() {
            Some(expires) if expires <= context.now => again_after_expiry(self.journey, context),
            _ => Next::to(Step::ChooseMethod(self)),
        }
    }
}

/// What `methods` are called in a sentence.
pub fn named(methods: impl Iterator<Item = Method>) -> Arg {
    let word = |method| match method {
        Method::Email => "way-email",
        Method::Totp => "way-totp",
        Method::Questions => "way-questions",
        Method::RecoveryCode => "way-recovery-code",
        Method::Sms => "way-sms",
        Method::SecurityKey => "way-security-key",
    };
    Arg::Words(methods.map(word).collect())
}

/// What each of `offers` is called, and until when it is closed. Addresses of which nothing may be told are counted,
/// where there are several.
fn labels(offers: &[&Offer], now: Moment) -> Vec<Text> {
    let is_veiled = |offer: &Offer| matches!(&offer.way, Way::Email { to: Some((_, Mask::Veiled)) });
    let count = offers.iter().filter(|offer| is_veiled(offer)).count();
    let mut number = 0;
    let mut label = |offer: &Offer| {
        if count < 2 || !is_veiled(offer) {
            return label(offer);
        }
        number += 1;
        Text::new("choose-email-veiled").with("number", number)
    };
    offers.iter().map(|offer| closed(offer, label(offer), now)).collect()
}

/// `label`, and behind it that the way of `offer` is closed: it can be chosen, and says so again, but nobody need find
/// that out by trying.
fn closed(offer: &Offer, label: Text, now: Moment) -> Text {
    match offer.blocked.filter(|until| now < *until) {
        Some(Moment::NEVER) => Text::new("choose-closed").with("way", label),
        Some(until) => Text::new("choose-closed-until").with("way", label).with("until", Arg::end(until, now)),
        None => label,
    }
}

fn label(offer: &Offer) -> Text {
    match &offer.way {
        Way::Email { to: Some((_, Mask::Veiled)) | None } => Text::new("choose-email-on-file"),
        Way::Email { to: Some((_, mask)) } => Text::new("choose-email").with("mask", mask),
        Way::Totp => Text::new("choose-totp"),
        Way::Questions { .. } => Text::new("choose-questions"),
        Way::RecoveryCode => Text::new("choose-recovery-code"),
        Way::SecurityKey => Text::new("choose-security-key"),
        Way::Sms { to: Some((_, mask)) } => Text::new("choose-sms").with("mask", mask),
        Way::Sms { to: None } => Text::new("choose-sms-on-file"),
    }
}
