//! What somebody who signed in has registered: seen, added to, taken from. Every page here keeps whose it is and
//! what was registered when it was last asked; the sign-in leaves with each question and comes back with its
//! answer, so no change can be asked for twice.

mod add_address;
mod add_answers;
mod add_app;
mod add_key;
mod add_sheet;
mod asking;
mod confirm_remove;
mod done_register;
mod methods;
mod news;
mod reconfirm;
mod register_prompt;
mod replies;

use super::event::Effect;
use super::form::{Form, Heard};
use super::journey::{Journey, Member, TypedAddress};
use super::pace::Patience;
use super::waiting::{self, Waiting};
use super::{Context, Next, Step, my_account, sign_in};
use crate::domain::account::Language;
use crate::domain::method::Method;
use crate::domain::outcome::{Ending, Goal, Home};
use crate::domain::proof::sign_in::SignedIn;
use crate::domain::registration::{Change, Registration};
use crate::domain::reminder::{Reminder, Why};
use crate::domain::secret::Secret;
use crate::domain::time::Moment;
use crate::page::{Notice, Page};

use reconfirm::Reconfirm;
use register_prompt::RegisterPrompt;

pub use asking::{Errand, SettingsReply, SettingsWish, enter};
use asking::{ask_change, ask_change_below, ask_draft, settle};

pub enum Settings {
    RegisterPrompt(RegisterPrompt),
    Reconfirm(Reconfirm),
    Methods(methods::Methods),
    AddAddress(add_address::AddAddress),
    AddApp(add_app::AddApp),
    AddAnswers(add_answers::AddAnswers),
    ConfirmRemove(confirm_remove::ConfirmRemove),
    Done(done_register::DoneRegister),
    AddSheet(add_sheet::AddSheet),
    AddKey(add_key::AddKey),
}

/// Whose registration is on the page.
pub struct Keeper {
    pub member: Member,
    pub registration: Registration,
}

impl Settings {
    pub(super) fn form_mut(&mut self) -> &mut Form {
        match self {
            Self::RegisterPrompt(page) => &mut page.form,
            Self::Reconfirm(page) => &mut page.form,
            Self::Methods(page) => &mut page.form,
            Self::AddAddress(page) => &mut page.form,
            Self::AddApp(page) => &mut page.form,
            Self::AddAnswers(page) => &mut page.form,
            Self::ConfirmRemove(page) => &mut page.form,
            Self::Done(page) => &mut page.form,
            Self::AddSheet(page) => &mut page.form,
            Self::AddKey(page) => &mut page.form,
        }
    }

    pub(super) fn page(&self, context: Context<'_>) -> Page {
        match self {
            Self::RegisterPrompt(page) => page.page(context),
            Self::Reconfirm(page) => page.page(),
            Self::Methods(page) => page.page(),
            Self::AddAddress(page) => page.page(),
            Self::AddApp(page) => page.page(context),
            Self::AddAnswers(page) => page.page(),
            Self::ConfirmRemove(page) => page.page(context),
            Self::Done(page) => page.page(),
            Self::AddSheet(page) => page.page(),
            Self::AddKey(page) => page.page(context),
        }
    }

    pub(super) fn on(self, heard: Heard, context: Context<'_>) -> Next {
        match self {
            Self::RegisterPrompt(page) => page.on(heard, context),
            Self::Reconfirm(page) => page.on(heard, context),
            Self::Methods(page) => page.on(heard, context),
            Self::AddAddress(page) => page.on(heard, context),
            Self::AddApp(page) => page.on(heard, context),
            Self::AddAnswers(page) => page.on(heard, context),
            Self::ConfirmRemove(page) => page.on(heard, context),
            Self::Done(page) => page.on(heard),
            Self::AddSheet(page) => page.on(heard, context),
            Self::AddKey(page) => page.on(heard, context),
        }
    }

