//! What the authority's answers about somebody's registration lead to.

use super::super::form::Form;
use super::super::journey::{Journey, Member, TypedAddress};
use super::super::troubled::Troubled;
use super::super::{Context, Next, Step, actions, choose_method, enter_code, sign_in, signing};
use super::news::{self, About};
use super::{Keeper, Settings, add_address, add_answers, add_app, add_key, add_sheet, ask_draft, home, methods};
use crate::domain::method::{Gates, Method};
use crate::domain::outcome::{Goal, Person, Trouble};
use crate::domain::proof::Proof;
use crate::domain::proof::sign_in::SignedIn;
use crate::domain::registration::{Change, ChangeOutcome, Drafted, Entered, Unfit, Wish};
use crate::domain::reminder::{Settled, Why};
use crate::page::{Arg, Notice, Page, PageId, Text};

/// How the list is shown.
type List = fn(Keeper, Vec<Notice>, Context<'_>) -> Step;

/// What is seen between two pages, if the answer takes long.
pub fn passing(context: Context<'_>) -> Page {
    let form = Form::of_actions(actions(&[], context.house));
    form.dress(Page { lead: vec![Text::new("settings-opening")], ..Page::new(PageId::Methods) })
}

pub fn entered(mut member: Member, reply: Result<Entered, (SignedIn, Option<Proof>, Trouble)>, context: Context<'_>) -> Next {
    match reply {
        Ok(Entered::Open { signed_in, registration }) => {
            member.signed_in = Some(signed_in);
            opened(Keeper { member, registration }, context)
        }
        Ok(Entered::Prove { signed_in, offers, codes }) => {
            (member.signed_in, member.codes) = (Some(signed_in), codes);
            let person = Person { offers, gates: Gates::One, ..member.home.person.clone() };
            let journey = Journey { member: Some(member), ..Journey::begin(person, Goal::Settings) };
            choose_method::next(journey, None, context)
        }
        Ok(Entered::Shut { signed_in, by }) => {
            member.signed_in = Some(signed_in);
            Next::to(home(member, vec![Notice::error(Text::new(shut_by(by)))], context))
        }
        Ok(Entered::SignedOut) => Next::to(sign_in::again(context.house)),
        Err((signed_in, _, trouble)) => {
            member.signed_in = Some(signed_in);
            Next::to(Troubled::over(trouble, home(member, Vec::new(), context), context))
        }
    }
}

/// Why what guards the settings cannot be proved from here.
const fn shut_by(method: Method) -> &'static str {
    match method {
        Method::SecurityKey => "settings-key-not-here",
        Method::Email | Method::Totp | Method::Questions | Method::RecoveryCode | Method::Sms => "settings-no-mail",
    }
}

/// The list of what is registered; or at once what somebody came to add, with the list behind it.
fn opened(mut keeper: Keeper, context: Context<'_>) -> Next {
    match keeper.member.adds.take() {
        Some(Method::Totp) => {
            let page = Settings::Methods(methods::list(keeper, Vec::new(), context));
            ask_draft(page, Wish::App, context)
        }
        Some(Method::RecoveryCode) => {
            let page = Settings::Methods(methods::list(keeper, Vec::new(), context));
            ask_draft(page, Wish::Sheet, context)
        }
        Some(Method::SecurityKey) => Next::to(add_key::page_of(keeper, context)),
        Some(Method::Email) => Next::to(add_address::page_of(keeper, context)),
        Some(Method::Questions) => Next::to(add_answers::begin(keeper, context)),
        Some(Method::Sms) | None => Next::to(methods::page_of(keeper, Vec::new(), context)),
    }
}

