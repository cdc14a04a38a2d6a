//! Where a visitor stands, and the one place where each step is asked to do what every step does: `clock` asks what
//! time does to it, `leaving` what it is to go from there.

mod clock;
mod leaving;

use super::event::{Effect, Reply};
use super::form::{Form, Heard};
use super::{
    Context, House, answer_questions, ask_help, captcha, choose_method, confirm_phone, done, end_visit, enter_code,
    enter_own_code, farewell, forgot_user_id, goal, identify, my_account, new_password, not_locked, settings, sign_in, sign_key,
    start, stopped, troubled, unlock, waiting,
};
use crate::domain::account::Language;
use crate::page::{Action, Page};

/// Where a visitor stands.
pub enum Step {
    Start(start::Start),
    Identify(identify::Identify),
    Goal(goal::Goal),
    SignIn(sign_in::SignIn),
    MyAccount(my_account::MyAccount),
    Captcha(captcha::Captcha),
    ChooseMethod(choose_method::ChooseMethod),
    EnterCode(enter_code::EnterCode),
    EnterOwnCode(enter_own_code::EnterOwnCode),
    SignKey(sign_key::SignKey),
    AnswerQuestions(answer_questions::AnswerQuestions),
    NewPassword(new_password::NewPassword),
    Unlock(unlock::Unlock),
    NotLocked(not_locked::NotLocked),
    Done(done::Done),
    Stopped(stopped::Stopped),
    Troubled(troubled::Troubled),
    EndVisit(end_visit::EndVisit),
    Farewell(farewell::Farewell),
    HelpRequest(ask_help::request::HelpRequest),
    HelpElsewhere(ask_help::elsewhere::HelpElsewhere),
    HelpSent(ask_help::sent::HelpSent),
    ForgotUserId(forgot_user_id::ForgotUserId),
    UserIdSent(forgot_user_id::UserIdSent),
    Settings(settings::Settings),
    ConfirmPhone(confirm_phone::ConfirmPhone),
    /// The step's goods left with an effect; nothing can be done until the reply brings them back.
    Waiting(waiting::Waiting),
}

/// Where an event leads.
pub struct Next {
    pub step: Step,
    pub effects: Vec<Effect>,
}

impl Next {
    pub const fn to(step: Step) -> Self {
        Self { step, effects: Vec::new() }
    }

    pub fn asking(step: Step, effect: Effect) -> Self {
        Self { step, effects: vec![effect] }
    }
}

impl Step {
    /// What takes the keys of this page; nothing while a reply is awaited.
    pub(super) fn form_mut(&mut self) -> Option<&mut Form> {
        Some(match self {
            Self::Start(step) => &mut step.form,
            Self::Identify(step) => &mut step.form,
            Self::Goal(step) => &mut step.form,
            Self::SignIn(step) => &mut step.form,
            Self::MyAccount(step) => &mut step.form,
            Self::Captcha(step) => &mut step.form,
            Self::ChooseMethod(step) => &mut step.form,
            Self::EnterCode(step) => &mut step.desk.form,
            Self::EnterOwnCode(step) => &mut step.desk.form,
            Self::SignKey(step) => &mut step.desk.form,
            Self::AnswerQuestions(step) => &mut step.sheet.form,
            Self::NewPassword(step) => &mut step.form,
            Self::Unlock(step) => &mut step.form,
            Self::NotLocked(step) => &mut step.form,
            Self::Done(step) => &mut step.form,
            Self::Stopped(step) => &mut step.form,
            Self::Troubled(step) => &mut step.form,
            Self::EndVisit(step) => &mut step.form,
            Self::Farewell(step) => &mut step.form,
            Self::HelpRequest(step) => &mut step.form,
            Self::HelpElsewhere(step) => &mut step.form,
            Self::HelpSent(step) => &mut step.form,
            Self::ForgotUserId(step) => &mut step.form,
            Self::UserIdSent(step) => &mut step.form,
            Self::Settings(step) => step.form_mut(),
            Self::ConfirmPhone(step) => &mut step.desk.form,
            Self::Waiting(_) => return None,
        })
    }

    /// The language that the person prefers who stands at a choice or before a new password, where one comes
    /// after it is known.
    pub(super) fn preferred(&self) -> Option<Language> {
        match self {
            Self::Goal(step) => step.person.language,
            Self::MyAccount(step) => step.member.home.language,
            Self::Settings(step) => step.preferred(),
            Self::ChooseMethod(step) => step.journey.language(),
            // Whoever types already has other things to read.
            Self::NewPassword(step) if step.form.is_blank() => step.journey.language(),
            Self::NewPassword(_)
            | Self::Start(_)
            | Self::Identify(_)
            | Self::Captcha(_)
            | Self::EnterCode(_)
            | Self::EnterOwnCode(_)
            | Self::SignKey(_)
            | Self::AnswerQuestions(_)
            | Self::Done(_)
            | Self::Stopped(_)
            | Self::Troubled(_)
            | Self::EndVisit(_)
            | Self::Farewell(_)
            | Self::SignIn(_)
            | Self::Unlock(_)
            | Self::NotLocked(_)
            | Self::HelpRequest(_)
            | Self::HelpElsewhere(_)
            | Self::HelpSent(_)
            | Self::ForgotUserId(_)
            | Self::UserIdSent(_)
            | Self::ConfirmPhone(_)
            | Self::Waiting(_) => None,
        }
    }