    /// Nothing when the visit is over for the authority.
    const fn keeper(&self) -> Option<&Keeper> {
        match self {
            Self::RegisterPrompt(page) => Some(&page.keeper),
            Self::Reconfirm(page) => Some(&page.keeper),
            Self::Methods(page) => Some(&page.keeper),
            Self::AddAddress(page) => Some(&page.keeper),
            Self::AddApp(page) => Some(&page.keeper),
            Self::AddAnswers(page) => Some(&page.keeper),
            Self::ConfirmRemove(page) => Some(&page.keeper),
            Self::AddSheet(page) => Some(&page.keeper),
            Self::AddKey(page) => Some(&page.keeper),
            Self::Done(_) => None,
        }
    }

    /// Whose registration it is about.
    pub(super) fn member(&self) -> Option<&Member> {
        self.keeper().map(|keeper| &keeper.member)
    }

    fn into_keeper(self) -> Option<Keeper> {
        match self {
            Self::RegisterPrompt(page) => Some(page.keeper),
            Self::Reconfirm(page) => Some(page.keeper),
            Self::Methods(page) => Some(page.keeper),
            Self::AddAddress(page) => Some(page.keeper),
            Self::AddApp(page) => Some(page.keeper),
            Self::AddAnswers(page) => Some(page.keeper),
            Self::ConfirmRemove(page) => Some(page.keeper),
            Self::AddSheet(page) => Some(page.keeper),
            Self::AddKey(page) => Some(page.keeper),
            Self::Done(_) => None,
        }
    }

    const fn keeper_mut(&mut self) -> Option<&mut Keeper> {
        match self {
            Self::RegisterPrompt(page) => Some(&mut page.keeper),
            Self::Reconfirm(page) => Some(&mut page.keeper),
            Self::Methods(page) => Some(&mut page.keeper),
            Self::AddAddress(page) => Some(&mut page.keeper),
            Self::AddApp(page) => Some(&mut page.keeper),
            Self::AddAnswers(page) => Some(&mut page.keeper),
            Self::ConfirmRemove(page) => Some(&mut page.keeper),
            Self::AddSheet(page) => Some(&mut page.keeper),
            Self::AddKey(page) => Some(&mut page.keeper),
            Self::Done(_) => None,
        }
    }

    /// The address that was typed on this page, where it takes one.
    fn typed_address(&self) -> Option<Secret> {
        match self {
            Self::AddAddress(page) => page.typed(),
            Self::RegisterPrompt(_)
            | Self::Reconfirm(_)
            | Self::Methods(_)
            | Self::AddApp(_)
            | Self::AddAnswers(_)
            | Self::ConfirmRemove(_)
            | Self::Done(_)
            | Self::AddSheet(_)
            | Self::AddKey(_) => None,
        }
    }

    /// Gives the page back what left it.
    fn take_back(&mut self, signed_in: SignedIn) {
        if let Some(keeper) = self.keeper_mut() {
            keeper.member.signed_in = Some(signed_in);
        }
    }

    /// The user ID.
    pub(super) fn login(&self) -> &str {
        match (self, self.keeper()) {
            (Self::Done(page), _) => page.login(),
            (_, keeper) => keeper.map_or("", |keeper| keeper.member.home.person.login.as_str()),
        }
    }

    pub(super) fn until(&self) -> Option<Moment> {
        self.keeper().and_then(|keeper| keeper.member.until())
    }

    pub(super) fn tick(self, context: Context<'_>) -> Next {
        match self.until() {
            Some(until) if until <= context.now => Next::to(sign_in::again(context.house)),
            _ => Next::to(Step::Settings(self)),
        }
    }

    pub(super) const fn patience(&self) -> Patience {
        match self {
            // A phone is fetched, and an app found on it; ten codes are written by hand; a key signs elsewhere.
            Self::AddApp(_) | Self::AddSheet(_) | Self::AddKey(_) => Patience::Waiting,
            Self::Done(_) => Patience::Closing,
            Self::RegisterPrompt(_)
            | Self::Reconfirm(_)
            | Self::Methods(_)
            | Self::AddAddress(_)
            | Self::AddAnswers(_)
            | Self::ConfirmRemove(_) => Patience::Typing,
        }
    }