/// The reminder is done with, or what it is now.
pub fn settled(mut page: Settings, reply: Result<Settled, (SignedIn, Trouble)>, context: Context<'_>) -> Next {
    let (signed_in, due) = match reply {
        Ok(Settled::Done { signed_in }) => (signed_in, None),
        Ok(Settled::Refused { signed_in, due }) => (signed_in, due),
        Ok(Settled::SignedOut) => return Next::to(sign_in::again(context.house)),
        Err((signed_in, trouble)) => {
            page.take_back(signed_in);
            return Next::to(Troubled::over(trouble, Step::Settings(page), context));
        }
    };
    page.take_back(signed_in);
    // Whoever puts a reminder off confirms nothing.
    let confirms = due.is_none() && !matches!(page, Settings::RegisterPrompt(_));
    let Some(Keeper { mut member, .. }) = page.into_keeper() else { return Next::to(sign_in::again(context.house)) };
    member.confirmed |= confirms;
    member.home.due = due;
    Next::to(home(member, Vec::new(), context))
}

pub fn drafted(mut page: Settings, reply: Result<Drafted, (SignedIn, Trouble)>, context: Context<'_>) -> Next {
    match reply {
        Ok(Drafted::Code { signed_in, challenge }) => {
            page.take_back(signed_in);
            let typed = page.typed_address().map(|text| TypedAddress { text, lost: None });
            let Some(Keeper { mut member, .. }) = page.into_keeper() else { return Next::to(sign_in::again(context.house)) };
            let before = std::mem::replace(&mut member.typed, typed);
            let lost = before.and_then(|address| address.lost);
            let person = Person { offers: Vec::new(), gates: Gates::One, ..member.home.person.clone() };
            let journey = Journey { member: Some(member), lost, ..Journey::begin(person, Goal::Registration) };
            Next::to(enter_code::fresh(journey, challenge, context))
        }
        Ok(Drafted::App { signed_in, draft }) => {
            page.take_back(signed_in);
            let Some(keeper) = page.into_keeper() else { return Next::to(sign_in::again(context.house)) };
            Next::to(add_app::page_of(keeper, draft, context))
        }
        Ok(Drafted::Sheet { signed_in, draft }) => {
            page.take_back(signed_in);
            let Some(keeper) = page.into_keeper() else { return Next::to(sign_in::again(context.house)) };
            Next::to(add_sheet::page_of(keeper, draft, context))
        }
        Ok(Drafted::Key { signed_in, draft }) => {
            page.take_back(signed_in);
            let Some(keeper) = page.into_keeper() else { return Next::to(sign_in::again(context.house)) };
            Next::to(add_key::signing(keeper, draft, context))
        }
        Ok(Drafted::Refused { signed_in, why }) => {
            page.take_back(signed_in);
            Next::to(refused(page, why, context))
        }
        Ok(Drafted::SignedOut) => Next::to(sign_in::again(context.house)),
        Err((signed_in, trouble)) => {
            page.take_back(signed_in);
            Next::to(Troubled::over(trouble, Step::Settings(page), context))
        }
    }
}

pub fn changed(mut page: Settings, reply: Result<ChangeOutcome, (SignedIn, Change, Trouble)>, context: Context<'_>) -> Next {
    let about = if let Settings::ConfirmRemove(page) = &page { About::Gone(page.gone()) } else { About::Nothing };
    match reply {
        Ok(ChangeOutcome::Refused { signed_in, change, why }) => {
            page.take_back(signed_in);
            Next::to(refused(with_goods(page, change), why, context))
        }
        Err((signed_in, change, trouble)) => {
            page.take_back(signed_in);
            Next::to(Troubled::over(trouble, Step::Settings(with_goods(page, change)), context))
        }
        Ok(done) => match page.into_keeper() {
            Some(keeper) => shown(keeper.member, done, about, context),
            None => Next::to(sign_in::again(context.house)),
        },
    }
}

pub fn address_changed(
    mut member: Member,
    reply: Result<ChangeOutcome, (SignedIn, Change, Trouble)>,
    context: Context<'_>,
) -> Next {
    // That address is done with, whatever came of it. One that nobody typed stood in the list.
    let about = if member.typed.take().is_some() { About::Nothing } else { About::Adopted };
    match reply {
        // What is there is asked for again, as it changed meanwhile.
        Ok(ChangeOutcome::Refused { signed_in, .. }) => {
            member.signed_in = Some(signed_in);
            Next::to(home(member, vec![Notice::error(Text::new("methods-gone"))], context))
        }
        Err((signed_in, _, trouble)) => {
            member.signed_in = Some(signed_in);
            Next::to(Troubled::over(trouble, home(member, Vec::new(), context), context))
        }
        Ok(done) => shown(member, done, about, context),
    }
}

