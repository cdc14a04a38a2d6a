//! What the settings ask of the authority, what it answers, and what is being waited for meanwhile.

use super::super::event::Effect;
use super::super::journey::Member;
use super::super::waiting::{self, Waiting};
use super::super::{Context, Next, Step, sign_in};
use super::{Settings, replies};
use crate::domain::outcome::Trouble;
use crate::domain::proof::Proof;
use crate::domain::proof::sign_in::SignedIn;
use crate::domain::registration::{Change, ChangeOutcome, Drafted, Entered, Wish};
use crate::domain::reminder::{Settled, Settling};
use crate::page::Page;

/// What the settings ask of the authority.
#[derive(Debug)]
pub enum SettingsWish {
    Enter { signed_in: SignedIn, proof: Option<Proof> },
    Draft { signed_in: SignedIn, wish: Wish },
    Change { signed_in: SignedIn, change: Change },
    Settle { signed_in: SignedIn, how: Settling },
}

/// What it answers.
#[derive(Debug)]
pub enum SettingsReply {
    Entered(Result<Entered, (SignedIn, Option<Proof>, Trouble)>),
    Drafted(Result<Drafted, (SignedIn, Trouble)>),
    Changed(Result<ChangeOutcome, (SignedIn, Change, Trouble)>),
    Settled(Result<Settled, (SignedIn, Trouble)>),
}

/// What is being waited for, with what stays behind meanwhile.
pub enum Errand {
    Enter(Member),
    Draft(Box<Settings>),
    Change(Box<Settings>),
    /// The address whose code was typed.
    Address(Member),
    /// A reminder, to be done with.
    Settle(Box<Settings>),
}

impl Errand {
    /// Whether what is registered may be changing meanwhile: nobody is told that it was not.
    pub(in crate::flow) const fn changes(&self) -> bool {
        match self {
            Self::Change(_) | Self::Address(_) => true,
            Self::Enter(_) | Self::Draft(_) | Self::Settle(_) => false,
        }
    }

    /// The answer that was waited for; none when it is one to another question.
    pub(in crate::flow) fn answered(self, told: SettingsReply, context: Context<'_>) -> Result<Next, Self> {
        match (self, told) {
            (Self::Enter(member), SettingsReply::Entered(reply)) => Ok(replies::entered(member, reply, context)),
            (Self::Draft(page), SettingsReply::Drafted(reply)) => Ok(replies::drafted(*page, reply, context)),
            (Self::Change(page), SettingsReply::Changed(reply)) => Ok(replies::changed(*page, reply, context)),
            (Self::Address(member), SettingsReply::Changed(reply)) => Ok(replies::address_changed(member, reply, context)),
            (Self::Settle(page), SettingsReply::Settled(reply)) => Ok(replies::settled(*page, reply, context)),
            (
                errand,
                SettingsReply::Entered(_) | SettingsReply::Drafted(_) | SettingsReply::Changed(_) | SettingsReply::Settled(_),
            ) => Err(errand),
        }
    }
}

/// Asks what `member` has registered, with `page` on the screen; with the proof that is asked for before.
pub fn enter(mut member: Member, proof: Option<Proof>, page: Page, context: Context<'_>) -> Next {
    let Some(signed_in) = member.signed_in.take() else { return Next::to(sign_in::again(context.house)) };
    let waiting = Waiting::over(page, waiting::Errand::Settings(Errand::Enter(member)), context);
    Next::asking(waiting, Effect::Settings(SettingsWish::Enter { signed_in, proof }))
}

/// Asks for `change`, with `page` on the screen.
pub fn ask_change(page: Settings, change: Change, context: Context<'_>) -> Next {
    let shown = page.page(context);
    ask_change_below(shown, page, change, context)
}

/// The same with `shown` on the screen.
pub fn ask_change_below(shown: Page, page: Settings, change: Change, context: Context<'_>) -> Next {
    asking(shown, page, Errand::Change, |signed_in| SettingsWish::Change { signed_in, change }, context)
}

/// Is done with a reminder, with `page` on the screen.
pub fn settle(page: Settings, how: Settling, context: Context<'_>) -> Next {
    asking(page.page(context), page, Errand::Settle, |signed_in| SettingsWish::Settle { signed_in, how }, context)
}

/// Asks to begin with `wish`, with `page` on the screen.
pub fn ask_draft(page: Settings, wish: Wish, context: Context<'_>) -> Next {
    asking(page.page(context), page, Errand::Draft, |signed_in| SettingsWish::Draft { signed_in, wish }, context)
}

/// Asks what `wish` makes of the sign-in, which leaves the page until the answer brings it back.
fn asking(
    shown: Page,
    mut page: Settings,
    errand: impl FnOnce(Box<Settings>) -> Errand,
    wish: impl FnOnce(SignedIn) -> SettingsWish,
    context: Context<'_>,
) -> Next {
    let signed_in = page.keeper_mut().and_then(|keeper| keeper.member.signed_in.take());
    let Some(signed_in) = signed_in else { return Next::to(Step::Settings(page)) };
    let waiting = Waiting::over(shown, waiting::Errand::Settings(errand(Box::new(page))), context);
    Next::asking(waiting, Effect::Settings(wish(signed_in)))
}