    /// The language that they prefer who stand before a reminder, which may be the first page that they choose on.
    pub(super) fn preferred(&self) -> Option<Language> {
        match self {
            Self::RegisterPrompt(RegisterPrompt { keeper, .. }) | Self::Reconfirm(Reconfirm { keeper, .. }) => {
                keeper.member.home.language
            }
            Self::Methods(_)
            | Self::AddAddress(_)
            | Self::AddApp(_)
            | Self::AddAnswers(_)
            | Self::AddSheet(_)
            | Self::AddKey(_)
            | Self::ConfirmRemove(_)
            | Self::Done(_) => None,
        }
    }

    /// Whether something is being set up here that counts for nothing yet.
    pub(super) const fn holds_draft(&self) -> bool {
        match self {
            Self::AddAddress(_) | Self::AddApp(_) | Self::AddAnswers(_) | Self::AddSheet(_) | Self::AddKey(_) => true,
            Self::RegisterPrompt(_) | Self::Reconfirm(_) | Self::Methods(_) | Self::ConfirmRemove(_) | Self::Done(_) => false,
        }
    }

    /// Whether the visit is over for the authority.
    pub(super) const fn is_done(&self) -> bool {
        matches!(self, Self::Done(_))
    }
}

impl Keeper {
    /// Whoever leaves a page about a reminder, and is not done with it.
    fn reminded(self, why: Why) -> Member {
        Member {
            home: Home { due: Some(Box::new(Reminder { registration: self.registration, why })), ..self.member.home },
            ..self.member
        }
    }
}

/// Where somebody who signed in begins: with what they are reminded of, if there is something.
pub fn home(mut member: Member, notices: Vec<Notice>, context: Context<'_>) -> Step {
    match member.home.due.take().map(|due| *due) {
        None => my_account::page_of(member, notices.into_iter().next(), context),
        Some(Reminder { registration, why }) => {
            let keeper = Keeper { member, registration };
            match why {
                Why::Missing { skips } => register_prompt::page_of(keeper, skips, notices, context),
                Why::Unconfirmed => reconfirm::page_of(keeper, notices, context),
            }
        }
    }
}

/// Where whoever gives up adding something goes back to: the reminder that led there, or the list.
fn given_up(mut keeper: Keeper, context: Context<'_>) -> Step {
    keeper.member.typed = None;
    match keeper.member.home.due.as_ref().map(|due| due.why) {
        Some(Why::Missing { .. }) => home(keeper.member, Vec::new(), context),
        Some(Why::Unconfirmed) | None => methods::page_of(keeper, Vec::new(), context),
    }
}

/// Leads `member` to where `method` is added, past what guards that.
fn add(member: Member, method: Method, page: Page, context: Context<'_>) -> Next {
    enter(Member { adds: Some(method), ..member }, None, page, context)
}

/// What stands at the end of a journey of somebody who signed in: what they proved opens their settings, or
/// makes an address theirs. Whoever proved nothing is shown what is registered.
pub fn arrive(mut journey: Journey, context: Context<'_>) -> Next {
    let page = replies::passing(context);
    let (goal, proof) = (journey.goal, journey.proofs.pop());
    let Some(mut member) = journey.member else { return Next::to(sign_in::again(context.house)) };
    match (goal, proof) {
        (Goal::Registration, Some(proof)) => {
            let Some(signed_in) = member.signed_in.take() else { return Next::to(sign_in::again(context.house)) };
            let waiting = Waiting::over(page, waiting::Errand::Settings(Errand::Address(member)), context);
            Next::asking(waiting, Effect::Settings(SettingsWish::Change { signed_in, change: Change::Address(proof) }))
        }
        // The code was given up: back to the address, for it may have been mistyped.
        (Goal::Registration, None) if member.typed.is_some() => {
            let typed = member.typed.take().map(|typed| TypedAddress { lost: journey.lost, ..typed });
            enter(Member { adds: Some(Method::Email), typed, ..member }, None, page, context)
        }
        (Goal::NewPassword | Goal::Unlock | Goal::Settings | Goal::Registration, proof) => enter(member, proof, page, context),
    }
}

/// Ends the visit of somebody who signed in.
fn sign_out(page: Settings) -> Next {
    Next { step: Step::Settings(page), effects: vec![Effect::Leave(Ending::Completed), Effect::Over] }
}
