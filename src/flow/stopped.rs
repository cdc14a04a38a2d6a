//! `blocked`, `stop-elsewhere`, `stop-disabled`, `stop-unregistered`: what happened, what it means,
//! who can help, and the code under which they find it.

mod page;

use super::event::Effect;
use super::form::{Form, Heard};
use super::journey::Journey;
use super::{Context, Next, Step, actions, actions_without_help, choose_method};
use crate::domain::limit::Scope;
use crate::domain::method::Method;
use crate::domain::outcome::{Ending, Shortage, Stop, StopReason, Way};
use crate::domain::time::Moment;
use crate::page::Action;

pub struct Stopped {
    pub(super) form: Form,
    stop: Stop,
    /// Where another way is still open.
    journey: Option<Journey>,
    /// How many ways it takes, where those that are open are too few.
    needed: Option<usize>,
    /// Whether there is a password that could have changed; none where nobody can know.
    has_password: Option<bool>,
    /// Whether the letter before is known not to have come.
    is_lost: bool,
    /// The user ID that led here.
    login: String,
    /// Whether somebody signed in: they did not ask for another password.
    signs_in: bool,
    /// A recovery code was used up on the way.
    pub(super) has_spent_code: bool,
}

impl Stopped {
    /// The page for `stop`; with a `journey` on which another way may be left.
    pub fn page_of(stop: Stop, journey: Option<Journey>, context: Context<'_>) -> Step {
        Self::after(stop, journey, None, context)
    }

    /// The same where the one way of `journey` that was chosen is known.
    pub fn after(mut stop: Stop, journey: Option<Journey>, way: Option<&Way>, context: Context<'_>) -> Step {
        let Some(mut journey) = journey else { return Step::Stopped(Self::made(stop, None, String::new(), context)) };
        let has_password = journey.person.known_password().or(told_by(stop.reason));
        let login = journey.person.login.as_str().to_owned();
        if let StopReason::Blocked { scope: Scope::Method(method), until } = stop.reason {
            journey.block(method, until);
            // Nobody is sent to another way that leads back to this page.
            stop.reason = journey
                .shortage(context.now)
                .filter(|shortage| shortage.until != Moment::NEVER)
                .map_or(stop.reason, StopReason::TooFewLeft);
        }
        if let StopReason::Blocked { scope: Scope::Account, until } = stop.reason {
            journey.block_guesses(until);
        }
        // Set only where that may be told: at the gate whose letter it was.
        let is_lost = journey.lost.is_some();
        let shortage = way.and_then(|way| short_of_letters(&mut journey, &mut stop, way, context.now));
        let needed = shortage.map(|shortage| shortage.needed).filter(|needed| *needed > 1);
        let journey = if shortage.is_some() { None } else { other_way(journey, &stop, way, context) };
        Step::Stopped(Self { needed, has_password, is_lost, ..Self::made(stop, journey, login, context) })
    }

    /// The page for `stop` that ends `journey`, whatever is open on it.
    pub fn ending(stop: Stop, journey: &Journey, context: Context<'_>) -> Step {
        let has_password = journey.person.known_password().or(told_by(stop.reason));
        let login = journey.person.login.as_str().to_owned();
        Step::Stopped(Self { has_password, ..Self::made(stop, None, login, context) })
    }

    /// The page for `stop` that came up when `login` was typed.
    pub fn of_typed(stop: Stop, login: &str, context: Context<'_>) -> Step {
        Step::Stopped(Self::made(stop, None, login.to_owned(), context))
    }

    /// The page for `stop` that came up when somebody signed in.
    pub fn at_sign_in(stop: Stop, context: Context<'_>) -> Step {
        Step::Stopped(Self { signs_in: true, ..Self::made(stop, None, String::new(), context) })
    }