/// The list as it is after a change, with a word about it.
fn shown(mut member: Member, done: ChangeOutcome, about: About, context: Context<'_>) -> Next {
    let (signed_in, registration, notices, list): (_, _, Vec<Notice>, List) = match done {
        ChangeOutcome::Done { signed_in, registration, what, notified } => {
            let told = (notified > 0).then(|| Notice::plain(Text::new("changed-told").with("count", notified)));
            let notices = [news::good(what, about, &registration)].into_iter().chain(told).collect();
            (signed_in, registration, notices, methods::changed)
        }
        ChangeOutcome::Unsure { signed_in, registration } => {
            (signed_in, registration, vec![Notice::error(Text::new("methods-unsure"))], methods::page_of)
        }
        ChangeOutcome::Refused { .. } | ChangeOutcome::SignedOut => return Next::to(sign_in::again(context.house)),
    };
    (member.signed_in, member.typed, member.confirmed, member.sees_all) = (Some(signed_in), None, true, false);
    member.home.due = member.home.due.take().and_then(|due| due.after(&registration)).map(Box::new);
    match member.home.due.as_ref().map(|due| due.why) {
        // There is more to add.
        Some(Why::Missing { .. }) => Next::to(home(member, notices, context)),
        Some(Why::Unconfirmed) | None => Next::to(list(Keeper { member, registration }, notices, context)),
    }
}

/// Gives the page back what left it with a change that was not made.
fn with_goods(page: Settings, change: Change) -> Settings {
    match (page, change) {
        (Settings::AddApp(page), Change::App { draft, .. }) => Settings::AddApp(page.with(draft)),
        (Settings::AddSheet(page), Change::Sheet { draft, .. }) => Settings::AddSheet(page.with(draft)),
        (Settings::AddKey(page), Change::Key { draft, .. }) => Settings::AddKey(page.with(draft)),
        (page, _) => page,
    }
}

/// `page` with a word about why what it asked for cannot be.
fn refused(page: Settings, why: Unfit, context: Context<'_>) -> Step {
    match page {
        Settings::AddAddress(page) => page.refused(unfit(why, context)),
        Settings::AddApp(page) if why == Unfit::Code => page.refused(),
        Settings::AddSheet(page) if why == Unfit::Code => page.refused(),
        Settings::AddKey(page) => page.refused(why, context),
        Settings::AddAnswers(page) => page.refused(why, context),
        Settings::Methods(page) => page.refused(unfit(why, context), context),
        Settings::ConfirmRemove(page) => page.refused(why, context),
        page => match page.into_keeper() {
            Some(keeper) => methods::page_of(keeper, vec![Notice::error(unfit(why, context))], context),
            None => sign_in::again(context.house),
        },
    }
}

pub fn unfit(why: Unfit, context: Context<'_>) -> Text {
    match why {
        Unfit::Known => Text::new("unfit-known"),
        Unfit::OwnDomain => Text::new("unfit-own-domain"),
        Unfit::TooMany => Text::new("unfit-too-many"),
        Unfit::Letters { until } => Text::new("unfit-letters").with("until", Arg::end(until, context.now)),
        Unfit::Code => Text::new("unfit-code"),
        Unfit::Needed => Text::new("unfit-needed"),
        Unfit::LastOwn => Text::new("unfit-last-own"),
        Unfit::Gone => Text::new("methods-gone"),
        Unfit::NoMail => Text::new("unfit-no-mail"),
        Unfit::Line => Text::new("key-line-none"),
        Unfit::KnownKey => Text::new("unfit-known-key"),
        Unfit::Signature(bad) => signing::bad(bad, &context.house.organisation.namespace()),
        Unfit::Answer { .. } | Unfit::Questions => Text::new("unfit-answers"),
        Unfit::Tried { until } => Text::new("unfit-tried").with("until", Arg::end(until, context.now)),
    }
}