    pub(super) fn on(self, heard: Heard, context: Context<'_>) -> Next {
        match self {
            Self::Start(step) => step.on(heard, context),
            Self::Identify(step) => step.on(heard, context),
            Self::Goal(step) => step.on(heard, context),
            Self::SignIn(step) => step.on(heard, context),
            Self::MyAccount(step) => step.on(heard, context),
            Self::Captcha(step) => step.on(heard, context),
            Self::ChooseMethod(step) => step.on(heard, context),
            Self::EnterCode(step) => step.on(heard, context),
            Self::EnterOwnCode(step) => step.on(heard, context),
            Self::SignKey(step) => step.on(heard, context),
            Self::AnswerQuestions(step) => step.on(heard, context),
            Self::NewPassword(step) => step.on(heard, context),
            Self::Unlock(step) => step.on(heard, context),
            Self::NotLocked(step) => step.on(heard, context),
            Self::Done(step) => step.on(heard, context),
            Self::Stopped(step) => step.on(heard, context),
            Self::Troubled(step) => step.on(heard, context),
            Self::EndVisit(step) => step.on(heard, context),
            Self::Farewell(step) => step.on(heard),
            Self::HelpRequest(step) => step.on(heard, context),
            Self::HelpElsewhere(step) => step.on(heard, context),
            Self::HelpSent(step) => step.on(heard, context),
            Self::ForgotUserId(step) => step.on(heard, context),
            Self::UserIdSent(step) => step.on(heard, context),
            Self::Settings(step) => step.on(heard, context),
            Self::ConfirmPhone(step) => step.on(heard, context),
            Self::Waiting(step) => Next::to(Self::Waiting(step)),
        }
    }

    pub(super) fn page(&self, context: Context<'_>) -> Page {
        match self {
            Self::Start(step) => step.page(context),
            Self::Identify(step) => step.page(context),
            Self::Goal(step) => step.page(),
            Self::SignIn(step) => step.page(context),
            Self::MyAccount(step) => step.page(),
            Self::Captcha(step) => step.page(),
            Self::ChooseMethod(step) => step.page(context),
            Self::EnterCode(step) => step.page(context),
            Self::EnterOwnCode(step) => step.page(context),
            Self::SignKey(step) => step.page(context),
            Self::AnswerQuestions(step) => step.page(),
            Self::NewPassword(step) => step.page(context),
            Self::Unlock(step) => step.page(),
            Self::NotLocked(step) => step.page(),
            Self::Done(step) => step.page(),
            Self::Stopped(step) => step.page(context),
            Self::Troubled(step) => step.page(context),
            Self::EndVisit(step) => step.page(),
            Self::Farewell(step) => step.page(),
            Self::HelpRequest(step) => step.page(context),
            Self::HelpElsewhere(step) => step.page(context),
            Self::HelpSent(step) => step.page(context),
            Self::ForgotUserId(step) => step.page(),
            Self::UserIdSent(step) => step.page(),
            Self::Settings(step) => step.page(context),
            Self::ConfirmPhone(step) => step.page(context),
            Self::Waiting(step) => step.page(context),
        }
    }

    pub(super) fn reply(self, reply: Reply, context: Context<'_>) -> Next {
        match (self, reply) {
            (Self::Waiting(step), reply) => step.reply(reply, context),
            (Self::NewPassword(step), Reply::Measured { edition, assessment }) => step.measured(edition, assessment),
            (Self::NewPassword(step), Reply::Suggested { edition, suggestion }) => {
                step.suggested(edition, suggestion, context.now)
            }
            (Self::EnterCode(step), Reply::Delivery { challenge, failed }) => step.told(challenge, failed),
            (Self::EndVisit(step), reply @ (Reply::Measured { .. } | Reply::Suggested { .. } | Reply::Delivery { .. })) => {
                step.meanwhile(reply, context)
            }
            // Late: whoever asked for it went away meanwhile, and its goods with them.
            (step, _) => Next::to(step),
        }
    }
}

/// The action row: what this page is for, then what is the same everywhere.
pub(super) fn actions(own: &[Action], house: &House) -> Vec<Action> {
    let demo: &[Action] = if house.demo { &[Action::People, Action::Inbox] } else { &[] };
    [own, &[Action::Help, Action::AskHelp, Action::Language], demo, &[Action::Stop]].concat()
}

/// [`actions`] where the page says itself whom to ask, or is about that already.
pub(super) fn actions_without_help(own: &[Action], house: &House) -> Vec<Action> {
    actions(own, house).into_iter().filter(|action| *action != Action::AskHelp).collect()
}