    fn made(stop: Stop, journey: Option<Journey>, login: String, context: Context<'_>) -> Self {
        let own: &[Action] = if journey.is_some() { &[Action::AnotherWay, Action::StartOver] } else { &[Action::StartOver] };
        // Where another system keeps the password, nobody whom a request reaches can help.
        let row = if stop.reason == StopReason::Elsewhere { actions_without_help } else { actions };
        let has_password = told_by(stop.reason);
        let form = Form::of_actions(row(own, context.house));
        Self { form, stop, journey, needed: None, has_password, is_lost: false, login, signs_in: false, has_spent_code: false }
    }

    /// Whether there is a password that could have changed; none where nobody can know.
    pub(super) const fn has_password(&self) -> Option<bool> {
        self.has_password
    }

    pub(super) const fn stop(&self) -> &Stop {
        &self.stop
    }

    pub(super) fn login(&self) -> &str {
        &self.login
    }

    pub(super) fn on(self, heard: Heard, context: Context<'_>) -> Next {
        match (heard, self.journey) {
            (Heard::Pressed(Action::AnotherWay), Some(journey)) => choose_method::next(journey, None, context),
            (Heard::Pressed(Action::StartOver), journey) => Next {
                step: Step::Stopped(Self { journey, ..self }),
                effects: vec![Effect::Leave(Ending::Stopped), Effect::Over],
            },
            (Heard::Pressed(_) | Heard::Chosen(_) | Heard::Edited | Heard::Nothing, journey) => {
                Next::to(Step::Stopped(Self { journey, ..self }))
            }
        }
    }
}

/// Whether there is a password, where `reason` tells.
const fn told_by(reason: StopReason) -> Option<bool> {
    match reason {
        StopReason::Unregistered => Some(true),
        StopReason::UnregisteredFirst => Some(false),
        StopReason::Elsewhere
        | StopReason::NotForThisPerson
        | StopReason::AccountOff
        | StopReason::NoChannel
        | StopReason::KeyNotHere
        | StopReason::Blocked { .. }
        | StopReason::TooFewLeft(_) => None,
    }
}

/// What is missing where the address that `way` goes to gets no more letters for now: nobody proves something else
/// first, and has to wait after that.
fn short_of_letters(journey: &mut Journey, stop: &mut Stop, way: &Way, now: Moment) -> Option<Shortage> {
    let StopReason::Blocked { scope: scope @ (Scope::LettersShort | Scope::LettersLong), until } = stop.reason else {
        return None;
    };
    journey.block_way(way, until);
    let shortage = journey.shortage(now)?;
    // Another address may have had its letters before.
    stop.reason = StopReason::Blocked { scope, until: shortage.until.min(until) };
    Some(shortage)
}

/// The journey, when what is blocked leaves another way open on it.
fn other_way(mut journey: Journey, stop: &Stop, way: Option<&Way>, context: Context<'_>) -> Option<Journey> {
    let StopReason::Blocked { scope, until } = stop.reason else { return None };
    let others = match scope {
        Scope::Method(_) => 0,
        // One address got too many letters: where it is not known which, it stays on the list, among others.
        Scope::LettersShort | Scope::LettersLong => usize::from(way.is_none()),
        Scope::FleetLetters => {
            // What takes a letter, whichever way that goes.
            for method in [Method::Email, Method::Sms] {
                journey.block(method, until);
            }
            if journey.shortage(context.now).is_some() {
                return None;
            }
            0
        }
        // Codes that nobody guesses are still to be had, if they are enough.
        Scope::Account if journey.shortage(context.now).is_none() => 0,
        Scope::Account
        | Scope::SignIn
        | Scope::SourceIdentifies
        | Scope::SourceFailures
        | Scope::FleetFailures
        | Scope::HelpAccount
        | Scope::HelpSource
        | Scope::Numbers
        | Scope::Changes => return None,
    };
    let open = journey.ways().iter().filter(|offer| !offer.is_closed(context.now)).count();
    (open > others).then_some(journey)
}
